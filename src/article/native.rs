//! Headliner's own article, whatever the syntax it is written in: the keys of the README and the names that other
//! systems (Hugo, Zola, Jekyll, WordPress) give to the same things.

use sha2::{Digest, Sha256};

use super::{
    Article, ArticleId, Fault, Language, Sentence, Status,
    fields::{Fields, Found, MOST_NAMES, one_or_many, text_of},
    image, permission,
    plain::{self, Part},
    sentence,
    spelling::LONGEST_HEADLINE,
};

/// The text of an article as its format has it.
pub(super) enum Body {
    Markdown(String),
    Html(String),
}

impl Body {
    fn text(&self, part: Part) -> String {
        match self {
            Body::Markdown(text) => plain::markdown(text, part),
            Body::Html(text) => plain::page(text, part),
        }
    }
}

pub(super) const HEADLINE: [&str; 3] = ["headline", "title", "heading"];
pub(super) const LEAD: [&str; 9] =
    ["lead", "description", "summary", "standfirst", "excerpt", "teaser", "abstract", "deck", "subtitle"];
pub(super) const IMAGE: [&str; 7] = ["image", "images", "cover", "photo", "picture", "featuredimage", "thumbnail"];

pub(super) const URL: [&str; 5] = ["url", "link", "permalink", "canonical", "canonicalurl"];

const UPDATED: [&str; 6] = ["updated", "lastmod", "updatedat", "datemodified", "modified", "lastmodified"];

