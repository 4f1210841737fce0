//! The lanes: what leaves before what, and how much of the budget each may have. A table; whatever is to leave besides news
//! (corrections, retractions) is a row of it and not a second engine. An entry of the log names the lane in which it
//! wants to travel (`store::Lane`); a chat that takes breaking news as news among others waits in that of news all the same.

/// The lanes, in the order in which they are served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lane {
    /// Cards and alerts for staff.
    Staff,
    /// Chats for which breaking news is pending.
    Breaking,
    /// Chats that have something that is withdrawn, or breaking news that was wrong and says so by now.
    Repair,
    /// Chats that have other news that was wrong and says so by now.
    Marked,
    /// Chats for which other news is.
    News,
    /// Chats that have news in which a typo was mended.
    Silent,
}

/// What holds for a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Hundredths of the departures that it may have while another lane waits. What waits alone has everything, and what
    /// is not used goes to the next lane.
    pub share: u32,
    /// How many of its requests may be in flight. Of one chat it is one in every lane.
    pub abreast: usize,
    /// What waits is one errand, however much has come.
    pub folds: Fold,
}

/// What is one errand although it was asked for several times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// Everything that is pending for a chat: a visit is planned from the log when its slot has come.
    Chat,
    /// Nothing: each is waited for by whoever asked.
    Nothing,
}

/// More requests in flight make Telegram answer 429 to all (it holds a thousand a bot).
pub const IN_FLIGHT: usize = 500;
/// Hundredths that all repairs together may have while news waits.
pub const AMENDMENTS: u32 = 50;
/// How many staff are told something at a time, so that a slow answer of one chat does not hold up the next.
const STAFF_ABREAST: usize = 3;

impl Lane {
    /// All of them, the first first.
    pub const ALL: [Lane; 6] = [Lane::Staff, Lane::Breaking, Lane::Repair, Lane::Marked, Lane::News, Lane::Silent];
    /// Those in which what was sent is repaired, the first first. Nobody pays for an edit.
    pub const AMENDS: [Lane; 3] = [Lane::Repair, Lane::Marked, Lane::Silent];

    /// Whether what leaves in it repairs what was sent.
    pub fn amends(self) -> bool {
        Lane::AMENDS.contains(&self)
    }

    /// Its word for those who count.
    pub const fn word(self) -> &'static str {
        match self {
            Lane::Staff => "staff",
            Lane::Breaking => "breaking",
            Lane::Repair => "repair",
            Lane::Marked => "marked",
            Lane::News => "news",
            Lane::Silent => "silent",
        }
    }

    /// The lane's row of the table.
    pub const fn rule(self) -> Rule {
        match self {
            Lane::Staff => Rule { share: 10, abreast: STAFF_ABREAST, folds: Fold::Nothing },
            Lane::Breaking => Rule { share: 100, abreast: IN_FLIGHT, folds: Fold::Chat },
            // With 33 three departures would not pay for one.
            Lane::Repair => Rule { share: 34, abreast: IN_FLIGHT, folds: Fold::Chat },
            Lane::Marked => Rule { share: AMENDMENTS, abreast: IN_FLIGHT, folds: Fold::Chat },
            Lane::News => Rule { share: 100, abreast: IN_FLIGHT, folds: Fold::Chat },
            Lane::Silent => Rule { share: 10, abreast: IN_FLIGHT, folds: Fold::Chat },
        }
    }
}
