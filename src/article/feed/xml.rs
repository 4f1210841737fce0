//! In: RSS (0.9 to 2.0, with what Yandex, Yahoo, Dublin Core and others add to it), Atom, or WordPress's export, on which one
//! walks. Out: its items as they are written there. Of an export, published posts without a password only: it also holds
//! pages, menus, attachments, drafts. One walk tells what must be known of the whole before any of its items can be
//! understood, and is all that is kept of it; another one gives the items.

use std::{
    collections::{BTreeMap, HashMap},
    io::{Read, Seek},
};

use url::Url;

use super::{
    Kind, MOST_ITEMS, Unreadable, addresses,
    alike::{Alike, Seen},
    raw::{About, Picture, Raw},
    tree::{Node, Tree, Walk},
};

/// Where an item's own words about a thing stand, the best first.
const TITLE: [&str; 4] = ["title", "atom:title", "dc:title", "media:title"];
const DESCRIPTION: [&str; 6] =
    ["description", "atom:summary", "excerpt:encoded", "summary", "itunes:summary", "dc:description"];
const CONTENT: [&str; 8] = [
    "content:encoded",
    "yandex:full-text",
    "turbo:content",
    "atom:content",
    "full-text",
    "fulltext",
    "body",
    "content",
];
const PUBLISHED: [&str; 9] = [
    "pubdate",
    "atom:published",
    "atom:issued",
    "dc:date",
    "dcterms:issued",
    "dcterms:created",
    "dc:issued",
    "date",
    "atom:created",
];

/// What one walk tells of the whole feed.
#[derive(Debug)]
pub(super) struct Survey {
    pub reading: Reading,
    /// What no item has for itself.
    pub alike: Alike,
    /// How many items may be stories.
    pub count: usize,
    /// What was passed over, by kind.
    pub passed: BTreeMap<String, usize>,
    /// Why its last item is none.
    pub cut: Option<&'static str>,
}

/// By what its items are read.
#[derive(Debug)]
pub(super) struct Reading {
    pub about: About,
    /// Of an export: what authors are called, by the names with which they log in.
    authors: HashMap<String, String>,
    /// Of an export: addresses of attachments, by their numbers.
    attached: HashMap<String, String>,
}

/// What one walk has seen of the items.
#[derive(Default)]
struct Items {
    /// With those that are no stories.
    number: usize,
    count: usize,
    seen: Seen,
    passed: BTreeMap<String, usize>,
    attached: HashMap<String, String>,
}

/// Walks over a feed, and gives it back from its beginning; `None`: this is none.
pub(super) fn survey<R: Read + Seek>(
    mut walk: Walk<R>,
    address: Option<&Url>,
) -> Result<(Option<Survey>, Walk<R>), Unreadable> {
    let mut assumed: Option<About> = None;
    loop {
        let (mut items, is_again) = (Items::default(), assumed.is_some());
        while let Some(node) = walk.item()? {
            items.number += 1;
            if items.number > MOST_ITEMS {
                return Err(super::too_many().into());
            }
            let about = assumed.get_or_insert_with(|| about(&walk.tree(), address));
            items.hear(&node, about);
        }
        let tree = walk.tree();
        walk = walk.again()?;
        if !is_feed(&tree) {
            return Ok((None, walk));
        }
        let about = about(&tree, address);
        // What a feed says of itself may stand behind its items; then they are looked at once more in its light.
        let is_known = assumed.is_none_or(|assumed| (assumed.kind, assumed.base) == (about.kind, about.base.clone()));
        if is_known || is_again {
            return Ok((Some(items.survey(&tree, about)), walk));
        }
        assumed = Some(about);
    }
}

impl Items {
    fn survey(self, tree: &Tree, about: About) -> Survey {
        let Items { count, seen, passed, attached, .. } = self;
        let reading = Reading { about, authors: authors(&tree.head), attached };
        let cut = match () {
            () if tree.stops => Some("a comment or a declaration before it does not end: nothing behind that is read"),
            () if tree.is_cut => Some("the feed ends in the middle of this item: it is taken when it comes whole"),
            () => None,
        };
        Survey { reading, alike: seen.alike(), count, passed, cut }
    }

