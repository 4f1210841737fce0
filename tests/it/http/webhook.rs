//! Word of what happened: signed, in order, tried again, given up, and never in the way.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use headliner::{
    ops::http::{Answer, Asked, body, json, serve},
    store::{Lane, Volume, log::Publication},
};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::net::TcpListener;

use super::{Office, article, field};
use crate::harness::{House, pass};

const SECRET: &str = "a-secret-of-two";

/// A request as it came.
#[derive(Clone, Debug)]
struct Call {
    number: String,
    body: Value,
    place: String,
    is_signed: bool,
}

/// What the newsroom's system is, and how it answers: a code, a redirect, or nothing at all.
#[derive(Clone, Default)]
struct Receiver {
    calls: Arc<Mutex<Vec<Call>>>,
    code: Arc<Mutex<u16>>,
}

impl Receiver {
    async fn start() -> (Receiver, String) {
        let receiver = Receiver { code: Arc::new(Mutex::new(204)), ..Receiver::default() };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/hook?key=sEcReT", listener.local_addr().unwrap());
        let answering = receiver.clone();
        let answer = move |asked| {
            let receiver = answering.clone();
            async move { receiver.answer(asked).await }
        };
        tokio::spawn(serve(listener, answer, std::future::pending()));
        (receiver, address)
    }

    async fn answer(&self, asked: Asked) -> Answer {
        let (head, incoming) = asked.into_parts();
        let bytes = body(&head.headers, incoming, 10_000).await.unwrap();
        let header = |name: &str| head.headers[name].to_str().unwrap().to_owned();
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
        mac.update(format!("{}.", header("headliner-time")).as_bytes());
        mac.update(&bytes);
        let signature: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        let is_signed = header("headliner-signature") == format!("sha256={signature}");
        let place = format!("{} {}", head.method, head.uri);
        let (number, body) = (header("headliner-event"), serde_json::from_slice(&bytes).unwrap());
        self.calls.lock().unwrap().push(Call { number, body, place, is_signed });
        let code = *self.code.lock().unwrap();
        if code == 0 {
            std::future::pending::<()>().await;
        }
        let mut answer = json(code.try_into().unwrap(), &json!({}));
        if code == 307 {
            answer.headers_mut().insert("location", "/elsewhere".parse().unwrap());
        }
        answer
    }

    fn answers(&self, code: u16) {
        *self.code.lock().unwrap() = code;
    }

    fn calls(&self) -> Vec<Call> {
        let calls = self.calls.lock().unwrap().clone();
        let is_right = |call: &Call| call.is_signed && call.place == "POST /hook?key=sEcReT";
        assert!(calls.iter().all(is_right), "signed, and no redirect is followed: {calls:?}");
        calls
    }

    /// What was told of an article, in order.
    fn events(&self, id: &str) -> Vec<String> {
        let calls = self.calls();
        let of = calls.iter().filter(|call| call.body["id"] == id);
        of.map(|call| call.body["event"].as_str().unwrap().to_owned()).collect()
    }
}

async fn open() -> (Office, Receiver) {
    let (receiver, address) = Receiver::start().await;
    let settings = |house: &mut House| {
        house.set("HEADLINER_WEBHOOK", address);
        house.set("HEADLINER_WEBHOOK_SECRET", SECRET);
    };
    (Office::open_with("[breaking]\nask = \"5m\"\n", settings).await, receiver)
}

async fn minutes(count: u64) {
    pass(Duration::from_secs(60 * count)).await;
}

#[tokio::test(start_paused = true)]
async fn everything_is_told_in_order() {
    let (office, receiver) = open().await;
    let said = office.post(article("most", "Мост закроют на ремонт", "")).await;
    minutes(3).await;
    office.put("most", article("most", "Мост закроют на месяц", "correction: Уточнён срок")).await;
    minutes(1).await;
    office.put("most", article("most", "Мост закроют на месяц.", "correction: Уточнён срок")).await;
    minutes(1).await;
    office.delete("most", "").await;
    minutes(1).await;
    // That its copies are deleted as well is one revision more, and nothing new.
    let (store, now) = (office.house.store(), office.house.now());
    let key = store.read_here(|store| store.article_key("most")).unwrap().unwrap();
    store.write_here(|store| store.delete_copies(key, now)).unwrap();
    minutes(1).await;
    assert_eq!(receiver.events("most"), ["published", "report", "corrected", "retracted"]);
    let at = |place: usize| receiver.calls()[place].body["at"].as_str().unwrap().to_owned();
    assert!(at(0).starts_with("2026-11-23T05:0"), "{}", at(0));
    let number = &said.1["number"];
    let report = json!({"event": "report", "id": "most", "number": number, "at": at(1), "sent": 1, "of": 1, "refused": 0, "uncertain": 0});
    assert_eq!(receiver.calls()[1].body, report);
    assert_eq!(receiver.calls()[0].body, json!({"event": "published", "id": "most", "number": number, "at": at(0)}));

    office.post(article("space", "Спутник вышел на орбиту", "").replace("society", "космос")).await;
    office.post(article("fire", "Пожар на рынке", "breaking: true")).await;
    minutes(1).await;
    assert_eq!((receiver.events("space"), receiver.events("fire")), (vec!["held".to_owned()], Vec::new()));
    let key = store.read_here(|store| store.article_key("fire")).unwrap().unwrap();
    let (volume, now) = (Volume::AsChosen, office.house.now());
    let publication = Publication { article: key, lane: Lane::Breaking, languages: 0, volume, by: None };
    store.write_here(|store| store.publish(&publication, now)).unwrap();
    minutes(2).await;
    assert_eq!(receiver.events("fire"), ["breaking", "report"]);
    let numbers: Vec<i64> =
        receiver.calls().iter().map(|call| call.number.split('-').next().unwrap().parse().unwrap()).collect();
    assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
}

