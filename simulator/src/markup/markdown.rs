//! Telegram's two Markdowns, as TDLib reads them. Machine-made text is safer in HTML; these are for other people's bots.

use super::{Entity, Formatted, links, utf16};

/// The old `Markdown`: `*bold* _italic_ [text](url) `code` ```pre```.
pub fn legacy(input: &str) -> Result<Formatted, String> {
    let letters: Vec<(usize, char)> = input.char_indices().collect();
    let at = |index: usize| letters.get(index).map_or('\0', |(_, letter)| *letter);
    let mut text = String::new();
    let mut entities = Vec::new();
    let mut index = 0;
    while index < letters.len() {
        let (byte, letter) = letters[index];
        if letter == '\\' && matches!(at(index + 1), '_' | '*' | '`' | '[') {
            text.push(at(index + 1));
            index += 2;
            continue;
        }
        if !matches!(letter, '_' | '*' | '`' | '[') {
            text.push(letter);
            index += 1;
            continue;
        }
        let span = legacy_span(input, byte, letter, utf16(&text))?;
        text.push_str(span.inner);
        entities.extend(span.entity);
        index = letters.partition_point(|(byte, _)| *byte < span.end);
    }
    Ok(Formatted { text, entities })
}

/// What stands between two marks of the old Markdown.
struct Span<'a> {
    inner: &'a str,
    entity: Option<Entity>,
    /// The byte after it.
    end: usize,
}

fn legacy_span(input: &str, byte: usize, letter: char, offset: usize) -> Result<Span<'_>, String> {
    let fence = input[byte..].starts_with("```");
    let close = match letter {
        '[' => "]",
        '`' if fence => "```",
        '`' => "`",
        '*' => "*",
        _ => "_",
    };
    let from = byte + close.len();
    let Some(length) = input[from..].find(close) else {
        return Err(format!("Can't find end of the entity starting at byte offset {byte}"));
    };
    let mut inner = &input[from..from + length];
    let mut end = from + length + close.len();
    let mut entity = Entity::new(legacy_kind(letter, fence), offset, 0);
    if fence && let Some((language, rest)) = inner.split_once('\n') {
        if !language.is_empty() && !language.contains(' ') {
            entity = entity.with("language", language);
        }
        inner = rest;
    }
    entity.length = utf16(inner);
    let mut entity = Some(entity).filter(|entity| entity.length > 0);
    if letter == '[' {
        let url = input[end..].strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(url, _)| url);
        end += url.map_or(0, |url| url.len() + 2);
        entity = links::entity(url.unwrap_or(inner), offset, utf16(inner));
    }
    Ok(Span { inner, entity, end })
}

fn legacy_kind(letter: char, fence: bool) -> &'static str {
    match letter {
        '*' => "bold",
        '_' => "italic",
        '`' if fence => "pre",
        '`' => "code",
        _ => "text_link",
    }
}

struct Open {
    mark: &'static str,
    kind: &'static str,
    offset: usize,
    byte: usize,
    text: usize,
    language: String,
}

struct Parser<'a> {
    input: &'a str,
    at: usize,
    text: String,
    open: Vec<Open>,
    found: Vec<Entity>,
    quote: Option<usize>,
    expandable: bool,
}

/// `MarkdownV2`: nested, with everything else escaped.
pub fn v2(input: &str) -> Result<Formatted, String> {
    let (text, open, found) = (String::new(), Vec::new(), Vec::new());
    let mut parser = Parser { input, at: 0, text, open, found, quote: None, expandable: false };
    while parser.at < input.len() {
        parser.step()?;
    }
    parser.end_quote(false);
    if let Some(open) = parser.open.last() {
        return Err(format!("Can't find end of {} entity at byte offset {}", name_of(open.kind), open.byte));
    }
    Ok(Formatted { text: parser.text, entities: parser.found })
}

