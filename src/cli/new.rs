//! `headliner new --rubric R "Headline"`: a new article file, as a draft.

use std::{io::Write, path::Path, process::ExitCode};

use anyhow::{Context, bail};
use clap::Args;

use crate::{article, clock::Clock, config::Config, newsroom::Newsroom};

/// How many names are tried for one headline.
const NAMES: u32 = 1_000;

/// A new article file, as a draft
#[derive(Args, Debug)]
pub(super) struct New {
    /// The rubric: its id, title or alias
    #[arg(long, short)]
    rubric: String,
    /// The headline
    headline: String,
}

/// Writes the file and prints its path.
pub(super) fn run(new: &New, config: &Config) -> anyhow::Result<ExitCode> {
    let newsroom = read(&config.newsroom)?;
    let Some(rubric) = newsroom.rubric_named(&new.rubric) else {
        let known: Vec<&str> = newsroom.rubrics.iter().map(|rubric| rubric.id.as_str()).collect();
        bail!("there is no rubric \"{}\": take one of {}", new.rubric, known.join(", "));
    };
    let now = Clock::system().now();
    let at = now.utc().with_timezone(&newsroom.zone);
    let text = |id: &str| article::template(id, &rubric.id, &new.headline, newsroom.language, at);
    article::parse("new.md", text("new").as_bytes(), newsroom.zone)
        .map_err(|fault| anyhow::anyhow!("{}", fault.what))?;
    std::fs::create_dir_all(&config.articles)
        .with_context(|| format!("cannot make the folder {}", config.articles.display()))?;
    let day = at.format("%Y-%m-%d-%H%M%S");
    for number in 1..=NAMES {
        let id = if number == 1 { day.to_string() } else { format!("{day}-{number}") };
        let path = config.articles.join(format!("{id}.md"));
        match std::fs::File::create_new(&path) {
            Ok(mut file) => {
                file.write_all(text(&id).as_bytes())?;
                say!("{}", path.display());
                return Ok(ExitCode::SUCCESS);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => bail!("cannot write {}: {error}", path.display()),
        }
    }
    bail!("{} holds too many articles of this second; try again", config.articles.display())
}

/// The newsroom's file, or the built-in one where it is missing.
pub(super) fn read(path: &Path) -> anyhow::Result<Newsroom> {
    Ok(crate::app::read_newsroom(path)?.unwrap_or_default())
}
