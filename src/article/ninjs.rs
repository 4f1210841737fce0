//! News items of agencies and of Superdesk: IPTC ninjs 1 (`headline`), 2 (`headlines`) and 3 (`versionCreated`). What
//! is for editors only (`ednote`, `slugline`) is never read. What cannot be understood of a field that readers do not
//! see is left out; an embargo that cannot be understood is a fault, since it may not be broken.

use serde_json::{Map, Value};

use super::{
    Article, ArticleId, Fault, Format, Language, Odd, Status,
    fields::{Fields, add, one_or_many, text_in, text_of},
    image, lead, names, native, permission,
    photo::{CREDIT, Photo},
    plain::{self, Part},
    sentence,
};

/// How much of a note is shown.
const SHOWN: usize = 60;

/// What an editor asks by an urgency is a breaking push, from flash (1) to this.
const BREAKING_URGENCY: u8 = 2;

/// Whether the keys are those of a news item.
pub(super) fn is_ninjs(map: &Map<String, Value>) -> bool {
    let has = |keys: &[&str]| keys.iter().any(|key| map.contains_key(*key));
    has(&[
        "$standard",
        "pubstatus",
        "pubStatus",
        "versioncreated",
        "versionCreated",
        "headlines",
        "bodies",
        "eventDetails",
    ]) || map.get("standard").is_some_and(|standard| standard.get("name").is_some_and(|name| name == "ninjs"))
        || (has(&["uri", "guid"])
            && has(&["headline", "type", "body_html", "body_text", "body_xhtml"])
            && !has(&["@type"]))
}

/// Makes the article of a news item.
pub(super) fn article(fields: &Fields, name: &str) -> Result<Article, Fault> {
    let map = fields.map;
    check_kind(fields)?;
    let status = status(fields)?;
    let id = names::identity([text_in(map, &["uri", "guid"]).as_deref(), link(map).as_deref()], name);
    let headline = headline(fields, status, &id)?;
    let body = |part| pick(map, "body", "bodies", &["main", "text", "html5"], part).unwrap_or_default();
    let lead = pick(map, "description", "descriptions", &["summary", "lead", "abstract", "text", "main"], Part::All);
    let lead = lead.map(|lead| plain::line(&lead)).filter(|lead| !lead.is_empty());
    let photo = picture(fields);
    let (_, came_out) = permission::dated(fields, &["firstpublished", "datepublished", "published"])?;
    let urgency =
        text_in(map, &["urgency"]).and_then(|text| text.parse().ok()).filter(|urgency| (1..=9).contains(urgency));
    Ok(Article {
        lead: lead.unwrap_or_else(|| lead::first_paragraph(&headline, &body(Part::Prose))),
        headline,
        body: body(Part::All),
        url: link(map),
        slug: slug(map),
        image: photo.image,
        site_image: photo.of_site,
        credit: photo.credit,
        sensitive: false,
        byline: native::byline(fields),
        language: text_in(map, &["language"]).and_then(|tag| Language::from_tag(&tag)),
        rubrics: rubrics(map),
        main: fields.flag(&["main"])?,
        breaking: fields.flag(&["breaking"])? || urgency.is_some_and(|urgency| urgency <= BREAKING_URGENCY),
        urgency,
        translation_of: text_in(map, &["translationof"]).map(|id| ArticleId(plain::line(&id))),
        follows: text_in(map, &["evolvedfrom", "rewriteof"]).map(|id| names::identity([Some(&id), None], "")),
        published: published(fields)?,
        came_out,
        expires: fields.time(&["expires"])?,
        odd: hint(map),
        embargo: fields.time(&["embargoeduntil", "embargoed"])?,
        updated: fields.detail(fields.time(&["versioncreated"])),
        correction: None,
        version: native::version(fields),
        tags: tags(map),
        warnings: fields.warnings(),
        source: Format::Ninjs.into(),
        status,
        id,
    })
}

fn headline(fields: &Fields, status: Status, id: &ArticleId) -> Result<String, Fault> {
    let headline = match pick(fields.map, "headline", "headlines", &["main", "first", "title"], Part::All) {
        Some(headline) => plain::words(&headline),
        None if status == Status::Withdrawn => id.0.clone(),
        None => {
            return Err(Fault::new(sentence!(
                "flaw-ninjs-headline",
                "the item has no headline: send it again with one"
            )));
        }
    };
    native::check_headline(&headline).map_err(|what| fields.fault("headline", what))?;
    Ok(headline)
}

fn check_kind(fields: &Fields) -> Result<(), Fault> {
    let map = fields.map;
    let kind = text_in(map, &["type"]).or(map.contains_key("eventDetails").then(|| "event".to_owned()));
    let Some(kind) = kind.filter(|kind| !matches!(kind.as_str(), "text" | "composite")) else { return Ok(()) };
    let what = sentence!(
        "flaw-ninjs-type",
        "this item is of type \"{kind}\" and only text and composite are articles: take it out of the store",
        kind = kind
    );
    Err(Fault { ignored: true, ..fields.fault("type", what) })
}

