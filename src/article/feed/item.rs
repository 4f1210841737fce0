//! What the items of a feed say. In: items as they are written. Out: stories with plain texts, whole addresses and a name that stays;
//! a sentence for each item that is no story.

use std::collections::{HashMap, HashSet};

use url::Url;

use super::{
    Feed, Item, Origin, Reading, Refused, addresses,
    addresses::{absolute, without_counters},
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

/// See the module.
pub(super) fn feed(reading: Reading, origin: &Origin) -> Feed {
    let Reading { kind, title, home, language, ttl, items: raws, mut refused, passed, .. } = reading;
    let site = home.as_ref().or(origin.address).and_then(Url::host_str).unwrap_or_default();
    let context = Context { shared: Shared::of(&raws), site, language, origin };
    let (mut items, mut known) = (Vec::new(), HashSet::new());
    for (number, raw) in raws.iter().enumerate() {
        match context.item(raw) {
            Ok(item) if known.insert(item.id.clone()) => items.push(item),
            Ok(_) => {} // the same once more
            Err(why) => refused.push(Refused { name: shown(raw, number), why }),
        }
    }
    Feed { kind, title: plain::line(&plain::html(&title)), ttl, items, refused, passed }
}

/// How people find an item in its feed.
fn shown(raw: &Raw, number: usize) -> String {
    let title = plain::line(&plain::html(&raw.title));
    let names = [Some(title), raw.guid.clone(), raw.link.clone()];
    let name = names.into_iter().flatten().find(|name| !name.is_empty());
    let name = name.map_or_else(|| format!("item {}", number + 1), |name| plain::line(&name));
    match name.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name,
    }
}

/// Names and addresses that several items of a feed have, so that they tell none of them.
struct Shared {
    guids: HashSet<String>,
    links: HashSet<String>,
}

impl Shared {
    fn of(raws: &[Raw]) -> Shared {
        let links: Vec<Option<String>> = raws.iter().map(|raw| link(raw).as_ref().map(addresses::normal)).collect();
        let guids: Vec<Option<&str>> = raws.iter().map(guid).collect();
        let (mut by_guid, mut by_link) = (HashMap::new(), HashMap::new());
        let mut shared = Shared { guids: HashSet::new(), links: HashSet::new() };
        for (guid, link) in guids.into_iter().zip(&links) {
            if let Some(guid) = guid
                && *by_guid.entry(guid).or_insert(link) != link
            {
                shared.guids.insert(guid.to_owned());
            }
            if let (Some(link), Some(guid)) = (link, guid)
                && *by_link.entry(link).or_insert(guid) != guid
            {
                shared.links.insert(link.clone());
            }
        }
        shared
    }
}

fn guid(raw: &Raw) -> Option<&str> {
    raw.guid.as_deref().map(str::trim).filter(|guid| !guid.is_empty())
}

fn link(raw: &Raw) -> Option<Url> {
    raw.link.as_deref().and_then(|link| absolute(link, raw.base.as_ref())).map(without_counters)
}

struct Context<'a> {
    shared: Shared,
    /// The feed's own, for names that are unique there alone.
    site: &'a str,
    language: Option<String>,
    origin: &'a Origin<'a>,
}

impl Context<'_> {
    fn item(&self, raw: &Raw) -> Result<Item, Sentence> {
        let headline = plain::line(&plain::html(&raw.title));
        if headline.is_empty() {
            return Err("it has no title".into());
        }
        native::check_headline(&headline)?;
        let url = link(raw);
        let normal = url.as_ref().map(addresses::normal).filter(|link| !self.shared.links.contains(link));
        let name = self.name(raw, url.as_ref(), normal.as_deref());
        let id = name.ok_or("neither guid nor link tells it from others: the feed must give it one")?;
        let body = if raw.content.is_empty() { &raw.description } else { &raw.content };
        let lead = lead(&raw.description, &headline);
        let date = raw.published.as_deref().and_then(|text| dates::read(text, self.origin.zone));
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
            published: date.map(|date| date.written(self.origin.zone)),
            came_out: date.map(|date| date.at),
            odd_date: raw.published.clone().filter(|text| date.is_none() && !text.trim().is_empty()),
        })
    }

    /// The item's name, in a form that a file of the store gives back as it is.
    fn name(&self, raw: &Raw, url: Option<&Url>, normal: Option<&str>) -> Option<String> {
        let own = guid(raw).filter(|guid| !self.shared.guids.contains(*guid));
        let name = match own {
            Some(guid) => match Url::parse(guid) {
                Ok(url) if matches!(url.scheme(), "http" | "https") => addresses::normal(&url),
                Ok(_) => guid.to_owned(),
                Err(_) => format!("{}#{guid}", url.and_then(Url::host_str).unwrap_or(self.site)),
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
