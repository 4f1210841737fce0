//! In: a folder of the project. Out: its Rust files as flat lists of tokens, without comments and without what is
//! compiled for tests only, and the paths and functions in them. Tokens and not lines, so that no rule depends on how
//! the code is laid out.

use std::{
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A word, a sign, a bracket or a literal of a file.
#[derive(Clone, Debug)]
pub struct Token {
    pub text: String,
    pub line: usize,
    pub is_literal: bool,
}

/// One file.
pub struct Source {
    /// Below the project's folder.
    pub path: PathBuf,
    pub text: String,
    /// Of what runs; of a test's file, of everything.
    pub tokens: Vec<Token>,
    /// What `#[cfg(test)]`, or another `cfg` that asks for tests, stands before.
    pub tested: Vec<(usize, String)>,
}

/// A path as it is written, with the groups of a `use` spelled out: `crate::a::{b, c}` gives two.
pub struct Name {
    pub parts: Vec<String>,
    pub line: usize,
}

/// All Rust files below a folder of the project; there are some.
pub fn sources(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut found, mut folders) = (Vec::new(), vec![root.join(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(Source::read(root, &path));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} holds no Rust file");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

impl Source {
    fn read(root: &Path, path: &Path) -> Source {
        let text = fs::read_to_string(path).unwrap();
        let mut source = Source::of(&text);
        source.path = path.strip_prefix(root).unwrap().to_path_buf();
        source
    }

    /// A file with this text.
    pub fn of(text: &str) -> Source {
        let stream: TokenStream = text.parse().unwrap_or_else(|error| panic!("no Rust: {error}: {text:.200}"));
        let mut source = Source { path: PathBuf::new(), text: text.to_owned(), tokens: Vec::new(), tested: Vec::new() };
        source.flatten(stream);
        source
    }

    /// Whether the whole file is compiled for tests only.
    pub fn is_test(&self) -> bool {
        self.path.components().any(|part| matches!(part.as_os_str().to_str(), Some("tests" | "tests.rs")))
    }

    fn flatten(&mut self, stream: TokenStream) {
        let mut trees = stream.into_iter().peekable();
        while let Some(tree) = trees.next() {
            let line = tree.span().start().line;
            match tree {
                TokenTree::Punct(sign) if sign.as_char() == '#' => {
                    let inner = trees.next_if(|next| is_sign(next, '!'));
                    let Some(TokenTree::Group(attribute)) = trees.next_if(|next| matches!(next, TokenTree::Group(_)))
                    else {
                        self.push("#", line, false);
                        continue;
                    };
                    if attribute.stream().to_string().starts_with("doc =") {
                        continue;
                    }
                    if inner.is_none() && is_for_tests(attribute.stream()) {
                        let item = skip(&mut trees);
                        self.tested.push((line, item));
                        continue;
                    }
                    self.push("#", line, false);
                    self.group(attribute);
                }
                TokenTree::Group(group) => self.group(group),
                TokenTree::Literal(literal) => self.push(&literal.to_string(), line, true),
                other => self.push(&other.to_string(), line, false),
            }
        }
    }

    fn group(&mut self, group: proc_macro2::Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::None => ("", ""),
        };
        self.push(open, group.span_open().start().line, false);
        self.flatten(group.stream());
        self.push(close, group.span_close().start().line, false);
    }

    fn push(&mut self, text: &str, line: usize, is_literal: bool) {
        self.tokens.push(Token { text: text.to_owned(), line, is_literal });
    }

    /// Where these tokens stand one after the other.
    pub fn find<'a>(&'a self, wanted: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
        let windows = self.tokens.windows(wanted.len());
        windows
            .enumerate()
            .filter_map(move |(at, found)| found.iter().map(|token| &token.text).eq(wanted).then_some(at))
    }

    /// `file:line: what`.
    pub fn place(&self, line: usize, what: &str) -> String {
        format!("{}:{line}: {what}", self.path.display())
    }

    /// Every path of more than one part.
    pub fn names(&self) -> Vec<Name> {
        let (mut names, mut at) = (Vec::new(), 0);
        while at < self.tokens.len() {
            let begins = is_word(&self.tokens[at].text) && !self.follows_path(at);
            at = if begins { self.path(at, &[], &mut names) } else { at + 1 };
        }
        names.retain(|name| name.parts.len() > 1);
        names
    }

    fn follows_path(&self, at: usize) -> bool {
        at >= 2 && self.is_colons(at - 2)
    }

    fn is_colons(&self, at: usize) -> bool {
        self.tokens.get(at..at + 2).is_some_and(|two| two.iter().all(|token| token.text == ":"))
    }

    /// Reads the path (or the group of a `use`) that begins here; gives the place behind it.
    fn path(&self, mut at: usize, before: &[String], names: &mut Vec<Name>) -> usize {
        let (mut parts, line) = (before.to_vec(), self.tokens[at].line);
        loop {
            match self.tokens.get(at).map(|token| token.text.as_str()) {
                Some("{") if !parts.is_empty() => return self.group_of_paths(at + 1, &parts, names),
                Some(word) if is_word(word) || word == "*" => parts.push(word.to_owned()),
                _ => break,
            }
            at += 1;
            if !self.is_colons(at) {
                break;
            }
            at += 2;
        }
        names.push(Name { parts, line });
        at
    }

    fn group_of_paths(&self, mut at: usize, parts: &[String], names: &mut Vec<Name>) -> usize {
        while let Some(token) = self.tokens.get(at) {
            match token.text.as_str() {
                "}" => return at + 1,
                word if is_word(word) || word == "*" => at = self.path(at, parts, names),
                _ => at += 1,
            }
            // `as other` names nothing.
            if self.tokens.get(at).is_some_and(|token| token.text == "as") {
                at += 2;
            }
        }
        at
    }

    /// Where each function with a body begins, and how many lines it has.
    pub fn functions(&self) -> Vec<(usize, usize)> {
        self.find(&["fn"]).filter_map(|at| self.body(at)).collect()
    }

    fn body(&self, start: usize) -> Option<(usize, usize)> {
        let (mut depth, mut opened) = (0, false);
        // A type such as `fn(u8) -> u8` has no name.
        if self.tokens.get(start + 1)?.text == "(" {
            return None;
        }
        for token in &self.tokens[start..] {
            match token.text.as_str() {
                "(" | "[" => depth += 1,
                ")" | "]" | "}" => depth -= 1,
                "{" => {
                    opened |= depth == 0;
                    depth += 1;
                }
                ";" if depth == 0 => return None,
                _ => {}
            }
            if depth < 0 {
                return None;
            }
            if opened && depth == 0 {
                let first = self.tokens[start].line;
                return Some((first, token.line - first + 1));
            }
        }
        None
    }
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn is_sign(tree: &TokenTree, sign: char) -> bool {
    matches!(tree, TokenTree::Punct(found) if found.as_char() == sign)
}

/// `cfg(test)`, `cfg(any(test, …))`: an attribute that lets something be for tests.
fn is_for_tests(attribute: TokenStream) -> bool {
    let text = attribute.to_string().replace(' ', "");
    text.starts_with("cfg(") && text.split(|c: char| !c.is_alphanumeric()).any(|word| word == "test")
}

/// Passes over the item that an attribute stands before; gives its first words.
fn skip(trees: &mut impl Iterator<Item = TokenTree>) -> String {
    let mut words = Vec::new();
    for tree in trees {
        let ends =
            is_sign(&tree, ';') || matches!(&tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        if ends {
            break;
        }
        words.push(tree.to_string());
    }
    words.join(" ")
}
