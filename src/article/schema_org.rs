//! schema.org's NewsArticle as JSON-LD: a `.json` file, or a page of HTML that holds it in a `script` element. The
//! article may stand alone, in a list or in an `@graph` whose nodes refer to each other by `@id`.

use chrono_tz::Tz;
use serde_json::{Map, Value};

use super::{
    Article, Fault, Format, Language, Status,
    fields::{Fields, MOST_NAMES, Place, add, one_or_many, text_in, text_of, tidy},
    image, lead, meta, names, native,
    page::Page,
    permission,
    photo::Photo,
    plain::{self, Part},
    sentence, tolerant,
};

/// Types that are articles, without their prefix.
pub(super) const ARTICLES: [&str; 12] = [
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
    "Report",
    "TechArticle",
];

/// How many scripts of one page are read.
const MOST_SCRIPTS: usize = 100;

/// How deep an article is looked for: the page, its `mainEntity`, a list of those.
const DEPTH: usize = 4;

/// Whether the keys are those of JSON-LD.
pub(super) fn is_json_ld(map: &Map<String, Value>) -> bool {
    ["@type", "@graph", "@context"].iter().any(|key| map.contains_key(*key))
}

/// Reads a page of HTML: its JSON-LD, and where that leaves something out, what the page says besides.
pub(super) fn parse_page(name: &str, text: &str, zone: Tz) -> Result<Article, Fault> {
    let page = Page::read(text);
    let (mut first_fault, mut found, mut crumbs) = (None, None, Vec::new());
    for script in page.scripts.iter().take(MOST_SCRIPTS) {
        match tolerant::json(script.text) {
            Ok(value) => {
                if crumbs.is_empty() {
                    crumbs = meta::breadcrumbs(&value);
                }
                if found.is_none() && find(&value, DEPTH).is_some() {
                    found = Some(value);
                }
            }
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
    let own = meta::keys(&page);
    if let Some(value) = &found {
        let mut keys = find(value, DEPTH).cloned().unwrap_or_default();
        complete(&mut keys, own, crumbs);
        let mut article = article(&Fields::new(&keys, Place::Nowhere, zone), value, name, Format::Page)?;
        article.language = article.language.or(page.language);
        if article.lead.is_empty() {
            article.lead = page.description().unwrap_or_default();
        }
        return Ok(article);
    }
    if meta::is_article(&page) && own.contains_key("headline") {
        let mut keys = own;
        complete(&mut keys, Map::new(), crumbs);
        if let Some(lead) = page.description().or_else(|| page.property("description").map(str::to_owned)) {
            keys.insert("description".to_owned(), Value::String(lead));
        }
        let fields = Fields::new(&keys, Place::Nowhere, zone);
        first_fault.into_iter().for_each(|fault| fields.warn(fault));
        let article = article(&fields, &Value::Null, name, Format::Meta)?;
        return Ok(Article { language: article.language.or(page.language), ..article });
    }
    Err(no_article(text, first_fault))
}

/// Adds what the article's own data leaves out.
fn complete(keys: &mut Map<String, Value>, own: Map<String, Value>, crumbs: Vec<String>) {
    // What says the same under another name.
    let twins =
        [("headline", "name"), ("headline", "alternativeHeadline"), ("image", "thumbnailUrl"), ("articleBody", "text")];
    let is_said = |keys: &Map<String, Value>, key: &str| {
        keys.get(key).is_some_and(|value| text_of(value).is_some())
            || twins
                .iter()
                .any(|(one, other)| *one == key && keys.get(*other).is_some_and(|value| text_of(value).is_some()))
    };
    for (key, value) in own {
        let has_link = key == "url" && url(keys).is_some();
        if !has_link && !is_said(keys, &key) {
            keys.insert(key, value);
        }
    }
    if !is_said(keys, "articleSection") && !crumbs.is_empty() {
        let headline = text_in(keys, &["headline", "name"]).map(|text| tidy(&text)).unwrap_or_default();
        keys.insert("articleSection".to_owned(), crumbs.into_iter().filter(|name| *name != headline).collect());
    }
}

fn no_article(text: &str, first_fault: Option<Fault>) -> Fault {
    let is_xml = text.trim_start().starts_with("<?xml") || text.contains("<rss") || text.contains("<feed");
    if is_xml && !text.contains("<html") {
        return Fault::new(sentence!("flaw-xml", "this is XML and no page: save each article as a file of its own"));
    }
    let missing = || {
        Fault::new(sentence!(
            "flaw-page-none",
            "there is no NewsArticle (JSON-LD) on this page: save an article's own page, or write a .md file"
        ))
    };
    let fault = first_fault.unwrap_or_else(missing);
    let is_cut = text.len() > 15 && !text.to_ascii_lowercase().contains("</html");
    if is_cut { fault.unfinished() } else { fault }
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
    article(&fields, value, name, Format::JsonLd)
}

fn no_headline() -> Fault {
    Fault::new(sentence!("flaw-page-headline", "the article has no headline: publish the page again with one"))
}

fn article(fields: &Fields, root: &Value, name: &str, format: Format) -> Result<Article, Fault> {
    let map = fields.map;
    let url = url(map);
    let own_id = text_in(map, &["@id", "identifier"]).filter(|id| !id.starts_with('#'));
    let id = names::identity([own_id.as_deref(), url.as_deref()], name);
    let headline = fields.words(&["headline", "name", "alternativeheadline"])?;
    let headline = headline.ok_or_else(no_headline)?;
    native::check_headline(&headline).map_err(|what| fields.fault("headline", what))?;
    let body = text_in(map, &["articlebody", "text"]).unwrap_or_default();
    let lead = text_in(map, &["description", "abstract"]).map(|text| plain::line(&plain::page(&text, Part::All)));
    let lead = lead.filter(|lead| !lead.is_empty());
    // What a page names stands beside it; what a file of the store names is in the store.
    let is_page = matches!(format, Format::Page | Format::Meta);
    let photo = picture(fields, url.as_deref(), root, is_page);
    let (_, came_out) = permission::dated(fields, &["datepublished"])?;
    Ok(Article {
        lead: lead.unwrap_or_else(|| lead::first_paragraph(&headline, &plain::page(&body, Part::Prose))),
        headline,
        body: plain::page(&body, Part::All),
        url,
        slug: None,
        image: photo.image,
        site_image: photo.of_site,
        credit: photo.credit,
        sensitive: false,
        byline: authors(map, root),
        language: text_in(map, &["inlanguage"]).and_then(|tag| Language::from_tag(&tag)),
        rubrics: sections(map),
        main: fields.flag(&["main"])?,
        breaking: fields.flag(&["breaking"])?,
        urgency: None,
        translation_of: text_in(map, &["translationofwork"]).map(|id| names::identity([Some(&id), None], "")),
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
        source: format.into(),
        id,
    })
}

fn sections(map: &Map<String, Value>) -> Vec<String> {
    let mut rubrics = Vec::new();
    let sections = map.get("articleSection").into_iter().flat_map(one_or_many);
    sections.filter_map(text_of).for_each(|text| add(&mut rubrics, &text));
    rubrics
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
fn picture(fields: &Fields, page: Option<&str>, root: &Value, is_page: bool) -> Photo {
    let (map, mut wrong, mut of_site) = (fields.map, None, None);
    let places =
        ["image", "thumbnailUrl"].iter().filter_map(|key| map.get(*key)).flat_map(one_or_many).take(MOST_NAMES);
    for place in places {
        let credit = |node: &Map<String, Value>| text_in(node, &["credittext", "author", "creator", "copyrightnotice"]);
        let (address, credit) = match resolved(place, root) {
            Value::Object(node) => (text_in(node, &["contenturl", "url", "@id"]), credit(node)),
            other => (text_of(other), None),
        };
        let Some(address) = address else { continue };
        let credit = credit.map(|credit| plain::words(&credit));
        match image::of_page(&address, page, is_page) {
            Ok(image) => return Photo { image: Some(image), credit, of_site: None },
            Err(_) if image::is_of_site(&address) => {
                of_site.get_or_insert(Photo { image: None, credit, of_site: Some(address.trim().to_owned()) });
            }
            Err(what) => drop(wrong.get_or_insert(what)),
        }
    }
    if let Some(photo) = of_site {
        return photo;
    }
    if let Some(what) = wrong {
        fields.warn(fields.fault("image", what.of("image")));
    }
    Photo::default()
}

fn authors(map: &Map<String, Value>, root: &Value) -> Option<String> {
    let authors = map.get("author").into_iter().flat_map(one_or_many).take(MOST_NAMES);
    let authors = authors.map(|author| resolved(author, root));
    let names: Vec<String> =
        authors.filter_map(text_of).map(|name| plain::words(&name)).filter(|name| !name.is_empty()).collect();
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
    types_of(map).any(|name| ARTICLES.contains(&name))
}

/// The types of a node, without their prefixes.
pub(super) fn types_of(map: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let types = map.get("@type").into_iter().flat_map(one_or_many).filter_map(Value::as_str);
    types.filter_map(|name| name.rsplit(['/', ':', '#']).next())
}
