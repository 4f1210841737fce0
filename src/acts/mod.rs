//! What staff do, whoever asked: a chat, the command line. In: who, what, when. Out: what came of it, or why it may not
//! be, as a value. It promises: an act is one function within one transaction; it looks once more whether it may be, and
//! writes down who did what. It leaves to the callers whom they speak to (a chat looks up roles, the command line is
//! trusted), what is asked before, and every word that a person reads.
//!
//! - [`find`]: which article is meant
//! - [`reach`]: before a publication: whom it reaches, how long it takes, what it costs
//! - [`guard`]: before a publication: what speaks against it
//! - [`publish`]: out with it, or later
//! - [`when`]: at what time, as an editor types it
//! - [`main_news`]: make it main news
//! - [`plan`]: what waits for its time: take it back, hasten it, decide about it
//! - [`practice`]: a push for practice, which nobody else gets
//! - [`second`]: a breaking push that waits for a second editor: confirm it, refuse it, send it alone
//! - [`held`]: what waits for a person: release it, drop it
//! - [`stop`]: stop what goes out, go on
//! - [`typed`]: a story that an editor typed
//! - [`translation`]: the same story in another language, typed too
//! - [`correct`]: what was wrong, in every copy that stands, and in the article's file
//! - [`retract`]: take a story back, and restore it
//! - [`mending`]: the repair of copies: stop it, go on
//! - [`staff`]: who is staff: add, remove, invite
//! - [`channels`]: connect a channel, disconnect it

pub mod channels;
pub mod correct;
pub mod find;
pub mod guard;
pub mod held;
pub mod main_news;
pub mod mending;
pub mod plan;
pub mod practice;
pub mod publish;
pub mod reach;
pub mod retract;
pub mod second;
pub mod staff;
pub mod stop;
#[cfg(test)]
mod tests;
pub mod translation;
pub mod typed;
pub mod when;

use crate::{
    article::ArticleKey,
    clock::Time,
    store::{Result, Writing, staff::Act},
};

/// Who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A person.
    Person {
        /// Their number at Telegram.
        id: i64,
        /// The name under which the log shows them from now on.
        name: String,
    },
    /// The command line.
    Console,
    /// The newsroom's own system, by HTTP.
    Program,
}

/// What the log keeps of an act of a program.
pub const PROGRAM: &str = "program";

impl Who {
    /// The person's number; `None`: nobody in person.
    pub fn id(&self) -> Option<i64> {
        match self {
            Who::Person { id, .. } => Some(*id),
            Who::Console | Who::Program => None,
        }
    }
}

/// What the log says was done. The locale has `act-…` for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A second editor confirmed a breaking push.
    Second,
    /// A breaking push goes without a second editor.
    Alone,
    /// A breaking push fell, since no second editor came.
    Lapse,
    /// An article was published as ordinary news.
    Push,
    /// An article was published as breaking news, or counts down.
    Breaking,
    /// An editor pushed a story again, knowing that it went out before.
    Insist,
    /// A publication was planned.
    Later,
    /// An article became main news.
    Main,
    /// A plan was taken back.
    TakeBack,
    /// A publication was stopped.
    Stop,
    /// A stopped publication goes on.
    GoOn,
    /// What asked for a breaking push went out as ordinary news.
    Ordinary,
    /// What asked for a breaking push does not go out.
    Refuse,
    /// A held article was let out.
    Release,
    /// A held article does not go out.
    Drop,
    /// A story was typed.
    Typed,
    /// An article was corrected.
    Correct,
    /// Where the desk and the store say different things, the desk chose.
    Settle,
    /// A story was withdrawn.
    Retract,
    /// A story that was withdrawn is published again.
    Restore,
    /// The repair of copies was stopped.
    Halt,
    /// It goes on.
    Resume,
    /// Somebody is invited to the staff.
    Invite,
    /// Somebody is on the staff now.
    StaffAdd,
    /// A member of staff is an admin now.
    StaffAdmin,
    /// An admin did not want whoever opened an invitation.
    StaffDecline,
    /// Somebody is no longer on the staff.
    StaffRemove,
    /// A channel is connected.
    ChannelOn,
    /// A channel is disconnected.
    ChannelOff,
}

impl Deed {
    /// As the database keeps it.
    pub fn word(self) -> &'static str {
        match self {
            Deed::Second => "second",
            Deed::Alone => "alone",
            Deed::Lapse => "lapse",
            Deed::Push => "push",
            Deed::Breaking => "breaking",
            Deed::Insist => "insist",
            Deed::Later => "later",
            Deed::Main => "main",
            Deed::TakeBack => "take-back",
            Deed::Stop => "stop",
            Deed::GoOn => "go-on",
            Deed::Ordinary => "ordinary",
            Deed::Refuse => "refuse",
            Deed::Release => "release",
            Deed::Drop => "drop",
            Deed::Typed => "typed",
            Deed::Correct => "correct",
            Deed::Settle => "settle",
            Deed::Retract => "retract",
            Deed::Restore => "restore",
            Deed::Halt => "halt",
            Deed::Resume => "resume",
            Deed::Invite => "invite",
            Deed::StaffAdd => "staff-add",
            Deed::StaffAdmin => "staff-admin",
            Deed::StaffDecline => "staff-decline",
            Deed::StaffRemove => "staff-remove",
            Deed::ChannelOn => "channel-on",
            Deed::ChannelOff => "channel-off",
        }
    }
}

/// Writes down what was done with an article.
fn note(store: &Writing, who: &Who, deed: Deed, article: ArticleKey, now: Time) -> Result<()> {
    let detail = (*who == Who::Program).then(|| PROGRAM.to_owned());
    write_down(store, who, Act { at: now, by: who.id(), what: deed.word().into(), article: Some(article), detail })
}

/// Writes down what was done to whom, or to which channel; an empty name is left out.
fn note_person(store: &Writing, who: &Who, deed: Deed, name: &str, now: Time) -> Result<()> {
    let detail = Some(name.to_owned()).filter(|name| !name.is_empty());
    write_down(store, who, Act { at: now, by: who.id(), what: deed.word().into(), article: None, detail })
}

fn write_down(store: &Writing, who: &Who, act: Act) -> Result<()> {
    if let Who::Person { id, name } = who {
        store.keep_name(*id, name)?;
    }
    store.note_act(&act)
}
