//! Who is slow, large or many costs nobody else anything.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{Office, TOKEN, article};

async fn connect(office: &Office) -> TcpStream {
    TcpStream::connect(office.base.trim_start_matches("http://")).await.unwrap()
}

fn head(length: usize) -> String {
    format!("POST /articles HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\nContent-Length: {length}\r\n\r\n")
}

async fn rest(mut stream: TcpStream) -> String {
    let mut text = String::new();
    let _ = stream.read_to_string(&mut text).await;
    text
}

#[tokio::test(start_paused = true)]
async fn who_is_slow_is_sent_away() {
    let office = Office::open().await;
    let mut half_a_head = connect(&office).await;
    half_a_head.write_all(b"POST /articles HTTP/1.1\r\nHost").await.unwrap();
    let mut half_a_body = connect(&office).await;
    half_a_body.write_all(format!("{}---\nid: a", head(1000)).as_bytes()).await.unwrap();
    assert_eq!(office.post(article("b", "Мост закроют", "")).await.0, 201, "others are answered meanwhile");
    tokio::time::sleep(Duration::from_secs(31)).await;
    assert!(!rest(half_a_head).await.contains("200"));
    let answer = rest(half_a_body).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
}

#[tokio::test(start_paused = true)]
async fn who_come_all_at_once_come_again() {
    let office = Office::open().await;
    let mut slow = Vec::new();
    for _ in 0..16 {
        let mut stream = connect(&office).await;
        stream.write_all(head(1000).as_bytes()).await.unwrap();
        slow.push(stream);
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let url = format!("{}/articles/a", office.base);
    let crowded = office.client.get(&url).bearer_auth(TOKEN).send().await.unwrap();
    assert_eq!((crowded.status().as_u16(), &crowded.headers()["retry-after"]), (429, &"1".parse().unwrap()));
    assert_eq!(office.client.get(&url).send().await.unwrap().status(), 401, "nobody without the token takes a place");
    drop(slow);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(office.get("a").await.0, 404);
}

#[tokio::test(start_paused = true)]
async fn an_address_that_cannot_be_had_ends_the_start() {
    let mut house = crate::harness::House::closed(crate::harness::MORNING).await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    house.set("HEADLINER_API", taken.local_addr().unwrap());
    house.set("HEADLINER_API_TOKEN", TOKEN);
    let sentence = house.start_in_vain().await;
    assert!(sentence.contains("(HEADLINER_API)"), "{sentence}");
}

/// Many requests for one article are worked on in their order, and the last one stands.
#[tokio::test(start_paused = true)]
async fn the_last_word_stands() {
    let office = Office::open().await;
    for number in 0..30 {
        let headline = format!("Мост закроют на {number} дней");
        assert!(office.put("a", article("a", &headline, "")).await.0 < 300);
    }
    tokio::time::sleep(Duration::from_secs(60)).await;
    let store = office.house.store();
    let key = store.read_here(|store| store.article_key("a")).unwrap().unwrap();
    let (story, _) = store.read_here(|store| store.story(key)).unwrap().unwrap();
    assert_eq!((story.headline.as_str(), story.revision), ("Мост закроют на 29 дней", 30));
    assert_eq!(office.count("Мост закроют"), 1);
}
