//! A chat's history: when it joined, chose, left. In: what happened, written in the transaction in which it happened.
//! Out: growth for statistics, the story of one chat for `trace`.

use rusqlite::{OptionalExtension, params};

use super::{ChatKey, Reading, Result, Writing, words::WordId};
use crate::{clock::Time, newsroom::Mode};

/// What happened to a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// It came for the first time.
    Joined,
    /// It came back after leaving or blocking.
    Returned,
    /// It said `/stop`, or is a group that has to choose again. Left and blocked: the detail is the number of the
    /// article that led its last message, if that came within an hour.
    Left,
    /// It blocked the bot, or removed it.
    Blocked,
    /// Its account or chat was deleted.
    Gone,
    /// The bot may not write there any more.
    NoRights,
    /// A rubric was switched on; the detail is its id.
    RubricOn,
    /// A rubric was switched off; the detail is its id.
    RubricOff,
    /// The mode was changed; the detail says how ([`Change`]).
    Mode,
    /// The languages of news changed; the detail says how ([`Change`]).
    Languages,
    /// A rubric was muted; the detail is its id.
    Muted,
    /// Why it left, as it said.
    Reason,
    /// Breaking news was switched on.
    UrgentOn,
    /// Breaking news was switched off.
    UrgentOff,
    /// A word or a thread was followed; the detail is its number, and the word.
    Followed,
    /// A word or a thread is not followed any more; the detail is the same.
    Unfollowed,
    /// A thread was muted; the detail is its number.
    ThreadMuted,
    /// A thread is not muted any more; the detail is its number.
    ThreadUnmuted,
    /// A break began; the detail is its end.
    Paused,
    /// A break was ended by hand.
    Resumed,
    /// Who is known already opened a start link; the detail is its source.
    Linked,
}

/// In the order of their numbers, which stay.
const ALL: [What; 21] = [
    What::Joined,
    What::Returned,
    What::Left,
    What::Blocked,
    What::Gone,
    What::NoRights,
    What::RubricOn,
    What::RubricOff,
    What::Mode,
    What::Languages,
    What::Muted,
    What::Reason,
    What::UrgentOn,
    What::UrgentOff,
    What::Followed,
    What::Unfollowed,
    What::ThreadMuted,
    What::ThreadUnmuted,
    What::Paused,
    What::Resumed,
    What::Linked,
];

impl What {
    pub(super) fn number(self) -> i64 {
        let place = ALL.iter().position(|what| *what == self).expect("every kind is in the list");
        i64::try_from(place).expect("the list is short")
    }

    fn from_number(number: i64) -> What {
        usize::try_from(number).ok().and_then(|place| ALL.get(place)).copied().unwrap_or(What::Reason)
    }

    /// A word for `trace`.
    pub fn word(self) -> &'static str {
        match self {
            What::Joined => "joined",
            What::Returned => "returned",
            What::Left => "left",
            What::Blocked => "blocked",
            What::Gone => "gone",
            What::NoRights => "no rights",
            What::RubricOn => "rubric on",
            What::RubricOff => "rubric off",
            What::Mode => "mode",
            What::Languages => "languages",
            What::Muted => "muted",
            What::Reason => "reason",
            What::UrgentOn => "breaking on",
            What::UrgentOff => "breaking off",
            What::Followed => "followed",
            What::Unfollowed => "unfollowed",
            What::ThreadMuted => "thread muted",
            What::ThreadUnmuted => "thread unmuted",
            What::Paused => "paused",
            What::Resumed => "resumed",
            What::Linked => "opened a link",
        }
    }
}