    fn hear(&mut self, node: &Node, about: &About) {
        let kind = node.text_of(&["wp:post_type"]);
        if let (Some("attachment"), Some(id)) = (kind.as_deref(), node.text_of(&["wp:post_id"])) {
            let address = node.text_of(&["wp:attachment_url", "guid"]);
            let address = address.and_then(|text| Url::parse(&text).ok());
            self.attached.extend(address.map(|url| (id, url.into())));
        }
        match unwanted(node, about.kind) {
            Some(what) => *self.passed.entry(what).or_default() += 1,
            None => {
                self.count += 1;
                self.seen.hear(&named(node, about.base.as_ref()));
            }
        }
    }
}

impl Reading {
    /// An item; `None`: it is no published story.
    pub fn raw(&self, node: &Node) -> Option<Raw> {
        if unwanted(node, self.about.kind).is_some() {
            return None;
        }
        let mut raw = item(node, self.about.base.as_ref(), &self.authors);
        raw.is_heavy = node.is_heavy;
        let address = raw.thumbnail.as_ref().and_then(|id| self.attached.get(id));
        raw.pictures.splice(0..0, address.map(|address| Picture { address: address.clone(), width: 0 }));
        Some(raw)
    }
}

fn is_feed(tree: &Tree) -> bool {
    let is_one = |root: &str| matches!(root, "rss" | "channel" | "items" | "rdf:rdf" | "atom:feed");
    tree.first.is_some() || is_export(tree) || is_one(&tree.root.name)
}

fn is_export(tree: &Tree) -> bool {
    tree.head.iter().any(|node| node.name == "wp:wxr_version")
}

fn kind(tree: &Tree) -> Kind {
    match tree.root.name.as_str() {
        _ if is_export(tree) => Kind::Export,
        "rss" | "channel" | "items" => Kind::Rss,
        "rdf:rdf" => Kind::Rdf,
        "atom:feed" => Kind::Atom,
        _ if tree.first.as_deref() == Some("atom:entry") => Kind::Atom,
        _ => Kind::Rss,
    }
}

/// What the feed says of itself, which is at `address`.
fn about(tree: &Tree, address: Option<&Url>) -> About {
    let text = |names: &[&str]| {
        let found = names.iter().flat_map(|name| tree.head.iter().filter(move |node| node.name == *name));
        found.map(|node| node.text.trim()).find(|text| !text.is_empty()).map(str::to_owned)
    };
    let base = tree.root.attribute("xml:base").and_then(|base| addresses::absolute(base, address));
    let home = text(&["link"]).or_else(|| link(&tree.head));
    let home = home.and_then(|link| addresses::absolute(&link, base.as_ref().or(address)));
    About {
        kind: kind(tree),
        title: text(&["title", "atom:title"]).unwrap_or_default(),
        base: base.or_else(|| home.clone()).or_else(|| address.cloned()),
        home,
        language: text(&["language", "dc:language"])
            .or_else(|| tree.root.attribute("xml:lang").map(str::to_owned))
            .or_else(|| tree.head.iter().find_map(|node| node.attribute("xml:lang").map(str::to_owned))),
        ttl: text(&["ttl"]).and_then(|text| text.parse().ok()),
    }
}

/// Why an item is no story; `None`: it is one.
fn unwanted(node: &Node, feed: Kind) -> Option<String> {
    let is_draft = node.child("app:control").and_then(|control| control.text_of(&["app:draft"]));
    if is_draft.is_some_and(|draft| draft.eq_ignore_ascii_case("yes")) {
        return Some("draft".to_owned());
    }
    if feed != Kind::Export {
        return None;
    }
    let kind = node.text_of(&["wp:post_type"]).unwrap_or_else(|| "post".to_owned());
    let status = node.text_of(&["wp:status"]).unwrap_or_else(|| "publish".to_owned());
    match (kind.as_str(), status.as_str()) {
        ("post", "publish") if node.text_of(&["wp:post_password"]).is_some() => Some("post with a password".to_owned()),
        ("post", "publish") => None,
        ("post", _) => Some(status),
        _ => Some(kind),
    }
}

