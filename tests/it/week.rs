//! A week of a newsroom, and with `HEADLINER_TRIALS=full` a month: readers in five time zones whose settings are left to chance, over a
//! shift of the clocks. Whoever it is gets every wanted headline once, at a time that they chose, as loud as they chose.

mod judge;
mod reader;

use std::{collections::HashMap, time::Duration};

use headliner::{
    article::ArticleKey,
    clock::Time,
    delivery::Delivery,
    newsroom::{Minute, Mode},
    store::{ChatKey, Lane, Reading, Volume, Writing, editions::Edition, ledger::Ended, log::Publication},
};
use simulator::{Message, Settings};

use self::{
    judge::{Judge, Told},
    reader::{Reader, Story},
};
use crate::{
    chance::{Chance, scale, seeds},
    delivery::newsdesk::{MORNING, Newsdesk},
};

const DAY: u64 = 86_400_000;
/// From the newsdesk's morning to Wednesday, 27 October 2027: clocks in Berlin go back on Sunday, in New York a week later.
const TO_AUTUMN: Duration = Duration::from_millis(338 * DAY);
/// It begins and ends on a Wednesday; nothing waits longer then.
const TAIL: u64 = 2;
/// Time goes by in strokes of this length where nothing is to be done. A digest may be late by one.
const STROKE: Duration = Duration::from_secs(20);
/// Long enough between two of them to see that something has come to be done.
const BETWEEN: Duration = Duration::from_millis(250);

/// What every headline begins with.
const STORY: &str = "Сюжет-";
/// What came as breaking news at night is named once more in a line that begins so.
const NIGHT: &str = "⚡️ Ночью:";

/// So many faults are told of.
const SAID: usize = 60;

/// How large it is.
#[derive(Clone, Copy)]
struct Size {
    readers: u64,
    /// A day.
    stories: u64,
    days: u64,
}

/// A newsroom at work.
struct Week {
    desk: Newsdesk,
    delivery: Delivery,
    readers: Vec<Reader>,
    stories: Vec<Story>,
    /// Which story an article is.
    numbers: HashMap<ArticleKey, usize>,
}

impl Week {
    async fn begins(chance: &mut Chance, readers: u64) -> Week {
        let mut desk = Newsdesk::open(Settings::default(), 30).await;
        desk.later(TO_AUTUMN);
        desk.outfit.keep = Duration::from_millis(60 * DAY); // all of it is judged at the end
        let bits = bits(&desk);
        let readers: Vec<Reader> =
            desk.sim.crowd(readers).map(|telegram| Reader::by_chance(chance, telegram, &bits)).collect();
        let (defaults, now) = (desk.newsroom.new_reader.clone(), desk.clock.now());
        desk.store
            .write_here(|store| readers.iter().try_for_each(|reader| reader.joins(store, &defaults, now)))
            .unwrap();
        let delivery = desk.start().await;
        Week { desk, delivery, readers, stories: Vec::new(), numbers: HashMap::new() }
    }

    /// Time goes by until then.
    async fn passes_until(&self, then: Time) {
        let status = self.delivery.status();
        loop {
            let rest = then.since(self.desk.clock.now());
            if rest <= STROKE + BETWEEN {
                return tokio::time::sleep(rest).await;
            }
            tokio::time::sleep(BETWEEN).await;
            let idle = {
                let now = status.borrow();
                now.due == 0 && now.in_flight == 0
            };
            if idle {
                tokio::time::advance(STROKE).await;
            }
        }
    }

    fn publish(&mut self, chance: &mut Chance) {
        let lane = if chance.one_in(8) { Lane::Breaking } else { Lane::News };
        let loud = [Volume::AsChosen, Volume::AsChosen, Volume::Silent, Volume::Wake];
        let volume = if lane == Lane::Breaking { chance.of(&loud) } else { Volume::AsChosen };
        let rubrics = chance.of(&bits(&self.desk)[1..]) | u64::from(chance.one_in(5));
        let languages = chance.of(&[1, 1, 2, 3]);
        let headline = format!("{STORY}{:04} дня", self.stories.len());
        let (article, now) = (self.desk.keep(&headline, rubrics, None), self.desk.clock.now());
        let publication = Publication { article, lane, languages, volume, by: None };
        self.desk.store.write_here(|store| store.publish(&publication, now)).unwrap();
        self.numbers.insert(article, self.stories.len());
        self.stories.push(Story { at: now.ms(), lane, volume, rubrics, languages });
    }

    /// What the reader has, in the order in which it came.
    fn told(&self, reader: &Reader) -> Vec<Told> {
        let editions = self.editions(self.desk.key(reader.telegram));
        let messages = self.desk.sim.room(reader.telegram).received();
        messages.iter().map(|message| self.read(message, &editions[&message.id])).collect()
    }

