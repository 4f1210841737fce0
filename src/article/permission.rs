//! May it go out, and when? In: the keys of a file. Out: draft or not, the date of publication, the end of its time, and
//! what nobody knows but could mean "not yet", "not any more" or "not for all". What such a key means is decided by
//! people: intake holds the article.

use serde_json::Value;

use super::{
    Fault, Odd, Status,
    fields::{Fields, Found, own_keys, text_of},
    moment,
};
use crate::clock::Time;

/// Yes: it is not to be published.
const NOT_NOW: [&str; 7] = ["draft", "isdraft", "private", "isprivate", "hidden", "ishidden", "unlisted"];

/// No: it is not to be published.
const NOW: [&str; 11] = [
    "published",
    "publish",
    "ispublished",
    "visible",
    "isvisible",
    "public",
    "ispublic",
    "listed",
    "active",
    "isactive",
    "enabled",
];

/// What `visibility` says of what is for everybody, and of what is not.
const OPEN: [&str; 6] = ["", "public", "published", "visible", "everyone", "all"];
const CLOSED: [&str; 5] = ["private", "hidden", "draft", "unlisted", "internal"];

/// When it was published or will be.
const PUBLISHED: [&str; 29] = [
    "published",
    "publishdate",
    "publishedat",
    "datepublished",
    "pubdate",
    "pubdatetime",
    "publishat",
    "publishon",
    "publishedon",
    "publishtime",
    "publisheddate",
    "publicationdate",
    "firstpublished",
    "releasedate",
    "date",
    "datetime",
    "postdate",
    "posted",
    "postedat",
    "postedon",
    "dateposted",
    "publishedtime",
    "publicationtime",
    "firstpublishedat",
    "datepub",
    "issued",
    "displaydate",
    "dcdate",
    "publish",
];

const EXPIRES: [&str; 9] = [
    "expires",
    "expirydate",
    "expirationdate",
    "expiresat",
    "expireson",
    "expireat",
    "expiry",
    "unpublishdate",
    "unpublishat",
];

/// Parts of names of keys that could mean "do not publish".
const HINTS: [&str; 9] = ["draft", "private", "hidden", "publish", "embargo", "expir", "unlisted", "visib", "password"];

/// Names with such a part that say something else.
const HARMLESS: [&str; 7] = [
    "publisher",
    "publishername",
    "publisherlogo",
    "publisherurl",
    "publishingprinciples",
    "publishresources",
    "publishedby",
];

/// Keys that are read, here and in `native`, or that are known to say nothing about publication.
const KNOWN: &[&str] = &[
    "abstract",
    "articlebody",
    "articlesection",
    "author",
    "authors",
    "body",
    "breaking",
    "by",
    "byline",
    "canceled",
    "cancelled",
    "canonical",
    "canonicalurl",
    "categories",
    "category",
    "content",
    "correction",
    "cover",
    "created",
    "createdat",
    "credit",
    "datecreated",
    "datemodified",
    "deck",
    "description",
    "embargo",
    "embargoed",
    "embargoeduntil",
    "evolvedfrom",
    "excerpt",
    "featured",
    "featuredimage",
    "firstcreated",
    "follows",
    "guid",
    "heading",
    "headline",
    "html",
    "id",
    "image",
    "imagecredit",
    "images",
    "inlanguage",
    "keywords",
    "lang",
    "language",
    "lastmod",
    "lastmodified",
    "lead",
    "link",
    "live",
    "locale",
    "main",
    "markdown",
    "modified",
    "nsfw",
    "permalink",
    "photo",
    "photocredit",
    "picture",
    "pubstatus",
    "rewriteof",
    "rubric",
    "rubrics",
    "section",
    "sections",
    "sensitive",
    "slug",
    "spoiler",
    "standfirst",
    "status",
    "subtitle",
    "summary",
    "tag",
    "tags",
    "taxonomies",
    "teaser",
    "text",
    "thumbnail",
    "title",
    "translates",
    "translationof",
    "updated",
    "updatedat",
    "uri",
    "urgency",
    "url",
    "version",
    "versioncreated",
    "visibility",
];

/// The most code points of a value that are kept for people to read.
const SHOWN: usize = 60;

