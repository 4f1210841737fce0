//! Replies beside a broadcast, where Telegram counts them like any message.

use std::time::Duration;

use headliner::{
    article::{ArticleKey, Language},
    store::{Kind, Lane, Volume, chats::NewChat, log::Publication},
};
use simulator::{Fault, Limits, Person};

use crate::harness::House;

/// Thirty a second in all, replies and edits included; a chat takes its short burst as Telegram's do.
fn strict() -> Limits {
    Limits { chat_burst: 3, ..Limits::strict() }
}

/// So many readers who say nothing.
fn crowd(house: &House, count: u64) {
    let (people, now) = (house.sim.crowd(count), house.now());
    let newsroom = headliner::newsroom::Newsroom::default();
    let new = |telegram| NewChat {
        telegram,
        topic: 0,
        kind: Kind::Reader,
        tongue: Language::Ru,
        languages: 1,
        rubrics: 1,
        source: None,
        title: None,
    };
    let mut people = people;
    let join = |store: &headliner::store::Writing| {
        people.try_for_each(|telegram| store.join(&new(telegram), &newsroom.new_reader, now).map(drop))
    };
    house.store().write_here(join).unwrap();
}

fn push(house: &House) {
    let key = house.store().read_here(|store| store.article_key("bridge")).unwrap().unwrap().0;
    let (article, now) = (ArticleKey(key), house.now());
    let publication = Publication { article, lane: Lane::Breaking, languages: 0, volume: Volume::AsChosen, by: None };
    house.store().write_here(|store| store.publish(&publication, now)).unwrap();
}

/// People who are readers, and an editor, who sees a live card.
async fn people(house: &House, count: usize) -> (Vec<Person>, Person) {
    let people: Vec<Person> = (0..count).map(|number| house.sim.person(&format!("Читатель {number}"), "ru")).collect();
    for person in &people {
        person.start("");
        person.expects("Вы подписаны").await;
    }
    let editor = house.editor("Мадина").await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    (people, editor)
}

/// How long each `/help` waited for its answer, in order of size; microseconds.
fn waits(people: &[Person]) -> Vec<i64> {
    let mut waits = Vec::new();
    for person in people {
        let mut asked = None;
        for message in person.messages() {
            match asked {
                None if message.text == "/help" => asked = Some(message.at_us),
                Some(at) if message.text.contains("/rubrics") => {
                    waits.push(message.at_us - at);
                    asked = None;
                }
                _ => {}
            }
        }
        assert_eq!(asked, None, "somebody is not answered: {}", person.transcript());
    }
    waits.sort_unstable();
    waits
}

