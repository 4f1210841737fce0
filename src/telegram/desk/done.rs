//! What an act at the desk comes to. In: an answer, or what is to be shown once the act is written. Out: both, as a value.

use crate::{
    article::ArticleKey,
    store::{Lane, Seq},
    telegram::{
        answer::Answer,
        desk::draft::{Draft, Timed},
    },
};

/// What an act comes to, and what is shown after it.
pub(super) struct Done {
    pub(super) answer: Answer,
    pub(super) after: Option<After>,
}

/// What is shown after an act; it is read when the act is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum After {
    /// The card that was pressed, as it stands by the database.
    Card,
    /// Whom a publication goes to.
    Pushed(Seq),
    /// The way to a publication, from its beginning.
    Begin(Lane, ArticleKey),
    /// The way to a push for practice, from its beginning.
    Practice(ArticleKey),
    /// The question whether it becomes main news, with the message.
    Main(ArticleKey),
    /// The next question of the way, in the place of the one that was pressed.
    Ask(Draft),
    /// What speaks against planning it for that time, and what it costs, in the place of the card that was pressed.
    Timed(Timed),
}

impl After {
    /// As what it would go out, if that is asked.
    pub(super) fn lane(self) -> Lane {
        match self {
            After::Begin(lane, _)
            | After::Ask(Draft { lane, .. })
            | After::Timed(Timed { draft: Draft { lane, .. }, .. }) => lane,
            After::Card | After::Pushed(_) | After::Practice(_) | After::Main(_) => Lane::News,
        }
    }
}

impl From<Answer> for Done {
    fn from(answer: Answer) -> Done {
        Done { answer, after: None }
    }
}

impl From<After> for Done {
    fn from(after: After) -> Done {
        Done { answer: Answer::default(), after: Some(after) }
    }
}
