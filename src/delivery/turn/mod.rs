//! One turn of the engine at the database: outcomes in, intents out, in one transaction. In: what Telegram answered
//! since the last turn, the chats whose turn it is. Out: messages to send right after the commit, chats that wait.
//!
//! [`amends`] plans edits and writes their ends, `notes` plans what those are told who got it wrong, [`endings`] finishes rows, `visits` plans what leaves next, [`shelf`] holds what the turns of one state of the log share.

pub mod amends;
pub mod endings;
mod notes;
pub mod shelf;
mod visits;

use std::{collections::HashMap, sync::Arc};

use tokio::time::Instant;

pub use self::{
    amends::{Amend, Amending},
    endings::{Ending, TakenUp, take_up},
    shelf::Shelf,
};
use amends::Arrived;

use super::{
    decide::{
        amended::of_note,
        tail::Tail,
        visit::{Rules, Visit},
    },
    gate::{
        lanes::Lane,
        purse::{Ticket, Till},
    },
    photos::Photos,
};
use crate::{
    article::Story,
    bot_api::PhotoSource,
    clock::Time,
    store::{
        Chat, ChatKey, Result, State, Writing,
        barred::Bar,
        editions::{Edition, EditionId},
        ledger::Served,
    },
};

/// The name under which the store keeps when something last left.
pub const LAST_LEFT: &str = "left";
/// The name under which the store keeps until when Telegram has asked everybody to wait.
pub const HELD: &str = "held";
/// The name under which the store keeps when Telegram had asked that.
pub const HELD_AT: &str = "held_at";

/// A chat whose turn it is.
#[derive(Clone, Copy, Debug)]
pub struct Called {
    /// The chat.
    pub chat: ChatKey,
    /// The lane it waited in.
    pub lane: Lane,
    /// Since when.
    pub due: Time,
}

/// A message whose intent is in the ledger.
#[derive(Clone, Debug)]
pub struct Planned {
    /// What it decides.
    pub visit: Visit,
    /// The chat, as it was read.
    pub chat: Arc<Chat>,
    /// The ledger's row.
    pub at: Time,
    /// Since when the chat was due.
    pub due: Time,
    /// What is shown, the leading story first.
    pub stories: Vec<Arc<Story>>,
    /// What else is named ([`Edition::named`]).
    pub mentions: Vec<Arc<Story>>,
    /// What is rendered, and kept with the ledger.
    pub contents: Edition,
    /// Its number.
    pub edition: EditionId,
    /// The photo that goes along.
    pub photo: Option<PhotoSource>,
    /// This request uploads it.
    pub uploads: bool,
    /// The message that it answers, where that is still there.
    pub answers: Option<i64>,
    /// Who pays for it.
    pub ticket: Ticket,
    /// Why nobody may write to the chat, as far as was known.
    pub bar: Option<Bar>,
}

impl Planned {
    /// The lane in which it leaves.
    pub fn lane(&self) -> Lane {
        if self.visit.served == Served::Note {
            return of_note(self.stories.iter().any(|story| story.withdrawn), self.contents.urgent);
        }
        if self.visit.show.first().is_some_and(|lead| lead.urgent) { Lane::Breaking } else { Lane::News }
    }
}

/// What came of a turn.
#[derive(Debug, Default)]
pub struct Turned {
    /// To send now.
    pub planned: Vec<Planned>,
    /// To visit later.
    pub later: Vec<(Lane, ChatKey, Time)>,
    /// Waiting for a photo, which may have to be looked for.
    pub parked: Vec<(Called, Arc<Story>)>,
    /// Chats that were closed.
    pub closed: Vec<(ChatKey, State)>,
    /// Chats to which nobody may write since now, as Telegram says it.
    pub barred: Vec<(ChatKey, String)>,
    /// Chats that took something again.
    pub freed: Vec<ChatKey>,
    /// Chats that wait in a lane as before: the log is no longer as it was known, or they are in the wrong lane.
    pub again: Vec<Called>,
    /// Edits to send now.
    pub amends: Vec<Amend>,
    /// Chats that have something that has changed since it was sent.
    pub behind: Vec<ChatKey>,
}

/// What a turn is given besides outcomes and chats.
#[derive(Clone)]
pub struct Given {
    /// The end of the log.
    pub tail: Arc<Tail>,
    /// Stories and editions of that state of the log.
    pub shelf: Arc<Shelf>,
    /// Photos.
    pub photos: Photos,
    /// Chats that may not get a message now, by their numbers at Telegram, with when they may.
    pub busy: Arc<HashMap<i64, Time>>,
    /// What holds for all chats.
    pub rules: Rules,
    /// Until when Telegram has asked everybody to wait, if it has.
    pub held: Option<Time>,
    /// The time.
    pub now: Time,
    /// The same for timers.
    pub instant: Instant,
    /// What may be paid for.
    pub till: Till,
    /// What is repaired.
    pub amending: Amending,
}

/// The turn, or where the log has changed since it was last looked at only its endings: what an editor has just stopped
/// or withdrawn does not leave.
pub fn turn_if_current(store: &Writing, given: &Given, endings: &[Ending], called: Vec<Called>) -> Result<Turned> {
    if given.tail.is_of(store.log_version()?) {
        return turn(store, given, endings, &called);
    }
    let turned = turn(store, given, endings, &[])?;
    Ok(Turned { again: called, ..turned })
}

/// Writes the endings, then plans a visit, or an edit, for each chat that was called.
pub fn turn(store: &Writing, given: &Given, endings: &[Ending], called: &[Called]) -> Result<Turned> {
    let (mut turned, mut till) = (Turned::default(), given.till.clone());
    let mut arrived = Arrived::default();
    for ending in endings {
        endings::end(store, ending, given.now, &mut turned)?;
        if ending.next.is_delivery() && arrived.is_behind(store, given, ending.chat, ending.at)? {
            turned.behind.push(ending.chat);
        }
        notes::look_behind(store, given, ending, &mut turned)?;
    }
    for ended in &given.amending.ended {
        amends::end(store, given, ended, &mut turned)?;
    }
    for called in called {
        match called.lane.amends() {
            true => amends::plan(store, given, *called, &mut turned)?,
            false => visits::plan(store, given, *called, &mut till, &mut turned)?,
        }
    }
    for (seq, tenths) in till.charged() {
        store.charge(seq, tenths)?;
    }
    if let Some(held) = given.held {
        store.set_number(HELD, held.ms())?;
        store.set_number(HELD_AT, given.now.ms())?;
    }
    if !turned.planned.is_empty() || !turned.amends.is_empty() {
        store.set_number(LAST_LEFT, given.now.ms())?;
    }
    Ok(turned)
}