/// Makes the article of its keys; `body` is what stands outside them.
pub(super) fn article(fields: &Fields, body: &Body, name: &str) -> Result<Article, Fault> {
    let url = url(fields)?;
    let status = status(fields)?;
    let id = id(fields, url.as_deref(), name)?;
    let headline = match headline(fields)? {
        None if status == Status::Withdrawn => id.0.clone(),
        None => return Err(no_headline(fields)),
        Some(headline) => headline,
    };
    let (published, came_out) = permission::published(fields)?;
    let (image, own_credit) = fields.detail(fields.image(&IMAGE));
    Ok(Article {
        lead: lead(fields, &headline, body)?,
        headline,
        body: body.text(Part::All),
        url,
        slug: fields.detail(slug(fields)),
        image,
        credit: fields.detail(fields.words(&["credit", "imagecredit", "photocredit"])).or(own_credit),
        sensitive: sensitive(fields),
        byline: byline(fields),
        language: language(fields)?,
        rubrics: rubrics(fields)?,
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

fn lead(fields: &Fields, headline: &str, body: &Body) -> Result<String, Fault> {
    for found in fields.all(&LEAD) {
        let lead = plain::line(&plain::markdown(&fields.raw(found)?.unwrap_or_default(), Part::All));
        if !lead.is_empty() {
            return Ok(lead);
        }
    }
    Ok(first_paragraph(headline, &body.text(Part::Prose)))
}

/// The last part of the page's address; what has more parts is an address below the site and not one name.
fn slug(fields: &Fields) -> Result<Option<String>, Fault> {
    let Some(found) = fields.find(&["slug"]) else { return Ok(None) };
    let slug = fields.line_at(found)?.unwrap_or_default();
    match slug.trim_matches('/') {
        "" => Ok(None),
        slug if slug.contains(['/', '?', '#']) || slug.contains(char::is_whitespace) => Err(fields.fault(
            found.key,
            sentence!(
                "flaw-slug",
                "{key} is \"{text}\": write one word like most-otkryt",
                key = found.key,
                text = slug
            ),
        )),
        slug => Ok(Some(slug.to_owned())),
    }
}

/// The first paragraph with words in it that is not the headline over again.
pub(super) fn first_paragraph(headline: &str, body: &str) -> String {
    let has_words = |line: &&str| *line != headline && line.contains(char::is_alphanumeric);
    body.lines().find(has_words).unwrap_or_default().to_owned()
}

fn url(fields: &Fields) -> Result<Option<String>, Fault> {
    let Some(found) = fields.find(&URL) else { return Ok(None) };
    let text = fields.raw(found)?.unwrap_or_default();
    if text.trim().is_empty() || is_pattern(&text) {
        return Ok(None);
    }
    image::link(&text).map(Some).map_err(|what| fields.fault(found.key, what.of(found.key)))
}

/// Jekyll's `/:categories/:title/` says how addresses are made, and is none.
pub(super) fn is_pattern(link: &str) -> bool {
    link.split('/').any(|part| part.trim_start().starts_with(':') && part.trim().len() > 1)
}

/// The name of an article whose file gives none: the file's own.
pub fn file_id(path: &str) -> ArticleId {
    identity([None, None], path)
}

/// The name of an article where another has its file's own: its path.
pub fn path_id(path: &str) -> ArticleId {
    identity([Some(path), None], path)
}

fn id(fields: &Fields, url: Option<&str>, name: &str) -> Result<ArticleId, Fault> {
    if let Some(found) = fields.find(&["id"]) {
        let text = fields.line_at(found)?.unwrap_or_default();
        if text.len() > LONGEST_ID {
            return Err(fields.fault(
                found.key,
                sentence!("flaw-id", "id has {bytes} bytes: {most} is the most", bytes = text.len(), most = LONGEST_ID),
            ));
        }
        if !text.is_empty() {
            return Ok(ArticleId(text));
        }
    }
    let elsewhere = match fields.find(&["uri", "guid"]) {
        Some(found) => fields.line_at(found)?,
        None => None,
    };
    Ok(identity([elsewhere.as_deref(), url], name))
}

/// Bytes of the longest id.
pub const LONGEST_ID: usize = 200;

/// The first of the names that says anything, else the file's name. What is too long for an id is hashed.
pub(super) fn identity(names: [Option<&str>; 2], file: &str) -> ArticleId {
    let known = names.into_iter().flatten().map(plain::line).find(|name| !name.is_empty());
    let name = known.unwrap_or_else(|| stem(file));
    match name.len() {
        1..=LONGEST_ID => ArticleId(name),
        _ => hashed(&name),
    }
}

/// The name of what has none that is an id.
pub(super) fn hashed(name: &str) -> ArticleId {
    ArticleId(format!("sha256:{:.32}", format!("{:x}", Sha256::digest(name.as_bytes()))))
}

/// The file's name without folder and ending; an `index.md` is called as its folder.
fn stem(file: &str) -> String {
    let mut parts = file.rsplit('/');
    let last = parts.next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let stem = match stem {
        "index" | "_index" => parts.next().unwrap_or(stem),
        stem => stem,
    };
    plain::line(stem)
}

fn reference(fields: &Fields, names: &[&str]) -> Result<Option<ArticleId>, Fault> {
    let text = fields.line(names)?;
    Ok(text.map(|text| identity([Some(&text), None], "")))
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
        "draft" | "pending" => Some(Status::Draft),
        "" | "published" | "publish" | "usable" | "future" => Some(Status::Published),
        "withheld" => Some(Status::Withheld),
        "withdrawn" | "canceled" | "cancelled" | "retracted" => Some(Status::Withdrawn),
        _ => None,
    }
}

fn rubrics(fields: &Fields) -> Result<Vec<String>, Fault> {
    let mut rubrics =
        fields.list(&["rubric", "rubrics", "category", "categories", "section", "sections", "articlesection"])?;
    taxonomy(fields, "categories", &mut rubrics);
    Ok(rubrics)
}

fn tags(fields: &Fields) -> Result<Vec<String>, Fault> {
    let mut tags = fields.list(&["tags", "tag"])?;
    for keyword in fields.list(&["keywords"])? {
        keyword.split(',').for_each(|keyword| super::fields::add(&mut tags, keyword));
    }
    taxonomy(fields, "tags", &mut tags);
    Ok(tags)
}

/// Zola keeps categories and tags under `taxonomies`.
fn taxonomy(fields: &Fields, kind: &str, list: &mut Vec<String>) {
    let Some(Found { value, .. }) = fields.find(&["taxonomies"]) else { return };
    let names = value.get(kind).and_then(|names| names.as_array()).into_iter().flatten();
    names.filter_map(text_of).for_each(|name| super::fields::add(list, &name));
}

/// Who wrote it: a name, a list of names, or of objects with names.
pub(super) fn byline(fields: &Fields) -> Option<String> {
    let found = fields.find(&["byline", "author", "authors", "by"])?;
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
