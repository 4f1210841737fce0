//! Everything that goes wrong, at random, while readers change their minds: at the end everybody was served exactly
//! what they wanted, once (uncertain messages apart, by policy), nobody after leaving, no limit was broken, and the
//! ledger says what the simulator saw. A run prints its seed; `HEADLINER_TRIALS=full` makes it 5,000 × 40.

use std::time::Duration;

use headliner::{
    article::Language,
    clock::Time,
    config::Uncertain,
    delivery::{Delivery, wishes},
    newsroom::Mode,
    store::{Kind, Lane, State, ledger::Ended},
};
use simulator::{Fault, Faults, Limits, Settings};

use super::{
    newsdesk::{MORNING, Newsdesk},
    oracle::{BREAKING, Chat, KAZAKH, ORDINARY, Oracle, RUSSIAN, Story},
    reports::agree_with_ledger,
};
use crate::chance::{Chance, scale, seeds};

const RUBRICS: [&str; 4] = ["society", "city", "sport", "culture"];
/// A message that was on its way when its reader left may still arrive so much later.
const ON_ITS_WAY: Duration = Duration::from_millis(400);

#[tokio::test(start_paused = true)]
async fn everybody_is_served_exactly_through_random_faults() {
    run(Uncertain::Resend).await;
}

#[tokio::test(start_paused = true)]
async fn the_same_where_the_uncertain_is_only_mentioned() {
    run(Uncertain::Mention).await;
}

async fn run(policy: Uncertain) {
    let (readers, stories, count) = scale((100, 20, 2), (5_000, 40, 3));
    for seed in seeds(count) {
        println!("seed {seed}, {policy:?}: {readers} readers, {stories} stories");
        Trial::open(seed, policy, readers).await.run(stories).await;
    }
}

struct Trial {
    desk: Newsdesk,
    delivery: Delivery,
    oracle: Oracle,
    chance: Chance,
    policy: Uncertain,
    what: String,
}

impl Trial {
    async fn open(seed: u64, policy: Uncertain, readers: u64) -> Trial {
        let mut chance = Chance(seed);
        let faults = Faults {
            seed,
            latency_ms: 20,
            jitter_ms: 200,
            reset_before: 0.01,
            reset_after: 0.01,
            bad_gateway: 0.01,
            bad_gateway_after: 0.01,
            restart: 0.01,
            flood: 0.02,
            flood_seconds: 4,
            lost: 0.005,
            swallowed: 0.005,
            ..Faults::none()
        };
        let limits = Limits { silent_wait: 0, ..Limits::telegram() };
        let mut desk = Newsdesk::open(Settings { faults, limits, ..Settings::default() }, 30).await;
        desk.outfit.uncertain = policy;
        let mut chats = Vec::new();
        for telegram in desk.sim.crowd(readers) {
            chats.push(chat(&desk, Kind::Reader, telegram, &mut chance));
        }
        let owner = desk.sim.person("Асель", "ru");
        for number in 0..3 {
            let group = desk.sim.group(&format!("Двор {number}"), &[&owner]);
            group.add_bot();
            chats.push(chat(&desk, Kind::Group, group.id(), &mut chance));
        }
        let delivery = desk.start().await;
        let what = format!("seed {seed}, {policy:?}");
        Trial { desk, delivery, oracle: Oracle::new(chats), chance, policy, what }
    }

    async fn run(mut self, stories: usize) {
        for number in 0..stories {
            tokio::time::sleep(Duration::from_millis(self.chance.below(120_000))).await;
            for _ in 0..=self.oracle.chats.len() / 15 {
                let place = usize::try_from(self.chance.below(self.oracle.chats.len() as u64)).unwrap();
                self.change(place);
            }
            if self.chance.one_in(5) {
                self.outage();
            }
            self.publish(number);
            if self.chance.one_in(4) {
                self.desk.settled(&self.delivery).await;
                self.oracle.settle();
            }
        }
        self.desk.settled(&self.delivery).await;
        self.oracle.settle();
        let sim = self.desk.sim.clone();
        let shown = |chat| {
            let messages = sim.room(chat).received().into_iter();
            messages.map(|message| (message.text.clone(), Time(message.at_us / 1_000))).collect()
        };
        self.oracle.check(&self.desk.store, self.policy, shown, &self.what);
        let sole = self.oracle.chats.iter().filter(|chat| chat.telegram.len() == 1);
        let compared: usize = sole.map(|chat| self.desk.renders_again(chat.key, chat.telegram[0], &self.what)).sum();
        assert!(compared > 0, "{}", self.what);
        self.check_totals();
        agree_with_ledger(&self.desk.store, &self.what);
        self.desk.close().await;
    }

