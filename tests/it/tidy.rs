//! The house in order: who may import whom, how long files and functions are, where SQL, clocks and panics may be.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The rooms in reading order: each imports only from those after it.
const ROOMS: [&str; 20] = [
    "main",
    "lib",
    "cli",
    "app",
    "ops",
    "telegram",
    "delivery",
    "bot_api",
    "intake",
    "report",
    "search",
    "message",
    "store",
    "locale",
    "article",
    "newsroom",
    "config",
    "clock",
    "simulator",
    "",
];
/// Lines of a file, of a function.
const FILE: usize = 400;
const FUNCTION: usize = 50;

#[test]
fn rooms_import_only_from_rooms_after_them() {
    let mut wrong = Vec::new();
    for (path, text) in sources("src") {
        let room = room(&path);
        let place =
            ROOMS.iter().position(|name| *name == room).unwrap_or_else(|| panic!("{path:?} is in no known room"));
        for other in imports(&text).filter(|other| *other != room) {
            let Some(target) = ROOMS.iter().position(|name| *name == other) else { continue };
            let allowed = match (room, other) {
                ("simulator", _) => false,
                // Two words that both sides need: the file's settings speak of times as the newsroom does.
                ("newsroom", "article") | ("article", "newsroom") => true,
                (_, "simulator") => room == "cli",
                _ => target > place,
            };
            if !allowed {
                wrong.push(format!("{} imports {other}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_and_functions_are_short() {
    let mut wrong = Vec::new();
    for (path, text) in ["src", "tests", "benches"].into_iter().flat_map(sources) {
        let lines: Vec<&str> = text.lines().collect();
        if lines.len() > FILE {
            wrong.push(format!("{} has {} lines", path.display(), lines.len()));
        }
        for (start, length) in functions(&lines).filter(|(_, length)| *length > FUNCTION) {
            wrong.push(format!("{}:{} is a function of {length} lines", path.display(), start + 1));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sql_is_in_the_store_only() {
    let sql = ["rusqlite::", "INSERT INTO", "DELETE FROM", "PRAGMA "];
    let found = grep("src", |path, line| room(path) != "store" && sql.iter().any(|word| line.contains(word)));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_time_comes_from_one_clock() {
    let clocks = ["Utc::now", "Local::now", "SystemTime::now", "std::time::Instant"];
    let found = grep("src", |path, line| {
        !matches!(room(path), "clock" | "simulator") && clocks.iter().any(|clock| line.contains(clock))
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn nothing_panics_on_purpose_outside_tests() {
    let panics = [".unwrap()", "todo!(", "unimplemented!(", "panic!(", "unreachable!("];
    // The simulator's waiting is for tests: a wait in vain is a failed test.
    let found = grep("src", |path, line| {
        let waiting = room(path) == "simulator" && line.contains("panic!(");
        !is_test(path) && !waiting && panics.iter().any(|panic| line.contains(panic))
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_behaviour_depends_on_being_tested() {
    let found = grep("src", |_, line| line.contains("cfg!(test)") || line.contains("cfg(not(test))"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// All Rust files below a folder, without what stands in their `mod tests`.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(root).unwrap().to_path_buf(), text));
            }
        }
    }
    found.sort();
    found
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| matches!(part.as_os_str().to_str(), Some("tests" | "tests.rs")))
}

/// Lines of code (no comments, nothing after `mod tests`) for which the rule holds.
fn grep(folder: &str, found: impl Fn(&Path, &str) -> bool) -> Vec<String> {
    let mut hits = Vec::new();
    for (path, text) in sources(folder) {
        let body = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
        for (number, line) in body.lines().enumerate() {
            if !line.trim_start().starts_with("//") && found(&path, line) {
                hits.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    hits
}

/// `src/store/log.rs` → `store`; `src/clock.rs` → `clock`.
fn room(path: &Path) -> &str {
    let part = path.components().nth(1).and_then(|part| part.as_os_str().to_str()).unwrap_or("");
    part.strip_suffix(".rs").unwrap_or(part)
}

/// Rooms that a file names in `use crate::…` or `crate::…`.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    let code = text.split("#[cfg(test)]").next().unwrap_or("");
    let single = code.match_indices("crate::").filter_map(|(at, found)| {
        let rest = &code[at + found.len()..];
        let name = &rest[..rest.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(rest.len())];
        (!name.is_empty()).then_some(name)
    });
    let groups = code.match_indices("use crate::{").flat_map(|(at, found)| group(&code[at + found.len()..]));
    single.chain(groups)
}

/// The names at the top level of `{a::{…}, b, c::d}`.
fn group(rest: &str) -> Vec<&str> {
    let (mut depth, mut start, mut names) = (1, 0, Vec::new());
    for (at, c) in rest.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if (c == ',' && depth == 1) || depth == 0 {
            let name = rest[start..at].trim();
            names.push(name.split([':', '{', ' ']).next().unwrap_or(""));
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    names
}

/// Where each function begins and how many lines it has, by indentation, which `cargo fmt` keeps.
fn functions<'a>(lines: &'a [&'a str]) -> impl Iterator<Item = (usize, usize)> + 'a {
    lines.iter().enumerate().filter_map(|(start, line)| {
        let code = line.trim_start();
        let is_function = [
            "fn ",
            "pub fn ",
            "async fn ",
            "pub async fn ",
            "pub(super) fn ",
            "pub(crate) fn ",
            "pub(super) async fn ",
            "pub(crate) async fn ",
            "const fn ",
            "pub const fn ",
        ]
        .iter()
        .any(|begin| code.starts_with(begin));
        if !is_function || line.ends_with(';') {
            return None;
        }
        let indent = line.len() - code.len();
        let end = lines[start..].iter().position(|line| line.starts_with(&format!("{}}}", " ".repeat(indent))));
        end.map(|end| (start, end + 1))
    })
}
