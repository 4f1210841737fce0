//! What editors do: publish, take back, stop, go on, decide about an article that asks for a breaking push. In: a press,
//! inside its transaction. Out: what came of it. Whether it may be is looked at here once more, at the act.

use super::{
    Editor,
    confirm::morning,
    draft::{Draft, Verb},
};
use crate::{
    article::ArticleKey,
    clock::Time,
    delivery::{
        audience::{Obstacle, obstacle},
        decide::timing::next_minute,
    },
    store::{
        Lane, Result, Seq, Writing,
        cards::{About, Card},
        log::Publication,
        plans::{Plan, PlanState, Why},
        staff::Act,
    },
    telegram::scene::Scene,
};

/// What came of a wish to publish.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sent {
    /// There is no such article.
    Unknown,
    /// The answers are too old.
    Expired,
    /// It may not go out.
    Blocked(Obstacle),
    /// The text is another one by now.
    Changed,
    /// It is counting down already, or planned.
    Waiting,
    /// It counts down.
    Counts,
    /// It goes out later.
    Later,
    /// It is published.
    Published(Seq),
}

/// Publishes what a draft says, or makes the plan to. `card` stands where and about what the editor pressed.
pub(super) fn send(
    store: &Writing,
    scene: &Scene,
    editor: &Editor,
    (verb, draft): (Verb, Draft),
    card: (i64, i64),
) -> Result<Sent> {
    let now = scene.now;
    let Some(listed) = store.listed(draft.article)? else { return Ok(Sent::Unknown) };
    if draft.is_expired(now) {
        return Ok(Sent::Expired);
    }
    if let Some(obstacle) = obstacle(store, &listed, now)? {
        return Ok(Sent::Blocked(obstacle));
    }
    if listed.story.revision != draft.revision {
        return Ok(Sent::Changed);
    }
    let waits = |plan: &Plan| plan.lane == draft.lane && matches!(plan.why, Why::Countdown | Why::Scheduled);
    if store.plans_of(draft.article)?.iter().any(waits) {
        return Ok(Sent::Waiting);
    }
    let Draft { lane, article, languages, volume, .. } = draft;
    let publication = Publication { article, lane, languages, volume, by: Some(editor.id) };
    let price = draft.stars.min(scene.newsroom.breaking.stars) * 10;
    let (sent, what) = publish(store, scene, &publication, price, verb, card)?;
    note(store, editor, now, what, Some(article))?;
    Ok(sent)
}

fn publish(
    store: &Writing,
    scene: &Scene,
    publication: &Publication,
    price: u32,
    verb: Verb,
    (chat, message): (i64, i64),
) -> Result<(Sent, &'static str)> {
    let now = scene.now;
    let keep = |about| store.keep_card(Card { chat, message, about }, now);
    if verb == Verb::Morning {
        let due = next_minute(now, scene.newsroom.zone, morning(scene));
        let plan = store.plan_later(publication, due, Why::Scheduled, now)?;
        store.set_plan_price(plan, price)?;
        keep(About::Countdown(plan))?;
        return Ok((Sent::Later, "later"));
    }
    if publication.lane == Lane::News {
        return Ok((Sent::Published(store.publish(publication, now)?), "push"));
    }
    let undo = scene.newsroom.breaking.undo;
    if undo.is_zero() {
        let seq = store.publish(publication, now)?;
        store.set_price(seq, price)?;
        keep(About::Progress(seq.0))?;
        return Ok((Sent::Published(seq), "breaking"));
    }
    let plan = store.plan_later(publication, now + undo, Why::Countdown, now)?;
    store.set_plan_price(plan, price)?;
    keep(About::Countdown(plan))?;
    Ok((Sent::Counts, "breaking"))
}

/// Takes a plan back; `false`: it waits no more.
pub(super) fn take_back(store: &Writing, editor: &Editor, plan: i64, now: Time) -> Result<bool> {
    let Some((plan, PlanState::Waiting)) = store.plan(plan)? else { return Ok(false) };
    let taken = store.take_back(plan.id)?;
    if taken {
        note(store, editor, now, "take-back", Some(plan.article))?;
    }
    Ok(taken)
}

/// Stops an entry; `false`: it was stopped before.
pub(super) fn stop(store: &Writing, editor: &Editor, seq: Seq, now: Time) -> Result<bool> {
    let Some(entry) = store.entry(seq)? else { return Ok(false) };
    let stopped = store.stop(seq, now)?;
    if stopped {
        note(store, editor, now, "stop", Some(entry.article))?;
    }
    Ok(stopped)
}

/// What came of a wish to go on.
pub(super) enum WentOn {
    /// It goes on.
    On,
    /// It goes on already, or was never stopped.
    Already,
    /// It may not go out.
    Blocked(Obstacle),
}

/// Publishes a stopped entry again, for those who have not got it; the cards about it go on with it.
pub(super) fn go_on(store: &Writing, editor: &Editor, seq: Seq, card: Card, now: Time) -> Result<WentOn> {
    let Some(entry) = store.entry(seq)?.filter(|entry| entry.stopped) else { return Ok(WentOn::Already) };
    let later = |other: &crate::store::Entry| other.seq > seq && other.lane == entry.lane && !other.stopped;
    if store.entries_of(entry.article)?.iter().any(later) {
        return Ok(WentOn::Already);
    }
    let Some(listed) = store.listed(entry.article)? else { return Ok(WentOn::Already) };
    if let Some(obstacle) = obstacle(store, &listed, now)? {
        return Ok(WentOn::Blocked(obstacle));
    }
    let (article, lane, languages, volume) = (entry.article, entry.lane, entry.languages, entry.volume);
    let next = store.publish(&Publication { article, lane, languages, volume, by: Some(editor.id) }, now)?;
    store.set_price(next, store.price(seq)?.left())?;
    store.keep_card(card, now)?;
    store.turn_cards(About::Progress(seq.0), About::Progress(next.0), now)?;
    note(store, editor, now, "go-on", Some(article))?;
    Ok(WentOn::On)
}

/// What an editor decides about an article that asks for a breaking push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// Ordinary news, now.
    Ordinary,
    /// Nothing.
    Refuse,
}

/// Decides; `false`: the plan waits no more.
pub(super) fn decide(store: &Writing, editor: &Editor, plan: i64, decision: Decision, now: Time) -> Result<bool> {
    let Some((plan, PlanState::Waiting)) = store.plan(plan)? else { return Ok(false) };
    let (done, what) = match decision {
        Decision::Ordinary => (store.hasten(plan.id, now)?, "ordinary"),
        Decision::Refuse => (store.take_back(plan.id)?, "refuse"),
    };
    if done {
        note(store, editor, now, what, Some(plan.article))?;
    }
    Ok(done)
}

/// Writes down who did what.
pub(super) fn note(store: &Writing, editor: &Editor, at: Time, what: &str, article: Option<ArticleKey>) -> Result<()> {
    store.keep_name(editor.id, &editor.name)?;
    store.note_act(&Act { at, by: Some(editor.id), what: what.to_owned(), article, detail: None })
}
