//! In: the text of a feed as it came. Out: its tags and texts one after the other, whatever is wrong with it. What stands
//! before the first tag, comments, declarations, instructions, and the definitions of a DOCTYPE are passed over, so that no
//! entity is ever expanded; a `<` that opens nothing is text; what ends in its middle ends there. Linear in the length of
//! the text. Libraries give up at the first mistake, and mending a text for them takes all of this. Of a part of a text it tells
//! what would be the same whatever follows, and stops there.

/// A tag is not longer: a quote that is never closed would make one of all that follows.
const LONGEST_TAG: usize = 32 * 1024;

/// What has no end within so much is held no longer: a text is told in pieces, and behind a comment nothing is.
const LONGEST: usize = 4 << 20;

/// With so much of the text before it, a tag can be told.
const AHEAD: usize = LONGEST_TAG + 64;

/// Closing tags that nobody writes into a text: before one, a CDATA that was not closed is over.
const ITEM_ENDS: [&str; 2] = ["</item>", "</entry>"];

/// A part of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<name attributes>`; `raw` is all of it.
    Open { name: &'a str, attributes: &'a str, is_empty: bool, raw: &'a str },
    /// `</name>`
    Close { name: &'a str, raw: &'a str },
    /// Text as it is written, entities and all.
    Text(&'a str),
    /// What stands in a CDATA.
    Data(&'a str),
}

/// A sign that is looked for again and again, each part of the text once.
#[derive(Clone, Copy)]
struct Mark {
    sign: &'static str,
    /// Where it stands next behind a place that was asked for.
    next: Option<Option<usize>>,
}

impl Mark {
    fn of(sign: &'static str) -> Mark {
        Mark { sign, next: None }
    }

    /// Where it stands from here on; places are asked for in order.
    fn find(&mut self, text: &str, from: usize) -> Option<usize> {
        let is_known = self.next.is_some_and(|next| next.is_none_or(|at| at >= from));
        if !is_known {
            self.next = Some(text.get(from..).and_then(|rest| rest.find(self.sign)).map(|at| from + at));
        }
        self.next.flatten()
    }
}

/// See the module.
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    data_end: Mark,
    instruction_end: Mark,
    item_ends: [Mark; 2],
    /// More of the text follows.
    goes_on: bool,
    /// The definitions of a DOCTYPE never end.
    is_endless: bool,
    /// What is passed over does not end within [`LONGEST`].
    stops: bool,
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a str) -> Lexer<'a> {
        Lexer {
            text,
            at: 0,
            data_end: Mark::of("]]>"),
            instruction_end: Mark::of("?>"),
            item_ends: ITEM_ENDS.map(Mark::of),
            goes_on: false,
            is_endless: false,
            stops: false,
        }
    }

    /// Of a text of which more follows.
    pub fn of_part(text: &'a str) -> Lexer<'a> {
        Lexer { goes_on: true, ..Lexer::new(text) }
    }

    /// Up to where it has been told.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Nothing behind what it has told can be: a comment or a declaration is longer than any.
    pub fn stops(&self) -> bool {
        self.stops
    }

    /// Where the end is that was looked for; what has none ends with the text. `None`: only what follows can say.
    fn or_end(&self, found: Option<usize>) -> Option<usize> {
        let is_all = !self.goes_on || self.text.len() - self.at >= LONGEST;
        found.or_else(|| is_all.then_some(self.text.len()))
    }

    /// Behind what is no part of the feed, where that stands here.
    fn skipped(&mut self) -> Option<Option<usize>> {
        let rest = &self.text[self.at..];
        let until =
            |end: &str, from: usize| rest.get(from..).and_then(|inner| Some(from + inner.find(end)? + end.len()));
        let length = match rest {
            _ if rest.starts_with("<!--") => until("-->", 4),
            _ if rest.starts_with("<?") => {
                let end = self.instruction_end.find(self.text, self.at + 2).map(|end| end + 2 - self.at);
                end.filter(|end| *end < LONGEST_TAG).or_else(|| until(">", 2))
            }
            _ if rest.starts_with("<!") && !rest.starts_with("<![") => {
                let end = if self.is_endless { None } else { definitions(rest) };
                self.is_endless |= end.is_none() && !self.goes_on;
                end.or_else(|| if self.goes_on { None } else { until(">", 2) })
            }
            _ => return None,
        };
        let behind = self.or_end(length.map(|length| self.at + length));
        self.stops = self.goes_on && length.is_none() && behind.is_some();
        Some(behind)
    }

    fn data(&mut self) -> Option<Token<'a>> {
        let (text, start) = (self.text, self.at + "<![CDATA[".len());
        let end = self.data_end.find(text, start);
        let cuts = self.item_ends.iter_mut().filter_map(|mark| mark.find(text, start));
        let cut = cuts.filter(|at| end.is_none_or(|end| *at < end)).min();
        let stop = cut.or_else(|| self.or_end(end))?;
        self.at = if cut.is_none() && end.is_some() { stop + 3 } else { stop };
        Some(Token::Data(&text[start..stop]))
    }

    /// The tag that begins here, if one does.
    fn tag(&mut self) -> Option<Token<'a>> {
        let rest = &self.text[self.at..];
        let closes = rest.starts_with("</");
        let inner = &rest[1 + usize::from(closes)..];
        inner.starts_with(|c: char| c.is_alphabetic() || c == '_').then_some(())?;
        let end = tag_end(inner)?;
        let raw = &rest[..rest.len() - inner.len() + end + 1];
        let content = inner[..end].trim_end();
        self.at += raw.len();
        let (content, is_empty) = content.strip_suffix('/').map_or((content, false), |content| (content, true));
        let name_end = content.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(content.len());
        let (name, attributes) = content.split_at(name_end);
        Some(match closes {
            true => Token::Close { name, raw },
            false => Token::Open { name, attributes, is_empty, raw },
        })
    }
}

