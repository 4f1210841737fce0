//! The question that an article asks whose file says `breaking: true`: may it go out at once? In: the article, the plan that
//! publishes it as ordinary news where nobody answers. Out: the card with the question, and the card when it is settled.

use super::press::Press;
use crate::{
    article::{ArticleKey, Language},
    locale::args,
    message::{Button, Keyboard, Message, Style, escape, still},
    store::{Reading, Result},
    telegram::{answer::text as plain, scene::Scene},
};

/// The card with the question; `None`: the article has gone.
pub(super) fn question(
    store: &Reading,
    scene: &Scene,
    tongue: Language,
    article: ArticleKey,
    plan: i64,
) -> Result<Option<Message>> {
    let (Some((story, _)), Some((waiting, _))) = (store.story(article)?, store.plan(plan)?) else { return Ok(None) };
    let zone = scene.newsroom.zone;
    let rubric = scene.renderer().rubric(&story).map_or_else(String::new, |rubric| rubric.label(tongue));
    let fields = args![
        headline = still(&story.headline),
        rubric = escape(&rubric),
        author = story.byline.as_deref().map_or_else(|| "—".into(), escape),
        time = scene.clock(story.published),
        deadline = waiting.due.map_or_else(|| "—".into(), |due| scene.words.time(due, zone)),
    ];
    let button = |key: &str, press: Press| Button::data(scene.say(tongue, key, &args![]), press.encode());
    let keyboard = Keyboard::of([
        vec![button("btn-desk-look", Press::Look(plan)).styled(Style::Danger)],
        vec![button("btn-desk-ordinary", Press::Ordinary(plan)), button("btn-desk-no", Press::Refuse(plan))],
    ]);
    Ok(Some(plain(scene.say(tongue, "desk-ask", &fields), keyboard)))
}

/// The question's card after it was settled: by whom, and how.
pub(super) fn settled(
    store: &Reading,
    scene: &Scene,
    tongue: Language,
    plan: i64,
    key: &str,
    who: &str,
) -> Result<Message> {
    let article = store.plan(plan)?.map(|(plan, _)| plan.article);
    let story = article.map(|article| store.story(article)).transpose()?.flatten();
    let headline = story.map(|(story, _)| still(&story.headline)).unwrap_or_default();
    let how = scene.say(tongue, key, &args![who = escape(who)]);
    Ok(plain(format!("{headline}\n\n{how}"), Keyboard::default()))
}
