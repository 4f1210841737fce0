//! The page for the admin: what it says, in which language, and to whom it answers.

use std::time::Duration;

use reqwest::{
    Method,
    header::{ACCEPT_LANGUAGE, HOST},
};

use super::{Watched, said};
use crate::harness::notices;

async fn with_a_push(watched: &Watched) -> simulator::Person {
    let reader = watched.house.sim.person("Айгүл", "ru");
    reader.start("r_society");
    reader.expects("Первая новость придёт").await;
    watched.house.write("bridge", "society", "Мост <закроют> & «откроют»", "2026-11-23T10:00:00+05:00", "");
    notices(Duration::from_secs(10)).await;
    reader.expects("откроют").await;
    tokio::time::sleep(Duration::from_secs(30)).await;
    reader
}

#[tokio::test(start_paused = true)]
async fn the_page_tells_the_day_and_no_reader() {
    let watched = Watched::open().await;
    let reader = with_a_push(&watched).await;
    let answer = watched.ask("/").await;
    let headers = answer.headers().clone();
    let header = |name: &str| headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
    let (status, page) = said(answer).await;
    assert_eq!(status, 200);
    for part in [
        "<html lang=\"ru\">",
        "Мост &lt;закроют&gt; &amp; «откроют»",
        "1 из 1",
        "✅ Всё работает",
        "+1 за неделю",
        "<svg class=\"chart\"",
        "http-equiv=\"refresh\"",
    ] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    assert!(!page.contains("<script") && !page.contains(" style=") && !page.contains(" on"), "{page}");
    for secret in [reader.id().to_string(), "Айгүл".to_owned(), watched.house.sim.token().to_owned()] {
        assert!(!page.contains(&secret), "{secret} is on the page");
    }
    assert!(header("content-security-policy").starts_with("default-src 'none'; style-src 'self'"));
    let rules = [
        ("x-frame-options", "DENY"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("content-type", "text/html; charset=utf-8"),
    ];
    for (name, value) in rules {
        assert_eq!(header(name), value, "{name}");
    }
    assert!(watched.get("/page.css").await.1.contains("prefers-color-scheme: dark"));
}

#[tokio::test(start_paused = true)]
async fn the_page_speaks_as_the_browser_or_the_newsroom_does() {
    let watched = Watched::open().await;
    let check = async |wanted: &str, part: &str| {
        let asked = watched.client.get(&watched.base).header(ACCEPT_LANGUAGE, wanted).send().await.unwrap();
        let page = asked.text().await.unwrap();
        assert!(page.contains(part), "{wanted}: {page}");
    };
    check("kk,ru;q=0.5", "Бүгін ештеңе шыққан жоқ.").await;
    check("en-GB", "Nothing has gone out today.").await;
    check("de", "Сегодня ничего не выходило.").await;
}

#[tokio::test(start_paused = true)]
async fn it_can_only_be_looked_at_and_only_here() {
    let watched = Watched::open().await;
    let port = watched.base.rsplit(':').next().unwrap();
    for path in ["/", "/page.css", "/healthz", "/readyz", "/metrics"] {
        let url = format!("{}{path}", watched.base);
        let head = watched.client.head(&url).send().await.unwrap();
        assert_eq!((head.status().as_u16(), head.text().await.unwrap()), (200, String::new()), "{path}");
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS] {
            let refused = watched.client.request(method.clone(), &url).body("x").send().await.unwrap();
            assert_eq!(
                (refused.status().as_u16(), &refused.headers()["allow"]),
                (405, &"GET, HEAD".parse().unwrap()),
                "{method} {path}"
            );
        }
        for (host, status) in [
            ("evil.example".to_owned(), 403),
            (format!("evil.example:{port}"), 403),
            (format!("127.0.0.1.evil.example:{port}"), 403),
            (format!("localhost:{port}"), 200),
            (format!("[::1]:{port}"), 200),
        ] {
            let answer = watched.client.get(&url).header(HOST, &host).send().await.unwrap();
            assert_eq!(answer.status().as_u16(), status, "{host} {path}");
        }
    }
    for path in ["/nothing", "/metrics/", "/page.css/..%2f", "/favicon.ico"] {
        assert_eq!(watched.get(path).await.0, 404, "{path}");
    }
}

/// Who is slow holds up nobody else, and is sent away.
#[tokio::test(start_paused = true)]
async fn who_is_slow_is_sent_away() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let watched = Watched::open().await;
    let address = watched.base.trim_start_matches("http://");
    let mut slow = Vec::new();
    for _ in 0..60 {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: local").await.unwrap();
        slow.push(stream);
    }
    assert_eq!(watched.get("/readyz").await.0, 200, "others are answered meanwhile");
    tokio::time::sleep(Duration::from_secs(11)).await;
    for mut stream in slow {
        let mut text = String::new();
        let _ = stream.read_to_string(&mut text).await;
        assert!(!text.contains(" 200 "), "{text}");
    }
}
