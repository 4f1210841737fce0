//! A whole Headliner against the simulator, on the paused clock: what conversations are tested with.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::OnceLock,
    time::Duration,
};

use headliner::{
    app,
    clock::{Clock, Time},
    config::{Config, Flags},
    store::{Store, staff::Role},
};
use simulator::{Limits, Person, Settings, Simulator};
use tokio::{sync::oneshot, task::JoinHandle};

/// Monday 23 November 2026, 10:00 in Almaty.
pub const MORNING: Time = Time(1_795_410_000_000);

/// The machine tells of a changed file in its own time, a moment that the clock that stands still must not run ahead of.
const TOLD: Duration = Duration::from_millis(20);

/// What is needed to start the bot, again and again.
pub struct House {
    pub sim: Simulator,
    folder: tempfile::TempDir,
    clock: Clock,
    settings: HashMap<&'static str, String>,
    running: Option<(oneshot::Sender<()>, JoinHandle<anyhow::Result<()>>)>,
    store: OnceLock<Store>,
}

impl House {
    /// A simulator and an empty folder at this time; the bot is not running yet.
    pub async fn closed(now: Time) -> House {
        let limits = Limits::none();
        let sim = Simulator::start(Settings { started_at_ms: now.ms(), limits, ..Settings::default() }).await.unwrap();
        let folder = crate::folder::folder();
        std::fs::create_dir(folder.path().join("articles")).unwrap();
        let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        let settings = HashMap::from([
            ("TELOXIDE_TOKEN", sim.token().to_owned()),
            ("TELOXIDE_API_URL", sim.url().to_owned()),
            ("HEADLINER_ARTICLES", at("articles")),
            ("HEADLINER_NEWSROOM", at("newsroom.toml")),
            ("HEADLINER_DATABASE", at("headliner.db")),
        ]);
        House { clock: Clock::starting_at(now), sim, folder, settings, running: None, store: OnceLock::new() }
    }

    /// The same on Monday morning, with three stories of the morning in the archive, and the bot at work.
    pub async fn open() -> House {
        let mut house = House::closed(MORNING).await;
        house.set("HEADLINER_MAX_AGE", "30m"); // so that the stories of the morning are archive
        house.write(
            "bridge",
            "society",
            "Мост через Есентай закроют на ремонт",
            "2026-11-23T08:10:00+05:00",
            "main: true",
        );
        house.write("metro", "transport", "В метро появятся новые вагоны", "2026-11-23T09:05:00+05:00", "main: true");
        house.write("snow", "society", "Ночью ожидается снег", "2026-11-22T20:00:00+05:00", "");
        house.start().await;
        house
    }

    /// One more setting.
    pub fn set(&mut self, name: &'static str, value: impl ToString) {
        self.settings.insert(name, value.to_string());
    }

    /// Writes an article into the store.
    pub fn write(&self, id: &str, rubric: &str, headline: &str, published: &str, more: &str) {
        let text = format!(
            "---\nid: {id}\nrubric: {rubric}\nheadline: \"{headline}\"\nurl: https://vecher.kz/{id}\nlanguage: ru\npublished: {published}\n{more}\n---\nПодробности: {headline}.\n"
        );
        self.put(&format!("articles/{id}.md"), text);
    }

