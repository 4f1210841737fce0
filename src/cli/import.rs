//! `headliner import URL_OR_FILE...`: articles from feeds and exports into the store.

use std::{
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError},
};

use clap::Args;

use super::{
    progress::Progress,
    tell::{count, thousands},
};
use crate::{
    article::feed::Refused,
    clock::Clock,
    config::Config,
    intake::feeds::{Import, Imported, Step, Taken, import},
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
        let progress = Mutex::new(Steps { read: Progress::of("items read", None), taken: None });
        let with = Import {
            on_step: &|step| progress.lock().unwrap_or_else(PoisonError::into_inner).at(step),
            store: &store,
            newsroom: newsroom.clone(),
            folder: &config.articles,
            feeds: &config.feeds,
            moment,
        };
        let imported = import(from, &with).await;
        drop(progress);
        match imported {
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

/// How far one of them has come.
struct Steps {
    read: Progress,
    taken: Option<Progress>,
}

impl Steps {
    fn at(&mut self, step: Step) {
        match step {
            Step::Read(items) => self.read.at(items as u64),
            Step::Taken(done, all) => {
                let taken = self.taken.get_or_insert_with(|| Progress::of("items taken", None));
                taken.at_of(done as u64, all as u64);
            }
        }
    }
}

fn tell(from: &str, imported: &Imported) {
    let Imported { kind, taken, undated, refused, passed } = imported;
    let Taken { new, changed, known, unwritten } = taken;
    let items = count(new + changed + known, "item");
    let [new, changed, known] = [new, changed, known].map(thousands);
    say!("{from}: {kind}, {items}: {new} new, {changed} changed, {known} known");
    for (what, number) in passed {
        say!("  passed over: {} × {what}", thousands(number));
    }
    for Refused { name, why } in refused.iter().take(MOST) {
        say!("  not taken: {name}: {why}");
    }
    for (headline, date) in undated.iter().take(MOST) {
        say!("  without a date, so archive: {headline}: \"{date}\" cannot be understood");
    }
    let more = refused.len().saturating_sub(MOST) + undated.len().saturating_sub(MOST);
    if more > 0 {
        say!("  and {} more", thousands(more));
    }
    if *unwritten > 0 {
        say!("  {} could not be written; see above, and import it again", count(*unwritten, "file"));
    }
}
