//! `headliner new --rubric R "Headline"`: a new article file, as a draft.

use std::{io::Write, path::Path, process::ExitCode};

use anyhow::{Context, bail};
use chrono::DateTime;
use chrono_tz::Tz;
use clap::Args;

use super::tell;
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
    let rubric = tell::rubric(&newsroom, &new.rubric)?;
    let now = Clock::system().now();
    let at = now.utc().with_timezone(&newsroom.zone);
    let text = |id: &str| article::template(id, &rubric.id, &new.headline, newsroom.language, at);
    article::parse("new.md", text("new").as_bytes(), newsroom.zone)
        .map_err(|fault| anyhow::anyhow!("{}", fault.what))?;
    std::fs::create_dir_all(&config.articles)
        .with_context(|| format!("cannot make the folder {}", config.articles.display()))?;
    let name = name(&new.headline, at);
    for number in 1..=NAMES {
        let id = if number == 1 { name.clone() } else { format!("{name}-{number}") };
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
    bail!("{} holds too many articles named {name}; give this one another headline", config.articles.display())
}

/// The newsroom's day and the headline in Latin letters; of a headline that has none, the time.
fn name(headline: &str, at: DateTime<Tz>) -> String {
    match article::slug(headline) {
        slug if slug.is_empty() => at.format("%Y-%m-%d-%H%M%S").to_string(),
        slug => format!("{}-{slug}", at.format("%Y-%m-%d")),
    }
}

/// The newsroom's file, or the built-in one where it is missing.
pub(super) fn read(path: &Path) -> anyhow::Result<Newsroom> {
    Ok(crate::app::read_newsroom(path)?.unwrap_or_default())
}
