//! Who did what. In: a page of the log of acts. Out: a message, newest first.

use std::collections::HashSet;

use super::press::Press;
use crate::{
    acts::{Deed, PROGRAM},
    article::Language,
    locale::args,
    message::{Button, Keyboard, Message, escape, still},
    store::{Reading, Result, staff::Act},
    telegram::{answer::text as plain, scene::Scene},
};

/// How many acts a page has.
const PAGE: u32 = 20;
/// A page further back than this is not asked for by our own buttons.
const LAST: u32 = 1_000_000;

/// A page of the log, without so many of the newest.
pub(super) fn log(store: &Reading, scene: &Scene, tongue: Language, skip: u32) -> Result<Message> {
    let skip = skip.min(LAST);
    let acts = store.acts(skip, PAGE + 1)?;
    if acts.is_empty() {
        return Ok(plain(scene.say(tongue, "log-empty", &args![]), Keyboard::default()));
    }
    let mut lines = vec![scene.say(tongue, "log-title", &args![])];
    let mut counted = HashSet::new();
    for act in acts.iter().take(PAGE as usize) {
        // The copies are the story's, and stand with what was done last.
        let story = act.article.map(|article| store.story_number(article)).transpose()?.flatten();
        let first = story.is_some_and(|story| counted.insert(story));
        lines.push(line(store, scene, tongue, act, first)?);
    }
    let page = |key: &str, skip| Button::data(scene.say(tongue, key, &args![]), Press::Log(skip).encode());
    let mut row = Vec::new();
    if skip > 0 {
        row.push(page("page-newer", skip.saturating_sub(PAGE)));
    }
    if acts.len() > PAGE as usize {
        row.push(page("page-older", skip + PAGE));
    }
    Ok(plain(lines.join("\n"), Keyboard::of([row])))
}

fn line(store: &Reading, scene: &Scene, tongue: Language, act: &Act, counts: bool) -> Result<String> {
    let zone = scene.newsroom.zone;
    let time = format!("{} {}", scene.words.date(tongue, act.at, zone), scene.words.time(act.at, zone));
    let who = match act.by {
        Some(by) => escape(&store.staff_name(by)?),
        None if act.what == Deed::Lapse.word() => scene.say(tongue, "who-itself", &args![]),
        None if act.detail.as_deref() == Some(PROGRAM) => scene.say(tongue, "who-program", &args![]),
        None => scene.say(tongue, "who-console", &args![]),
    };
    let key = format!("act-{}", act.what);
    let what = if scene.words.has(&key) { scene.say(tongue, &key, &args![]) } else { escape(&act.what) };
    let Some(article) = act.article else {
        let name = escape(act.detail.as_deref().unwrap_or_default());
        let said = scene.say(tongue, "log-staff", &args![time = time, who = who, act = what, name = name]);
        return Ok(said.trim_end().to_owned()); // an invitation names nobody yet
    };
    let headline = store.story(article)?.map(|(story, _)| still(&story.headline)).unwrap_or_default();
    let copies = scene.words.count_copies(tongue, u64::from(store.copies(article)?));
    let fields = args![time = time, who = who, act = what, headline = headline, copies = copies];
    Ok(scene.say(tongue, if counts { "log-item" } else { "log-item-again" }, &fields))
}
