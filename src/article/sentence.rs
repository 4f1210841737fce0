//! What is wrong with a file and how to mend it, as a value: the sentence in English, for the command line and the log, and
//! the key under which the locales say the same, for the desk.

use std::{fmt, ops::Deref};

/// See the module. It derefs to the English sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    english: String,
    key: &'static str,
    values: Vec<(&'static str, String)>,
    /// What is wrong besides, with its line.
    also: Vec<(Option<usize>, Sentence)>,
}

impl Sentence {
    /// A sentence that the locales have under this key, with these variables.
    pub fn new(key: &'static str, english: impl Into<String>, values: Vec<(&'static str, String)>) -> Sentence {
        Sentence { english: english.into(), key, values, also: Vec::new() }
    }

    /// The same, of what stands under a key of the file; in English the key is put before it.
    pub fn of(self, key: &str) -> Sentence {
        self.of_what(key, key)
    }

    /// The same, where the English calls it otherwise.
    pub fn of_what(mut self, what: &str, key: &str) -> Sentence {
        self.english = format!("{what} {}", self.english);
        self.values.push(("key", key.to_owned()));
        self
    }

    /// The key in the locales; `None`: it is said in English only, where no desk hears it.
    pub fn key(&self) -> Option<&'static str> {
        Some(self.key).filter(|key| !key.is_empty())
    }

    /// The variables of the text under that key.
    pub fn values(&self) -> &[(&'static str, String)] {
        &self.values
    }

    /// What is wrong besides, with its line.
    pub fn also(&self) -> &[(Option<usize>, Sentence)] {
        &self.also
    }

    /// The same with what is wrong besides.
    pub(super) fn with(mut self, also: Vec<(Option<usize>, Sentence)>) -> Sentence {
        for (line, sentence) in &also {
            let line = line.map(|line| format!("line {line}: ")).unwrap_or_default();
            self.english += &format!("; {line}{sentence}");
        }
        self.also = also;
        self
    }
}

impl Deref for Sentence {
    type Target = str;

    fn deref(&self) -> &str {
        &self.english
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english)
    }
}

impl From<String> for Sentence {
    fn from(english: String) -> Sentence {
        Sentence::new("", english, Vec::new())
    }
}

impl From<&str> for Sentence {
    fn from(english: &str) -> Sentence {
        english.to_owned().into()
    }
}

/// `sentence!("flaw-list", "{key} is a list: write one text", key = key)`: the key of the locales, the English, the variables of
/// both.
macro_rules! sentence {
    ($key:literal, $english:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::article::Sentence::new($key, format!($english $(, $name = $value)*), vec![$((stringify!($name), $value.to_string())),*])
    };
}
pub(crate) use sentence;
