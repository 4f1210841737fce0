//! Feeds: reading typical items and making files of them (at least 2,000 a second on one core), asking fifty feeds in which nothing
//! has changed (at most 10 ms of this thread's processor time, by the kernel's account), and what the real program holds in
//! memory while it imports the largest export (at most 100 MB, by the kernel's account).

use std::{
    fmt::Write as _,
    hint::black_box,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use headliner::{
    article::feed::{self, Origin, Share},
    fetch::{Answer, Known, Web, Wish},
};
use url::Url;

const ITEMS: usize = 500;
const FEEDS: u32 = 50;
/// As many as are just below 64 MiB.
const LARGE: usize = 9_500;
/// Bytes of a file that is as long as one may be, and of such JSON.
const LONG: usize = (64 << 20) - 300;
const LONG_JSON: usize = (16 << 20) - 100;

/// A feed as a newsroom's system writes it: descriptions with markup escaped in them, texts of some four thousand letters.
fn typical(items: usize) -> String {
    let paragraph = "<p>Мост через Есентай закроют на ремонт 1 декабря, объезд &amp;mdash; по улице Саина, \
        сообщили в <a href=\"https://vecher.kz/akimat\">акимате</a> города.</p>\n";
    let text = paragraph.repeat(25);
    let mut feed = "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" \
        xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:media=\"http://search.yahoo.com/mrss/\"><channel>\
        <title>Вечерний Алматы</title><link>https://vecher.kz</link><language>ru</language>"
        .to_owned();
    for number in 0..items {
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
    let (feed, address) = (typical(ITEMS), Url::parse("https://vecher.kz/rss").expect("an address"));
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

/// The most that a program had in memory, in MB; looked at until it has ended.
fn peak(program: &mut Child) -> u64 {
    let mut peak = 0;
    while program.try_wait().expect("a program").is_none() {
        let status = std::fs::read_to_string(format!("/proc/{}/status", program.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let size = line.and_then(|line| line.split_whitespace().next()).and_then(|size| size.parse::<u64>().ok());
        peak = peak.max(size.unwrap_or_default() * 1024 / 1_000_000);
        std::thread::sleep(Duration::from_millis(5));
    }
    peak
}

/// Imports of the largest export, and of what nobody would write; said once, as nothing is timed.
fn memory(_: &mut Criterion) {
    let feed =
        |inner: String| format!("<rss><channel><title>A</title><link>https://vecher.kz</link>{inner}</channel></rss>");
    let item = |inner: String| feed(format!("<item><title>B</title><link>/b</link>{inner}</item>"));
    let list = |items: String| format!("{{\"title\": \"A\", \"items\": [{items}]}}");
    import(&format!("{LARGE} items"), &typical(LARGE));
    import("one text", &item(format!("<description><![CDATA[{}]]></description>", "<p>а</p>".repeat(LONG / 9))));
    import("one item of many elements", &item("<a/>".repeat(LONG / 4)));
    import("one comment", &feed(format!("<!--{}", "а".repeat(LONG / 2))));
    import("elements of the feed", &feed("<ttl>1</ttl>".repeat(LONG / 12)));
    import("as many items as there may be", &feed("<item><guid>https://vecher.kz/a</guid></item>".repeat(100_000)));
    import("a JSON of one item", &list(format!("{{\"url\": [{}0]}}", "0,".repeat(LONG_JSON / 2))));
    import("a JSON of numbers", &list(format!("{}0", "0,".repeat(LONG_JSON / 2))));
    import(
        "a JSON of items",
        &list(format!("{}{{}}", "{\"url\": \"https://vecher.kz\", \"title\": \"A\"},".repeat(99_999))),
    );
}

/// The most that the real program has in memory while it imports this.
fn import(what: &str, text: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("data/articles")).expect("a folder");
    std::fs::write(folder.path().join("export"), text).expect("a file");
    let mut program = Command::new(env!("CARGO_BIN_EXE_headliner"));
    let program = program.args(["import", "./export"]).current_dir(folder.path()).env_clear().stdout(Stdio::null());
    let begun = Instant::now();
    let most = peak(&mut program.spawn().expect("the program"));
    println!("feeds/import of {what}, {} MiB: {:.1?}, most memory {most} MB", text.len() >> 20, begun.elapsed());
}

criterion_group!(benches, items, unchanged, memory);
criterion_main!(benches);
