//! What a page says of itself beside JSON-LD. In: its `meta` tags (Open Graph and older ones), its microdata, its heading. Out: the same as the
//! keys of schema.org, to be read as JSON-LD is. A page that does not say that it is an article is none: a front page has a title too.

use serde_json::{Map, Value};

use super::{
    fields::MOST_NAMES,
    page::Page,
    plain,
    schema_org::{ARTICLES, types_of},
};

/// Dates of publication by their names in `meta` tags.
const PUBLISHED: [&str; 14] = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "published_time",
    "publishdate",
    "publish-date",
    "pubdate",
    "parsely-pub-date",
    "mediator_published_time",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "date",
];

/// Names of breadcrumbs that are no rubric.
const HOME: [&str; 9] =
    ["главная", "главная страница", "home", "басты бет", "басты", "новости", "жаңалықтар", "news", "лента новостей"];

/// What stands between a headline and the site's name.
const JOINTS: [char; 8] = ['|', '-', '–', '—', '·', '»', ':', '/'];

/// Names of files that newsrooms without a picture show.
const NO_PICTURES: [&str; 6] = ["logo", "placeholder", "no-image", "noimage", "no_image", "default-share"];

/// Whether the page says that it is an article.
pub(super) fn is_article(page: &Page) -> bool {
    let is_kind = |kind: &String| kind.rsplit(['/', '#']).next().is_some_and(|name| ARTICLES.contains(&name));
    let by_type = page.meta(&["og:type"]).is_some_and(|kind| kind.eq_ignore_ascii_case("article"));
    by_type || page.meta(&PUBLISHED[..3]).is_some() || page.types.iter().any(is_kind)
}

/// What the page says, as keys of schema.org; only what it says.
pub(super) fn keys(page: &Page) -> Map<String, Value> {
    let mut keys = Map::new();
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            keys.insert(key.to_owned(), Value::String(value));
        }
    };
    let own = |text: &str| Some(text.to_owned());
    let address = page.meta(&["og:url"]).filter(|url| is_page(url)).or(page.meta(&["canonical"]));
    let entity = || page.property("mainentityofpage").filter(|url| url.starts_with('/') || url.contains("://"));
    add("url", address.or_else(entity).and_then(own));
    add("headline", headline(page));
    add("datePublished", page.property("datepublished").map(text).or(page.meta(&PUBLISHED).and_then(own)));
    let modified = ["article:modified_time", "og:updated_time", "article:modified", "last-modified"];
    add("dateModified", page.property("datemodified").map(text).or(page.meta(&modified).and_then(own)));
    add("expires", page.meta(&["article:expiration_time"]).and_then(own));
    add("image", picture(page));
    add("author", author(page));
    let locale = page.meta(&["og:locale"]).and_then(own);
    add("inLanguage", locale.filter(|_| page.language.is_none()));
    let article = page.property("articlebody").or(page.article);
    add("articleBody", article.and_then(own));
    let mut list = |key: &str, names: Vec<String>| {
        if !names.is_empty() {
            keys.insert(key.to_owned(), Value::from(names));
        }
    };
    let sections = page.properties.iter().filter(|(name, _)| *name == "articlesection").map(|(_, value)| text(value));
    list("articleSection", sections.chain(all(page, "article:section")).collect());
    let words =
        ["article:tag", "news_keywords", "keywords"].into_iter().map(|name| all(page, name).collect::<Vec<_>>());
    list("keywords", words.into_iter().find(|words: &Vec<String>| !words.is_empty()).unwrap_or_default());
    keys
}

fn text(html: &str) -> String {
    plain::line(&plain::html(html))
}

fn all<'p>(page: &'p Page, name: &'p str) -> impl Iterator<Item = String> + 'p {
    page.metas.iter().filter(move |(meta, _)| meta == name).map(|(_, text)| text.clone())
}

/// Whether an address names a page: some sites give the address of the whole site on each.
fn is_page(url: &str) -> bool {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    !path.trim_matches('/').is_empty()
}

/// Without the site's name, which is put behind it for tabs and shares.
fn headline(page: &Page) -> Option<String> {
    let said = page.property("headline").map(text).filter(|text| !text.is_empty());
    let said = said.or_else(|| page.meta(&["og:title", "twitter:title"]).map(str::to_owned));
    let headline = said.or_else(|| page.heading.clone())?;
    let site = page.meta(&["og:site_name", "application-name", "twitter:site"]).unwrap_or_default();
    let bare = headline.strip_suffix(site.trim_start_matches('@')).filter(|_| !site.is_empty()).map(str::trim_end);
    let cut = bare.and_then(|bare| bare.strip_suffix(JOINTS)).map(str::trim_end).filter(|cut| !cut.is_empty());
    // Where the site does not say its name, the page's heading is what stands before it.
    let heading = page
        .heading
        .as_deref()
        .filter(|heading| headline.strip_prefix(*heading).is_some_and(|rest| rest.trim_start().starts_with(JOINTS)));
    Some(cut.or(heading).map_or_else(|| headline.clone(), str::to_owned))
}

fn picture(page: &Page) -> Option<String> {
    let within = |html: &str| {
        let inner = Page::read(html);
        let named = ["contenturl", "url"].iter().find_map(|name| inner.property(name).map(str::to_owned));
        named.or(inner.picture)
    };
    let own = match page.property("image") {
        Some(html) if html.contains('<') => within(html),
        address => address.map(str::to_owned),
    };
    let names = ["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src", "image_src"];
    let shared = || page.meta(&names).map(str::to_owned);
    own.or_else(shared).filter(|address| {
        let file = address.rsplit('/').next().unwrap_or_default().to_lowercase();
        !NO_PICTURES.iter().any(|name| file.contains(name))
    })
}

fn author(page: &Page) -> Option<String> {
    let own = page.properties.iter().filter(|(name, _)| *name == "author").map(|(_, value)| text(value));
    let own: Vec<String> = own.filter(|name| !name.is_empty()).collect();
    let meta = || page.meta(&["author", "article:author", "dc.creator", "mediator_author"]).map(str::to_owned);
    let joined = Some(own.join(", ")).filter(|names| !names.is_empty());
    joined.or_else(meta).filter(|name| !name.contains("://"))
}

/// How deep breadcrumbs are looked for: a page, its graph, a list in that.
const DEPTH: usize = 4;

/// The rubrics that a page's breadcrumbs lead through, the nearest first; home is none.
pub(super) fn breadcrumbs(value: &Value) -> Vec<String> {
    let mut names = crumbs(value, DEPTH);
    names.retain(|name| !HOME.contains(&name.to_lowercase().as_str()));
    names.reverse();
    names
}

fn crumbs(value: &Value, depth: usize) -> Vec<String> {
    match value {
        _ if depth == 0 => Vec::new(),
        Value::Array(list) => list.iter().flat_map(|one| crumbs(one, depth - 1)).take(MOST_NAMES).collect(),
        Value::Object(map) if types_of(map).any(|name| name == "BreadcrumbList") => {
            let items = map.get("itemListElement").and_then(Value::as_array).into_iter().flatten();
            items.filter_map(crumb).take(MOST_NAMES).collect()
        }
        Value::Object(map) => {
            let inner = ["@graph", "breadcrumb"].iter().filter_map(|key| map.get(*key));
            inner.flat_map(|one| crumbs(one, depth - 1)).collect()
        }
        _ => Vec::new(),
    }
}

fn crumb(item: &Value) -> Option<String> {
    let inner = item.get("item").and_then(|inner| inner.get("name"));
    let name = item.get("name").or(inner)?.as_str()?;
    Some(text(name)).filter(|name| !name.is_empty())
}
