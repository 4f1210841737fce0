//! The editors' part. In: what a member of staff says and presses, what intake and delivery notice. Out: an answer; cards
//! that are kept up to date; alerts. Whether the person is staff is checked at every act. All that a conversation knows is
//! on its buttons and in the database, so that a restart loses none of it.
//!
//! A new button is a line of `press` and an arm of `pressed`.

mod alerts;
mod barred;
mod bundle;
mod cards;
mod choice;
mod confirm;
mod draft;
mod held;
mod lists;
mod outbox;
mod post;
mod press;
mod pressed;
mod question;
mod second;
mod story;
mod untold;
mod view;

use tokio::sync::mpsc;

use super::{
    answer::{Answer, text as plain},
    room::Room,
    staff::{Call, call},
    update::{Place, Said},
};
use crate::{
    acts::find::{find, is_link, is_of},
    intake::Notice,
    locale::args,
    message::{Keyboard, escape},
    store::{Lane, Result, staff::Role},
};

pub(super) use press::Press;
pub(super) use pressed::pressed;

/// `/breaking [ID]`: the way to a breaking push, or what could go out as one.
pub(super) fn breaking(call: &Call, which: &str) -> Result<Answer> {
    match which {
        "" => Ok(call.say(lists::breaking(call.store, call.scene, &call.editor, 0)?)),
        which => begin(call, Lane::Breaking, which),
    }
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
        Some(article) => story::begin(call.store, call.scene, &call.editor, call.target, (lane, article), call.tempo),
        None => Ok(not_found(call, which)),
    }
}

/// `/news`
pub(super) fn news(call: &Call, _: &str) -> Result<Answer> {
    Ok(call.say(lists::news(call.store, call.scene, &call.editor, 0)?))
}

/// `/queue`
pub(super) fn queue(call: &Call, _: &str) -> Result<Answer> {
    Ok(call.say(lists::queue(call.store, call.scene, &call.editor, call.status)?))
}

/// `/held`
pub(super) fn held(call: &Call, _: &str) -> Result<Answer> {
    Ok(call.say(held::list(call.store, call.scene, &call.editor, 0)?))
}

/// `/log`
pub(super) fn log(call: &Call, _: &str) -> Result<Answer> {
    Ok(call.say(lists::log(call.store, call.scene, &call.editor)?))
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
    let newsroom = &call.scene.newsroom;
    if !is_link(which) || is_of(which, &newsroom.url) {
        return unknown(call);
    }
    let said = call.scene.say(
        call.editor.tongue,
        "no-foreign-link",
        &args![site = escape(newsroom.site.in_language(call.editor.tongue))],
    );
    call.say(plain(said, Keyboard::default()))
}

/// Answers a link with the card of its article, or that there is none, in a chat with a member of staff; any other text is not
/// the desk's.
pub(super) async fn wrote(room: &Room, update: i64, said: &Said, text: &str) -> Result<Option<Answer>> {
    if said.address.place != Place::Private || !is_link(text) {
        return Ok(None);
    }
    call(room, update, said, (Role::Editor, false), text, story).await
}

/// Keeps cards up to date and hears what intake and delivery notice, as long as the program runs.
pub async fn attend(room: &Room, notices: mpsc::Receiver<Notice>) {
    tokio::join!(cards::keep(room), alerts::hear(room, notices));
}