    /// The report is equal to what the simulator saw.
    fn check_totals(&self) {
        let (seen, what) = (self.desk.sim.counters(), &self.what);
        let now = self.desk.clock.now();
        let said = self.desk.store.read_here(|store| store.count_deliveries(MORNING, now)).unwrap();
        assert!(seen.busiest_second_asked <= 30, "{what}: {seen:?}");
        let (unclear, tried) = (seen.accepted - u64::from(said.delivered), self.unclear_rows());
        assert!(unclear <= seen.answers_lost.min(tried), "{what}: {tried} {said:?} {seen:?}");
        assert!(seen.doubles <= tried && u64::from(said.uncertain) <= tried, "{what}: {tried} {said:?} {seen:?}");
        let problems = self.desk.store.read_here(|store| store.check(|_, _| {})).unwrap();
        assert!(problems.is_empty(), "{what}: {problems:?}");
    }

    /// How many rows of the ledger ended with an unclear answer.
    fn unclear_rows(&self) -> u64 {
        let chats = self.oracle.chats.iter().map(|chat| chat.key);
        let rows =
            chats.flat_map(|key| self.desk.store.read_here(|store| store.last_deliveries(key, u32::MAX)).unwrap());
        rows.filter(|row| matches!(row.ended, Some(Ended::Uncertain(_)))).count() as u64
    }

    fn publish(&mut self, number: usize) {
        let word = format!("сюжет-{number:03}.");
        let headline = format!("Главный {word}");
        let mut rubrics = self.rubric();
        if self.chance.one_in(3) {
            rubrics |= self.rubric();
        }
        if self.chance.one_in(6) && number > 2 {
            let again = usize::try_from(self.chance.below(number as u64)).unwrap();
            self.put_out(&self.oracle.stories[again].clone(), Lane::Breaking);
        }
        let language = if self.chance.one_in(3) { KAZAKH } else { RUSSIAN };
        let lane = if self.chance.one_in(8) { Lane::Breaking } else { Lane::News };
        let article = self.desk.keep(&headline, rubrics, None);
        self.put_out(&Story { article, word, rubrics, language }, lane);
    }

    fn put_out(&mut self, story: &Story, lane: Lane) {
        self.desk.publish_in(story.article, lane, languages(story.language));
        self.oracle.published(story, lane == Lane::Breaking);
    }

    fn rubric(&mut self) -> u64 {
        self.desk.bit(self.chance.of(&RUBRICS))
    }

    /// A chat changes its mind, or something happens to it.
    fn change(&mut self, place: usize) {
        match self.chance.below(12) {
            0 => self.leave(place),
            1 | 2 => self.come_back(place),
            3 => self.block(place),
            4 => self.migrate(place),
            5 => self.set(place, BREAKING),
            6 => self.set(place, ORDINARY),
            7 => self.set(place, KAZAKH),
            _ => {
                let rubric = self.rubric();
                self.set(place, rubric);
            }
        }
        self.delivery.touch(self.oracle.chats[place].key);
    }

