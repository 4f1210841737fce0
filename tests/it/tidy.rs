//! The house in order: who may import whom, how long files and functions are, where SQL, clocks and panics may be.

mod circles;
pub mod source;

use std::{path::Path, sync::LazyLock};

use self::source::{Name, Source, sources};

/// Lines of a file, of a function.
const FILE: usize = 400;
const FUNCTION: usize = 50;

/// Every file of the project, read once.
static EVERYTHING: LazyLock<Vec<Source>> =
    LazyLock::new(|| ["src", "tests", "benches", "simulator"].into_iter().flat_map(sources).collect());

/// The rooms in reading order, as `src/lib.rs` lists them: each imports only from those after it.
fn rooms() -> Vec<&'static str> {
    let lines = include_str!("../../src/lib.rs").lines().filter_map(|line| line.strip_prefix("//! - [`"));
    let named = lines.map(|line| line.split('`').next().unwrap());
    ["main", "lib"].into_iter().chain(named).collect()
}

fn place(rooms: &[&str], room: &str) -> usize {
    rooms.iter().position(|name| *name == room).unwrap_or_else(|| panic!("src/lib.rs does not list the room {room}"))
}

#[test]
fn rooms_import_only_from_rooms_after_them() {
    let rooms = rooms();
    let (mut wrong, mut arrows) = (Vec::new(), 0);
    for source in code().filter(|source| !source.path.starts_with("simulator")) {
        let room = room(&source.path);
        let at = place(&rooms, room);
        for name in source.names() {
            let Some(other) = target(&source.path, &name.parts).filter(|other| *other != room) else { continue };
            arrows += 1;
            let allowed = match (room, other) {
                (_, "simulator") => room == "cli",
                _ => place(&rooms, other) > at,
            };
            if !allowed {
                wrong.push(source.place(name.line, &name.parts.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(arrows > 500, "only {arrows} imports were found: the code is written otherwise now");
}

#[test]
fn files_and_functions_are_short() {
    let mut wrong = Vec::new();
    for source in EVERYTHING.iter() {
        let lines = source.text.lines().count();
        if lines > FILE {
            wrong.push(source.place(lines, "the file is too long"));
        }
        for (start, length) in source.functions().into_iter().filter(|(_, length)| *length > FUNCTION) {
            wrong.push(source.place(start, &format!("a function of {length} lines")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let opens = |source: &&Source| source.text.starts_with("//! ") || source.is_test();
    let bare: Vec<String> =
        EVERYTHING.iter().filter(|source| !opens(source)).map(|source| source.place(1, "no opening")).collect();
    assert!(bare.is_empty(), "{}", bare.join("\n"));
}

#[test]
fn sql_is_in_the_store_only() {
    let is_outside = |source: &Source| room(&source.path) != "store";
    let mut wrong = found_names(is_outside, |name| name.parts[0] == "rusqlite");
    wrong.extend(found(is_outside, |source| literals(source, is_sql)));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A statement, in capitals or not, wherever its lines are broken.
fn is_sql(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let has = |pair: [&str; 2]| words.windows(2).any(|two| two == pair);
    let begins = |first: &str, later: &str| {
        words.first().is_some_and(|word| word == first) && words.iter().any(|word| word == later)
    };
    begins("select", "from")
        || begins("update", "set")
        || has(["insert", "into"])
        || has(["delete", "from"])
        || has(["create", "table"])
        || begins("pragma", "pragma")
}

#[test]
fn the_time_comes_from_one_clock() {
    let clocks = ["Utc::now", "Local::now", "SystemTime::now", "std::time::Instant", "std::time"];
    let is_clock = |name: &Name| {
        let path = name.parts.join("::");
        clocks.iter().any(|clock| path == *clock || path.ends_with(&format!("::{clock}")))
            || path.starts_with("std::time::Instant::")
    };
    let wrong = found_names(|source| !matches!(room(&source.path), "clock" | "simulator"), is_clock);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_panics_on_purpose_outside_tests() {
    let wrong = found(
        |source| !source.is_test(),
        |source| {
            let waits = room(&source.path) == "simulator";
            let calls = [[".", "unwrap", "("], [".", "unwrap_err", "("]];
            let mut found: Vec<usize> = calls.iter().flat_map(|call| source.find(call)).collect();
            // The simulator's waiting is for tests: a wait in vain is a failed test.
            let macros = ["todo", "unimplemented", "unreachable", "dbg", "panic"]
                .into_iter()
                .filter(|name| !(waits && *name == "panic"));
            found.extend(macros.flat_map(|name| source.find(&[name, "!"]).collect::<Vec<_>>()));
            // An `expect` says why it cannot happen.
            let says = |at: &usize| {
                let reason = &source.tokens[at + 3];
                reason.text == "&" || (reason.is_literal && reason.text.contains(' '))
            };
            found.extend(source.find(&[".", "expect", "("]).filter(|at| !says(at)));
            found.into_iter().map(|at| (source.tokens[at].line, source.tokens[at + 1].text.clone())).collect()
        },
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_behaviour_depends_on_being_tested() {
    let wrong = found(
        |_| true,
        |source| {
            let asked = [vec!["cfg", "!", "(", "test"], vec!["cfg_attr", "(", "test"]];
            let asked = asked.iter().flat_map(|asked| source.find(asked).collect::<Vec<_>>());
            let asked = asked.map(|at| (source.tokens[at].line, "asks whether it is tested".to_owned()));
            asked.chain(source.tested.iter().filter(|(_, item)| item != "mod tests").cloned()).collect()
        },
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_test_is_passed_over() {
    let mut wrong = Vec::new();
    for source in EVERYTHING.iter() {
        let ignored = source.find(&["#", "[", "ignore"]);
        wrong.extend(ignored.map(|at| source.place(source.tokens[at].line, "a test that does not run")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a person is told is in `locale`; here that which can be told by its letters.
#[test]
fn words_for_people_are_in_the_locale() {
    // What people say and write, and is only recognised here.
    let understood = [
        "src/acts/when.rs",
        "src/article",
        "src/newsroom/rubric.rs",
        "src/message/text.rs",
        "src/message/push.rs",
        "src/message/source.rs",
        "src/cli/mod.rs",
        "src/intake/likeness.rs",
        "src/search",
        "src/intake/watch/copies.rs",
        "src/telegram/reader/pause/date.rs",
    ];
    // The demo and the simulator's people speak themselves.
    let spoken = ["src/locale", "simulator", "src/cli/demo"];
    let may = |source: &Source| understood.iter().chain(&spoken).any(|path| source.path.starts_with(path));
    let is_said = |text: &str| text.chars().any(|c| ('\u{400}'..'\u{530}').contains(&c));
    let wrong = found(|source| !may(source) && !source.is_test(), |source| literals(source, is_said));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The files of `src`, here and in the simulator.
fn code() -> impl Iterator<Item = &'static Source> {
    EVERYTHING.iter().filter(|source| source.path.starts_with("src") || source.path.starts_with("simulator/src"))
}

/// Places in the code that are asked for.
fn found(files: impl Fn(&Source) -> bool, look: impl Fn(&Source) -> Vec<(usize, String)>) -> Vec<String> {
    let look =
        |source: &Source| look(source).into_iter().map(|(line, what)| source.place(line, &what)).collect::<Vec<_>>();
    code().filter(|source| files(source)).flat_map(look).collect()
}

fn found_names(files: impl Fn(&Source) -> bool, is_wrong: impl Fn(&Name) -> bool) -> Vec<String> {
    found(files, |source| {
        source.names().iter().filter(|name| is_wrong(name)).map(|name| (name.line, name.parts.join("::"))).collect()
    })
}

/// The texts for which the rule holds.
fn literals(source: &Source, is_wrong: fn(&str) -> bool) -> Vec<(usize, String)> {
    let texts = source.tokens.iter().filter(|token| token.is_literal && token.text.ends_with(['"', '#']));
    texts
        .filter(|token| is_wrong(token.text.trim_matches(['r', '#', '"'])))
        .map(|token| (token.line, token.text.clone()))
        .collect()
}

/// `src/store/log.rs` → `store`; `src/clock.rs` → `clock`; all of the simulator → `simulator`.
fn room(path: &Path) -> &str {
    if path.starts_with("simulator") {
        return "simulator";
    }
    let part = path.components().nth(1).and_then(|part| part.as_os_str().to_str()).unwrap_or("");
    part.strip_suffix(".rs").unwrap_or(part)
}

/// The room that a path leads into, if it leads out of its own module by `crate` or by `super`, or to the simulator.
fn target<'a>(file: &Path, parts: &'a [String]) -> Option<&'a str> {
    let ups = match parts[0].as_str() {
        "crate" | "headliner" => 1,
        "simulator" => 0,
        _ => {
            let depth = file.with_extension("").components().skip(1).filter(|part| part.as_os_str() != "mod").count();
            let ups = parts.iter().take_while(|part| *part == "super").count();
            (ups > 0 && ups >= depth).then_some(ups)?
        }
    };
    // The one macro of the crate's root belongs to `locale`.
    parts.get(ups).map(|room| if room == "args" { "locale" } else { room.as_str() })
}

#[test]
fn a_path_leads_into_a_room() {
    let check = |file: &str, code: &str, expected: &[&str]| {
        let source = Source::of(code);
        let rooms: Vec<String> =
            source.names().iter().filter_map(|name| target(Path::new(file), &name.parts)).map(str::to_owned).collect();
        assert_eq!(rooms, expected, "{code} in {file}");
    };
    check("src/a.rs", "use crate::b::C; fn f() -> crate::d::E { crate::g::h() }", &["b", "d", "g"]);
    check("src/a.rs", "use crate::{b::{C, d::E as F}, g, h::*};", &["b", "b", "g", "h"]);
    check("src/a.rs", "use crate::{b::{self, C}}; use crate::*;", &["b", "b", "*"]);
    check("src/a.rs", "macro_rules! m { ($x:expr) => { $crate::b::c($x) } }", &["b"]);
    check("src/a.rs", "fn f() { g!(\"{}\", [crate::b::C]) }", &["b"]);
    check("src/a.rs", "#[cfg(test)]\nmod tests;\nuse crate::b::C;", &["b"]);
    check("src/a.rs", "#[cfg(test)]\nmod tests { use crate::z::Y; }\nuse crate::b::C;", &["b"]);
    check("src/a.rs", "// crate::y\n/// [`crate::z`]\nfn f(text: &str) -> bool { text == \"crate::b\" }", &[]);
    check("src/a/b.rs", "use super::c::D; use super::super::e::F; use super::super::{g, h::I};", &["e", "g", "h"]);
    check("src/a/mod.rs", "use super::b::C; use super::{d::{e, f}};", &["b", "d", "d"]);
    check("src/a/b.rs", "pub(in crate::a) fn f() -> std::time::Duration { super::super::args![] }", &["a", "locale"]);
    check("src/a.rs", "use simulator::Simulator; use crate::b::simulator::C;", &["simulator", "b"]);
    check("src/main.rs", "fn main() { headliner::cli::run() }", &["cli"]);
}

#[test]
fn a_function_is_measured() {
    let check = |code: &str, expected: &[(usize, usize)]| assert_eq!(Source::of(code).functions(), expected, "{code}");
    check("fn f() {\n}", &[(1, 2)]);
    check("\npub(in crate::a) async fn f<T>(\n    a: [u8; 2],\n) -> T\nwhere\n    T: Copy,\n{\n}", &[(2, 7)]);
    check("trait T {\nasync fn f(&self);\nunsafe extern \"C\" fn g() {\n\n}\n}", &[(3, 3)]);
    check("type F = fn(u8) -> u8;\nimpl A { const fn f(g: fn(u8)) {\n} }", &[(2, 2)]);
    check("macro_rules! m { () => { fn f() {\n\n} } }", &[(1, 3)]);
}

#[test]
fn a_statement_is_known_by_its_words() {
    let check = |text: &str, expected: bool| assert_eq!(is_sql(text), expected, "{text}");
    check("SELECT id FROM chats", true);
    check("select\n id,\n lane\nfrom chats", true);
    check("update chats set state = 1", true);
    check("Insert  Into chats VALUES (1)", true);
    check("delete from chats", true);
    check("pragma user_version", true);
    check("choose what to select from the list", false);
    check("the update of the settings", false);
}
