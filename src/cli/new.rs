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
    let text = article::template(&rubric.id, &new.headline, now);
    article::parse("new.md", text.as_bytes(), newsroom.zone).map_err(|fault| anyhow::anyhow!("{}", fault.what))?;
    std::fs::create_dir_all(&config.articles)
        .with_context(|| format!("cannot make the folder {}", config.articles.display()))?;
    let day = now.utc().with_timezone(&newsroom.zone).format("%Y-%m-%d-%H%M%S");
    for number in 1..=NAMES {
        let name = if number == 1 { format!("{day}.md") } else { format!("{day}-{number}.md") };
        let path = config.articles.join(name);
        match std::fs::File::create_new(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
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
    if !path.exists() {
        return Ok(Newsroom::default());
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Newsroom::parse(&text).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(|fault| format!("{}: {fault}", path.display())).collect();
        anyhow::anyhow!("{}", faults.join("\n"))
    })
}
