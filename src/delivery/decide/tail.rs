//! The end of the log, kept in memory. In: the entries that may still be sent. Out: what lies after a cursor, and a
//! quick "might this chat have something pending". It is read again whenever the store says that the log has changed.

use super::age::Floor;
use crate::{
    clock::Time,
    store::{Behind, Cursors, Entry, Lane, Reading, Result, Seq},
};

/// The entries that are young enough to be sent, in order, with the head of the log when they were read.
#[derive(Clone, Debug, Default)]
pub struct Tail {
    entries: Vec<Entry>,
    /// Per entry: the union of what it and all after it would be looked up by.
    after: Vec<Routes>,
    head: Seq,
    version: Option<i64>,
}

/// Masks of a stretch of the log, per cursor.
#[derive(Clone, Copy, Debug, Default)]
struct Routes {
    breaking_languages: u8,
    breaking_rubrics: u64,
    main_languages: u8,
    main_rubrics: u64,
    news_languages: u8,
    news_rubrics: u64,
}

impl Tail {
    /// Reads it again if the log has changed, or begins before `oldest` by now; `true` if so.
    pub fn refresh(&mut self, store: &Reading, oldest: Time) -> Result<bool> {
        let version = store.log_version()?;
        if self.is_of(version) && self.begins_after(oldest) {
            return Ok(false);
        }
        *self = Tail::new(store.entries_from(oldest)?, store.head()?);
        self.version = Some(version);
        Ok(true)
    }

    /// Whether it was read when the log had this version.
    pub fn is_of(&self, version: i64) -> bool {
        self.version == Some(version)
    }

    /// Whether nothing in it is older than that.
    pub fn begins_after(&self, oldest: Time) -> bool {
        self.entries.first().is_none_or(|first| first.at >= oldest)
    }

    /// A tail of these entries.
    pub fn new(entries: Vec<Entry>, head: Seq) -> Tail {
        let mut routes = Routes::default();
        let mut after: Vec<Routes> = entries.iter().rev().map(|entry| *routes.add(entry)).collect();
        after.reverse();
        Tail { entries, after, head, version: None }
    }

    /// The newest place of the log.
    pub fn head(&self) -> Seq {
        self.head
    }

    /// The entries after `seq`, in order.
    pub fn after(&self, seq: Seq) -> &[Entry] {
        &self.entries[self.entries.partition_point(|entry| entry.seq <= seq)..]
    }

    /// All entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whether the chat might have something pending; says no only where that is sure.
    pub fn may_concern(&self, chat: &Behind) -> bool {
        self.breaking_concerns(chat) || {
            let Cursors { main, news, .. } = chat.cursors;
            let main = self.routes(main);
            let news = self.routes(news);
            (main.main_rubrics & chat.rubrics != 0 && main.main_languages & chat.languages != 0)
                || (news.news_rubrics & chat.rubrics != 0 && news.news_languages & chat.languages != 0)
        }
    }

    /// The same for breaking news alone.
    fn breaking_concerns(&self, chat: &Behind) -> bool {
        self.breaking_after(chat, chat.cursors.breaking)
    }

    /// The last entry that an outage has made news of.
    pub fn cooled(&self, floor: Floor) -> Seq {
        let (seq, before) = floor.cooled();
        let cooled = self.entries.partition_point(|entry| entry.seq <= seq && entry.at < before);
        cooled.checked_sub(1).map_or(Seq(0), |place| self.entries[place].seq)
    }

    /// The same as [`Tail::may_concern`] for breaking news after `cooled`.
    pub fn hot_concerns(&self, chat: &Behind, cooled: Seq) -> bool {
        self.breaking_after(chat, chat.cursors.breaking.max(cooled))
    }

    fn breaking_after(&self, chat: &Behind, seq: Seq) -> bool {
        let routes = self.routes(seq);
        routes.breaking_languages & chat.languages != 0 && (chat.urgent || routes.breaking_rubrics & chat.rubrics != 0)
    }

    fn routes(&self, cursor: Seq) -> Routes {
        self.after.get(self.entries.partition_point(|entry| entry.seq <= cursor)).copied().unwrap_or_default()
    }
}

impl Routes {
    fn add(&mut self, entry: &Entry) -> &Routes {
        let (languages, rubrics) = match entry.lane {
            Lane::Breaking => (&mut self.breaking_languages, &mut self.breaking_rubrics),
            Lane::News if entry.is_main() => (&mut self.main_languages, &mut self.main_rubrics),
            Lane::News => (&mut self.news_languages, &mut self.news_rubrics),
        };
        *languages |= entry.languages;
        *rubrics |= entry.rubrics;
        self
    }
}
