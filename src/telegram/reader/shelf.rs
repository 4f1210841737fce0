//! What the buttons of `/saved` carry. In: callback data. Out: a [`Press`].

use crate::{article::ArticleKey, clock::Time};

/// A press on a button of the list; the last number says how many newer stories are skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Press {
    /// Shows a page.
    Page(usize),
    /// Removes a story.
    Remove(ArticleKey, usize),
    /// Puts it back where it was: it had been saved then.
    Restore(ArticleKey, Time, usize),
}

impl Press {
    pub(super) fn encode(self) -> String {
        match self {
            Press::Page(skip) => format!("k:{skip}"),
            Press::Remove(story, skip) => format!("k-{story}.{skip}"),
            Press::Restore(story, at, skip) => format!("k+{story}.{}.{skip}", at.ms()),
        }
    }

    /// The reverse of [`Press::encode`].
    pub(super) fn decode(data: &str) -> Option<Press> {
        if let Some(skip) = data.strip_prefix("k:") {
            return Some(Press::Page(skip.parse().ok()?));
        }
        if let Some(rest) = data.strip_prefix("k-") {
            let (story, skip) = rest.split_once('.')?;
            return Some(Press::Remove(ArticleKey(story.parse().ok()?), skip.parse().ok()?));
        }
        let mut parts = data.strip_prefix("k+")?.splitn(3, '.');
        let (story, at) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Press::Restore(ArticleKey(story), Time(at), parts.next()?.parse().ok()?))
    }

    /// Whether it changes the list.
    pub(super) fn alters(self) -> bool {
        !matches!(self, Press::Page(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_press_is_read_as_it_was_written() {
        let (story, at) = (ArticleKey(i64::MAX), Time(1_795_410_000_000));
        for press in [Press::Page(16), Press::Remove(story, 192), Press::Restore(story, at, 192)] {
            assert_eq!(Press::decode(&press.encode()), Some(press));
            assert!(press.encode().len() <= 64, "{press:?}");
        }
        for data in ["k", "k:", "k:x", "k-412", "k-.0", "k+412.0", "k+412.x.0", "k+412.1."] {
            assert_eq!(Press::decode(data), None, "{data}");
        }
    }
}
