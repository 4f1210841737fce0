//! Telegram's HTML, as TDLib's `parse_html` reads it, with its errors and byte offsets.

use super::{Entity, Formatted, links};

const TAGS: [&str; 17] = [
    "a",
    "b",
    "strong",
    "i",
    "em",
    "s",
    "strike",
    "del",
    "u",
    "ins",
    "tg-spoiler",
    "tg-emoji",
    "tg-time",
    "span",
    "pre",
    "code",
    "blockquote",
];

/// Text and entities in the order in which the tags close, neither cleaned nor repaired; or the error's words.
pub fn parse(input: &str) -> Result<Formatted, String> {
    let mut parser =
        Parser { input: input.as_bytes(), at: 0, text: Vec::new(), units: 0, open: Vec::new(), found: Vec::new() };
    let mut surrogates = false;
    while parser.at < parser.input.len() {
        match parser.byte() {
            b'&' => match parser.reference() {
                Some(code) => surrogates |= parser.push_code(code),
                None => parser.push_byte(),
            },
            b'<' if parser.ahead(1) == b'/' => parser.end_tag()?,
            b'<' => parser.start_tag()?,
            _ => parser.push_byte(),
        }
    }
    parser.finish(surrogates)
}

struct Open {
    tag: String,
    argument: String,
    format: String,
    units: usize,
    byte: usize,
}

struct Parser<'a> {
    input: &'a [u8],
    at: usize,
    text: Vec<u8>,
    units: usize,
    open: Vec<Open>,
    found: Vec<Entity>,
}

