//! Whose repair the desk hears of. In: articles whose change is told, ends of edits. Out: articles of which copies were edited, once
//! nothing is on its way; how many, the store has counted.

use std::collections::HashMap;

use crate::article::ArticleKey;

/// See the module. Of each article: whether a copy was edited, or cannot be.
#[derive(Debug, Default)]
pub(super) struct Accounts(HashMap<ArticleKey, bool>);

impl Accounts {
    /// The article's change is told: the desk hears how it went.
    pub(super) fn open(&mut self, article: ArticleKey) {
        self.0.entry(article).or_default();
    }

    /// A copy that shows the article was edited, or cannot be.
    pub(super) fn note(&mut self, article: ArticleKey) {
        if let Some(has_any) = self.0.get_mut(&article) {
            *has_any = true;
        }
    }

    /// Whether there is anything to tell.
    pub(super) fn has_any(&self) -> bool {
        self.0.values().any(|has_any| *has_any)
    }

    /// What there is to tell of. Those of which nothing has been found yet stay open.
    pub(super) fn settle(&mut self) -> Vec<ArticleKey> {
        self.0.extract_if(|_, has_any| *has_any).map(|(article, _)| article).collect()
    }
}
