//! What the buttons of a held article carry: which rubric it goes out in.

use crate::{article::ArticleKey, telegram::buttons::Carried};

/// A rubric that an editor chooses for a held article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::telegram) struct Choice {
    pub article: ArticleKey,
    /// Its place in masks, 1 to 62.
    pub bit: u8,
}

impl Carried for Choice {
    fn write(&self) -> String {
        format!("{}-{}", self.article, self.bit)
    }

    fn read(text: &str) -> Option<Choice> {
        let (article, bit) = text.split_once('-')?;
        let article = ArticleKey(article.parse().ok().filter(|number| *number >= 0)?);
        Some(Choice { article, bit: bit.parse().ok().filter(|bit| (1..=62).contains(bit))? })
    }
}
