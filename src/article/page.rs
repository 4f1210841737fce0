//! In: a page of HTML. Out: what a browser finds in it: scripts with JSON-LD, what its `meta` tags and its microdata say, the page's
//! description and its language. Read once from front to end by the rules of the HTML standard (13.2.5, Tokenization) as far as
//! these need them: comments, attributes in any dress, elements whose content is no markup. Linear in the length of the page.

use super::{
    Language,
    plain::{self, element_end},
};

/// Elements whose content is text up to their closing tag, or lies inert.
const RAW: [&str; 10] =
    ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript", "template"];

/// Where a page says in a sentence what it is about, the best first.
const DESCRIPTIONS: [&str; 3] = ["description", "og:description", "twitter:description"];

/// Attributes that say something here.
const KEPT: [&str; 11] =
    ["type", "lang", "name", "property", "content", "rel", "href", "src", "itemprop", "itemtype", "datetime"];

/// Properties of microdata that are read.
const PROPERTIES: [&str; 11] = [
    "headline",
    "description",
    "datepublished",
    "datemodified",
    "image",
    "contenturl",
    "author",
    "articlesection",
    "articlebody",
    "url",
    "mainentityofpage",
];

/// How many words about itself one page may have; what is behind them is not read.
const MOST: usize = 200;

/// How many elements are looked into: each may be as long as the page.
const LOOKS: usize = 30;

/// What is of use.
#[derive(Default)]
pub(super) struct Page<'a> {
    pub scripts: Vec<Script<'a>>,
    pub language: Option<Language>,
    /// Names of `meta` tags, in small letters, and what they say; `canonical` is the page's own address.
    pub metas: Vec<(String, String)>,
    /// Properties of microdata, in small letters: what they say, or the HTML of what they stand around.
    pub properties: Vec<(&'static str, String)>,
    /// The types that microdata names.
    pub types: Vec<String>,
    /// The first heading of the page.
    pub heading: Option<String>,
    /// The HTML of its `article` element.
    pub article: Option<&'a str>,
    /// The address of its first picture.
    pub picture: Option<String>,
    /// How often the end of an element was looked for.
    looked: usize,
    /// By their places in [`DESCRIPTIONS`].
    descriptions: [Option<String>; DESCRIPTIONS.len()],
}

/// A script of JSON-LD and the line it begins in.
pub(super) struct Script<'a> {
    pub text: &'a str,
    pub line: usize,
}

/// A tag that opens something.
struct Tag<'a> {
    name: String,
    attributes: Vec<(String, &'a str)>,
    /// One behind its `>`.
    end: usize,
}

impl<'a> Page<'a> {
    /// Reads a page; what it does not close goes on to its end.
    pub fn read(text: &'a str) -> Page<'a> {
        let mut page = Page::default();
        let (mut at, mut line, mut counted) = (0, 1, 0);
        while let Some(found) = text[at..].find('<') {
            let open = at + found;
            let rest = &text[open..];
            let begins = rest[1..].trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic());
            if !begins {
                at = match skipped(rest) {
                    Some(length) => open + length,
                    None => break,
                };
                continue;
            }
            let Some(tag) = Tag::read(text, open) else { break };
            at = tag.end;
            if rest.starts_with("</") {
                continue;
            }
            if RAW.contains(&tag.name.as_str()) {
                at = close(text, tag.end, &tag.name);
            }
            if tag.name == "script" && tag.is_json_ld() {
                line += text.as_bytes()[counted..tag.end].iter().filter(|&&byte| byte == b'\n').count();
                counted = tag.end;
                page.scripts.push(Script { text: &text[tag.end..at], line });
            }
            page.note(&tag);
            page.note_content(&tag, text);
        }
        page
    }

    /// What the page is about, as its head says.
    pub fn description(&self) -> Option<String> {
        self.descriptions.iter().flatten().next().cloned()
    }

