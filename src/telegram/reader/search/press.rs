//! What the buttons under lists carry. In: callback data behind `f:`. Out: a [`Find`], or `None`. What was looked for is not in it: eight
//! words do not fit into a button's 64 bytes, and a row of the database would keep what people look for, which nobody needs to
//! know. It stands in the title of the message itself, which Telegram gives back with each press.

use crate::article::ArticleKey;

/// A press under a list of stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::telegram::reader) enum Find {
    /// A page of what was found: the rubric (`None`: all), how many newer ones are skipped.
    Page(Option<u8>, u32),
    /// The rubrics to choose from, of what was found; this one is chosen now.
    Rubrics(Option<u8>),
    /// The same of the latest news.
    RubricsOfLatest(Option<u8>),
    /// The story as a push.
    Open(ArticleKey),
    /// What was looked for is followed.
    Follow,
}

impl Find {
    /// What the data begins with.
    pub(in crate::telegram::reader) const PREFIX: &str = "f:";

    /// At most 64 bytes.
    pub(in crate::telegram::reader) fn encode(self) -> String {
        let rest = match self {
            Find::Page(rubric, skip) => format!("p{}.{skip}", written(rubric)),
            Find::Rubrics(rubric) => format!("r{}", written(rubric)),
            Find::RubricsOfLatest(rubric) => format!("n{}", written(rubric)),
            Find::Open(story) => format!("a{story}"),
            Find::Follow => "w".to_owned(),
        };
        format!("{}{rest}", Find::PREFIX)
    }

    /// The reverse, of what stands behind the prefix.
    pub(in crate::telegram::reader) fn decode(rest: &str) -> Option<Find> {
        let found = match rest.split_at_checked(1)? {
            ("p", page) => {
                let (rubric, skip) = page.split_once('.')?;
                Find::Page(read(rubric)?, skip.parse().ok()?)
            }
            ("r", rubric) => Find::Rubrics(read(rubric)?),
            ("n", rubric) => Find::RubricsOfLatest(read(rubric)?),
            ("a", story) => Find::Open(ArticleKey(story.parse().ok()?)),
            ("w", "") => Find::Follow,
            _ => return None,
        };
        (found.encode()[Find::PREFIX.len()..] == *rest).then_some(found)
    }
}

fn written(rubric: Option<u8>) -> String {
    rubric.map_or_else(|| "*".to_owned(), |bit| bit.to_string())
}

fn read(rubric: &str) -> Option<Option<u8>> {
    if rubric == "*" { Some(None) } else { rubric.parse().ok().filter(|bit| *bit <= 62).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_press_is_read_as_it_was_written() {
        let check = |rest: &str, expected: Option<Find>| {
            assert_eq!(Find::decode(rest), expected, "{rest}");
            let data = expected.map(Find::encode).unwrap_or_default();
            assert!(expected.is_none() || data == format!("f:{rest}") && data.len() <= 64, "{data}");
        };
        check("p*.8", Some(Find::Page(None, 8)));
        check("p62.4294967295", Some(Find::Page(Some(62), u32::MAX)));
        check("r*", Some(Find::Rubrics(None)));
        check("w", Some(Find::Follow));
        check("r0", Some(Find::Rubrics(Some(0))));
        check("n3", Some(Find::RubricsOfLatest(Some(3))));
        check("a9223372036854775807", Some(Find::Open(ArticleKey(i64::MAX))));
        for rest in ["", "p", "p*", "p*.", "p63.0", "p*.-1", "p*.08", "r", "r63", "a", "ax", "a07", "x1", "я"] {
            check(rest, None);
        }
    }
}
