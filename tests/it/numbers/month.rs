//! A month of a newspaper with its real bot: people come by links, leave, block, mute, pause, erase what is stored, delete their
//! account; a channel and a group get news, too. Then every number is counted once more, by what people did and have, or by a
//! question to other tables than the totals.

use std::{collections::BTreeMap, time::Duration};

use headliner::{
    article::Language,
    clock::Time,
    newsroom::{Mode, Newsroom},
    report::{Day, Period, Statistics, Told},
    store::{Kind, Store, chats::NewChat, staff::Role},
};
use rusqlite::Connection;
use simulator::{Person, Room};

use crate::harness::{House, MORNING, seen};

const DAY: u64 = 86_400;
const HOUR: i64 = 3_600_000;
const NEWSROOM: &str = "[new_reader]\nmode = \"now\"\nquiet = []\nspacing = \"0s\"\nlimit = 0\n";
/// Almaty, in seconds before UTC.
const EAST: &str = "+5 hours";

/// What somebody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Did {
    Come,
    Return,
    Leave,
    Block,
    Go,
}

struct Month {
    house: House,
    admin: Person,
    readers: Vec<Person>,
    rooms: Vec<Room>,
    did: Vec<(Time, Did)>,
    /// By number: headline, and how many left and muted within an hour.
    stories: Vec<(String, u32, u32)>,
}

impl Month {
    async fn begins() -> Month {
        let mut house = House::closed(MORNING).await;
        house.put("newsroom.toml", NEWSROOM);
        house.start().await;
        let admin = house.sim.person("Болат", "ru");
        house.employ(&admin, "Болат", Role::Admin);
        let channel = house.sim.channel("Канал", "vecher", &admin);
        channel.promote_bot(&["can_post_messages"]);
        let group = house.sim.supergroup("Соседи", &[&admin]);
        group.add_bot();
        tokio::time::sleep(Duration::from_secs(5)).await;
        let mut month =
            Month { house, admin, readers: Vec::new(), rooms: Vec::new(), did: Vec::new(), stories: Vec::new() };
        for (room, kind) in [(channel, Kind::Channel), (group, Kind::Group)] {
            let new = NewChat {
                telegram: room.id(),
                topic: 0,
                kind,
                tongue: Language::Ru,
                languages: 1,
                rubrics: 0b11,
                source: None,
                title: Some("Соседи".to_owned()),
            };
            let now = month.house.now();
            month.store().write_here(|store| store.join(&new, &Newsroom::default().new_reader, now)).unwrap();
            month.rooms.push(room);
        }
        for payload in ["", "r_society__qr", "r_society__qr", "r_city__footer", "r_society", "", "__qr", "", "", ""] {
            month.comes("ru", payload).await;
        }
        for _ in 0..2 {
            month.comes("kk", "__footer").await;
        }
        month
    }

    fn store(&self) -> Store {
        self.house.store()
    }

    fn does(&mut self, what: Did) {
        self.did.push((self.house.now(), what));
    }

    async fn comes(&mut self, language: &str, payload: &str) {
        let number = self.readers.len();
        let reader = self.house.sim.person(&format!("Имя {number}"), language);
        reader.start(payload);
        self.does(Did::Come);
        reader.wait_for(1).await;
        self.readers.push(reader);
    }

    /// A story comes out, and a minute goes by.
    async fn tells(&mut self, left: u32, muted: u32) {
        let number = self.stories.len();
        let headline = format!("Сюжет-{number:02} о городе");
        let at = self.house.now().utc().format("%Y-%m-%dT%H:%M:%SZ").to_string();
        self.house.write(&format!("story{number:02}"), "society", &headline, &at, "main: true");
        self.stories.push((headline, left, muted));
        crate::harness::notices(Duration::from_secs(60)).await;
    }

    /// Days without the bot, which costs a test nothing.
    async fn days(&mut self, days: u64) {
        self.house.sleep_without_bot(Duration::from_secs(DAY * days)).await;
    }

