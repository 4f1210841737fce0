//! In: text as newsrooms write it (HTML, Markdown, entities, line breaks, invisible characters). Out: plain text.
//! Linear in the length of the text, whatever stands in it.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use scraper::Html;

/// How many rare entities one text may hold; those behind stay as they are written.
const RARE_ENTITIES: usize = 500;

/// Elements whose content nobody reads.
const UNREAD: [&str; 7] = ["script", "style", "head", "template", "noscript", "iframe", "figcaption"];

/// Elements that end a paragraph.
const BLOCKS: [&str; 28] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
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
    "section",
    "table",
    "tr",
    "ul",
];

/// One line: white space folded (a lone no-break space stays), control and invisible characters dropped, trimmed.
pub(super) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = None;
    for letter in text.chars() {
        if letter.is_whitespace() {
            gap = Some(if gap.is_none() && "\u{a0}\u{202f}".contains(letter) { letter } else { ' ' });
        } else if !is_invisible(letter) {
            if let Some(space) = gap.take().filter(|_| !out.is_empty()) {
                out.push(space);
            }
            out.push(letter);
        }
    }
    out
}

/// Paragraphs, one a line, each as [`line`] makes it; empty ones are dropped.
pub(super) fn paragraphs(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(line).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// Characters that show nothing but can disturb: controls, marks of byte order and of direction, soft hyphens.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
        || matches!(letter, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// HTML to paragraphs, one a line: tags dropped, entities decoded. Text that only looks like HTML (`5 < 6`) stays.
pub(super) fn html(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return paragraphs(text);
    }
    let mut reader = Reader { out: String::with_capacity(text.len()), rare: 0 };
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        reader.out.push_str(&rest[..at].replace(['\n', '\r'], " "));
        rest = &rest[at..];
        rest = if rest.starts_with('<') { reader.tag(rest) } else { reader.entity(rest) };
    }
    reader.out.push_str(&rest.replace(['\n', '\r'], " "));
    paragraphs(&reader.out)
}

struct Reader {
    out: String,
    rare: usize,
}

impl Reader {
    /// `rest` begins with `<`; gives what is left behind the tag.
    fn tag<'a>(&mut self, rest: &'a str) -> &'a str {
        if let Some(comment) = rest.strip_prefix("<!--") {
            return comment.find("-->").map_or("", |end| &comment[end + 3..]);
        }
        if let Some(data) = rest.strip_prefix("<![CDATA[") {
            return data;
        }
        let inner = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
        let end = tag_end(rest);
        let (true, Some(end)) = (inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?'), end)
        else {
            self.out.push('<');
            return &rest[1..];
        };
        let name: String =
            inner.chars().take_while(char::is_ascii_alphanumeric).take(16).collect::<String>().to_ascii_lowercase();
        let behind = &rest[end..];
        if BLOCKS.contains(&name.as_str()) {
            self.out.push('\n');
        }
        let opens = !rest.starts_with("</") && !rest[..end].ends_with("/>");
        if opens && UNREAD.contains(&name.as_str()) {
            return after_close(behind, &name);
        }
        behind
    }

    /// `rest` begins with `&`; gives what is left behind the entity.
    fn entity<'a>(&mut self, rest: &'a str) -> &'a str {
        let name = rest[1..].split(|c: char| !c.is_ascii_alphanumeric() && c != '#').next().unwrap_or_default();
        let end = 1 + name.len();
        let closed = rest[end..].starts_with(';');
        match decode(name) {
            Some(letter) => self.out.push(letter),
            None if closed && (2..=32).contains(&name.len()) && self.rare < RARE_ENTITIES => {
                self.rare += 1;
                let whole = Html::parse_fragment(&rest[..=end]);
                self.out.extend(whole.root_element().text());
            }
            None => {
                self.out.push('&');
                return &rest[1..];
            }
        }
        &rest[end + usize::from(closed)..]
    }
}

/// Where the tag that begins here ends, one behind its `>`; a `<` before it means that it is none.
fn tag_end(rest: &str) -> Option<usize> {
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
fn after_close<'a>(text: &'a str, name: &str) -> &'a str {
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

fn decode(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return Some(code.ok().and_then(char::from_u32).filter(|&letter| letter != '\0').unwrap_or('\u{fffd}'));
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "laquo" => '«',
        "raquo" => '»',
        "ldquo" => '“',
        "rdquo" => '”',
        "bdquo" => '„',
        "lsquo" => '‘',
        "rsquo" => '’',
        "mdash" => '—',
        "ndash" => '–',
        "minus" => '−',
        "hellip" => '…',
        "copy" => '©',
        "reg" => '®',
        "deg" => '°',
        "shy" => '\u{ad}',
        _ => return None,
    })
}

/// Markdown (with HTML in it) to paragraphs, one a line.
pub(super) fn markdown(text: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut out = String::with_capacity(text.len());
    let mut images = 0_usize;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images -= 1,
            _ if images > 0 => {}
            Event::Text(words) | Event::Code(words) => out.push_str(&escape(&words)),
            Event::Html(raw) | Event::InlineHtml(raw) => out.push_str(&raw),
            Event::SoftBreak => out.push(' '),
            Event::HardBreak | Event::Rule => out.push_str("<br>"),
            Event::Start(Tag::Item) => out.push_str(&bullet(&text[range])),
            Event::Start(Tag::TableCell) => out.push(' '),
            Event::Start(tag) if is_block(&tag) => out.push_str("<p>"),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock) => {
                out.push_str("<p>")
            }
            _ => {}
        }
    }
    html(&out)
}

fn is_block(tag: &Tag) -> bool {
    matches!(tag, Tag::Heading { .. } | Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::TableRow | Tag::TableHead)
}

/// How an item of a list begins in plain text: «5. Января» is mostly a sentence, «- Да» is direct speech.
fn bullet(item: &str) -> String {
    let number: String = item.chars().take_while(char::is_ascii_digit).collect();
    match (number.is_empty(), item.chars().next()) {
        (false, _) => format!("<p>{number}. "),
        (true, Some('+')) => "<p>+ ".to_owned(),
        _ => "<p>– ".to_owned(),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>")
}

#[cfg(test)]
mod tests;
