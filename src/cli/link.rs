//! `headliner link`: a subscription link, a snippet for the foot of an article's page, a QR code for print.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, anyhow, bail};
use clap::Args;

use super::tell::{self, cannot_write};
use crate::{
    acts::find::find,
    app,
    article::Language,
    clock::Clock,
    config::Config,
    locale::{Words, args},
    message::link::{Start, snippet, start},
    newsroom::Newsroom,
    report::News,
    search::followed::{LONGEST, Query},
    store::{Reading, words::WordId},
};

/// A subscription link, a snippet for the web page, a QR code
#[derive(Args, Debug)]
pub(super) struct Link {
    /// Subscribe to this rubric too
    #[arg(long)]
    rubric: Option<String>,
    /// Show this story first: its id or number
    #[arg(long, conflicts_with = "rubric")]
    article: Option<String>,
    /// Follow this word too, as `/follow` takes it: words, "a phrase", #tag, -without
    #[arg(long, conflicts_with_all = ["rubric", "article"])]
    word: Option<String>,
    /// Where the link will stand, for the statistics: letters, digits, `_` and `-`
    #[arg(long)]
    source: Option<String>,
    /// A snippet of HTML for the foot of an article's page
    #[arg(long)]
    html: bool,
    /// The language of the snippet: ru, kk or en
    #[arg(long)]
    language: Option<String>,
    /// A QR code for print, as an SVG file
    #[arg(long, value_name = "FILE.svg")]
    qr: Option<PathBuf>,
}

/// Prints the link or the snippet, writes the code.
pub(super) async fn run(link: Link, config: Config) -> anyhow::Result<ExitCode> {
    if let Some(source) = &link.source
        && !source.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
    {
        bail!("--source takes letters, digits, _ and -, since it goes into a link");
    }
    let newsroom = super::new::read(&config.newsroom)?;
    let rubric = link.rubric.as_ref().map(|name| tell::rubric(&newsroom, name)).transpose()?;
    let article = match &link.article {
        None => None,
        Some(id) => Some(
            super::open_store(&config)?
                .read_here(|store| find(store, &newsroom, id))?
                .ok_or_else(|| anyhow!("there is no article {id}; `headliner articles` lists them"))?,
        ),
    };
    let word = link.word.as_ref().map(|typed| number(typed, &config)).transpose()?;
    let token = config.token.clone().context("there is no token: set TELOXIDE_TOKEN, or run `headliner init`")?;
    let bot = app::greet(&app::client(&config, &token)?, &config).await?.username;
    let begin = match (article, rubric, word) {
        (Some(key), ..) => Start::Article(key),
        (None, Some(rubric), _) => Start::Rubric(&rubric.id),
        (None, None, Some(word)) => Start::Word(word),
        (None, None, None) => Start::Main,
    };
    let url = start(&bot, begin, link.source.as_deref());
    if let Some(file) = &link.qr {
        write_code(file, &url)?;
        // On stderr: what stands on stdout is the link or the snippet alone.
        eprintln!("Under the code: {}", caption(&app::words(&config)?, &newsroom));
    }
    if link.html {
        let language = match &link.language {
            None => newsroom.language,
            Some(tag) => Language::from_tag(tag).ok_or_else(|| anyhow!("--language takes ru, kk or en"))?,
        };
        let mask = rubric.map_or(1, |rubric| 1 << rubric.bit);
        say!(
            "{}",
            snippet(&app::words(&config)?, &newsroom, language, &url, rubric, per_day(&config, &newsroom, mask))
        );
    } else {
        say!("{url}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the link as a QR code.
fn write_code(file: &Path, url: &str) -> anyhow::Result<()> {
    let code = qrcode::QrCode::new(url.as_bytes()).context("the link is too long for a QR code")?;
    let image = code.render::<qrcode::render::svg::Color>().min_dimensions(480, 480).build();
    std::fs::write(file, image).map_err(|error| cannot_write(file, &error))
}

/// What stands under a code in print.
fn caption(words: &Words, newsroom: &Newsroom) -> String {
    let paper = newsroom.name.in_language(newsroom.language);
    words.say(newsroom.language, "qr-caption", &args![paper = paper])
}

/// Stories a day, as they came lately; `None` where that is not known.
fn per_day(config: &Config, newsroom: &Newsroom, mask: u64) -> Option<u64> {
    let read = |store: &Reading| News::read(store, Clock::system().now());
    let news = super::open_store(config).ok()?.read_here(read).ok().filter(News::is_known)?;
    Some(u64::from(news.a_day_in(mask, newsroom.language)).max(1))
}

/// The number that a link gives a word, for ever.
fn number(typed: &str, config: &Config) -> anyhow::Result<WordId> {
    let Some(query) = Query::parse(typed) else {
        bail!(
            "--word takes words that a story can have, at most {LONGEST} characters: words, \"a phrase\", #tag, -without"
        );
    };
    let now = Clock::system().now();
    Ok(super::open_store(config)?.write_here(|store| {
        let word = store.word_for(&query, typed.trim(), now)?;
        store.link_word(word)?;
        Ok(word)
    })?)
}
