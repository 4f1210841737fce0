//! `/health`: is everything running, in a few lines. In: how delivery goes, the store. Out: a verdict and its reasons.

use std::time::Duration;

use crate::{
    clock::Time,
    delivery::Status,
    locale::args,
    message::{Keyboard, Message, escape},
    store::{Reading, Result},
    telegram::{answer::text as plain, scene::Scene, staff::Editor},
};

/// So many groups and channels that nobody may write to are named.
const NAMED: u32 = 5;
const HOUR: Duration = Duration::from_secs(3600);

/// The report. `size`: bytes of the database.
pub(super) fn report(store: &Reading, scene: &Scene, admin: &Editor, status: &Status, size: u64) -> Result<Message> {
    let (tongue, now, zone) = (admin.tongue, scene.now, scene.newsroom.zone);
    let say = |key: &str| scene.say(tongue, key, &args![]);
    let (faults, (rooms, barred)) = (store.count_faults()?, store.barred(NAMED)?);
    let trouble = if status.token_refused {
        say("alert-token")
    } else if status.broken {
        say("health-no-answer")
    } else {
        match status.held.filter(|until| *until > now) {
            Some(until) => {
                let seconds = until.since(now).as_millis().div_ceil(1000).to_string();
                scene.say(tongue, "live-waiting", &args![seconds = seconds])
            }
            None => String::new(),
        }
    };
    let verdict =
        if trouble.is_empty() && faults == 0 && rooms.is_empty() { "verdict-well" } else { "verdict-trouble" };
    let ago = |at: Time| scene.words.duration(tongue, now.since(at).max(Duration::from_secs(1)));
    let dash = || "—".to_owned();
    let last = store.articles(0, 1)?.into_iter().next();
    let fields = args![
        verdict = say(verdict),
        version = env!("CARGO_PKG_VERSION"),
        uptime = status.started.map_or_else(dash, ago),
        lastpoll = status.last_answer.map_or_else(dash, ago),
        floods = status.floods.iter().filter(|at| now.since(**at) < HOUR).count(),
        trouble = trouble,
        lastarticle = last.map_or_else(dash, |listed| scene.words.time(listed.story.published, zone)),
        bad = faults,
        backlog = scene.words.count_readers(tongue, status.due as u64),
        rate = status.rate,
        dbsize = megabytes(size),
    ];
    let mut text = scene.say(tongue, "health-now", &fields);
    if barred > 0 {
        text = format!("{text}\n{}", scene.say(tongue, "health-barred", &args![count = barred]));
    }
    for (chat, bar) in rooms {
        let title = escape(chat.title.as_deref().unwrap_or("—"));
        text = format!("{text}\n• {title}: {}, {}", escape(&bar.why), scene.words.time(bar.since, zone));
    }
    let uncertain = status.uncertain + status.open_at_start as u64;
    if uncertain > 0 {
        text = format!("{text}\n{}", scene.say(tongue, "report-uncertain", &args![n = uncertain]));
    }
    Ok(plain(text, Keyboard::default()))
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
