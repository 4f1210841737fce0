//! `/health`: is everything running, in a few lines. In: how delivery goes, the store. Out: a verdict and its reasons.

use std::time::Duration;

use crate::{
    article::Language,
    clock::Time,
    delivery::Status,
    locale::args,
    message::{Keyboard, Message, escape, still},
    store::{Chat, Reading, Result, barred::Bar},
    telegram::{
        alerts::Kind,
        answer::text as plain,
        scene::Scene,
        staff::{Editor, Facts},
    },
};

/// So many groups and channels that nobody may write to are named.
const NAMED: u32 = 5;
const HOUR: Duration = Duration::from_secs(3600);

/// The report.
pub(super) fn report(
    store: &Reading,
    scene: &Scene,
    admin: &Editor,
    status: &Status,
    facts: &Facts,
) -> Result<Message> {
    let (tongue, now) = (admin.tongue, scene.now);
    let say = |key: &str| scene.say(tongue, key, &args![]);
    let (faults, (rooms, barred)) = (store.count_faults()?, store.barred(NAMED)?);
    let trouble = trouble(scene, tongue, status, facts);
    let is_well = trouble.is_empty() && faults == 0 && rooms.is_empty();
    let verdict = match status.started {
        _ if !is_well => "verdict-trouble",
        Some(_) => "verdict-well",
        None => "verdict-starting",
    };
    let since = |at: Time| scene.words.duration(tongue, now.since(at).max(Duration::from_secs(1)));
    let ago = |lasting: Duration| {
        let time = scene.words.duration(tongue, lasting.max(Duration::from_secs(1)));
        scene.say(tongue, "health-ago", &args![time = time])
    };
    let timed = |key: &str, at: Time| scene.say(tongue, key, &args![time = since(at)]);
    // Before delivery has looked at all chats, nobody knows who waits and how fast it goes.
    let known = |known: String| if status.started.is_some() { known } else { say("not-known-yet") };
    let rate = match status.rate {
        0 => say("health-rate-free"),
        rate => scene.say(tongue, "health-rate", &args![rate = rate]),
    };
    let last = store.articles(0, 1)?.into_iter().next();
    let fields = args![
        verdict = say(verdict),
        version = env!("CARGO_PKG_VERSION"),
        uptime = status.started.map_or_else(|| say("health-starting"), |at| timed("health-up", at)),
        lastpoll = facts.answered.map_or_else(|| say("none-yet"), ago),
        floods = status.floods.iter().filter(|at| now.since(**at) < HOUR).count(),
        trouble = trouble,
        lastarticle = last.map_or_else(|| say("none-yet"), |listed| scene.clock(listed.story.published)),
        bad = faults,
        backlog = known(scene.words.count_messages(tongue, status.due as u64)),
        rate = known(rate),
        dbsize = scene.words.size(tongue, facts.size),
        disk = facts.free.map_or_else(|| say("not-known-yet"), |free| scene.words.size(tongue, free)),
        backup = store.backed_up()?.map_or_else(|| say("health-no-backup"), |at| timed("health-ago", at)),
    ];
    let text = scene.say(tongue, "health", &fields) + &besides(scene, tongue, status, rooms, barred);
    Ok(plain(text, Keyboard::default()))
}

/// Groups and channels that nobody may write to, and what nobody knows: a line each.
fn besides(scene: &Scene, tongue: Language, status: &Status, rooms: Vec<(Chat, Bar)>, barred: u32) -> String {
    let mut text = String::new();
    if barred > 0 {
        text = format!("{text}\n{}", scene.say(tongue, "health-barred", &args![count = barred]));
    }
    for (chat, bar) in rooms {
        let title = still(chat.title.as_deref().unwrap_or("—"));
        text = format!("{text}\n• {title}: {}, {}", escape(&bar.why), scene.clock(bar.since));
    }
    let uncertain = status.uncertain + status.open_at_start as u64;
    if uncertain > 0 {
        text = format!("{text}\n{}", scene.say(tongue, "report-uncertain", &args![n = uncertain]));
    }
    text
}

/// What is wrong, a line each; empty: nothing.
fn trouble(scene: &Scene, tongue: Language, status: &Status, facts: &Facts) -> String {
    let say = |key: &str| scene.say(tongue, key, &args![]);
    let mut lines = Vec::new();
    // As they are now, and not as the board has heard of them.
    if status.token_refused {
        lines.push(say("alert-token"));
    } else if status.broken {
        lines.push(say("health-no-answer"));
    } else if let Some(until) = status.held.filter(|until| *until > scene.now) {
        let seconds = until.since(scene.now).as_millis().div_ceil(1000).to_string();
        lines.push(scene.say(tongue, "live-waiting", &args![seconds = seconds]));
    }
    // How many files have errors has a line of its own.
    let told = [Kind::Token, Kind::Silence, Kind::Articles].map(Kind::name);
    let others = facts.standing.iter().filter(|standing| !told.contains(&standing.kind));
    lines.extend(others.map(|standing| standing.sentence(&scene.words, tongue)));
    lines.join("\n")
}
