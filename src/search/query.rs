//! What somebody looks for. In: what they typed. Out: a [`Query`] of a few words, or that there is no word in it. Whatever else they
//! type (quotes, signs, commands of a database) is between the words, and gone.

use super::forms::{folded, stems, words};

/// More words than this are a letter and no search; of a search that is one all the same, the others are not looked for.
pub const MOST: usize = 8;
/// A word is shown and looked for that far. Forty letters of Cyrillic eight times are 640 bytes, so a title stays short.
const LETTERS: usize = 40;

/// Some words, all of which an article has to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query(Vec<String>);

impl Query {
    /// The words of a text, without doubles; `None`: there are none.
    pub fn read(text: &str) -> Option<Query> {
        let mut found: Vec<String> = Vec::new();
        for word in words(text).take(MOST) {
            let word: String = word.chars().take(LETTERS).collect();
            if !found.iter().any(|known| folded(known) == folded(&word)) {
                found.push(word);
            }
        }
        (!found.is_empty()).then_some(Query(found))
    }

    /// As it was typed, without what is between the words.
    pub fn words(&self) -> &[String] {
        &self.0
    }

    /// The same with other words.
    pub fn of(words: Vec<String>) -> Query {
        Query(words)
    }

    /// What it looks like in a title.
    pub fn shown(&self) -> String {
        self.0.join(" ")
    }

    /// For each word the stems by which it is found.
    pub fn stems(&self) -> Vec<Vec<String>> {
        self.0.iter().map(|word| stems(word)).collect()
    }
}

/// Whether a text is so long that it is meant for people.
pub fn is_letter(text: &str) -> bool {
    words(text).nth(MOST).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_is_looked_for() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(Query::read(text).map(|query| query.shown()).as_deref(), expected, "{text}");
        };
        check("метро", Some("метро"));
        check("  «Новое» метро!  ", Some("Новое метро"));
        check("Метро метро МЕТРО", Some("Метро"));
        check("\" OR stems:* NEAR(", Some("OR stems NEAR"));
        check("👍 ...", None);
        check("", None);
        check("a b c d e f g h i", Some("a b c d e f g h"));
        check(&"я".repeat(300), Some(&"я".repeat(40)));
    }

    #[test]
    fn more_than_eight_words_are_a_letter() {
        assert!(!is_letter("раз два три четыре пять шесть семь восемь"));
        assert!(is_letter("раз два три четыре пять шесть семь восемь девять"));
        assert!(!is_letter("👍 👍 👍 👍 👍 👍 👍 👍 👍 👍"));
    }
}
