//! Outcomes become rows. In: what is done about an outcome ([`Next`]). Out: a finished row of the ledger, or one taken back,
//! with the cursors that it moves, the chat that it closes or moves, and when that chat is visited again. At a start, the rows
//! that the process before left open.

use std::time::Duration;

use super::Turned;
use crate::{
    article::Form,
    bot_api::{Outcome, Unclear},
    clock::{Moment, Time},
    config::Uncertain,
    delivery::{
        decide::{
            barred::rest,
            doubt::Doubts,
            follow::{Move, Next, Sent, follow},
            visit::Floor,
        },
        gate::{drought::OUTAGE, lanes::Lane},
    },
    store::{ChatKey, Result, Seq, State, Writing, ledger::Ended},
};

/// An outcome to be written.
#[derive(Clone, Debug)]
pub struct Ending {
    /// The chat.
    pub chat: ChatKey,
    /// Its number at Telegram, as it was when the request left.
    pub telegram: i64,
    /// The row.
    pub at: Time,
    /// The lane in which a further attempt waits.
    pub lane: Lane,
    /// What is done.
    pub next: Next,
    /// The publication that gets back what was charged for it.
    pub refund: Option<Seq>,
}

/// Ends one open row.
pub fn end(store: &Writing, ending: &Ending, now: Time, turned: &mut Turned) -> Result<()> {
    let Ending { chat, telegram, at, lane, next, refund } = ending;
    if let Some(seq) = refund {
        store.give_back(*seq)?;
    }
    let again = match next {
        Next::Finish { ended, decides, close, again } => {
            let ended_now = store.finish(*chat, *at, *ended, *decides, now)?;
            if let Some(state) = close
                && ended_now
                && store.close(*chat, *state, now)?
            {
                turned.closed.push((*chat, *state));
            }
            if matches!(ended, Ended::Delivered(_)) && store.accept(*chat)? {
                turned.freed.push(*chat);
            }
            *again
        }
        Next::TakeBack { again, moved } => {
            store.unsend(*chat, *at)?;
            match moved {
                Some(Move::To(number)) => store.move_chat(*telegram, *number, now)?,
                Some(Move::OutOfTopic) if !store.leave_topic(*chat, now)? => turned.closed.push((*chat, State::Gone)),
                _ => {}
            }
            Some(*again)
        }
        Next::Bar { why, missing } => {
            store.unsend(*chat, *at)?;
            bar(store, *chat, why, *missing, now, turned)?
        }
    };
    if let Some(again) = again {
        if again > Duration::ZERO {
            store.hold_chat(*chat, again, now)?;
        }
        turned.later.push((*lane, *chat, now + again));
    }
    Ok(())
}

/// Nobody may write to the chat for now: how long it rests. The first time is told.
fn bar(
    store: &Writing,
    chat: ChatKey,
    why: &str,
    missing: bool,
    now: Time,
    turned: &mut Turned,
) -> Result<Option<Duration>> {
    let bar = store.refuse(chat, why, missing, now)?;
    if bar.as_ref().is_some_and(|bar| bar.since == now) {
        turned.barred.push((chat, why.to_owned()));
    }
    Ok(bar.as_ref().map(rest))
}

/// What a start takes up.
#[derive(Clone, Copy, Debug)]
pub struct TakenUp {
    /// How many rows were open.
    pub open: usize,
    /// How long it is not known whether work waited in vain.
    pub unknown: Duration,
    /// That was an outage: the floor has risen.
    pub raised: bool,
    /// Where the floor is.
    pub floor: Floor,
}

/// At start: every open row is uncertain; after an outage the floor rises; what was noted under a clock that was ahead
/// begins now.
pub fn take_up(store: &Writing, moment: &Moment, policy: Uncertain, max_age: Duration) -> Result<TakenUp> {
    let now = moment.now();
    store.set_back(now)?;
    let open = store.open_deliveries()?;
    for delivery in &open {
        // What was in flight was not refused, so its form and size do not matter.
        let most = Doubts::of(&store.stories_served(delivery.chat, Time(0))?, policy).most();
        let sent = Sent { served: delivery.served, form: Form::Photo, attempt: delivery.attempt, most, stories: 1 };
        let next = follow(&Outcome::Uncertain(Unclear::Silence, "the program ended".to_owned()), sent, policy);
        let lane = Lane::News; // nobody sleeps yet: all are looked for after this
        let ending = Ending { chat: delivery.chat, telegram: 0, at: delivery.at, lane, next, refund: None };
        end(store, &ending, now, &mut Turned::default())?;
    }
    let alive = store.sign_of_life()?;
    let unknown = alive.map_or(Duration::ZERO, |alive| moment.since(&alive));
    let raised = unknown > OUTAGE;
    if raised {
        Floor::raised(store.head()?, now, moment.surely(), max_age).keep(store)?;
    }
    if alive.is_none() {
        store.set_sign_of_life(moment)?;
    }
    Ok(TakenUp { open: open.len(), unknown, raised, floor: Floor::kept(store)? })
}
