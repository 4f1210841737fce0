//! `headliner import`: feeds and exports, taken once. In: an address that the admin wrote, or a file. Out: the stories of it in the store of
//! articles, and what became of each item. What is imported counts from now: who knows how old an item without a date is; so
//! nothing of an export is pushed but what has just come out. A file is taken as it is read, so that one piece of it at a time is
//! in memory; what an address gives becomes a file before.

use std::{
    collections::HashSet,
    fs::File,
    io::{self, Read, Seek},
    path::Path,
    sync::Arc,
};

use anyhow::{Context, bail};
use url::Url;

use super::{
    ACCEPT,
    sources::{Source, wanted},
    take::{Rules, Taken, take},
};
use crate::{
    article::feed::{Feed, Item, Kind, Origin, Refused, Stories},
    clock::Moment,
    fetch::{Answer, Known, Trouble, Web, Wish},
    newsroom::Newsroom,
    store::Store,
};

/// An export of some ten thousand posts; more of them come in parts.
const LARGEST: usize = 64 << 20;

/// How many items are taken between two words about it, and fewer where their texts have more bytes than this together.
const PIECE: usize = 500;
const HEAVIEST: usize = 4 << 20;

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
    /// So many have become files, of so many at most: which items are no stories is known when they come.
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
    let sources = wanted(with.feeds, &with.newsroom);
    let own = sources.iter().find(|source| address.as_ref() == Some(&source.url)).cloned();
    let name = own.as_ref().map_or_else(|| "import".to_owned(), |source| source.url.to_string());
    let url = address.clone().unwrap_or_else(|| with.newsroom.url.clone());
    let rules = Rules {
        source: own.unwrap_or_else(|| Source::bare(url)),
        name,
        newsroom: with.newsroom.clone(),
        folder: with.folder.to_owned(),
        wanted: sources.iter().map(|source| source.url.to_string()).collect::<HashSet<_>>(),
        unseen: with.moment.surely(),
        is_first: true,
    };
    let Some(url) = address else {
        let origin = Origin { address: Some(&with.newsroom.url), kind: None, zone: with.newsroom.zone };
        return one(Stories::open(open(Path::new(from))?, &origin)?, &rules, with).await;
    };
    let web = Web::new()?;
    web.trust(sources.iter().map(|source| &source.url).chain([&url]));
    let first = page(&url, &web, with).await?;
    let is_one_page = url.query_pairs().any(|(name, _)| name == "page");
    if first.kind() != Kind::Rest || is_one_page {
        return one(first, &rules, with).await;
    }
    pages(first, &url, &web, &rules, with).await
}

/// All that one source has.
async fn one<R: Read + Seek>(mut stories: Stories<R>, rules: &Rules, with: &Import<'_>) -> anyhow::Result<Imported> {
    let (taken, undated) = take_all(&mut stories, rules, with.store, with.on_step).await?;
    Ok(imported(stories.rest(), taken, undated))
}

impl Imported {
    fn add(&mut self, more: Imported) {
        self.taken += more.taken;
        self.undated.extend(more.undated);
        self.refused.extend(more.refused);
        for (what, count) in more.passed {
            match self.passed.iter_mut().find(|(known, _)| *known == what) {
                Some((_, all)) => *all += count,
                None => self.passed.push((what, count)),
            }
        }
    }
}

fn imported(feed: Feed, taken: Taken, undated: Vec<(String, String)>) -> Imported {
    let Feed { kind, refused, passed, .. } = feed;
    Imported { kind, taken, undated, refused, passed }
}

