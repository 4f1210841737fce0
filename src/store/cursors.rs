//! Cursors: up to where a chat has been decided. In: an entry, or a message that ended. Out: the cursor that decides the
//! one, the cursors that the other moves. Plain values, and the only place that knows: visits, the ledger, the searches
//! and `trace` all ask here, and SQL writes what it is told.

use super::{Entry, Lane, Seq, ledger::Served};

/// Up to which entry of the log the chat has been decided, per kind of news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursors {
    /// Breaking entries.
    pub breaking: Seq,
    /// Entries with the main bit.
    pub main: Seq,
    /// The rest.
    pub news: Seq,
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cursor {
    /// [`Cursors::breaking`]
    Breaking,
    /// [`Cursors::main`]
    Main,
    /// [`Cursors::news`]
    News,
}

impl Cursor {
    /// All of them.
    pub const ALL: [Cursor; 3] = [Cursor::Breaking, Cursor::Main, Cursor::News];

    /// Every entry is decided by exactly one cursor, the same for all chats.
    pub fn of(entry: &Entry) -> Cursor {
        match entry.lane {
            Lane::Breaking => Cursor::Breaking,
            Lane::News if entry.is_main() => Cursor::Main,
            Lane::News => Cursor::News,
        }
    }

    /// Its column in the table of chats.
    pub(super) fn column(self) -> &'static str {
        match self {
            Cursor::Breaking => "breaking",
            Cursor::Main => "main",
            Cursor::News => "news",
        }
    }
}

impl Served {
    /// Whether what is served decides, and so moves, this cursor.
    pub fn moves(self, cursor: Cursor) -> bool {
        match cursor {
            Cursor::Breaking => self != Served::Note,
            Cursor::Main => !matches!(self, Served::Breaking | Served::Note),
            Cursor::News => matches!(self, Served::News | Served::Top),
        }
    }
}

impl Cursors {
    /// All at the same place.
    pub fn all(seq: Seq) -> Cursors {
        Cursors { breaking: seq, main: seq, news: seq }
    }

    /// What a message that decides the log up to there raises: the cursors that it moves to that place, the others not.
    pub fn moved_by(served: Served, upto: Seq) -> Cursors {
        let to = |cursor| if served.moves(cursor) { upto } else { Seq(0) };
        Cursors { breaking: to(Cursor::Breaking), main: to(Cursor::Main), news: to(Cursor::News) }
    }

    /// Where one of them stands.
    pub fn at(&self, cursor: Cursor) -> Seq {
        match cursor {
            Cursor::Breaking => self.breaking,
            Cursor::Main => self.main,
            Cursor::News => self.news,
        }
    }

    /// The place of the cursor that is furthest behind.
    pub fn least(&self) -> Seq {
        self.breaking.min(self.main).min(self.news)
    }

    /// Whether the entry is decided: its cursor has reached it.
    pub fn decided(&self, entry: &Entry) -> bool {
        entry.seq <= self.at(Cursor::of(entry))
    }

    /// Whether a message that would decide the log up to there has not done so.
    pub fn wait_for(&self, served: Served, upto: Seq) -> bool {
        Cursor::ALL.into_iter().any(|cursor| served.moves(cursor) && self.at(cursor) < upto)
    }
}