    async fn goes_by(&mut self) {
        self.tells(2, 0).await;
        self.readers[0].say("/stop");
        self.readers[0].expects("Вы отписаны").await;
        self.does(Did::Leave);
        self.readers[1].block();
        self.does(Did::Block);
        tokio::time::sleep(Duration::from_secs(5)).await;
        self.days(3).await;
        self.tells(0, 1).await;
        self.readers[2].press("⋯");
        tokio::time::sleep(Duration::from_secs(2)).await;
        self.readers[2].press("🔕 На неделю");
        tokio::time::sleep(Duration::from_secs(2)).await;
        self.readers[0].start("");
        self.readers[0].expects("С возвращением").await;
        self.does(Did::Return);
        self.days(5).await;
        self.readers[3].deactivate();
        self.does(Did::Go);
        self.tells(1, 0).await; // its refusal is told once others took the story
        self.readers[4].say("/stop");
        self.readers[4].expects("Вы отписаны").await;
        self.does(Did::Leave);
        self.days(9).await;
        self.comes("ru", "r_society__qr").await;
        self.comes("ru", "r_society__site").await;
        self.tells(0, 0).await;
        self.readers[5].say("/pause");
        tokio::time::sleep(Duration::from_secs(2)).await;
        self.readers[5].press("На две недели");
        self.readers[5].expects_edit("Перерыв до").await;
        self.days(6).await;
        self.readers[6].say("/privacy");
        tokio::time::sleep(Duration::from_secs(2)).await;
        self.readers[6].press("Удалить мои данные");
        tokio::time::sleep(Duration::from_secs(2)).await;
        self.readers[6].press("Да, удалить");
        tokio::time::sleep(Duration::from_secs(2)).await;
        self.does(Did::Leave);
        let digest = self.store().read_here(|store| store.chat_of(self.readers[7].id(), 0)).unwrap().unwrap().key;
        self.store().write_here(|store| store.set_mode(digest, Mode::Digest)).unwrap();
        self.tells(0, 0).await;
    }

    fn numbers(&self, days: u32) -> (Statistics, Vec<Told>) {
        let store = self.store();
        let mut newsroom = Newsroom::default();
        store.write_here(|store| store.settle_rubrics(&mut newsroom)).unwrap();
        let gathered = store.read_here(|store| {
            let statistics = Statistics::gather(store, &newsroom, Some(days), self.house.now())?;
            Ok((statistics.pushes(store)?, statistics))
        });
        let (pushes, statistics) = gathered.unwrap();
        (statistics, pushes)
    }

    /// When stories came to whoever is erased: the ledger has no such rows any more.
    fn erased(&self) -> impl Iterator<Item = Time> {
        let stories = self.readers[6].received().into_iter().filter(|message| message.text.starts_with("Сюжет-"));
        stories.map(|message| Time(message.at_us / 1000))
    }