/// A change of what a chat asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A rubric was switched on or off.
    Rubric {
        /// Its id.
        id: String,
        /// Which of both.
        on: bool,
    },
    /// The mode is another.
    Mode {
        /// What it was; lines of the first version do not tell.
        from: Option<Mode>,
        /// What it is.
        to: Mode,
    },
    /// The mask of languages of news is another.
    Languages {
        /// What it was; lines of the first version do not tell.
        from: Option<u8>,
        /// What it is.
        to: u8,
    },
    /// Breaking news was switched on or off.
    Urgent(bool),
    /// A word or a thread is followed, or not any more.
    Word {
        /// Its number.
        word: WordId,
        /// As it was typed; a thread has no words.
        said: String,
        /// Which of both.
        on: bool,
    },
    /// A thread is muted, or not any more.
    Thread {
        /// Its number.
        word: WordId,
        /// Which of both.
        muted: bool,
    },
}

impl Change {
    /// As a line of the history says it: `now>digest`, `1>3`, a rubric's id.
    fn written(&self) -> (What, Option<String>) {
        let before = |from: Option<String>| from.map_or_else(String::new, |from| format!("{from}>"));
        match self {
            Change::Rubric { id, on } => (if *on { What::RubricOn } else { What::RubricOff }, Some(id.clone())),
            Change::Mode { from, to } => {
                (What::Mode, Some(format!("{}{}", before(from.map(|from| from.name().to_owned())), to.name())))
            }
            Change::Languages { from, to } => {
                (What::Languages, Some(format!("{}{to}", before(from.map(|from| from.to_string())))))
            }
            Change::Urgent(on) => (if *on { What::UrgentOn } else { What::UrgentOff }, None),
            Change::Word { word, said, on } => (
                if *on { What::Followed } else { What::Unfollowed },
                Some(format!("{} {said}", word.0).trim_end().to_owned()),
            ),
            Change::Thread { word, muted } => {
                (if *muted { What::ThreadMuted } else { What::ThreadUnmuted }, Some(word.0.to_string()))
            }
        }
    }

    fn read(what: What, detail: Option<&str>) -> Option<Change> {
        let sides =
            || detail.map(|detail| detail.split_once('>').map_or((None, detail), |(from, to)| (Some(from), to)));
        Some(match what {
            What::RubricOn | What::RubricOff => Change::Rubric { id: detail?.to_owned(), on: what == What::RubricOn },
            What::Mode => {
                let (from, to) = sides()?;
                Change::Mode { from: from.and_then(Mode::named), to: Mode::named(to)? }
            }
            What::Languages => {
                let (from, to) = sides()?;
                Change::Languages { from: from.and_then(|mask| mask.parse().ok()), to: to.parse().ok()? }
            }
            What::UrgentOn | What::UrgentOff => Change::Urgent(what == What::UrgentOn),
            What::Followed | What::Unfollowed => {
                let (word, said) = detail?.split_once(' ').unwrap_or((detail?, ""));
                Change::Word { word: WordId(word.parse().ok()?), said: said.to_owned(), on: what == What::Followed }
            }
            What::ThreadMuted | What::ThreadUnmuted => {
                Change::Thread { word: WordId(detail?.parse().ok()?), muted: what == What::ThreadMuted }
            }
            What::Joined | What::Returned | What::Left | What::Blocked | What::Gone | What::NoRights => return None,
            What::Muted | What::Reason | What::Paused | What::Resumed | What::Linked => return None,
        })
    }
}

/// One line of a chat's history.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// When.
    pub at: Time,
    /// What.
    pub what: What,
    /// Which rubric, mode or link.
    pub detail: Option<String>,
}

impl Happening {
    /// What it changed of what the chat asks for; `None`: nothing.
    pub fn change(&self) -> Option<Change> {
        Change::read(self.what, self.detail.as_deref())
    }
}