    /// A wish ends, or begins.
    fn set(&mut self, place: usize, wish: u64) {
        let (chat, now) = (&mut self.oracle.chats[place], self.desk.clock.now());
        chat.asks ^= wish;
        let (key, asks) = (chat.key, chat.asks);
        let on = asks & wish != 0;
        let mode = if on { Mode::Now } else { Mode::Breaking };
        let changed = self.desk.store.write_here(|store| match wish {
            BREAKING => wishes::set_urgent(store, key, on, now),
            ORDINARY => wishes::set_mode(store, key, mode, now),
            KAZAKH => wishes::set_languages(store, key, languages(asks), now),
            rubric => {
                let rubric = self.desk.newsroom.rubrics_in(rubric).next().unwrap();
                wishes::set_rubric(store, key, rubric.bit, &rubric.id, on, now)
            }
        });
        assert!(changed.unwrap());
        if !on {
            self.oracle.narrowed(place, wish, now);
        }
    }

    fn leave(&mut self, place: usize) {
        let (chat, now) = (&mut self.oracle.chats[place], self.desk.clock.now());
        if chat.telegram[0] < 0 || !std::mem::take(&mut chat.open) {
            return;
        }
        chat.away.push((now + ON_ITS_WAY, Time(i64::MAX)));
        self.desk.store.write_here(|store| store.close(chat.key, State::Left, now)).unwrap();
        self.oracle.narrowed(place, u64::MAX, self.desk.clock.now());
    }

    fn come_back(&mut self, place: usize) {
        let chat = &mut self.oracle.chats[place];
        let (telegram, now) = (*chat.telegram.last().unwrap(), self.desk.clock.now());
        if chat.unreachable || telegram < 0 {
            return; // a blocked or deleted account stays so, and groups do not leave here
        }
        if let Some(last) = chat.away.last_mut()
            && !chat.open
        {
            last.1 = now;
        }
        chat.open = true;
        chat.changed.push(now);
        self.desk.join(Kind::Reader, telegram, 0);
    }

    /// The reader blocks the bot, or the account is deleted; the bot is not told.
    fn block(&mut self, place: usize) {
        let chat = &mut self.oracle.chats[place];
        let Some(person) = self.desk.sim.person_by_id(chat.telegram[0]).filter(|_| chat.open) else { return };
        if self.chance.one_in(2) {
            person.block()
        } else {
            person.deactivate()
        }
        chat.unreachable = true;
        self.oracle.narrowed(place, u64::MAX, self.desk.clock.now());
    }

    fn migrate(&mut self, place: usize) {
        let chat = &mut self.oracle.chats[place];
        if chat.telegram[0] < 0 && chat.telegram.len() == 1 {
            chat.telegram.push(self.desk.sim.room(chat.telegram[0]).migrate().id());
        }
    }

    fn outage(&mut self) {
        let faults = [Fault::BadGateway, Fault::BadGatewayAfter, Fault::ResetBefore, Fault::ResetAfter, Fault::Lost];
        let seconds = self.chance.of(&[3, 20, 120, scale(700, 3_600)]);
        let fault = self.chance.of(&faults);
        self.desk.sim.outage(fault, Duration::from_secs(seconds));
    }
}

/// The languages of these wishes, as a mask of the store.
fn languages(wishes: u64) -> u8 {
    [(RUSSIAN, Language::Ru), (KAZAKH, Language::Kk)]
        .into_iter()
        .filter(|(wish, _)| wishes & wish != 0)
        .fold(0, |mask, (_, language)| mask | language.bit())
}

/// A chat with rubrics by chance.
fn chat(desk: &Newsdesk, kind: Kind, telegram: i64, chance: &mut Chance) -> Chat {
    let wishes = RUBRICS.map(|rubric| if chance.one_in(2) { desk.bit(rubric) } else { 0 });
    let asks = wishes.into_iter().fold(0, |all, wish| all | wish);
    let key = desk.join(kind, telegram, asks);
    if chance.one_in(2) {
        // Never reached, but whoever has a limit is looked at more closely.
        desk.store.write_here(|store| store.set_limit(key, 1_000)).unwrap();
    }
    Chat {
        key,
        telegram: vec![telegram],
        asks: asks | BREAKING | ORDINARY | RUSSIAN,
        open: true,
        unreachable: false,
        away: Vec::new(),
        changed: Vec::new(),
    }
}