    fn note(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "html" if self.language.is_none() => {
                self.language = tag.value("lang").and_then(|tag| Language::from_tag(&tag));
            }
            "meta" => {
                let name = tag.value("property").or_else(|| tag.value("name")).unwrap_or_default().to_lowercase();
                let text = tag.value("content").filter(|text| !text.is_empty());
                if let Some(place) = DESCRIPTIONS.iter().position(|known| *known == name) {
                    self.descriptions[place] = self.descriptions[place].take().or_else(|| text.clone());
                }
                self.add_meta(name, text);
            }
            "link" => {
                let kinds = tag.value("rel").unwrap_or_default().to_lowercase();
                let kind = ["canonical", "image_src"].iter().find(|kind| kinds.split(' ').any(|one| one == **kind));
                if let Some(kind) = kind {
                    self.add_meta((*kind).to_owned(), tag.value("href"));
                }
            }
            _ => {}
        }
    }

    fn add_meta(&mut self, name: String, text: Option<String>) {
        if let Some(text) = text.filter(|text| !text.is_empty() && !name.is_empty() && self.metas.len() < MOST) {
            self.metas.push((name, text));
        }
    }

    /// What the element stands around.
    fn inner(&mut self, tag: &Tag, text: &'a str) -> Option<&'a str> {
        self.looked += 1;
        let behind = text.get(tag.end..).filter(|_| self.looked <= LOOKS)?;
        element_end(behind, &tag.name).map(|length| &behind[..length])
    }

    /// What the element says by where it stands.
    fn note_content(&mut self, tag: &Tag, text: &'a str) {
        match tag.name.as_str() {
            "h1" if self.heading.is_none() => {
                let html = self.inner(tag, text).unwrap_or_default();
                self.heading = Some(plain::line(&plain::html(html))).filter(|text| !text.is_empty());
            }
            "article" if self.article.is_none() => self.article = self.inner(tag, text),
            "img" if self.picture.is_none() => self.picture = tag.value("src"),
            _ => {}
        }
        if let Some(kind) = tag.value("itemtype").filter(|_| self.types.len() < MOST) {
            self.types.push(kind);
        }
        let Some(names) = tag.value("itemprop").filter(|_| self.properties.len() < MOST) else { return };
        for name in names.to_lowercase().split(' ') {
            let Some(known) = PROPERTIES.iter().find(|known| **known == name) else { continue };
            let may_repeat = matches!(*known, "author" | "articlesection");
            if !may_repeat && self.property(known).is_some() {
                continue;
            }
            let said = ["content", "datetime", "src", "href"].iter().find_map(|key| tag.value(key));
            let is_empty = matches!(tag.name.as_str(), "meta" | "link" | "img");
            // Around a text a link stands too: the text is meant.
            let said = said
                .filter(|_| tag.name != "a" || matches!(*known, "url" | "image" | "contenturl" | "mainentityofpage"));
            let value = said.or_else(|| if is_empty { None } else { self.inner(tag, text).map(str::to_owned) });
            if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
                self.properties.push((known, value));
            }
        }
    }

    /// What microdata says first under this name.
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(property, _)| *property == name).map(|(_, value)| value.as_str())
    }

    /// What the `meta` tags of the first of these names that is there say.
    pub fn meta(&self, names: &[&str]) -> Option<&str> {
        let said = |name: &&str| self.metas.iter().find(|(meta, _)| meta == name).map(|(_, text)| text.as_str());
        names.iter().find_map(said)
    }
}

/// How long something is that begins with `<` and is no tag: a comment, a declaration, or that sign alone. `None`: it never
/// ends.
fn skipped(rest: &str) -> Option<usize> {
    let until = |mark: &str, from: usize| Some(from + rest.get(from..)?.find(mark)? + mark.len());
    match rest {
        _ if rest.starts_with("<!-->") => Some(5),
        // The hyphens of the opening may be those of the end: `<!--->`.
        _ if rest.starts_with("<!--") => until("-->", 2),
        _ if rest.starts_with("<!") || rest.starts_with("<?") || rest.starts_with("</") => until(">", 2),
        _ => Some(1),
    }
}

/// Where the closing tag of this element begins, or the end of the text.
fn close(text: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = text[at..].find("</") {
        let behind = &text.as_bytes()[at + found + 2..];
        let is_it = behind.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
        if is_it && behind.get(name.len()).is_none_or(|byte| b" \t\r\n\x0c/>".contains(byte)) {
            return at + found;
        }
        at += found + 2;
    }
    text.len()
}

impl<'a> Tag<'a> {
    /// The tag that begins here; `None` if it has no end.
    fn read(text: &'a str, open: usize) -> Option<Tag<'a>> {
        let start = open + 1 + usize::from(text[open..].starts_with("</"));
        let is_space = |c: char| c.is_ascii_whitespace();
        let mut rest = &text[start..];
        let cut = |rest: &mut &'a str, ends: fn(char) -> bool| -> Option<&'a str> {
            let (part, behind) = rest.split_at(rest.find(ends)?);
            *rest = behind;
            Some(part)
        };
        let name = cut(&mut rest, |c| c.is_ascii_whitespace() || matches!(c, '/' | '>'))?.to_ascii_lowercase();
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c| is_space(c) || c == '/');
            if let Some(behind) = rest.strip_prefix('>') {
                return Some(Tag { name, attributes, end: text.len() - behind.len() });
            }
            // An `=` at the beginning belongs to the name.
            let begin = rest;
            rest = &rest[rest.chars().next()?.len_utf8()..];
            cut(&mut rest, |c| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '='))?;
            let key = &begin[..begin.len() - rest.len()];
            let mut value = "";
            if let Some(behind) = rest.trim_start_matches(is_space).strip_prefix('=') {
                rest = behind.trim_start_matches(is_space);
                value = match rest.chars().next()? {
                    quote @ ('"' | '\'') => {
                        let (value, behind) = rest[1..].split_once(quote)?;
                        rest = behind;
                        value
                    }
                    _ => cut(&mut rest, |c| c.is_ascii_whitespace() || c == '>')?,
                };
            }
            if KEPT.iter().any(|kept| kept.eq_ignore_ascii_case(key)) {
                attributes.push((key.to_ascii_lowercase(), value));
            }
        }
    }

    /// The value of an attribute, entities decoded.
    fn value(&self, key: &str) -> Option<String> {
        let (_, value) = self.attributes.iter().find(|(name, _)| name == key)?;
        Some(plain::line(&plain::html(value)))
    }

    fn is_json_ld(&self) -> bool {
        let kind = self.value("type").unwrap_or_default();
        kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
    }
}
