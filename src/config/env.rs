//! The environment, with what `.env` adds to it, and the names in it that nobody knows.

use std::{collections::HashMap, path::Path};

use super::{
    Flags,
    letters::{self, plain_text},
    read::nearest,
    settings::SETTINGS,
};

/// What the names of our own settings begin with.
const PREFIX: &str = "HEADLINER_";

/// The process's environment over the variables of the `.env` file at `path`; a missing file is an empty one.
pub fn environment(path: &Path) -> Result<HashMap<String, String>, String> {
    let mut all = HashMap::new();
    if path.exists() {
        let shown = path.display();
        let bytes = std::fs::read(path).map_err(|why| letters::unreadable(&shown.to_string(), &why))?;
        let text = plain_text(&bytes).map_err(|(line, what)| format!("{shown}:{line}: {what}"))?;
        for variable in dotenvy::from_read_iter(text.as_bytes()) {
            let (name, value) = variable.map_err(|error| unreadable(path, &text, &error))?;
            all.insert(name, value);
        }
    }
    all.extend(
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))),
    );
    Ok(all)
}

/// The line itself is not shown: it may hold the token.
fn unreadable(path: &Path, text: &str, error: &dotenvy::Error) -> String {
    let line = match error {
        dotenvy::Error::LineParse(wrong, _) => {
            let wrong = wrong.lines().next().unwrap_or_default().trim();
            // Of a wrong value only the value is told.
            text.lines().position(|line| !line.trim_start().starts_with('#') && line.trim_end().ends_with(wrong))
        }
        _ => None,
    };
    let line = line.map(|before| format!(":{}", before + 1)).unwrap_or_default();
    format!(
        "{}{line}: this line is not NAME=value; write a value with spaces in quotes, and close the quotes",
        path.display()
    )
}

/// The sentence with the line of the `.env` file at `path` before it, where it begins with a variable that is set there and
/// nowhere else: a flag and the process's environment win over the file.
pub fn placed(path: &Path, flags: &Flags, sentence: &str) -> String {
    let end = sentence.find(|letter: char| !(letter.is_ascii_uppercase() || letter == '_')).unwrap_or(sentence.len());
    let name = &sentence[..end];
    let elsewhere = name.is_empty() || flags.get(name).is_some() || std::env::var_os(name).is_some();
    let text = std::fs::read(path).ok().filter(|_| !elsewhere).and_then(|bytes| plain_text(&bytes).ok());
    // Of a name that is set twice the last one counts.
    let line = text.and_then(|text| text.lines().collect::<Vec<_>>().iter().rposition(|line| sets(line, name)));
    match line {
        Some(before) => format!("{}:{}: {sentence}", path.display(), before + 1),
        None => sentence.to_owned(),
    }
}

fn sets(line: &str, name: &str) -> bool {
    let line = line.trim_start();
    let line = line.strip_prefix("export ").unwrap_or(line);
    line.split_once('=').is_some_and(|(set, _)| set.trim() == name)
}

/// A sentence for each `HEADLINER_…` among `names` that is no setting, with the nearest one.
pub fn unknown<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let known = |name: &str| SETTINGS.iter().any(|setting| setting.name == name);
    let mut unknown: Vec<&str> = names.into_iter().filter(|name| name.starts_with(PREFIX) && !known(name)).collect();
    unknown.sort_unstable();
    // The common prefix would make all of them alike.
    let ours = || SETTINGS.iter().filter_map(|setting| setting.name.strip_prefix(PREFIX));
    let nearest_to = |name: &str| nearest(name.trim_start_matches(PREFIX), ours());
    let sentence = |name: &str| match nearest_to(name) {
        Some(near) => format!("{name} is no setting and is ignored; did you mean {PREFIX}{near}?"),
        None => format!("{name} is no setting and is ignored; .env.example lists them all"),
    };
    unknown.into_iter().map(sentence).collect()
}
