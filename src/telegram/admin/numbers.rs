//! `/stats`: the newspaper's numbers, and those of one push.

use super::press::Press;
use crate::{
    acts::reach::moment,
    article::ArticleKey,
    locale::args,
    message::{Button, Keyboard, Message, link},
    report::{Push, Statistics},
    store::{Reading, Result},
    telegram::{answer::text as plain, scene::Scene, staff::Editor},
};

/// The numbers of so many days; `None`: of a week.
pub(super) fn stats(store: &Reading, scene: &Scene, admin: &Editor, days: Option<u32>) -> Result<Message> {
    let tongue = admin.tongue;
    let statistics = Statistics::gather(store, &scene.newsroom, days, scene.now)?;
    let mut text = statistics.text(&scene.words, &scene.newsroom, tongue);
    if statistics.readers.active == 0 {
        let link = link::start(&scene.me.username, link::Start::Main, None);
        text = format!("{text}\n\n{}", scene.say(tongue, "stats-none", &args![link = link]));
    }
    let day = |key: &str, days: u32| Button::data(scene.say(tongue, key, &args![]), Press::Days(days).encode());
    let row = vec![day("btn-days-7", 7), day("btn-days-30", 30), day("btn-year", 365)];
    Ok(plain(text, Keyboard::of([row])))
}

/// The numbers of an article's newest publication.
pub(super) fn push(store: &Reading, scene: &Scene, admin: &Editor, article: ArticleKey) -> Result<Message> {
    let at = moment(scene.now, scene.newsroom.zone);
    let text = match Push::newest(store, article, at)? {
        Some(push) => push.text(&scene.words, &scene.newsroom, admin.tongue),
        None if store.listed(article)?.is_some() => scene.say(admin.tongue, "state-waiting", &args![]),
        None => scene.say(admin.tongue, "no-story", &args![]),
    };
    Ok(plain(text, Keyboard::default()))
}
