//! A newsroom at work without conversations: simulator, database, delivery.

use std::{sync::Arc, time::Duration};

use headliner::{
    article::{ArticleId, ArticleKey, Image, Language},
    bot_api::Client,
    clock::{Clock, Time},
    config::{Token, Uncertain},
    delivery::{Delivery, Outfit, Photos, wishes},
    locale::Words,
    newsroom::{Mode, NewReader, Newsroom, Night, Sound},
    store::{
        ChatKey, Kind, Lane, Priority, Seq, Store, Volume, Writing,
        articles::{Readiness, Submission},
        chats::NewChat,
        log::Publication,
    },
};
use simulator::{Settings, Simulator};
use tokio::sync::{oneshot, watch};

/// Monday 23 November 2026, 10:00 in Almaty.
pub const MORNING: Time = Time(1_795_410_000_000);

/// See the module.
pub struct Newsdesk {
    pub sim: Simulator,
    pub store: Store,
    pub clock: Clock,
    pub newsroom: Arc<Newsroom>,
    pub folder: tempfile::TempDir,
    stop: Option<oneshot::Sender<()>>,
    work: Option<tokio::task::JoinHandle<()>>,
    pub outfit: Outfit,
    changed: watch::Sender<Arc<Newsroom>>,
    articles: u32,
}

