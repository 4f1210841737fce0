//! The newsroom's desk behind the page: requests to `/desk/…` in, files of the store out. It acts as a newsroom does, by
//! files alone, and knows nothing of the bot.
//!
//! | request | body | answer |
//! |---|---|---|
//! | `GET /desk/state` | | rubrics, photos, files, roles, measurements, where the story is |
//! | `GET /desk/photos/NAME` | | the picture |
//! | `POST /desk/articles` | a [`Draft`] | the [`File`] |
//! | `POST /desk/articles/ID` | a [`Draft`] | the [`File`] |
//! | `POST /desk/articles/ID/withdraw` | | the [`File`] |
//! | `GET /desk/feed.xml` | | the feed of the newspaper's site; empty until the next |
//! | `POST /desk/feed` | | `{}`: the newsroom's file names the feed from now on |
//! | `POST /desk/crowd` | `{"count": 300}` | `{"count"}` so far |
//! | `POST /desk/story` | `{"action": "watch"}` (somebody looks on), `"skip"` or `"again"` | `{}` |
//!
//! Whatever changes is told to the page as an event: `desk` (files, measurements, the crowd), `crowd` and `story`.

use std::{
    collections::BTreeMap,
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use simulator::{Mounted, Simulator, Visit};
use tokio::sync::watch;

use super::{
    feed,
    folder::{Draft, File, Folder},
    samples,
    stopwatch::Stopwatch,
};
use crate::{
    clock::{Clock, Time},
    newsroom::Newsroom,
};

/// The crowd's user ids start here: the page gives them no phone.
const CROWD: i64 = 2_000_000_000;
/// The most readers in a crowd.
const LARGEST_CROWD: u64 = 3_000;
/// After so many the page is told how many there are.
const TOLD: i64 = 5;
/// Between two readers of a crowd who press Start.
const BETWEEN: Duration = Duration::from_millis(25);

/// The desk; the page, the story and the stopwatch share it.
pub struct Desk {
    /// The simulator whose page this serves.
    pub sim: Simulator,
    /// The store.
    pub folder: Folder,
    /// The measurements.
    pub stopwatch: Stopwatch,
    /// Where the admin's page is, if there is one.
    pub admin: Option<String>,
    /// Becomes true when somebody looks on.
    pub watched: watch::Sender<bool>,
    /// Becomes true when somebody wants to see everything anew.
    pub again: watch::Sender<bool>,
    /// Becomes true when somebody wants to see the end of the story.
    pub skipped: watch::Sender<bool>,
    newsroom: Newsroom,
    clock: Clock,
    roles: Mutex<BTreeMap<i64, &'static str>>,
    story: Mutex<Value>,
    crowd: AtomicU64,
    /// When the stories of the feed came out, once it is named.
    feed: Mutex<Option<Time>>,
    /// What the simulator's clock said, and the moment at which it said it.
    base: (i64, tokio::time::Instant),
}

impl Desk {
    /// A desk with an empty store and the photos in it.
    ///
    /// # Errors
    /// If the temporary folder cannot be made.
    pub fn open(sim: Simulator, newsroom: Newsroom, admin: Option<String>) -> io::Result<Desk> {
        let folder = Folder::create()?;
        for (path, _, bytes) in samples::PHOTOS {
            folder.add_photo(path, bytes)?;
        }
        Ok(Desk {
            base: (sim.now_ms() * 1000, tokio::time::Instant::now()),
            sim,
            folder,
            admin,
            stopwatch: Stopwatch::default(),
            watched: watch::Sender::new(false),
            again: watch::Sender::new(false),
            skipped: watch::Sender::new(false),
            newsroom,
            clock: Clock::system(),
            roles: Mutex::default(),
            story: Mutex::default(),
            crowd: AtomicU64::new(0),
            feed: Mutex::default(),
        })
    }

    /// Who a person is, for the label of the phone: `reader`, `editor`, `admin`.
    pub fn set_role(&self, person: i64, role: &'static str) {
        self.roles.lock().unwrap_or_else(PoisonError::into_inner).insert(person, role);
    }

    /// The simulator's time, microseconds.
    pub fn now_us(&self) -> i64 {
        self.base.0 + i64::try_from(self.base.1.elapsed().as_micros()).unwrap_or(i64::MAX / 2)
    }

    /// Now, for people.
    pub fn now(&self) -> Time {
        self.clock.now()
    }

    /// Writes a new article's file; from here on it is measured.
    ///
    /// # Errors
    /// If the disk refuses.
    pub async fn publish(&self, id: Option<&str>, draft: Draft) -> io::Result<File> {
        let (headline, started) = (draft.headline.clone(), self.now_us());
        let file = self.folder.publish(id, draft, self.now()).await?;
        self.stopwatch.started(&file.id, &headline, started);
        self.tell();
        Ok(file)
    }

    /// The newsroom corrects an article's file.
    ///
    /// # Errors
    /// If the disk refuses.
    pub async fn correct(&self, id: &str, draft: Draft) -> io::Result<()> {
        let draft = self.with_the_rest(id, draft);
        self.folder.change(id, draft).await?;
        self.tell();
        Ok(())
    }

    /// The newsroom's file names the feed of the newspaper's site, which has a story of this moment; a second time does nothing.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn name_feed(&self) -> io::Result<()> {
        let mut published = self.feed.lock().unwrap_or_else(PoisonError::into_inner);
        if published.is_none() {
            let file = self.folder.path("newsroom.toml");
            let lines = std::fs::read_to_string(&file)? + &feed::lines(self.sim.url());
            *published = Some(self.now());
            std::fs::write(file, lines)?;
        }
        Ok(())
    }

    /// Tells the page what is in the store and how fast it was.
    pub fn tell(&self) {
        self.sim.emit("desk", &self.news());
    }

    /// Tells the page where the story is.
    pub fn tell_story(&self, story: Value) {
        self.sim.emit("story", &story);
        *self.story.lock().unwrap_or_else(PoisonError::into_inner) = story;
    }

    /// Tells the page whose phone acts in this step of the story.
    pub fn tell_actor(&self, phone: i64) {
        let mut story = self.story.lock().unwrap_or_else(PoisonError::into_inner);
        story["phone"] = json!(phone);
        self.sim.emit("story", &story);
    }

    fn news(&self) -> Value {
        json!({
            "files": self.folder.files(),
            "published": self.stopwatch.published(),
            "crowd": self.crowd.load(Ordering::Relaxed),
        })
    }

    fn state(&self) -> Value {
        let rubric = |rubric: &crate::newsroom::Rubric| {
            let title = json!({"ru": rubric.title.ru, "kk": rubric.title.kk, "en": rubric.title.en});
            json!({"id": rubric.id, "emoji": rubric.emoji, "title": title})
        };
        let photo =
            |(path, name, _): &(&str, &str, &[u8])| json!({"path": path, "name": name, "url": format!("/desk/{path}")});
        let mut state = self.news();
        // Another one after «again»: a page that sees another begins anew.
        state["run"] = json!(self.base.0);
        state["admin"] = json!(self.admin);
        state["timezone"] = json!(self.newsroom.zone.name());
        state["rubrics"] = self.newsroom.rubrics.iter().map(rubric).collect();
        state["photos"] = samples::PHOTOS.iter().map(photo).collect();
        state["roles"] = json!(*self.roles.lock().unwrap_or_else(PoisonError::into_inner));
        state["story"] = self.story.lock().unwrap_or_else(PoisonError::into_inner).clone();
        state
    }

    /// Answers a request of the page.
    pub async fn answer(self: Arc<Desk>, visit: Visit) -> Mounted {
        let path: Vec<&str> = visit.path.trim_start_matches("/desk/").split('/').collect();
        match (visit.method.as_str(), &path[..]) {
            ("GET", ["state"]) => Mounted::json(&self.state()),
            ("GET", ["photos", name]) => photo(name),
            ("GET", ["feed.xml"]) => {
                let published = *self.feed.lock().unwrap_or_else(PoisonError::into_inner);
                feed::answer(&samples::feed(self.newsroom.zone), published)
            }
            ("POST", ["feed"]) => match self.name_feed() {
                Ok(()) => Mounted::json(&json!({})),
                Err(error) => Mounted::error(500, &error.to_string()),
            },
            ("POST", ["articles"]) => match draft(&visit) {
                Ok(draft) => written(self.publish(None, draft).await.map(Some)),
                Err(why) => Mounted::error(400, &why),
            },
            ("POST", ["articles", id]) => match draft(&visit) {
                Ok(draft) => self.changed(self.folder.change(id, self.with_the_rest(id, draft)).await),
                Err(why) => Mounted::error(400, &why),
            },
            ("POST", ["articles", id, "withdraw"]) => self.changed(self.folder.withdraw(id).await),
            ("POST", ["crowd"]) => self.gather(&visit),
            ("POST", ["story"]) => self.direct(&visit),
            _ => Mounted::error(404, "the desk knows no such request"),
        }
    }

    fn direct(&self, visit: &Visit) -> Mounted {
        let asked: Value = serde_json::from_slice(&visit.body).unwrap_or_default();
        match asked["action"].as_str() {
            Some("watch") => drop(self.watched.send_replace(true)),
            Some("skip") => {
                self.skipped.send_replace(true);
                self.watched.send_replace(true);
            }
            Some("again") => drop(self.again.send_replace(true)),
            _ => return Mounted::error(400, "the story takes watch, skip or again"),
        }
        Mounted::json(&json!({}))
    }

    /// The form knows texts and photo; what else stands in the file stays.
    fn with_the_rest(&self, id: &str, draft: Draft) -> Draft {
        let before = self.folder.file(id).map(|file| file.draft).unwrap_or_default();
        let same_photo = draft.photo == before.photo;
        let credit = if same_photo { before.credit } else { String::new() };
        Draft { url: before.url, translation_of: before.translation_of, credit, ..draft }
    }

    fn changed(&self, file: io::Result<Option<File>>) -> Mounted {
        self.tell();
        written(file)
    }

    /// Hundreds of readers press Start, one after the other.
    fn gather(self: Arc<Desk>, visit: &Visit) -> Mounted {
        let asked: Value = serde_json::from_slice(&visit.body).unwrap_or_default();
        match self.gather_crowd(asked["count"].as_u64().unwrap_or(0)) {
            0 => Mounted::error(409, &format!("the crowd is at most {LARGEST_CROWD} readers")),
            count => Mounted::json(&json!({"count": count})),
        }
    }

    /// So many more readers press Start; how many there will be, 0 if none comes.
    pub fn gather_crowd(self: Arc<Desk>, count: u64) -> u64 {
        let here = self.crowd.load(Ordering::Relaxed);
        let count = count.min(LARGEST_CROWD.saturating_sub(here));
        if count == 0 {
            return 0;
        }
        tokio::spawn(async move {
            for _ in 0..count {
                let number = i64::try_from(self.crowd.fetch_add(1, Ordering::Relaxed)).unwrap_or(0);
                let language = if number % 2 == 0 { "ru" } else { "kk" };
                let name = format!("Reader {}", number + 1);
                self.sim.person_with(&name, language, "", Some(CROWD + number)).start("");
                if (number + 1) % TOLD == 0 {
                    self.sim.emit("crowd", &json!({"count": number + 1, "of": here + count}));
                }
                tokio::time::sleep(BETWEEN).await;
            }
            self.tell();
        });
        here + count
    }
}

fn draft(visit: &Visit) -> Result<Draft, String> {
    let draft: Draft = serde_json::from_slice(&visit.body).map_err(|error| format!("this is no article: {error}"))?;
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let draft = Draft { headline: one_line(&draft.headline), lead: one_line(&draft.lead), ..draft };
    match draft.headline.is_empty() {
        true => Err("an article needs a headline".to_string()),
        false => Ok(draft),
    }
}

fn written(file: io::Result<Option<File>>) -> Mounted {
    match file {
        Ok(Some(file)) => Mounted::json(&json!(file)),
        Ok(None) => Mounted::error(404, "there is no such article"),
        Err(error) => Mounted::error(409, &format!("the file could not be written: {error}")),
    }
}

fn photo(name: &str) -> Mounted {
    let path = format!("photos/{name}");
    match samples::PHOTOS.iter().find(|(photo, ..)| *photo == path) {
        Some((_, _, bytes)) => {
            Mounted { status: 200, content_type: "image/jpeg".to_string(), body: bytes::Bytes::from_static(bytes) }
        }
        None => Mounted::error(404, "there is no such photo"),
    }
}
