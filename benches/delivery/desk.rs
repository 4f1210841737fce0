//! Breaking news from an editor's phone, with the real program and its clock: from the press that confirms to the first copy, and from
//! `Stop` to the last, at the thirty a second that Telegram allows.

use std::{
    ops::Range,
    thread,
    time::{Duration, Instant, SystemTime},
};

use headliner::clock::Clock;
use simulator::{Message, Person, Simulator};

use super::{
    bench::{NEWSROOM, folder, program, row},
    starts::simulator,
};

/// More than leave within a round.
const READERS: u64 = 3_000;
const ROUNDS: usize = 30;
/// No button that sends is an answer within a second of its appearance.
const READ: Duration = Duration::from_millis(1_200);
/// So long a push goes before it is stopped.
const GOES: Duration = Duration::from_millis(1_500);
/// Longer than anything that was on its way can take.
const AFTERMATH: Duration = Duration::from_millis(1_500);
/// The stories are archive, so that nothing but breaking news leaves.
const OLD: Duration = Duration::from_secs(7 * 3600);

pub fn measure() {
    let sim = simulator();
    let (folder, readers) = (folder(), sim.crowd(READERS));
    let rules = format!("[breaking]\nundo = \"0s\"\nper_hour = 1000\n{NEWSROOM}");
    std::fs::write(folder.path().join("newsroom.toml"), rules).unwrap();
    let lines: String = readers.clone().map(|person| format!("{person},ru,society,now,\n")).collect();
    std::fs::write(folder.path().join("readers.csv"), format!("chat_id,language,rubrics,mode,source\n{lines}"))
        .unwrap();
    assert!(program(folder.path(), &sim).args(["readers", "import", "readers.csv"]).output().unwrap().status.success());
    let published = Clock::system().now() - OLD;
    for round in 0..ROUNDS {
        let text = format!(
            "---\nid: n{round}\nurl: https://vecher.kz/n{round}\nrubric: society\npublished: {published}\n\
             headline: \"Улица {round} закрыта\"\n---\n\nПодробности.\n"
        );
        std::fs::write(folder.path().join(format!("articles/n{round}.md")), text).unwrap();
    }
    let mut bot = program(folder.path(), &sim).args(["run", "--send-rate", "30"]).spawn().unwrap();
    thread::sleep(Duration::from_secs(3)); // its first look at the folder
    let editor = sim.person_with("Мадина", "ru", "madina", Some(1));
    let rounds: Vec<(f64, f64)> = (0..ROUNDS).map(|number| round(&sim, &editor, &readers, number)).collect();
    bot.kill().unwrap();
    let _ = bot.wait();
    let (first, last) = rounds.into_iter().unzip();
    row("breaking news, from the confirmation to the first copy", &told(first), "≤ 100 ms");
    row("breaking news, from `Stop` to the last copy, at 30 a second", &told(last), "≤ 1,000 ms");
}

/// One push, stopped: milliseconds to the first copy, and from the press on `Stop` to the last.
fn round(sim: &Simulator, editor: &Person, readers: &Range<i64>, number: usize) -> (f64, f64) {
    editor.say(&format!("/breaking n{number}"));
    wait_for(|| editor.buttons().iter().any(|button| button.label.starts_with("⚡️ Отправить")));
    thread::sleep(READ);
    let confirmed = now();
    editor.press("⚡️ Отправить");
    thread::sleep(GOES); // nobody looks meanwhile: the simulator notes when each came
    wait_for(|| editor.buttons().iter().any(|button| button.label == "■ Стоп"));
    let stopped = now();
    editor.press("■ Стоп");
    thread::sleep(AFTERMATH);
    let copies = copies(sim, readers, confirmed);
    let (first, last) = (copies[0], copies[copies.len() - 1]);
    assert!(copies.len() < READERS as usize, "it was over before it was stopped");
    ((first - confirmed) as f64 / 1_000.0, (last - stopped).max(0) as f64 / 1_000.0)
}

/// When readers got breaking news since then, in microseconds.
fn copies(sim: &Simulator, readers: &Range<i64>, since: i64) -> Vec<i64> {
    let of_it = |message: &Message| readers.contains(&message.chat) && message.at_us >= since;
    let sent = sim.sent().into_iter().filter(|message| of_it(message) && message.text.starts_with("⚡️"));
    let mut times: Vec<i64> = sent.map(|message| message.at_us).collect();
    times.sort_unstable();
    times
}

fn wait_for(mut is_so: impl FnMut() -> bool) {
    let patience = Instant::now() + Duration::from_secs(30);
    while !is_so() {
        assert!(Instant::now() < patience, "the desk does not answer");
        thread::sleep(Duration::from_millis(5));
    }
}

fn now() -> i64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_micros()).unwrap_or(i64::MAX)
}

/// The middle of the rounds, with the most.
fn told(mut rounds: Vec<f64>) -> String {
    rounds.sort_by(f64::total_cmp);
    format!("{:.0} ms, at most {:.0}", rounds[rounds.len() / 2], rounds[rounds.len() - 1])
}
