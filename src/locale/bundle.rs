//! The Fluent bundle of one language. In: the compiled-in file and, over it, the newsroom's own. Out: a bundle that marks
//! the values of variables (see `lines`) and writes numbers with a no-break space for thousands.

use std::path::Path;

use fluent_bundle::{FluentResource, FluentValue, concurrent::FluentBundle};
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::LanguageIdentifier;

use super::{
    built_in_text,
    lines::{CLOSE, OPEN},
};
use crate::{
    article::Language,
    config::{nearest, plain_text, unreadable},
};

pub(super) mod syntax;

use syntax::Text;

pub(super) type Bundle = FluentBundle<FluentResource>;

/// The language's bundle as it is compiled in.
pub(super) fn built_in(language: Language) -> Bundle {
    let tag: LanguageIdentifier = language.code().parse().expect("two-letter codes are language tags");
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(marked));
    let resource = FluentResource::try_new(built_in_text(language).to_string());
    let resource = resource.unwrap_or_else(|(resource, errors)| {
        log::error!("{}.ftl as built in has mistakes: {errors:?}", language.code());
        resource
    });
    bundle.add_resource_overriding(resource);
    bundle
}

/// A variable's value between marks. The marks themselves cannot come from outside.
fn marked(value: &FluentValue, _: &IntlLangMemoizer) -> Option<String> {
    match value {
        FluentValue::String(text) if text.contains([OPEN, CLOSE]) => {
            Some(format!("{OPEN}{}{CLOSE}", text.replace([OPEN, CLOSE], "")))
        }
        FluentValue::String(text) => Some(format!("{OPEN}{text}{CLOSE}")),
        FluentValue::Number(number) => Some(format!("{OPEN}{}{CLOSE}", grouped(&number.as_string()))),
        _ => None,
    }
}

/// A number's digits in threes, with a no-break space between.
pub(super) fn grouped(number: &str) -> String {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut text = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// Lays `folder`'s file of this language over the bundle; sentences of what is wrong in it, which is then not taken.
pub(super) fn overlay(bundle: &mut Bundle, language: Language, folder: &Path) -> Vec<String> {
    let path = folder.join(format!("{}.ftl", language.code()));
    let name = path.display().to_string();
    let text = match std::fs::read(&path).map(|bytes| plain_text(&bytes)) {
        Ok(Ok(text)) => text,
        Ok(Err((line, what))) => return vec![format!("{name}:{line}: {what}")],
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => return vec![unreadable(&name, &error)],
    };
    let (own, mut wrong) = syntax::texts(&text);
    let (built_in, _) = syntax::texts(built_in_text(language));
    for text in &own {
        match built_in.iter().find(|other| other.key == text.key) {
            Some(other) => wrong.extend(differences(text, other)),
            None => wrong.push(unknown(text, &built_in)),
        }
    }
    if wrong.is_empty() {
        match FluentResource::try_new(text) {
            Ok(resource) => bundle.add_resource_overriding(resource),
            Err((_, errors)) => {
                wrong.push(format!(" {}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")))
            }
        }
    }
    wrong.into_iter().map(|what| format!("{name}:{what}")).collect()
}

fn unknown(text: &Text, built_in: &[Text]) -> String {
    let near = nearest(&text.key, built_in.iter().map(|other| other.key.as_str()));
    let hint = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
    format!("{}: unknown key {}{hint}", text.line, text.key)
}

/// What keeps a newsroom's text from taking the place of the built-in one.
fn differences(text: &Text, built_in: &Text) -> Vec<String> {
    let mut wrong = Vec::new();
    let given = || built_in.variables.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    for variable in text.variables.difference(&built_in.variables) {
        let given = if built_in.variables.is_empty() { "none".to_string() } else { given() };
        wrong.push(format!("{}: {} uses {variable}; what it may use: {given}", text.line, text.key));
    }
    if let Some(tag) = text.tags.iter().find(|tag| !syntax::TAGS.contains(&tag.as_str())) {
        wrong.push(format!("{}: {} has <{tag}>, which Telegram does not know", text.line, text.key));
    }
    if let Some(what) = &text.unbalanced {
        wrong.push(format!("{}: {} {what}", text.line, text.key));
    }
    wrong
}
