//! The `[[feed]]` entries of the newsroom's file: what it says about a feed, beside those of the settings or to one of them.

use super::{DeValue, Reading, Spanned, check};
use crate::{
    config::nearest,
    newsroom::{Feed, Rubric},
};

impl Reading<'_> {
    pub(super) fn feeds(&mut self, value: &Spanned<DeValue>, rubrics: &[Rubric]) -> Vec<Feed> {
        let Some(entries) = value.get_ref().as_array() else {
            self.fault(value.span().start, "feed: write each as [[feed]] on a line of its own, with double brackets");
            return Vec::new();
        };
        let mut feeds: Vec<Feed> = Vec::new();
        for entry in entries.iter() {
            let Some(feed) = self.feed(entry, rubrics) else { continue };
            if feeds.iter().any(|other| other.url == feed.url) {
                self.fault(entry.span().start, format!("a second [[feed]] with url = \"{}\"; join the two", feed.url));
            }
            feeds.push(feed);
        }
        feeds
    }

    fn feed(&mut self, entry: &Spanned<DeValue>, rubrics: &[Rubric]) -> Option<Feed> {
        let at = entry.span().start;
        let Some(table) = entry.get_ref().as_table() else {
            self.fault(at, "feed: write each as [[feed]] on a line of its own");
            return None;
        };
        self.keys(table, " in [[feed]]", &["url", "rubric", "language", "main"]);
        let Some(url) = table.get("url") else {
            self.fault(at, "a feed without url; add url = \"https://…\"");
            return None;
        };
        let url = check::web_address(url.get_ref())
            .map_err(|what| self.fault(url.span().start, format!("url: {what}")))
            .ok()?;
        let mut feed = Feed { url, rubric: None, language: None, main: false };
        self.take(table, "rubric", &mut feed.rubric, |value| rubric(value, rubrics));
        self.take(table, "language", &mut feed.language, |value| check::language(value).map(Some));
        self.take(table, "main", &mut feed.main, check::boolean);
        Some(feed)
    }
}

/// A rubric of the file, by its id.
fn rubric(value: &DeValue, rubrics: &[Rubric]) -> Result<Option<String>, String> {
    let id = check::text(value)?;
    if id.is_empty() {
        return Ok(None);
    }
    if rubrics.iter().any(|rubric| rubric.id == id) {
        return Ok(Some(id));
    }
    let near = nearest(&id, rubrics.iter().map(|rubric| rubric.id.as_str()));
    let cure = match near {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => "write the id of one of the rubrics, or \"\" for none".to_owned(),
    };
    Err(format!("there is no rubric \"{id}\"; {cure}"))
}
