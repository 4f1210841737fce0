//! What a chat asks for, as the oracle sees it: each wish has stood since a moment, and an entry is wanted by the wishes
//! that stood when it came out.

use headliner::{delivery::decide::wants::Reason, store::Lane};

use super::{
    act::RUBRICS,
    day::{Rules, Waiting},
    oracle::{Entry, Open, Oracle, Side, Want},
};

impl Oracle {
    /// The same, however old the entry is.
    pub fn asks_for(&self, chat: usize, place: usize, now: i64) -> (Want, bool) {
        let (side, entry) = (&self.sides[chat], &self.entries[place]);
        let article = &self.articles[entry.article];
        let before = |wish: Option<u64>| wish.is_some_and(|tick| tick < entry.tick);
        let may_go = article.ready && !article.aside && !entry.stopped;
        let reads = (0..2).any(|place| entry.languages >> place & 1 == 1 && before(side.languages[place]));
        if !before(side.open) || !may_go || !reads {
            return (Want::No, false);
        }
        let urgent = entry.lane == Lane::Breaking && before(side.urgent);
        if urgent {
            return (Want::Yes, urgent);
        }
        let word = if self.wants_word(chat, entry) { Want::Yes } else { self.wants_thread(chat, entry) };
        let followed = if before(side.ordinary) { word } else { Want::No };
        let wanted = self.wants_rubric(side, entry, article.rubrics, now).max(followed);
        (wanted.min(self.unmuted(chat, entry)), urgent)
    }

    /// Whether the chat asks for such entries now, be it after an interruption.
    pub fn likes(&self, chat: usize, place: usize) -> bool {
        let (side, entry) = (&self.sides[chat], &self.entries[place]);
        let article = &self.articles[entry.article];
        let rubric =
            (0..RUBRICS).any(|bit| article.rubrics >> bit & 1 == 1 && side.rubrics[usize::from(bit)].is_some());
        let reads = (0..2).any(|place| entry.languages >> place & 1 == 1 && side.languages[place].is_some());
        let urgent = entry.lane == Lane::Breaking && side.urgent.is_some();
        let followed = rubric || self.follows_something_of(chat, entry);
        !entry.stopped && reads && (urgent || (followed && side.ordinary.is_some()))
    }

    fn wants_rubric(&self, side: &Side, entry: &Entry, rubrics: u64, now: i64) -> Want {
        (0..RUBRICS)
            .filter(|bit| rubrics >> bit & 1 == 1)
            .map(|bit| side.wants_bit(bit, entry, now))
            .max()
            .unwrap_or(Want::No)
    }

    /// Whether this is a reason for the chat to get the entry.
    pub fn is_reason(&self, chat: usize, place: usize, reason: Reason, now: i64) -> bool {
        let (side, entry) = (&self.sides[chat], &self.entries[place]);
        match (self.asks_for(chat, place, now), reason) {
            ((want, urgent), Reason::Breaking) => want > Want::No && urgent,
            ((_, urgent), Reason::Rubric(bit)) => {
                let has = self.articles[entry.article].rubrics >> bit & 1 == 1;
                !urgent && has && side.wants_bit(bit, entry, now) > Want::No
            }
            ((_, urgent), reason) => !urgent && self.is_followed(chat, entry, reason),
        }
    }

    /// What of these lies before a chat, as far as time goes.
    pub fn waiting<'a>(&self, day: &Rules, open: impl IntoIterator<Item = &'a Open>) -> Waiting {
        let mut waiting = Waiting::default();
        for open in open {
            let entry = &self.entries[open.entry];
            waiting.missed |= day.is_missed(entry.at);
            if open.urgent {
                let (wakes, newest) = waiting.urgent.unwrap_or((false, entry.at));
                waiting.urgent = Some((wakes || entry.wake, newest.max(entry.at)));
                continue;
            }
            let main = self.articles[entry.article].rubrics & 1 == 1;
            let oldest = if main { &mut waiting.main } else { &mut waiting.news };
            *oldest = Some(oldest.map_or(entry.at, |at| at.min(entry.at)));
        }
        waiting
    }

    /// Which of two versions of a story a chat is shown: the breaking one, then the one in its own language.
    pub fn rank(&self, chat: usize, open: &Open) -> (bool, bool) {
        (open.urgent, self.entries[open.entry].languages & self.sides[chat].tongue != 0)
    }
}

impl Side {
    /// Whether the chat is to get the entry for the sake of this rubric, which the entry has.
    fn wants_bit(&self, bit: u8, entry: &Entry, now: i64) -> Want {
        let since = |wish: Option<u64>| wish.is_some_and(|tick| tick < entry.tick);
        let mutes = || self.mutes.iter().filter(|mute| mute.0 == bit);
        let covers = |at: i64| mutes().any(|(_, from, until)| *from <= at && at < *until);
        if !since(self.ordinary) || !since(self.rubrics[usize::from(bit)]) || covers(entry.at) || covers(now) {
            return Want::No;
        }
        let between = mutes().any(|(_, from, until)| *from > entry.at && from < until && *from <= now);
        if between { Want::Maybe } else { Want::Yes }
    }
}
