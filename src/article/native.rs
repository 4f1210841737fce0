//! Headliner's own article, whatever the syntax it is written in: the keys of the README and the names that other
//! systems (Hugo, Zola, Jekyll, WordPress) give to the same things.

use super::{
    Article, Fault, Language, Sentence, Status,
    fields::{Fields, MOST_NAMES, one_or_many, text_of},
    lead::{self, Body},
    link::Link,
    names::{self, reference},
    permission, photo,
    plain::{self, Part},
    sentence,
    spelling::LONGEST_HEADLINE,
};

pub(super) const HEADLINE: [&str; 4] = ["headline", "title", "heading", "posttitle"];

const UPDATED: [&str; 14] = [
    "updated",
    "lastmod",
    "updatedat",
    "datemodified",
    "modified",
    "lastmodified",
    "lastmodifiedat",
    "lastupdated",
    "updateddate",
    "moddatetime",
    "modifiedat",
    "dateupdated",
    "updatedon",
    "modifieddate",
];

/// When the file was made, which orders lists where nothing says when it was published.
const CREATED: [&str; 6] = ["created", "createdat", "datecreated", "createddate", "creationdate", "firstcreated"];

const RUBRICS: [&str; 14] = [
    "rubric",
    "rubrics",
    "category",
    "categories",
    "section",
    "sections",
    "articlesection",
    "topic",
    "topics",
    "maincategory",
    "primarycategory",
    "postcategory",
    "channel",
    "rubrika",
];

const CREDIT: [&str; 12] = [
    "credit",
    "imagecredit",
    "photocredit",
    "credits",
    "covercredit",
    "coverimagecredit",
    "heroimagecredit",
    "imagesource",
    "imageauthor",
    "photoauthor",
    "photographer",
    "photoby",
];

/// Makes the article of its keys; `body` is what stands outside them.
pub(super) fn article(fields: &Fields, body: &Body, name: &str) -> Result<Article, Fault> {
    let link = Link::of(fields)?;
    let status = status(fields)?;
    let id = names::id(fields, link.own.as_deref(), name)?;
    let headline = match headline(fields)? {
        None if status == Status::Withdrawn => id.0.clone(),
        None => return Err(no_headline(fields)),
        Some(headline) => headline,
    };
    let (published, came_out) = permission::published(fields)?;
    let published = match published {
        None => fields.detail(fields.time(&CREATED)),
        published => published,
    };
    let photo = fields.detail(photo::photo(fields, name));
    let rubrics = rubrics(fields)?;
    Ok(Article {
        url: link.address(fields, name, published, &rubrics),
        slug: link.slug(&id.0, name),
        lead: lead::lead(fields, &headline, body)?,
        headline,
        body: body.text(Part::All),
        image: photo.image,
        site_image: photo.of_site,
        credit: fields.detail(credit(fields)).or(photo.credit),
        sensitive: sensitive(fields),
        byline: byline(fields),
        language: language(fields)?,
        rubrics,
        main: fields.flag(&["main", "featured"])?,
        breaking: fields.flag(&["breaking"])?,
        urgency: fields.detail(urgency(fields)),
        translation_of: reference(fields, &["translationof", "translates"])?,
        follows: fields.detail(reference(fields, &["follows", "rewriteof", "evolvedfrom"])),
        published,
        came_out,
        expires: permission::expires(fields)?,
        odd: permission::odd(fields),
        embargo: fields.time(&["embargo", "embargoed", "embargoeduntil"])?,
        updated: fields.detail(fields.time(&UPDATED)),
        correction: fields.words(&["correction"])?,
        version: version(fields),
        tags: fields.detail(tags(fields)),
        warnings: fields.warnings(),
        source: fields.place.format().into(),
        status,
        id,
    })
}

/// Whether the photo goes under a spoiler. Who wrote something else than yes or no did not want it to be seen at once.
fn sensitive(fields: &Fields) -> bool {
    fields.flag(&["sensitive", "spoiler", "nsfw"]).unwrap_or_else(|fault| {
        fields.warn(fault);
        true
    })
}

fn no_headline(fields: &Fields) -> Fault {
    match fields.find(&HEADLINE) {
        Some(found) => fields.fault(
            found.key,
            sentence!("flaw-headline-empty", "{key} is empty: write the headline in quotes", key = found.key),
        ),
        None => Fault::new(sentence!("flaw-headline-none", "there is no headline: add a line like headline: \"…\"")),
    }
}

