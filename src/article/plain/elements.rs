//! Elements of HTML. In: a tag and the text behind it. Out: what the element is to a reader: words, the end of a paragraph, or clutter of
//! the page (scripts, menus, buttons to share); and where it ends.

/// Elements whose content nobody reads.
pub(super) const UNREAD: [&str; 8] =
    ["script", "style", "head", "template", "noscript", "iframe", "figcaption", "textarea"];

/// Elements that are there to be pressed or played.
const FURNITURE: [&str; 10] =
    ["nav", "form", "button", "select", "svg", "audio", "video", "object", "canvas", "dialog"];

/// Elements that are no sentences, where those are asked for.
pub(super) const NO_PROSE: [&str; 9] = ["h1", "h2", "h3", "h4", "h5", "h6", "table", "pre", "aside"];

/// Elements that end a paragraph.
pub(super) const BLOCKS: [&str; 33] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
];

/// Elements that pages put their clutter into.
const BOXES: [&str; 10] = ["div", "section", "aside", "ul", "ol", "span", "a", "p", "figure", "table"];

/// What the names of such boxes begin with.
const CLUTTER: [&str; 30] = [
    "share",
    "sharing",
    "social",
    "socials",
    "addthis",
    "addtoany",
    "share2",
    "likely",
    "uptolike",
    "pluso",
    "subscribe",
    "subscription",
    "newsletter",
    "related",
    "recommended",
    "readmore",
    "readalso",
    "advert",
    "advertisement",
    "adv",
    "ads",
    "adsbygoogle",
    "adfox",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "comments",
    "disqus",
    "tracker",
    "screen",
];

/// Beginnings of names of classes that say whose they are.
const OWNERS: [&str; 10] = ["b", "c", "js", "ya", "wp", "post", "article", "news", "entry", "jp"];

/// Whether an element is part of the page around the story. `tag` is its whole opening tag.
pub(super) fn is_clutter(name: &str, tag: &str) -> bool {
    if FURNITURE.contains(&name) {
        return true;
    }
    if !BOXES.contains(&name) || !tag.contains(['"', '\'', '=']) {
        return false;
    }
    let lower = tag.to_ascii_lowercase();
    let is_hidden = lower.replace(' ', "").contains("display:none") || lower.contains(" aria-hidden=\"true\"");
    is_hidden || names(&lower).any(is_clutter_name)
}

/// The names in a tag's `class` and `id`.
fn names(tag: &str) -> impl Iterator<Item = &str> {
    [" class=", " id="].into_iter().filter_map(|key| tag.split_once(key)).flat_map(|(_, rest)| {
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''));
        let value = match quote {
            Some(quote) => rest[1..].split(quote).next(),
            None => rest.split([' ', '>']).next(),
        };
        value.unwrap_or_default().split_ascii_whitespace()
    })
}

fn is_clutter_name(name: &str) -> bool {
    let mut parts = name.split(['-', '_']).filter(|part| !part.is_empty());
    let first = parts.find(|part| !OWNERS.contains(part)).unwrap_or_default();
    // `screen-reader-text`
    CLUTTER.contains(&first) && (first != "screen" || parts.next() == Some("reader"))
}

/// Where the tag that begins here ends, one behind its `>`; a `<` before it means that it is none.
pub(super) fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'"' | b'\'') if rest[..at].ends_with('=') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (None, b'>') => return Some(at + 1),
            (None, b'<') => return None,
            _ => {}
        }
    }
    None
}

/// What follows the closing tag of `name`; nothing if it is never closed.
pub(super) fn after_close<'a>(text: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let close = &text[from + at + 2..];
        if close.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return close.find('>').map_or("", |end| &close[end + 1..]);
        }
        from += at + 2;
    }
    ""
}

/// How long the content is of an element whose opening tag ends where this text begins: elements of its kind inside it are closed before it
/// is. `None`: it is never closed.
pub(in crate::article) fn element_end(text: &str, name: &str) -> Option<usize> {
    let (mut depth, mut from) = (1_usize, 0);
    while let Some(at) = text[from..].find('<') {
        let open = from + at;
        let rest = &text.as_bytes()[open + 1..];
        let closes = rest.first() == Some(&b'/');
        let word = &rest[usize::from(closes)..];
        let is_it = word.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
        if is_it && word.get(name.len()).is_none_or(|byte| b" \t\r\n\x0c/>".contains(byte)) {
            depth = if closes { depth - 1 } else { depth + 1 };
            if depth == 0 {
                return Some(open);
            }
        }
        from = open + 1;
    }
    None
}
