//! What the items of a feed say. In: an item as it is written. Out: a story with plain texts, whole addresses and a name that stays;
//! or a sentence, where it is no story.

use chrono_tz::Tz;
use url::Url;

use super::{
    Item, addresses,
    alike::{Alike, guid, link},
    dates,
    photo::photo,
    raw::Raw,
};
use crate::article::{
    Language, Sentence,
    letters::language_of,
    names, native,
    plain::{self, Part},
};

/// A lead is made of paragraphs until it has so many code points, and of none that would make it longer than the next.
const LEAD: usize = 200;
const LONGEST_LEAD: usize = 1_200;
/// Bytes of a body that are kept for search.
const LONGEST_BODY: usize = 200_000;
/// Rubrics and keywords of an item, and the code points of one.
const MOST_NAMES: usize = 50;
const LONGEST_NAME: usize = 100;
/// Code points of a title that names an item for people.
const SHOWN: usize = 60;

/// How a paragraph begins that only leads to the page, or was added by the site's program.
const NO_LEADS: [&str; 14] = [
    "the post ",
    "this post ",
    "read more",
    "continue reading",
    "сообщение ",
    "запись ",
    "читать далее",
    "читать полностью",
    "читать дальше",
    "подробнее",
    "продолжение",
    "толығырақ",
    "жалғасы",
    "source:",
];
/// What such a paragraph has besides where it begins like a sentence.
const ADDED: [&str; 5] =
    ["appeared first on", "first appeared on", "появились сначала на", "впервые появилась", "сначала появилась на"];

/// How people find an item in its feed; counted from 1.
pub(super) fn shown(raw: &Raw, number: usize) -> String {
    let title = plain::line(&plain::html(&raw.title));
    let names = [Some(title), raw.guid.clone(), raw.link.clone()];
    let name = names.into_iter().flatten().find(|name| !name.is_empty());
    let name = name.map_or_else(|| format!("item {number}"), |name| plain::line(&name));
    match name.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name,
    }
}

/// See the module.
#[derive(Debug)]
pub(super) struct Context {
    pub alike: Alike,
    /// The feed's own, for names that are unique there alone.
    pub site: String,
    pub language: Option<String>,
    /// Of dates without one.
    pub zone: Tz,
}

impl Context {
    /// The story.
    pub fn item(&self, raw: &Raw) -> Result<Item, Sentence> {
        if raw.is_heavy {
            return Err("it is larger than any story: leave out the pictures that are written into its text".into());
        }
        let headline = plain::line(&plain::html(&raw.title));
        if headline.is_empty() {
            return Err("it has no title".into());
        }
        native::check_headline(&headline)?;
        let url = link(raw);
        let normal = url.as_ref().map(addresses::normal).filter(|link| !self.alike.has_link(link));
        let name = self.name(raw, url.as_ref(), normal.as_deref());
        let id = name.ok_or("neither guid nor link tells it from others: the feed must give it one")?;
        let body = if raw.content.is_empty() { &raw.description } else { &raw.content };
        let lead = lead(&raw.description, &headline);
        let date = raw.published.as_deref().and_then(|text| dates::read(text, self.zone));
        Ok(Item {
            id,
            normal,
            language: self.language_of(raw, &[&headline, &lead]),
            body: shortened(plain::page(body, Part::All)),
            headline,
            lead,
            url,
            image: photo(raw),
            credit: raw.credit.as_deref().map(line).filter(|credit| !credit.is_empty()),
            byline: Some(names(&raw.authors).join(", ")).filter(|names| !names.is_empty()),
            categories: names(&raw.categories),
            tags: names(&raw.tags),
            published: date.map(|date| date.written(self.zone)),
            came_out: date.map(|date| date.at),
            odd_date: raw.published.clone().filter(|text| date.is_none() && !text.trim().is_empty()),
        })
    }

    /// The item's name, in a form that a file of the store gives back as it is.
    fn name(&self, raw: &Raw, url: Option<&Url>, normal: Option<&str>) -> Option<String> {
        let own = guid(raw).filter(|guid| !self.alike.has_guid(guid));
        let name = match own {
            Some(guid) => match Url::parse(guid) {
                Ok(url) if matches!(url.scheme(), "http" | "https") => addresses::normal(&url),
                Ok(_) => guid.to_owned(),
                Err(_) => format!("{}#{guid}", url.and_then(Url::host_str).unwrap_or(&self.site)),
            },
            None => normal?.to_owned(),
        };
        Some(names::identity([Some(&name), None], "").0).map(|id| match line(&id) == id {
            true => id,
            false => names::hashed(&name).0,
        })
    }

