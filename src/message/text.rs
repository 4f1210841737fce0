//! Plain text made fit for a message: cleaned of what Telegram removes or chokes on, cut where a reader would cut it.

/// The most code points of a hashtag's letters.
const HASHTAG: usize = 64;
/// A cut after a sentence that leaves less than this is no lead; it is cut after a word then.
const SENTENCE: usize = 40;

/// One line without control characters, invisible direction marks (an unclosed one would turn the rest of the message), noncharacters
/// and the combining marks that Telegram removes (TDLib, `clean_input_string`); white space in single spaces.
pub fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if c.is_control() || (c.is_whitespace() && !is_no_break(c)) || matches!(c, '\u{2028}' | '\u{2029}') {
            space = true;
            continue;
        }
        if is_dropped(c) {
            continue;
        }
        if space && !cleaned.is_empty() {
            cleaned.push(' ');
        }
        space = false;
        cleaned.push(c);
    }
    cleaned.truncate(cleaned.trim_end().len());
    let start = cleaned.len() - cleaned.trim_start().len();
    cleaned.drain(..start);
    cleaned
}

fn is_no_break(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

fn is_dropped(c: char) -> bool {
    let noncharacter = matches!(c, '\u{fdd0}'..='\u{fdef}') || (c as u32) & 0xfffe == 0xfffe;
    noncharacter
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        || matches!(c, '\u{333}' | '\u{33f}' | '\u{30a}')
}

/// Whether there is anything to see: Telegram refuses a text of blanks and invisible characters as empty.
pub fn is_visible(text: &str) -> bool {
    text.chars().any(|c| {
        let invisible = matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}');
        !invisible && !c.is_whitespace() && !c.is_control() && !is_dropped(c) && !is_mark(c)
    })
}

/// Belongs to the character before it: a cut must not stand before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{20d0}'..='\u{20ff}'
        | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
}

/// The text in at most `limit` code points: cut after a word, with «…».
pub fn cut(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_string() };
    if limit == 0 {
        return String::new();
    }
    let room = text.char_indices().nth(limit - 1).map_or(end, |(at, _)| at);
    let head = &text[..room];
    let ends_word = text[room..].starts_with(char::is_whitespace);
    let word = if ends_word { head.len() } else { head.rfind(char::is_whitespace).unwrap_or(0) };
    // A word longer than half the room is cut inside.
    let at = if word * 2 >= head.len() { word } else { whole_character(text, room) };
    let kept = head[..at].trim_end_matches(|c: char| c.is_whitespace() || is_hanging(c));
    format!("{}…", if kept.is_empty() { &head[..at] } else { kept })
}

/// The last place at or before `at` that is no middle of what a reader sees as one character.
fn whole_character(text: &str, at: usize) -> usize {
    /// Longer sequences than this are no writing.
    const LONGEST: usize = 16;
    let mut at = at;
    for _ in 0..LONGEST {
        let joined = text[..at].ends_with('\u{200d}') || text[at..].starts_with(is_mark);
        let Some(before) = text[..at].chars().next_back().filter(|_| joined) else { break };
        at -= before.len_utf8();
    }
    at
}

/// Must not stand before «…».
fn is_hanging(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '-' | '–' | '—' | '(' | '[' | '«' | '„' | '“' | '.' | '…' | '/')
}

/// The lead in at most `limit` code points: cut after a sentence, else after a word with «…».
pub fn lead(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_string() };
    match last_sentence_end(text, end) {
        Some(at) if text[..at].chars().count() >= SENTENCE.min(limit / 2) => text[..at].trim_end().to_string(),
        _ => cut(text, limit),
    }
}

