//! `/latest [rubric]`: headlines with links, newest first, paged in place, for everybody, subscribed or not.

use super::{press::Press, rubrics, settings::item, talk::Talk};
use crate::{
    clock::Time,
    delivery::decide::timing::midnight,
    locale::args,
    message::{Button, Keyboard, Message, escape, html::without_empty_links, still},
    newsroom::news_languages,
    store::{Result, articles::Listed},
    telegram::{
        answer::{Answer, Reply, text},
        update::Pressed,
    },
};

/// Headlines on a page.
const PAGE: u32 = 8;
/// The most headlines of what somebody missed.
const MISSED: u32 = 10;

/// `/latest`, in a new message.
pub(in crate::telegram) fn show(talk: &Talk, rubric: &str) -> Result<Answer> {
    let bit = asked(talk, rubric);
    Ok(Answer::say(talk.target(), page(talk, bit, 0)?))
}

/// Another page, in place.
pub(super) fn turn(talk: &Talk, pressed: &Pressed, bit: Option<u8>, skip: u32) -> Result<Answer> {
    let edit = Reply::Edit(pressed.address.chat, pressed.message, page(talk, bit, skip)?);
    Ok(Answer::toast(&pressed.query, "").and(edit))
}

/// The rubric that somebody typed; `None`: all.
fn asked(talk: &Talk, rubric: &str) -> Option<u8> {
    if rubric.is_empty() {
        return None;
    }
    let main = talk.say("rubric-main", &args![]).to_lowercase();
    if rubric.to_lowercase() == main || rubric == "main" {
        return Some(0);
    }
    talk.scene.newsroom.rubric_named(rubric).map(|rubric| rubric.bit)
}

fn page(talk: &Talk, bit: Option<u8>, skip: u32) -> Result<Message> {
    let mask = bit.map_or(0, |bit| 1 << bit);
    let mut stories = talk.store.latest(mask, languages(talk), talk.scene.now, skip, PAGE + 1)?;
    let older = stories.len() > PAGE as usize;
    stories.truncate(PAGE as usize);
    let title = bit.and_then(|bit| rubrics::named(talk, bit)).map(|(_, title)| title);
    let title = title.unwrap_or_else(|| talk.say("rubric-all", &args![]));
    let title = talk.say("latest-title", &args![rubric = escape(&title)]);
    let items: Vec<String> = stories.iter().map(|listed| line(talk, listed)).collect();
    let items = if items.is_empty() { talk.say("latest-empty", &args![]) } else { items.join("\n") };
    let turn = |key, skip| Button::data(talk.say(key, &args![]), Press::Page(bit, skip).encode());
    let newer = (skip > 0).then(|| turn("page-newer", skip.saturating_sub(PAGE)));
    let older = older.then(|| turn("page-older", skip + PAGE));
    Ok(text(format!("{title}\n\n{items}"), Keyboard::of([newer.into_iter().chain(older).collect()])))
}

fn languages(talk: &Talk) -> u8 {
    talk.chat.as_ref().map_or_else(|| news_languages(talk.tongue), |chat| chat.languages)
}

/// «08:05 headline»; of another day, «22 ноября headline».
fn line(talk: &Talk, listed: &Listed) -> String {
    let (scene, published) = (talk.scene, listed.story.published);
    let zone = talk.chat.as_ref().and_then(|chat| chat.zone).unwrap_or(scene.newsroom.zone);
    let today = published >= midnight(scene.now, zone);
    let time = if today { scene.words.time(published, zone) } else { scene.words.date(talk.tongue, published, zone) };
    let renderer = scene.renderer();
    let headline = still(&crate::message::text::cut(&renderer.headline(&listed.story), 200));
    let url = escape(&renderer.link(&listed.story).unwrap_or_default());
    let line = talk.say("latest-item", &args![time = time, url = url, headline = headline]);
    without_empty_links(&line).into_owned()
}

/// «Главное за это время», in a new message.
pub(super) fn missed(talk: &Talk, pressed: &Pressed, since: Time) -> Result<Answer> {
    let stories = talk.store.latest(1, languages(talk), talk.scene.now, 0, MISSED)?;
    let stories = stories.iter().filter(|listed| listed.story.published >= since);
    let items: Vec<String> = stories.map(|listed| format!("• {}", item(talk, &listed.story))).collect();
    let title = format!("<b>{}</b>", escape(&talk.say("btn-missed", &args![])));
    let items = if items.is_empty() { talk.say("latest-empty", &args![]) } else { items.join("\n") };
    let said = text(format!("{title}\n\n{items}"), Keyboard::default());
    Ok(Answer::toast(&pressed.query, "").and(Reply::Say(talk.target(), said)))
}
