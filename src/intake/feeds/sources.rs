//! Which feeds are wanted, and what an item is here. In: the settings, the newsroom, an item. Out: each feed once, with what the
//! newsroom says about it; the rubrics, language and rank that an item has. Plain functions.

use sha2::{Digest, Sha256};
use url::Url;

use crate::{
    article::{
        Language,
        feed::{Item, Share},
    },
    newsroom::{Feed, Newsroom},
};

/// A feed that is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it is.
    pub url: Url,
    /// The rubric of items that name none that is known.
    pub rubric: Option<String>,
    /// The language where neither feed nor item names one.
    pub language: Option<Language>,
    /// All of it is main news.
    pub main: bool,
}

impl Source {
    /// A feed about which nothing is said.
    pub fn bare(url: Url) -> Source {
        Source { url, rubric: None, language: None, main: false }
    }

    /// By what its items become what they are here: another one, and all of them are looked at again.
    pub(super) fn rules(&self, newsroom: &Newsroom) -> Vec<u8> {
        let names: Vec<Vec<&str>> = newsroom.rubrics.iter().map(|rubric| rubric.names().collect()).collect();
        let Source { rubric, language, main, .. } = self;
        let rules = format!("{rubric:?} {language:?} {main} {names:?} {}", newsroom.zone);
        Sha256::digest(rules.as_bytes()).to_vec()
    }
}

/// An address as logs and the desk may see it: without the name and password that it may have.
pub(super) fn shown(url: &Url) -> String {
    let mut url = url.clone();
    // Both fail only where there is nothing to take out.
    let _ = (url.set_username(""), url.set_password(None));
    url.into()
}

impl From<&Feed> for Source {
    fn from(feed: &Feed) -> Source {
        let Feed { url, rubric, language, main } = feed.clone();
        Source { url, rubric, language, main }
    }
}

/// The feeds of the settings and of the newsroom's file, each once.
pub fn wanted(feeds: &[Url], newsroom: &Newsroom) -> Vec<Source> {
    let mut wanted: Vec<Source> = newsroom.feeds.iter().map(Source::from).collect();
    for url in feeds {
        if !wanted.iter().any(|source| source.url == *url) {
            wanted.push(Source::bare(url.clone()));
        }
    }
    wanted
}

/// What an item is here.
#[derive(Debug)]
pub(super) struct Here {
    /// What its file says of that.
    pub share: Share,
    /// The feed's rubric takes the place of its own.
    pub is_given: bool,
    /// Names that it has for rubrics and that are none here: keywords all the same, since `[main] from` may go by one.
    pub others: Vec<String>,
}

/// What the item is here. Where none of its rubrics is known and the feed has none, they stay, so that the desk is told which.
pub(super) fn here(item: &Item, source: &Source, newsroom: &Newsroom) -> Here {
    let parts = item.categories.iter().flat_map(|name| newsroom.parts(name, |_| false)).map(str::trim);
    let mut names: Vec<String> = parts.filter(|part| !part.is_empty()).map(str::to_owned).collect();
    names.dedup();
    let (known, others): (Vec<String>, Vec<String>) =
        names.into_iter().partition(|name| newsroom.rubric_named(name).is_some());
    let (rubrics, others, is_given) = match &source.rubric {
        _ if !known.is_empty() => (known, others, false),
        Some(rubric) => (vec![rubric.clone()], others, true),
        None => (others, Vec::new(), false),
    };
    let share = Share { rubrics, language: source.language, main: source.main };
    Here { share, is_given, others }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::feed;

    const SETTINGS: &str = "
[[feed]]
url = \"https://vecher.kz/sport.xml\"
rubric = \"sport\"
language = \"kk\"
main = true
";

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn a_feed_is_wanted_once() {
        let newsroom = Newsroom::parse(SETTINGS).unwrap();
        let feeds = [url("https://vecher.kz/sport.xml"), url("https://vecher.kz/rss"), url("https://vecher.kz/rss")];
        let found = wanted(&feeds, &newsroom);
        assert_eq!(found, [Source::from(&newsroom.feeds[0]), Source::bare(feeds[1].clone())]);
        assert_ne!(found[0].rules(&newsroom), found[1].rules(&newsroom));
    }

    /// The rubrics and keywords of an item that names these, in a feed whose rubric is sport.
    fn check(categories: &[&str], expected: &str) {
        let newsroom = Newsroom::parse(SETTINGS).unwrap();
        let names: String = categories.iter().map(|name| format!("<category>{name}</category>")).collect();
        let text = format!("<rss><channel><item><title>Мост</title><guid>a:1</guid>{names}</item></channel></rss>");
        let origin = feed::Origin { address: None, kind: None, zone: newsroom.zone };
        let item = feed::read(text.as_bytes(), &origin).unwrap().items.remove(0);
        let Here { share, is_given, others } = here(&item, &wanted(&[], &newsroom)[0], &newsroom);
        let found = format!("{} [{}] {is_given}", share.rubrics.join("+"), others.join("+"));
        assert_eq!(found, expected, "{categories:?}");
    }

    #[test]
    fn the_feeds_rubric_is_of_items_that_name_none_that_is_known() {
        check(&["Общество"], "Общество [] false");
        check(&["Новости/Общество/"], "Общество [] false");
        check(&["Город; Алматы"], "Город+Алматы [] false");
        check(&["Новости"], "sport [Новости] true");
        check(&[], "sport [] true");
        check(&["Новости", "қала"], "қала [Новости] false");
    }
}