/// Where the last sentence ends that is whole before `end`.
fn last_sentence_end(text: &str, end: usize) -> Option<usize> {
    let stops = text[..end].char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…'));
    let mut ends = stops.filter_map(|(at, stop)| {
        let after = &text[at + stop.len_utf8()..];
        let rest = after.trim_start_matches(['.', '!', '?', '…', '»', '”', '"', ')', ']', '’']);
        let here = text.len() - rest.len();
        let next = rest.trim_start();
        let begins = next.is_empty() || next.starts_with(begins_sentence);
        let apart = rest.len() != next.len() || rest.is_empty();
        (apart && begins && here <= end && !(stop == '.' && is_abbreviation(&text[..at]))).then_some(here)
    });
    ends.next_back()
}

fn begins_sentence(c: char) -> bool {
    c.is_uppercase()
        || c.is_numeric()
        || matches!(c, '«' | '“' | '„' | '"' | '—' | '–' | '(' | '[')
        || !c.is_alphanumeric()
        || (!c.is_lowercase() && c.is_alphabetic())
}

/// Whether the word before a full stop is an initial or one of the usual abbreviations.
fn is_abbreviation(before: &str) -> bool {
    const USUAL: [&str; 30] = [
        "им",
        "ул",
        "пр",
        "просп",
        "пос",
        "обл",
        "стр",
        "кв",
        "тыс",
        "млн",
        "млрд",
        "руб",
        "тг",
        "тел",
        "др",
        "проч",
        "гг",
        "вв",
        "см",
        "рис",
        "чел",
        "мин",
        "сек",
        "км",
        "кг",
        "көш",
        "даң",
        "mr",
        "mrs",
        "dr",
    ];
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let letters = word.chars().count();
    if word.chars().all(char::is_numeric) {
        return false;
    }
    letters == 1 || USUAL.contains(&word.to_lowercase().as_str())
}

/// Drops the phrases that name the source: from the end («…, сообщает Vecher.kz.» → «….»), from the end of a sentence, between
/// commas, and from the beginning of a sentence («Как сообщает Vecher.kz, дорогу…» → «Дорогу…»). Where one is joined with
/// the sentence otherwise it stays.
pub fn trimmed(text: &str, phrases: &[String]) -> String {
    let mut text = text.to_string();
    for phrase in phrases.iter().map(|phrase| phrase.trim()).filter(|phrase| !phrase.is_empty()) {
        let mut from = 0;
        while let Some((start, end)) = find_folded(&text, from, phrase) {
            match super::source::without(&text, start, end) {
                Some(shorter) => {
                    from = start.min(shorter.len());
                    while !shorter.is_char_boundary(from) {
                        from -= 1;
                    }
                    text = shorter;
                }
                None => from = end,
            }
        }
    }
    text
}

/// Where the phrase stands next, whatever the case of letters: no part of longer words.
fn find_folded(text: &str, from: usize, phrase: &str) -> Option<(usize, usize)> {
    let first = phrase.chars().next()?;
    let starts = text[from..].char_indices().map(|(at, letter)| (from + at, letter));
    let same = |a: char, b: char| a == b || a.to_lowercase().eq(b.to_lowercase());
    starts.filter(|(_, letter)| same(*letter, first)).find_map(|(start, _)| {
        let mut rest = text[start..].chars();
        let is_here = phrase.chars().all(|wanted| rest.next().is_some_and(|letter| same(letter, wanted)));
        let end = text.len() - rest.as_str().len();
        let is_part =
            text[..start].ends_with(char::is_alphanumeric) || rest.as_str().starts_with(char::is_alphanumeric);
        (is_here && !is_part).then_some((start, end))
    })
}

/// «В мире» → «#ВМире»; empty where the title has no letter.
pub fn hashtag(title: &str) -> String {
    let mut tag = String::from("#");
    let words = title.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    for (place, word) in words.enumerate() {
        let mut letters = word.chars();
        let first = letters.next().into_iter();
        if place == 0 {
            tag.extend(first)
        } else {
            tag.extend(first.flat_map(char::to_uppercase))
        }
        tag.extend(letters);
    }
    if !tag.chars().any(char::is_alphabetic) {
        return String::new();
    }
    tag.chars().take(HASHTAG).collect()
}
