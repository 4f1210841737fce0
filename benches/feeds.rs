//! Feeds: reading typical items and making files of them (at least 2,000 a second on one core), and asking fifty feeds in which nothing
//! has changed (at most 10 ms of this thread's processor time, by the kernel's account).

use std::{
    fmt::Write as _,
    hint::black_box,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    time::Duration,
};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use headliner::{
    article::feed::{self, Origin, Share},
    fetch::{Answer, Known, Web, Wish},
};
use url::Url;

const ITEMS: usize = 500;
const FEEDS: u32 = 50;

/// A feed as a newsroom's system writes it: descriptions with markup escaped in them, texts of some four thousand letters.
fn typical() -> String {
    let paragraph = "<p>Мост через Есентай закроют на ремонт 1 декабря, объезд &amp;mdash; по улице Саина, \
        сообщили в <a href=\"https://vecher.kz/akimat\">акимате</a> города.</p>\n";
    let text = paragraph.repeat(25);
    let mut feed = "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" \
        xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:media=\"http://search.yahoo.com/mrss/\"><channel>\
        <title>Вечерний Алматы</title><link>https://vecher.kz</link><language>ru</language>"
        .to_owned();
    for number in 0..ITEMS {
        let _ = write!(
            feed,
            "<item><title>Новость {number}: мост закроют &amp; откроют</title><link>https://vecher.kz/ru/article/{number}.html?utm_source=rss</link>\
             <guid isPermaLink=\"false\">https://vecher.kz/?p={number}</guid><pubDate>Mon, 23 Nov 2026 09:30:00 +0500</pubDate>\
             <category>Город</category><dc:creator>Иван Иванов</dc:creator>\
             <media:content url=\"https://vecher.kz/photo/{number}.jpg\" type=\"image/jpeg\" width=\"1200\"/>\
             <description>&lt;img src=\"/a.jpg\"&gt;&lt;p&gt;Объезд по улице Саина.&lt;/p&gt;</description>\
             <content:encoded><![CDATA[{text}]]></content:encoded></item>"
        );
    }
    feed + "</channel></rss>"
}

fn items(criterion: &mut Criterion) {
    let (feed, address) = (typical(), Url::parse("https://vecher.kz/rss").expect("an address"));
    let origin = Origin { address: Some(&address), kind: None, zone: chrono_tz::Asia::Almaty };
    let mut group = criterion.benchmark_group("feeds");
    group.throughput(Throughput::Elements(ITEMS as u64)).sample_size(20);
    group.bench_function("items", |bencher| {
        bencher.iter(|| {
            let read = feed::read(black_box(feed.as_bytes()), &origin).expect("a feed");
            assert_eq!(read.items.len(), ITEMS);
            read.items.iter().map(|item| feed::file(item, &Share::default()).len()).sum::<usize>()
        });
    });
    group.finish();
}

/// Answers everything with 304.
fn unchanged_site() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream));
        }
    });
    port
}

fn answer(mut stream: TcpStream) {
    let mut head = [0; 4096];
    while let Ok(1..) = stream.read(&mut head) {
        if stream.write_all(b"HTTP/1.1 304 Not Modified\r\n\r\n").is_err() {
            return;
        }
    }
}

/// How long this thread has been at work.
fn worked() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(text.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or_default())
}

fn unchanged(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let url = Url::parse(&format!("http://127.0.0.1:{}/rss", unchanged_site())).expect("an address");
    let web = Web::new().expect("a client");
    web.trust([&url]);
    let known = Known { etag: Some("\"one\"".to_owned()), modified: None };
    let look = async || {
        for _ in 0..FEEDS {
            let found = web.get(&Wish { url: &url, accept: "*/*", largest: 1 << 20, known: &known }).await;
            assert!(matches!(found, Ok(Answer::Unchanged)));
        }
    };
    criterion.bench_function("feeds/unchanged, fifty of them", |bencher| {
        bencher.iter_custom(|times| {
            let before = worked();
            for _ in 0..times {
                runtime.block_on(look());
            }
            worked() - before
        });
    });
}

criterion_group!(benches, items, unchanged);
criterion_main!(benches);
