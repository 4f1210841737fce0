//! As whom the newspaper signs. In: which keys its file gives. Out: what takes the place of those it leaves out, and a sentence
//! for each. A newspaper that gives its own name never signs as the built-in one: readers would be told that somebody
//! else keeps their data.

use super::{Named, Newsroom};

/// The keys that say who the newspaper is.
const KEYS: [&str; 5] = ["name", "site", "url", "operator", "contact"];

/// Fills what the file leaves out from what it gives.
pub(super) fn settle(newsroom: &mut Newsroom, gives: impl Fn(&str) -> bool) {
    newsroom.left_out = KEYS.into_iter().filter(|key| !gives(key)).collect();
    if !gives("name") {
        return;
    }
    let host = newsroom.url.host_str().filter(|_| gives("url")).map(|host| host.trim_start_matches("www.").to_owned());
    if !gives("operator") {
        newsroom.operator = newsroom.name.clone();
    }
    if !gives("contact") {
        newsroom.contact = match gives("url") {
            true => newsroom.url.to_string(),
            false => newsroom.name.in_language(newsroom.language).to_owned(),
        };
    }
    if !gives("site") {
        newsroom.site = host.map_or_else(|| newsroom.name.clone(), Named::same);
    }
}

/// A sentence for each key that is left out.
pub(super) fn warnings(newsroom: &Newsroom) -> Vec<String> {
    let Newsroom { site, url, operator, contact, .. } = newsroom;
    let own = |named: &Named| named.in_language(newsroom.language).to_owned();
    let paper = newsroom.name.in_language(newsroom.language);
    let sentence = |key: &&'static str| match *key {
        "name" => format!("name is left out: the bot introduces itself to readers as «{paper}»"),
        "site" => format!("site is left out: the buttons under the stories say «{}»", own(site)),
        "url" => format!("url is left out: relative links lead to {url}"),
        "operator" => format!(
            "operator is left out: readers are told that «{}» keeps their data; write the legal name and number",
            own(operator)
        ),
        _ => format!("contact is left out: readers are told to write to {contact}"),
    };
    newsroom.left_out.iter().map(sentence).collect()
}
