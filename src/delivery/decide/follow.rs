//! What follows from an outcome. In: the outcome, what the visit was, the policy. Out: [`Next`], what is written to
//! the ledger and whether the chat is visited again. A "come back later" costs no attempt; an uncertain article is
//! sent again at most once; a form that Telegram refuses is followed by the next plainer one.

#[cfg(test)]
mod tests;

use std::time::Duration;

use super::visit::{content_class, plainer, resends};
use crate::{
    article::Form,
    bot_api::{Closed, Fault, Outcome},
    config::Uncertain,
    store::{
        State,
        ledger::{Ended, Served},
        stats::{REFUSED_BLOCKED, REFUSED_GONE, REFUSED_RIGHTS},
    },
};

/// How long an uncertain send waits before its one repetition: Telegram holds a send for up to eight seconds.
const BEFORE_RESEND: Duration = Duration::from_secs(10);
/// How long a chat waits after a request that certainly did not leave.
const BEFORE_RETRY: Duration = Duration::from_secs(1);
/// How long a chat waits that Telegram did not find.
const BEFORE_LOOKING_AGAIN: Duration = Duration::from_secs(20);

/// What was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// What its outcome decides.
    pub served: Served,
    /// In which form.
    pub form: Form,
    /// How many uncertain sends of each of its stories went before.
    pub attempt: u32,
    /// How many stories it shows.
    pub stories: usize,
}

/// What is done about an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// The row ends.
    Finish {
        /// How.
        ended: Ended,
        /// It moves the cursors: there will be no further attempt at this stretch.
        decides: bool,
        /// The chat is closed with it.
        close: Option<State>,
        /// The chat is visited again after this time, for what is still pending.
        again: Option<Duration>,
    },
    /// The row is taken back, since nothing was sent; the chat is visited again.
    TakeBack {
        /// After this time.
        again: Duration,
        /// It is somewhere else now.
        moved: Option<Move>,
    },
}

/// Where a chat has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The group has this number at Telegram.
    To(i64),
    /// The topic was deleted: to the group itself.
    OutOfTopic,
}

/// Maps outcome and attempt to what follows.
pub fn follow(outcome: &Outcome, sent: Sent, policy: Uncertain) -> Next {
    let finish = |ended, decides| Next::Finish { ended, decides, close: None, again: None };
    match outcome {
        Outcome::Delivered { message, .. } => finish(Ended::Delivered(*message), true),
        Outcome::Unchanged => finish(Ended::Delivered(0), true),
        Outcome::Closed(why) => {
            let (ended, close) = (Ended::Refused(class(*why)), Some(State::from(*why)));
            Next::Finish { ended, decides: true, close, again: None }
        }
        Outcome::Content(Fault::PhotoName, _) if sent.attempt == 0 => {
            // The next visit uploads the photo again: no form was refused.
            Next::TakeBack { again: Duration::ZERO, moved: None }
        }
        Outcome::Content(..) | Outcome::Stuck(_) => {
            // A refused bundle is taken apart: one article does not stop others.
            let left = plainer(sent.form).is_some() || sent.stories > 1;
            Next::Finish {
                ended: Ended::Refused(content_class(sent.form)),
                decides: !left,
                close: None,
                again: left.then_some(Duration::ZERO),
            }
        }
        Outcome::Uncertain(_) if resends(sent.served, policy) && sent.attempt == 0 => {
            Next::Finish { ended: Ended::Uncertain, decides: false, close: None, again: Some(BEFORE_RESEND) }
        }
        Outcome::Uncertain(_) => finish(Ended::Uncertain, true),
        Outcome::Moved(to) => Next::TakeBack { again: Duration::ZERO, moved: Some(Move::To(*to)) },
        Outcome::NoTopic => Next::TakeBack { again: Duration::ZERO, moved: Some(Move::OutOfTopic) },
        Outcome::Flood(after) => Next::TakeBack { again: *after, moved: None },
        Outcome::NotSent(_) | Outcome::Token => Next::TakeBack { again: BEFORE_RETRY, moved: None },
        Outcome::Missing => Next::TakeBack { again: BEFORE_LOOKING_AGAIN, moved: None },
    }
}

fn class(why: Closed) -> i64 {
    match why {
        Closed::Blocked => REFUSED_BLOCKED,
        Closed::Gone => REFUSED_GONE,
        Closed::NoRights => REFUSED_RIGHTS,
    }
}
