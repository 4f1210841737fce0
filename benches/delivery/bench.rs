//! What the measurements share: a simulator on its own thread, a newsroom without quiet hours, rows of the table.

use std::{path::Path, process::Command, sync::mpsc, thread, time::Duration};

use headliner::{
    article::{ArticleId, Language},
    bot_api::Client,
    clock::{Clock, Time},
    config::{Token, Uncertain},
    delivery::{Outfit, Photos},
    locale::Words,
    newsroom::{Mode, NewReader, Newsroom},
    store::{
        Lane, Seq, Store, Volume,
        articles::{Readiness, Submission},
        log::Publication,
    },
};
use simulator::{Settings, Simulator};
use tokio::sync::watch;

/// Readers get what comes at once, at any hour.
pub const NEWSROOM: &str = "[new_reader]\nmode = \"now\"\nquiet = []\nspacing = \"0s\"\nlimit = 0\n";

/// A row of the table.
pub fn row(what: &str, measured: &str, goal: &str) {
    println!("| {what} | {measured} | {goal} |");
}

/// A simulator that is never what limits: no limits, counters only; so many people have pressed Start.
pub fn simulator(people: u64) -> (Simulator, std::ops::Range<i64>) {
    keeping(people, Settings { lean: true, log_capacity: 0, ..Settings::unlimited() })
}

/// A simulator with these settings; so many people have pressed Start.
pub fn keeping(people: u64, settings: Settings) -> (Simulator, std::ops::Range<i64>) {
    let (ready, started) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            ready.send(Simulator::start(settings).await.unwrap()).unwrap();
            std::future::pending::<()>().await;
        });
    });
    let sim = started.recv().unwrap();
    let crowd = sim.crowd(people);
    (sim, crowd)
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Waits until so many messages have been accepted, looking every millisecond.
pub fn wait_for_accepted(sim: &Simulator, count: u64) {
    while sim.counters().accepted < count {
        thread::sleep(Duration::from_millis(1));
    }
}

/// The program, with its settings for this bench.
pub fn program(folder: &Path, sim: &Simulator) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_headliner"));
    command
        .current_dir(folder)
        .env("TELOXIDE_TOKEN", sim.token())
        .env("TELOXIDE_API_URL", sim.url())
        .env("HEADLINER_ARTICLES", "articles")
        .env("HEADLINER_DATABASE", "headliner.db")
        .env("HEADLINER_NEWSROOM", "newsroom.toml")
        .env("HEADLINER_ADMINS", "1")
        .env("RUST_LOG", "warn");
    command
}

/// A folder as the program wants it.
pub fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("articles")).unwrap();
    std::fs::write(folder.path().join("newsroom.toml"), NEWSROOM).unwrap();
    folder
}

/// The newsroom of the readers above, with its rubrics' places.
pub fn newsroom(store: &Store) -> Newsroom {
    let mut newsroom = Newsroom::default();
    newsroom.new_reader =
        NewReader { mode: Mode::Now, quiet: None, spacing: Duration::ZERO, limit: 0, ..newsroom.new_reader };
    store.write_here(|store| store.settle_rubrics(&mut newsroom)).unwrap();
    newsroom
}

/// What delivery needs; the sender keeps the newsroom.
pub fn outfit(store: &Store, sim: &Simulator, rate: u32) -> (Outfit, watch::Sender<std::sync::Arc<Newsroom>>) {
    let (keep, now) = watch::channel(std::sync::Arc::new(newsroom(store)));
    let outfit = Outfit {
        store: store.clone(),
        clock: Clock::system(),
        client: Client::new(&sim.url().parse().unwrap(), None, &Token::new(sim.token()).unwrap()).unwrap(),
        words: Words::built_in(),
        newsroom: now,
        photos: Photos::new("articles".into()),
        bot: sim.bot_username().into(),
        send_rate: rate,
        paid_rate: 0,
        uncertain: Uncertain::Mention,
        max_age: Duration::from_secs(6 * 3600),
        keep: Duration::from_secs(30 * 86_400),
        events: Outfit::event_channel(),
    };
    (outfit, keep)
}

/// An article of society goes into the log.
pub fn publish(store: &Store, newsroom: &Newsroom, id: &str) {
    publish_in(store, newsroom, id, Lane::News);
}

/// The same in this lane; its place in the log.
pub fn publish_in(store: &Store, newsroom: &Newsroom, id: &str, lane: Lane) -> Seq {
    let now = Clock::system().now();
    let facts = submission(newsroom, id, now);
    store
        .write_here(|store| {
            let article = store.keep(&facts, now)?.key;
            store.publish(&Publication { article, lane, languages: 0, volume: Volume::AsChosen, by: None }, now)
        })
        .unwrap()
}

/// What a file says.
pub fn submission(newsroom: &Newsroom, id: &str, now: Time) -> Submission {
    Submission {
        id: ArticleId(id.to_owned()),
        readiness: Readiness::Ready,
        url: Some(format!("https://vecher.kz/{id}")),
        headline: format!("Новый мост через Большую Алматинку открыт: {id}"),
        lead: "По нему пошли автобусы; трамвай обещают к весне.".to_owned(),
        body: String::new(),
        image: None,
        credit: None,
        byline: None,
        tags: Vec::new(),
        sensitive: false,
        language: Language::Ru,
        rubrics: 1 << newsroom.rubric_named("society").unwrap().bit,
        correction: None,
        translation_of: None,
        follows: None,
        embargo: None,
        published: now,
        version: None,
        path: None,
    }
}
