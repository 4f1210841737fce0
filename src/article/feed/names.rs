//! Names of elements, whatever prefix a feed gives to a namespace. In: a tag's name and the declarations before it. Out: the name
//! with the usual prefix, in small letters: `dc:creator`, `content:encoded`; RSS's own have none.

use std::collections::HashMap;

/// What of a namespace's address tells it, and the usual prefix.
const KNOWN: [(&str, &str); 15] = [
    ("www.w3.org/2005/atom", "atom"),
    ("purl.org/atom/ns", "atom"),
    ("purl.org/dc/elements/1.", "dc"),
    ("purl.org/dc/terms", "dcterms"),
    ("search.yahoo.com/mrss", "media"),
    ("purl.org/rss/1.0/modules/content", "content"),
    ("purl.org/rss/1.0/modules/", "module"),
    ("purl.org/rss/1.0", ""),
    ("my.netscape.com/rdf", ""),
    ("/rss2", ""),
    ("news.yandex.ru", "yandex"),
    ("turbo.yandex.ru", "turbo"),
    ("rssnamespace.org/feedburner", "feedburner"),
    ("www.itunes.com/dtds/podcast", "itunes"),
    ("www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
];

/// More prefixes than any feed declares.
const MOST: usize = 100;

/// The prefixes that were declared.
#[derive(Clone, Default)]
pub(super) struct Names {
    prefixes: HashMap<String, String>,
    default: String,
}

impl Names {
    /// Hears the declarations of a tag. `is_outer`: it is the feed's or an item's own, so its default namespace counts.
    pub fn declare(&mut self, attributes: &[(&str, &str)], is_outer: bool) {
        for (name, address) in attributes {
            let Some(prefix) = name.strip_prefix("xmlns") else { continue };
            match prefix.strip_prefix(':') {
                Some(prefix) if self.prefixes.len() < MOST => {
                    let prefix = prefix.to_lowercase();
                    let usual = usual(address).unwrap_or_else(|| prefix.clone());
                    self.prefixes.insert(prefix, usual);
                }
                None if is_outer && prefix.is_empty() => self.default = usual(address).unwrap_or_default(),
                _ => {}
            }
        }
    }

    /// Atom's elements are Atom's, declared or not.
    pub fn is_atom(&mut self) {
        self.default = "atom".to_owned();
    }

    /// The usual name of an element.
    pub fn of(&self, name: &str) -> String {
        let (prefix, local) = match name.split_once(':') {
            Some((prefix, local)) => {
                let prefix = prefix.to_lowercase();
                (self.prefixes.get(&prefix).cloned().unwrap_or(prefix), local)
            }
            None => (self.default.clone(), name),
        };
        match prefix.as_str() {
            "" => local.to_lowercase(),
            prefix => format!("{prefix}:{}", local.to_lowercase()),
        }
    }
}

fn usual(address: &str) -> Option<String> {
    let address = address.trim().to_lowercase();
    if address.contains("wordpress.org/export") {
        return Some(if address.contains("/excerpt") { "excerpt" } else { "wp" }.to_owned());
    }
    KNOWN.iter().find(|(mark, _)| address.contains(mark)).map(|(_, prefix)| (*prefix).to_owned())
}
