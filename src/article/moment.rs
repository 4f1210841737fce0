//! In: a date as newsrooms and their systems write it. Out: the moment, or a sentence to be put behind the key's name.
//! A date without a zone is the newsroom's local time. Zones by letters are refused but for UTC, since the same letters
//! mean different hours in different places and a wrong embargo cannot be taken back.

use chrono::{Duration, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;

use super::{Sentence, sentence};
use crate::clock::Time;

const CURE: &str = "write it like 2026-11-23T08:00:00+05:00";

/// Names of months by their first letters: English, Russian, Kazakh. Longer ones first where one begins another.
const MONTHS: [&[&str]; 12] = [
    &["jan", "янв", "қаңтар"],
    &["feb", "фев", "ақпан"],
    &["mar", "мар", "наурыз"],
    &["apr", "апр", "сәуір"],
    &["may", "май", "мая", "мамыр"],
    &["jun", "июн", "маусым"],
    &["jul", "июл", "шілде"],
    &["aug", "авг", "тамыз"],
    &["sep", "сен", "қыркүйек"],
    &["oct", "окт", "қазан"],
    &["nov", "ноя", "қараша"],
    &["dec", "дек", "желтоқсан"],
];

/// The moment that `text` names; `zone` is the newsroom's.
///
/// # Errors
/// What is wrong, to be put behind the name of a key: "is …".
pub fn parse(text: &str, zone: Tz) -> Result<Time, Sentence> {
    let text = text.trim();
    let (bare, zone) = bare(text, zone);
    let (date, rest) = date(bare).ok_or_else(|| {
        sentence!("flaw-date", "is \"{text}\", which is no date: {cure}", text = short(text), cure = CURE)
    })?;
    let (year, month, day) = date;
    if !(1000..=2999).contains(&year) {
        return Err(sentence!("flaw-date-year", "is in the year {year}: write the year with four digits", year = year));
    }
    let date = NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| {
        sentence!("flaw-date-day", "is \"{text}\", a day that does not exist: correct it", text = short(text))
    })?;
    let rest = behind_date(rest);
    let (time, zone_text) = time(rest).ok_or_else(|| {
        sentence!("flaw-time", "is \"{text}\", which has no time of day: {cure}", text = short(text), cure = CURE)
    })?;
    let time = time.ok_or_else(|| {
        sentence!("flaw-time-none", "is \"{text}\", a time that does not exist: correct it", text = short(text))
    })?;
    let is_mail = bare.get(3..4) == Some(",");
    let zone_text = mail_zone(zone_text.trim()).filter(|_| is_mail).unwrap_or(zone_text.trim());
    at(date.and_time(time), zone_text, zone)
}

/// What RFC 822 lets the letters of American zones mean, in dates of its form (`Mon, 23 Nov 2026 08:00:00 EST`), as feeds have them.
fn mail_zone(text: &str) -> Option<&'static str> {
    Some(match text {
        "EDT" => "-0400",
        "EST" | "CDT" => "-0500",
        "CST" | "MDT" => "-0600",
        "MST" | "PDT" => "-0700",
        "PST" => "-0800",
        _ => return None,
    })
}

/// Without what stands in brackets, which says again what stands before; but a zone in square ones (RFC 9557) says what the newsroom's
/// would be for.
fn bare(text: &str, zone: Tz) -> (&str, Tz) {
    let bare = text.split(['(', '[']).next().unwrap_or_default().trim();
    let named = text[bare.len()..].trim_start().strip_prefix('[').and_then(|rest| rest.split(']').next());
    (bare, named.and_then(|name| name.trim_start_matches('!').parse().ok()).unwrap_or(zone))
}

/// What follows a date, from the time of day on.
fn behind_date(rest: &str) -> &str {
    let is_gap = |c: char| matches!(c, ',' | ' ' | '\u{a0}' | '\u{202f}' | '_' | '|' | '—' | '–');
    let rest = rest.trim_start_matches(is_gap);
    let rest =
        rest.strip_prefix(['T', 't']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(rest);
    let words = ["в ", "at ", "at\u{a0}", "сағат ", "kl. "];
    words.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest).trim()
}

/// The latest moment that a date may mean whose day and month may be either of two numbers (`11/12/2026`); `None`: it is no such date.
pub(super) fn latest_reading(text: &str, zone: Tz) -> Option<Time> {
    let (first, rest) = number(text.trim())?;
    let separator = rest.chars().next().filter(|c| matches!(c, '/' | '-' | '.'))?;
    let (second, rest) = number(rest.strip_prefix(separator)?)?;
    let (year, _) = digits(rest.strip_prefix(separator)?);
    let year = match year.len() {
        4 => year.parse().ok()?,
        2 => 2000 + year.parse::<i32>().ok()?,
        _ => return None,
    };
    let readings = [(first, second), (second, first)];
    readings.into_iter().filter_map(|(month, day)| end_of(year, month, day, zone)).max()
}