    fn count(&self, sql: &str) -> u32 {
        let connection = Connection::open(self.house.path("headliner.db")).unwrap();
        connection.query_row(sql, [], |row| row.get(0)).unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    fn counts<K: rusqlite::types::FromSql + Ord>(&self, sql: &str) -> BTreeMap<K, u32> {
        let connection = Connection::open(self.house.path("headliner.db")).unwrap();
        let mut sql = connection.prepare(sql).unwrap();
        let rows = sql.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.collect::<rusqlite::Result<_>>().unwrap()
    }
}

#[tokio::test(start_paused = true)]
async fn every_number_is_counted_once_more() {
    let mut month = Month::begins().await;
    month.goes_by().await;
    for days in [1, 7, 30] {
        let (statistics, _) = month.numbers(days);
        agrees_with_people(&month, statistics.asked());
        agrees_with_people(&month, &statistics.before);
        messages_agree(&month, statistics.asked());
    }
    let (statistics, pushes) = month.numbers(30);
    readers_agree(&month, &statistics);
    days_agree(&month, &statistics.by_date, statistics.readers.active);
    hours_agree(&month, &statistics);
    pushes_agree(&month, &pushes);
    assert_eq!(statistics.asked().links, BTreeMap::from([("qr", 4), ("footer", 3), ("site", 1)].map(named)));
    assert_eq!(statistics.week.links, BTreeMap::from([("qr", 1), ("site", 1)].map(named)));
    let left: Vec<(&str, u32, u32)> =
        statistics.asked().left_after.iter().map(|left| (&left.headline[..], left.readers, left.muted)).collect();
    let story = |number: usize| month.stories[number].0.as_str();
    assert_eq!(left, [(story(0), 2, 0), (story(2), 1, 0), (story(1), 0, 1)]);
    month.admin.say("/stats 30");
    insta::assert_snapshot!("month", seen(&month.admin.expects("Подписчиков").await));
    month.admin.press("Новости недели");
    tokio::time::sleep(Duration::from_secs(5)).await;
    insta::assert_snapshot!("stories", month.admin.last().html());
    month.admin.press("Рубрики");
    tokio::time::sleep(Duration::from_secs(5)).await;
    insta::assert_snapshot!("rubrics", month.admin.last().html());
}

fn named((name, count): (&str, u32)) -> (String, u32) {
    (name.to_owned(), count)
}

/// Coming and going is what people did.
fn agrees_with_people(month: &Month, period: &Period) {
    let [from, to] = [period.span.0, period.span.1].map(|at| at.0.div_euclid(HOUR));
    let count = |what| {
        let did = month.did.iter().filter(|(at, did)| *did == what && (from..=to).contains(&at.0.div_euclid(HOUR)));
        u32::try_from(did.count()).unwrap()
    };
    let told = [period.new, period.returned, period.left, period.blocked, period.gone];
    assert_eq!(told, [Did::Come, Did::Return, Did::Leave, Did::Block, Did::Go].map(count), "{period:?}");
    assert_eq!(
        period.delta,
        i64::from(told[0]) + i64::from(told[1]) - told[2..].iter().map(|n| i64::from(*n)).sum::<i64>()
    );
}

/// Messages are rows of the ledger, by when they were answered; and what somebody has who is erased.
fn messages_agree(month: &Month, period: &Period) {
    let hours = |outcome: u32| {
        let [from, to] = [period.span.0, period.span.1].map(|at| at.0.div_euclid(HOUR));
        month.count(&format!(
            "SELECT count(*) FROM delivery WHERE outcome = {outcome} AND answered / {HOUR} BETWEEN {from} AND {to}"
        ))
    };
    let [from, to] = [period.span.0, period.span.1].map(|at| at.0.div_euclid(HOUR));
    let erased = month.erased().filter(|at| (from..=to).contains(&at.0.div_euclid(HOUR))).count();
    let [delivered, refused, uncertain] = [1, 2, 3].map(hours);
    let expected = [delivered + u32::try_from(erased).unwrap(), refused, uncertain];
    assert_eq!([period.delivered, period.refused, period.uncertain], expected, "{period:?}");
}

/// Readers now are the rows of chats.
fn readers_agree(month: &Month, statistics: &Statistics) {
    let readers = &statistics.readers;
    let now = month.house.now().0;
    let open = "FROM chat WHERE state = 0 AND kind = 0";
    assert_eq!(readers.active, month.count(&format!("SELECT count(*) {open}")));
    assert_eq!(readers.active, 10, "of fourteen one blocked, one is gone, one left, one is erased");
    assert_eq!(readers.paused, month.count(&format!("SELECT count(*) {open} AND paused > {now}")));
    assert_eq!((readers.paused, readers.groups, readers.channels), (1, 1, 1));
    let away = [readers.left, readers.blocked, readers.gone];
    let state = |state: u32| month.count(&format!("SELECT count(*) FROM chat WHERE kind = 0 AND state = {state}"));
    assert_eq!(away, [1, 2, 3].map(state));
    let modes = ["now", "mixed", "digest", "breaking"];
    let by_mode = month.counts::<i64>(&format!("SELECT mode, count(*) {open} GROUP BY mode"));
    assert_eq!(readers.by_mode, by_mode.into_iter().map(|(mode, n)| (modes[mode as usize].to_owned(), n)).collect());
    let by_source = month.counts::<String>(&format!("SELECT coalesce(source, 'direct'), count(*) {open} GROUP BY 1"));
    assert_eq!(readers.by_source, by_source);
    let languages = [(1, "ru"), (2, "kk"), (3, "kk+ru")];
    for (mask, name) in languages {
        let count = month.count(&format!("SELECT count(*) {open} AND languages = {mask}"));
        assert_eq!(readers.by_language.get(name).copied().unwrap_or_default(), count, "{name}");
    }
    for (id, bit) in month.store().read_here(|store| store.rubric_places()).unwrap() {
        let count = month.count(&format!("SELECT count(*) {open} AND rubrics >> {bit} & 1"));
        assert_eq!(readers.by_rubric[&id], count, "{id}");
    }
    assert_eq!(readers.by_rubric["main"], month.count(&format!("SELECT count(*) {open} AND rubrics & 1")));
    assert!(readers.by_rubric["society"] > 2 && readers.by_mode["digest"] == 1);
}

/// Days are the newsroom's, and each ends with the readers that there were.
fn days_agree(month: &Month, days: &[Day], active: u32) {
    assert_eq!((days.len(), days.last().unwrap().readers), (31, active));
    let date = |at: Time| (at + Duration::from_secs(5 * 3_600)).utc().date_naive();
    for day in days {
        let readers: i64 = month.did.iter().filter(|(at, _)| date(*at) <= day.date).map(|(_, did)| did.weight()).sum();
        assert_eq!(i64::from(day.readers), readers, "{day:?}");
        let sql = format!(
            "SELECT count(*) FROM delivery WHERE outcome = 1 AND date(answered / 1000, 'unixepoch', '{EAST}') = '{}'",
            day.date
        );
        let erased = month.erased().filter(|at| date(*at) == day.date).count();
        assert_eq!(day.delivered as usize, month.count(&sql) as usize + erased, "{day:?}");
    }
    assert_eq!(days.iter().filter(|day| day.delivered > 0).count(), month.stories.len());
}

impl Did {
    fn weight(self) -> i64 {
        if matches!(self, Did::Come | Did::Return) { 1 } else { -1 }
    }
}

fn hours_agree(month: &Month, statistics: &Statistics) {
    let sql = format!(
        "SELECT CAST(strftime('%H', answered / 1000, 'unixepoch', '{EAST}') AS INTEGER), count(*) FROM delivery
         WHERE outcome IS NOT NULL GROUP BY 1"
    );
    let mut by_hour = month.counts::<u32>(&sql);
    for at in month.erased() {
        *by_hour.entry(u32::try_from(at.0.div_euclid(HOUR) % 24).unwrap().wrapping_add(5) % 24).or_default() += 1;
    }
    let told = (0..24).zip(statistics.by_hour.iter().copied()).filter(|(_, n)| *n > 0).collect::<BTreeMap<u32, u32>>();
    assert_eq!(told, by_hour);
    assert!(
        !statistics.busiest_hours.is_empty() && statistics.busiest_hours.iter().all(|hour| by_hour.contains_key(hour))
    );
}

/// What is told of each push is what chats have, and when it came there.
fn pushes_agree(month: &Month, pushes: &[Told]) {
    assert_eq!(pushes.len(), month.stories.len());
    for (push, (headline, left, muted)) in pushes.iter().rev().zip(&month.stories) {
        let chats = month.readers.iter().map(Person::chat).chain(month.rooms.iter().cloned());
        let mut seconds: Vec<i64> = chats
            .flat_map(|chat| chat.received())
            .filter(|message| message.text.starts_with(headline.as_str()))
            .map(|message| (message.at_us / 1000 - push.published.0 + 999) / 1000)
            .collect();
        seconds.sort_unstable();
        assert_eq!((&push.headline, push.left, push.muted), (headline, *left, *muted));
        assert_eq!(push.delivered as usize, seconds.len(), "{headline}");
        let (middle, last) = (seconds[(seconds.len() - 1) / 2], seconds[seconds.len() - 1]);
        let near = |told: Option<u64>, seen: i64| told.is_some_and(|told| (told as i64 - seen).abs() <= 1);
        assert!(near(push.median_seconds, middle) && near(push.last_seconds, last), "{push:?}: {seconds:?}");
    }
}
