//! The buttons under what corrects, takes back and publishes again, and what a press on one comes to: one transaction with the note
//! that the update was handled, then the card as it is from now on.

use super::done::{After, Done};
use crate::{
    acts::{mending, reach::Tempo},
    article::ArticleKey,
    store::{Lane, Result, Seq, Writing, amendments::Asks, staff::Role},
    telegram::{
        answer::Answer,
        buttons::buttons,
        reader::talk::stale,
        room::Room,
        staff::{Hand, Pressing, tempo},
        update::Pressed,
    },
};

buttons! {
    /// A press on one of these buttons. Numbers are those of corrections and retractions that are not made yet.
    pub(in crate::telegram) enum Mend = "dm:" {
    } carrying {
        /// The way to a correction begins.
        Correct(ArticleKey) = "c",
        /// The way to a correction with which a stopped publication goes on.
        CorrectGoOn(Seq) = "g",
        /// Asks for the new headline.
        Headline(i64) = "h",
        /// Asks for the new text under it.
        Lead(i64) = "l",
        /// Corrects without a word to readers.
        Quietly(i64) = "q",
        /// Asks what was wrong, for the copies to say it.
        Marked(i64) = "m",
        /// The same, and for a message of its own.
        Told(i64) = "t",
        /// Ends the conversation; nothing comes of it.
        GiveUp(i64) = "x",
        /// Stops the repair of an article's copies.
        Halt(ArticleKey) = "s",
        /// Lets it go on.
        Resume(ArticleKey) = "o",
        /// The desk's text stays.
        KeepOurs(ArticleKey) = "k",
        /// The store's text stays.
        KeepTheirs(ArticleKey) = "f",
        /// The way to a retraction begins.
        Retract(ArticleKey) = "r",
        /// Takes a story back: its copies say so.
        Replace(i64) = "p",
        /// The same; its copies are deleted.
        Delete(i64) = "d",
        /// Those who got it are told, or not.
        Tell(i64) = "n",
        /// Asks for a note for readers.
        Note(i64) = "e",
        /// Asks whether a story is published again.
        Restore(ArticleKey) = "b",
        /// Publishes it again.
        RestoreYes(ArticleKey) = "y",
    }
}

/// Answers a press on one of these buttons.
pub async fn mended(room: &Room, update: i64, pressed: &Pressed) -> Result<Answer> {
    let Some(press) = Mend::decode(&pressed.data) else { return stale(room, update, pressed, "/news").await };
    let (at, tempo) = (Pressing { room, update, pressed, role: Role::Editor }, tempo(room, Lane::News).await);
    if let Mend::Restore(article) = press {
        return at.look(move |hand, store| hand.restore(store, article)).await;
    }
    let Done { mut answer, after } = at.act(move |hand, store| acted(hand, store, press, tempo)).await?;
    if matches!(after, Some(After::Card)) {
        let shown = at.show(move |hand, store| hand.card(store, tempo)).await?;
        answer.replies.extend(shown.replies);
    }
    Ok(answer)
}

fn acted(hand: &Hand, store: &Writing, press: Mend, tempo: Tempo) -> Result<Done> {
    match press {
        Mend::Correct(article) => hand.correct(store, article, None).map(Done::from),
        Mend::CorrectGoOn(push) => hand.correct_and_go_on(store, push).map(Done::from),
        Mend::Headline(id) => hand.await_text(store, id, Asks::Headline, None).map(Done::from),
        Mend::Lead(id) => hand.await_text(store, id, Asks::Lead, None).map(Done::from),
        Mend::Quietly(id) => hand.correct_quietly(store, id, tempo),
        Mend::Marked(id) => hand.await_text(store, id, Asks::Wrong, Some(false)).map(Done::from),
        Mend::Told(id) => hand.await_text(store, id, Asks::Wrong, Some(true)).map(Done::from),
        Mend::GiveUp(id) => hand.give_up(store, id).map(Done::from),
        Mend::Halt(article) => hand.halt(store, article, mending::halt),
        Mend::Resume(article) => hand.halt(store, article, mending::resume),
        Mend::KeepOurs(article) => hand.decide_conflict(store, article, true),
        Mend::KeepTheirs(article) => hand.decide_conflict(store, article, false),
        Mend::Retract(article) => hand.retract(store, article, tempo).map(Done::from),
        Mend::Replace(id) => hand.take_off(store, id, false),
        Mend::Delete(id) => hand.take_off(store, id, true),
        Mend::Tell(id) => hand.retract_tell(store, id, tempo).map(Done::from),
        Mend::Note(id) => hand.await_text(store, id, Asks::Note, None).map(Done::from),
        Mend::Restore(_) => Ok(Answer::default().into()), // it only looks
        Mend::RestoreYes(article) => hand.restore_yes(store, article),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_chats_is_understood() {
        let check = |data: &str, expected| assert_eq!(Mend::decode(data), Some(expected), "{data}");
        check("dm:c:412", Mend::Correct(ArticleKey(412)));
        check("dm:g:7", Mend::CorrectGoOn(Seq(7)));
        check("dm:h:7", Mend::Headline(7));
        check("dm:l:7", Mend::Lead(7));
        check("dm:q:7", Mend::Quietly(7));
        check("dm:m:7", Mend::Marked(7));
        check("dm:t:7", Mend::Told(7));
        check("dm:x:7", Mend::GiveUp(7));
        check("dm:s:412", Mend::Halt(ArticleKey(412)));
        check("dm:o:412", Mend::Resume(ArticleKey(412)));
        check("dm:k:412", Mend::KeepOurs(ArticleKey(412)));
        check("dm:f:412", Mend::KeepTheirs(ArticleKey(412)));
        check("dm:r:412", Mend::Retract(ArticleKey(412)));
        check("dm:p:7", Mend::Replace(7));
        check("dm:d:7", Mend::Delete(7));
        check("dm:n:7", Mend::Tell(7));
        check("dm:e:7", Mend::Note(7));
        check("dm:b:412", Mend::Restore(ArticleKey(412)));
        check("dm:y:412", Mend::RestoreYes(ArticleKey(412)));
    }
}
