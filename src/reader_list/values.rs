//! The values of a table as people and spreadsheets write them. In: the text of a field. Out: what it means, or a sentence
//! to be put behind the column's name. And back, so that what was written is read as it was.

use std::time::Duration;

use chrono::DateTime;

use crate::{
    article::{Language, parse_moment},
    clock::Time,
    newsroom::{Minute, Newsroom, parse_duration},
    search::followed::Query,
    store::words::WORDS,
};

/// How a field says "none", where an empty one says "as the newsroom has it".
pub(super) const NONE: &str = "-";
/// Telegram's numbers of people and chats have at most 52 significant bits (Bot API, User and Chat).
const LARGEST_CHAT: i64 = 1 << 52;
/// The most characters of the name of a link, as in links.
const SOURCE: usize = 64;
/// The most times of a digest, as in the newsroom's file.
const DIGESTS: usize = 3;
const DAY: Duration = Duration::from_secs(86_400);

pub(super) type Read<T> = Result<T, String>;

/// A field's text in a message to people: short, and in one line.
pub(super) fn quoted(text: &str) -> String {
    const SHOWN: usize = 40;
    let shown: String = text.chars().take(SHOWN).flat_map(char::escape_debug).collect();
    format!("\"{shown}{}\"", if text.chars().nth(SHOWN).is_some() { "…" } else { "" })
}

/// A spreadsheet calculates what begins like a formula; behind an apostrophe it is text.
pub(super) fn shielded(text: String) -> String {
    let is_number = text.strip_prefix('-').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    if is_formula(&text) && !is_number { format!("'{text}") } else { text }
}

/// Takes the apostrophe off again.
pub(super) fn unshielded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@'])
}

/// A chat's number.
pub(super) fn chat(text: &str) -> Read<i64> {
    match number(text)? {
        0 => Err("0 is no chat".into()),
        number if number.abs() >= LARGEST_CHAT => Err(format!("{number} is larger than any number of a chat")),
        number => Ok(number),
    }
}

/// A whole number, also as spreadsheets show one: `123456789.0`, `123 456 789`, `'123`.
pub(super) fn number(text: &str) -> Read<i64> {
    let bare = text.trim_start_matches('\'').replace('\u{2212}', "-");
    let (whole, part) = bare.split_once(['.', ',']).unwrap_or((&bare, ""));
    if bare.contains(['e', 'E']) && bare.parse::<f64>().or_else(|_| bare.replace(',', ".").parse::<f64>()).is_ok() {
        let cure = "make its column one of text and write the list anew";
        return Err(format!("{} is a number that a spreadsheet has rounded: {cure}", quoted(text)));
    }
    let whole = ungrouped(whole);
    let is_whole = whole.strip_prefix('-').unwrap_or(&whole).bytes().all(|byte| byte.is_ascii_digit());
    let is_nothing = part.len() != 3 && part.bytes().all(|byte| byte == b'0'); // 1,000 is a thousand to some
    let number = whole.parse().ok().filter(|_| is_whole && is_nothing);
    number.ok_or_else(|| format!("{} is no whole number", quoted(text)))
}

/// `1 234 567` without its spaces; a text whose groups are not of three as it was.
fn ungrouped(text: &str) -> String {
    let groups: Vec<&str> = text.split([' ', '\u{a0}', '\u{202f}']).collect();
    let are_groups = groups.len() > 1 && groups.iter().skip(1).all(|group| group.len() == 3);
    if are_groups { groups.concat() } else { text.to_owned() }
}

pub(super) fn number_up_to(most: u32, text: &str) -> Read<u32> {
    let number = number(text).ok().and_then(|number| u32::try_from(number).ok()).filter(|number| *number <= most);
    number.ok_or_else(|| format!("{} is no whole number from 0 to {most}", quoted(text)))
}

/// One of a fixed set of names, in any case of letters.
pub(super) fn one_of<T: Copy>(text: &str, all: &[(T, &str)]) -> Read<T> {
    let lower = text.to_lowercase();
    let found = all.iter().find(|(_, name)| *name == lower).map(|(value, _)| *value);
    found.ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|(_, name)| *name).collect();
        format!("{} is none of {}", quoted(text), names.join(", "))
    })
}

pub(super) fn name_of<T: PartialEq>(value: T, all: &[(T, &str)]) -> String {
    all.iter().find(|(other, _)| *other == value).map(|(_, name)| (*name).to_owned()).unwrap_or_default()
}

pub(super) fn yes(text: &str) -> Read<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "1" => Ok(true),
        "no" | "false" | "0" => Ok(false),
        _ => Err(format!("{} is neither yes nor no", quoted(text))),
    }
}

pub(super) fn yes_text(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

/// The name of the link that somebody came by: what a former import took for one may be a whole file.
pub(super) fn source_text(source: Option<&str>) -> String {
    let letters = source.unwrap_or_default().chars().take(SOURCE);
    letters.map(|letter| if letter.is_control() { ' ' } else { letter }).collect::<String>().trim().to_owned()
}

pub(super) fn source(text: &str) -> Read<String> {
    if text.chars().count() > SOURCE || text.contains(char::is_control) {
        return Err(format!("{} is no name of a link: at most {SOURCE} characters", quoted(text)));
    }
    Ok(text.to_owned())
}

/// Followed words, as they were typed: «метро; \"новый парк\" -снос; #волонтёры».
pub(super) fn words_text(words: &[String]) -> String {
    if words.is_empty() { NONE.to_owned() } else { words.join("; ") }
}

pub(super) fn followed(text: &str) -> Read<Vec<String>> {
    if text == NONE {
        return Ok(Vec::new());
    }
    let words: Vec<&str> = text.split(';').map(str::trim).filter(|word| !word.is_empty()).collect();
    if words.len() > WORDS {
        return Err(format!("{} words, and the most are {WORDS}", words.len()));
    }
    let understood = |word: &str| match Query::parse(word) {
        Some(_) => Ok(word.to_owned()),
        None => Err(format!("{} is no word to follow", quoted(word))),
    };
    words.into_iter().map(understood).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';')).filter(|word| !word.is_empty())
}

