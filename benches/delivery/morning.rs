//! The morning of a million: 200,000 digests and a million readers whose quiet hours end are due in the same minute, at a thousand a
//! second. The real program, with its clock: the minute is the next but one.

use std::{
    io::Write,
    path::Path,
    thread,
    time::{Duration, Instant, SystemTime},
};

use simulator::Simulator;

use super::{
    bench::{NEWSROOM, folder, program, row},
    million::resident,
    starts::{at, simulator, starts},
};

const WAITING: u64 = 1_000_000;
const DIGESTS: u64 = 200_000;
/// As fast as paid broadcasts may be.
const RATE: &str = "1000";
/// Import, the first look and the start take less.
const AHEAD: u64 = 90;
/// So long it is watched.
const WATCHED: Duration = Duration::from_secs(20);
const PEOPLE: usize = 200;
/// Almaty is ahead of UTC by so many minutes.
const ZONE: u64 = 300;

pub fn measure() {
    let sim = simulator();
    let folder = folder();
    std::fs::write(folder.path().join("newsroom.toml"), format!("timezone = \"Asia/Almaty\"\n{NEWSROOM}")).unwrap();
    let minute = (seconds() + AHEAD).div_ceil(60);
    import(&sim, folder.path(), (minute + ZONE) % 1440);
    let mut bot = program(folder.path(), &sim).args(["run", "--send-rate", RATE]).spawn().unwrap();
    thread::sleep(Duration::from_secs(5)); // its first look at the folder
    for number in 0..3 {
        write(folder.path(), number);
    }
    let due = Duration::from_secs(minute * 60);
    let left = due.saturating_sub(since_epoch());
    assert!(left > Duration::from_secs(10), "the import took too long: {left:?} left");
    thread::sleep(left.saturating_sub(Duration::from_millis(500)));
    row("messages before the minute", &sim.counters().accepted.to_string(), "0");
    let begun = Instant::now();
    while sim.counters().accepted == 0 {
        assert!(begun.elapsed() < Duration::from_secs(60), "nothing comes");
        thread::sleep(Duration::from_millis(1));
    }
    let first = sim.counters().first_accepted_us.unwrap_or_default() as f64 / 1_000.0 - due.as_millis() as f64;
    row("the minute to its first message, 1,200,000 due", &format!("{first:.0} ms"), "≤ 100 ms");
    let (begun, before) = (Instant::now(), sim.counters().accepted);
    let answered = starts(&sim, PEOPLE, WATCHED / u32::try_from(PEOPLE).unwrap());
    let sent = (sim.counters().accepted - before) as f64 / begun.elapsed().as_secs_f64();
    row("messages a second meanwhile, of 1,000", &format!("{sent:.0}"), "≥ 990");
    row("reply to `/start` meanwhile, p99", &format!("{:.0} ms", at(&answered, 99)), "≤ 50 ms");
    row("memory of the program, most ever", &format!("{} MB", resident(&bot, "VmHWM:")), "≤ 150 MB");
    bot.kill().unwrap();
    let _ = bot.wait();
}

/// Readers whose quiet hours end at that minute of the day, and others whose digest is due then.
fn import(sim: &Simulator, folder: &Path, minute: u64) {
    let clock = |minute: u64| format!("{:02}:{:02}", minute / 60, minute % 60);
    let (evening, morning) = (clock((minute + 15 * 60) % 1440), clock(minute));
    let mut file = std::io::BufWriter::new(std::fs::File::create(folder.join("readers.csv")).unwrap());
    writeln!(file, "chat_id,language,rubrics,mode,quiet,digest").unwrap();
    for person in sim.crowd(WAITING) {
        writeln!(file, "{person},ru,society,now,{evening}-{morning},").unwrap();
    }
    for person in sim.crowd(DIGESTS) {
        writeln!(file, "{person},ru,society,digest,-,{morning}").unwrap();
    }
    file.flush().unwrap();
    assert!(program(folder, sim).args(["readers", "import", "readers.csv"]).output().unwrap().status.success());
}

fn write(folder: &Path, number: usize) {
    let text = format!(
        "---\nid: n{number}\nurl: https://vecher.kz/n{number}\nrubric: society\nheadline: \"Улица {number} открыта\"\n---\n\nПодробности.\n"
    );
    std::fs::write(folder.join("articles/.draft"), text).unwrap();
    std::fs::rename(folder.join("articles/.draft"), folder.join(format!("articles/n{number}.md"))).unwrap();
}

fn since_epoch() -> Duration {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}

fn seconds() -> u64 {
    since_epoch().as_secs()
}
