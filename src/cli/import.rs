//! `headliner import URL_OR_FILE...`: articles from feeds and exports into the store.

use std::{process::ExitCode, sync::Arc};

use clap::Args;

use super::tell::count;
use crate::{
    article::feed::Refused,
    clock::Clock,
    config::Config,
    intake::feeds::{Import, Imported, Taken, import},
    store::Store,
};

/// How many items of one feed are told one by one.
const MOST: usize = 50;

/// Articles from feeds (RSS, Atom, JSON Feed), WordPress's REST and its exports into the store
#[derive(Args, Debug)]
pub(super) struct Command {
    /// Addresses of feeds, or files with a feed or an export
    #[arg(required = true, value_name = "URL_OR_FILE")]
    from: Vec<String>,
}

/// Takes each of them; fails where one cannot be taken.
pub(super) async fn run(command: Command, config: Config) -> anyhow::Result<ExitCode> {
    let newsroom = Arc::new(super::new::read(&config.newsroom)?);
    if !config.articles.is_dir() {
        anyhow::bail!(
            "there is no folder {} for the articles: make it, or say by HEADLINER_ARTICLES where it is",
            config.articles.display()
        );
    }
    let store = Store::open(&config.database)?;
    let mut code = ExitCode::SUCCESS;
    for from in &command.from {
        let moment = Clock::system().moment();
        let with = Import {
            store: &store,
            newsroom: newsroom.clone(),
            folder: &config.articles,
            feeds: &config.feeds,
            moment,
        };
        match import(from, &with).await {
            Ok(imported) => {
                tell(from, &imported);
                if imported.taken.unwritten > 0 {
                    code = ExitCode::FAILURE;
                }
            }
            Err(error) => {
                say!("{from}: {error:#}");
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}

fn tell(from: &str, imported: &Imported) {
    let Imported { kind, taken, undated, refused, passed } = imported;
    let Taken { new, changed, known, unwritten } = taken;
    say!("{from}: {kind}, {}: {new} new, {changed} changed, {known} known", count(new + changed + known, "item"));
    for (what, number) in passed {
        say!("  passed over: {number} × {what}");
    }
    for Refused { name, why } in refused.iter().take(MOST) {
        say!("  not taken: {name}: {why}");
    }
    for (headline, date) in undated.iter().take(MOST) {
        say!("  without a date, so archive: {headline}: \"{date}\" cannot be understood");
    }
    let more = refused.len().saturating_sub(MOST) + undated.len().saturating_sub(MOST);
    if more > 0 {
        say!("  and {more} more");
    }
    if *unwritten > 0 {
        say!("  {} could not be written; see above, and import it again", count(*unwritten, "file"));
    }
}
