//! The end of the log, kept in memory. In: the entries that may still be sent. Out: what lies after a cursor, and a
//! quick "might this chat have something pending". It is read again whenever the store says that the log has changed.

use super::age::Floor;
use crate::{
    clock::Time,
    newsroom::Mode,
    store::{Behind, Cursor, Entry, Reading, Result, Seq},
};

/// The entries that are young enough to be sent, in order, with the head of the log when they were read.
#[derive(Clone, Debug, Default)]
pub struct Tail {
    entries: Vec<Entry>,
    /// Per entry: what it and all after it would be looked up by.
    after: Vec<Routes>,
    head: Seq,
    version: Option<i64>,
    oldest: Option<Time>,
    /// The ledger may hold copies of these stories from then on.
    since: Option<Time>,
}

/// What a stretch of the log would be looked up by, for each cursor.
#[derive(Clone, Copy, Debug, Default)]
struct Routes([Route; Cursor::ALL.len()]);

/// Masks of the entries that one cursor decides.
#[derive(Clone, Copy, Debug, Default)]
struct Route {
    languages: u8,
    rubrics: u64,
    /// Followed words or threads are among them.
    words: bool,
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
        self.oldest.is_none_or(|first| first >= oldest)
    }

    /// Since when somebody may have one of its stories: since the oldest came out, which need not be the first, as the clock may
    /// have been set back; or since one was opened before it came out.
    pub fn since(&self) -> Option<Time> {
        self.since
    }

    /// A tail of these entries.
    pub fn new(entries: Vec<Entry>, head: Seq) -> Tail {
        let mut routes = Routes::default();
        let mut after: Vec<Routes> = entries.iter().rev().map(|entry| *routes.add(entry)).collect();
        after.reverse();
        let oldest = entries.iter().map(|entry| entry.at).min();
        let since = entries.iter().filter_map(|entry| entry.opened).chain(oldest).min();
        Tail { entries, after, head, version: None, oldest, since }
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
        Cursor::ALL.into_iter().any(|cursor| self.concerns(chat, cursor, chat.cursors.at(cursor)))
    }

    /// Whether it might have something only for the words that it follows.
    pub fn may_concern_by_word(&self, chat: &Behind) -> bool {
        chat.follows && !self.may_concern(&Behind { follows: false, ..*chat })
    }

    /// Whether breaking news might come to the chat as such; `cooled` is the last entry of which an outage has made news.
    pub fn is_urgent_for(&self, chat: &Behind, cooled: Seq) -> bool {
        let cooled = if chat.mode == Mode::Breaking { Seq(0) } else { cooled };
        chat.urgent && self.concerns(chat, Cursor::Breaking, chat.cursors.breaking.max(cooled))
    }

    /// The last entry of which an outage has made news.
    pub fn cooled(&self, floor: Floor) -> Seq {
        let (seq, before) = floor.cooled();
        // Where the clock was set back they are not in the order of their times.
        let cooled = self.entries.iter().take_while(|entry| entry.seq <= seq && entry.at < before).count();
        cooled.checked_sub(1).map_or(Seq(0), |place| self.entries[place].seq)
    }

    /// Whether the chat might want something of what this cursor decides and lies after that place.
    fn concerns(&self, chat: &Behind, cursor: Cursor, after: Seq) -> bool {
        let Route { languages, rubrics, words } = self.routes(after).0[cursor as usize];
        let whatever = cursor == Cursor::Breaking && chat.urgent;
        languages & chat.languages != 0 && (whatever || rubrics & chat.rubrics != 0 || words && chat.follows)
    }

    fn routes(&self, cursor: Seq) -> Routes {
        self.after.get(self.entries.partition_point(|entry| entry.seq <= cursor)).copied().unwrap_or_default()
    }
}

impl Routes {
    fn add(&mut self, entry: &Entry) -> &Routes {
        let route = &mut self.0[Cursor::of(entry) as usize];
        route.languages |= entry.languages;
        route.rubrics |= entry.rubrics;
        route.words |= !entry.words.is_empty();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::ArticleKey,
        store::{Lane, Volume, log::Standing},
    };

    fn entry(seq: i64, at: i64) -> Entry {
        Entry {
            seq: Seq(seq),
            article: ArticleKey(seq),
            story: seq,
            lane: Lane::Breaking,
            rubrics: 2,
            languages: 1,
            volume: Volume::AsChosen,
            asks: false,
            opened: None,
            stopped: false,
            at: Time(at),
            standing: Standing::Ready,
            words: Vec::new(),
        }
    }

    /// Where the clock was set back, entries are not in the order of their times.
    #[test]
    fn the_oldest_need_not_be_the_first() {
        let tail = Tail::new(vec![entry(1, 9_000), entry(2, 5_000), entry(3, 6_000)], Seq(3));
        assert_eq!(tail.since(), Some(Time(5_000)));
        assert!(tail.begins_after(Time(5_000)) && !tail.begins_after(Time(5_001)));
    }

    #[test]
    fn an_outage_cools_what_came_out_long_before_its_end() {
        const HOUR: i64 = 3_600_000;
        let tail = Tail::new((1..=4).map(|seq| entry(seq, seq * 60_000)).collect(), Seq(4));
        let cooled = |seq, ended| tail.cooled(Floor { seq: Seq(seq), before: Time(0), ended: Time(HOUR + ended) });
        assert_eq!(cooled(4, 150_000), Seq(2), "an hour before, and the rest is breaking still");
        assert_eq!(cooled(1, 150_000), Seq(1), "what came out afterwards is");
        assert_eq!(cooled(0, 150_000), Seq(0));
    }
}
