//! schema.org's NewsArticle as JSON-LD: a `.json` file, or a page of HTML that holds it in a `script` element. The
//! article may stand alone, in a list or in an `@graph` whose nodes refer to each other by `@id`.

use chrono_tz::Tz;
use serde_json::{Map, Value};

use super::{
    Article, Fault, Image, Language, Status,
    fields::{Fields, MOST_NAMES, Place, add, one_or_many, string_end, text_in, text_of, tidy},
    image, native,
    page::Page,
    permission,
    plain::{self, Part},
    sentence,
};

/// Types that are articles, without their prefix.
const ARTICLES: [&str; 10] = [
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
];

/// How deep an article is looked for: the page, its `mainEntity`, a list of those.
const DEPTH: usize = 4;

/// Whether the keys are those of JSON-LD.
pub(super) fn is_json_ld(map: &Map<String, Value>) -> bool {
    ["@type", "@graph", "@context"].iter().any(|key| map.contains_key(*key))
}

/// Reads a page of HTML.
pub(super) fn parse_page(name: &str, text: &str, zone: Tz) -> Result<Article, Fault> {
    let page = Page::read(text);
    let mut first_fault = None;
    for script in &page.scripts {
        match json(script.text) {
            Ok(value) if find(&value, DEPTH).is_some() => {
                let mut article = parse_value(name, &value, Place::Nowhere, zone)?;
                article.language = article.language.or(page.language);
                if article.lead.is_empty() {
                    article.lead = page.description().unwrap_or_default();
                }
                return Ok(article);
            }
            Ok(_) => {}
            Err(error) => {
                let line = script.line + error.line().saturating_sub(1);
                let what = sentence!(
                    "flaw-page-json",
                    "the article's data (JSON-LD) on this page is not valid JSON: publish the page again"
                );
                first_fault.get_or_insert(Fault::at(line, what));
            }
        }
    }
    let is_xml = text.trim_start().starts_with("<?xml") || text.contains("<rss") || text.contains("<feed");
    if is_xml && !text.contains("<html") {
        return Err(Fault::new(sentence!(
            "flaw-xml",
            "this is XML and no page: save each article as a file of its own"
        )));
    }
    let missing = || {
        Fault::new(sentence!(
            "flaw-page-none",
            "there is no NewsArticle (JSON-LD) on this page: save an article's own page, or write a .md file"
        ))
    };
    let fault = first_fault.unwrap_or_else(missing);
    let is_cut = text.len() > 15 && !text.to_ascii_lowercase().contains("</html");
    Err(if is_cut { fault.unfinished() } else { fault })
}

/// Reads JSON-LD.
pub(super) fn parse_value(name: &str, value: &Value, place: Place, zone: Tz) -> Result<Article, Fault> {
    let Some(map) = find(value, DEPTH) else {
        return Err(Fault::new(sentence!(
            "flaw-json-none",
            "there is no article in the file: write keys like \"headline\" between {{ and }}"
        )));
    };
    let is_root = value.as_object().is_some_and(|root| std::ptr::eq(root, map));
    let fields = Fields::new(map, if is_root { place } else { Place::Nowhere }, zone);
    article(&fields, value, name)
}

fn no_headline() -> Fault {
    Fault::new(sentence!("flaw-page-headline", "the article has no headline: publish the page again with one"))
}

fn article(fields: &Fields, root: &Value, name: &str) -> Result<Article, Fault> {
    let map = fields.map;
    let url = url(map);
    let own_id = text_in(map, &["@id", "identifier"]).filter(|id| !id.starts_with('#'));
    let id = native::identity([own_id.as_deref(), url.as_deref()], name);
    let headline = fields.line(&["headline", "name", "alternativeheadline"])?;
    let headline = headline.ok_or_else(no_headline)?;
    native::check_headline(&headline).map_err(|what| fields.fault("headline", what))?;
    let body = text_in(map, &["articlebody", "text"]).unwrap_or_default();
    let lead = text_in(map, &["description", "abstract"]).map(|text| plain::line(&plain::page(&text, Part::All)));
    let lead = lead.filter(|lead| !lead.is_empty());
    let (image, credit) = picture(fields, url.as_deref(), root);
    let mut rubrics = Vec::new();
    let sections = map.get("articleSection").into_iter().flat_map(one_or_many);
    sections.filter_map(text_of).for_each(|text| add(&mut rubrics, &text));
    let (_, came_out) = permission::dated(fields, &["datepublished"])?;
    Ok(Article {
        lead: lead.unwrap_or_else(|| native::first_paragraph(&headline, &plain::page(&body, Part::Prose))),
        headline,
        body: plain::page(&body, Part::All),
        url,
        slug: None,
        image,
        credit,
        sensitive: false,
        byline: authors(map, root),
        language: text_in(map, &["inlanguage"]).and_then(|tag| Language::from_tag(&tag)),
        rubrics,
        main: fields.flag(&["main"])?,
        breaking: fields.flag(&["breaking"])?,
        urgency: None,
        translation_of: text_in(map, &["translationofwork"]).map(|id| native::identity([Some(&id), None], "")),
        follows: None,
        published: fields.time(&["datepublished", "datecreated"])?,
        came_out,
        expires: fields.time(&["expires"])?,
        odd: Vec::new(),
        embargo: None,
        updated: fields.detail(fields.time(&["datemodified"])),
        correction: text_in(map, &["correction"]).map(|text| tidy(&text)).filter(|text| !text.is_empty()),
        status: text_in(map, &["creativeworkstatus"])
            .and_then(|text| native::status_named(&text))
            .unwrap_or(Status::Published),
        version: native::version(fields),
        tags: tags(map),
        warnings: fields.warnings(),
        id,
    })
}

