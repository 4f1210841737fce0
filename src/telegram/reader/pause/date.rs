//! A date as a reader types it. In: «15 декабря», «15.12», «завтра», in Russian, Kazakh or English. Out: the day that is meant;
//! `None`: none is, or one that is over, or one further away than a year.

use chrono::{Datelike, Days, NaiveDate};

/// How the names of the months begin, in the three languages.
const MONTHS: [&[&str]; 12] = [
    &["янв", "қаңтар", "jan"],
    &["фев", "ақпан", "feb"],
    &["мар", "наурыз", "mar"],
    &["апр", "сәуір", "apr"],
    &["май", "мая", "мамыр", "may"],
    &["июн", "маусым", "jun"],
    &["июл", "шілде", "jul"],
    &["авг", "тамыз", "aug"],
    &["сен", "қыркүйек", "sep"],
    &["окт", "қазан", "oct"],
    &["ноя", "қараша", "nov"],
    &["дек", "желтоқсан", "dec"],
];
/// Words that name a day, and how many days away it is.
const DAYS: [(&[&str], u64); 2] =
    [(&["завтра", "ертең", "tomorrow"], 1), (&["послезавтра", "бүрсігүні", "overmorrow"], 2)];
/// Words that say nothing beside a date, and «года».
const FILLERS: [&str; 14] =
    ["до", "дейін", "until", "till", "the", "of", "г", "года", "год", "жыл", "жылы", "жылға", "күні", "на"];
/// What may follow a number: «15-го», «15-не», «15th».
const ENDINGS: [&str; 12] = ["st", "nd", "rd", "th", "го", "е", "не", "на", "ге", "ға", "ке", "қа"];

/// The day that is meant.
pub(super) fn date(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = text.trim().to_lowercase();
    let words = || text.split(|c: char| c.is_whitespace() || c == ',').map(|word| word.trim_end_matches('.'));
    let words: Vec<&str> = words().filter(|word| !word.is_empty() && !FILLERS.contains(word)).collect();
    let meant = match words.as_slice() {
        [word] => named(word, today).or_else(|| in_numbers(word, today)),
        [day, month] if number(day).is_some() => in_words(day, month, None, today),
        [month, day] => in_words(day, month, None, today),
        [day, month, year] if month_of(month).is_some() => in_words(day, month, Some(year), today),
        [month, day, year] => in_words(day, month, Some(year), today),
        _ => None,
    };
    let farthest = today.checked_add_days(Days::new(366))?;
    meant.filter(|day| *day > today && *day <= farthest)
}

fn named(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (_, days) = DAYS.iter().find(|(names, _)| names.contains(&word))?;
    today.checked_add_days(Days::new(*days))
}

/// «15.12», «15.12.26», «15/12/2026», «2026-12-15».
fn in_numbers(word: &str, today: NaiveDate) -> Option<NaiveDate> {
    let parts = |separator: &[char]| word.split(separator).map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>();
    match (parts(&['.', '/']).as_deref(), parts(&['-']).as_deref()) {
        (Some([day, month]), _) => next(*day, *month, today),
        (Some([day, month, year]), _) => NaiveDate::from_ymd_opt(full(*year)?, *month, *day),
        (_, Some([year, month, day])) if *year > 31 => NaiveDate::from_ymd_opt(full(*year)?, *month, *day),
        (_, Some([day, month])) => next(*day, *month, today),
        (_, Some([day, month, year])) => NaiveDate::from_ymd_opt(full(*year)?, *month, *day),
        _ => None,
    }
}

fn in_words(day: &str, month: &str, year: Option<&str>, today: NaiveDate) -> Option<NaiveDate> {
    let (day, month) = (number(day)?, month_of(month)?);
    match year {
        None => next(day, month, today),
        Some(year) => NaiveDate::from_ymd_opt(full(number(year)?)?, month, day),
    }
}

/// That day of this year, or of the next where it is over.
fn next(day: u32, month: u32, today: NaiveDate) -> Option<NaiveDate> {
    let of = |year| NaiveDate::from_ymd_opt(year, month, day);
    of(today.year()).filter(|date| *date > today).or_else(|| of(today.year() + 1))
}

fn number(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    let ending = word[digits.len()..].trim_start_matches('-');
    (ending.is_empty() || ENDINGS.contains(&ending)).then(|| digits.parse().ok())?
}

fn month_of(word: &str) -> Option<u32> {
    let place = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    u32::try_from(place + 1).ok()
}

fn full(year: u32) -> Option<i32> {
    i32::try_from(if year < 100 { 2000 + year } else { year }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(i32, u32, u32)>) {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let expected = expected.map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap());
        assert_eq!(date(text, today), expected, "{text}");
    }

    #[test]
    fn dates_as_people_type_them() {
        for text in [
            "15 декабря",
            "15 Декабря.",
            "до 15 декабря",
            "15-го декабря",
            "15 дек",
            "15 декабря 2026 г.",
            "15.12",
            "15.12.",
            "15.12.26",
            "15.12.2026",
            "15/12",
            "2026-12-15",
            "15-12-2026",
            "15 желтоқсан",
            "15 желтоқсанға дейін",
            "15 December",
            "december 15",
            "December 15th, 2026",
            "the 15th of December",
            "until Dec 15",
        ] {
            check(text, Some((2026, 12, 15)));
        }
        check("завтра", Some((2026, 11, 24)));
        check("Ертең", Some((2026, 11, 24)));
        check("until tomorrow", Some((2026, 11, 24)));
        check("послезавтра", Some((2026, 11, 25)));
        check("1 марта", Some((2027, 3, 1)));
        check("1 мая", Some((2027, 5, 1)));
        check("1 мамыр", Some((2027, 5, 1)));
        check("23.11", Some((2027, 11, 23)));
    }

    #[test]
    fn what_no_date_is() {
        for text in [
            "",
            "скоро",
            "15",
            "декабря",
            "15 брюмера",
            "32 декабря",
            "30.02",
            "15.13",
            "сегодня",
            "22.11.2026",
            "1.12.2027",
            "15 декабря или 16",
            "метро",
            "15 12",
            "5",
            "-",
            "15 декабря 1999",
        ] {
            check(text, None);
        }
    }
}
