//! What buttons carry that say more than a number: which rubric a held article goes out in; what goes out later, and when; the
//! language of what was typed.

use crate::{
    article::{ArticleKey, Language},
    clock::Time,
    store::{
        Lane,
        cards::{About, Asked},
    },
    telegram::buttons::Carried,
};

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

/// A language for a typed story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::telegram) struct Spoken {
    pub article: ArticleKey,
    pub language: Language,
}

impl Carried for Spoken {
    fn write(&self) -> String {
        format!("{}-{}", self.article, self.language.code())
    }

    fn read(text: &str) -> Option<Spoken> {
        let (article, code) = text.split_once('-')?;
        let article = ArticleKey(article.parse().ok().filter(|number| *number >= 0)?);
        Some(Spoken { article, language: Language::ALL.into_iter().find(|language| language.code() == code)? })
    }
}

/// What is to go out later, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::telegram) struct Later {
    pub lane: Lane,
    pub article: ArticleKey,
    /// Mask of languages, of breaking news; 0: the article's own, and those of its translations.
    pub languages: u8,
}

/// The same, with the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::telegram) struct At {
    pub later: Later,
    /// Minutes since 1970.
    pub minute: u32,
}

impl Later {
    /// An article as ordinary news.
    pub fn ordinary(article: ArticleKey) -> Later {
        Later { lane: Lane::News, article, languages: 0 }
    }

    /// An article as breaking news.
    pub fn breaking(article: ArticleKey, languages: u8) -> Later {
        Later { lane: Lane::Breaking, article, languages }
    }

    /// The question for the time.
    pub fn about(self) -> About {
        let breaking = i64::from(self.lane == Lane::Breaking);
        About::Asked(Asked::Time(self.article.0 << 4 | i64::from(self.languages) << 1 | breaking))
    }

    /// What the question was about.
    pub fn unpacked(packed: i64) -> Later {
        let lane = if packed & 1 == 1 { Lane::Breaking } else { Lane::News };
        Later { lane, article: ArticleKey(packed >> 4), languages: u8::try_from(packed >> 1 & 7).unwrap_or(0) }
    }
}

impl Carried for Later {
    fn write(&self) -> String {
        let lane = if self.lane == Lane::Breaking { 'b' } else { 'n' };
        format!("{lane}-{}-{}", self.article, self.languages)
    }

    fn read(text: &str) -> Option<Later> {
        let parts: Vec<&str> = text.split('-').collect();
        let [lane, article, languages] = parts.as_slice() else { return None };
        let lane = match *lane {
            "b" => Lane::Breaking,
            "n" => Lane::News,
            _ => return None,
        };
        let article = ArticleKey(article.parse().ok().filter(|key| (0..i64::MAX >> 4).contains(key))?);
        Some(Later { lane, article, languages: languages.parse().ok().filter(|mask| *mask < 8)? })
    }
}

impl Carried for At {
    fn write(&self) -> String {
        format!("{}-{}", self.later.write(), self.minute)
    }

    fn read(text: &str) -> Option<At> {
        let (later, minute) = text.rsplit_once('-')?;
        Some(At { later: Later::read(later)?, minute: minute.parse().ok()? })
    }
}

impl At {
    /// The moment.
    pub fn due(self) -> Time {
        Time(i64::from(self.minute) * 60_000)
    }
}
