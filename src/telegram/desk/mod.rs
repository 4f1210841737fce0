//! The editors' part. In: what a member of staff says and presses, what intake and delivery notice. Out: an answer; cards
//! that are kept up to date; alerts. Whether the person is staff is checked at every act. All that a conversation knows is
//! on its buttons and in the database, so that a restart loses none of it.
//!
//! A new button is a line of `press` and an arm of `pressed`; what corrects and takes back has its own in `mend`.

mod alerts;
mod asked;
mod barred;
mod begin;
mod bundle;
mod cards;
mod choice;
mod confirm;
mod conflict;
mod correct;
mod deeds;
mod details;
mod done;
mod draft;
mod feeds;
mod held;
mod later;
mod lists;
mod looking;
mod main_news;
mod mend;
mod mending;
mod outbox;
mod photo;
mod post;
mod practice;
mod press;
mod pressed;
mod question;
mod queue;
mod retract;
mod second;
mod sending;
mod settling;
mod shown;
mod story;
mod timed;
mod translation;
mod typed;
mod unpictured;
mod untold;
mod upkeep;
mod view;
mod weekly;
mod wording;

use tokio::sync::mpsc;

use super::{
    answer::{Answer, Reply, text as plain},
    room::Room,
    staff::{Call, call, is_staff},
    update::{Place, Said},
};
use crate::{
    acts::find::{find, is_link, leads_to_us},
    intake::Notice,
    locale::args,
    message::{Keyboard, Message},
    store::{
        Lane, Result, Writing,
        cards::{About, Asked, Card},
        staff::Role,
    },
};

use choice::Later;
pub(super) use mend::{Mend, mended};
pub(super) use press::Press;
pub(super) use pressed::pressed;

/// `/breaking [ID or text]`: the way to a breaking push, or what could go out as one; the next text is a story then. Text with
/// spaces, and a link that is no known story's, is what the next text would be.
pub(super) async fn breaking(room: &Room, update: i64, said: &Said, which: &str) -> Result<Option<Answer>> {
    let is_typed = which.contains(char::is_whitespace) || is_link(which);
    let (newsroom, text) = (room.newsroom.borrow().clone(), which.to_owned());
    if is_typed && room.store.read(move |store| find(store, &newsroom, &text)).await?.is_none() {
        let typed = Card { chat: said.address.chat, message: said.message, about: STORY };
        return asked::take_up(room, update, said, typed, which).await;
    }
    call(room, update, said, (Role::Editor, !which.is_empty()), which, breaking_known).await
}

/// The next text is a story.
const STORY: About = About::Asked(Asked::Story(0));

fn breaking_known(call: &Call, which: &str) -> Result<Answer> {
    match which {
        "" => {
            let list = lists::breaking(call.store, call.scene, &call.editor, 0, false)?;
            Ok(Answer::default().and(Reply::Card(call.target, list, STORY)))
        }
        which => begin(call, Lane::Breaking, which),
    }
}

/// `/practice [ID]`: the way to a breaking push that nobody else gets.
pub(super) fn practice(call: &Call, which: &str) -> Result<Answer> {
    if which.is_empty() {
        return Ok(call.say(lists::breaking(call.store, call.scene, &call.editor, 0, true)?));
    }
    let Some(article) = find(call.store, &call.scene.newsroom, which)? else { return Ok(not_found(call, which)) };
    let what = (Lane::Breaking, article, draft::PRACTICE);
    story::begin(call.store, call.scene, &call.editor, call.target, what, call.tempo)
}

/// `/push [ID]`: the way to an ordinary push, or the latest articles.
pub(super) fn push(call: &Call, which: &str) -> Result<Answer> {
    match which {
        "" => news(call, ""),
        which => begin(call, Lane::News, which),
    }
}

fn begin(call: &Call, lane: Lane, which: &str) -> Result<Answer> {
    match find(call.store, &call.scene.newsroom, which)? {
        Some(article) => {
            story::begin(call.store, call.scene, &call.editor, call.target, (lane, article, 0), call.tempo)
        }
        None => Ok(not_found(call, which)),
    }
}

/// `/news`
pub(super) fn news(call: &Call, _: &str) -> Result<Answer> {
    Ok(call.say(lists::news(call.store, call.scene, &call.editor, 0)?))
}

/// `/queue`
pub(super) fn queue(call: &Call, _: &str) -> Result<Answer> {
    let list = queue::queue(call.store, call.scene, call.editor.tongue, call.status.rate)?;
    Ok(Answer::default().and(Reply::Card(call.target, list, About::Queue(call.scene.now.unix()))))
}

/// `/held`
pub(super) fn held(call: &Call, _: &str) -> Result<Answer> {
    Ok(call.say(held::list(call.store, call.scene, &call.editor, 0)?))
}

/// `/log`
pub(super) fn log(call: &Call, _: &str) -> Result<Answer> {
    Ok(call.say(deeds::log(call.store, call.scene, call.editor.tongue, 0)?))
}