fn authors(head: &[Node]) -> HashMap<String, String> {
    let authors = head.iter().filter(|node| node.name == "wp:author");
    authors
        .filter_map(|node| Some((node.text_of(&["wp:author_login"])?, node.text_of(&["wp:author_display_name"])?)))
        .collect()
}

/// Only what tells an item from others.
fn named(node: &Node, base: Option<&Url>) -> Raw {
    let own_base = node.attribute("xml:base").and_then(|own| addresses::absolute(own, base));
    let guid = node.text_of(&["guid", "atom:id"]).or_else(|| node.attribute("rdf:about").map(str::to_owned));
    let is_link = node.child("guid").is_some_and(|guid| guid.attribute("ispermalink") != Some("false"));
    let guid_link =
        guid.clone().filter(|guid| (is_link || node.attribute("rdf:about").is_some()) && guid.contains("://"));
    Raw {
        link: node
            .text_of(&["feedburner:origlink", "link"])
            .or_else(|| link(&node.children))
            .or_else(|| node.text_of(&["atom:link"]))
            .or(guid_link),
        guid,
        base: own_base.or_else(|| base.cloned()),
        ..Raw::default()
    }
}

fn item(node: &Node, base: Option<&Url>, names: &HashMap<String, String>) -> Raw {
    let (categories, tags) = categories(node);
    Raw {
        title: node.text_of(&TITLE).unwrap_or_default(),
        description: node.text_of(&DESCRIPTION).or_else(|| media_text(node)).unwrap_or_default(),
        content: content(node).unwrap_or_default(),
        pictures: pictures(node),
        thumbnail: thumbnail(node),
        credit: credit(node),
        authors: bylines(node, names),
        language: node.text_of(&["dc:language", "language"]).or_else(|| node.attribute("xml:lang").map(str::to_owned)),
        categories,
        tags,
        published: date(node),
        ..named(node, base)
    }
}

/// Whose picture it is; an author is somebody else.
fn credit(node: &Node) -> Option<String> {
    let credits = media(node).chain([node]).flat_map(|media| media.all("media:credit"));
    let credits = credits.filter(|credit| credit.attribute("role") != Some("author"));
    credits.map(|credit| credit.text.trim()).find(|text| !text.is_empty()).map(str::to_owned)
}

/// Of an export the moment itself; a post that was never published has zeros there.
fn date(node: &Node) -> Option<String> {
    let exact = node.text_of(&["wp:post_date_gmt"]).filter(|text| !text.starts_with("0000"));
    exact.map(|text| format!("{text}Z")).or_else(|| node.text_of(&PUBLISHED))
}

/// Atom's link to the story: `alternate`, or what has no `rel`.
fn link(nodes: &[Node]) -> Option<String> {
    let links = || nodes.iter().filter(|node| matches!(node.name.as_str(), "atom:link" | "link"));
    let of = |wanted: Option<&str>| {
        links().find(|node| node.attribute("rel") == wanted).and_then(|node| node.attribute("href"))
    };
    let source = || nodes.iter().find(|node| node.name == "atom:content").and_then(|node| node.attribute("src"));
    of(Some("alternate")).or_else(|| of(None)).or_else(source).map(str::to_owned)
}

/// The text of the story, unless it is a picture or a sound.
fn content(node: &Node) -> Option<String> {
    let is_text = |node: &&Node| {
        let kind = node.attribute("type").unwrap_or("text");
        matches!(kind, "text" | "html" | "xhtml") || kind.starts_with("text/") || kind.ends_with("+xml")
    };
    let found = CONTENT.iter().flat_map(|name| node.all(name)).filter(is_text).map(|node| node.text.trim());
    found.into_iter().find(|text| !text.is_empty()).map(str::to_owned)
}

fn media_text(node: &Node) -> Option<String> {
    media(node).find_map(|media| media.text_of(&["media:description"])).or_else(|| node.text_of(&["media:description"]))
}