fn headline(fields: &Fields) -> Result<Option<String>, Fault> {
    let Some(found) = fields.find(&HEADLINE) else { return Ok(None) };
    let headline = fields.raw(found)?.map(|raw| plain::words(&raw)).filter(|text| !text.is_empty());
    let Some(headline) = headline else { return Ok(None) };
    check_headline(&headline).map_err(|what| fields.fault(found.key, what))?;
    Ok(Some(headline))
}

/// A sentence if the headline is too long to be one.
pub(super) fn check_headline(headline: &str) -> Result<(), Sentence> {
    match headline.chars().count() {
        length if length > LONGEST_HEADLINE => Err(sentence!(
            "flaw-headline-long",
            "the headline has {length} characters: {most} is the most, shorten it",
            length = length,
            most = LONGEST_HEADLINE
        )),
        _ => Ok(()),
    }
}

fn credit(fields: &Fields) -> Result<Option<String>, Fault> {
    for found in fields.all(&CREDIT) {
        if let Some(credit) = text_of(found.value).map(|text| plain::words(&text)).filter(|text| !text.is_empty()) {
            return Ok(Some(credit));
        }
        fields.raw(found)?;
    }
    Ok(None)
}

fn language(fields: &Fields) -> Result<Option<Language>, Fault> {
    let Some(found) = fields.find(&["language", "lang", "locale", "inlanguage"]) else { return Ok(None) };
    let text = fields.line_at(found)?.unwrap_or_default();
    if text.is_empty() {
        return Ok(None);
    }
    let language = Language::from_tag(&text);
    let fault = || {
        fields.fault(
            found.key,
            sentence!("flaw-language", "{key} is \"{text}\": write ru or kk", key = found.key, text = text),
        )
    };
    language.map(Some).ok_or_else(fault)
}

fn status(fields: &Fields) -> Result<Status, Fault> {
    if fields.flag(&["canceled", "cancelled"])? {
        return Ok(Status::Withdrawn);
    }
    if let Some(status) = permission::status(fields)? {
        return Ok(status);
    }
    let Some(found) = fields.find(&["status", "pubstatus"]) else { return Ok(Status::Published) };
    let text = fields.line_at(found)?.unwrap_or_default();
    let wrong = || {
        let what = sentence!(
            "flaw-status",
            "{key} is \"{text}\": write draft, published, withheld or withdrawn",
            key = found.key,
            text = text
        );
        fields.fault(found.key, what)
    };
    status_named(&text).ok_or_else(wrong)
}

/// What a status is called here, by IPTC and by WordPress.
pub(super) fn status_named(text: &str) -> Option<Status> {
    match text.trim().trim_start_matches("stat:").to_lowercase().as_str() {
        "draft" | "pending" | "private" | "hidden" | "auto-draft" | "черновик" => Some(Status::Draft),
        "" | "published" | "publish" | "public" | "usable" | "future" | "scheduled" | "опубликовано" => {
            Some(Status::Published)
        }
        "withheld" | "unpublished" => Some(Status::Withheld),
        "withdrawn" | "canceled" | "cancelled" | "retracted" | "trash" | "deleted" => Some(Status::Withdrawn),
        _ => None,
    }
}

fn rubrics(fields: &Fields) -> Result<Vec<String>, Fault> {
    fields.list(&RUBRICS)
}

fn tags(fields: &Fields) -> Result<Vec<String>, Fault> {
    let mut tags = fields.list(&["tags", "tag"])?;
    for keyword in fields.list(&["keywords"])? {
        keyword.split(',').for_each(|keyword| super::fields::add(&mut tags, keyword));
    }
    Ok(tags)
}

/// Who wrote it: a name, a list of names, or of objects with names.
pub(super) fn byline(fields: &Fields) -> Option<String> {
    let found = fields.find(&["byline", "author", "authors", "by", "writer", "reporter", "authorname"])?;
    let names: Vec<String> =
        one_or_many(found.value).take(MOST_NAMES).filter_map(text_of).map(|name| plain::words(&name)).collect();
    Some(names.join(", ")).filter(|names| !names.is_empty())
}

fn urgency(fields: &Fields) -> Result<Option<u8>, Fault> {
    let Some(found) = fields.find(&["urgency"]) else { return Ok(None) };
    let text = fields.line_at(found)?.unwrap_or_default();
    match text.parse() {
        Ok(urgency @ 1..=9) => Ok(Some(urgency)),
        Ok(0) => Ok(None),
        _ => Err(fields.fault(
            found.key,
            sentence!("flaw-urgency", "urgency is \"{text}\": write a number from 1 to 9", text = text),
        )),
    }
}

/// The source's number, also where it is written as a text.
pub(super) fn version(fields: &Fields) -> Option<i64> {
    let found = fields.find(&["version"])?;
    text_of(found.value)?.trim().parse().ok()
}
