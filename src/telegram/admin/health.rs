//! `/health`: is everything running, in a few lines. In: how delivery goes, the store. Out: a verdict and its reasons.

use std::time::Duration;

use crate::{
    article::Language,
    clock::Time,
    delivery::Status,
    locale::args,
    message::{Keyboard, Message, escape, still},
    store::{Reading, Result},
    telegram::{answer::text as plain, scene::Scene, staff::Editor},
};

/// So many groups and channels that nobody may write to are named.
const NAMED: u32 = 5;
const HOUR: Duration = Duration::from_secs(3600);

/// The report. `size`: bytes of the database.
pub(super) fn report(store: &Reading, scene: &Scene, admin: &Editor, status: &Status, size: u64) -> Result<Message> {
    let (tongue, now) = (admin.tongue, scene.now);
    let say = |key: &str| scene.say(tongue, key, &args![]);
    let (faults, (rooms, barred)) = (store.count_faults()?, store.barred(NAMED)?);
    let trouble = trouble(scene, tongue, status);
    let is_well = trouble.is_empty() && faults == 0 && rooms.is_empty();
    let verdict = match status.started {
        _ if !is_well => "verdict-trouble",
        Some(_) => "verdict-well",
        None => "verdict-starting",
    };
    let since = |at: Time| scene.words.duration(tongue, now.since(at).max(Duration::from_secs(1)));
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
        lastpoll = status.last_answer.map_or_else(|| say("none-yet"), |at| timed("health-ago", at)),
        floods = status.floods.iter().filter(|at| now.since(**at) < HOUR).count(),
        trouble = trouble,
        lastarticle = last.map_or_else(|| say("none-yet"), |listed| scene.clock(listed.story.published)),
        bad = faults,
        backlog = known(scene.words.count_messages(tongue, status.due as u64)),
        rate = known(rate),
        dbsize = megabytes(size),
    ];
    let mut text = scene.say(tongue, "health-now", &fields);
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
    Ok(plain(text, Keyboard::default()))
}

/// What is wrong with Telegram; empty: nothing.
fn trouble(scene: &Scene, tongue: Language, status: &Status) -> String {
    let say = |key: &str| scene.say(tongue, key, &args![]);
    if status.token_refused {
        return say("alert-token");
    }
    if status.broken {
        return say("health-no-answer");
    }
    let Some(until) = status.held.filter(|until| *until > scene.now) else { return String::new() };
    let seconds = until.since(scene.now).as_millis().div_ceil(1000).to_string();
    scene.say(tongue, "live-waiting", &args![seconds = seconds])
}

/// «3,4 MB»
fn megabytes(bytes: u64) -> String {
    const MEGABYTE: u64 = 1 << 20;
    let tenths = bytes * 10 / MEGABYTE;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::megabytes;

    #[test]
    fn sizes() {
        let check = |bytes, expected: &str| assert_eq!(megabytes(bytes), expected, "{bytes}");
        check(0, "0.0 MB");
        check(3_600_000, "3.4 MB");
        check(1 << 30, "1024.0 MB");
    }
}