/// The last moment that a date without a time of day may mean: the end of its day. `None`: it has one, or is no date.
pub(super) fn end_of_day(text: &str, zone: Tz) -> Option<Time> {
    let (bare, zone) = bare(text.trim(), zone);
    let ((year, month, day), rest) = date(bare)?;
    behind_date(rest).is_empty().then_some(())?;
    end_of(year, month, day, zone)
}

fn end_of(year: i32, month: u32, day: u32, zone: Tz) -> Option<Time> {
    let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1000..=2999).contains(&year))?;
    Some(in_zone(date.and_hms_milli_opt(23, 59, 59, 999)?, zone))
}

/// The end of the day that the name of a file or of a folder around it begins with, as blogs have it
/// (`2015-03-01-bridge.md`, `2015/03/01/bridge.md`).
pub(super) fn end_of_day_in(path: &str, zone: Tz) -> Option<Time> {
    let parts: Vec<&str> = path.split('/').collect();
    let in_name = parts.iter().rev().find_map(|part| dated(part));
    let folders =
        || parts.windows(4).find_map(|four| Some((whole(four[0], 4)?, whole(four[1], 2)?, whole(four[2], 2)?)));
    let (year, month, day) = in_name.or_else(folders)?;
    end_of(i32::try_from(year).ok()?, month, day, zone)
}

/// `2015-03-01`, and behind it nothing or something that is no digit.
fn dated(name: &str) -> Option<(u32, u32, u32)> {
    let date = (whole(name.get(..4)?, 4)?, whole(name.get(5..7)?, 2)?, whole(name.get(8..10)?, 2)?);
    let is_apart = name.get(4..5) == Some("-") && name.get(7..8) == Some("-");
    let ends = !name.get(10..)?.starts_with(|c: char| c.is_ascii_digit());
    (is_apart && ends).then_some(date)
}

fn whole(text: &str, length: usize) -> Option<u32> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

type Date = (i32, u32, u32);

/// The date a text begins with, and what is left of the text.
fn date(text: &str) -> Option<(Date, &str)> {
    let (first, rest) = digits(text);
    let separator = rest.chars().next().filter(|c| "-/.".contains(*c));
    match (first.len(), separator) {
        // `20261123`, also with the time of day right behind it.
        (8 | 12 | 14, _) => {
            let date = (first[..4].parse().ok()?, first[4..6].parse().ok()?, first[6..8].parse().ok()?);
            Some((date, &text[8..]))
        }
        (3..=6, Some(separator)) => {
            let (month, rest) = number(rest.strip_prefix(separator)?)?;
            let (day, rest) = number(rest.strip_prefix(separator)?)?;
            Some(((first.parse().ok()?, month, day), rest))
        }
        // The day first: only with dots, since 11/12/2026 is December in one country and November in another.
        (1..=2, Some('.')) => {
            let (month, rest) = number(&rest[1..])?;
            let (year, rest) = digits(rest.strip_prefix('.')?);
            (year.len() == 4).then_some(((year.parse().ok()?, month, first.parse().ok()?), rest))
        }
        _ => in_words(text),
    }
}

/// `Thu, 06 Oct 2022 …`, `Tue Nov 24 2020 …`, `23 ноября 2026 …`, `November 23, 2026 …`.
fn in_words(text: &str) -> Option<(Date, &str)> {
    let (mut year, mut month, mut day) = (None, None, None);
    let mut rest = text;
    for _ in 0..8 {
        let word = rest.trim_start_matches([' ', ',', '.', '\u{a0}', '-']);
        let end = word.find([' ', ',', '\u{a0}', '-']).unwrap_or(word.len());
        let (found, behind) = word.split_at(end);
        let lower = found.trim_end_matches('.').to_lowercase();
        match lower.parse::<u32>() {
            Ok(number) if lower.len() <= 2 && day.is_none() => day = Some(number),
            Ok(number) if lower.len() == 4 && year.is_none() => year = Some(i32::try_from(number).ok()?),
            // RFC 822 wrote years with two digits: `Mon, 23 Nov 26`.
            Ok(number) if lower.len() == 2 && year.is_none() && month.is_some() && text.get(3..4) == Some(",") => {
                year = Some(i32::try_from(number).ok()? + if number < 70 { 2000 } else { 1900 });
            }
            Ok(_) => return None,
            Err(_) if found.is_empty() || found.contains(':') => break,
            Err(_) => match (month, month_named(&lower)) {
                (Some(known), Some(other)) if known != other => return None, // a word of another language that looks so
                (known, other) => month = known.or(other),
            },
        }
        rest = behind;
        if let (Some(year), Some(month), Some(day)) = (year, month, day) {
            let rest = rest.trim_start();
            let rest =
                rest.strip_prefix("г.").or_else(|| rest.strip_prefix("года")).or_else(|| rest.strip_prefix("ж."));
            return Some(((year, month, day), rest.unwrap_or(behind)));
        }
    }
    None
}