impl Parser<'_> {
    /// The byte `ahead` of here; 0 after the end.
    fn ahead(&self, ahead: usize) -> u8 {
        self.input.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn byte(&self) -> u8 {
        self.ahead(0)
    }

    fn push_byte(&mut self) {
        let byte = self.byte();
        if byte & 0xC0 != 0x80 {
            self.units += 1 + usize::from(byte >= 0xF0);
        }
        self.text.push(byte);
        self.at += 1;
    }

    /// Appends a decoded character; true if it is half a surrogate pair, which no text may hold.
    fn push_code(&mut self, code: u32) -> bool {
        self.units += 1 + usize::from(code > 0xFFFF);
        match char::from_u32(code) {
            Some(letter) => self.text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
            None => return true,
        }
        false
    }

    /// A character reference here, stepped over; `None` leaves the `&` as text.
    fn reference(&mut self) -> Option<u32> {
        let mut ahead = 1;
        let code = if self.ahead(1) == b'#' {
            let radix = if self.ahead(2) == b'x' { 16 } else { 10 };
            ahead = if radix == 16 { 3 } else { 2 };
            let mut code = 0u32;
            while let Some(digit) = char::from(self.ahead(ahead)).to_digit(radix) {
                code = code.wrapping_mul(radix).wrapping_add(digit);
                ahead += 1;
            }
            (code != 0 && code < 0x10_FFFF && ahead < 10).then_some(code)?
        } else {
            while self.ahead(ahead).is_ascii_alphabetic() {
                ahead += 1;
            }
            match &self.input[self.at + 1..self.at + ahead] {
                b"lt" => u32::from('<'),
                b"gt" => u32::from('>'),
                b"amp" => u32::from('&'),
                b"quot" => u32::from('"'),
                _ => return None,
            }
        };
        self.at += ahead + usize::from(self.ahead(ahead) == b';');
        Some(code)
    }

    fn skip_spaces(&mut self) {
        while self.byte() != 0 && is_space(self.byte()) {
            self.at += 1;
        }
    }

    fn slice(&self, from: usize) -> String {
        String::from_utf8_lossy(&self.input[from.min(self.input.len())..self.at.min(self.input.len())]).into_owned()
    }

    fn start_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        self.at += 1;
        while !is_space(self.byte()) && self.byte() != b'>' {
            self.at += 1;
        }
        if self.byte() == 0 {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        let tag = self.slice(begin + 1).to_ascii_lowercase();
        if !TAGS.contains(&tag.as_str()) {
            return Err(format!("Unsupported start tag \"{tag}\" at byte offset {begin}"));
        }
        let mut open =
            Open { tag, argument: String::new(), format: String::new(), units: self.units, byte: self.text.len() };
        while self.byte() != b'>' {
            self.skip_spaces();
            if self.byte() == b'>' {
                break;
            }
            self.attribute(begin, &mut open)?;
        }
        self.at += 1;
        if open.tag == "span" && open.argument != "spoiler" {
            return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
        }
        self.open.push(open);
        Ok(())
    }

    fn attribute(&mut self, begin: usize, open: &mut Open) -> Result<(), String> {
        let from = self.at;
        while !is_space(self.byte()) && self.byte() != b'=' && self.byte() != b'>' {
            self.at += 1;
        }
        let name = self.slice(from).to_ascii_lowercase();
        if name.is_empty() {
            return Err(format!("Empty attribute name in the tag \"{}\" at byte offset {begin}", open.tag));
        }
        self.skip_spaces();
        if self.byte() == b'=' {
            self.at += 1;
            self.skip_spaces();
            if self.byte() == 0 {
                return Err(format!("Unclosed start tag \"{}\" at byte offset {begin}", open.tag));
            }
            let value = self.value()?;
            if self.byte() == 0 {
                return Err(format!("Unclosed start tag at byte offset {begin}"));
            }
            open.take(&name, value);
        } else if self.byte() == 0 {
            return Err(format!("Unclosed start tag \"{}\" at byte offset {begin}", open.tag));
        } else {
            open.take(&name, String::new());
        }
        Ok(())
    }

    /// An attribute's value: a name token, or a literal in quotes.
    fn value(&mut self) -> Result<String, String> {
        let quote = self.byte();
        if quote != b'"' && quote != b'\'' {
            let from = self.at;
            while self.byte().is_ascii_alphanumeric() || matches!(self.byte(), b'.' | b'-') {
                self.at += 1;
            }
            if !is_space(self.byte()) && self.byte() != b'>' {
                return Err(format!("Unexpected end of name token at byte offset {from}"));
            }
            return Ok(self.slice(from).to_ascii_lowercase());
        }
        self.at += 1;
        let mut value = Vec::new();
        while self.byte() != quote && self.byte() != 0 {
            let decoded = if self.byte() == b'&' { self.reference() } else { None };
            match decoded {
                Some(code) => {
                    let letter = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
                    value.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
                }
                None => {
                    value.push(self.byte());
                    self.at += 1;
                }
            }
        }
        if self.byte() == quote {
            self.at += 1;
        }
        Ok(String::from_utf8_lossy(&value).into_owned())
    }

    fn end_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        let Some(open) = self.open.pop() else { return Err(format!("Unexpected end tag at byte offset {begin}")) };
        while !is_space(self.byte()) && self.byte() != b'>' {
            self.at += 1;
        }
        let name = self.slice(begin + 2).to_ascii_lowercase();
        self.skip_spaces();
        if self.byte() != b'>' {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        self.at += 1;
        if !name.is_empty() && name != open.tag {
            let expected = open.tag;
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{expected}>\", found \"</{name}>\""
            ));
        }
        if self.units > open.units { self.close(open) } else { Ok(()) }
    }

    fn close(&mut self, open: Open) -> Result<(), String> {
        let (offset, length) = (open.units, self.units - open.units);
        let same = |last: &Entity, kind: &str| last.kind == kind && last.offset == offset && last.length == length;
        let language = |entity: &Entity| entity.more.contains_key("language");
        let entity = match open.tag.as_str() {
            "b" | "strong" => Entity::new("bold", offset, length),
            "i" | "em" => Entity::new("italic", offset, length),
            "u" | "ins" => Entity::new("underline", offset, length),
            "s" | "strike" | "del" => Entity::new("strikethrough", offset, length),
            "span" | "tg-spoiler" => Entity::new("spoiler", offset, length),
            "blockquote" if open.argument.is_empty() => Entity::new("blockquote", offset, length),
            "blockquote" => Entity::new("expandable_blockquote", offset, length),
            "tg-time" => time(&open, offset, length)?,
            "tg-emoji" => emoji(&open, offset, length)?,
            "a" => match self.link(&open, offset, length) {
                Some(link) => link,
                None => return Ok(()),
            },
            "pre" => match self.found.last_mut() {
                Some(last) if same(last, "code") && language(last) => {
                    last.kind = "pre".to_string();
                    return Ok(());
                }
                _ => Entity::new("pre", offset, length),
            },
            _ => match self.found.last_mut() {
                Some(last) if same(last, "pre") && !open.argument.is_empty() => {
                    last.more.insert("language".to_string(), open.argument.into());
                    return Ok(());
                }
                _ if open.argument.is_empty() => Entity::new("code", offset, length),
                _ => Entity::new("code", offset, length).with("language", open.argument),
            },
        };
        self.found.push(entity);
        Ok(())
    }

    fn link(&self, open: &Open, offset: usize, length: usize) -> Option<Entity> {
        let inner = String::from_utf8_lossy(&self.text[open.byte..]);
        let url = if open.argument.is_empty() { &inner } else { open.argument.as_str() };
        links::entity(url, offset, length)
    }

    fn finish(mut self, surrogates: bool) -> Result<Formatted, String> {
        if let Some(open) = self.open.last() {
            return Err(format!("Can't find end tag corresponding to start tag \"{}\"", open.tag));
        }
        for entity in self.found.iter_mut().filter(|entity| entity.kind == "code") {
            entity.more.clear();
        }
        if surrogates {
            let what = "Text contains invalid Unicode characters after decoding HTML entities";
            return Err(format!("{what}, check for unmatched surrogate code units"));
        }
        let text = String::from_utf8_lossy(&self.text).into_owned();
        Ok(Formatted { text, entities: self.found })
    }
}

impl Open {
    fn take(&mut self, name: &str, value: String) {
        match (self.tag.as_str(), name) {
            ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "unix") => self.argument = value,
            ("tg-time", "format") => self.format = value,
            ("blockquote", "expandable") => self.argument = "1".to_string(),
            ("code", "class") => self.argument = value.strip_prefix("language-").unwrap_or(&self.argument).to_string(),
            ("span", "class") => self.argument = value.strip_prefix("tg-").unwrap_or(&self.argument).to_string(),
            _ => {}
        }
    }
}

fn emoji(open: &Open, offset: usize, length: usize) -> Result<Entity, String> {
    match open.argument.parse::<i64>() {
        Ok(id) if id != 0 => Ok(Entity::new("custom_emoji", offset, length).with("custom_emoji_id", id.to_string())),
        _ => Err("Invalid custom emoji identifier specified".to_string()),
    }
}

fn time(open: &Open, offset: usize, length: usize) -> Result<Entity, String> {
    let unix: i64 = open.argument.parse().map_err(|_| "Invalid date specified".to_string())?;
    let entity = Entity::new("date_time", offset, length).with("unix_time", unix);
    Ok(if open.format.is_empty() { entity } else { entity.with("date_time_format", open.format.as_str()) })
}

/// TDLib's idea of a space; the end of the input is one.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0 | 0x0B)
}
