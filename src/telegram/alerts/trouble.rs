//! The kinds of trouble: what each carries, when one is worse than another of its kind, and which of them the desk is told by
//! the board. The others have tellers of their own, which say more than that there is something.

use std::time::Duration;

use chrono_tz::Tz;

use crate::{article::Fault, clock::Time, delivery::status::Disk, store::Ailment};

/// The least time between two messages of a kind, but for the one that it is solved.
const HOUR: Duration = Duration::from_secs(3600);

/// What may be wrong. Their order is the one in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// See [`Trouble::Token`].
    Token,
    /// See [`Trouble::Silence`].
    Silence,
    /// See [`Trouble::Database`].
    Database,
    /// See [`Trouble::Disk`].
    Disk,
    /// See [`Trouble::Clock`].
    Clock,
    /// See [`Trouble::Second`].
    Second,
    /// See [`Trouble::Backlog`].
    Backlog,
    /// See [`Trouble::Newsroom`].
    Newsroom,
    /// See [`Trouble::NoMain`].
    NoMain,
    /// See [`Trouble::Feeds`].
    Feeds,
    /// See [`Trouble::Articles`].
    Articles,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 11] = [
        Kind::Token,
        Kind::Silence,
        Kind::Database,
        Kind::Disk,
        Kind::Clock,
        Kind::Second,
        Kind::Backlog,
        Kind::Newsroom,
        Kind::NoMain,
        Kind::Feeds,
        Kind::Articles,
    ];

    /// Its name for machines; it stays.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Token => "token",
            Kind::Silence => "telegram",
            Kind::Database => "database",
            Kind::Disk => "disk",
            Kind::Clock => "clock",
            Kind::Second => "second-poller",
            Kind::Backlog => "backlog",
            Kind::Newsroom => "newsroom-file",
            Kind::NoMain => "no-main-news",
            Kind::Feeds => "feeds",
            Kind::Articles => "articles",
        }
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// Telegram refuses the token.
    Token,
    /// Telegram gives no clear answers.
    Silence,
    /// The database cannot be written, or read.
    Database(Ailment),
    /// There is little room on its disk.
    Disk(Disk),
    /// The machine's clock is so far from Telegram's.
    Clock(Duration),
    /// Another program asks for updates with the same token.
    Second,
    /// More and more chats wait for their news.
    Backlog {
        /// So many.
        waiting: u64,
        /// At the pace of now they take so long.
        lasting: Duration,
    },
    /// The newsroom's file has a mistake; the one before it holds.
    Newsroom(Fault),
    /// There was no main news for so many days, and so many readers get main news.
    NoMain {
        /// Whole days.
        days: u64,
        /// Readers.
        readers: u64,
    },
    /// These feeds have not answered since then, told in this zone.
    Feeds(Vec<(String, Time)>, Tz),
    /// So many files are no articles.
    Articles(u32),
}

impl Trouble {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Trouble::Token => Kind::Token,
            Trouble::Silence => Kind::Silence,
            Trouble::Database(_) => Kind::Database,
            Trouble::Disk(_) => Kind::Disk,
            Trouble::Clock(_) => Kind::Clock,
            Trouble::Second => Kind::Second,
            Trouble::Backlog { .. } => Kind::Backlog,
            Trouble::Newsroom(_) => Kind::Newsroom,
            Trouble::NoMain { .. } => Kind::NoMain,
            Trouble::Feeds(..) => Kind::Feeds,
            Trouble::Articles(_) => Kind::Articles,
        }
    }

    /// Whether the board says it to the desk while it stands. Files and feeds have messages of their own, with their names; and while
    /// Telegram takes nothing nobody can be told.
    pub(super) fn is_for_the_desk(&self) -> bool {
        !matches!(self, Trouble::Token | Trouble::Silence | Trouble::Feeds(..) | Trouble::Articles(_))
    }

    /// Whether the desk is told of it when it is over, and only then. What became too old while Telegram was silent is told
    /// by itself.
    pub(super) fn is_told_afterwards(&self) -> bool {
        matches!(self, Trouble::Token)
    }

    /// Whether nothing is sent while it stands.
    pub(super) fn holds_up_all(&self) -> bool {
        match self {
            Trouble::Database(_) => true,
            Trouble::Disk(disk) => disk.is_halted,
            _ => false,
        }
    }

    /// Whether it is clearly worse than what was told of the same kind.
    pub(super) fn is_worse_than(&self, told: &Trouble) -> bool {
        match (self, told) {
            (Trouble::Disk(now), Trouble::Disk(told)) => now.is_halted && !told.is_halted || now.free < told.free / 2,
            (Trouble::Clock(now), Trouble::Clock(told)) => *now > *told * 2,
            (Trouble::Backlog { waiting: now, .. }, Trouble::Backlog { waiting: told, .. }) => *now >= *told * 2,
            (Trouble::NoMain { days: now, .. }, Trouble::NoMain { days: told, .. }) => *now >= *told + 7,
            (Trouble::Newsroom(now), Trouble::Newsroom(told)) => now != told,
            (Trouble::Database(now), Trouble::Database(told)) => now != told,
            _ => false,
        }
    }

    /// How long it has to stand before it is told: an import by another process may hold the lock for some seconds.
    pub(super) fn patience(&self) -> Duration {
        let is_busy = matches!(self, Trouble::Database(Ailment::Busy));
        if is_busy { Duration::from_secs(15) } else { Duration::ZERO }
    }

    /// The least time between two messages of its kind. Who mends a file waits for what is said about the next try.
    pub(super) fn pause(&self) -> Duration {
        if matches!(self, Trouble::Newsroom(_)) { Duration::from_secs(60) } else { HOUR }
    }
}