/// Where a tag ends: at the first `>` that no quote holds. A `<` before it, or a quote that never ends, and the first `>` of
/// all is taken; where a `<` stands before that too, it is no tag.
fn tag_end(inner: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in inner.bytes().enumerate().take(LONGEST_TAG) {
        match (quote, byte) {
            (None, b'"' | b'\'') if inner[..at].trim_end().ends_with('=') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (None, b'>') => return Some(at),
            (None, b'<') => return None,
            _ => {}
        }
    }
    let end = inner.bytes().take(LONGEST_TAG).position(|byte| matches!(byte, b'>' | b'<'))?;
    (inner.as_bytes()[end] == b'>').then_some(end)
}

/// How long a declaration is, with the definitions that a DOCTYPE has in brackets; `None`: they never end.
fn definitions(rest: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), byte) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if depth > 0 => quote = Some(byte),
            (None, b'[') => depth += 1,
            (None, b']') => depth = depth.saturating_sub(1),
            (None, b'>') if depth == 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = &self.text[self.at..];
            if rest.is_empty() || self.goes_on && rest.len() < AHEAD {
                return None;
            }
            if !rest.starts_with('<') {
                let start = self.at;
                self.at = self.or_end(rest.find('<').map(|end| start + end))?;
                return Some(Token::Text(&self.text[start..self.at]));
            }
            if rest.starts_with("<![CDATA[") {
                return self.data();
            }
            if let Some(behind) = self.skipped() {
                self.at = behind?;
                continue;
            }
            if let Some(tag) = self.tag() {
                return Some(tag);
            }
            self.at += 1;
            return Some(Token::Text(&rest[..1]));
        }
    }
}

/// The attributes of a tag; what is written without quotes, or not at all, is taken as browsers do.
pub(super) fn attributes(text: &str) -> Vec<(&str, &str)> {
    let (mut found, mut rest) = (Vec::new(), text);
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '=' | '"' | '\''));
        if rest.is_empty() {
            return found;
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        rest = behind.trim_start();
        let mut value = "";
        if let Some(behind) = rest.strip_prefix('=') {
            rest = behind.trim_start();
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
            (value, rest) = match quote.and_then(|quote| rest[1..].split_once(quote)) {
                Some(parts) => parts,
                None => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
            };
        }
        found.push((name, value));
    }
}