    /// What each message of the chat was made from, by its number: the text of a long one does not name everything.
    fn editions(&self, chat: ChatKey) -> HashMap<i64, Edition> {
        let read = |store: &Reading| {
            let mut editions = HashMap::new();
            for row in store.last_deliveries(chat, u32::MAX)? {
                if let (Some(Ended::Delivered(number)), Some(edition)) = (row.ended, store.edition(row.edition)?) {
                    editions.insert(number, edition);
                }
            }
            Ok(editions)
        };
        self.desk.store.read_here(read).unwrap()
    }

    /// What a message says: its text, and behind the button that pages through the rest, what it was made from.
    fn read(&self, message: &Message, edition: &Edition) -> Told {
        let lines = message.text.lines().filter(|line| !line.starts_with(NIGHT));
        let numbers = lines.flat_map(|line| line.split(STORY).skip(1));
        let mut stories: Vec<usize> = numbers.map(|number| number[..4].parse().unwrap()).collect();
        if message.labels().iter().flatten().any(|label| label.contains("Ещё")) {
            let behind = edition.stories.iter().map(|(article, _)| self.numbers[article]);
            let more: Vec<usize> = behind.filter(|number| !stories.contains(number)).collect();
            stories.extend(more);
        }
        Told { at: message.at_us / 1_000, silent: message.silent, stories, tail: edition.tail }
    }
}

/// Of main news, then of the rubrics.
fn bits(desk: &Newsdesk) -> Vec<u64> {
    let rubrics = ["society", "city", "economy", "sport"].map(|rubric| desk.bit(rubric));
    [1].into_iter().chain(rubrics).collect()
}

async fn lives_through(seed: u64, Size { readers, stories, days }: Size) {
    let mut chance = Chance(seed);
    let mut week = Week::begins(&mut chance, readers).await;
    let begun = week.desk.clock.now();
    let mut times: Vec<u64> = (0..days * stories).map(|_| chance.below(days * DAY)).collect();
    times.sort_unstable();
    for time in times {
        week.passes_until(begun + Duration::from_millis(time)).await;
        week.publish(&mut chance);
    }
    week.passes_until(begun + Duration::from_millis((days + TAIL) * DAY)).await;
    let (mut came, mut faults) = (0, Vec::new());
    for reader in &week.readers {
        let told = week.told(reader);
        let found = Judge { reader, stories: &week.stories, told: &told }.faults();
        faults.extend(found.into_iter().map(|fault| format!("{fault}\n    of {reader:?}")));
        came += told.len() as u64;
    }
    println!("{came} messages came in {days} days, until {}", week.desk.clock.now());
    let first: Vec<&String> = faults.iter().take(SAID).collect();
    assert!(faults.is_empty(), "HEADLINER_SEED={seed}: {} faults, of them {first:#?}", faults.len());
    assert!(came > readers * days, "a week in which so little comes shows nothing");
    assert_eq!((week.desk.sim.counters().accepted, week.desk.sim.counters().doubles), (came, 0));
    week.desk.close().await;
}

#[tokio::test(start_paused = true)]
async fn in_a_week_everybody_gets_what_they_chose_when_they_chose() {
    let week = Size { readers: 300, stories: 40, days: 7 };
    let small = [Size { readers: 40, stories: 8, ..week }];
    for seed in seeds(1) {
        for size in scale(&small[..], &[week, Size { days: 28, ..week }]) {
            lives_through(seed, *size).await;
        }
    }
}

/// Who is due a minute later waits for all who are due before, however many those are; meanwhile what each gets is the same.
#[tokio::test(start_paused = true)]
async fn where_the_budget_is_short_digests_come_in_the_order_of_their_hours() {
    let mut desk = Newsdesk::open(Settings::default(), 1).await; // a second
    let readers: Vec<i64> = desk.readers(160).collect();
    let is_first = |reader: i64| reader % 2 == 1;
    let set = |store: &Writing| {
        readers.iter().try_for_each(|reader| {
            let hour = if is_first(*reader) { 2 } else { 3 };
            store.set_mode(desk.key(*reader), Mode::Digest)?;
            store.set_digests(desk.key(*reader), &[Minute(10 * 60 + hour)])
        })
    };
    desk.store.write_here(set).unwrap();
    desk.start().await;
    for number in 0..2 {
        desk.publish(&format!("{STORY}{number:04} дня"), Lane::News);
    }
    desk.sim.wait_for_accepted(160).await;
    let sent = desk.sim.sent();
    let order: Vec<bool> = sent.iter().map(|message| is_first(message.chat)).collect();
    assert!(order.is_sorted_by(|one, other| one >= other) && order[79] && !order[80], "{order:?}");
    assert!(sent[0].at_us / 1_000 - MORNING.ms() < 121_000, "the first of them does not wait");
    assert_eq!(desk.sim.counters().doubles, 0);
    desk.close().await;
}