#[tokio::test(start_paused = true)]
async fn what_is_not_taken_is_told_again_and_first() {
    let (mut office, receiver) = open().await;
    receiver.answers(500);
    office.post(article("most", "Мост закроют на ремонт", "")).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    office.delete("most", "").await;
    minutes(2).await;
    let calls = receiver.calls();
    assert!(calls.len() > 3 && calls.len() < 8, "{} calls in two minutes", calls.len());
    assert_eq!(receiver.events("most").iter().filter(|event| *event != "published").count(), 0, "one after the other");
    assert!(calls.iter().all(|call| call.number == calls[0].number && call.body == calls[0].body));
    receiver.answers(307);
    minutes(5).await;
    assert!(receiver.events("most").iter().all(|event| event == "published"));
    office.house.end().await;
    receiver.answers(200);
    office.house.start().await;
    minutes(30).await;
    let events = receiver.events("most");
    let (last, before) = (events.len() - 1, events.len() - 2);
    assert_eq!((events[before].as_str(), events[last].as_str()), ("retracted", "report"));
    minutes(60).await;
    assert_eq!(receiver.events("most").len(), events.len(), "what was taken is not told again");
}

#[tokio::test(start_paused = true)]
async fn after_a_day_it_is_given_up() {
    let (mut office, receiver) = open().await;
    receiver.answers(500);
    office.post(article("most", "Мост закроют на ремонт", "")).await;
    minutes(1).await;
    office.house.sleep_without_bot(Duration::from_secs(25 * 3600)).await;
    minutes(90).await;
    receiver.answers(200);
    let before = receiver.calls().len();
    office.post(article("metro", "В метро новые вагоны", "published: 2026-11-24T10:00:00+05:00")).await;
    minutes(180).await;
    let after: Vec<Call> = receiver.calls().split_off(before);
    let told: Vec<&Value> = after.iter().map(|call| &call.body["event"]).collect();
    assert!(after.iter().all(|call| call.body["id"] == "metro" || call.body["event"] == "report"), "{after:?}");
    assert!(told.contains(&&json!("published")), "{told:?}");
}

#[tokio::test(start_paused = true)]
async fn who_does_not_answer_is_in_nobodys_way() {
    let (office, receiver) = open().await;
    receiver.answers(0);
    for number in 0..8 {
        let said = office.post(article(&format!("a{number}"), &format!("Новость под номером {number}"), "")).await;
        assert_eq!(field(&said, "state"), "published");
        let before = office.house.now();
        office.reader.expects(&format!("Новость под номером {number}")).await;
        assert!(office.house.now().since(before) < Duration::from_secs(3));
    }
    assert!(!receiver.calls().is_empty());
    receiver.answers(200);
    minutes(30).await;
    for number in 0..8 {
        assert!(receiver.events(&format!("a{number}")).contains(&"report".to_owned()), "{number}");
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_receiver_nothing_is_kept() {
    let (mut office, receiver) = open().await;
    receiver.answers(500);
    office.post(article("most", "Мост закроют на ремонт", "")).await;
    let waits = |office: &Office| office.house.store().read_here(|store| store.next_happening()).unwrap().is_some();
    assert!(waits(&office));
    office.house.end().await;
    office.house.set("HEADLINER_WEBHOOK", "");
    office.house.set("HEADLINER_WEBHOOK_SECRET", "");
    office.house.start().await;
    assert!(!waits(&office));
    office.post(article("metro", "В метро новые вагоны", "")).await;
    assert!(!waits(&office));
}
