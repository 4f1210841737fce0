//! What follows from an outcome. In: the outcome, what the visit was, the policy. Out: [`Next`], what is written to
//! the ledger and whether the chat is visited again. A "come back later" costs no attempt; what is uncertain is sent again
//! as `doubt` says; a form that Telegram refuses is followed by the next plainer one.

#[cfg(test)]
mod tests;

use std::time::Duration;

use super::{doubt::resends, visit::plainer};
use crate::{
    article::Form,
    bot_api::{Closed, Fault, Outcome},
    config::Uncertain,
    store::{
        State,
        ledger::{Ended, Refusal, Served},
    },
};

/// How long a chat waits after a request that certainly did not leave.
const BEFORE_RETRY: Duration = Duration::from_secs(1);

/// What Telegram says of a chat that it does not find.
const NOT_FOUND: &str = "chat not found";

/// What was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// What its outcome decides.
    pub served: Served,
    /// In which form.
    pub form: Form,
    /// How many uncertain sends of each of its stories went before.
    pub attempt: u32,
    /// How many there may be.
    pub most: u32,
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
    /// The row is taken back, since nothing was sent; the chat rests, ever longer, and is visited again.
    Bar {
        /// Why nobody may write there, as Telegram says it.
        why: String,
        /// It was not found.
        missing: bool,
    },
}

impl Next {
    /// Whether a message stands by it.
    pub fn is_delivery(&self) -> bool {
        matches!(self, Next::Finish { ended: Ended::Delivered(_), .. })
    }
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
    let finish = |ended, close| finish(ended, close, sent, policy);
    match outcome {
        Outcome::Delivered { message, .. } => finish(Ended::Delivered(*message), None),
        Outcome::Unchanged => finish(Ended::Delivered(0), None),
        Outcome::Closed(why) => finish(Ended::Refused(refusal(*why)), Some(State::from(*why))),
        Outcome::Content(Fault::PhotoName, _) if sent.attempt == 0 => {
            // The next visit uploads the photo again: no form was refused.
            Next::TakeBack { again: Duration::ZERO, moved: None }
        }
        Outcome::Content(..) | Outcome::Stuck(_) => finish(Ended::Refused(Refusal::Content(sent.form)), None),
        Outcome::Uncertain(unclear, _) => finish(Ended::Uncertain(*unclear), None),
        Outcome::Moved(to) => Next::TakeBack { again: Duration::ZERO, moved: Some(Move::To(*to)) },
        Outcome::NoTopic => Next::TakeBack { again: Duration::ZERO, moved: Some(Move::OutOfTopic) },
        Outcome::Flood(after) => Next::TakeBack { again: *after, moved: None },
        Outcome::NotSent(_) | Outcome::Token => Next::TakeBack { again: BEFORE_RETRY, moved: None },
        Outcome::Barred(why) => Next::Bar { why: why.clone(), missing: false },
        Outcome::Missing => Next::Bar { why: NOT_FOUND.to_owned(), missing: true },
    }
}

/// Whether a message that ended so is the last for its stretch of the log, which it then decides: nothing of it is sent
/// again, or in a plainer form, or taken apart.
pub fn decides(ended: Ended, sent: Sent, policy: Uncertain) -> bool {
    match ended {
        // It is never said twice.
        _ if sent.served == Served::Note => true,
        // A refused bundle is taken apart: one article does not stop others.
        Ended::Refused(Refusal::Content(form)) => plainer(form).is_none() && sent.stories <= 1,
        Ended::Uncertain(unclear) => !resends(unclear, sent.served, policy) || sent.attempt + 1 >= sent.most,
        Ended::Delivered(_) | Ended::Refused(_) => true,
    }
}

fn finish(ended: Ended, close: Option<State>, sent: Sent, policy: Uncertain) -> Next {
    let decides = decides(ended, sent, policy);
    // At once: a visit knows how long what is in doubt rests, and what does not wait for that.
    Next::Finish { ended, decides, close, again: (!decides).then_some(Duration::ZERO) }
}

fn refusal(why: Closed) -> Refusal {
    match why {
        Closed::Blocked => Refusal::Blocked,
        Closed::Gone => Refusal::Gone,
    }
}