/// What the flags say; `None`: nothing, or that it may go out.
pub(super) fn status(fields: &Fields) -> Result<Option<Status>, Fault> {
    for name in NOT_NOW {
        if fields.flag(&[name])? {
            return Ok(Some(Status::Draft));
        }
    }
    let said = fields.all(&NOW).any(|found| word(found.value) == Some(false));
    let visibility = fields.line(&["visibility"])?.unwrap_or_default().to_lowercase();
    let hides = CLOSED.contains(&visibility.as_str());
    Ok((said || hides).then_some(Status::Draft))
}

/// A date of publication, and the last moment that it may mean: the end of its day where no time is said.
pub(super) type Dated = (Option<Time>, Option<Time>);

/// The date of publication under the first name that has one: Jekyll says `published: true` beside it.
pub(super) fn published(fields: &Fields) -> Result<Dated, Fault> {
    dated(fields, &PUBLISHED)
}

/// The same under other names.
pub(super) fn dated(fields: &Fields, names: &[&str]) -> Result<Dated, Fault> {
    let says = |found: &Found| word(found.value).is_none() && !says_nothing(found.value);
    let Some(found) = fields.all(names).find(says) else { return Ok((None, None)) };
    let text = fields.raw(found)?.unwrap_or_default();
    let published = fields.time_at(found)?;
    Ok((published, moment::end_of_day(&text, fields.zone).or(published)))
}

/// The end of its time.
pub(super) fn expires(fields: &Fields) -> Result<Option<Time>, Fault> {
    fields.time(&EXPIRES)
}

/// The keys that nobody knows and that could mean "do not publish", by their names or by a date that may be to come.
pub(super) fn odd(fields: &Fields) -> Vec<Odd> {
    let unlisted = hugo_build(fields);
    let keys = fields.map.iter().chain(own_keys(fields.map));
    let mut odd: Vec<Odd> = keys.filter_map(|(key, value)| odd_key(fields, key, value)).collect();
    odd.extend(unlisted);
    odd
}

/// Hugo keeps pages out of its lists by `build: {list: never}`, or does not write them at all.
fn hugo_build(fields: &Fields) -> Option<Odd> {
    let found = fields.find(&["build"])?;
    let says = |key: &str| {
        let value = found.value.get(key)?;
        let is_never = word(value) == Some(false) || value.as_str().is_some_and(|text| text.trim() == "never");
        is_never.then(|| Odd { key: format!("{}.{key}", found.key), value: shown(value), at: None })
    };
    says("list").or_else(|| says("render"))
}

/// One of them.
fn odd_key(fields: &Fields, key: &str, value: &Value) -> Option<Odd> {
    let name: String = key.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect();
    let name = name.as_str();
    let visibility = || text_of(value).unwrap_or_default().trim().to_lowercase();
    let lists = [&NOT_NOW[..], &NOW, &PUBLISHED, &EXPIRES, &HARMLESS];
    if name == "visibility" && !OPEN.contains(&visibility().as_str()) && !CLOSED.contains(&visibility().as_str()) {
        return Some(Odd { key: key.to_owned(), value: shown(value), at: None });
    }
    if KNOWN.contains(&name) || lists.iter().any(|list| list.contains(&name)) || says_nothing(value) {
        return None;
    }
    if HINTS.iter().any(|hint| name.contains(hint)) {
        let opens = ["publish", "visib"].iter().any(|hint| name.contains(hint));
        let odd = || Odd { key: key.to_owned(), value: shown(value), at: None };
        return (opens || word(value) != Some(false)).then(odd);
    }
    let text = fields.raw(Found { key, value }).ok().flatten()?;
    let at = moment::parse(&text, fields.zone).ok().or_else(|| moment::latest_reading(&text, fields.zone))?;
    Some(Odd { key: key.to_owned(), value: shown(value), at: Some(at) })
}

/// Yes or no in a word; numbers are none, since years are numbers.
fn word(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(yes) => Some(*yes),
        Value::String(text) => match text.trim().to_lowercase().as_str() {
            "true" | "yes" | "y" | "on" | "да" | "иә" | "ия" => Some(true),
            "false" | "no" | "n" | "off" | "нет" | "жоқ" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn shown(value: &Value) -> String {
    let text = match value {
        Value::String(text) => super::fields::tidy(text),
        other => super::fields::tidy(&other.to_string()),
    };
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
