//! What the buttons of words carry. In: callback data behind `fw`. Out: a [`Word`], or `None`. A word is named by its number, since what
//! somebody typed may be longer than a button's 64 bytes.

use crate::store::words::WordId;

/// A press on a button of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::telegram::reader) enum Word {
    /// The words, in the place of another screen.
    Show,
    /// The answer to the question whether to follow so frequent a word.
    Sure(WordId),
    /// The same: no.
    Never,
    /// A word of the screen is followed again.
    Again(WordId),
    /// A word of the screen is not followed any more.
    Remove(WordId),
}

impl Word {
    /// At most 64 bytes.
    pub(in crate::telegram::reader) fn encode(self) -> String {
        match self {
            Word::Show => "fw".into(),
            Word::Sure(word) => format!("fw?{}", word.0),
            Word::Never => "fw0".into(),
            Word::Again(word) => format!("fw+{}", word.0),
            Word::Remove(word) => format!("fw-{}", word.0),
        }
    }

    /// The reverse, of what stands behind `fw`.
    pub(in crate::telegram::reader) fn decode(rest: &str) -> Option<Word> {
        let of = |number: &str| number.parse().ok().filter(|id: &i64| *id > 0 && id.to_string() == number).map(WordId);
        match rest {
            "" => Some(Word::Show),
            "0" => Some(Word::Never),
            _ => match rest.split_at_checked(1)? {
                ("?", word) => of(word).map(Word::Sure),
                ("+", word) => of(word).map(Word::Again),
                ("-", word) => of(word).map(Word::Remove),
                _ => None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_press_is_read_as_it_was_written() {
        let largest = WordId(i64::MAX);
        for (press, data) in [
            (Word::Show, "fw"),
            (Word::Sure(WordId(17)), "fw?17"),
            (Word::Never, "fw0"),
            (Word::Again(WordId(17)), "fw+17"),
            (Word::Remove(largest), "fw-9223372036854775807"),
        ] {
            assert_eq!(press.encode(), data);
            assert_eq!(Word::decode(&data[2..]), Some(press), "{data}");
        }
        for data in ["+", "+0", "-01", "?x", "17", "я", "--1", "+9223372036854775808"] {
            assert_eq!(Word::decode(data), None, "{data}");
        }
    }
}
