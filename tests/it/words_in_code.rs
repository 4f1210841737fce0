//! The code and the words agree: every key that the code says is there, with the variables that it gives, and every key that is there is
//! said.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use headliner::{article::Language, locale::built_in_text};

use crate::tidy::source;

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the project").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// A key as a call names it, and the variables it gives; `None` where they are put together elsewhere.
fn said(call: &str) -> Option<(&str, Option<BTreeSet<&str>>)> {
    let (before, rest) = call.split_once('"')?;
    // Words are said in a language, the first argument; what a simulated person says has none.
    if !before.contains(',') || before.contains([';', ')', '{', '&', '|']) {
        return None;
    }
    let (key, rest) = rest.split_once('"')?;
    let Some(args) = rest.trim_start_matches([',', ' ', '\n']).strip_prefix("&args![") else {
        return Some((key, None));
    };
    let mut depth = 0;
    let end = args.find(|c: char| {
        depth += i32::from("([{".contains(c)) - i32::from(")]}".contains(c));
        depth < 0
    })?;
    Some((key, Some(names(&args[..end]))))
}

/// The names before each `=` that stands in no brackets.
fn names(args: &str) -> BTreeSet<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in args.char_indices() {
        depth += i32::from("([{".contains(c)) - i32::from(")]}".contains(c));
        if c == ',' && depth == 0 {
            parts.push(&args[start..at]);
            start = at + 1;
        }
    }
    parts.push(&args[start..]);
    parts.into_iter().filter_map(|part| part.split_once(" = ")).map(|(name, _)| name.trim()).collect()
}

/// The variables of a key's text, or `None` where there is no such key.
fn variables(key: &str) -> Option<BTreeSet<&'static str>> {
    let text = built_in_text(Language::Ru);
    let mut lines = text.lines().skip_while(|line| !line.starts_with(&format!("{key} =")));
    let first = lines.next()?;
    let rest = lines.take_while(|line| line.starts_with(' ') || line.is_empty());
    let names = std::iter::once(first).chain(rest).flat_map(|line| line.split('$').skip(1));
    Some(names.map(|name| name.split([' ', '}']).next().unwrap_or_default()).collect())
}

#[test]
fn every_key_that_the_code_says_is_there_with_its_variables() {
    let mut files = Vec::new();
    sources(Path::new("src"), &mut files);
    let (mut wrong, mut calls) = (Vec::new(), 0);
    for file in &files {
        let code = fs::read_to_string(file).expect("a source file");
        for call in code.split(".say(").skip(1) {
            let Some((key, given)) = said(call) else { continue };
            calls += 1;
            match (variables(key), given) {
                (None, _) => wrong.push(format!("{}: no text {key}", file.display())),
                (Some(needed), Some(given)) if !needed.is_subset(&given) => {
                    wrong.push(format!("{}: {key} needs {needed:?} and gets {given:?}", file.display()));
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(calls > 30, "only {calls} calls were found: the code is written otherwise now");
}

/// All texts of the code, but for those of tests.
fn literals() -> BTreeSet<String> {
    let sources = source::sources("src").into_iter().filter(|source| !source.is_test());
    let tokens = sources.flat_map(|source| source.tokens);
    let texts = tokens.filter(|token| token.is_literal && token.text.starts_with('"'));
    texts.map(|token| token.text.trim_matches('"').to_owned()).collect()
}

/// Whether one of the texts is this key, or what stands before a name (`"role-{}"`) that is one of the texts as well.
fn is_said(key: &str, literals: &BTreeSet<String>) -> bool {
    let made = |text: &String| {
        let (before, name) = text.split_once('{')?;
        let rest = key.strip_prefix(before).filter(|_| before.ends_with('-') && name.ends_with('}'))?;
        Some(literals.contains(rest))
    };
    literals.contains(key) || literals.iter().any(|text| made(text) == Some(true))
}

#[test]
fn every_key_that_is_there_is_said() {
    let literals = literals();
    let begins = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
    let keys = built_in_text(Language::Ru).lines().filter(begins).filter_map(|line| Some(line.split_once(" =")?.0));
    let keys: Vec<&str> = keys.collect();
    assert!(keys.len() > 600 && literals.len() > 2_000, "{} keys, {} texts", keys.len(), literals.len());
    let idle: Vec<&str> = keys.into_iter().filter(|key| !is_said(key, &literals)).collect();
    assert!(idle.is_empty(), "nobody says these: use them, or take them out of the three locales: {idle:?}");
}

#[test]
fn a_key_may_be_made_of_two() {
    let literals = BTreeSet::from(["btn-done", "role-{}", "editor", "{}", "x{}"].map(str::to_owned));
    let check = |key: &str, expected: bool| assert_eq!(is_said(key, &literals), expected, "{key}");
    check("btn-done", true);
    check("role-editor", true);
    check("role-reader", false);
    check("editor", true);
    check("xeditor", false);
    check("btn-don", false);
}

#[test]
fn a_call_is_read() {
    assert_eq!(said("tongue, \"btn-done\", &args![])"), Some(("btn-done", Some(BTreeSet::new()))));
    let given = BTreeSet::from(["a", "b"]);
    assert_eq!(said("x, \"k\", &args![a = f(&b, [c = 1]), b = \"y\"])"), Some(("k", Some(given))));
    assert_eq!(said("x, \"k\", &fields)"), Some(("k", None)));
    assert_eq!(said("language, key, &args![n = n])\n\"other\""), None);
    assert_eq!(said("\"/stats\")"), None);
    assert_eq!(variables("btn-read"), Some(BTreeSet::from(["site"])));
    assert_eq!(variables("push").map(|names| names.len()), Some(4));
    assert_eq!(variables("no-such-key"), None);
}