fn joined<T: AsRef<str>>(words: impl Iterator<Item = T>) -> String {
    let words: Vec<String> = words.map(|word| word.as_ref().to_owned()).collect();
    if words.is_empty() { NONE.to_owned() } else { words.join(" ") }
}

pub(super) fn language(text: &str) -> Read<Language> {
    Language::from_tag(text).ok_or_else(|| format!("{} is none of ru, kk, en", quoted(text)))
}

/// A mask of languages.
pub(super) fn languages(text: &str) -> Read<u8> {
    words(text).filter(|word| *word != NONE).map(language).try_fold(0, |mask, language| Ok(mask | language?.bit()))
}

pub(super) fn languages_text(mask: u8) -> String {
    joined(Language::ALL.into_iter().filter(|language| mask & language.bit() != 0).map(Language::code))
}

/// A mask of rubrics, by ids or by other names of theirs.
pub(super) fn rubrics(text: &str, newsroom: &Newsroom) -> Read<u64> {
    let bit = |name: &str| match newsroom.rubric_named(name) {
        Some(rubric) => Some(rubric.bit),
        None => name.eq_ignore_ascii_case("main").then_some(0),
    };
    // Most lines of a long list name ids, and comparing those with every name of every rubric is nearly all of an import.
    let with_id = |id: &str| newsroom.rubrics.iter().find(|rubric| rubric.id == id);
    let ids = words(text).try_fold(0, |mask, id| with_id(id).map(|rubric| mask | 1 << rubric.bit));
    if let Some(mask) = ids.filter(|mask| *mask != 0) {
        return Ok(mask);
    }
    if let Some(bit) = bit(text) {
        return Ok(1 << bit);
    }
    words(text).filter(|word| *word != NONE).try_fold(0, |mask, name| {
        let bit = bit(name).ok_or_else(|| format!("the rubric {} is unknown", quoted(name)))?;
        Ok(mask | 1 << bit)
    })
}

/// Rubrics that the newsroom has given up are left out: nobody could read their names.
pub(super) fn rubrics_text(mask: u64, newsroom: &Newsroom) -> String {
    let main = (mask & 1 == 1).then_some("main");
    joined(main.into_iter().chain(newsroom.rubrics_in(mask).map(|rubric| rubric.id.as_str())))
}

/// A time of day, also with the seconds that spreadsheets add.
fn minute(text: &str) -> Read<Minute> {
    text.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(text).parse()
}

pub(super) fn digest(text: &str) -> Read<Vec<Minute>> {
    let mut times = words(text).filter(|word| *word != NONE).map(minute).collect::<Read<Vec<Minute>>>()?;
    times.sort_unstable();
    times.dedup();
    if times.len() > DIGESTS { Err(format!("at most {DIGESTS} times a day are possible")) } else { Ok(times) }
}

pub(super) fn digest_text(times: &[Minute]) -> String {
    joined(times.iter().map(Minute::to_string))
}

pub(super) fn quiet(text: &str) -> Read<Option<(Minute, Minute)>> {
    if text == NONE {
        return Ok(None);
    }
    let wrong = || format!("{} are no quiet hours: write them like 22:00-07:00, or - for none", quoted(text));
    let (from, to) = text.split_once(['-', '–']).ok_or_else(wrong)?;
    let (from, to) = (minute(from.trim())?, minute(to.trim())?);
    if from == to { Err(wrong()) } else { Ok(Some((from, to))) }
}

pub(super) fn quiet_text(quiet: Option<(Minute, Minute)>) -> String {
    quiet.map_or_else(|| NONE.to_owned(), |(from, to)| format!("{from}-{to}"))
}

pub(super) fn spacing(text: &str) -> Read<Duration> {
    let spacing = parse_duration(text)?;
    if spacing > DAY { Err(format!("{} is longer than a day", quoted(text))) } else { Ok(spacing) }
}

pub(super) fn spacing_text(spacing: Duration) -> String {
    match spacing.as_millis() {
        ms if ms % 60_000 == 0 && ms > 0 => format!("{}m", ms / 60_000),
        ms if ms % 1000 == 0 => format!("{}s", ms / 1000),
        ms => format!("{ms}ms"),
    }
}

/// A moment: as it was written here, to the millisecond, or as people write one.
pub(super) fn time(text: &str, newsroom: &Newsroom) -> Read<Time> {
    match DateTime::parse_from_rfc3339(text) {
        Ok(at) => Ok(Time(at.timestamp_millis())),
        Err(_) => parse_moment(text, newsroom.zone).map_err(|what| format!("it {what}")),
    }
}

/// When somebody came: not to come, but for a clock that is a little wrong.
pub(super) fn past(text: &str, newsroom: &Newsroom, now: Time) -> Read<Time> {
    let at = time(text, newsroom)?;
    if at > now + DAY { Err(format!("{} is still to come", quoted(text))) } else { Ok(at) }
}