    /// What item or feed declare, unless the letters say otherwise: programs declare English where nobody has changed it.
    fn language_of(&self, raw: &Raw, texts: &[&str]) -> Option<Language> {
        let declared = raw.language.as_deref().or(self.language.as_deref()).and_then(Language::from_tag)?;
        let is_latin = texts.iter().all(|text| language_of(text) == Language::En);
        (declared != Language::En || is_latin).then_some(declared)
    }
}

fn line(text: &str) -> String {
    plain::line(&plain::html(text))
}

fn names(texts: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in texts.iter().map(|text| line(text)) {
        let fits = !name.is_empty() && name.chars().count() <= LONGEST_NAME;
        if fits && names.len() < MOST_NAMES && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The description as a lead: without pictures, without what the site's program adds, not the headline once more.
fn lead(description: &str, headline: &str) -> String {
    let text = plain::page(description, Part::All);
    let mut lead = String::new();
    for paragraph in text.lines().map(str::trim).filter(|paragraph| *paragraph != headline && !is_added(paragraph)) {
        let length = lead.chars().count();
        if length >= LEAD || (length > 0 && length + paragraph.chars().count() > LONGEST_LEAD) {
            break;
        }
        lead = if lead.is_empty() { paragraph.to_owned() } else { format!("{lead} {paragraph}") };
    }
    let end = lead.char_indices().nth(LONGEST_LEAD).map_or(lead.len(), |(end, _)| end);
    let end = if end < lead.len() { lead[..end].rfind(' ').unwrap_or(end) } else { end };
    let cut = lead[..end].trim_end();
    let bare = ["[…]", "[...]", "[&hellip;]"].iter().find_map(|mark| cut.strip_suffix(mark));
    match bare {
        Some(bare) => format!("{}…", bare.trim_end().trim_end_matches(['.', '…'])),
        None if end < lead.len() => format!("{cut}…"),
        None => cut.to_owned(),
    }
}

fn is_added(paragraph: &str) -> bool {
    let small = paragraph.to_lowercase();
    let begins = NO_LEADS.iter().any(|begin| small.starts_with(begin));
    let is_short = small.chars().count() < 40 && !small.ends_with('.');
    begins && (ADDED.iter().any(|mark| small.contains(mark)) || is_short) || !small.contains(char::is_alphanumeric)
}

fn shortened(mut body: String) -> String {
    if body.len() > LONGEST_BODY {
        let end = body.floor_char_boundary(LONGEST_BODY);
        body.truncate(body[..end].rfind('\n').unwrap_or(end));
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_makes_a_lead() {
        let check =
            |description: &str, expected: &str| assert_eq!(lead(description, "Мост"), expected, "{description}");
        check("<img src='a.jpg'>Мост открыли утром.", "Мост открыли утром.");
        check("&lt;p&gt;Мост открыли &amp;laquo;утром&amp;raquo;.&lt;/p&gt;", "Мост открыли «утром».");
        check("<p>Мост открыли утром, и [&hellip;]</p>", "Мост открыли утром, и…");
        check("<p>Мост.</p><p>Сообщение Мост появились сначала на Вечёрка.</p>", "Мост.");
        check("<p>Мост открыт.</p><p>The post Bridge appeared first on City.</p>", "Мост открыт.");
        check("<p>Мост открыт.</p><p><a href='/a'>Читать далее</a></p>", "Мост открыт.");
        check("Мост", "");
        check("<p>Сообщение о закрытии моста пришло утром.</p>", "Сообщение о закрытии моста пришло утром.");
        check("<p>Первый.</p>\n<p>Второй.</p>", "Первый. Второй.");
        let long = "Слово ".repeat(400);
        let found = lead(&long, "Мост");
        assert!(found.ends_with("Слово…") && found.chars().count() <= LONGEST_LEAD + 1, "{}", found.len());
    }
}
