//! When something goes out, chosen by an editor. In: what the buttons say, or what is typed. Out: the card that asks for the
//! time, and the plan that it comes to, or what is asked before.

use super::{
    choice::{At, Later},
    draft::{Draft, TWICE, Timed},
    press::Press,
    story::{foreign_link, obstacle_text},
    timed,
};
use crate::{
    acts::{
        guard::{self, Before},
        publish::{Order, Published, Refused, When, morning, publish},
        reach::{self, moment},
        when::{self, Unclear},
    },
    article::Language,
    clock::Time,
    delivery::obstacle::obstacle,
    locale::args,
    message::{Button, Keyboard, Message, Style, still},
    store::{Lane, Reading, Result, Writing, plans::Cause, staff::Role},
    telegram::{answer::text as plain, scene::Scene, staff::Editor},
};

/// How many times stand in a row.
const ROW: usize = 3;

/// Russian and Kazakh.
fn both() -> u8 {
    Language::Ru.bit() | Language::Kk.bit()
}

/// The card that asks when; `None`: there is no such article.
pub(super) fn card(store: &Reading, scene: &Scene, tongue: Language, later: Later) -> Result<Option<Message>> {
    let Some((story, _)) = store.story(later.article)? else { return Ok(None) };
    let say = |key: &str| scene.say(tongue, key, &args![]);
    let mut text = format!("<b>{}</b>", still(&story.headline));
    let plans = store.plans_of(later.article)?;
    if let Some(due) = plans.iter().filter(|plan| plan.why == Cause::Scheduled).find_map(|plan| plan.due) {
        text = format!("{text}\n{}", scene.say(tongue, "later-set", &args![time = scene.clock(due)]));
    }
    text = format!("{text}\n\n{}", say("later-ask"));
    let zone = scene.newsroom.zone;
    let times = when::offered(scene.now, zone, morning(&scene.newsroom)).into_iter().map(|time| {
        let today = scene.words.date(tongue, time, zone) == scene.words.date(tongue, scene.now, zone);
        let clock = scene.words.time(time, zone);
        let label = if today { clock } else { scene.say(tongue, "later-tomorrow", &args![time = clock]) };
        let minute = u32::try_from(time.0 / 60_000).unwrap_or(u32::MAX);
        Button::data(label, Press::LaterAt(At { later, minute }).encode())
    });
    let times: Vec<Button> = times.collect();
    let mut rows: Vec<Vec<Button>> = times.chunks(ROW).map(<[Button]>::to_vec).collect();
    let ordinary = later.lane == Lane::News;
    let breaking = if ordinary { Later::breaking(later.article, both()) } else { later };
    rows.push(vec![
        choice(say("btn-desk-ordinary"), ordinary, Later::ordinary(later.article)),
        choice(say("btn-breaking"), !ordinary, breaking),
    ]);
    if let Some((question, row)) = others(store, scene, tongue, (later, story.language))? {
        text = format!("{text}\n\n{question}");
        rows.push(row);
    }
    rows.push(vec![Button::data(say("btn-cancel"), Press::Cancel.encode())]);
    Ok(Some(plain(text, Keyboard::of(rows))))
}

fn choice(label: String, chosen: bool, later: Later) -> Button {
    let button = Button::data(if chosen { format!("✅ {label}") } else { label }, Press::LaterAs(later).encode());
    if chosen { button.styled(Style::Success) } else { button }
}

