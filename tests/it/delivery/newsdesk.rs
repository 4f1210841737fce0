//! A newsroom at work without conversations: simulator, database, delivery.

use std::{sync::Arc, time::Duration};

use headliner::{
    article::{ArticleId, Language},
    clock::{Clock, Time},
    config::{Token, Uncertain},
    delivery::{Delivery, Gate, Outfit, Photos},
    locale::Words,
    newsroom::{Mode, NewReader, Newsroom, Night, Sound},
    simulator::{Settings, Simulator},
    store::{
        Kind, Lane, Store, Volume,
        articles::{Facts, Readiness},
        chats::NewChat,
        log::Publication,
    },
};
use tokio::sync::{oneshot, watch};

/// Monday 23 November 2026, 10:00 in Almaty.
pub const MORNING: Time = Time(1_795_410_000_000);

/// See the module.
pub struct Newsdesk {
    pub sim: Simulator,
    pub store: Store,
    pub clock: Clock,
    pub newsroom: Arc<Newsroom>,
    _folder: tempfile::TempDir,
    stop: Option<oneshot::Sender<()>>,
    work: Option<tokio::task::JoinHandle<()>>,
    pub outfit: Outfit,
    _newsroom: watch::Sender<Arc<Newsroom>>,
    articles: u32,
}

impl Newsdesk {
    /// A simulator, an empty database, and what delivery needs; `send_rate` a second.
    pub async fn open(settings: Settings, send_rate: u32) -> Newsdesk {
        let sim = Simulator::start(Settings { started_at_ms: MORNING.ms(), ..settings }).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("headliner.db")).unwrap();
        let mut newsroom = Newsroom::default();
        newsroom.new_reader = NewReader {
            mode: Mode::Now,
            quiet: None,
            night: Night::Silent,
            sound: Sound::Breaking,
            spacing: Duration::ZERO,
            limit: 0,
            ..newsroom.new_reader
        };
        store.write_here(|store| store.settle_rubrics(&mut newsroom)).unwrap();
        let newsroom = Arc::new(newsroom);
        let (keep, now) = watch::channel(newsroom.clone());
        let token = Token::new(sim.token()).unwrap();
        let clock = Clock::starting_at(MORNING);
        let outfit = Outfit {
            store: store.clone(),
            clock: clock.clone(),
            gate: Gate::new(&sim.url().parse().unwrap(), None, &token).unwrap(),
            words: Words::built_in(),
            newsroom: now,
            photos: Photos::new(folder.path().to_path_buf()),
            bot: sim.bot_username().into(),
            send_rate,
            uncertain: Uncertain::Mention,
            max_age: Duration::from_secs(6 * 3600),
            keep: Duration::from_secs(30 * 86_400),
            events: Outfit::event_channel(),
        };
        Newsdesk {
            sim,
            store,
            clock,
            newsroom,
            _folder: folder,
            stop: None,
            work: None,
            outfit,
            _newsroom: keep,
            articles: 0,
        }
    }

    /// Starts delivery, as a program start does.
    pub async fn start(&mut self) -> Delivery {
        let (stop, stopped) = oneshot::channel();
        let end = async {
            let _ = stopped.await;
        };
        let (delivery, work) = Delivery::start(self.outfit.clone(), end).await.unwrap();
        self.stop = Some(stop);
        self.work = Some(tokio::spawn(work));
        delivery
    }

    /// `count` readers of main news and society.
    pub fn readers(&self, count: u64) -> std::ops::Range<i64> {
        let people = self.sim.crowd(count);
        let rubrics = 1 | 1 << self.newsroom.rubric_named("society").unwrap().bit;
        let (now, ids) = (self.clock.now(), people.clone());
        self.store
            .write_here(|store| {
                for telegram in ids {
                    let new = NewChat {
                        telegram,
                        topic: 0,
                        kind: Kind::Reader,
                        tongue: Language::Ru,
                        languages: 1,
                        rubrics,
                        source: None,
                        title: None,
                    };
                    store.join(&new, &self.newsroom.new_reader, now)?;
                }
                Ok(())
            })
            .unwrap();
        people
    }

    /// An article of society goes into the log.
    pub fn publish(&mut self, headline: &str, lane: Lane) {
        self.articles += 1;
        let facts = Facts {
            id: ArticleId(format!("a{}", self.articles)),
            readiness: Readiness::Ready,
            url: Some(format!("https://vecher.kz/{}", self.articles)),
            headline: headline.to_owned(),
            lead: "Подробности на сайте.".to_owned(),
            body: String::new(),
            image: None,
            credit: None,
            byline: None,
            sensitive: false,
            language: Language::Ru,
            rubrics: 1 << self.newsroom.rubric_named("society").unwrap().bit,
            correction: None,
            translation_of: None,
            follows: None,
            embargo: None,
            published: self.clock.now(),
            version: None,
            path: None,
        };
        let now = self.clock.now();
        self.store
            .write_here(|store| {
                let kept = store.keep(&facts, now)?;
                let article = kept.key;
                store.publish(&Publication { article, lane, languages: 0, volume: Volume::AsChosen, by: None }, now)
            })
            .unwrap();
    }

    /// Ends delivery, as SIGTERM does.
    pub async fn close(mut self) {
        let _ = self.stop.take().unwrap().send(());
        self.work.take().unwrap().await.unwrap();
    }
}
