//! A bad month: everything that can go wrong with clocks, tokens, rights, copies of the database, Telegram and the disk, one
//! after the other, to one newsroom with its real bot. At the end every reader who has not left has every story that was due
//! to them, or a line that names it; and nobody's words or name, and no token, stands in any log.

use std::{
    fs,
    sync::{Mutex, Once},
    time::Duration,
};

use headliner::{clock::Time, store::staff::Role};
use simulator::{Fault, Faults, Person, Room};

use crate::harness::{House, MORNING};

const OTHER: &str = "7000000002:AAAnotherBot-0123456789";
/// A letter that only readers of this test use.
const MARK: char = 'Ѣ';
const MINUTE: Duration = Duration::from_secs(60);
/// Long enough for a story to come, where nothing is in the way.
const FEW: Duration = Duration::from_secs(300);
const HOUR: Duration = Duration::from_secs(3_600);
const DAY: i64 = 86_400_000;
/// Everybody at any hour, at once.
const NEWSROOM: &str = "[new_reader]\nmode = \"now\"\nquiet = []\nspacing = \"0s\"\nlimit = 0\n";

/// All that was logged in this process.
struct Listener(Mutex<String>);

static HEARD: Listener = Listener(Mutex::new(String::new()));

impl log::Log for Listener {
    fn enabled(&self, _: &log::Metadata) -> bool {
        true
    }

    fn log(&self, record: &log::Record) {
        let mut heard = self.0.lock().unwrap();
        heard.push_str(&format!("{} {}: {}\n", record.level(), record.target(), record.args()));
    }

    fn flush(&self) {}
}

fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        log::set_logger(&HEARD).unwrap();
        log::set_max_level(log::LevelFilter::Info);
    });
}

/// A newsroom with its readers, and what they are to have.
struct Month {
    house: House,
    day: i64,
    readers: Vec<Person>,
    /// Channels and a group.
    rooms: Vec<Room>,
    stories: Vec<String>,
}

impl Month {
    async fn begins() -> Month {
        let mut house = House::closed(MORNING).await;
        house.put("newsroom.toml", NEWSROOM);
        house.start().await;
        let editor = house.sim.person(&format!("{MARK}Мадина"), "ru");
        house.employ(&editor, "Мадина", Role::Editor);
        editor.start("");
        editor.expects("Вы подписаны").await;
        let mut month = Month { house, day: 0, readers: Vec::new(), rooms: Vec::new(), stories: Vec::new() };
        for number in 0..12 {
            let reader = month.house.sim.person(&format!("{MARK}Имя {number}"), "ru");
            reader.start("r_society");
            reader.expects("Готово").await;
            reader.say(&format!("{MARK}слова {number}"));
            month.readers.push(reader);
        }
        for number in 0..2 {
            let channel = month.house.sim.channel(&format!("Канал {number}"), &format!("vecher{number}"), &editor);
            channel.promote_bot(&["can_post_messages", "can_edit_messages"]);
            editor.expects("подключён").await;
            editor.press("👥 Общество");
            editor.expects_toast("«Общество» включена").await;
            month.rooms.push(channel);
        }
        month
    }

    /// A story of society comes into the store.
    fn story(&mut self) {
        let number = self.stories.len();
        let (headline, at) =
            (format!("Сюжет-{number:02}"), self.house.now().utc().format("%Y-%m-%dT%H:%M:%SZ").to_string());
        self.house.write(&format!("story{number:02}"), "society", &headline, &at, "");
        self.stories.push(headline);
    }

    /// So much time goes by, with a story at its beginning.
    async fn passes(&mut self, lasting: Duration) {
        self.story();
        tokio::time::sleep(lasting).await;
    }

    /// The bot is ended, and started again the next morning.
    async fn next_morning(&mut self) {
        self.house.end().await;
        self.night().await;
        self.house.start().await;
    }

    /// Time goes by until the next morning.
    async fn night(&mut self) {
        self.day += 1;
        let morning = Time(MORNING.0 + self.day * DAY);
        tokio::time::sleep(Duration::from_millis((morning.0 - self.house.sim.now_ms()).unsigned_abs())).await;
    }

    fn database(&self) -> std::path::PathBuf {
        self.house.path("headliner.db")
    }

    fn back_up(&self, name: &str) {
        self.house.store().back_up(&self.house.path(name)).unwrap();
    }

    /// A copy takes the place of the database of a bot that is ended.
    fn restore(&self, name: &str) {
        for log in ["headliner.db-wal", "headliner.db-shm"] {
            let _ = fs::remove_file(self.house.path(log)); // it may be folded in
        }
        fs::copy(self.house.path(name), self.database()).unwrap();
    }

    /// Who has nothing of which story.
    fn lacking(&self) -> Vec<(i64, &str)> {
        let rooms = self.readers.iter().map(Person::chat).chain(self.rooms.iter().cloned());
        let lacks = |room: Room| {
            let texts: Vec<String> = room.received().iter().map(|message| message.text.clone()).collect();
            let lacking =
                self.stories.iter().filter(move |story| !texts.iter().any(|text| text.contains(story.as_str())));
            lacking.map(move |story| (room.id(), story.as_str()))
        };
        rooms.flat_map(lacks).collect()
    }

