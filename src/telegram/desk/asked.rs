//! Texts that a message of the bot waits for, and photos. In: what a member of staff typed, as a reply to such a message or as the next
//! one in a private chat. Out: what came of it, in one transaction. What is waited for stands in the table of cards
//! ([`Asked`]), so that a restart forgets no question; who may answer is looked up when the answer comes.
//!
//! One more thing to be typed is a variant of [`Asked`] with a kind of its own, a message sent as [`Reply::Card`], and an
//! arm of [`take`].

use std::time::Duration;

use super::{
    choice::Later,
    correct,
    done::{After, Done},
    draft::Timed,
    later::{self, Set},
    photo, retract, story, timed,
    typed::Typing,
    view::View,
};
use crate::{
    acts::find::is_link,
    article::ArticleKey,
    locale::args,
    message::Keyboard,
    store::{
        Lane, Result, Seq, Writing,
        amendments::Asks,
        cards::{About, Asked, Card},
        staff::Role,
    },
    telegram::{
        answer::{Answer, Reply, text as plain},
        room::Room,
        staff::{Call, call, call_to_act, is_staff},
        update::{Place, Said},
    },
};

/// So long the next text in a private chat is taken for the answer; a reply is one for as long as the question is kept.
const NEXT: Duration = Duration::from_secs(600);

/// Answers a text if a message of the bot waits for it; `None`: none does.
pub(super) async fn told(room: &Room, update: i64, said: &Said, text: &str) -> Result<Option<Answer>> {
    let Some(question) = question(room, said).await? else { return Ok(None) };
    if said.reply_to.is_none() && is_link(text) && matches!(question.about, About::Asked(Asked::Amendment(_))) {
        return Ok(None); // another story, not what this one is to say
    }
    if !is_staff(room, said.person.id, Role::Editor).await? {
        return refuse(room, update, said).await.map(Some);
    }
    take_up(room, update, said, question, text).await
}

/// What an editor typed as the answer to this question, and what is shown after it.
pub(super) async fn take_up(
    room: &Room,
    update: i64,
    said: &Said,
    question: Card,
    text: &str,
) -> Result<Option<Answer>> {
    let act = move |call: &Call, store: &Writing, text: &str| take(call, store, question, text);
    let Some(Done { mut answer, after }) = call_to_act(room, update, said, Role::Editor, text, act).await? else {
        return Ok(None);
    };
    if let Some(after) = after {
        let begin = move |call: &Call, _: &str| match after {
            After::Begin(lane, article) => {
                story::begin(call.store, call.scene, &call.editor, call.target, (lane, article, 0), call.tempo)
            }
            After::Timed(timed) => timed_card(call, timed),
            _ => Ok(Answer::default()),
        };
        let priced = after.lane() == Lane::Breaking;
        let shown = call(room, update, said, (Role::Editor, priced), text, begin).await?;
        answer.replies.extend(shown.unwrap_or_default().replies);
    }
    Ok(Some(answer))
}

/// Answers a photo that is a reply to the card of a publication; `None`: it is none.
pub(super) async fn shown(room: &Room, update: i64, said: &Said, file: &str) -> Result<Option<Answer>> {
    let card = question(room, said).await?.filter(|_| said.reply_to.is_some());
    let Some(About::Asked(Asked::Details(seq)) | About::Progress(seq)) = card.map(|card| card.about) else {
        return Ok(None);
    };
    if !is_staff(room, said.person.id, Role::Editor).await? {
        return refuse(room, update, said).await.map(Some);
    }
    let kept = photo::keep(room, file).await;
    call_to_act(room, update, said, Role::Editor, "", move |call, store, _| {
        Typing::said(call, store).photo_copies(Seq(seq), kept.as_deref())
    })
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
    let takes_text = |card: &Card| match card.about {
        About::Asked(asked) => asked != Asked::City, // a reader's
        about => matches!(about, About::Progress(_)),
    };
    Ok(found.await?.filter(takes_text))
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
fn take(call: &Call, store: &Writing, question: Card, text: &str) -> Result<Done> {
    let typing = Typing::said(call, store);
    let done = match question.about {
        About::Asked(Asked::Time(packed)) => {
            return time(call, store, question, (Later::unpacked(packed), text));
        }
        About::Asked(Asked::Amendment(id)) => return amendment(call, store, question, id, text).map(Done::from),
        About::Asked(Asked::Story(before)) => typing.story(before, text)?,
        About::Asked(Asked::Text(packed)) => typing.other_text(packed, text)?,
        About::Asked(Asked::Translation(article)) => typing.translation(ArticleKey(article), text)?,
        About::Asked(Asked::Details(seq)) | About::Progress(seq) => return typing.details(Seq(seq), text),
        About::Asked(Asked::City)
        | About::Countdown(_)
        | About::Question(_)
        | About::Second(_)
        | About::Queue(_)
        | About::Mending(_)
        | About::Conflict(_)
        | About::Practice(_) => Answer::default().into(),
    };
    if done.after.is_some() {
        store.drop_card(question.chat, question.message)?; // else it still waits
    }
    Ok(done)
}

/// A part of a correction or retraction: the new text, or what was wrong.
fn amendment(call: &Call, store: &Writing, question: Card, id: i64, text: &str) -> Result<Answer> {
    match store.amendment(id)? {
        Some(amendment) if amendment.asks == Asks::Note => retract::noted(call, store, question, amendment, text),
        Some(amendment) => correct::answered(call, store, question, amendment, text),
        None => Ok(call.say(plain(call.scene.say(call.editor.tongue, "no-plan", &args![]), Keyboard::default()))),
    }
}

/// A time to publish: the card of the plan stands in the place of the question; what is asked first is shown after it.
fn time(call: &Call, store: &Writing, question: Card, (what, text): (Later, &str)) -> Result<Done> {
    let set = set(call, store, what, text)?;
    if let Set::Asks(timed) = set {
        return Ok(After::Timed(timed).into()); // another time may be typed
    }
    let answer = planned(call, store, set)?;
    if !answer.replies.iter().any(|reply| matches!(reply, Reply::Card(..))) {
        return Ok(answer.into()); // the question still waits
    }
    store.drop_card(question.chat, question.message)?;
    Ok(answer.and(Reply::Delete(question.chat, question.message)).into())
}

/// Plans it for the time that was typed.
pub(super) fn set(call: &Call, store: &Writing, what: Later, text: &str) -> Result<Set> {
    match later::typed(call.scene, call.editor.tongue, text) {
        Ok(due) => later::set(store, call.scene, &call.editor, what, due),
        Err(sentence) => Ok(Set::Says(sentence)),
    }
}

/// The card of the plan, what is asked before, or what is wrong.
pub(super) fn planned(call: &Call, store: &Writing, set: Set) -> Result<Answer> {
    let (scene, tongue) = (call.scene, call.editor.tongue);
    match set {
        Set::Plan(plan) => {
            let about = About::Countdown(plan);
            let view = View { store, scene, tongue, tempo: call.tempo, held: None };
            let card = view.of(about, false)?.map(|shown| Reply::Card(call.target, shown.message, about));
            Ok(card.into_iter().fold(Answer::default(), Answer::and))
        }
        Set::Asks(timed) => timed_card(call, timed),
        Set::Says(sentence) => Ok(call.say(plain(sentence, Keyboard::default()))),
    }
}

/// What is asked before it is planned for that time.
fn timed_card(call: &Call, asks: Timed) -> Result<Answer> {
    let card = timed::card(call.store, call.scene, call.editor.tongue, asks, call.tempo)?;
    Ok(card.map(|card| call.say(card)).unwrap_or_default())
}
