//! `headliner articles`: the articles that the bot knows.

use std::process::ExitCode;

use clap::Args;

use super::tell;
use crate::{
    cli::shown,
    config::Config,
    store::{
        articles::{Listed, Readiness},
        held::{Reason, Waiting},
    },
};

/// The articles that the bot knows, newest first
#[derive(Args, Debug)]
pub(super) struct Articles {
    /// How many
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = tell::whole(1..=u32::MAX))]
    limit: u32,
    /// Only those that wait for a person, with what is missing
    #[arg(long, conflicts_with = "archive")]
    held: bool,
    /// Only those that came too late to be news and were not pushed since
    #[arg(long)]
    archive: bool,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

/// Prints the list.
pub(super) fn run(articles: &Articles, config: &Config) -> anyhow::Result<ExitCode> {
    let newsroom = super::new::read(&config.newsroom)?;
    let list: Vec<Waiting> = super::open_store(config)?.read_here(|store| {
        if articles.held {
            return store.held(0, articles.limit);
        }
        let list = match articles.archive {
            true => store.archive(0, articles.limit)?,
            false => store.articles(0, articles.limit)?,
        };
        Ok(list.into_iter().map(|article| (article, Vec::new())).collect())
    })?;
    for (article, reasons) in &list {
        if articles.json {
            say!("{}", json(article, reasons));
        } else {
            let pushed = article.pushed.map_or("-".to_owned(), |at| shown(at, newsroom.zone));
            say!(
                "{:>6}  {:<9}  {:<19}  {}  ({})",
                article.story.key,
                word(article.readiness),
                pushed,
                article.story.headline,
                article.story.id
            );
            for reason in reasons {
                say!("        {reason}");
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn json(article: &Listed, reasons: &[Reason]) -> serde_json::Value {
    let reasons: Vec<String> = reasons.iter().map(ToString::to_string).collect();
    serde_json::json!({
        "number": article.story.key,
        "id": article.story.id,
        "headline": article.story.headline,
        "language": article.story.language,
        "state": word(article.readiness),
        "revision": article.story.revision,
        "published": article.story.published.to_string(),
        "embargo": article.embargo.map(|at| at.to_string()),
        "pushed": article.pushed.map(|at| at.to_string()),
        "url": article.story.url,
        "reasons": reasons,
        "file": article.path,
    })
}

fn word(readiness: Readiness) -> &'static str {
    match readiness {
        Readiness::Draft => "draft",
        Readiness::Ready => "published",
        Readiness::Withheld => "withheld",
        Readiness::Withdrawn => "withdrawn",
        Readiness::Held => "held",
        Readiness::Expired => "expired",
    }
}
