//! A breaking push that waits for a second editor. In: its plan, the clock. Out: the card of whoever asked, the cards of the
//! others with the message as readers will see it, and what both say when it is settled.

use std::collections::HashSet;

use super::press::Press;
use crate::{
    acts::{
        Deed,
        reach::{self, moment},
        second::{alone_from, asked_until},
    },
    article::{ArticleKey, Form, Language, Story},
    clock::Time,
    locale::args,
    message::{Button, Keyboard, Message, Style, escape},
    store::{
        Entry, Lane, Reading, Result,
        log::Standing,
        plans::{Plan, PlanState},
    },
    telegram::{answer::text as plain, scene::Scene},
};

/// The card of whoever asked: until when a second editor is waited for, and from then on the way without one.
pub(super) fn first_card(scene: &Scene, tongue: Language, plan: &Plan) -> Message {
    let button = |key: &str, press: Press| Button::data(scene.say(tongue, key, &args![]), press.encode());
    let back = vec![button("btn-undo", Press::TakeBack(plan.id))];
    match alone_from(&scene.newsroom, plan) {
        Some(from) if from <= scene.now => {
            let alone = vec![button("btn-send-alone", Press::Alone(plan.id)).styled(Style::Danger)];
            plain(scene.say(tongue, "second-alone", &args![]), Keyboard::of([back, alone]))
        }
        from => {
            let until = scene.words.time(from.unwrap_or(asked_until(plan)), scene.newsroom.zone);
            plain(scene.say(tongue, "ask-second", &args![deadline = until]), Keyboard::of([back]))
        }
    }
}

/// The card of the others.
pub(super) fn second_card(store: &Reading, scene: &Scene, tongue: Language, plan: &Plan) -> Result<Message> {
    let at = moment(scene.now, scene.newsroom.zone);
    let who = name(store, scene, tongue, plan.by)?;
    let until = scene.words.time(asked_until(plan), scene.newsroom.zone);
    let text = match stopped(store, plan)? {
        Some(entry) => {
            let left = store.pending_for(&Entry { stopped: false, ..entry }, at)?;
            scene.say(tongue, "second-card-on", &args![who = who, left = left, deadline = until])
        }
        None => {
            let reach = reach::reach(store, plan.article, plan.lane, plan.languages, at)?.unwrap_or_default();
            let readers = reach::told(&reach, &scene.words, tongue);
            scene.say(tongue, "second-card", &args![who = who, readers_to = readers, deadline = until])
        }
    };
    let button = |key: &str, press: Press| Button::data(scene.say(tongue, key, &args![]), press.encode());
    let keyboard = Keyboard::of([
        vec![button("btn-second-yes", Press::Second(plan.id)).styled(Style::Danger)],
        vec![button("btn-second-no", Press::NoSecond(plan.id))],
    ]);
    Ok(plain(text, keyboard))
}

/// The stopped push that would go on.
fn stopped(store: &Reading, plan: &Plan) -> Result<Option<Entry>> {
    plan.goes_on.map_or(Ok(None), |push| store.entry(push))
}

/// The articles that would go out, or on.
fn articles(store: &Reading, plan: &Plan, now: Time) -> Result<Vec<ArticleKey>> {
    let mut articles = vec![plan.article];
    match stopped(store, plan)? {
        Some(entry) => {
            let parts = store.together(&entry)?.into_iter().filter(|part| part.standing == Standing::Ready);
            articles.extend(parts.map(|part| part.article));
        }
        None => {
            let parts = store.parts(plan.article, Lane::Breaking, plan.languages, now)?;
            articles.extend(parts.into_iter().map(|(part, _)| part));
        }
    }
    let mut known = HashSet::new();
    articles.retain(|article| known.insert(*article));
    Ok(articles)
}

/// The stories of all languages, each as readers will see it: with its photo, and without.
pub(super) fn previews(store: &Reading, scene: &Scene, plan: &Plan) -> Result<Vec<(Story, Message, Message)>> {
    let mut shown = Vec::new();
    for article in articles(store, plan, scene.now)? {
        if let Some((story, form)) = store.story(article)? {
            let render = |form| scene.renderer().breaking(&story, form);
            let (message, text) = (render(form), render(form.max(Form::Formatted)));
            shown.push((story, message, text));
        }
    }
    Ok(shown)
}

/// Who decided about it, and how; `None`: nobody but whoever asked.
pub(super) fn decided(
    store: &Reading,
    scene: &Scene,
    tongue: Language,
    (plan, state): (&Plan, PlanState),
) -> Result<Option<String>> {
    let deeds: &[(Deed, &str)] = match state {
        PlanState::TakenBack if plan.goes_on.is_some() => {
            &[(Deed::Refuse, "second-refused-on"), (Deed::Lapse, "second-lapsed-on")]
        }
        PlanState::TakenBack => &[(Deed::Refuse, "second-refused"), (Deed::Lapse, "second-lapsed")],
        PlanState::Waiting | PlanState::Published => &[(Deed::Second, "second-by"), (Deed::Alone, "second-went-alone")],
    };
    for (deed, key) in deeds {
        let act = store.last_act(plan.article, deed.word())?.filter(|act| act.at >= plan.at && plan.revision.is_some());
        if let Some(act) = act {
            let (who, command) = (name(store, scene, tongue, act.by)?, format!("/a{}", plan.article));
            return Ok(Some(scene.say(tongue, key, &args![who = who, command = command])));
        }
    }
    Ok(None)
}

/// That somebody took it back.
pub(super) fn taken_back(scene: &Scene, tongue: Language, plan: Option<&Plan>) -> String {
    let goes_on = plan.is_some_and(|plan| plan.goes_on.is_some());
    scene.say(tongue, if goes_on { "taken-back-on" } else { "taken-back" }, &args![])
}

fn name(store: &Reading, scene: &Scene, tongue: Language, by: Option<i64>) -> Result<String> {
    Ok(match by {
        Some(by) => escape(&store.staff_name(by)?),
        None => scene.say(tongue, "who-console", &args![]),
    })
}