    /// The clock is hours ahead at one start, right at the next, and set while the bot runs.
    async fn has_wrong_clocks(&mut self) {
        self.house.turn_clock(7 * HOUR.as_millis() as i64);
        self.next_morning().await;
        self.story();
        tokio::time::sleep(Duration::from_secs(2)).await;
        self.house.crash().await;
        self.house.turn_clock(-7 * HOUR.as_millis() as i64);
        self.house.start().await;
        self.passes(FEW).await;
        self.house.turn_clock(-3 * HOUR.as_millis() as i64);
        self.passes(FEW).await;
        self.house.turn_clock(3 * HOUR.as_millis() as i64);
    }

    /// For an hour no channel may be written to.
    async fn may_not_write(&mut self) {
        self.next_morning().await;
        let forbidden = "Bad Request: not enough rights to send text messages to the chat";
        self.rooms.iter().for_each(|room| self.house.sim.refuse(room.id(), 400, forbidden));
        self.passes(HOUR).await;
        self.rooms.iter().for_each(|room| self.house.sim.refuse(room.id(), 400, ""));
        self.passes(HOUR).await;
        self.back_up("wednesday.db");
    }

    /// For ten minutes somebody tries another bot's token.
    async fn meets_another_token(&mut self) {
        self.house.end().await;
        self.house.sim.another_bot(OTHER, "Другая", "other_bot");
        self.house.set("TELOXIDE_TOKEN", OTHER);
        for _ in 0..10 {
            assert!(self.house.start_in_vain().await.contains("belongs to the bot"));
            tokio::time::sleep(MINUTE).await;
        }
        let own = self.house.sim.token().to_owned();
        self.house.set("TELOXIDE_TOKEN", own);
        self.house.start().await;
        self.passes(FEW).await;
    }

    /// The old copies come back, one after the other.
    async fn gets_old_copies(&mut self) {
        for copy in ["wednesday.db", "monday.db"] {
            self.house.end().await;
            self.restore(copy);
            self.night().await;
            self.house.start().await;
            self.passes(FEW).await;
        }
    }

    /// Floods, then failures and broken connections.
    async fn is_flooded(&mut self) {
        self.next_morning().await;
        self.house.sim.fail_next("sendMessage", Fault::Flood(30), 5);
        self.passes(FEW).await;
        let faults =
            Faults { seed: 7, restart: 0.15, reset_after: 0.1, reset_before: 0.1, bad_gateway: 0.1, ..Faults::none() };
        self.house.sim.set_faults(faults);
        for _ in 0..4 {
            self.passes(FEW).await;
        }
        self.house.sim.set_faults(Faults::none());
    }

    /// Telegram is away for half an hour; the bot dies in the middle of it.
    async fn loses_telegram(&mut self) {
        self.next_morning().await;
        self.house.sim.outage(Fault::BadGateway, 30 * MINUTE);
        self.passes(20 * MINUTE).await;
        self.house.crash().await;
        self.house.start().await;
        self.passes(20 * MINUTE).await;
    }

    /// The database is removed under the program, and what that saved of it is put in its place.
    async fn loses_its_database(&mut self) {
        self.next_morning().await;
        fs::remove_file(self.database()).unwrap();
        self.passes(FEW).await;
        let saved = fs::read_dir(self.house.path("")).unwrap().map(|entry| entry.unwrap().path());
        let saved = saved
            .filter(|path| {
                path.to_string_lossy().contains(".removed-") && path.extension().is_none_or(|end| end != "forgotten")
            })
            .max()
            .expect("it saves what it has");
        fs::rename(saved, self.database()).unwrap();
        tokio::time::sleep(FEW).await;
        self.passes(FEW).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_bad_month_loses_nobody() {
    listen();
    let mut month = Month::begins().await;
    month.passes(FEW).await;
    month.back_up("monday.db");
    month.has_wrong_clocks().await;
    month.may_not_write().await;
    month.meets_another_token().await;
    // Two readers go: one leaves, one wants to be erased.
    let (left, erased) = (month.readers.remove(0), month.readers.remove(0));
    left.say("/stop");
    left.expects("Вы отписаны").await;
    erased.say("/privacy");
    erased.expects("Что о вас хранится").await;
    erased.press("Удалить мои данные");
    erased.expects("Удалить всё").await;
    erased.press("Да, удалить");
    erased.expects_edit("Всё удалено").await;
    let gone = erased.received().len();
    month.gets_old_copies().await;
    month.is_flooded().await;
    month.loses_telegram().await;
    month.loses_its_database().await;
    // What would name what may have been lost.
    month.next_morning().await;
    for _ in 0..3 {
        month.passes(FEW).await;
    }
    month.house.end().await;
    assert_eq!(month.lacking(), []);
    assert_eq!(erased.received().len(), gone, "who erased their data was brought back");
    let heard = HEARD.0.lock().unwrap();
    assert!(heard.contains("at work"), "nothing was heard: {heard}");
    assert!(!heard.contains(MARK) && !heard.contains(month.house.sim.token()) && !heard.contains(OTHER), "{heard}");
}
