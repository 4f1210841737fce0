//! `headliner import`: feeds and exports, taken once. In: an address that the admin wrote, or a file. Out: the stories of it in the store of
//! articles, and what became of each item. What is imported counts from now: who knows how old an item without a date is; so
//! nothing of an export is pushed but what has just come out.

use std::{collections::HashSet, fs::File, io::Read, path::Path, sync::Arc};

use anyhow::{Context, bail};
use url::Url;

use super::{
    ACCEPT,
    sources::{Source, wanted},
    take::{Rules, Taken, take},
};
use crate::{
    article::feed::{self, Feed, Item, Kind, Origin, Refused},
    clock::Moment,
    fetch::{Answer, Known, Web, Wish},
    newsroom::Newsroom,
    store::Store,
};

/// An export of some ten thousand posts; more of them come in parts.
const LARGEST: usize = 64 << 20;

/// How many items are taken between two words about it.
const PIECE: usize = 500;

/// Pages of WordPress's REST: with a hundred posts each, as many as an export has.
const MOST_PAGES: u32 = 200;

/// With what it is imported.
pub struct Import<'a> {
    /// The database.
    pub store: &'a Store,
    /// The newsroom.
    pub newsroom: Arc<Newsroom>,
    /// The store of articles.
    pub folder: &'a Path,
    /// The feeds of the settings.
    pub feeds: &'a [Url],
    /// Now.
    pub moment: Moment,
    /// Is told how far it has come.
    pub on_step: &'a (dyn Fn(Step) + Sync),
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many items have been read.
    Read(usize),
    /// So many have become files, of so many.
    Taken(usize, usize),
}

/// What was imported.
#[derive(Debug)]
pub struct Imported {
    /// What kind of feed it is.
    pub kind: Kind,
    /// Its stories.
    pub taken: Taken,
    /// Stories whose date cannot be understood, with that date: they go into the archive.
    pub undated: Vec<(String, String)>,
    /// Items that are no stories.
    pub refused: Vec<Refused>,
    /// What is no published story, by kind.
    pub passed: Vec<(String, usize)>,
}

/// Imports a feed or an export.
///
/// # Errors
/// Why nothing of it can be taken.
pub async fn import(from: &str, with: &Import<'_>) -> anyhow::Result<Imported> {
    let address = Url::parse(from).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let feed = match &address {
        Some(url) => fetched(url, with).await?,
        None => {
            let origin = Origin { address: Some(&with.newsroom.url), kind: None, zone: with.newsroom.zone };
            parsed(&read(Path::new(from))?, &origin)?
        }
    };
    let sources = wanted(with.feeds, &with.newsroom);
    let own = sources.iter().find(|source| address.as_ref() == Some(&source.url)).cloned();
    let name = own.as_ref().map_or_else(|| "import".to_owned(), |source| source.url.to_string());
    let Feed { kind, items, refused, passed, .. } = feed;
    let undated = items.iter().filter_map(|item| Some((item.headline.clone(), item.odd_date.clone()?))).collect();
    let rules = Rules {
        source: own.unwrap_or_else(|| Source::bare(address.unwrap_or_else(|| with.newsroom.url.clone()))),
        name,
        newsroom: with.newsroom.clone(),
        folder: with.folder.to_owned(),
        wanted: sources.iter().map(|source| source.url.to_string()).collect::<HashSet<_>>(),
        unseen: with.moment.surely(),
        is_first: true,
    };
    let taken = take_all(items, &rules, with).await?;
    Ok(Imported { kind, taken, undated, refused, passed })
}

/// In pieces, for whoever waits.
async fn take_all(mut items: Vec<Item>, rules: &Rules, with: &Import<'_>) -> anyhow::Result<Taken> {
    let (mut taken, all, mut done) = (Taken::default(), items.len(), 0);
    while !items.is_empty() {
        let rest = items.split_off(items.len().min(PIECE));
        let piece = std::mem::replace(&mut items, rest);
        done += piece.len();
        taken += take(with.store, piece, rules).await?;
        (with.on_step)(Step::Taken(done, all));
    }
    Ok(taken)
}

/// Of WordPress's REST all pages, where the address names none.
async fn fetched(url: &Url, with: &Import<'_>) -> anyhow::Result<Feed> {
    let web = Web::new()?;
    let feeds = wanted(with.feeds, &with.newsroom);
    web.trust(feeds.iter().map(|source| &source.url).chain([url]));
    let mut feed = page(url, &web, with).await?;
    let is_one_page = url.query_pairs().any(|(name, _)| name == "page");
    if feed.kind != Kind::Rest || is_one_page {
        return Ok(feed);
    }
    for number in 2..=MOST_PAGES {
        let mut next = url.clone();
        next.query_pairs_mut().append_pair("page", &number.to_string());
        // Behind the last one is an error, or nothing.
        let Ok(Feed { items, refused, passed, .. }) = page(&next, &web, with).await else { break };
        if items.is_empty() && refused.is_empty() && passed.is_empty() {
            break;
        }
        let before = feed.items.len();
        let known: HashSet<String> = feed.items.iter().map(|item| item.id.clone()).collect();
        feed.items.extend(items.into_iter().filter(|item| !known.contains(&item.id)));
        if feed.items.len() == before && refused.is_empty() && passed.is_empty() {
            break; // it knows no pages, and says the same again
        }
        (with.on_step)(Step::Read(feed.items.len()));
        feed.refused.extend(refused);
        for (what, count) in passed {
            match feed.passed.iter_mut().find(|(known, _)| *known == what) {
                Some((_, all)) => *all += count,
                None => feed.passed.push((what, count)),
            }
        }
    }
    Ok(feed)
}

async fn page(url: &Url, web: &Web, with: &Import<'_>) -> anyhow::Result<Feed> {
    let known = Known::default();
    let answer = web.get(&Wish { url, accept: ACCEPT, largest: LARGEST, known: &known }).await?;
    let Answer::Came(page) = answer else { bail!("it says that nothing has changed, though nothing was known of it") };
    let origin = Origin { address: Some(&page.url), kind: page.kind.as_deref(), zone: with.newsroom.zone };
    parsed(&page.bytes, &origin)
}

fn parsed(bytes: &[u8], origin: &Origin) -> anyhow::Result<Feed> {
    Ok(feed::read(bytes, origin)?)
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let file = File::open(path).context("it cannot be read")?;
    if !file.metadata()?.is_file() {
        bail!("it is no file: name a feed's address, or a file with a feed or an export");
    }
    let mut bytes = Vec::new();
    file.take(LARGEST as u64 + 1).read_to_end(&mut bytes).context("it cannot be read")?;
    if bytes.len() > LARGEST {
        bail!("it has more than {} MiB: export it in parts", LARGEST >> 20);
    }
    Ok(bytes)
}
