//! In: a page of HTML. Out: what a browser finds in it: scripts with JSON-LD, the page's description and its language.
//! Read once from front to end by the rules of the HTML standard (13.2.5, Tokenization) as far as these need them:
//! comments, attributes in any dress, elements whose content is no markup. Linear in the length of the page.

use super::{Language, plain};

/// Elements whose content is text up to their closing tag, or lies inert.
const RAW: [&str; 10] =
    ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript", "template"];

/// Where a page says in a sentence what it is about, the best first.
const DESCRIPTIONS: [&str; 3] = ["description", "og:description", "twitter:description"];

/// What is of use.
#[derive(Default)]
pub(super) struct Page<'a> {
    pub scripts: Vec<Script<'a>>,
    pub language: Option<Language>,
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
                let name = tag.value("name").or_else(|| tag.value("property")).unwrap_or_default().to_lowercase();
                let Some(place) = DESCRIPTIONS.iter().position(|known| *known == name) else { return };
                let text = tag.value("content").filter(|text| !text.is_empty());
                self.descriptions[place] = self.descriptions[place].take().or(text);
            }
            _ => {}
        }
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
        let keeps = matches!(name.as_str(), "script" | "meta" | "html");
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
            if keeps {
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
