//! The environment, with what `.env` adds to it, and the names in it that nobody knows.

use std::{collections::HashMap, path::Path};

use super::{read::nearest, settings::SETTINGS};

/// What the names of our own settings begin with.
const PREFIX: &str = "HEADLINER_";

/// The process's environment over the variables of the `.env` file at `path`; a missing file is an empty one.
pub fn environment(path: &Path) -> Result<HashMap<String, String>, String> {
    let mut all = HashMap::new();
    if path.exists() {
        let lines = dotenvy::from_path_iter(path).map_err(|_| unreadable(path))?;
        for line in lines {
            let (name, value) = line.map_err(|_| unreadable(path))?;
            all.insert(name, value);
        }
    }
    all.extend(
        std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))),
    );
    Ok(all)
}

/// The line itself is not shown: it may hold the token.
fn unreadable(path: &Path) -> String {
    format!("{} cannot be read; each line is NAME=value, values with spaces in quotes", path.display())
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
