//! All that deciding about an update needs besides the database: words, the newsroom, the time, what has come out lately.
//! The latter ([`News`]) is read once for many updates: a flood of newcomers asks for the same numbers.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use chrono::Datelike;

use super::update::Person;
use crate::{
    acts::staff::Appointed,
    article::Language,
    clock::Time,
    locale::{Args, Words},
    message,
    newsroom::Newsroom,
    report::News,
    store::{Reading, Result, Store, staff::Role},
};

/// How long what has come out lately is taken for current although the log has not changed.
const FRESH: Duration = Duration::from_secs(600);

/// Who the bot is, by `getMe`.
#[derive(Clone, Debug)]
pub struct Me {
    /// Its number.
    pub id: i64,
    /// Its user name without `@`.
    pub username: Arc<str>,
}

/// See the module.
#[derive(Clone, Debug)]
pub struct Scene {
    /// Every word.
    pub words: Words,
    /// The newsroom.
    pub newsroom: Arc<Newsroom>,
    /// Who the bot is.
    pub me: Me,
    /// Staff by the settings.
    pub appointed: Arc<Appointed>,
    /// How long the ledger keeps what was delivered.
    pub keep: Duration,
    /// The time.
    pub now: Time,
    /// What has come out lately.
    pub news: Arc<News>,
}

impl Scene {
    /// A text in this language. Variables of HTML texts are to be escaped by the caller.
    pub fn say(&self, tongue: Language, key: &str, args: &Args) -> String {
        self.words.say(tongue, key, args)
    }

    /// What renders messages.
    pub fn renderer(&self) -> message::Renderer<'_> {
        message::Renderer { words: &self.words, newsroom: &self.newsroom, bot: &self.me.username }
    }

    /// «14:05»; of another day «22.11 14:05», of another year «22.11.2025 14:05».
    pub fn clock(&self, at: Time) -> String {
        let zone = self.newsroom.zone;
        let (then, now) = (at.utc().with_timezone(&zone), self.now.utc().with_timezone(&zone));
        let time = self.words.time(at, zone);
        match () {
            () if then.date_naive() == now.date_naive() => time,
            () if then.year() == now.year() => format!("{} {time}", then.format("%d.%m")),
            () => format!("{} {time}", then.format("%d.%m.%Y")),
        }
    }

    /// The role of a person, by the settings or the database; `None`: a reader.
    pub fn role(&self, store: &Reading, person: i64) -> Result<Option<Role>> {
        self.appointed.role(store, person)
    }

    /// The language in which to speak to a person of whom nothing else is known.
    pub fn tongue(&self, person: &Person) -> Language {
        person.language.unwrap_or(self.newsroom.language)
    }

    /// «3 новости»: how many come out a day, at least one; `none`, as the words know it, before there is a week to count.
    pub fn perday(&self, tongue: Language, rubrics: u64, languages: u8) -> String {
        if !self.news.is_known() {
            return "none".to_owned();
        }
        self.words.count_news(tongue, u64::from(self.news.a_day(rubrics, languages).max(1)))
    }
}

/// Keeps [`News`] until the log changes. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Recent(Arc<Mutex<Option<Kept>>>);

#[derive(Clone, Debug)]
struct Kept {
    news: Arc<News>,
    log: i64,
    at: Time,
}

impl Recent {
    /// What has come out by `now`.
    pub(super) async fn at(&self, store: &Store, now: Time) -> Result<Arc<News>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let known = kept.filter(|kept| now.since(kept.at) < FRESH && kept.at <= now);
        let (log, news) = store
            .read(move |reading| {
                let log = reading.log_version()?;
                match known.filter(|kept| kept.log == log) {
                    Some(kept) => Ok((None, kept.news)),
                    None => Ok((Some(log), Arc::new(News::read(reading, now)?))),
                }
            })
            .await?;
        if let Some(log) = log {
            let kept = Kept { news: news.clone(), log, at: now };
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
        }
        Ok(news)
    }
}