/// What readers of the other language get of breaking news for which the store has no translation.
fn others(
    store: &Reading,
    scene: &Scene,
    tongue: Language,
    (later, language): (Later, Language),
) -> Result<Option<(String, Vec<Button>)>> {
    if later.lane != Lane::Breaking || language == Language::En {
        return Ok(None);
    }
    let at = moment(scene.now, scene.newsroom.zone);
    let others = reach::reach(store, later.article, Lane::Breaking, 0, at)?.unwrap_or_default().other_language;
    if others == 0 {
        return Ok(None);
    }
    let key = if language == Language::Kk { "ask-translation-kk" } else { "ask-translation" };
    let readers = scene.words.count_readers(tongue, u64::from(others));
    let same = later.languages & both() == both();
    let label = |key: &str| scene.say(tongue, key, &args![]);
    let row = vec![
        choice(label("ask-translation-same"), same, Later::breaking(later.article, both())),
        choice(label("ask-translation-skip"), !same, Later::breaking(later.article, 0)),
    ];
    Ok(Some((scene.say(tongue, key, &args![otherlang = readers]), row)))
}

/// What came of a time that was chosen.
pub(super) enum Set {
    /// It is planned.
    Plan(i64),
    /// The editor is asked first: something speaks against it, or it costs something.
    Asks(Timed),
    /// Why it is not planned.
    Says(String),
}

/// Plans it for that time.
pub(super) fn set(store: &Writing, scene: &Scene, editor: &Editor, later: Later, due: Time) -> Result<Set> {
    let Later { lane, article, languages } = later;
    let revision = store.revision_of_push(article, lane, scene.now)?;
    let draft = Draft { languages, ..Draft::new(lane, article, revision, scene.now) };
    let costs = lane == Lane::Breaking && scene.newsroom.breaking.stars > 0;
    plan(store, scene, editor, (Timed::new(draft, due), costs))
}

/// The same where the editor knows what speaks against it, and what it costs.
pub(super) fn set_surely(store: &Writing, scene: &Scene, editor: &Editor, sure: Timed) -> Result<Set> {
    plan(store, scene, editor, (sure, false))
}

fn plan(store: &Writing, scene: &Scene, editor: &Editor, (timed, costs): (Timed, bool)) -> Result<Set> {
    let (tongue, draft, due) = (editor.tongue, timed.draft, timed.due());
    let says = |key: &str| Ok(Set::Says(scene.say(tongue, key, &args![])));
    let Draft { lane, article, revision, languages, volume, .. } = draft;
    if editor.role < Role::Admin && guard::foreign_site(store, &scene.newsroom, (article, lane), scene.now)?.is_some() {
        return Ok(Set::Says(foreign_link(scene, tongue)));
    }
    if due <= scene.now {
        return says("later-past");
    }
    let Some(listed) = store.listed(article)? else { return says("no-story") };
    if let Some(obstacle) = obstacle(store, &listed, due)? {
        return Ok(Set::Says(obstacle_text(scene, tongue, obstacle)));
    }
    if matches!(guard::before(store, article)?, Some(Before::Waits(_))) {
        return says("already-counting");
    }
    if costs || timed::speaking(store, scene, timed)? & !draft.asked != 0 {
        return Ok(Set::Asks(timed));
    }
    let stars = draft.stars.min(scene.newsroom.breaking.stars);
    let insists = draft.asked & TWICE != 0;
    let order = Order { article, revision: Some(revision), lane, languages, volume, stars, insists };
    match publish(store, &scene.newsroom, &editor.who(), &order, When::At(due), scene.now)? {
        Ok(Published::Planned(plan)) => Ok(Set::Plan(plan)),
        Err(Refused::Blocked(obstacle)) => Ok(Set::Says(obstacle_text(scene, tongue, obstacle))),
        Err(Refused::Waiting) => says("already-counting"),
        Ok(Published::Now(_)) | Err(_) => says("no-story"),
    }
}

/// The time that was typed, or the sentence that says what is wrong with it.
pub(super) fn typed(scene: &Scene, tongue: Language, text: &str) -> std::result::Result<Time, String> {
    when::when(text, scene.now, scene.newsroom.zone).map_err(|unclear| {
        let key = match unclear {
            Unclear::Nonsense => "later-unclear",
            Unclear::Past => "later-past",
            Unclear::Far => "later-far",
        };
        scene.say(tongue, key, &args![])
    })
}
