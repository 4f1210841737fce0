//! Staff's buttons as types. In: callback data. Out: an enum of which each variant is one line: what it carries, and the
//! word that stands for it in the data. What nobody knows, or is written otherwise than we write it, is `None`. Buttons
//! stand in chats for years: a word that was given stays, and is never given to something else.

use crate::{
    article::ArticleKey,
    store::{ChatKey, Seq},
};

/// What a button carries behind its word.
pub(super) trait Carried: Sized {
    /// As it stands in the data.
    fn write(&self) -> String;
    /// The reverse; `None`: it is something else.
    fn read(text: &str) -> Option<Self>;
}

macro_rules! carried {
    ($($kind:ty: $write:expr, $read:expr;)*) => { $(
        impl Carried for $kind {
            fn write(&self) -> String {
                let write: fn(&$kind) -> String = $write;
                write(self)
            }
            fn read(text: &str) -> Option<Self> {
                let read: fn(i64) -> Option<$kind> = $read;
                read(text.parse().ok().filter(|number: &i64| *number >= 0)?)
            }
        }
    )* };
}

carried! {
    i64: i64::to_string, Some;
    u32: u32::to_string, |number| u32::try_from(number).ok();
    ArticleKey: |key| key.0.to_string(), |number| Some(ArticleKey(number));
    ChatKey: |key| key.0.to_string(), |number| Some(ChatKey(number));
    Seq: |seq| seq.0.to_string(), |number| Some(Seq(number));
}

/// Declares the buttons of a part of staff: what their data begins with, those that carry nothing, those that do.
macro_rules! buttons {
    (
        $(#[$about:meta])* $vis:vis enum $name:ident = $prefix:literal {
            $($(#[$doc:meta])* $plain:ident = $whole:literal,)*
        } carrying {
            $($(#[$what:meta])* $button:ident($carried:ty) = $word:literal,)*
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis enum $name {
            $($(#[$doc])* $plain,)*
            $($(#[$what])* $button($carried),)*
        }

        impl $name {
            /// What the data begins with.
            $vis const PREFIX: &str = $prefix;
            /// Those that carry nothing, by what stands for them.
            $vis const PLAIN: &[(&str, $name)] = &[$(($whole, $name::$plain)),*];
            /// The others, by their words, each with what reads it.
            $vis const CARRYING: &[(&str, fn(&str) -> Option<$name>)] = &[$(
                ($word, |text| <$carried as $crate::telegram::buttons::Carried>::read(text).map($name::$button))
            ),*];

            /// At most 64 bytes.
            $vis fn encode(self) -> String {
                use $crate::telegram::buttons::Carried;
                match self {
                    $($name::$plain => concat!($prefix, $whole).to_owned(),)*
                    $($name::$button(carried) => format!(concat!($prefix, $word, ":{}"), Carried::write(&carried)),)*
                }
            }

            /// The reverse of `encode`; `None`: nobody's button, or not any more.
            $vis fn decode(data: &str) -> Option<$name> {
                let rest = data.strip_prefix($prefix)?;
                if let Some((_, press)) = $name::PLAIN.iter().find(|(whole, _)| *whole == rest) {
                    return Some(*press);
                }
                let (word, text) = rest.split_once(':')?;
                let (_, read) = $name::CARRYING.iter().find(|(known, _)| *known == word)?;
                read(text).filter(|press| press.encode() == data)
            }
        }

        impl From<$name> for String {
            fn from(press: $name) -> String {
                press.encode()
            }
        }
    };
}
pub(super) use buttons;

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::telegram::{admin, desk};

    /// Whole numbers, a draft, a rubric of an article, a language of it, what goes out later and when, each at its longest too.
    const SAMPLES: [&str; 15] = [
        "0",
        "412",
        "4294967295",
        "9223372036854775807",
        "b:412:3:0:0:0:1795410000:0",
        "n:9223372036854:999999:7:2:127:9999999999:1000000",
        "b:412:3:0:0:0:1795410000:0:29923500",
        "n:9223372036854:999999:7:2:127:9999999999:1000000:29923500",
        "9223372036854775807-62",
        "412-ru",
        "9223372036854775807-kk",
        "n-412-0",
        "b-576460752303423486-7",
        "n-412-0-29923500",
        "b-576460752303423486-7-4294967295",
    ];

    /// Every button reads at least one of the samples, and is read as it was written; no word stands for two.
    macro_rules! check {
        ($press:ty) => {{
            let mut words = HashSet::new();
            for (whole, press) in <$press>::PLAIN {
                assert!(words.insert(*whole), "{whole} stands for two buttons");
                assert_eq!(<$press>::decode(&press.encode()), Some(*press));
            }
            for (word, read) in <$press>::CARRYING {
                assert!(words.insert(*word), "{word} stands for two buttons");
                let pressed: Vec<$press> = SAMPLES.iter().filter_map(|sample| read(sample)).collect();
                assert!(!pressed.is_empty(), "{word} reads no sample");
                for press in pressed {
                    let data = press.encode();
                    assert!(data.len() <= 64, "{data} has {} bytes", data.len());
                    assert_eq!(<$press>::decode(&data), Some(press), "{data}");
                }
            }
        }};
    }

    #[test]
    fn every_button_is_read_as_it_was_written() {
        check!(desk::Press);
        check!(desk::Mend);
        check!(admin::Press);
    }

    proptest::proptest! {
        #[test]
        fn any_data_is_understood_as_it_stands_or_not_at_all(data in "([da]:)?[a-z]{0,2}:?[0-9bn:+я-]{0,40}") {
            for written in [desk::Press::decode(&data).map(desk::Press::encode), admin::Press::decode(&data).map(admin::Press::encode)] {
                proptest::prop_assert!(written.is_none_or(|written| written == data));
            }
        }
    }
}
