//! A site on this machine that serves feeds, well or badly.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use url::Url;

/// What the site answers at a path.
#[derive(Clone)]
pub enum Reply {
    /// This, and its `ETag` where it is not empty.
    Text(String, &'static str),
    /// This, and when it was last changed.
    Dated(String, &'static str),
    /// This, packed already.
    Packed(Vec<u8>),
    Redirect(String),
    /// A status, and lines of the head.
    Status(u16, &'static str),
    /// A byte a second, without an end.
    Drip,
    /// Nothing at all.
    Silence,
}

#[derive(Default)]
struct State {
    replies: HashMap<String, Reply>,
    asked: Vec<String>,
}

/// See the module.
pub struct Site {
    port: u16,
    state: Arc<Mutex<State>>,
}

impl Site {
    pub async fn open() -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (port, state) = (listener.local_addr().unwrap().port(), Arc::<Mutex<State>>::default());
        let shared = state.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, shared.clone()));
            }
        });
        Site { port, state }
    }

    pub fn url(&self, path: &str) -> Url {
        self.at("127.0.0.1", path)
    }

    /// The same under another name of this machine.
    pub fn at(&self, host: &str, path: &str) -> Url {
        Url::parse(&format!("http://{host}:{}{path}", self.port)).unwrap()
    }

    pub fn serve(&self, path: &str, reply: Reply) {
        self.state.lock().unwrap().replies.insert(path.to_owned(), reply);
    }

    /// Serves a feed of these items.
    pub fn feed(&self, path: &str, items: &[Item], etag: &'static str) {
        let items: String = items.iter().map(Item::text).collect();
        self.serve(path, Reply::Text(format!("<rss><channel>{items}</channel></rss>"), etag));
    }

    /// The heads of the requests for a path.
    pub fn asked(&self, path: &str) -> Vec<String> {
        let begin = format!("get {path} ");
        self.state.lock().unwrap().asked.iter().filter(|head| head.starts_with(&begin)).cloned().collect()
    }
}

/// An item of a feed.
#[derive(Clone)]
pub struct Item {
    pub title: String,
    pub link: String,
    pub guid: String,
    pub date: String,
    pub more: String,
}

impl Item {
    /// One of the rubric society, published at this time of MORNING's day.
    pub fn of(name: &str, clock: &str) -> Item {
        Item {
            title: format!("Новость {name}"),
            link: format!("https://vecher.kz/{name}"),
            guid: String::new(),
            date: format!("2026-11-23T{clock}:00+05:00"),
            more: "<category>society</category>".to_owned(),
        }
    }

    fn text(&self) -> String {
        let Item { title, link, guid, date, more } = self;
        let guid = if guid.is_empty() { String::new() } else { format!("<guid isPermaLink=\"false\">{guid}</guid>") };
        let date = if date.is_empty() { String::new() } else { format!("<pubDate>{date}</pubDate>") };
        format!("<item><title>{title}</title><link>{link}</link>{guid}{date}{more}</item>\n")
    }
}

async fn answer(mut stream: TcpStream, state: Arc<Mutex<State>>) {
    let mut head = Vec::new();
    loop {
        let mut byte = [0];
        match stream.read(&mut byte).await {
            Ok(1) => head.push(byte[0]),
            _ => return,
        }
        if !head.ends_with(b"\r\n\r\n") {
            continue;
        }
        let text = String::from_utf8_lossy(&head).to_lowercase();
        head.clear();
        let path = text.split(' ').nth(1).unwrap_or_default().to_owned();
        let reply = {
            let mut state = state.lock().unwrap();
            state.asked.push(text.clone());
            state.replies.get(&path).cloned().unwrap_or(Reply::Status(404, ""))
        };
        if speak(&mut stream, reply, &text).await.is_err() {
            return;
        }
    }
}

async fn speak(stream: &mut TcpStream, reply: Reply, asked: &str) -> std::io::Result<()> {
    let whole = |status: &str, lines: &str, body: &[u8]| {
        let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n{lines}\r\n", body.len());
        [head.as_bytes(), body].concat()
    };
    let bytes = match reply {
        Reply::Text(_, etag) if !etag.is_empty() && asked.contains(&format!("if-none-match: \"{etag}\"")) => {
            b"HTTP/1.1 304 Not Modified\r\n\r\n".to_vec()
        }
        Reply::Dated(_, at) if asked.contains(&format!("if-modified-since: {}", at.to_lowercase())) => {
            b"HTTP/1.1 304 Not Modified\r\n\r\n".to_vec()
        }
        Reply::Dated(text, at) => whole("200 OK", &format!("last-modified: {at}\r\n"), text.as_bytes()),
        Reply::Text(text, "") => whole("200 OK", "", text.as_bytes()),
        Reply::Text(text, etag) => whole("200 OK", &format!("etag: \"{etag}\"\r\n"), text.as_bytes()),
        Reply::Packed(bytes) => whole("200 OK", "content-encoding: gzip\r\n", &bytes),
        Reply::Redirect(to) => whole("302 Found", &format!("location: {to}\r\n"), b""),
        Reply::Status(status, lines) => whole(&format!("{status} So"), lines, b""),
        Reply::Silence => std::future::pending().await,
        Reply::Drip => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n").await?;
            loop {
                stream.write_all(b" ").await?;
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    };
    stream.write_all(&bytes).await
}
