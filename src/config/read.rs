//! How each setting is read. In: texts by name. Out: checked values; every mistake is collected, none stops the others.

use std::{path::PathBuf, time::Duration};

use url::Url;

use super::{
    Config, Flags, LogFormat, Secret, Uncertain,
    settings::{self, SETTINGS},
};

pub(super) struct Reading<'a> {
    flags: &'a Flags,
    environment: &'a dyn Fn(&str) -> Option<String>,
    mistakes: Vec<String>,
}

impl Reading<'_> {
    /// The setting's text: flag, environment or default; empty where it is not set. Then what `read` makes of it.
    pub(super) fn get<T>(&mut self, name: &str, read: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let default = SETTINGS.iter().find(|setting| setting.name == name).map_or("", |setting| setting.default);
        // An empty one is none: `check --database` has a flag without a value, and means the database of the settings.
        let filled = |text: String| Some(text.trim().to_string()).filter(|text| !text.is_empty());
        let flag = self.flags.get(name).map(str::to_string).and_then(filled);
        let given = flag.or_else(|| (self.environment)(name).and_then(filled));
        match read(given.as_deref().unwrap_or(default)) {
            Ok(value) => Some(value),
            Err(what) => {
                self.mistakes.push(format!("{name}{what}"));
                None
            }
        }
    }
}

pub(super) fn config(flags: &Flags, environment: &dyn Fn(&str) -> Option<String>) -> Result<Config, Vec<String>> {
    let mut reading = Reading { flags, environment, mistakes: Vec::new() };
    let config = settings::read(&mut reading);
    if let Some(config) = &config {
        reading.mistakes.extend(halves(config));
    }
    match config {
        Some(config) if reading.mistakes.is_empty() => Ok(config),
        _ => Err(reading.mistakes),
    }
}

/// A sentence for each setting that is nothing without another one.
fn halves(config: &Config) -> Vec<String> {
    let pairs = [
        (("HEADLINER_API", config.api.is_some()), ("HEADLINER_API_TOKEN", config.api_token.is_some())),
        (
            ("HEADLINER_WEBHOOK", config.webhook.is_some()),
            ("HEADLINER_WEBHOOK_SECRET", config.webhook_secret.is_some()),
        ),
    ];
    let half = |(one, other): ((&str, bool), (&str, bool))| {
        let (given, missing) = match (one.1, other.1) {
            (true, false) => (one.0, other.0),
            (false, true) => (other.0, one.0),
            _ => return None,
        };
        Some(format!("{given} is set and {missing} is not: set both, or neither"))
    };
    pairs.into_iter().filter_map(half).collect()
}

pub(super) fn optional<T>(read: impl Fn(&str) -> Result<T, String>) -> impl Fn(&str) -> Result<Option<T>, String> {
    move |text| if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}

pub(super) fn list<T>(read: impl Fn(&str) -> Result<T, String>) -> impl Fn(&str) -> Result<Vec<T>, String> {
    move |text| text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(&read).collect()
}

/// The same, also where spaces stand between.
pub(super) fn words<T>(read: impl Fn(&str) -> Result<T, String>) -> impl Fn(&str) -> Result<Vec<T>, String> {
    let between = |letter: char| letter == ',' || letter.is_whitespace();
    move |text| text.split(between).filter(|part| !part.is_empty()).map(&read).collect()
}

pub(super) fn path(text: &str) -> Result<PathBuf, String> {
    Ok(PathBuf::from(text))
}

pub(super) fn web_address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    url.ok_or_else(|| format!(": \"{text}\" is no web address; write it whole, with https://"))
}

/// An address that may hold a key of somebody's: it is not repeated.
pub(super) fn webhook(text: &str) -> Result<Url, String> {
    web_address(text).map_err(|_| " is no web address; write it whole, with https://".into())
}

pub(super) fn secret(text: &str, least: usize) -> Result<Secret, String> {
    Secret::new(text, least)
}

/// A proxy's address may hold a password: it is not repeated.
pub(super) fn proxy(text: &str) -> Result<Url, String> {
    let known = |url: &Url| matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h") && url.has_host();
    Url::parse(text)
        .ok()
        .filter(known)
        .ok_or_else(|| " is no proxy address; write http://host:port or socks5://host:port".into())
}

pub(super) fn user(text: &str) -> Result<i64, String> {
    let id = text.parse().ok().filter(|id| *id > 0);
    id.ok_or_else(|| {
        format!(": \"{text}\" is no Telegram user id; write numbers with commas between, such as 12345,67890")
    })
}

pub(super) fn chat(text: &str) -> Result<i64, String> {
    let id = text.parse().ok().filter(|id| *id != 0);
    id.ok_or_else(|| format!(": \"{text}\" is no chat id; a group's is a negative number, such as -1001234567890"))
}

pub(super) fn number(text: &str, most: u32) -> Result<u32, String> {
    let number = text.parse().ok().filter(|number| *number <= most);
    number.ok_or_else(|| format!(": \"{text}\" is no number from 0 to {most}"))
}

pub(super) fn duration(text: &str, least: Duration) -> Result<Duration, String> {
    let duration = parse_duration(text).map_err(|what| format!(": {what}"))?;
    if duration < least {
        return Err(format!(": \"{text}\" is too short; at least {}", short(least)));
    }
    Ok(duration)
}

pub(super) fn uncertain(text: &str) -> Result<Uncertain, String> {
    match text {
        "mention" => Ok(Uncertain::Mention),
        "resend" => Ok(Uncertain::Resend),
        "skip" => Ok(Uncertain::Skip),
        _ => Err(format!(": \"{text}\" is none of mention, resend, skip")),
    }
}

pub(super) fn address(text: &str, usual: u16) -> Result<std::net::SocketAddr, String> {
    text.parse().map_err(|_| format!(": \"{text}\" is no address; write one like 127.0.0.1:{usual}"))
}

pub(super) fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err(format!(": \"{text}\" is none of text, json")),
    }
}

/// A length of time as it is written in settings, in its largest whole unit.
pub fn short(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let units = [(86_400, "d"), (3_600, "h"), (60, "m")];
    let fits = units.into_iter().find(|(unit, _)| seconds > 0 && seconds.is_multiple_of(*unit));
    let (unit, name) = fits.unwrap_or((1, "s"));
    format!("{}{name}", seconds / unit)
}

/// Reads `30m`, `6h`, `30d`, `0s`, `500ms`: a whole number and its unit.
pub fn parse_duration(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    let wrong = || format!("\"{text}\" is no length of time; write a number and its unit, like 30s, 10m, 6h or 30d");
    let end = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
    let number: u64 = text[..end].parse().map_err(|_| wrong())?;
    let unit: u64 = match text[end..].trim_start() {
        "ms" => 1,
        "s" => 1000,
        "m" | "min" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err(wrong()),
    };
    number.checked_mul(unit).map(Duration::from_millis).ok_or_else(wrong)
}

/// The known name most like `name`, if any is like it at all.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    /// Below this two names have nothing to do with each other (Jaro-Winkler, 0 to 1).
    const ALIKE: f64 = 0.8;
    let name = name.to_lowercase();
    let likeness = |other: &str| strsim::jaro_winkler(&name, &other.to_lowercase());
    let scored = known.map(|other| (likeness(other), other)).filter(|(score, _)| *score >= ALIKE);
    scored.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, other)| other)
}
