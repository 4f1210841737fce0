//! In: text as newsrooms write it (HTML, Markdown, entities, line breaks, invisible characters). Out: plain text.
//! Linear in the length of the text, whatever stands in it.

mod elements;

use std::ops::Range;

use encoding_rs::WINDOWS_1252;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use scraper::Html;

use super::code;
pub(super) use elements::element_end;
use elements::{BLOCKS, NO_PROSE, UNREAD, after_close, is_clutter, tag_end};

/// How many rare entities one text may hold; those behind stay as they are written.
const RARE_ENTITIES: usize = 500;

/// The longest name of an entity: there are none of more letters.
const LONGEST_ENTITY: usize = 32;

/// What markup that was escaped as text ends with.
const ESCAPED: [&str; 10] = ["</p>", "</a>", "</b>", "</i>", "</em>", "</strong>", "</div>", "</span>", "</li>", "<br"];

/// One line: white space folded (a lone no-break space stays), control and invisible characters dropped, trimmed.
pub(super) fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = None;
    for letter in text.chars() {
        if letter.is_whitespace() {
            gap = Some(if gap.is_none() && "\u{a0}\u{202f}".contains(letter) { letter } else { ' ' });
        } else if !is_invisible(letter) && (!is_joiner(letter) || joins(&out)) {
            if let Some(space) = gap.take().filter(|_| !out.is_empty()) {
                out.push(space);
            }
            out.push(letter);
        }
    }
    out
}

/// Characters that make one sign of several where signs stand before them, and show nothing elsewhere.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{e0020}'..='\u{e007f}')
}

/// Whether the text ends with a sign that may be joined with others: no letter, no space; a digit with a frame is one.
fn joins(text: &str) -> bool {
    text.chars().next_back().is_some_and(|last| !last.is_alphabetic() && !last.is_whitespace())
}

/// Paragraphs, one a line, each as [`line`] makes it; empty ones are dropped.
pub(super) fn paragraphs(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(line).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// Characters that show nothing but can disturb: controls, marks of byte order and of direction, soft hyphens, fillers.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        )
        || matches!(letter, '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(
            letter,
            '\u{3164}' | '\u{ffa0}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0001}'
        )
}

/// What is wanted of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All that can be read.
    All,
    /// Sentences of its beginning: no headings, tables and blocks of code.
    Prose,
}

/// How much of a body is read for its first sentence.
const BEGINNING: usize = 20_000;

/// The beginning of a text, in which its lead is looked for.
fn beginning(text: &str, part: Part) -> &str {
    match part {
        Part::All => text,
        Part::Prose => &text[..text.floor_char_boundary(BEGINNING)],
    }
}

/// HTML to paragraphs, one a line: tags dropped, entities decoded. Text that only looks like HTML (`5 < 6`) stays.
pub(super) fn html(text: &str) -> String {
    html_part(text, Part::All)
}

/// The same of a part of the text. What was escaped once too often (`&amp;#8217;`, `&lt;p&gt;`) is decoded once more.
pub(super) fn html_part(text: &str, part: Part) -> String {
    if !text.contains(['<', '&']) {
        return paragraphs(text);
    }
    let text = text.replace(['\n', '\r'], " ");
    let text = if text.contains("<![CDATA[") { text.replace("]]>", "") } else { text };
    let mut out = Reader::new(text.len(), part).read(&text);
    for _ in 0..2 {
        let has_tags = ESCAPED.iter().any(|tag| out.contains(tag));
        if has_tags || has_entity(&out) {
            out = Reader { tags: has_tags, ..Reader::new(out.len(), part) }.read(&out);
        }
    }
    paragraphs(&out)
}

/// HTML as publishing systems keep it, shortcodes and all.
pub(super) fn page(text: &str, part: Part) -> String {
    html_part(&code::without(beginning(text, part)), part)
}

fn has_entity(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let name = text[at + 1..].split(|c: char| !c.is_ascii_alphanumeric() && c != '#').next().unwrap_or_default();
        let is_closed = name.len() <= LONGEST_ENTITY && text[at + 1 + name.len()..].starts_with(';');
        is_closed && decode(name).is_some_and(|letter| letter != '\u{fffd}')
    })
}

struct Reader {
    out: String,
    rare: usize,
    /// How many bytes may still be looked through for ends that are not there.
    patience: usize,
    part: Part,
    /// Tags are read; else they are text.
    tags: bool,
}

impl Reader {
    fn new(length: usize, part: Part) -> Reader {
        Reader { out: String::with_capacity(length), rare: 0, patience: 4 * length, part, tags: true }
    }

    fn read(mut self, text: &str) -> String {
        let mut rest = text;
        while let Some(at) = rest.find(['<', '&']) {
            self.out.push_str(&rest[..at]);
            rest = &rest[at..];
            rest = if rest.starts_with('<') { self.tag(rest) } else { self.entity(rest) };
        }
        self.out.push_str(rest);
        self.out
    }