/// `/a412`, or a link to an article.
pub(super) fn story(call: &Call, which: &str) -> Result<Answer> {
    let article = find(call.store, &call.scene.newsroom, which)?;
    let card = article.map(|article| story::card(call.store, call.scene, &call.editor, article));
    Ok(card.transpose()?.flatten().map_or_else(|| not_found(call, which), |card| call.say(card)))
}

fn unknown(call: &Call) -> Answer {
    call.say(plain(call.scene.say(call.editor.tongue, "no-story", &args![]), Keyboard::default()))
}

/// The same of a link, which may lead to another site.
fn not_found(call: &Call, which: &str) -> Answer {
    if !is_link(which) {
        return unknown(call);
    }
    if leads_to_us(&call.scene.newsroom, which) {
        let said = call.scene.say(call.editor.tongue, "no-story-yet", &args![]);
        return call.say(plain(said, Keyboard::default()));
    }
    call.say(plain(story::foreign_link(call.scene, call.editor.tongue), Keyboard::default()))
}

/// `/schedule ID [time]`: plans it as ordinary news, or asks when.
pub(super) fn schedule(call: &Call, store: &Writing, what: &str) -> Result<Answer> {
    let (which, time) = what.split_once(char::is_whitespace).unwrap_or((what, ""));
    let Some(article) = find(store, &call.scene.newsroom, which)? else { return Ok(not_found(call, which)) };
    let (scene, tongue, later) = (call.scene, call.editor.tongue, Later::ordinary(article));
    if time.trim().is_empty() {
        let card = later::card(store, scene, tongue, later)?;
        let card = card.map(|card| Answer::default().and(Reply::Card(call.target, card, later.about())));
        return Ok(card.unwrap_or_else(|| unknown(call)));
    }
    let set = asked::set(call, store, later, time)?;
    asked::planned(call, store, set)
}

/// `/correct ID`: what is to be corrected.
pub(super) fn correct(call: &Call, store: &Writing, which: &str) -> Result<Answer> {
    let Some(article) = find(store, &call.scene.newsroom, which)? else { return Ok(not_found(call, which)) };
    Ok(begun(call, correct::begin(store, call.scene, call.editor.tongue, article, None)?))
}

/// `/retract ID`: how it is taken back.
pub(super) fn retract(call: &Call, store: &Writing, which: &str) -> Result<Answer> {
    let Some(article) = find(store, &call.scene.newsroom, which)? else { return Ok(not_found(call, which)) };
    let way = (call.editor.tongue, call.tempo);
    Ok(begun(call, retract::begin(store, call.scene, way, &call.editor.who(), article)?))
}

fn begun(call: &Call, begun: std::result::Result<Message, String>) -> Answer {
    call.say(begun.unwrap_or_else(|sentence| plain(sentence, Keyboard::default())))
}

/// Answers a text that a message of the bot waits for, or a link with the card of its article; any other text is not the
/// desk's.
pub(super) async fn wrote(room: &Room, update: i64, said: &Said, text: &str) -> Result<Option<Answer>> {
    if let Some(answer) = asked::told(room, update, said, text).await? {
        return Ok(Some(answer));
    }
    let Some(link) = text.split_whitespace().find(|word| is_link(word)) else { return Ok(None) };
    let is_here = said.address.place == Place::Private || room.appointed.desk == Some(said.address.chat);
    if !is_here {
        return Ok(None);
    }
    call(room, update, said, (Role::Editor, false), link, story).await
}

/// Answers a photo for a publication; any other is not the desk's.
pub(super) async fn photographed(room: &Room, update: i64, said: &Said, file: &str) -> Result<Option<Answer>> {
    asked::shown(room, update, said, file).await
}

/// Answers a member of staff whom nobody understands.
pub(super) async fn unclear(room: &Room, update: i64, said: &Said) -> Result<Answer> {
    note(room, update, said, "staff-unclear").await
}

/// Answers a member of staff whose command does not exist; `None`: it is somebody else.
pub(super) async fn no_command(room: &Room, update: i64, said: &Said) -> Result<Option<Answer>> {
    if !is_staff(room, said.person.id, Role::Editor).await? {
        return Ok(None);
    }
    note(room, update, said, "staff-no-command").await.map(Some)
}

async fn note(room: &Room, update: i64, said: &Said, key: &'static str) -> Result<Answer> {
    let say = move |call: &Call, _: &str| {
        Ok(call.say(plain(call.scene.say(call.editor.tongue, key, &args![]), Keyboard::default())))
    };
    Ok(call(room, update, said, (Role::Editor, false), "", say).await?.unwrap_or_default())
}

/// Keeps cards up to date and hears what intake and delivery notice, as long as the program runs.
pub async fn attend(room: &Room, notices: mpsc::Receiver<Notice>) {
    tokio::join!(cards::keep(room), alerts::hear(room, notices));
}