impl Newsdesk {
    /// A simulator, an empty database, and what delivery needs; `send_rate` a second.
    pub async fn open(settings: Settings, send_rate: u32) -> Newsdesk {
        let sim = Simulator::start(Settings { started_at_ms: MORNING.ms(), ..settings }).await.unwrap();
        let folder = crate::folder::folder();
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
            client: Client::new(&sim.url().parse().unwrap(), None, &token).unwrap(),
            words: Words::built_in(),
            newsroom: now,
            photos: Photos::new(folder.path().to_path_buf()),
            bot: sim.bot_username().into(),
            send_rate,
            paid_rate: 0,
            uncertain: Uncertain::Mention,
            max_age: Duration::from_secs(6 * 3600),
            keep: Duration::from_secs(30 * 86_400),
            events: Outfit::event_channel(),
        };
        Newsdesk { sim, store, clock, newsroom, folder, stop: None, work: None, outfit, changed: keep, articles: 0 }
    }

    /// Starts delivery, as a program start does: a process that has heard nothing but who it is.
    pub async fn start(&mut self) -> Delivery {
        self.clock = self.clock.of_next_process();
        self.outfit.clock = self.clock.clone();
        self.outfit.client = self.outfit.client.clone().telling(&self.clock);
        self.outfit.client.get_me().await;
        let (stop, stopped) = oneshot::channel();
        let end = async {
            let _ = stopped.await;
        };
        let (delivery, work) = Delivery::start(self.outfit.clone(), end).await.unwrap();
        self.stop = Some(stop);
        self.work = Some(tokio::spawn(work));
        delivery
    }

    /// The newsroom's file changes.
    pub fn change_newsroom(&mut self, change: impl FnOnce(&mut Newsroom)) {
        change(Arc::make_mut(&mut self.newsroom));
        self.changed.send_replace(self.newsroom.clone());
    }

    /// The bit of a rubric.
    pub fn bit(&self, rubric: &str) -> u64 {
        1 << self.newsroom.rubric_named(rubric).unwrap().bit
    }

    /// `count` readers of main news and society.
    pub fn readers(&self, count: u64) -> std::ops::Range<i64> {
        let people = self.sim.crowd(count);
        let (rubrics, now) = (1 | self.bit("society"), self.clock.now());
        let join = |store: &Writing, telegram| {
            store.join(&newcomer(Kind::Reader, telegram, rubrics), &self.newsroom.new_reader, now).map(drop)
        };
        self.store.write_here(|store| people.clone().try_for_each(|telegram| join(store, telegram))).unwrap();
        people
    }

    /// A chat asks for news of these rubrics, or comes back.
    pub fn join(&self, kind: Kind, telegram: i64, rubrics: u64) -> ChatKey {
        let new = newcomer(kind, telegram, rubrics);
        let now = self.clock.now();
        self.store.write_here(|store| store.join(&new, &self.newsroom.new_reader, now)).unwrap().0.key
    }

    /// The key of a chat that is known.
    pub fn key(&self, telegram: i64) -> ChatKey {
        self.store.read_here(|store| store.chat_of(telegram, 0)).unwrap().unwrap().key
    }

    /// A reader wants breaking news as such, or as news among others.
    pub fn wants_breaking(&self, telegram: i64, wants: bool) {
        let now = self.clock.now();
        let set = |store: &Writing| {
            let chat = store.chat_of(telegram, 0)?.unwrap();
            wishes::set_urgent(store, chat.key, wants, now)
        };
        assert!(self.store.write_here(set).unwrap(), "it was so already");
    }

    /// An article of society goes into the log.
    pub fn publish(&mut self, headline: &str, lane: Lane) -> ArticleKey {
        self.publish_with(headline, lane, self.bit("society"), None)
    }

    /// An article goes into the log.
    pub fn publish_with(&mut self, headline: &str, lane: Lane, rubrics: u64, image: Option<Image>) -> ArticleKey {
        let article = self.keep(headline, rubrics, image);
        self.publish_again(article, lane);
        article
    }

    /// Breaking news goes into the log; it may cost so many Stars.
    pub fn publish_for(&mut self, headline: &str, stars: u32) -> Seq {
        let (article, now) = (self.keep(headline, self.bit("society"), None), self.clock.now());
        let publication =
            Publication { article, lane: Lane::Breaking, languages: 0, volume: Volume::AsChosen, by: None };
        let publish = |store: &Writing| {
            let seq = store.publish(&publication, now)?;
            store.set_price(seq, stars * 10)?;
            Ok(seq)
        };
        self.store.write_here(publish).unwrap()
    }

    /// An article comes into the store.
    pub fn keep(&mut self, headline: &str, rubrics: u64, image: Option<Image>) -> ArticleKey {
        self.articles += 1;
        let now = self.clock.now();
        let facts = facts(self.articles, headline, rubrics, image, now);
        self.store.write_here(|store| store.keep(&facts, now)).unwrap().key
    }

    /// The file of an article changes.
    pub fn revise(&self, article: ArticleKey, change: impl FnOnce(&mut Submission)) {
        let now = self.clock.now();
        let story = self.store.read_here(|store| store.story(article)).unwrap().unwrap().0;
        let number = story.id.0[1..].parse().unwrap();
        let mut facts = facts(number, &story.headline, story.rubrics, story.image, story.published);
        facts.correction = story.correction;
        change(&mut facts);
        assert_eq!(self.store.write_here(|store| store.keep(&facts, now)).unwrap().key, article);
    }

    /// An article that is known goes into the log, once more.
    pub fn publish_again(&self, article: ArticleKey, lane: Lane) {
        self.publish_in(article, lane, 0);
    }

    /// An article that is known goes into the log, for readers of these languages (0: its own).
    pub fn publish_in(&self, article: ArticleKey, lane: Lane, languages: u8) {
        let publication = Publication { article, lane, languages, volume: Volume::AsChosen, by: None };
        let now = self.clock.now();
        self.store.write_here(|store| store.publish(&publication, now)).unwrap();
    }

    /// Waits until delivery has nothing to do for some seconds.
    pub async fn settled(&self, delivery: &Delivery) {
        const CALM: u32 = 5;
        let (status, begun) = (delivery.status(), self.clock.now());
        let mut calm = 0;
        while calm < CALM {
            tokio::time::sleep(Duration::from_secs(1)).await;
            let now = status.borrow().clone();
            let open = self.store.read_here(|store| store.count_open()).unwrap();
            let idle = now.due == 0 && now.in_flight == 0 && now.sleeping == 0 && !now.broken && open == 0;
            calm = if idle { calm + 1 } else { 0 };
            assert!(self.clock.now().since(begun).as_secs() < 86_400, "a day has passed in vain: {now:?}");
        }
    }

    /// The program dies here and now; the file stays as it is. What it had asked of the disk may still happen.
    pub async fn crash(&mut self) {
        let work = self.work.take().unwrap();
        work.abort();
        let _ = work.await; // it was cut off
        self.store.write(Priority::Bulk, |_| Ok(())).await.unwrap(); // behind what the disk had been asked for
        self.store = Store::open(&self.folder.path().join("headliner.db")).unwrap();
        self.outfit.store = self.store.clone();
        self.outfit.photos = Photos::new(self.folder.path().to_path_buf());
    }

    /// So long goes by without the program.
    pub fn later(&mut self, lasting: Duration) {
        self.clock = Clock::starting_at(self.clock.now() + lasting);
        self.sim.shift_time(lasting);
    }

    /// Ends delivery, as SIGTERM does.
    pub async fn close(mut self) {
        let _ = self.stop.take().unwrap().send(());
        self.work.take().unwrap().await.unwrap();
    }
}

/// What the file of article `number` says.
fn facts(number: u32, headline: &str, rubrics: u64, image: Option<Image>, published: Time) -> Submission {
    Submission {
        id: ArticleId(format!("a{number}")),
        readiness: Readiness::Ready,
        url: Some(format!("https://vecher.kz/{number}")),
        headline: headline.to_owned(),
        lead: "Подробности на сайте.".to_owned(),
        body: String::new(),
        image,
        credit: None,
        byline: None,
        tags: Vec::new(),
        sensitive: false,
        language: Language::Ru,
        rubrics,
        correction: None,
        translation_of: None,
        follows: None,
        embargo: None,
        published,
        version: None,
        path: None,
    }
}

/// A chat that asks for these rubrics.
pub fn newcomer(kind: Kind, telegram: i64, rubrics: u64) -> NewChat {
    let (source, title) = (None, None);
    NewChat { telegram, topic: 0, kind, tongue: Language::Ru, languages: 1, rubrics, source, title }
}
