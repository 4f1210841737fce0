//! How repairs went, for the desk: of what is told to readers, how many copies were repaired, and how many cannot be. In: articles
//! whose change is told, ends of edits. Out: an account of each that had any, once nothing is on its way.

use std::collections::HashMap;

use crate::article::ArticleKey;

/// How the repair of one article went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Account {
    /// So many copies stand as they should.
    pub(super) repaired: usize,
    /// So many cannot be amended.
    pub(super) stuck: usize,
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Accounts(HashMap<ArticleKey, Account>);

impl Accounts {
    /// The article's change is told: the desk hears how it went.
    pub(super) fn open(&mut self, article: ArticleKey) {
        self.0.entry(article).or_default();
    }

    /// A copy that shows the article was edited, or cannot be.
    pub(super) fn note(&mut self, article: ArticleKey, is_repaired: bool) {
        if let Some(account) = self.0.get_mut(&article) {
            let count = if is_repaired { &mut account.repaired } else { &mut account.stuck };
            *count += 1;
        }
    }

    /// Whether there is anything to tell.
    pub(super) fn has_any(&self) -> bool {
        self.0.values().any(|account| *account != Account::default())
    }

    /// What there is to tell. Those of which nothing has been found yet stay open.
    pub(super) fn settle(&mut self) -> Vec<(ArticleKey, Account)> {
        self.0.extract_if(|_, account| *account != Account::default()).collect()
    }
}
