//! What can be said of a locale file without formatting it. In: Fluent. Out: its texts with their variables and tags, and the
//! places that are no Fluent.

use std::collections::BTreeSet;

use fluent_bundle::FluentResource;
use fluent_syntax::{ast, parser};

/// The tags of Telegram's HTML that texts may use.
pub(crate) const TAGS: &[&str] = &["b", "i", "u", "s", "a", "code", "blockquote", "tg-time"];

/// One text of a locale file.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) key: String,
    /// 1-based
    pub(crate) line: usize,
    /// `$name`; a function as `NAME()`, another text as its key.
    pub(crate) variables: BTreeSet<String>,
    /// Tag names, in order, one for each start tag.
    pub(crate) tags: Vec<String>,
    /// What is wrong with the nesting of the tags.
    pub(crate) unbalanced: Option<String>,
}

/// The texts of a file, and a sentence (beginning with the line) for each place that is no Fluent.
pub(crate) fn texts(source: &str) -> (Vec<Text>, Vec<String>) {
    let (resource, errors) = match FluentResource::try_new(source.to_string()) {
        Ok(resource) => (resource, Vec::new()),
        Err(failed) => failed,
    };
    let wrong = errors.iter().map(|error: &parser::ParserError| {
        let line = line_at(source, error.pos.start);
        format!("{line}: this is no Fluent: {error}; write key = text, further lines indented")
    });
    let texts = resource.entries().filter_map(|entry| match entry {
        ast::Entry::Message(message) => Some(text(source, message.id.name, message.value.as_ref()?)),
        _ => None,
    });
    (texts.collect(), wrong.collect())
}

fn line_at(source: &str, at: usize) -> usize {
    source.as_bytes()[..at.min(source.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

fn text(source: &str, key: &str, pattern: &ast::Pattern<&str>) -> Text {
    let begins = |line: &str| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
    let line = source.lines().position(begins).map_or(1, |place| place + 1);
    let mut variables = BTreeSet::new();
    let mut written = String::new();
    walk(pattern, &mut variables, &mut written);
    let (tags, unbalanced) = tags(&written);
    Text { key: key.to_string(), line, variables, tags, unbalanced }
}

/// Collects variables, and the literal text of all variants one after the other.
fn walk(pattern: &ast::Pattern<&str>, variables: &mut BTreeSet<String>, written: &mut String) {
    for element in &pattern.elements {
        match element {
            ast::PatternElement::TextElement { value } => written.push_str(value),
            ast::PatternElement::Placeable { expression } => expression_in(expression, variables, written),
        }
    }
}

fn expression_in(expression: &ast::Expression<&str>, variables: &mut BTreeSet<String>, written: &mut String) {
    match expression {
        ast::Expression::Inline(inline) => inline_in(inline, variables, written),
        ast::Expression::Select { selector, variants } => {
            inline_in(selector, variables, written);
            for variant in variants {
                walk(&variant.value, variables, written);
            }
        }
    }
}

fn inline_in(inline: &ast::InlineExpression<&str>, variables: &mut BTreeSet<String>, written: &mut String) {
    match inline {
        ast::InlineExpression::VariableReference { id } => drop(variables.insert(format!("${}", id.name))),
        ast::InlineExpression::Placeable { expression } => expression_in(expression, variables, written),
        ast::InlineExpression::StringLiteral { value } => written.push_str(value),
        ast::InlineExpression::FunctionReference { id, .. } => drop(variables.insert(format!("{}()", id.name))),
        ast::InlineExpression::MessageReference { id, .. } => drop(variables.insert(id.name.to_string())),
        ast::InlineExpression::TermReference { id, .. } => drop(variables.insert(format!("-{}", id.name))),
        ast::InlineExpression::NumberLiteral { .. } => {}
    }
}

/// The names of the start tags in `html`, and what is wrong with their nesting.
fn tags(html: &str) -> (Vec<String>, Option<String>) {
    let (mut names, mut open, mut wrong) = (Vec::new(), Vec::new(), None);
    for part in html.split('<').skip(1) {
        let Some((tag, _)) = part.split_once('>') else {
            wrong = Some("has a < without its >".to_string());
            continue;
        };
        match tag.strip_prefix('/') {
            Some(name) if open.last() == Some(&name) => drop(open.pop()),
            Some(name) => wrong = Some(format!("closes </{name}> where it is not open")),
            None => {
                let name = tag.split_whitespace().next().unwrap_or_default();
                names.push(name.to_string());
                open.push(name);
            }
        }
    }
    if let Some(name) = open.last() {
        wrong = wrong.or_else(|| Some(format!("does not close <{name}>")));
    }
    (names, wrong)
}
