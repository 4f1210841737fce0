//! What tells items of a feed from each other. In: their guids and links, one item after the other. Out: which of these several
//! different items have, so that they tell none of them. Of an item only prints are kept, so that a feed may have many.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};
use url::Url;

use super::{
    addresses::{self, absolute, without_counters},
    raw::Raw,
};

/// What stands for a text; no two texts have the same.
pub(super) type Print = [u8; 16];

/// The print of a text.
pub(super) fn print(text: &str) -> Print {
    let digest: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    std::array::from_fn(|place| digest[place])
}

/// The items so far.
#[derive(Default)]
pub(super) struct Seen {
    /// With the link that came with it first.
    guids: HashMap<Print, Option<Print>>,
    /// With the guid that came with it first.
    links: HashMap<Print, Print>,
    alike: Alike,
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Alike {
    guids: HashSet<Print>,
    links: HashSet<Print>,
}

impl Seen {
    /// One item more.
    pub fn hear(&mut self, raw: &Raw) {
        let link = link(raw).map(|link| print(&addresses::normal(&link)));
        let Some(guid) = guid(raw).map(print) else { return };
        if *self.guids.entry(guid).or_insert(link) != link {
            self.alike.guids.insert(guid);
        }
        if let Some(link) = link
            && *self.links.entry(link).or_insert(guid) != guid
        {
            self.alike.links.insert(link);
        }
    }

    /// That was the last one.
    pub fn alike(self) -> Alike {
        self.alike
    }
}

impl Alike {
    /// Several items have this guid.
    pub fn has_guid(&self, guid: &str) -> bool {
        !self.guids.is_empty() && self.guids.contains(&print(guid))
    }

    /// Several items have this link, as two of them are compared.
    pub fn has_link(&self, link: &str) -> bool {
        !self.links.is_empty() && self.links.contains(&print(link))
    }
}

/// What the feed calls an item.
pub(super) fn guid(raw: &Raw) -> Option<&str> {
    raw.guid.as_deref().map(str::trim).filter(|guid| !guid.is_empty())
}

/// The item's page.
pub(super) fn link(raw: &Raw) -> Option<Url> {
    raw.link.as_deref().and_then(|link| absolute(link, raw.base.as_ref())).map(without_counters)
}
