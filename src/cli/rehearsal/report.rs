//! What a rehearsal found, on the screen and as a file. In: findings. Out: a line for each step with what was otherwise, how many of each
//! method were as expected, and JSON that only its owner reads (0600) until they give it away.

use std::{collections::BTreeMap, io::Write, path::Path};

use serde_json::{Value, json};

use super::{Finding, Rehearsal};
use crate::{
    cli::tell,
    clock::Clock,
    config::{Config, private},
};

/// So many differences of a step are printed; the report has all.
const PRINTED: usize = 4;
/// What is shorter stands in other words too.
const SHORTEST_SECRET: usize = 5;
/// Digits in a row that may be somebody's number.
const NUMBER: usize = 5;

/// Prints what came of one step, without what is secret.
pub(super) fn line(finding: &Finding, secrets: &[String]) {
    let came = if finding.is_as_expected() { "as expected" } else { "OTHERWISE" };
    say!("{:<24} {came:<12} {}", finding.method, finding.step);
    for difference in finding.otherwise.iter().take(PRINTED) {
        say!("    {}", difference.what);
        say!("        Telegram:  {}", masked(&difference.told, secrets));
        say!("        simulator: {}", difference.expected);
    }
    if finding.otherwise.len() > PRINTED {
        say!("    and {} more, in the report", finding.otherwise.len() - PRINTED);
    }
}

/// Prints how it went, method by method.
pub(super) fn summary(rehearsal: &Rehearsal) {
    let mut methods: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for finding in &rehearsal.findings {
        let (asked, good) = methods.entry(finding.method.as_str()).or_default();
        *asked += 1;
        *good += usize::from(finding.is_as_expected());
    }
    say!("");
    for (method, (asked, good)) in &methods {
        say!("{method:<24} {good} of {asked} as expected");
    }
    say!("");
    if !rehearsal.whole {
        say!("It was broken off after {}.", tell::count(rehearsal.findings.len(), "step"));
    }
    if !rehearsal.floods.is_empty() {
        let waited: u64 = rehearsal.floods.iter().map(std::time::Duration::as_secs).sum();
        say!("Telegram asked {} to wait, {waited} seconds in all.", times(rehearsal.floods.len()));
    }
    let besides = rehearsal.findings.iter().filter(|finding| !finding.besides.is_empty()).count();
    if besides > 0 {
        say!(
            "In {} Telegram says more than the simulator does, which is no fault; the report names it.",
            tell::count(besides, "answer")
        );
    }
    match rehearsal.left {
        0 => say!("All that was sent has been deleted."),
        left => {
            say!("{} could not be deleted: delete what is left in that chat by hand.", tell::count(left, "message"))
        }
    }
    let otherwise = rehearsal.findings.iter().filter(|finding| !finding.is_as_expected()).count();
    match otherwise {
        0 => say!("Telegram answers as the simulator does."),
        _ => say!("{} otherwise than the simulator: please send us the report.", answered(otherwise)),
    }
}

fn times(number: usize) -> String {
    if number == 1 { "once".to_owned() } else { format!("{number} times") }
}

fn answered(number: usize) -> String {
    if number == 1 { "1 request was answered".to_owned() } else { format!("{number} requests were answered") }
}

/// Writes the report.
pub(super) fn write(path: &Path, rehearsal: &Rehearsal, config: &Config, secrets: &[String]) -> anyhow::Result<()> {
    let server = if config.api_url.host_str() == Some("api.telegram.org") { "api.telegram.org" } else { "another" };
    let mut report = json!({
        "headliner": env!("CARGO_PKG_VERSION"),
        "on": Clock::system().now().utc().format("%Y-%m-%d").to_string(),
        "server": server,
        "chat": rehearsal.place.word(),
        "whole": rehearsal.whole,
        "left": rehearsal.left,
        "waited": rehearsal.floods.iter().map(std::time::Duration::as_secs).collect::<Vec<_>>(),
        "steps": rehearsal.findings,
    });
    // Nothing of it should be there; what a server says is not ours to know.
    mask(&mut report, secrets);
    let written = private::create(path).and_then(|mut file| writeln!(file, "{report:#}"));
    written.map_err(|error| tell::cannot_write(path, &error))
}

/// Takes whatever is secret out of all texts.
fn mask(value: &mut Value, secrets: &[String]) {
    match value {
        Value::String(text) => *text = masked(text, secrets),
        Value::Array(parts) => parts.iter_mut().for_each(|part| mask(part, secrets)),
        Value::Object(members) => members.values_mut().for_each(|member| mask(member, secrets)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A text without what is secret, whole before in parts, and without what may be the number of a chat.
fn masked(text: &str, secrets: &[String]) -> String {
    let long = secrets.iter().filter(|secret| secret.len() >= SHORTEST_SECRET);
    without_numbers(&long.fold(text.to_owned(), |text, secret| text.replace(secret.as_str(), "…")))
}

/// A text without what may be the number of a chat.
fn without_numbers(text: &str) -> String {
    let mut cleaned = String::new();
    let mut digits = String::new();
    let settle = |digits: &mut String, cleaned: &mut String| {
        cleaned.push_str(if digits.len() >= NUMBER { "N" } else { digits.as_str() });
        digits.clear();
    };
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            digits.push(letter);
        } else {
            settle(&mut digits, &mut cleaned);
            cleaned.push(letter);
        }
    }
    settle(&mut digits, &mut cleaned);
    cleaned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_masked_wherever_a_server_says_it() {
        let mut report = json!({ "steps": [{ "answered": "400 for 7000000001:AAH and @evening_news", "left": 1 }], "chat": "private" });
        let secrets = ["7000000001:AAH", "evening_news", "1"].map(str::to_owned);
        mask(&mut report, &secrets);
        assert_eq!(report, json!({ "steps": [{ "answered": "400 for … and @…", "left": 1 }], "chat": "private" }));
        let check = |text: &str, expected: &str| assert_eq!(masked(text, &secrets), expected);
        check("chat -1001234567890 at byte offset 1024", "chat -N at byte offset 1024");
        check("12345", "N");
        check("1 2 3", "1 2 3");
    }
}