/// Rubrics and keywords. An export says which is which.
fn categories(node: &Node) -> (Vec<String>, Vec<String>) {
    let (mut categories, mut tags) = (Vec::new(), Vec::new());
    for child in &node.children {
        let text = child.attribute("label").or_else(|| child.attribute("term")).unwrap_or(child.text.trim());
        match (child.name.as_str(), child.attribute("domain")) {
            ("category", Some("post_tag" | "tag")) => tags.push(text.to_owned()),
            ("category", Some("post_format" | "nav_menu")) => {}
            ("category" | "atom:category" | "dc:subject", _) => categories.push(text.to_owned()),
            ("media:keywords" | "itunes:keywords", _) => tags.extend(text.split(',').map(str::to_owned)),
            _ => {}
        }
    }
    (categories, tags)
}

/// Names of authors; of «mail@example.kz (Name)» the name, and no address by itself.
fn bylines(node: &Node, names: &HashMap<String, String>) -> Vec<String> {
    let own = |name: &str| node.all(name).map(|node| node.text.trim().to_owned()).collect::<Vec<_>>();
    let nested = node.all("atom:author").filter_map(|author| author.text_of(&["atom:name"])).collect();
    let found = [own("dc:creator"), nested, own("author"), own("itunes:author")];
    let found = found.into_iter().find(|names| names.iter().any(|name| !name.is_empty())).unwrap_or_default();
    let of = |name: String| match names.get(&name) {
        Some(full) => Some(full.clone()),
        None if name.contains('@') => {
            let (_, inner) = name.split_once('(')?;
            Some(inner.trim_end_matches(')').to_owned())
        }
        None => Some(name),
    };
    found.into_iter().filter_map(of).collect()
}

/// `media:content` of an item, also in groups.
fn media(node: &Node) -> impl Iterator<Item = &Node> {
    let inner = node.all("media:group").flat_map(|group| group.all("media:content"));
    node.all("media:group").chain(node.all("media:content")).chain(inner)
}

/// Pictures that stand beside the text, the best first.
fn pictures(node: &Node) -> Vec<Picture> {
    let mut found = Vec::new();
    let mut add = |address: Option<&str>, width: Option<&str>| {
        let width = width.and_then(|width| width.parse().ok()).unwrap_or(0);
        found.extend(address.map(|address| Picture { address: address.to_owned(), width }));
    };
    for enclosure in node.all("enclosure").filter(|node| is_picture(node, node.attribute("url"))) {
        add(enclosure.attribute("url"), None);
    }
    let links = node.all("atom:link").filter(|link| link.attribute("rel") == Some("enclosure"));
    for link in links.filter(|link| is_picture(link, link.attribute("href"))) {
        add(link.attribute("href"), None);
    }
    let mut contents: Vec<&Node> = media(node).filter(|node| is_picture(node, node.attribute("url"))).collect();
    let width = |node: &&Node| node.attribute("width").and_then(|width| width.parse::<u32>().ok()).unwrap_or(0);
    contents.sort_by_key(|node| std::cmp::Reverse(width(node)));
    for content in contents {
        add(content.attribute("url"), content.attribute("width"));
    }
    let thumbnails = node.all("media:thumbnail").chain(media(node).flat_map(|media| media.all("media:thumbnail")));
    for thumbnail in thumbnails {
        add(thumbnail.attribute("url"), thumbnail.attribute("width"));
    }
    for image in node.all("image").chain(node.all("itunes:image")) {
        add(image.attribute("href").or_else(|| image.child("url").map(|url| url.text.trim())), None);
    }
    found
}

fn is_picture(node: &Node, address: Option<&str>) -> bool {
    let ends = |address: &str| {
        let path = address.split(['?', '#']).next().unwrap_or_default().to_lowercase();
        [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"].iter().any(|ending| path.ends_with(ending))
    };
    match (node.attribute("type"), node.attribute("medium")) {
        (Some(kind), _) => kind.starts_with("image/"),
        (None, Some(medium)) => medium == "image",
        (None, None) => address.is_some_and(ends),
    }
}

/// Of an export: which attachment is the picture.
fn thumbnail(node: &Node) -> Option<String> {
    let is_it = |meta: &&Node| meta.text_of(&["wp:meta_key"]).as_deref() == Some("_thumbnail_id");
    node.all("wp:postmeta").find(is_it)?.text_of(&["wp:meta_value"])
}
