//! Within these rooms no file imports one by which it is imported, however far around: each can be read from the bottom up.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    code,
    source::{Name, Source},
};

/// The rooms that are held to it.
const ROOMS: [&str; 2] = ["acts", "telegram"];

type Module = Vec<String>;

#[test]
fn no_files_import_each_other_in_a_circle() {
    let mut count = 0;
    for room in ROOMS {
        let files: Vec<&Source> = code().filter(|source| !source.is_test() && module(source)[0] == room).collect();
        let arrows = arrows(&files);
        count += arrows.values().map(BTreeSet::len).sum::<usize>();
        assert_eq!(circle(&arrows), BTreeSet::new(), "these files of {room} import each other in a circle");
    }
    assert!(count > 50, "only {count} imports were found: the code is written otherwise now");
}

/// `src/telegram/desk/mod.rs` → telegram, desk.
fn module(source: &Source) -> Module {
    let path = source.path.with_extension("");
    let parts = path.components().skip(1).map(|part| part.as_os_str().to_str().unwrap().to_owned());
    parts.filter(|part| part != "mod").collect()
}

/// Which modules of the room each of its modules imports from.
fn arrows(files: &[&Source]) -> BTreeMap<Module, BTreeSet<Module>> {
    let modules: BTreeSet<Module> = files.iter().map(|file| module(file)).collect();
    let arrow = |file: &&Source| {
        let from = module(file);
        let targets = file.names().iter().filter_map(|name| target(&from, name, &modules)).collect();
        (from, targets)
    };
    files.iter().map(arrow).collect()
}

/// The module in which a path ends, if it is another one of the room.
fn target(from: &Module, name: &Name, modules: &BTreeSet<Module>) -> Option<Module> {
    let ups = name.parts.iter().take_while(|part| *part == "super").count();
    let path = match name.parts[0].as_str() {
        "crate" => name.parts[1..].to_vec(),
        "self" => [from, &name.parts[1..]].concat(),
        _ => [&from[..from.len().checked_sub(ups)?], &name.parts[ups..]].concat(),
    };
    // `pub(in crate::telegram)` names a module above and imports nothing.
    let found = (1..=path.len()).rev().map(|end| path[..end].to_vec()).find(|start| modules.contains(start))?;
    (found != *from && !(found == path && from.starts_with(&path))).then_some(found)
}

/// The modules that lead back to themselves.
fn circle(arrows: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<&Module> {
    let comes_back = |start: &Module| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
        while let Some(next) = open.pop() {
            for module in arrows.get(next).into_iter().flatten() {
                if module == start {
                    return true;
                }
                if seen.insert(module) {
                    open.push(module);
                }
            }
        }
        false
    };
    arrows.keys().filter(|module| comes_back(module)).collect()
}

#[test]
fn a_circle_is_seen() {
    let check = |files: &[(&str, &str)], expected: &[&str]| {
        let sources = files.iter().map(|(path, code)| {
            let mut source = Source::of(code);
            source.path = path.into();
            source
        });
        let sources: Vec<Source> = sources.collect();
        let arrows = arrows(&sources.iter().collect::<Vec<_>>());
        let found: Vec<String> = circle(&arrows).iter().map(|module| module.join("/")).collect();
        assert_eq!(found, expected, "{files:?}");
    };
    let top = ("src/a/mod.rs", "mod b; mod c; use b::B; pub struct A;");
    check(&[top, ("src/a/b.rs", "use super::c::C;"), ("src/a/c.rs", "pub(in crate::a) struct C;")], &[]);
    check(&[top, ("src/a/b.rs", "use super::c::C;"), ("src/a/c.rs", "fn f() { super::b::g() }")], &["a/b", "a/c"]);
    check(&[top, ("src/a/b.rs", "use crate::a::A;")], &["a", "a/b"]);
    check(&[top, ("src/a/b.rs", "use super::{c};"), ("src/a/c.rs", "use super::*;")], &["a", "a/b", "a/c"]);
    check(&[top, ("src/a/b.rs", "#[cfg(test)] mod tests { use super::super::A; }")], &[]);
}