    /// Writes a file below the house's folder; whatever watches it has been told of it.
    pub fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).unwrap();
        if self.running.is_some() {
            std::thread::sleep(TOLD);
        }
    }

    /// A file below the house's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The newsroom's clock.
    pub fn now(&self) -> Time {
        self.clock.now()
    }

    /// Sets the clock of the machine so many milliseconds forward.
    pub fn turn_clock(&self, milliseconds: i64) {
        self.clock.turn(milliseconds);
    }

    /// How many requests were refused; not counted is the edit of nothing by which the bot learns at a start what the server knows.
    pub fn refusals(&self) -> usize {
        let refused: u64 = self.sim.counters().refused.values().sum();
        usize::try_from(refused).unwrap() - self.sim.requests_of("editMessageCaption").len()
    }

    /// A look into the database, as another program has it.
    pub fn store(&self) -> Store {
        self.store.get_or_init(|| Store::open(Path::new(&self.settings["HEADLINER_DATABASE"])).unwrap()).clone()
    }

    /// Puts somebody on the staff under this name.
    pub fn employ(&self, person: &Person, name: &str, role: Role) {
        let (id, now) = (person.id(), self.now());
        self.store().write_here(|store| store.add_staff(id, role, name, now)).unwrap();
    }

    /// An editor whom the bot may write to, since they have spoken to it.
    pub async fn editor(&self, name: &str) -> Person {
        let editor = self.sim.person(name, "ru");
        self.employ(&editor, name, Role::Editor);
        editor.say("/help_editor");
        editor.expects("Редактору").await;
        editor
    }

    /// Starts the bot and waits until it has settled.
    pub async fn start(&mut self) {
        self.start_soon();
        tokio::time::sleep(Duration::from_secs(5)).await;
    }

    /// Starts the bot.
    pub fn start_soon(&mut self) {
        let config = Config::load(&Flags::default(), |name| self.settings.get(name).cloned()).unwrap();
        let (stop, stopped) = oneshot::channel();
        let shutdown = async {
            let _ = stopped.await;
        };
        let work = tokio::spawn(app::run(config, self.clock.of_next_process(), shutdown));
        self.running = Some((stop, work));
    }

    /// Starts the bot, which ends by itself; the sentence with which it does.
    pub async fn start_in_vain(&self) -> String {
        let config = Config::load(&Flags::default(), |name| self.settings.get(name).cloned()).unwrap();
        let ended = app::run(config, self.clock.clone(), std::future::pending()).await;
        ended.expect_err("it ends").to_string()
    }

    /// Starts the bot with the database of another.
    pub async fn start_adopting(&mut self) {
        let config = Config::load(&Flags::default(), |name| self.settings.get(name).cloned()).unwrap();
        let (stop, stopped) = oneshot::channel();
        let shutdown = async {
            let _ = stopped.await;
        };
        let work = tokio::spawn(app::run_adopting(config, self.clock.clone(), shutdown));
        self.running = Some((stop, work));
        tokio::time::sleep(Duration::from_secs(5)).await;
    }

    /// Ends the bot as SIGTERM does.
    pub async fn end(&mut self) {
        self.store = OnceLock::new();
        let (stop, work) = self.running.take().unwrap();
        stop.send(()).unwrap();
        work.await.unwrap().unwrap();
    }

    /// So long goes by without the bot.
    pub async fn sleep_without_bot(&mut self, lasting: Duration) {
        self.end().await;
        self.clock = Clock::starting_at(self.clock.now() + lasting);
        self.sim.shift_time(lasting);
        self.start().await;
    }

    /// Ends the bot as a crash does.
    pub async fn crash(&mut self) {
        let (_stop, work) = self.running.take().unwrap();
        work.abort();
        let _ = work.await;
    }
}

/// So long somebody reads what they are about to send: a press that comes sooner is taken for half of a double tap.
pub async fn reads() {
    tokio::time::sleep(Duration::from_secs(1)).await;
}

/// What was just written is seen: the machine tells of a changed file in its own time, and the clock that stands still must not run
/// ahead of it. Takes so long.
pub async fn notices(lasting: Duration) {
    for _ in 0..20 {
        std::thread::sleep(Duration::from_millis(5));
        tokio::time::sleep(lasting / 20).await;
    }
}

/// So much time goes by, most of it at one stroke: for hours in which it does not matter in which second a thing happens.
pub async fn pass(lasting: Duration) {
    pass_by(Duration::from_secs(9), Duration::from_secs(1), lasting).await;
}

/// The same, with strokes of this length and so much time between two of them. A stroke must be shorter than what the bot
/// waits for an answer without doing anything: twenty seconds, a poll's ten taken from its thirty.
pub async fn pass_by(stroke: Duration, between: Duration, lasting: Duration) {
    let mut rest = lasting;
    while rest > stroke + between {
        tokio::time::sleep(between).await;
        tokio::time::advance(stroke).await;
        rest -= stroke + between;
    }
    tokio::time::sleep(rest).await;
}

/// A message as its reader sees it: the text with its markup, below it a row of buttons a line.
pub fn seen(message: &simulator::Message) -> String {
    let rows = message.labels().into_iter().map(|row| row.iter().map(|label| format!("[{label}]")).collect::<String>());
    let keyboard: Vec<String> = rows.collect();
    format!("{}\n{}", message.html(), keyboard.join("\n"))
}