/// In pieces, for whoever waits. Besides what became of them: headlines and dates of those whose date cannot be understood.
async fn take_all(
    mut items: impl Iterator<Item = io::Result<Item>>,
    rules: &Rules,
    store: &Store,
    on_step: &(dyn Fn(Step) + Sync),
) -> anyhow::Result<(Taken, Vec<(String, String)>)> {
    let (mut taken, mut undated, mut done) = (Taken::default(), Vec::new(), 0);
    loop {
        let piece = piece(&mut items).context("it cannot be read")?;
        if piece.is_empty() {
            return Ok((taken, undated));
        }
        undated.extend(piece.iter().filter_map(|item| Some((item.headline.clone(), item.odd_date.clone()?))));
        done += piece.len();
        taken += take(store, piece, rules).await?;
        let left = items.size_hint().1.unwrap_or_default();
        on_step(Step::Taken(done, done + left));
    }
}

/// The next ones; none: those were all.
fn piece(items: &mut impl Iterator<Item = io::Result<Item>>) -> io::Result<Vec<Item>> {
    let (mut piece, mut weight) = (Vec::new(), 0);
    while piece.len() < PIECE
        && weight < HEAVIEST
        && let Some(item) = items.next().transpose()?
    {
        weight += item.body.len();
        piece.push(item);
    }
    Ok(piece)
}

/// Of WordPress's REST all pages, where the address names none; each is taken before the next is asked for.
async fn pages(
    first: Stories<File>,
    url: &Url,
    web: &Web,
    rules: &Rules,
    with: &Import<'_>,
) -> anyhow::Result<Imported> {
    let (mut known, mut number, mut page) = (HashSet::new(), 1, first);
    let kind = page.kind();
    let mut all =
        Imported { kind, taken: Taken::default(), undated: Vec::new(), refused: Vec::new(), passed: Vec::new() };
    loop {
        let before = known.len();
        let new = page.by_ref().filter(|item| item.as_ref().map_or(true, |item| known.insert(item.id.clone())));
        let (taken, undated) = take_all(new, rules, with.store, &|_| {}).await?;
        let rest = page.rest();
        let says_nothing_new = known.len() == before && rest.refused.is_empty() && rest.passed.is_empty();
        all.add(imported(rest, taken, undated));
        (with.on_step)(Step::Read(known.len()));
        number += 1;
        // An empty page is behind the last one; who knows no pages says the same again.
        if says_nothing_new || number > MOST_PAGES {
            return Ok(all);
        }
        let mut next = url.clone();
        next.query_pairs_mut().append_pair("page", &number.to_string());
        page = match self::page(&next, web, with).await {
            Ok(page) => page,
            Err(error) if is_behind(&error) => return Ok(all),
            Err(error) => {
                let taken = known.len();
                let what = format!("page {number} cannot be had; {taken} items before it are taken: import it again");
                return Err(error.context(what));
            }
        };
    }
}

/// Whether there is nothing since that was the last page: WordPress says 400 then, others 404 or something that is no list.
fn is_behind(error: &anyhow::Error) -> bool {
    error.downcast_ref::<Trouble>().is_none_or(|trouble| matches!(trouble.status, Some(400 | 404)))
}

async fn page(url: &Url, web: &Web, with: &Import<'_>) -> anyhow::Result<Stories<File>> {
    let known = Known::default();
    let wish = Wish { url, accept: ACCEPT, largest: LARGEST, known: &known };
    let answer = web.get_into(tempfile::tempfile()?, &wish).await?;
    let Answer::Came(page) = answer else { bail!("it says that nothing has changed, though nothing was known of it") };
    let origin = Origin { address: Some(&page.url), kind: page.kind.as_deref(), zone: with.newsroom.zone };
    Ok(Stories::open(page.bytes, &origin)?)
}

fn open(path: &Path) -> anyhow::Result<File> {
    let file = File::open(path).context("it cannot be read")?;
    let about = file.metadata()?;
    if !about.is_file() {
        bail!("it is no file: name a feed's address, or a file with a feed or an export");
    }
    if about.len() > LARGEST as u64 {
        bail!("it has more than {} MiB: export it in parts", LARGEST >> 20);
    }
    Ok(file)
}
