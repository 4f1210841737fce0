//! `headliner trace CHAT [ID]`: what one chat was served, when, with which outcome, and if not, why not.

use std::process::ExitCode;

use anyhow::{Context, bail};
use chrono_tz::Tz;
use clap::Args;

use crate::{
    article::{ArticleKey, Language},
    cli::shown,
    clock::Clock,
    config::Config,
    delivery::{
        tail::Tail,
        visit::{Decision, Rules, decide, gather},
        wants::Wishes,
    },
    newsroom::Newsroom,
    store::{
        Chat, Entry, Reading, Result, State,
        ledger::{Delivery, Ended, Served},
    },
};

/// How many messages of the ledger are shown.
const SHOWN: u32 = 50;

/// What one chat was served, or why not
#[derive(Args, Debug)]
pub(super) struct Trace {
    /// The chat's number at Telegram
    #[arg(allow_hyphen_values = true)]
    chat: i64,
    /// The article's id or number
    id: Option<String>,
}

/// Prints the trace.
pub(super) fn run(trace: &Trace, config: &Config) -> anyhow::Result<ExitCode> {
    let newsroom = super::new::read(&config.newsroom)?;
    let store = super::open_store(config)?;
    let lines = store.read_here(|store| {
        let Some(chat) = store.chat_of(trace.chat, 0)? else { return Ok(None) };
        let mut lines = vec![about(&chat, &newsroom)];
        match &trace.id {
            None => history(store, &chat, newsroom.zone, &mut lines)?,
            Some(id) => match crate::cli::push::find(store, id)? {
                Some(article) => one(store, &chat, article, config, &newsroom, &mut lines)?,
                None => lines.push(format!("there is no article {id}; `headliner articles` lists them")),
            },
        }
        Ok(Some(lines))
    })?;
    let lines = lines.with_context(|| format!("the bot does not know the chat {}", trace.chat))?;
    if lines.is_empty() {
        bail!("nothing is known of the chat {}", trace.chat);
    }
    say!("{}", lines.join("\n"));
    Ok(ExitCode::SUCCESS)
}

fn about(chat: &Chat, newsroom: &Newsroom) -> String {
    let mut rubrics: Vec<&str> = newsroom.rubrics_in(chat.rubrics).map(|rubric| rubric.id.as_str()).collect();
    if chat.rubrics & 1 == 1 {
        rubrics.insert(0, "main");
    }
    let languages = Language::ALL.into_iter().filter(|language| chat.languages & language.bit() != 0);
    let languages: Vec<&str> = languages.map(Language::code).collect();
    format!(
        "chat {} ({:?}, {:?}) since {}: {} in {}, mode {}, cursors breaking {} main {} news {}",
        chat.telegram,
        chat.kind,
        chat.state,
        shown(chat.joined, newsroom.zone),
        rubrics.join(" "),
        languages.join(" "),
        chat.mode.name(),
        chat.cursors.breaking.0,
        chat.cursors.main.0,
        chat.cursors.news.0
    )
}

fn history(store: &Reading, chat: &Chat, zone: Tz, lines: &mut Vec<String>) -> Result<()> {
    for event in store.events(chat.key)? {
        let detail = event.detail.unwrap_or_default();
        lines.push(format!("{}  {} {detail}", shown(event.at, zone), event.what.word()).trim_end().to_owned());
    }
    let mut deliveries = store.last_deliveries(chat.key, SHOWN)?;
    deliveries.reverse();
    for delivery in deliveries {
        let mut headlines = Vec::new();
        for article in store.edition_articles(delivery.edition)? {
            headlines.extend(store.story(article)?.map(|(story, _)| format!("«{}»", story.headline)));
        }
        lines.push(format!("{}  {}", line(&delivery, zone), headlines.join(", ")));
    }
    Ok(())
}

fn line(delivery: &Delivery, zone: Tz) -> String {
    let lane = match delivery.served {
        Served::Breaking => "breaking",
        Served::Main => "main",
        Served::News | Served::Top => "news",
    };
    let outcome = match delivery.ended {
        None => "open: in flight, or the program ended".to_owned(),
        Some(Ended::Delivered(message)) => format!("delivered as message {message}"),
        Some(Ended::Refused(_)) => "refused".to_owned(),
        Some(Ended::Uncertain) => "uncertain".to_owned(),
    };
    format!("{}  {lane} ({}..{}] {outcome}", shown(delivery.at, zone), delivery.after.0, delivery.upto.0)
}

fn one(
    store: &Reading,
    chat: &Chat,
    article: ArticleKey,
    config: &Config,
    newsroom: &Newsroom,
    lines: &mut Vec<String>,
) -> Result<()> {
    let deliveries = store.deliveries_of(chat.key, article)?;
    for delivery in &deliveries {
        lines.push(line(delivery, newsroom.zone));
    }
    let entries = store.entries_of(article)?;
    let Some(entry) = entries.last() else {
        lines.push("not in the log: the article has not been published by the bot".to_owned());
        return Ok(());
    };
    if deliveries.iter().any(|delivery| matches!(delivery.ended, Some(Ended::Delivered(_)))) {
        return Ok(());
    }
    lines.push(format!(
        "published {}: {}",
        shown(entry.at, newsroom.zone),
        why_not(store, chat, entry, config, newsroom)?
    ));
    Ok(())
}

/// Why the chat has not got an entry.
fn why_not(store: &Reading, chat: &Chat, entry: &Entry, config: &Config, newsroom: &Newsroom) -> Result<String> {
    let now = Clock::system().now();
    let (since, mutes) = (store.since(chat.key)?, store.mutes(chat.key)?);
    let wishes = Wishes { chat, since: &since, mutes: &mutes };
    if chat.state != State::Open {
        return Ok(format!("the chat is closed ({:?})", chat.state));
    }
    if entry.at < chat.joined {
        return Ok("it came out before the chat joined".to_owned());
    }
    if entry.stopped {
        return Ok("it was stopped".to_owned());
    }
    if entry.standing != crate::store::log::Standing::Ready {
        return Ok("the article is withdrawn, withheld or set aside".to_owned());
    }
    if wishes.reason(entry, now).is_none() {
        return Ok(
            "not asked for: its rubrics, language or kind of news are not among the chat's wishes, or muted".to_owned()
        );
    }
    if !wishes.is_undecided(entry) {
        return Ok("decided without it: it was not asked for then, was too old after an outage, or is named in a tail"
            .to_owned());
    }
    let mut tail = Tail::default();
    tail.refresh(store, now - config.keep)?;
    let rules =
        Rules { zone: newsroom.zone, uncertain: config.uncertain, floor: crate::delivery::visit::Floor::default() };
    let Some(facts) = gather(store, chat.key, &tail, now, &rules)? else {
        return Ok("a message to the chat is in flight".to_owned());
    };
    Ok(match decide(&facts, &tail, now, &rules) {
        Decision::Send(_) => "it is due now and waits for its turn".to_owned(),
        Decision::Wait(until) => {
            format!("it waits until {} (quiet hours, spacing, a digest or a break)", shown(until, newsroom.zone))
        }
        Decision::Nothing => "nothing is pending: the chat has it, or it is too old".to_owned(),
    })
}
