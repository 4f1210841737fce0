//! Telegram's HTML, as far as our own texts use it: escaping, length as Telegram counts, markup taken away. What it measures
//! must be well formed, as all we render is.

use std::borrow::Cow;

/// Makes any text stand as itself in Telegram HTML, in an attribute too.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// A piece of HTML.
enum Piece<'a> {
    /// What is between `<` and `>`.
    Tag(&'a str),
    Text(&'a str),
    /// A character reference, as it is written.
    Reference(&'a str),
}

/// The references Telegram knows (Bot API, HTML style); all others stay as they are written.
const REFERENCES: [(&str, &str); 4] = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\"")];

fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (piece, length) = if let Some(tag) = rest.strip_prefix('<') {
            let end = tag.find('>').unwrap_or(tag.len());
            (Piece::Tag(&tag[..end]), (end + 2).min(rest.len()))
        } else if rest.starts_with('&') {
            let known = REFERENCES.iter().find(|(written, _)| rest.starts_with(written));
            let length = known.map_or(1, |(written, _)| written.len());
            (Piece::Reference(&rest[..length]), length)
        } else {
            let end = rest.find(['<', '&']).unwrap_or(rest.len());
            (Piece::Text(&rest[..end]), end)
        };
        rest = &rest[length..];
        Some(piece)
    })
}

/// Code points after entity parsing: what Telegram's limits count.
pub fn length(html: &str) -> usize {
    let counted = pieces(html).map(|piece| match piece {
        Piece::Tag(_) => 0,
        Piece::Text(text) => text.chars().count(),
        Piece::Reference(_) => 1,
    });
    counted.sum()
}

/// How many entities the markup makes, and how many bytes they take on the way: a link takes its address with it.
pub fn entities(html: &str) -> (usize, usize) {
    /// Kind, offset and length of an entity (TL, `MessageEntity`), with room to spare.
    const EACH: usize = 16;
    let tags = pieces(html).filter_map(|piece| match piece {
        Piece::Tag(tag) if !tag.starts_with('/') => Some(EACH + tag.len()),
        _ => None,
    });
    tags.fold((0, 0), |(count, bytes), tag| (count + 1, bytes + tag))
}

/// The text without its markup, still escaped for HTML mode.
pub fn without_markup(html: &str) -> String {
    let kept = pieces(html).map(|piece| match piece {
        Piece::Tag(_) => "",
        Piece::Text(text) | Piece::Reference(text) => text,
    });
    kept.collect()
}

/// The text as a reader sees it.
pub fn as_read(html: &str) -> String {
    let read = pieces(html).map(|piece| match piece {
        Piece::Tag(_) => "",
        Piece::Text(text) => text,
        Piece::Reference(written) => {
            REFERENCES.iter().find(|(other, _)| *other == written).map_or(written, |known| known.1)
        }
    });
    read.collect()
}

/// Takes links without an address away and leaves their text.
pub fn without_empty_links(html: &str) -> Cow<'_, str> {
    const EMPTY: &str = "<a href=\"\">";
    if !html.contains(EMPTY) {
        return Cow::Borrowed(html);
    }
    let mut kept = String::with_capacity(html.len());
    let mut parts = html.split(EMPTY);
    kept.push_str(parts.next().unwrap_or_default());
    for part in parts {
        kept.push_str(&part.replacen("</a>", "", 1));
    }
    Cow::Owned(kept)
}
