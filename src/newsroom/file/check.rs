//! What the value of one key may be. In: a TOML value. Out: the setting, or what is wrong and how to mend it.

use std::{ops::RangeInclusive, time::Duration};

use chrono_tz::Tz;
use url::Url;

use super::{DeValue, Language, MainFrom, Minute, Named, nearest, parse_duration};
use crate::config::short;

/// The most times of a digest.
const DIGESTS: usize = 3;

type Checked<T> = Result<T, String>;

fn string<'v>(value: &'v DeValue) -> Checked<&'v str> {
    value.as_str().ok_or_else(|| format!("this is {}, a text in quotes is needed", kind(value)))
}

/// A TOML type with its article.
fn kind(value: &DeValue) -> String {
    let name = value.type_str();
    let article = if name.starts_with(['a', 'i']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// A text in one line; may be empty.
pub(super) fn text(value: &DeValue) -> Checked<String> {
    let text = string(value)?.trim();
    if text.chars().any(char::is_control) {
        return Err("a text in one line, without tabs, is needed".into());
    }
    if text.chars().count() > 300 {
        return Err("this is longer than 300 characters; shorten it".into());
    }
    Ok(text.to_string())
}

/// A text in one line that is not empty.
pub(super) fn filled(value: &DeValue) -> Checked<String> {
    let text = text(value)?;
    if text.is_empty() { Err("this is empty; write a text, or leave the key out".into()) } else { Ok(text) }
}

/// A list of texts, none empty.
pub(super) fn texts(value: &DeValue) -> Checked<Vec<String>> {
    let list = value.as_array().ok_or_else(|| format!("this is {}, a list such as [\"…\"] is needed", kind(value)))?;
    list.iter().map(|item| filled(item.get_ref())).collect()
}

pub(super) fn boolean(value: &DeValue) -> Checked<bool> {
    value.as_bool().ok_or_else(|| "write true or false, without quotes".into())
}

pub(super) fn number(value: &DeValue, range: RangeInclusive<u32>) -> Checked<u32> {
    let wrong = || format!("write a whole number from {} to {}, without quotes", range.start(), range.end());
    let integer = value.as_integer().ok_or_else(wrong)?;
    let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok().and_then(|n| u32::try_from(n).ok());
    number.filter(|number| range.contains(number)).ok_or_else(wrong)
}

pub(super) fn duration(value: &DeValue, most: Duration) -> Checked<Duration> {
    let duration = parse_duration(string(value)?)?;
    if duration > most {
        return Err(format!("this is too long; at most {}", short(most)));
    }
    Ok(duration)
}

/// One of a fixed set of names.
pub(super) fn choice<T: Copy>(value: &DeValue, all: &[T], name: fn(T) -> &'static str) -> Checked<T> {
    let text = string(value)?;
    let found = all.iter().copied().find(|choice| name(*choice) == text);
    found.ok_or_else(|| {
        let names: Vec<&str> = all.iter().copied().map(name).collect();
        let near = nearest(text, names.iter().copied());
        let hint = near.map(|near| format!("; did you mean \"{near}\"?")).unwrap_or_default();
        format!("\"{text}\" is none of {}{hint}", names.join(", "))
    })
}

pub(super) fn language(value: &DeValue) -> Checked<Language> {
    let text = string(value)?;
    Language::from_tag(text).ok_or_else(|| format!("\"{text}\" is none of ru, kk, en"))
}

/// A name in three languages: a table with some of them, or one text for all. Missing ones are filled from the newsroom's
/// language, else from any.
pub(super) fn named(value: &DeValue, language: Language) -> Checked<Named> {
    if value.as_str().is_some() {
        return filled(value).map(Named::same);
    }
    let cure = "write { ru = \"…\", kk = \"…\", en = \"…\" }";
    let table = value.as_table().ok_or(cure)?;
    if let Some(key) = table.keys().find(|key| !matches!(key.get_ref().as_ref(), "ru" | "kk" | "en")) {
        return Err(format!("unknown language \"{}\"; {cure}", key.get_ref()));
    }
    let get = |key: &str| table.get(key).map(|value| filled(value.get_ref())).transpose();
    let mut named = Named {
        ru: get("ru")?.unwrap_or_default(),
        kk: get("kk")?.unwrap_or_default(),
        en: get("en")?.unwrap_or_default(),
    };
    let fallback = named.in_language(language).to_string();
    if fallback.is_empty() {
        return Err(format!("no name at all; {cure}"));
    }
    for name in [&mut named.ru, &mut named.kk, &mut named.en] {
        if name.is_empty() {
            name.clone_from(&fallback);
        }
    }
    Ok(named)
}

/// The same; an empty text is none.
pub(super) fn named_or_nothing(value: &DeValue, language: Language) -> Checked<Named> {
    if value.as_str().is_some_and(|text| text.trim().is_empty()) {
        return Ok(Named::default());
    }
    named(value, language)
}

pub(super) fn zone(value: &DeValue) -> Checked<Tz> {
    let name = string(value)?;
    name.parse().map_err(|_| {
        let near = nearest(name, chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()));
        let hint = near.map(|near| format!("did you mean \"{near}\"?"));
        let hint = hint.unwrap_or_else(|| "write one like \"Asia/Almaty\"".into());
        format!("\"{name}\" is no time zone; {hint}")
    })
}

pub(super) fn web_address(value: &DeValue) -> Checked<Url> {
    let text = string(value)?;
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    url.ok_or_else(|| format!("\"{text}\" is no web address; write it whole, with https://"))
}

/// Names of sites, without scheme and path, as addresses have them.
pub(super) fn hosts(value: &DeValue) -> Checked<Vec<String>> {
    let host = |text: &String| {
        let url = Url::parse(&format!("https://{text}/")).ok().filter(|_| !text.contains(['/', '@', '?', '#', ':']));
        let host = url.and_then(|url| url.host_str().map(str::to_owned));
        host.ok_or_else(|| format!("\"{text}\" is no name of a site; write it like \"example.kz\", without https://"))
    };
    texts(value)?.iter().map(host).collect()
}

pub(super) fn link_template(value: &DeValue) -> Checked<String> {
    let template = text(value)?;
    if template.is_empty() {
        return Ok(template);
    }
    if !template.contains("{slug}") && !template.contains("{id}") {
        return Err("{slug} or {id} is missing: where does the article's name go?".into());
    }
    let filled = template.replace("{slug}", "x").replace("{id}", "x");
    let web = Url::parse(&filled).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if web && !filled.contains(['{', '}']) {
        Ok(template)
    } else {
        Err("this makes no web address; write https://…/{slug}.html with no other braces".into())
    }
}

pub(super) fn link_params(value: &DeValue) -> Checked<String> {
    let params = text(value)?;
    let rest = params.replace("{rubric}", "");
    if rest.contains(|c: char| c.is_whitespace() || matches!(c, '#' | '{' | '}' | '"' | '<' | '>')) {
        return Err("write name=value pairs joined by &, without spaces; only {rubric} is filled in".into());
    }
    Ok(params)
}

pub(super) fn placeholder(value: &DeValue) -> Checked<Option<String>> {
    let path = text(value)?;
    if path.is_empty() {
        return Ok(None);
    }
    let outside = path.starts_with('/') || path.contains(['\\', ':']) || path.split('/').any(|part| part == "..");
    if outside {
        return Err("write the path of a picture inside the article store, such as \"photos/withdrawn.png\"".into());
    }
    Ok(Some(path))
}

pub(super) fn main_from(value: &DeValue) -> Checked<MainFrom> {
    let text = string(value)?.trim();
    let urgency = |number: &str| number.trim().parse().ok().filter(|number| (1..=9).contains(number));
    match text.split_once(':') {
        None if text == "flag" => Ok(MainFrom::Flag),
        None if text == "all" => Ok(MainFrom::All),
        Some(("urgency", number)) => {
            urgency(number).map(MainFrom::Urgency).ok_or_else(|| "an urgency is a number from 1 to 9".into())
        }
        Some(("alias", name)) if !name.trim().is_empty() => Ok(MainFrom::Alias(name.trim().to_string())),
        _ => Err(format!("\"{text}\" is none of flag, urgency:3, alias:NAME, all")),
    }
}

fn minutes(value: &DeValue) -> Checked<Vec<Minute>> {
    texts(value)?.iter().map(|text| text.parse()).collect()
}

pub(super) fn digest(value: &DeValue) -> Checked<Vec<Minute>> {
    let times = ascending(value)?;
    if (1..=DIGESTS).contains(&times.len()) {
        Ok(times)
    } else {
        Err(format!("one to {DIGESTS} times a day are needed, such as [\"08:00\", \"19:00\"]"))
    }
}

pub(super) fn weekend(value: &DeValue) -> Checked<Vec<Minute>> {
    let times = ascending(value)?;
    if times.len() <= DIGESTS {
        Ok(times)
    } else {
        Err(format!("at most {DIGESTS} times a day, such as [\"09:00\", \"19:00\"], or [] for none"))
    }
}

fn ascending(value: &DeValue) -> Checked<Vec<Minute>> {
    let mut times = minutes(value)?;
    times.sort_unstable();
    times.dedup();
    Ok(times)
}

pub(super) fn quiet(value: &DeValue) -> Checked<Option<(Minute, Minute)>> {
    match minutes(value)?.as_slice() {
        [] => Ok(None),
        [from, to] if from != to => Ok(Some((*from, *to))),
        _ => Err("write two different times, such as [\"22:00\", \"07:00\"], or [] for none".into()),
    }
}
