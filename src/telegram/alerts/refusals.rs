//! Whether a publication was refused by many. In: how far it has come. Out: how many in a hundred did not get it, and why mostly,
//! where that is more than five.

use crate::{article::ArticleKey, store::progress::Progress};

/// More than so many in a hundred are many…
const MANY: u32 = 5;
/// …but not where they are only so few: then it is a person or two who left.
const FEW: u32 = 5;

/// A publication that many did not get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its article.
    pub article: ArticleKey,
    /// So many in a hundred of those whose message has ended.
    pub percent: u32,
    /// Why mostly: a key of the locales.
    pub reason: &'static str,
}

/// What is told of a publication that has come so far; `None`: nothing.
pub fn refused(article: ArticleKey, progress: &Progress) -> Option<Refusal> {
    let (failed, ended) = (progress.failed(), progress.ended());
    if failed <= FEW || u64::from(failed) * 100 <= u64::from(ended) * u64::from(MANY) {
        return None;
    }
    let reasons = [
        (progress.blocked, "refusals-blocked"),
        (progress.gone, "refusals-gone"),
        (progress.refused, "refusals-other"),
    ];
    let (_, reason) = reasons.into_iter().max_by_key(|(count, _)| *count)?;
    let percent = u64::from(failed) * 100 / u64::from(ended).max(1);
    Some(Refusal { article, percent: u32::try_from(percent).unwrap_or(100), reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_five_in_a_hundred_are_many() {
        let check = |delivered, blocked, gone, other, expected: Option<(u32, &str)>| {
            let progress = Progress { delivered, blocked, gone, refused: other, uncertain: 0 };
            let found = refused(ArticleKey(1), &progress).map(|found| (found.percent, found.reason));
            assert_eq!(found, expected, "{progress:?}");
        };
        check(0, 0, 0, 0, None);
        check(95, 5, 0, 0, None);
        check(950, 50, 0, 0, None);
        check(949, 51, 0, 0, Some((5, "refusals-blocked")));
        check(10, 5, 0, 0, None); // a person or two
        check(94, 1, 3, 2, Some((6, "refusals-gone")));
        check(0, 1, 1, 8, Some((100, "refusals-other")));
    }
}
