//! What admins ask of a large newspaper: a million readers, a ledger of twenty million rows, a year of totals. How long `/stats` takes,
//! numbers, text and picture together, and how long a person's write waits meanwhile. `HEADLINER_ADMIN_READERS` says how many readers.
//!
//! The database is filled by SQL, since twenty million messages would take a day otherwise; what reads it is the program's own.

use std::{
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use headliner::{
    article::Language,
    clock::Time,
    locale::Words,
    newsroom::Newsroom,
    report::{Period, Separator, Statistics, Telling, picture, sheets, widest},
    store::{Priority, Reading, Store},
};
use rusqlite::Connection;

const READERS: u64 = 1_000_000;
/// Messages a reader has in the ledger.
const MESSAGES: u64 = 20;
/// Stories a day, and copies of each that were counted apart by when they came.
const STORIES: u64 = 40;
/// How often each is asked.
const RUNS: u64 = 7;
const NOW: Time = Time(1_795_410_000_000);

fn main() {
    let readers = std::env::var("HEADLINER_ADMIN_READERS").ok().and_then(|n| n.parse().ok()).unwrap_or(READERS);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("headliner.db");
    drop(Store::open(&path).unwrap());
    let begun = Instant::now();
    fill(&path, readers);
    let store = Store::open(&path).unwrap();
    println!("| what, {readers} readers, {} rows in the ledger | measured | goal |\n|---|---|---|", readers * MESSAGES);
    row("making the database", &format!("{:.0} s, {} MB", begun.elapsed().as_secs_f64(), store.size() >> 20), "");
    for days in [7, 30, 365] {
        measure(&store, &format!("`/stats {days}`: numbers, text, picture"), "≤ 300 ms", |asking| asking.stats(days));
    }
    measure(&store, "the numbers of a year alone", "", |asking| drop(asking.numbers(365)));
    measure(&store, "«Stories of the week»", "≤ 300 ms", |asking| asking.stories());
    measure(&store, "the files of 30 days", "", |asking| asking.files(30));
    waits(&store);
}

fn row(what: &str, measured: &str, goal: &str) {
    println!("| {what} | {measured} | {goal} |");
}

/// Fills the database with what a year leaves behind.
fn fill(path: &Path, readers: u64) {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch("PRAGMA synchronous=OFF; PRAGMA cache_size=-262144;").unwrap();
    let (now, hour, stories) = (NOW.0, NOW.0 / 3_600_000, STORIES * 365);
    let run = |sql: &str| connection.execute_batch(&format!("BEGIN; {sql}; COMMIT;")).unwrap();
    let numbers = |name: &str, count: u64| {
        format!("WITH RECURSIVE {name}(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM {name} WHERE n < {count})")
    };
    let chance = "(n * 2654435761 % 4294967296)";
    run(&format!(
        "INSERT INTO chat (telegram, kind, state, breaking, main, news, rubrics, languages, urgent, mode, spacing, cap, tongue,
           photos, sound, source, joined_at, paused)
         {} SELECT 1000000000 + n, 0, CASE WHEN {chance} % 20 = 0 THEN 1 + n % 3 ELSE 0 END, {stories}, {stories}, {stories},
           1 | ({chance} / 32 % 512 << 1), 1 + {chance} / 7 % 3, 1, {chance} / 5 % 4, 0, 10, 0, 1, 0,
           CASE {chance} / 11 % 4 WHEN 0 THEN 'site' WHEN 1 THEN 'qr' WHEN 2 THEN 'footer' END,
           {now} - {chance} % 31536000 * 1000, CASE WHEN n % 50 = 0 THEN {now} + 86400000 END FROM one",
        numbers("one", readers)
    ));
    run(&format!(
        "INSERT INTO article (key, id, revision, state, story, published, arrived)
         {} SELECT n, 'story-' || n, 1, 1, n, {now} - ({stories} - n) * 2160000, {now} FROM one",
        numbers("one", stories)
    ));
    run("INSERT INTO revision (article, revision, hash, headline, lead, body, tags, language, rubrics, url, at, grade)
         SELECT key, 1, x'00', 'Заголовок новости номер ' || key, 'Лид', '', '', 0, 2 << key % 9, 'https://vecher.kz/' || key, arrived, 0 FROM article");
    run("INSERT INTO publication (seq, article, lane, rubrics, languages, at)
         SELECT key, key, CASE WHEN key % 100 = 0 THEN 1 ELSE 2 END, 3, 1, published FROM article");
    run("INSERT INTO edition (id, hash, form, tongue) SELECT key, CAST(key AS BLOB), 0, 0 FROM article;
         INSERT INTO edition_article SELECT key, 0, key, 1 FROM article");
    run(&format!(
        "INSERT INTO delivery (chat, at, lane, after, upto, sent, edition, outcome, message, answered)
         SELECT c.key, {now} - ({MESSAGES} - m.value) * 86400000 + c.key % 3600000, 3, 0, 1, {stories} - m.value, {stories} - m.value, 1, 10 + m.value,
           {now} - ({MESSAGES} - m.value) * 86400000 + c.key % 3600000 + 100
         FROM chat c, json_each((SELECT json_group_array(n) FROM ({} SELECT n FROM one))) m ORDER BY c.key, m.value",
        numbers("one", MESSAGES)
    ));
    totals(&run, hour, stories, numbers);
}

/// A year of totals.
fn totals(run: &dyn Fn(&str), hour: i64, stories: u64, numbers: impl Fn(&str, u64) -> String) {
    let hours = numbers("hours", 24 * 365);
    run(&format!(
        "INSERT INTO hour {hours} SELECT {hour} - n, l.value, o.value, 100 + n % 977 FROM hours, json_each('[1,2,3,4]') l, json_each('[1,2,3]') o"
    ));
    run(&format!(
        "INSERT INTO change {hours} SELECT {hour} - n, w.value, 1 + n % 97 FROM hours, json_each('[0,1,2,3,4]') w"
    ));
    run(&format!(
        "INSERT INTO opening {hours} SELECT {hour} - n, w.value, s.value, 1 + n % 31
         FROM hours, json_each('[0,20]') w, json_each('[\"site\",\"qr\",\"footer\",\"paper\",\"radio\"]') s"
    ));
    run("INSERT INTO total SELECT seq, at / 86400000 + d.value, o.value, 0, 1 + seq * o.value % 9973
         FROM publication, json_each('[0,1,2]') d, json_each('[1,2,3,4,5]') o");
    run(&format!(
        "INSERT INTO arrival {} SELECT p.seq, n * 1000, 1 + n % 7, n * 1000 + 500 FROM publication p, one WHERE p.seq > {stories} - 3000",
        numbers("one", 200)
    ));
}

/// An admin who asks.
struct Asking<'a> {
    store: &'a Store,
    words: &'a Words,
    newsroom: &'a Newsroom,
}

impl Asking<'_> {
    fn read<T>(&self, look: impl FnOnce(&Reading) -> headliner::store::Result<T>) -> T {
        self.store.read_here(look).unwrap()
    }

    fn numbers(&self, days: u32) -> Statistics {
        self.read(|store| Statistics::gather(store, self.newsroom, Some(days), NOW))
    }

    fn telling(&self) -> Telling<'_> {
        Telling { words: self.words, newsroom: self.newsroom, tongue: Language::Ru, link: "https://t.me/vecher_bot" }
    }

    fn stats(&self, days: u32) {
        let numbers = self.numbers(days);
        assert!(!numbers.caption(&self.telling(), "").is_empty() && !picture(&numbers, &self.telling()).is_empty());
    }

    fn stories(&self) {
        let told = self.read(|store| widest(store, &Period::gather(store, 7, NOW)?, 10));
        assert_eq!(told.len(), 10);
    }

    fn files(&self, days: u32) {
        let numbers = self.numbers(days);
        self.read(|store| sheets(store, &numbers, self.newsroom, Separator::Comma));
    }
}

fn measure(store: &Store, what: &str, goal: &str, ask: impl Fn(&Asking)) {
    let (words, mut newsroom) = (Words::built_in(), Newsroom::default());
    store.write_here(|store| store.settle_rubrics(&mut newsroom)).unwrap();
    let asking = Asking { store, words: &words, newsroom: &newsroom };
    let before = processor();
    let mut taken: Vec<f64> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            ask(&asking);
            begun.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    let worked = (processor() - before) / RUNS;
    let first = taken[0];
    taken.sort_by(f64::total_cmp);
    let median = taken[taken.len() / 2];
    row(what, &format!("median {median:.0} ms, the first {first:.0} ms; {worked} ms of a processor"), goal);
}

/// Milliseconds that this process has worked: where others use the machine, the clock on the wall tells of them.
fn processor() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after_name = stat.rsplit(')').next().unwrap();
    let ticks = after_name.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap());
    ticks.sum::<u64>() * 10
}

/// Somebody writes a little all the time, while numbers are asked for.
fn waits(store: &Store) {
    let (words, newsroom, stop) = (Words::built_in(), Newsroom::default(), AtomicBool::new(false));
    let mut waits: Vec<f64> = thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let mut waits = Vec::new();
            while !stop.load(Ordering::Relaxed) {
                let begun = Instant::now();
                runtime.block_on(store.write(Priority::Person, |store| store.set_number("probe", 1))).unwrap();
                waits.push(begun.elapsed().as_secs_f64() * 1_000.0);
                thread::sleep(Duration::from_millis(3));
            }
            waits
        });
        let asking = Asking { store, words: &words, newsroom: &newsroom };
        (0..10).for_each(|_| asking.stats(365));
        stop.store(true, Ordering::Relaxed);
        writer.join().unwrap()
    });
    waits.sort_by(f64::total_cmp);
    let (longest, p99) = (waits[waits.len() - 1], waits[waits.len() * 99 / 100]);
    row("longest wait of a person's write meanwhile", &format!("{longest:.0} ms (p99 {p99:.1})"), "≤ 50 ms");
}
