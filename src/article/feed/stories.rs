//! The stories of a feed, one after the other. In: a source that can be read twice, and where it is from. Out: an [`Item`] at a time, in
//! the order of the feed; at the end, what became of the other items. Of RSS, Atom and exports a part of the text and its items
//! are in memory and no more, however long they are; JSON is there as a whole, and so has a limit.

use std::{
    collections::HashSet,
    io::{self, Read, Seek},
};

use url::Url;

use super::{
    Feed, Item, Kind, Origin, Refused, Unreadable,
    alike::{Alike, Print, print},
    item::{Context, shown},
    json::{self, Listed},
    letters::{Letters, writing},
    raw::{About, Raw},
    tree::Walk,
    xml::{self, Reading, Survey},
};
use crate::article::{Fault, plain};

/// The text of JSON is in memory as a whole, and for a moment twice.
const LARGEST_JSON: usize = 16 << 20;

/// Within so much of a page it names its feed.
const PAGE: usize = 1 << 20;

/// See the module.
pub struct Stories<R> {
    raws: Raws<R>,
    context: Context,
    /// Names that were given out.
    known: HashSet<Print>,
    /// Items that came.
    number: usize,
    /// Items that are still to come.
    left: usize,
    /// The feed without its stories.
    feed: Feed,
}

/// Items as they are written.
enum Raws<R> {
    Walked(Box<Walk<R>>, Box<Reading>),
    Listed(json::Items),
}

/// What is known of a feed once all of it has been looked at.
struct Found<R> {
    about: About,
    alike: Alike,
    count: usize,
    raws: Raws<R>,
    passed: Vec<(String, usize)>,
    /// Why its last item is none.
    cut: Option<&'static str>,
}

impl<R: Read + Seek> Stories<R> {
    /// Looks at all of a feed, and begins. Never panics, whatever the bytes are.
    ///
    /// # Errors
    /// Why it is no feed, and what to do; or that it cannot be read.
    pub fn open(mut source: R, origin: &Origin) -> Result<Stories<R>, Unreadable> {
        let writing = writing(&mut source, origin.kind)?;
        let mut letters = Letters::of(source, writing)?;
        while letters.text().trim_start().is_empty() {
            if letters.is_last() {
                return Err(Fault::new("it is empty").into());
            }
            letters.pass(letters.text().len())?;
        }
        let found = match letters.text().trim_start().starts_with(['{', '[']) {
            true => listed(letters, origin)?,
            false => walked(letters, origin)?,
        };
        Ok(Stories::of(found, origin))
    }

    fn of(found: Found<R>, origin: &Origin) -> Stories<R> {
        let Found { about, alike, count, raws, passed, cut } = found;
        let About { kind, title, home, language, ttl, .. } = about;
        let site = home.as_ref().or(origin.address).and_then(Url::host_str).unwrap_or_default().to_owned();
        let cut = cut.map(|why| Refused { name: format!("item {}", count + 1), why: why.into() });
        let (title, refused) = (plain::line(&plain::html(&title)), cut.into_iter().collect());
        Stories {
            raws,
            context: Context { alike, site, language, zone: origin.zone },
            known: HashSet::new(),
            number: 0,
            left: count,
            feed: Feed { kind, title, ttl, items: Vec::new(), refused, passed },
        }
    }

    /// What kind of feed it is.
    pub fn kind(&self) -> Kind {
        self.feed.kind
    }

    /// What there is to say of the feed besides the stories that came: why others did not.
    pub fn rest(self) -> Feed {
        self.feed
    }

    fn raw(&mut self) -> io::Result<Option<Raw>> {
        let (walk, reading) = match &mut self.raws {
            Raws::Listed(raws) => return Ok(raws.next()),
            Raws::Walked(walk, reading) => (walk, reading),
        };
        while let Some(node) = walk.item()? {
            if let Some(raw) = reading.raw(&node) {
                return Ok(Some(raw));
            }
        }
        Ok(None)
    }
}

impl<R: Read + Seek> Iterator for Stories<R> {
    type Item = io::Result<Item>;

    /// The next one; no two have the same name.
    fn next(&mut self) -> Option<io::Result<Item>> {
        loop {
            let raw = match self.raw().transpose()? {
                Ok(raw) => raw,
                Err(error) => return Some(Err(error)),
            };
            self.number += 1;
            self.left = self.left.saturating_sub(1);
            match self.context.item(&raw) {
                Ok(item) if self.known.insert(print(&item.id)) => return Some(Ok(item)),
                Ok(_) => {} // the same once more
                Err(why) => self.feed.refused.push(Refused { name: shown(&raw, self.number), why }),
            }
        }
    }

    /// At most as many as items are still to come.
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.left))
    }
}

fn walked<R: Read + Seek>(letters: Letters<R>, origin: &Origin) -> Result<Found<R>, Unreadable> {
    let (survey, walk) = xml::survey(Walk::of(letters), origin.address)?;
    let Some(Survey { reading, alike, count, passed, cut }) = survey else {
        let mut letters = walk.into_letters();
        while letters.text().len() < PAGE && !letters.is_last() {
            letters.pass(0)?;
        }
        return Err(Fault::new(super::no_feed(letters.text().trim_start(), origin.address)).into());
    };
    Ok(Found {
        about: reading.about.clone(),
        alike,
        count,
        raws: Raws::Walked(Box::new(walk), Box::new(reading)),
        passed: passed.into_iter().collect(),
        cut,
    })
}

fn listed<R: Read + Seek>(mut letters: Letters<R>, origin: &Origin) -> Result<Found<R>, Unreadable> {
    while letters.text().len() <= LARGEST_JSON && !letters.is_last() {
        letters.pass(0)?;
    }
    if letters.text().len() > LARGEST_JSON {
        let largest = LARGEST_JSON >> 20;
        return Err(Fault::new(format!("it is JSON of more than {largest} MiB: export it in parts, or as XML")).into());
    }
    let Some(Listed { about, alike, count, passed, is_cut, items }) = json::read(letters.into_text(), origin.address)?
    else {
        return Err(Fault::new("it is JSON, and neither a JSON Feed nor a list of posts of WordPress").into());
    };
    Ok(Found {
        about,
        alike,
        count,
        raws: Raws::Listed(items),
        passed,
        cut: is_cut.then_some("the JSON is broken or ends here: it is taken when it comes whole"),
    })
}