    /// `rest` begins with `<`; gives what is left behind the tag.
    fn tag<'a>(&mut self, rest: &'a str) -> &'a str {
        if !self.tags {
            self.out.push('<');
            return &rest[1..];
        }
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
        let opens = !rest.starts_with("</") && !rest[..end].ends_with("/>");
        if BLOCKS.contains(&name.as_str()) {
            self.out.push('\n');
        }
        match name.as_str() {
            "li" if opens => self.out.push_str("– "),
            "td" | "th" => self.out.push(' '),
            "q" => self.out.push('"'),
            _ => {}
        }
        let is_no_prose = || self.part == Part::Prose && NO_PROSE.contains(&name.as_str());
        if opens && (UNREAD.contains(&name.as_str()) || is_no_prose()) {
            return after_close(behind, &name);
        }
        match opens && self.patience > 0 && is_clutter(&name, &rest[..end]) {
            true => self.after_clutter(behind, &name),
            false => behind,
        }
    }

    /// What follows an element that is no part of the story; of one that is not closed nothing is left out.
    fn after_clutter<'a>(&mut self, behind: &'a str, name: &str) -> &'a str {
        match element_end(behind, name) {
            Some(length) => {
                self.out.push('\n');
                after_close(&behind[length..], name)
            }
            None => {
                self.patience = self.patience.saturating_sub(behind.len());
                behind
            }
        }
    }

    /// `rest` begins with `&`; gives what is left behind the entity.
    fn entity<'a>(&mut self, rest: &'a str) -> &'a str {
        let name = rest[1..].split(|c: char| !c.is_ascii_alphanumeric() && c != '#').next().unwrap_or_default();
        let end = 1 + name.len();
        let closed = rest[end..].starts_with(';');
        match decode(name) {
            Some(letter) => self.out.push(letter),
            None if closed && (2..=LONGEST_ENTITY).contains(&name.len()) && self.rare < RARE_ENTITIES => {
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

fn decode(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        // As browsers do: `&#151;` is a dash of Windows.
        if let Ok(byte @ 0x80..=0x9f) = code {
            let byte = [u8::try_from(byte).unwrap_or_default()];
            return WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next();
        }
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
pub(super) fn markdown(text: &str, part: Part) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    html_part(&as_html(&code::without(beginning(text, part)), options, part), part)
}

/// A line that may have marks of Markdown in it, but is no heading, list or quotation: «5. Января» stays.
pub(super) fn words(text: &str) -> String {
    let text = line(text);
    if !text.contains(['*', '_', '`', '[', '~', '<', '&']) {
        return text;
    }
    let options = if text.contains("~~") { Options::ENABLE_STRIKETHROUGH } else { Options::empty() };
    let guarded = format!("{GUARD} {text}");
    let plain = line(&html(&as_html(&guarded, options, Part::All)));
    plain.strip_prefix(GUARD).unwrap_or(&plain).trim_start().to_owned()
}

/// Stands before a line, so that no sign at its beginning makes a block of it.
const GUARD: char = 'x';

/// The events of Markdown as simple HTML.
fn as_html(text: &str, options: Options, part: Part) -> String {
    let mut out = String::with_capacity(text.len());
    // How deep inside of what is left out.
    let mut left_out = 0_usize;
    let mut literal: Vec<&str> = Vec::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(tag) if is_left_out(&tag, part) => left_out += 1,
            Event::End(TagEnd::Image) => left_out = left_out.saturating_sub(1),
            Event::End(tag) if is_end_of_left_out(tag, part) => {
                left_out = left_out.saturating_sub(1);
                out.push_str("<p>");
            }
            _ if left_out > 0 => {}
            Event::Text(words) | Event::Code(words) => out.push_str(&escape(&words)),
            Event::Html(raw) | Event::InlineHtml(raw) => out.push_str(&raw),
            Event::SoftBreak => out.push(' '),
            Event::HardBreak | Event::Rule => out.push_str("<br>"),
            Event::Start(Tag::Item) => out.push_str(&bullet(&text[range])),
            Event::Start(Tag::TableCell) => out.push(' '),
            Event::Start(Tag::Emphasis) => {
                literal.push(if is_inside_a_word(text, &range) { &text[range.start..=range.start] } else { "" });
                out.push_str(literal.last().copied().unwrap_or_default());
            }
            Event::End(TagEnd::Emphasis) => out.push_str(literal.pop().unwrap_or_default()),
            Event::Start(tag) if is_block(&tag) => out.push_str("<p>"),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock) => {
                out.push_str("<p>")
            }
            _ => {}
        }
    }
    out
}

/// `2*3*4` is a product and nothing stressed.
fn is_inside_a_word(text: &str, range: &Range<usize>) -> bool {
    let is_letter = |c: char| c.is_alphanumeric();
    text[..range.start].ends_with(is_letter) && text[range.end..].starts_with(is_letter)
}

fn is_left_out(tag: &Tag, part: Part) -> bool {
    match tag {
        Tag::Image { .. } => true,
        Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Table(_) | Tag::FootnoteDefinition(_) => part == Part::Prose,
        _ => false,
    }
}

fn is_end_of_left_out(tag: TagEnd, part: Part) -> bool {
    match tag {
        TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Table | TagEnd::FootnoteDefinition => part == Part::Prose,
        _ => false,
    }
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