fn tags(map: &Map<String, Value>) -> Vec<String> {
    let mut tags = Vec::new();
    for word in map.get("keywords").into_iter().flat_map(one_or_many).filter_map(text_of) {
        word.split(',').for_each(|word| add(&mut tags, word));
    }
    tags
}

fn url(map: &Map<String, Value>) -> Option<String> {
    let page = map.get("mainEntityOfPage").and_then(|page| match page {
        Value::Object(page) => text_in(page, &["@id", "url"]),
        other => text_of(other),
    });
    let id = || text_in(map, &["@id"]).filter(|id| id.starts_with("http"));
    let found = text_in(map, &["url"]).or(page.filter(|page| page.starts_with("http"))).or_else(id)?;
    image::link(found.split('#').next().unwrap_or_default()).ok().filter(|url| !url.is_empty())
}

/// The first picture that can be used; a node that only refers to another is looked up.
fn picture(fields: &Fields, page: Option<&str>, root: &Value) -> (Option<Image>, Option<String>) {
    let (map, mut wrong) = (fields.map, None);
    let places =
        ["image", "thumbnailUrl"].iter().filter_map(|key| map.get(*key)).flat_map(one_or_many).take(MOST_NAMES);
    for place in places {
        let credit = |node: &Map<String, Value>| text_in(node, &["credittext", "author", "creator", "copyrightnotice"]);
        let (address, credit) = match resolved(place, root) {
            Value::Object(node) => (text_in(node, &["contenturl", "url", "@id"]), credit(node)),
            other => (text_of(other), None),
        };
        match address.map(|address| image::of_page(&address, page)) {
            Some(Ok(image)) => return (Some(image), credit.map(|credit| tidy(&credit))),
            Some(Err(what)) => drop(wrong.get_or_insert(what)),
            None => {}
        }
    }
    if let Some(what) = wrong {
        fields.warn(fields.fault("image", what.of("image")));
    }
    (None, None)
}

fn authors(map: &Map<String, Value>, root: &Value) -> Option<String> {
    let authors = map.get("author").into_iter().flat_map(one_or_many).take(MOST_NAMES);
    let authors = authors.map(|author| resolved(author, root));
    let names: Vec<String> =
        authors.filter_map(text_of).map(|name| tidy(&name)).filter(|name| !name.is_empty()).collect();
    Some(names.join(", ")).filter(|names| !names.is_empty())
}

/// The node that a bare `{"@id": …}` refers to, or the value itself.
fn resolved<'a>(value: &'a Value, root: &'a Value) -> &'a Value {
    let Some(id) = value.as_object().filter(|map| map.len() == 1).and_then(|map| map.get("@id")) else { return value };
    let graph = root.get("@graph").unwrap_or(root).as_array();
    graph.into_iter().flatten().find(|node| node.get("@id") == Some(id)).unwrap_or(value)
}

/// The article in a tree of nodes: the first one met.
fn find(value: &Value, depth: usize) -> Option<&Map<String, Value>> {
    match value {
        _ if depth == 0 => None,
        Value::Array(list) => list.iter().find_map(|item| find(item, depth - 1)),
        Value::Object(map) if is_article(map) => Some(map),
        Value::Object(map) => {
            ["@graph", "mainEntity"].iter().filter_map(|key| map.get(*key)).find_map(|item| find(item, depth - 1))
        }
        _ => None,
    }
}

fn is_article(map: &Map<String, Value>) -> bool {
    let types = map.get("@type").into_iter().flat_map(one_or_many).filter_map(Value::as_str);
    types.filter_map(|name| name.rsplit(['/', ':', '#']).next()).any(|name| ARTICLES.contains(&name))
}

/// The JSON of a script, also if it stands in the wrappers that old tools put around scripts or has the two mistakes
/// that browsers' tools forgive: line breaks inside texts and commas behind the last value.
fn json(text: &str) -> Result<Value, serde_json::Error> {
    let inner = unwrapped(text);
    serde_json::from_str(inner).or_else(|error| serde_json::from_str(&mended(inner)).map_err(|_| error))
}

fn unwrapped(text: &str) -> &str {
    let mark = |c: char| c.is_whitespace() || c == '\u{feff}';
    let mut text = text.trim_matches(mark);
    for (open, close) in [("<!--", "-->"), ("/*<![CDATA[*/", "/*]]>*/"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>")]
    {
        text = text.strip_prefix(open).unwrap_or(text).trim_matches(mark);
        text = text.strip_suffix(close).unwrap_or(text).trim_matches(mark);
    }
    text.trim_end_matches(';')
}

fn mended(text: &str) -> String {
    let (bytes, mut out, mut at) = (text.as_bytes(), String::with_capacity(text.len()), 0);
    while at < bytes.len() {
        let end = match bytes[at] {
            b'"' => string_end(bytes, at),
            _ => bytes[at..].iter().position(|&byte| byte == b'"').map_or(bytes.len(), |length| at + length),
        };
        let piece = text.get(at..end).unwrap_or_default();
        if bytes[at] == b'"' {
            out.push_str(&piece.replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t"));
        } else {
            out.push_str(&without_last_commas(piece));
        }
        at = end;
    }
    out
}

/// A piece between two texts without commas that stand before a closing bracket, and without byte order marks.
fn without_last_commas(piece: &str) -> String {
    let mut out = String::with_capacity(piece.len());
    for (at, letter) in piece.char_indices() {
        let closes = letter == ',' && piece[at + 1..].trim_start().starts_with(['}', ']']);
        if !closes && letter != '\u{feff}' {
            out.push(letter);
        }
    }
    out
}