#[tokio::test(start_paused = true)]
async fn ten_replies_a_second_beside_a_breaking_push() {
    let house = House::open().await;
    house.sim.set_limits(strict());
    crowd(&house, 2_000);
    let (people, editor) = people(&house, 40).await;
    house.sim.reset_counters();
    let begun = house.now();
    push(&house);
    let mut asked = 0;
    while house.sim.counters().accepted < 2_000 {
        people[asked % people.len()].say("/help");
        asked += 1;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let (took, used) = (house.now().since(begun).as_secs_f64(), house.sim.counters());
    editor.expects("Разослано").await;
    let counters = house.sim.counters();
    assert!(counters.refused.is_empty() && counters.asked_too_soon == 0, "{counters:?}");
    assert!(counters.busiest_second_asked <= 30, "{counters:?}");
    let part = (used.accepted + used.edited) as f64 / (30.0 * took);
    assert!(part >= 0.99, "{part} of the budget: {used:?} in {took} s");
    let waits = waits(&people);
    assert!(waits.len() == asked && asked > 400, "{} of {asked} answered", waits.len());
    let p99 = waits[waits.len() * 99 / 100];
    assert!(p99 <= 50_000, "p99 {p99} µs, p50 {} µs", waits[waits.len() / 2]);
}

/// While Telegram holds everybody, replies wait like the rest; whoever was refused first.
#[tokio::test(start_paused = true)]
async fn replies_wait_while_everybody_is_held() {
    let house = House::open().await;
    crowd(&house, 300);
    let (people, _) = people(&house, 12).await;
    house.sim.reset_counters();
    push(&house);
    house.sim.wait_for_accepted(30).await;
    house.sim.fail_next("sendMessage", Fault::Flood(7), 2);
    people[0].say("/help"); // one of the two that are refused is a reply
    house.sim.wait_until("both are refused", |sim| sim.counters().refused.get(&429) == Some(&2)).await;
    let (held, before) = (house.now(), house.sim.requests_of("sendMessage").len());
    people[1..].iter().for_each(|person| person.say("/help"));
    tokio::time::sleep(Duration::from_millis(6_800)).await;
    assert_eq!(house.sim.requests_of("sendMessage").len(), before, "somebody did not wait");
    for person in &people {
        person.expects("/rubrics").await;
    }
    let waited = house.now().since(held);
    assert!(waited < Duration::from_millis(9_000), "{waited:?}");
}

/// A chat's own flood, met by a reply, delays its news too; and one that news met delays its replies.
#[tokio::test(start_paused = true)]
async fn a_flood_of_one_chat_is_known_to_both_sides() {
    let house = House::open().await;
    let (people, editor) = people(&house, 2).await;
    house.sim.fail_next("sendMessage", Fault::Flood(20), 1);
    people[0].say("/help");
    tokio::time::sleep(Duration::from_secs(1)).await;
    push(&house);
    people[1].expects("⚡️").await;
    assert!(tokio::time::timeout(Duration::from_secs(15), people[0].expects("⚡️")).await.is_err(), "news did not wait");
    people[0].expects("/rubrics").await;
    people[0].expects("⚡️").await;
    editor.expects("Разослано").await;
    house.write("snow-2", "society", "Снег растает к среде", "2026-11-23T10:00:01+05:00", "main: true");
    house.sim.fail_next("sendMessage", Fault::Flood(20), 1);
    house.sim.wait_until("news is refused", |sim| sim.counters().refused.get(&429) == Some(&2)).await;
    let asked = house.now();
    people.iter().for_each(|person| person.say("/help"));
    for person in &people {
        person.expects("/rubrics").await;
    }
    let waited = house.now().since(asked);
    assert!((18..=21).contains(&waited.as_secs()), "{waited:?}");
}

/// A live card and a reply in the same second: the reply leaves at once, and the card is in nobody's way.
#[tokio::test(start_paused = true)]
async fn a_card_does_not_delay_the_reply_to_its_editor() {
    let house = House::open().await;
    crowd(&house, 400);
    let (_, editor) = people(&house, 1).await;
    house.sim.set_limits(strict());
    push(&house);
    for _ in 0..4 {
        let edits = house.sim.counters().edited;
        house.sim.wait_until("the card changes", |sim| sim.counters().edited > edits).await;
        let asked = house.now();
        editor.say("/help");
        editor.expects("/rubrics").await;
        let waited = house.now().since(asked);
        assert!(waited <= Duration::from_millis(50), "{waited:?}");
    }
    editor.expects("Разослано").await;
    assert_eq!(house.refusals(), 0, "{:?}", house.sim.counters());
}

/// A press is answered at once, whatever its chat still has to get: a chat's limits do not concern what is no message.
#[tokio::test(start_paused = true)]
async fn a_press_is_answered_whatever_its_chat_waits_for() {
    let house = House::open().await;
    let aigul = house.sim.person("Айгүл", "ru");
    aigul.start("");
    aigul.expects("Вы подписаны").await;
    aigul.say("/rubrics");
    aigul.expects("Что вам присылать?").await;
    tokio::time::sleep(Duration::from_secs(10)).await;
    let at_once = async |button: &str, toast: &str, most: u64, why: &str| {
        let asked = house.now();
        aigul.press(button);
        aigul.expects_toast(toast).await;
        let waited = house.now().since(asked);
        assert!(waited <= Duration::from_millis(most), "{why}: {waited:?}");
    };
    for _ in 0..3 {
        aigul.say("/help");
        aigul.expects("/rubrics").await;
    }
    let edited = house.sim.counters().edited;
    house.sim.fail_next("editMessageText", Fault::Flood(5), 1);
    at_once("👥 Общество", "«Общество» включена", 50, "the chat has had three messages").await;
    // Half a second: till then Telegram would show no more than one update while another is unconfirmed.
    for (button, toast) in [
        ("🏛 Политика", "«Политика» включена"),
        ("💹 Экономика", "«Экономика» включена"),
        ("🎭 Культура", "«Культура» включена"),
    ] {
        at_once(button, toast, 550, "and an edit waits").await;
    }
    tokio::time::sleep(Duration::from_secs(10)).await;
    let edits = house.sim.counters().edited - edited;
    assert!((1..=2).contains(&edits), "{edits} edits: what waits gives way to what is newer");
    house.sim.fail_next("sendMessage", Fault::Delay(15_000), 1);
    aigul.say("/help");
    tokio::time::sleep(Duration::from_secs(1)).await;
    at_once("🏙 Город", "«Город» включена", 550, "an answer is under way").await;
}

/// A server that never does it, a flood that never ends, one that lasts too long: how often is asked, and whether it arrives.
#[tokio::test(start_paused = true)]
async fn a_reply_is_given_up_in_the_end() {
    let minute = Duration::from_secs(60);
    for (fault, times, asked, arrives) in [
        (Fault::BadGateway, 2, 3, true),
        (Fault::BadGateway, 20, 3, false),
        (Fault::Flood(3), 10, 11, true),
        (Fault::Flood(3), 40, 13, false),
        (Fault::Flood(500), 1, 2, true),
        (Fault::Flood(700), 1, 1, false),
    ] {
        let house = House::open().await;
        let aigul = house.sim.person("Айгүл", "ru");
        let before = house.sim.requests_of("sendMessage").len();
        house.sim.fail_next("sendMessage", fault, times);
        aigul.say("/help");
        tokio::time::sleep(minute * 15).await;
        let made = house.sim.requests_of("sendMessage").len() - before;
        assert_eq!((made, aigul.received().len() == 1), (asked, arrives), "{fault:?} {times} times");
    }
    let house = House::open().await;
    let (owner, member) = (house.sim.person("Хозяин", "ru"), house.sim.person("Гость", "ru"));
    let group = house.sim.supergroup("Соседи", &[&owner, &member]);
    group.add_bot();
    group.expects("Здравствуйте").await;
    house.sim.fail_next("getChatMember", Fault::BadGateway, 20);
    member.say_in(&group, "/rubrics");
    group.expects("Настройки меняет администратор группы.").await;
    assert_eq!(house.sim.requests_of("getChatMember").len(), 3);
}
