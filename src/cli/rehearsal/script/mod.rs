//! What is asked at a rehearsal, in order: each kind of message that Headliner knows, sent and edited; photos; what is asked besides; what
//! goes away; what is refused. In: the stories. Out: steps, the same for every server. A method that Headliner begins to use
//! needs a step here, or a line in [`NOT_PLAYED`]; a test holds that.

mod messages;
mod others;
mod photos;
mod refusals;

use serde_json::Value;

use super::{stage::Known, stories::Props};
use crate::bot_api::{Parcel, Request};

type Ask = Box<dyn Fn(&Known) -> Option<Request> + Send>;

/// One request.
pub(super) struct Step {
    /// In words, for the screen and the report.
    pub what: &'static str,
    /// The request; `None`: what it is about is not there.
    pub ask: Ask,
    /// The name under which the message is remembered that it sends.
    pub keeps: Option<&'static str>,
    /// The message that goes by it.
    pub ends: Option<&'static str>,
    pub look: Look,
}

/// What is looked at in what was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Fields and their values, where they follow from what was sent.
    Values,
    /// Which fields there are, and of what kind.
    Kinds,
}

/// Methods that Headliner uses and a rehearsal leaves alone, with the reason.
pub const NOT_PLAYED: &[(&str, &str)] = &[
    ("getUpdates", "it would take updates from a bot at work"),
    ("deleteWebhook", "it would change who gets updates"),
    ("setMyCommands", "what the bot shows of itself is set by a bot at work"),
    ("setMyDescription", "the same"),
    ("setMyShortDescription", "the same"),
    ("getMyCommands", "it says what is set, and nothing is"),
    ("getMyDescription", "the same"),
    ("getMyShortDescription", "the same"),
    ("getChatMember", "it is asked about groups only"),
];

/// The message with which it begins; where that is not taken, nothing would be.
pub(super) const FIRST: &str = "begin";

/// All steps.
pub(super) fn steps(props: &Props) -> Vec<Step> {
    [
        others::greetings(props),
        messages::texts(props),
        photos::photos(props),
        messages::lists(props),
        messages::breaking(props),
        messages::answers(props),
        others::buttons(props),
        others::files(props),
        refusals::edits(props),
        refusals::texts(),
        refusals::markups(),
        refusals::others(),
        others::deletions(props),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Sends a message, which is remembered under this name.
fn sends(what: &'static str, name: &'static str, parcel: Parcel) -> Step {
    let ask = move |known: &Known| Some(parcel.to(known.chat, 0));
    Step { keeps: Some(name), ..asks(what, ask) }
}

/// Something that is about the message of this name.
fn about(what: &'static str, name: &'static str, make: impl Fn(i64) -> Parcel + Send + 'static) -> Step {
    asks(what, move |known| Some(make(known.number(name)?).to(known.chat, 0)))
}

/// Something that Telegram is to refuse.
fn refused(what: &'static str, method: &'static str, members: &Value) -> Step {
    let parcel = Parcel::json(method, members);
    asks(what, move |known| Some(parcel.to(known.chat, 0)))
}

fn asks(what: &'static str, ask: impl Fn(&Known) -> Option<Request> + Send + 'static) -> Step {
    Step { what, ask: Box::new(ask), keeps: None, ends: None, look: Look::Values }
}
