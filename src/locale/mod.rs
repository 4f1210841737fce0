//! Every word a person reads. In: `data/locales/{ru,kk,en}.ftl`, compiled in, and what a newsroom lays over single keys in
//! `data/words`. Out: [`Words::say`], which never fails: a key or a variable that is missing is logged once and shows as its name.
//! Nothing is escaped here, since toasts and buttons are plain text: whoever makes Telegram HTML escapes the variables.

mod bundle;
mod counts;
mod lines;
#[cfg(test)]
mod tests;

use std::{
    collections::HashSet,
    path::Path,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use fluent_bundle::{FluentArgs, FluentValue};

use crate::article::Language;

/// The text of the locale files as they are compiled in.
pub fn built_in_text(language: Language) -> &'static str {
    match language {
        Language::Ru => include_str!("../../data/locales/ru.ftl"),
        Language::Kk => include_str!("../../data/locales/kk.ftl"),
        Language::En => include_str!("../../data/locales/en.ftl"),
    }
}

/// The variables of a text: `args![headline = &headline, n = 3]`. Values are texts or whole numbers; numbers get a no-break space
/// for thousands, so a number that is a name (of a story, of a chat) goes in as text.
#[macro_export]
macro_rules! args {
    ($($name:ident = $value:expr),* $(,)?) => {{
        #[allow(unused_mut)]
        let mut args = $crate::locale::Args::default();
        $(args.set(stringify!($name), $value);)*
        args
    }};
}

pub use crate::args;

/// See [`args!`].
#[derive(Debug, Default)]
pub struct Args<'a>(FluentArgs<'a>);

impl<'a> Args<'a> {
    /// Sets the variable `name`.
    pub fn set(&mut self, name: &'static str, value: impl Into<Value<'a>>) {
        self.0.set(name, value.into().0);
    }
}

/// A text or a whole number.
#[derive(Debug)]
pub struct Value<'a>(FluentValue<'a>);

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value(FluentValue::from(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value(FluentValue::from(text.as_str()))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value(FluentValue::from(text))
    }
}

macro_rules! whole_numbers {
    ($($kind:ty),*) => { $(
        impl From<$kind> for Value<'_> {
            fn from(number: $kind) -> Self {
                Value(FluentValue::from(number))
            }
        }
    )* };
}

whole_numbers!(i32, u8, u16, u32, i64, u64, usize);

/// The words. Cheap to clone.
#[derive(Clone)]
pub struct Words {
    inner: Arc<Inner>,
    /// Times are marked as such.
    times: bool,
}

struct Inner {
    bundles: [bundle::Bundle; 3],
    /// What has been complained about already.
    reported: Mutex<HashSet<String>>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words")
    }
}

impl Words {
    /// The words as they are compiled in.
    pub fn built_in() -> Words {
        static WORDS: LazyLock<Words> = LazyLock::new(|| Words::of(Language::ALL.map(bundle::built_in)));
        WORDS.clone()
    }

    /// The words with what `folder` (`data/words`) lays over single keys; without the folder, the built-in ones. Sentences of all
    /// that is wrong there, if anything is: a file that is no Fluent, an unknown key, a variable that the built-in text does not have.
    pub fn with_overlay(folder: &Path) -> Result<Words, Vec<String>> {
        if folder.try_exists().is_ok_and(|exists| !exists) {
            return Ok(Words::built_in());
        }
        let mut bundles = Language::ALL.map(bundle::built_in);
        let mut wrong = Vec::new();
        for (language, bundle) in Language::ALL.into_iter().zip(&mut bundles) {
            wrong.extend(bundle::overlay(bundle, language, folder));
        }
        if wrong.is_empty() { Ok(Words::of(bundles)) } else { Err(wrong) }
    }

    fn of(bundles: [bundle::Bundle; 3]) -> Words {
        Words { inner: Arc::new(Inner { bundles, reported: Mutex::default() }), times: false }
    }

    /// The words of a server that knows times (Bot API 9.5): each phone shows them in its own zone.
    pub fn marking_times(self, marks: bool) -> Words {
        Words { times: marks, ..self }
    }

    /// The text of `key`. In a text of several lines, a line whose variables are all empty goes with its line break, and a paragraph
    /// whose variables are all empty goes with its title.
    pub fn say(&self, language: Language, key: &str, args: &Args) -> String {
        let place = Language::ALL.iter().position(|other| *other == language).unwrap_or_default();
        let bundle = &self.inner.bundles[place];
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            self.report(language, key, "no such text");
            return key.to_string();
        };
        let (mut text, mut errors) = (String::new(), Vec::new());
        // Not `format_pattern`: it would mark the whole text as a value once more.
        bundle.write_pattern(&mut text, pattern, Some(&args.0), &mut errors).expect("a String takes any text");
        if let Some(error) = errors.first() {
            self.report(language, key, &error.to_string());
        }
        lines::settle(&text)
    }

    /// Whether there is a text of this key.
    pub fn has(&self, key: &str) -> bool {
        self.inner.bundles.iter().all(|bundle| bundle.has_message(key))
    }

    /// Logs a mistake in a text once.
    fn report(&self, language: Language, key: &str, what: &str) {
        let name = format!("{}:{key}", language.code());
        if self.inner.reported.lock().unwrap_or_else(PoisonError::into_inner).insert(name) {
            log::error!("text {key} in {}.ftl: {what}", language.code());
        }
    }
}
