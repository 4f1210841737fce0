//! `/latest [rubric]`: headlines with links, newest first, paged in place, for everybody, subscribed or not.

use super::{
    list::{self, PAGE, Page, languages, narrowed},
    press::Press,
    search::press::Find,
    settings::item,
    talk::Talk,
};
use crate::{
    clock::Time,
    locale::args,
    message::{Keyboard, Message, escape},
    store::Result,
    telegram::{
        answer::{Answer, Reply, text},
        update::Pressed,
    },
};

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

/// The rubrics to choose from.
pub(super) fn choose(talk: &Talk, pressed: &Pressed, now: Option<u8>) -> Answer {
    list::choose(talk, pressed, now, |rubric| Press::Page(rubric, 0).encode())
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
    let stories = talk.store.latest_stories(mask, (languages(talk), talk.tongue), talk.scene.now, skip, PAGE + 1)?;
    let page = Page {
        title: talk.say("latest-title", &args![rubric = escape(&narrowed(talk, bit))]),
        stories: &stories,
        none: "latest-empty",
        skip,
        turn: &|skip| Press::Page(bit, skip).encode(),
        rubrics: Find::RubricsOfLatest(bit).encode(),
        besides: None,
    };
    Ok(page.message(talk))
}

/// «Главное за это время», in a new message.
pub(super) fn missed(talk: &Talk, pressed: &Pressed, since: Time) -> Result<Answer> {
    let stories = talk.store.latest_stories(1, (languages(talk), talk.tongue), talk.scene.now, 0, MISSED)?;
    let stories = stories.iter().filter(|listed| listed.story.published >= since);
    let items: Vec<String> = stories.map(|listed| format!("• {}", item(talk, &listed.story))).collect();
    let title = format!("<b>{}</b>", escape(&talk.say("btn-missed", &args![])));
    let items = if items.is_empty() { talk.say("latest-empty", &args![]) } else { items.join("\n") };
    let said = text(format!("{title}\n\n{items}"), Keyboard::default());
    Ok(Answer::toast(&pressed.query, "").and(Reply::Say(talk.target(), said)))
}