fn month_named(word: &str) -> Option<u32> {
    // Saturday in Kazakh begins as September in Russian.
    if word == "сенбі" {
        return None;
    }
    let place = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    u32::try_from(place + 1).ok()
}

/// The time a text begins with (`None` inside: it does not exist) and what is left, the zone. No text is midnight.
fn time(text: &str) -> Option<(Option<NaiveTime>, &str)> {
    if text.is_empty() {
        return Some((NaiveTime::from_hms_opt(0, 0, 0), text));
    }
    let (first, rest) = digits(text);
    if first.len() == 4 || first.len() == 6 {
        let part = |from: usize| first.get(from..from + 2).map_or(Some(0), |digits| digits.parse().ok());
        return Some((NaiveTime::from_hms_opt(part(0)?, part(2)?, part(4)?.min(59)), fraction(rest)));
    }
    let (hour, rest) = number(text)?;
    let (minute, rest) = number(rest.strip_prefix(':')?)?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(rest) => number(rest)?,
        None => (0, rest),
    };
    let second = if second == 60 { 59 } else { second };
    let rest = fraction(rest);
    let (hour, rest) = half_day(hour, rest);
    Some((NaiveTime::from_hms_opt(hour, minute, second), rest))
}

/// `8:00 p.m.` is 20 o'clock; an hour that does not exist is one of 24 and more.
fn half_day(hour: u32, rest: &str) -> (u32, &str) {
    let lower = rest.trim_start().to_ascii_lowercase();
    let marks = [("a.m.", 0), ("p.m.", 12), ("am", 0), ("pm", 12)];
    let found = marks
        .iter()
        .find(|(mark, _)| lower.strip_prefix(mark).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)));
    match found {
        Some((mark, more)) if (1..=12).contains(&hour) => (hour % 12 + more, &rest.trim_start()[mark.len()..]),
        Some(_) => (99, ""),
        None => (hour, rest),
    }
}

/// Parts of a second are dropped: nobody is told news by the millisecond.
fn fraction(text: &str) -> &str {
    match text.strip_prefix(['.', ',']) {
        Some(rest) => digits(rest).1,
        None => text,
    }
}

fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

fn number(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = digits(text);
    (digits.len() <= 2).then(|| digits.parse().ok())?.map(|number| (number, rest))
}

fn at(local: NaiveDateTime, zone_text: &str, zone: Tz) -> Result<Time, Sentence> {
    if zone_text.is_empty() {
        return Ok(in_zone(local, zone));
    }
    // A place (`Asia/Almaty`) is a zone that can be known; letters alone are not.
    if let Some(zone) = zone_text.parse::<Tz>().ok().filter(|_| zone_text.contains('/')) {
        return Ok(in_zone(local, zone));
    }
    let offset = offset(zone_text).ok_or_else(|| {
        sentence!(
            "flaw-zone",
            "has the time zone \"{text}\", which is not known: write +05:00",
            text = short(zone_text)
        )
    })?;
    let offset = FixedOffset::east_opt(offset)
        .ok_or_else(|| sentence!("flaw-zone-none", "has a time zone that does not exist: write +05:00"))?;
    match offset.from_local_datetime(&local) {
        LocalResult::Single(at) => Ok(Time(at.timestamp_millis())),
        _ => Err(sentence!("flaw-date-none", "is no date: {cure}", cure = CURE)),
    }
}

/// Local time to a moment. An hour that came twice means its first time; one that was skipped, the hour after it.
fn in_zone(local: NaiveDateTime, zone: Tz) -> Time {
    let found = zone.from_local_datetime(&local).earliest();
    let found = found.or_else(|| zone.from_local_datetime(&(local + Duration::hours(1))).earliest());
    Time(found.map_or(local.and_utc().timestamp_millis(), |at| at.timestamp_millis()))
}

/// Seconds east of Greenwich: `Z`, `UTC`, `GMT+0200`, `+05:00`, `+0500`, `+05`; at most fourteen hours.
fn offset(text: &str) -> Option<i32> {
    let upper = text.to_ascii_uppercase();
    let bare = ["UTC", "GMT", "UT", "Z"].iter().find_map(|name| upper.strip_prefix(name)).unwrap_or(&upper);
    if bare.is_empty() {
        return Some(0);
    }
    let sign = if bare.starts_with('+') { 1 } else { -1 };
    let (hours, rest) = digits(bare.strip_prefix(['+', '-']).or_else(|| bare.strip_prefix('−'))?);
    let (hours, minutes) = match (hours.len(), rest.strip_prefix(':')) {
        (1 | 2, Some(minutes)) if minutes.len() == 2 => (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?),
        (1 | 2, None) if rest.is_empty() => (hours.parse().ok()?, 0),
        (4, None) if rest.is_empty() => (hours[..2].parse().ok()?, hours[2..].parse().ok()?),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests;
