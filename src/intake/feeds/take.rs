//! Takes the stories of a feed into the store of articles. In: the items of a feed that has been read. Out: a file for each story that is new
//! or says something else; what is known of each, in the database. First it is noted since when a story may have been seen,
//! then its file is written, then that it was: after a crash in between it is written once more, and says the same.
//!
//! A story that stands in several feeds has one file, in the words of the first that is still wanted; the others add their
//! rubric, and that it is main news. Where neither has changed, the file is left alone, whatever an editor has written
//! there; one that left its feed stays as well.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;

use super::{
    files,
    sources::{Here, Source, here},
};
use crate::{
    article::feed::{self, Item},
    clock::Time,
    newsroom::Newsroom,
    store::{self, Priority, Store, Writing, feeds},
};

/// Stories of one transaction.
const TOGETHER: usize = 100;

/// What a feed's items are taken by.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub source: Source,
    /// Under which name the database knows the feed.
    pub name: String,
    pub newsroom: std::sync::Arc<Newsroom>,
    /// The store of articles.
    pub folder: PathBuf,
    /// Feeds that are wanted, by their names.
    pub wanted: HashSet<String>,
    /// Until then its new items cannot have been seen.
    pub unseen: Time,
    /// It is new here: who knows how old an item without a date is.
    pub is_first: bool,
}

/// What became of the items of a feed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Stories that nobody knew.
    pub new: usize,
    /// Stories that say something else now, or are in one more feed.
    pub changed: usize,
    /// Stories that are as they were.
    pub known: usize,
    /// Files that could not be written; they are tried again.
    pub unwritten: usize,
}

/// Takes them all.
pub(super) async fn take(store: &Store, items: Vec<Item>, rules: &Rules) -> store::Result<Taken> {
    let mut taken = Taken::default();
    let mut rest = items.into_iter().peekable();
    while rest.peek().is_some() {
        let some: Vec<Item> = rest.by_ref().take(TOGETHER).collect();
        let (here, planning) = (rules.clone(), move |store: &Writing, rules: &Rules| {
            some.iter().map(|item| plan(store, item, rules)).collect::<store::Result<Vec<_>>>()
        });
        let plans = store.write(Priority::Bulk, move |store| planning(store, &here)).await?;
        let folder = rules.folder.clone();
        let done = spawn_blocking(move || {
            let done = |plan: Plan| {
                let is_done = plan.carry_out(&folder);
                (plan, is_done)
            };
            plans.into_iter().map(done).collect::<Vec<_>>()
        });
        let done = done.await.map_err(|_| store::Error::Closed)?;
        done.iter().for_each(|(plan, is_done)| taken.count(plan, *is_done));
        let written = done.into_iter().filter_map(|(plan, is_done)| plan.written().filter(|_| is_done));
        let written: Vec<feeds::Item> = written.collect();
        if !written.is_empty() {
            let keep = move |store: &Writing| written.iter().try_for_each(|item| store.keep_feed_item(item));
            store.write(Priority::Bulk, keep).await?;
        }
    }
    Ok(taken)
}

impl std::ops::AddAssign for Taken {
    fn add_assign(&mut self, more: Taken) {
        self.new += more.new;
        self.changed += more.changed;
        self.known += more.known;
        self.unwritten += more.unwritten;
    }
}

impl Taken {
    fn count(&mut self, plan: &Plan, is_done: bool) {
        let place = match plan {
            _ if !is_done => &mut self.unwritten,
            Plan::Write { is_new: true, .. } => &mut self.new,
            Plan::Write { .. } | Plan::Add { .. } => &mut self.changed,
            Plan::Nothing => &mut self.known,
        };
        *place += 1;
    }
}

/// What is to be done about an item.
#[derive(Debug)]
enum Plan {
    Nothing,
    /// Its file gets this text.
    Write {
        item: feeds::Item,
        text: String,
        is_new: bool,
    },
    /// Another feed's file gets these rubrics, and may become main news.
    Add {
        path: String,
        rubrics: Vec<String>,
        main: bool,
    },
}

impl Plan {
    /// `false`: it could not be done.
    fn carry_out(&self, folder: &Path) -> bool {
        let (path, text) = match self {
            Plan::Nothing => return true,
            Plan::Write { item, text, .. } => {
                let before = files::read(folder, &item.path);
                (&item.path, before.map_or_else(|| text.clone(), |before| feed::carried(text, &before)))
            }
            Plan::Add { path, rubrics, main } => {
                let found = files::read(folder, path);
                match found.and_then(|text| feed::shared(&text, rubrics, *main)) {
                    Some(text) => (path, text),
                    None => return true,
                }
            }
        };
        let written = files::write(folder, path, &text);
        if let Err(error) = &written {
            log::error!("{path}: cannot be written: {error}");
        }
        written.is_ok()
    }

    /// What is known of the story then.
    fn written(self) -> Option<feeds::Item> {
        match self {
            Plan::Write { item, .. } => Some(item),
            Plan::Nothing | Plan::Add { .. } => None,
        }
    }
}

/// Decides what is done about an item, and keeps what must be known before.
fn plan(store: &Writing, item: &Item, rules: &Rules) -> store::Result<Plan> {
    let known = store.feed_item(&item.id, item.normal.as_deref())?;
    let is_new = known.is_none();
    let row = match known {
        Some(row) => row,
        None => {
            let row = first(item, rules);
            store.keep_feed_item(&row)?;
            row
        }
    };
    let Here { share: own, is_given, others } = here(item, &rules.source, &rules.newsroom);
    let adds = feeds::Share { rubric: rules.source.rubric.clone().filter(|_| is_given), main: own.main };
    let is_wanted = rules.wanted.contains(&rules.name);
    let adds_more = is_wanted && store.keep_feed_share(&row.id, &rules.name, &adds)? && !is_new;
    let add = |path| Plan::Add { path, rubrics: adds.rubric.iter().cloned().collect(), main: adds.main };
    if row.feed != rules.name && rules.wanted.contains(&row.feed) {
        return Ok(if adds_more { add(row.path) } else { Plan::Nothing });
    }
    let mut told = Item { id: row.id.clone(), ..item.clone() };
    told.tags.extend(others.into_iter().filter(|name| !item.tags.contains(name)));
    let mut text = feed::file(&told, &own);
    let print = Sha256::digest(text.as_bytes()).to_vec();
    if row.print.as_ref() == Some(&print) {
        return Ok(if adds_more { add(row.path) } else { Plan::Nothing });
    }
    for (feed, other) in store.feed_shares(&row.id)? {
        if feed != rules.name && rules.wanted.contains(&feed) {
            let rubrics: Vec<String> = other.rubric.into_iter().collect();
            text = feed::shared(&text, &rubrics, other.main).unwrap_or(text);
        }
    }
    let link = item.normal.clone().or(row.link);
    let item = feeds::Item { link, feed: rules.name.clone(), print: Some(print), ..row };
    Ok(Plan::Write { item, text, is_new })
}

/// A story that nobody knew.
fn first(item: &Item, rules: &Rules) -> feeds::Item {
    feeds::Item {
        id: item.id.clone(),
        link: item.normal.clone(),
        path: files::place(item, &rules.source.url),
        feed: rules.name.clone(),
        print: None,
        unseen: rules.unseen,
        is_old: rules.is_first && item.published.is_none(),
    }
}