/// Text as XML means it: its five entities and numbers. Names of HTML stay for whoever reads the text as HTML; a bare `&` is
/// one.
pub(super) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let name = rest[1..].split(|c: char| !c.is_ascii_alphanumeric() && c != '#').next().unwrap_or_default();
        let letter = match name {
            _ if !rest[1 + name.len()..].starts_with(';') => None,
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => numbered(name),
        };
        match letter {
            Some(letter) => {
                out.push(letter);
                rest = &rest[name.len() + 2..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn numbered(name: &str) -> Option<char> {
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|letter| *letter != '\0')
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample};

    use super::*;

    fn check(text: &str, expected: &str) {
        let shown = Lexer::new(text).map(|token| match token {
            Token::Open { name, attributes, is_empty, .. } => {
                format!(
                    "<{name}{}{}",
                    if attributes.trim().is_empty() { "" } else { "+" },
                    if is_empty { "/" } else { "" }
                )
            }
            Token::Close { name, .. } => format!("/{name}"),
            Token::Text(text) => format!("'{text}'"),
            Token::Data(text) => format!("[{text}]"),
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{text}");
    }

    #[test]
    fn tags_and_texts_come_one_after_the_other() {
        check("<a x=\"1\"><b/>text</a >", "<a+ <b/ 'text' /a");
        check("<?xml version='1.0'?><!-- <a> --><!DOCTYPE x [<!ENTITY y \"]>\">]><a>", "<a");
        check("<!-- before --><?xml version='1.0'?><a>", "<a");
        check("<a><![CDATA[<b> & ]]></a>", "<a [<b> & ] /a");
        check("<a>5 < 6 <- & so</a>", "<a '5 ' '<' ' 6 ' '<' '- & so' /a");
    }

    #[test]
    fn what_is_broken_ends_where_it_can() {
        check("<a x=\"1><b>text</b>", "<a+ <b 'text' /b");
        check("<a <b>text</b>", "'<' 'a ' <b 'text' /b");
        check("<a>text<![CDATA[half", "<a 'text' [half]");
        check("<a><![CDATA[half</a></item><item>", "<a [half</a>] /item <item");
        check("<a>text<!-- never", "<a 'text'");
        check("<a>text</a", "<a 'text' '<' '/a'");
        check("<![CDATA[a]]>", "[a]");
        check("<![if x]>a", "'<' '![if x]>a'");
    }

    /// The tokens of a text that comes in parts of so many bytes and more.
    fn in_parts(text: &str, part: usize) -> Vec<Token<'_>> {
        let (mut tokens, mut start, mut end) = (Vec::new(), 0, 0);
        while end < text.len() {
            end = text.floor_char_boundary(2 * end - start + part);
            let goes_on = end < text.len();
            let mut lexer = Lexer { goes_on, ..Lexer::new(&text[start..end]) };
            tokens.extend(lexer.by_ref());
            start += lexer.at();
        }
        tokens
    }

    const LONG: usize = AHEAD + 1000;

    /// Pieces of feeds, each so many times.
    fn pieces() -> impl Strategy<Value = String> {
        let signs = "<a b=\"|\">|<item>|</item>|<![CDATA[|]]>|<!--|-->|<?x|?>|<!DOCTYPE x [|]>|<!a|>|<|мост|\"|'| |=";
        let piece = (sample::select(signs.split('|').collect::<Vec<_>>()), sample::select(vec![1, 1, 1, 2, LONG]));
        vec(piece, 1..20).prop_map(|pieces| pieces.iter().map(|(sign, times)| sign.repeat(*times)).collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn parts_of_a_text_are_told_as_the_whole(text in pieces(), part in sample::select(vec![5000, LONG, 3 * LONG])) {
            prop_assert!(in_parts(&text, part) == Lexer::new(&text).collect::<Vec<_>>());
        }
    }

    #[test]
    fn attributes_in_any_dress() {
        let check = |text: &str, expected: &[(&str, &str)]| assert_eq!(attributes(text), expected, "{text}");
        check(" a=\"1\" b='2' c=3 d", &[("a", "1"), ("b", "2"), ("c", "3"), ("d", "")]);
        check(" a = \"x > y\"b=\"2\"", &[("a", "x > y"), ("b", "2")]);
        check(" a=\"1", &[("a", "\"1")]);
        check(" = \" ' / ", &[]);
    }

    #[test]
    fn entities_of_xml_and_no_others() {
        assert_eq!(
            decoded("A &amp; B &lt;p&gt; &#8217;&#x41; &nbsp; &copy 2020 & &#0; &"),
            "A & B <p> ’A &nbsp; &copy 2020 & &#0; &"
        );
    }
}
