//! `headliner trace` as it is typed: lines for people, JSON for scripts, a group with its topics.

use headliner::{
    clock::Clock,
    newsroom::Newsroom,
    store::{Kind, Lane, chats::NewChat, log::Publication},
};
use simulator::Settings;

use super::office::Office;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chat_and_its_articles_are_told_in_lines_and_in_json() {
    let office = Office::open(Settings::unlimited()).await;
    let reader = office.import(1).await.start;
    let mut running = office.start_and_look().await;
    office.write("library", "Библиотека работает до полуночи");
    office.sim.wait_for_accepted(1).await;
    running.signal("TERM").await;
    let (chat, number) = (reader.to_string(), office.sim.room(reader).received()[0].id);
    let all = office.performs(&["trace", &chat]).await;
    assert!(
        all.contains(&format!("news, delivered as message {number}: «Библиотека работает до полуночи»\n")),
        "{all}"
    );
    let first = all.lines().next().unwrap();
    let plain = first.starts_with(&format!("reader {chat}: open since "))
        && first.ends_with("all at once; decided up to entry 1");
    assert!(plain && !all.contains("..") && !all.contains('['), "no plain words: {all}");
    let one = office.performs(&["trace", &chat, "library"]).await;
    assert!(one.contains(&format!("in message {number}")), "{one}");
    let told: serde_json::Value =
        serde_json::from_str(&office.performs(&["trace", &chat, "library", "--json"]).await).unwrap();
    let told = &told["chats"][0];
    assert_eq!((&told["chat"], &told["state"], &told["mode"]), (&reader.into(), &"open".into(), &"now".into()));
    assert_eq!(told["messages"][0]["message"], number);
    assert_eq!(told["messages"][0]["articles"][0]["id"], "library");
    assert_eq!((&told["entries"][0]["why"], &told["entries"][0]["message"]), (&"delivered".into(), &number.into()));
    let unknown = office.perform(&["trace", &chat, "nothing"]).await;
    assert_eq!(unknown.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("there is no article nothing"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_is_told_with_its_topics() {
    let office = Office::open(Settings::unlimited()).await;
    let reader = office.import(1).await.start;
    let mut running = office.start_and_look().await;
    office.write("library", "Библиотека работает до полуночи");
    office.sim.wait_for_accepted(1).await;
    running.signal("TERM").await;
    let (store, now) = (office.store(), Clock::system().now());
    let like = store.read_here(|store| store.chat_of(reader, 0)).unwrap().unwrap();
    for topic in [0, 7, 9] {
        let new = NewChat {
            telegram: -100_500,
            topic,
            kind: Kind::Group,
            tongue: like.tongue,
            languages: like.languages,
            rubrics: if topic == 7 { like.rubrics } else { 1 },
            source: None,
            title: None,
        };
        store.write_here(|store| store.join(&new, &Newsroom::default().new_reader, now)).unwrap();
    }
    let again = store.write_here(|store| {
        let article = store.article_key("library")?.unwrap();
        let volume = headliner::store::Volume::AsChosen;
        store.publish(&Publication { article, lane: Lane::News, languages: 0, volume, by: None }, Clock::system().now())
    });
    assert_eq!(again.unwrap().0, 2);
    let group = office.performs(&["trace", "-100500", "library"]).await;
    for part in ["group -100500: ", "group -100500 topic 7: ", "group -100500 topic 9: "] {
        assert!(group.contains(part), "{group}");
    }
    let topic = |number: &'static str| {
        let office = &office;
        async move {
            let asked = ["trace", "-100500", "library", "--topic", number, "--json"];
            let told: serde_json::Value = serde_json::from_str(&office.performs(&asked).await).unwrap();
            assert_eq!(told["chats"].as_array().unwrap().len(), 1);
            told["chats"][0]["entries"].clone()
        }
    };
    let (seven, nine) = (topic("7").await, topic("9").await);
    assert_eq!((&seven[0]["why"], &nine[1]["why"]), (&"before joining".into(), &"not asked".into()));
    assert!(["due", "waits"].contains(&seven[1]["why"].as_str().unwrap()), "{seven}");
    assert_eq!(office.perform(&["trace", "-100500", "--topic", "8"]).await.status.code(), Some(1));
}
