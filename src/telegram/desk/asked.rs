//! Texts that a message of the bot waits for. In: what a member of staff typed, as a reply to such a message or as the next
//! one in a private chat. Out: what came of it, in one transaction. What is waited for stands in the table of cards
//! ([`Asked`]), so that a restart forgets no question; who may answer is looked up when the answer comes.
//!
//! One more thing to be typed is a variant of [`Asked`] with a kind of its own, a message sent as [`Reply::Card`], and an
//! arm of [`take`].

use std::time::Duration;

use super::{choice::Later, later, view::View};
use crate::{
    locale::args,
    message::Keyboard,
    store::{
        Result, Writing,
        cards::{About, Asked, Card},
        staff::Role,
    },
    telegram::{
        answer::{Answer, Reply, text as plain},
        room::Room,
        staff::{Call, call_to_act, is_staff},
        update::{Place, Said},
    },
};

/// So long the next text in a private chat is taken for the answer; a reply is one for as long as the question is kept.
const NEXT: Duration = Duration::from_secs(600);

/// Answers a text if a message of the bot waits for it; `None`: none does.
pub(super) async fn told(room: &Room, update: i64, said: &Said, text: &str) -> Result<Option<Answer>> {
    let Some(question) = question(room, said).await? else { return Ok(None) };
    if !is_staff(room, said.person.id, Role::Editor).await? {
        return refuse(room, update, said).await.map(Some);
    }
    call_to_act(room, update, said, Role::Editor, text, move |call, store, text| take(call, store, question, text))
        .await
}

/// The question that a text answers.
async fn question(room: &Room, said: &Said) -> Result<Option<Card>> {
    let (chat, reply, private) = (said.address.chat, said.reply_to, said.address.place == Place::Private);
    let since = room.clock.now() - NEXT;
    let found = room.store.read(move |store| match reply {
        Some(message) => store.card(chat, message),
        None if private => store.newest_question(chat, since),
        None => Ok(None),
    });
    Ok(found.await?.filter(|card| matches!(card.about, About::Asked(_))))
}

/// Whoever was asked is on the staff no more.
async fn refuse(room: &Room, update: i64, said: &Said) -> Result<Answer> {
    let said = said.clone();
    let answer = room.act_repeatably(update, move |store, scene| {
        let tongue = store.chat_of(said.address.chat, 0)?.map_or(scene.tongue(&said.person), |chat| chat.tongue);
        let text = scene.say(tongue, "no-rights", &args![]);
        Ok(Answer::say(&said.address, plain(text, Keyboard::default())))
    });
    answer.await
}

/// Where all answers come.
fn take(call: &Call, store: &Writing, question: Card, text: &str) -> Result<Answer> {
    match question.about {
        About::Asked(Asked::Time(packed)) => time(call, store, question, (Later::unpacked(packed), text)),
        About::Countdown(_) | About::Progress(_) | About::Question(_) | About::Second(_) | About::Queue(_) => {
            Ok(Answer::default())
        }
    }
}

/// A time to publish: the card of the plan stands in the place of the question.
fn time(call: &Call, store: &Writing, question: Card, (what, text): (Later, &str)) -> Result<Answer> {
    let answer = planned(call, store, what, text)?;
    if !answer.replies.iter().any(|reply| matches!(reply, Reply::Card(..))) {
        return Ok(answer); // the question still waits
    }
    store.drop_card(question.chat, question.message)?;
    Ok(answer.and(Reply::Delete(question.chat, question.message)))
}

/// The card of the plan for the time that was typed, or what is wrong with it.
pub(super) fn planned(call: &Call, store: &Writing, what: Later, text: &str) -> Result<Answer> {
    let (scene, tongue) = (call.scene, call.editor.tongue);
    let set = match later::typed(scene, tongue, text) {
        Ok(due) => later::set(store, scene, (&call.editor.who(), tongue), what, due)?,
        Err(sentence) => Err(sentence),
    };
    match set {
        Ok(plan) => {
            let about = About::Countdown(plan);
            let view = View { store, scene, tongue, tempo: call.tempo, held: None };
            let card = view.of(about, false)?.map(|shown| Reply::Card(call.target, shown.message, about));
            Ok(card.into_iter().fold(Answer::default(), Answer::and))
        }
        Err(sentence) => Ok(call.say(plain(sentence, Keyboard::default()))),
    }
}