/// What `{slug}` of the newsroom's template becomes; the agency's `slugline` is for editors.
fn slug(map: &Map<String, Value>) -> Option<String> {
    let extra = || map.get("extra").and_then(Value::as_object).and_then(|extra| text_in(extra, &["slug"]));
    let slug = text_in(map, &["slug"]).or_else(extra)?;
    Some(plain::line(&slug)).filter(|slug| !slug.is_empty() && !slug.contains(['/', '?', '#', ' ']))
}

/// An embargo that is only told to editors: no field says until when, so a person has to.
fn hint(map: &Map<String, Value>) -> Vec<Odd> {
    let is_told = ["embargoed", "embargoedUntil"].iter().any(|key| map.get(*key).and_then(text_of).is_some());
    let note = ["ednote", "edNote"].iter().find_map(|key| Some((*key, text_of(map.get(*key)?)?)));
    let Some((key, note)) = note.filter(|_| !is_told) else { return Vec::new() };
    let lower = note.to_lowercase();
    let speaks = ["embargo", "эмбарго", "sperrfrist", "nicht vor", "not for publication before", "не публиковать"];
    let value = plain::line(&plain::html(&note)).chars().take(SHOWN).collect();
    let odd = Odd { key: key.to_owned(), value, at: None };
    speaks.iter().any(|word| lower.contains(word)).then_some(odd).into_iter().collect()
}

fn status(fields: &Fields) -> Result<Status, Fault> {
    if fields.flag(&["canceled", "cancelled"])? {
        return Ok(Status::Withdrawn);
    }
    let Some(found) = fields.find(&["pubstatus", "status"]) else { return Ok(Status::Published) };
    let text = fields.line_at(found)?.unwrap_or_default();
    let wrong = || {
        fields.fault(
            found.key,
            sentence!(
                "flaw-ninjs-status",
                "{key} is \"{text}\": write usable, withheld or canceled",
                key = found.key,
                text = text
            ),
        )
    };
    native::status_named(&text).ok_or_else(wrong)
}

/// First publication, else creation; a date that cannot be read is an unknown one, as it only orders the archive.
fn published(fields: &Fields) -> Result<Option<crate::clock::Time>, Fault> {
    let names = ["firstpublished", "firstcreated", "contentcreated", "versioncreated"];
    fields.time(&names)
}

/// A text under `headline`, `headline_…` or in the list `headlines`, as paragraphs.
fn pick(map: &Map<String, Value>, single: &str, plural: &str, roles: &[&str], part: Part) -> Option<String> {
    let exact = map.get(single).and_then(Value::as_str).map(|text| to_plain(text, "", part));
    let named = || {
        let rank =
            |key: &str| ["_text", "_main", "_html", "_xhtml"].iter().position(|end| key.ends_with(end)).unwrap_or(9);
        let prefix = format!("{single}_");
        let mut found: Vec<_> = map.iter().filter(|(key, _)| key.starts_with(&prefix)).collect();
        found.sort_by_key(|(key, _)| rank(key));
        found.into_iter().find_map(|(key, value)| value.as_str().map(|text| to_plain(text, key, part)))
    };
    let listed = || {
        let items = map.get(plural).and_then(Value::as_array)?;
        let texts = items.iter().filter_map(Value::as_object).filter_map(|item| {
            let kind = text_in(item, &["contenttype"]).unwrap_or_default();
            let role = text_in(item, &["role"]).unwrap_or_default();
            let rank = roles.iter().position(|known| *known == role).unwrap_or(if role.is_empty() { 0 } else { 9 });
            let rank = rank + if kind.contains("application/xml") { 20 } else { 0 };
            Some((rank, to_plain(item.get("value")?.as_str()?, &kind, part)))
        });
        texts.filter(|(_, text)| !text.is_empty()).min_by_key(|(rank, _)| *rank).map(|(_, text)| text)
    };
    let filled = |text: &String| !text.is_empty();
    exact.filter(filled).or_else(|| named().filter(filled)).or_else(listed)
}

fn to_plain(text: &str, kind: &str, part: Part) -> String {
    let is_markup = kind.contains("html") || kind.contains("richtext") || kind.contains("xml");
    if is_markup || text.contains("</") || text.contains("/>") || text.contains('&') {
        plain::page(text, part)
    } else {
        plain::paragraphs(text)
    }
}