fn name_of(kind: &str) -> &'static str {
    match kind {
        "bold" => "Bold",
        "italic" => "Italic",
        "underline" => "Underline",
        "strikethrough" => "Strikethrough",
        "spoiler" => "Spoiler",
        "code" => "Code",
        "pre" => "Pre",
        "custom_emoji" => "CustomEmoji",
        _ => "TextUrl",
    }
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.input[self.at..]
    }

    fn step(&mut self) -> Result<(), String> {
        let Some(letter) = self.rest().chars().next() else { return Ok(()) };
        let line_start = self.at == 0 || self.input[..self.at].ends_with('\n');
        if line_start && self.in_mono().is_none() && self.step_quote() {
            return Ok(());
        }
        if letter == '\\' && self.rest()[1..].chars().next().is_some_and(|next| (1..=126).contains(&u32::from(next))) {
            self.text.push_str(&self.input[self.at + 1..self.at + 2]);
            self.at += 2;
            return Ok(());
        }
        if let Some(mark) = self.in_mono() {
            if self.rest().starts_with(mark) {
                return self.close(mark);
            }
            return self.literal(letter);
        }
        if self.hides_quote() {
            self.at += 2;
            self.expandable = true;
            return Ok(());
        }
        let marks = ["```", "`", "||", "__", "*", "_", "~"];
        if let Some(mark) = marks.into_iter().find(|mark| self.rest().starts_with(mark)) {
            let nested = self.open.last().is_some_and(|open| open.mark == mark);
            return if nested { self.close(mark) } else { self.begin(mark) };
        }
        match letter {
            '[' => self.begin("["),
            '!' if self.rest().starts_with("![") => self.begin("!["),
            ']' if self.open.last().is_some_and(|open| open.mark.ends_with('[')) => self.close("]"),
            '|' | '>' | '#' | '+' | '-' | '=' | '{' | '}' | '.' | '!' | '(' | ')' | ']' => {
                Err(format!("Character '{letter}' is reserved and must be escaped with the preceding '\\'"))
            }
            _ => self.literal(letter),
        }
    }

    fn literal(&mut self, letter: char) -> Result<(), String> {
        self.text.push(letter);
        self.at += letter.len_utf8();
        Ok(())
    }

    fn in_mono(&self) -> Option<&'static str> {
        self.open.last().filter(|open| open.mark.starts_with('`')).map(|open| open.mark)
    }

    /// At the start of a line: steps into, along or out of a quote. True if it moved.
    fn step_quote(&mut self) -> bool {
        // An empty bold entity keeps a quote from the one before it.
        if self.rest().starts_with("**>") {
            self.end_quote(true);
            self.at += 3;
            self.quote = Some(utf16(&self.text));
            return true;
        }
        if self.rest().starts_with('>') {
            self.at += 1;
            self.quote.get_or_insert(utf16(&self.text));
            return true;
        }
        self.end_quote(true);
        false
    }

    /// Whether the mark of an expandable quote is here: bars at its end that close no spoiler.
    fn hides_quote(&self) -> bool {
        let after = self.rest().strip_prefix("||");
        let ends = after.is_some_and(|after| after.is_empty() || after.starts_with('\n') && !after.starts_with("\n>"));
        ends && self.quote.is_some() && self.open.iter().all(|open| open.mark != "||")
    }

    fn end_quote(&mut self, before_line: bool) {
        let expandable = std::mem::take(&mut self.expandable);
        let Some(offset) = self.quote.take() else { return };
        let length = utf16(&self.text) - offset;
        let length = if before_line { length.saturating_sub(1) } else { length };
        if length > 0 {
            let kind = if expandable { "expandable_blockquote" } else { "blockquote" };
            self.found.push(Entity::new(kind, offset, length));
        }
    }

    fn begin(&mut self, mark: &'static str) -> Result<(), String> {
        let kind = match mark {
            "```" => "pre",
            "`" => "code",
            "||" => "spoiler",
            "__" => "underline",
            "*" => "bold",
            "_" => "italic",
            "~" => "strikethrough",
            "![" => "custom_emoji",
            _ => "text_link",
        };
        let byte = self.at;
        self.at += mark.len();
        let mut language = String::new();
        if mark == "```" {
            let word: String =
                self.rest().chars().take_while(|letter| !letter.is_whitespace() && *letter != '`').collect();
            if self.rest()[word.len()..].starts_with('\n') {
                self.at += word.len() + 1;
                language = word;
            }
        }
        self.open.push(Open { mark, kind, offset: utf16(&self.text), byte, text: self.text.len(), language });
        Ok(())
    }

    fn close(&mut self, mark: &'static str) -> Result<(), String> {
        self.at += mark.len();
        let Some(open) = self.open.pop() else { return Ok(()) };
        let length = utf16(&self.text) - open.offset;
        let mut entity = Entity::new(open.kind, open.offset, length);
        if matches!(open.kind, "text_link" | "custom_emoji") {
            let url =
                self.rest().strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(url, _)| url.to_string());
            self.at += url.as_ref().map_or(0, |url| url.len() + 2);
            if open.kind == "custom_emoji" {
                self.found.push(picture(&url.unwrap_or_default(), open.offset, length)?);
                return Ok(());
            }
            let url = url.unwrap_or_else(|| self.text[open.text..].to_string()).replace('\\', "");
            match links::entity(&url, open.offset, length) {
                Some(link) => entity = link,
                None => return Ok(()),
            }
        }
        if !open.language.is_empty() {
            entity = entity.with("language", open.language);
        }
        if length > 0 {
            self.found.push(entity);
        }
        Ok(())
    }
}

/// `![👍](tg://emoji?id=…)` and `![22:45](tg://time?unix=…&format=…)`.
fn picture(url: &str, offset: usize, length: usize) -> Result<Entity, String> {
    let url = url.replace('\\', "");
    let (what, query) = url.split_once('?').unwrap_or((&url, ""));
    let value = |name: &str| {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).next().unwrap_or_default()
    };
    match what {
        "tg://emoji" => match value("id").parse::<u64>() {
            Ok(id) if id != 0 => {
                Ok(Entity::new("custom_emoji", offset, length).with("custom_emoji_id", id.to_string()))
            }
            _ => Err("Invalid custom emoji identifier specified".to_string()),
        },
        "tg://time" => {
            let unix: i64 = value("unix").parse().map_err(|_| "Invalid date specified".to_string())?;
            let entity = Entity::new("date_time", offset, length).with("unix_time", unix);
            let format = value("format");
            Ok(if format.is_empty() { entity } else { entity.with("date_time_format", format) })
        }
        _ => Err("Custom emoji entity must contain a tg://emoji URL".to_string()),
    }
}