impl Reading<'_> {
    /// The history of a chat, oldest first.
    pub fn events(&self, chat: ChatKey) -> Result<Vec<Happening>> {
        let mut sql = self.sql("SELECT at, what, detail FROM event WHERE chat = ?1 ORDER BY at, id")?;
        let rows = sql.query_map([chat.0], |row| {
            Ok(Happening { at: Time(row.get(0)?), what: What::from_number(row.get(1)?), detail: row.get(2)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// When one of these last happened to the chat.
    pub fn last_event(&self, chat: ChatKey, kinds: &[What]) -> Result<Option<Time>> {
        let mut latest = None;
        for kind in kinds {
            let at: Option<i64> = self
                .sql("SELECT max(at) FROM event WHERE chat = ?1 AND what = ?2")?
                .query_row([chat.0, kind.number()], |row| row.get(0))
                .optional()?
                .flatten();
            latest = latest.max(at);
        }
        Ok(latest.map(Time))
    }

    /// Whether the chat opened a start link with this source since then.
    pub fn has_opened(&self, chat: ChatKey, source: &str, since: Time) -> Result<bool> {
        let mut sql = self.sql(
            "SELECT EXISTS (SELECT 1 FROM event WHERE chat = ?1 AND at >= ?2 AND what IN (?3, ?4) AND detail = ?5)",
        )?;
        let values = params![chat.0, since.0, What::Joined.number(), What::Linked.number(), source];
        Ok(sql.query_row(values, |row| row.get(0))?)
    }

    /// When the chat last switched a rubric on; `None` where it never did (it came with it).
    pub fn rubric_chosen(&self, chat: ChatKey, rubric: &str) -> Result<Option<Time>> {
        let at: Option<i64> = self
            .sql("SELECT max(at) FROM event WHERE chat = ?1 AND what = ?2 AND detail = ?3")?
            .query_row(params![chat.0, What::RubricOn.number(), rubric], |row| row.get(0))?;
        Ok(at.map(Time))
    }
}

impl Writing<'_> {
    /// Adds a change of what a chat asks for to its history.
    pub fn record_change(&self, chat: ChatKey, now: Time, change: &Change) -> Result<()> {
        let (what, detail) = change.written();
        self.record(chat, now, what, detail.as_deref())
    }

    /// Adds a line to the history of a chat. Who leaves, or mutes a rubric, counts for the stories of the hour before.
    pub fn record(&self, chat: ChatKey, now: Time, what: What, detail: Option<&str>) -> Result<()> {
        self.sql("INSERT INTO event (chat, at, what, detail) VALUES (?1, ?2, ?3, ?4)")?.execute(params![
            chat.0,
            now.0,
            what.number(),
            detail
        ])?;
        self.count_event(chat, what, detail, now)?;
        self.count_departure(chat, what, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_read_as_they_were_written() {
        let rubric = |on| Change::Rubric { id: "society".to_owned(), on };
        let word = |said: &str, on| Change::Word { word: WordId(17), said: said.to_owned(), on };
        for (change, what, detail) in [
            (rubric(true), What::RubricOn, Some("society")),
            (rubric(false), What::RubricOff, Some("society")),
            (Change::Mode { from: Some(Mode::Now), to: Mode::Digest }, What::Mode, Some("now>digest")),
            (Change::Mode { from: None, to: Mode::Mixed }, What::Mode, Some("mixed")),
            (Change::Languages { from: Some(1), to: 3 }, What::Languages, Some("1>3")),
            (Change::Languages { from: None, to: 2 }, What::Languages, Some("2")),
            (Change::Urgent(true), What::UrgentOn, None),
            (word("новый парк", true), What::Followed, Some("17 новый парк")),
            (word("", false), What::Unfollowed, Some("17")),
            (Change::Thread { word: WordId(17), muted: true }, What::ThreadMuted, Some("17")),
            (Change::Thread { word: WordId(17), muted: false }, What::ThreadUnmuted, Some("17")),
            (Change::Urgent(false), What::UrgentOff, None),
        ] {
            assert_eq!(change.written(), (what, detail.map(str::to_owned)));
            assert_eq!(Change::read(what, detail), Some(change));
        }
        for (what, detail) in [(What::Mode, Some("now>never")), (What::Languages, None), (What::Muted, Some("society"))]
        {
            assert_eq!(Change::read(what, detail), None, "{what:?}");
        }
    }
}