/// The page of the article, where the source knows it: the standard has no field of its own for it.
fn link(map: &Map<String, Value>) -> Option<String> {
    let own = text_in(map, &["url", "link"]);
    let extra =
        || map.get("extra").and_then(Value::as_object).and_then(|extra| text_in(extra, &["url", "link", "weburl"]));
    let other = || match map.get("altids").or_else(|| map.get("altIds"))? {
        Value::Object(names) => text_in(names, &["url", "web", "canonical"]),
        Value::Array(list) => list.iter().filter_map(Value::as_object).find_map(|name| {
            text_in(name, &["role"]).filter(|role| matches!(role.as_str(), "url" | "web" | "canonical"))?;
            text_in(name, &["value"])
        }),
        _ => None,
    };
    image::link(&own.or_else(extra).or_else(other)?).ok()
}

/// Names and codes of services and subjects: the newsroom's aliases decide which of them are rubrics.
fn rubrics(map: &Map<String, Value>) -> Vec<String> {
    let mut rubrics = Vec::new();
    for key in ["rubric", "rubrics", "service", "services", "subject", "subjects", "anpa_category"] {
        for item in map.get(key).into_iter().flat_map(one_or_many) {
            let Value::Object(item) = item else {
                text_of(item).iter().for_each(|text| add(&mut rubrics, text));
                continue;
            };
            // The name first: where none is known, it is what an editor is told.
            text_in(item, &["name"]).iter().for_each(|name| add(&mut rubrics, name));
            for code in ["uri", "code", "qcode", "literal"].iter().filter_map(|key| text_in(item, &[key])) {
                add(&mut rubrics, &topic(&code));
            }
        }
    }
    rubrics
}

/// IPTC's media topics are written in several ways; here all are `medtop:20000002`.
fn topic(code: &str) -> String {
    let number = code.rsplit(['/', ':']).next().unwrap_or_default();
    let is_number = number.len() == 8 && number.bytes().all(|byte| byte.is_ascii_digit());
    match is_number && (code.len() == 8 || code.contains("mediatopic") || code.contains("medtop")) {
        true => format!("medtop:{number}"),
        false => code.to_owned(),
    }
}

fn tags(map: &Map<String, Value>) -> Vec<String> {
    let mut tags = Vec::new();
    let keywords = ["keywords", "tags"].iter().filter_map(|key| map.get(*key)).flat_map(one_or_many);
    keywords.filter_map(text_of).for_each(|word| add(&mut tags, &word));
    tags
}

/// The picture among the associations (the one named `featuremedia` first) and whose it is.
fn picture(fields: &Fields) -> Photo {
    let (map, mut wrong, mut of_site) = (fields.map, None, None);
    let named = map.get("associations").and_then(Value::as_object);
    let listed = map.get("associations").and_then(Value::as_array);
    let mut items: Vec<(&str, &Map<String, Value>)> =
        named.into_iter().flatten().filter_map(|(name, item)| Some((name.as_str(), item.as_object()?))).collect();
    items.extend(listed.into_iter().flatten().filter_map(Value::as_object).map(|item| {
        let name = item.get("name").and_then(Value::as_str).unwrap_or_default();
        (name, item)
    }));
    items.retain(|(_, item)| item.get("type").is_none_or(|kind| kind == "picture" || kind == "image"));
    items.sort_by_key(|(name, _)| *name != "featuremedia");
    for (_, item) in items {
        let credit = || text_in(item, &CREDIT).map(|credit| plain::words(&credit));
        let addresses = renditions(item);
        let mut read = addresses.iter().map(|href| (*href, image::image(href)));
        if let Some(image) = read.clone().find_map(|(_, image)| image.ok()) {
            return Photo { image: Some(image), credit: credit(), of_site: None };
        }
        if let Some(href) = addresses.iter().find(|href| image::is_of_site(href)) {
            let photo = || Photo { image: None, credit: credit(), of_site: Some(href.trim().to_owned()) };
            of_site = of_site.or_else(|| Some(photo()));
        } else if let Some(what) = read.find_map(|(_, image)| image.err()) {
            wrong.get_or_insert(what);
        }
    }
    if let Some(what) = wrong.filter(|_| of_site.is_none()) {
        fields.warn(fields.fault("associations", what.of_what("the picture", "associations")));
    }
    of_site.unwrap_or_default()
}

/// A picture's addresses, the fittest first.
fn renditions(item: &Map<String, Value>) -> Vec<&str> {
    let known = ["viewimage", "baseimage", "original", "main", "preview"];
    let named: Vec<(&str, &Value)> = match item.get("renditions") {
        Some(Value::Object(named)) => named.iter().map(|(name, one)| (name.as_str(), one)).collect(),
        Some(Value::Array(list)) => {
            list.iter().map(|one| (one.get("name").and_then(Value::as_str).unwrap_or(""), one)).collect()
        }
        _ => Vec::new(),
    };
    let ranked = named.into_iter().filter_map(|(name, one)| {
        let rank = known.iter().position(|known| name.eq_ignore_ascii_case(known)).unwrap_or(known.len());
        Some((rank, one.get("href")?.as_str()?))
    });
    let mut found: Vec<(usize, &str)> = ranked.collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, href)| href).collect()
}
