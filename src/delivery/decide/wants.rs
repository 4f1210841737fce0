//! What a chat wants of the log. In: the chat, its exceptions and mutes, one entry. Out: why it wants it, or that it
//! does not. Plain values, no clock, no database. A chat wants an entry if it had asked for it when it was published
//! and still does.

use crate::{
    article::Language,
    clock::Time,
    newsroom::Mode,
    store::{
        Chat, Cursors, Entry, Lane, Seq,
        ledger::Served,
        log::Standing,
        wishes::{Asked, Mute, Since},
    },
};

/// Why a chat gets an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is breaking, and the chat wants breaking news.
    Breaking,
    /// The chat asked for this rubric (bit 0: main).
    Rubric(u8),
}

/// The cursor that decides an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decider {
    /// [`Cursors::breaking`]
    Breaking,
    /// [`Cursors::main`]
    Main,
    /// [`Cursors::news`]
    News,
}

impl Decider {
    /// Every entry is decided by exactly one cursor, the same for all chats.
    pub fn of(entry: &Entry) -> Decider {
        match entry.lane {
            Lane::Breaking => Decider::Breaking,
            Lane::News if entry.is_main() => Decider::Main,
            Lane::News => Decider::News,
        }
    }

    /// Whether what is served moves this cursor.
    pub fn moves_with(self, served: Served) -> bool {
        match self {
            Decider::Breaking => true,
            Decider::Main => served != Served::Breaking,
            Decider::News => matches!(served, Served::News | Served::Top),
        }
    }

    /// Where this cursor stands.
    pub fn cursor(self, cursors: &Cursors) -> Seq {
        match self {
            Decider::Breaking => cursors.breaking,
            Decider::Main => cursors.main,
            Decider::News => cursors.news,
        }
    }
}

/// A chat with all that bears on what it wants.
#[derive(Clone, Copy, Debug)]
pub struct Wishes<'a> {
    /// The chat.
    pub chat: &'a Chat,
    /// Its exceptions.
    pub since: &'a [Since],
    /// Its mutes.
    pub mutes: &'a [Mute],
}

impl Wishes<'_> {
    /// Why the chat wants the entry at `now`; `None`: it does not. The cursor is not looked at.
    pub fn reason(&self, entry: &Entry, now: Time) -> Option<Reason> {
        if entry.standing != Standing::Ready || entry.stopped || !self.reads(entry) {
            return None;
        }
        if self.is_urgent(entry) {
            return Some(Reason::Breaking);
        }
        if self.chat.mode == Mode::Breaking || self.asked_after(Asked::Ordinary, entry.seq) {
            return None;
        }
        let mut shared = entry.rubrics & self.chat.rubrics;
        while shared != 0 {
            let bit = u8::try_from(shared.trailing_zeros()).expect("a mask has 64 bits");
            if !self.asked_after(Asked::Rubric(bit), entry.seq) && !self.is_muted(bit, entry.at, now) {
                return Some(Reason::Rubric(bit));
            }
            shared &= shared - 1;
        }
        None
    }

    /// Whether the entry would come as breaking news.
    pub fn is_urgent(&self, entry: &Entry) -> bool {
        entry.lane == Lane::Breaking && self.chat.urgent && !self.asked_after(Asked::Breaking, entry.seq)
    }

    /// Whether the entry lies after the cursor that decides it.
    pub fn is_undecided(&self, entry: &Entry) -> bool {
        entry.seq > Decider::of(entry).cursor(&self.chat.cursors)
    }

    fn reads(&self, entry: &Entry) -> bool {
        let common = entry.languages & self.chat.languages;
        Language::ALL
            .into_iter()
            .any(|language| common & language.bit() != 0 && !self.asked_after(Asked::Language(language), entry.seq))
    }

    /// Asked for only after this entry had been published.
    fn asked_after(&self, asked: Asked, seq: Seq) -> bool {
        self.since.iter().any(|since| since.asked == asked && seq <= since.seq)
    }

    fn is_muted(&self, bit: u8, published: Time, now: Time) -> bool {
        self.mutes.iter().any(|mute| {
            mute.rubric == bit && [published, now].into_iter().any(|moment| mute.from <= moment && moment < mute.until)
        })
    }
}
