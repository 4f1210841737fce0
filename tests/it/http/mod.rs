//! What other programs have to do with the bot, over real HTTP: articles handed in, and word of what happened.

mod cms;
mod codes;
mod fates;
mod limits;
mod ways;
mod webhook;

use reqwest::{Client, Method, Response};
use serde_json::Value;
use simulator::Person;

use crate::harness::{House, MORNING};

pub const TOKEN: &str = "0123456789abcdef0123456789abcdef";

/// A bot that takes articles by HTTP, a reader of society, an editor.
pub struct Office {
    pub house: House,
    pub reader: Person,
    pub editor: Person,
    pub client: Client,
    pub base: String,
}

/// An answer: its code, and what it says.
pub type Said = (u16, Value);

/// A port that nobody has.
pub fn port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A client that asks nobody else, and keeps no connection: the paused clock closes it at the very moment of the next request.
pub fn client() -> Client {
    Client::builder().no_proxy().pool_max_idle_per_host(0).build().unwrap()
}

impl Office {
    pub async fn open() -> Office {
        Office::open_with("", |_| {}).await
    }

    /// With more lines of the newsroom's file, and more settings.
    pub async fn open_with(newsroom: &str, settings: impl FnOnce(&mut House)) -> Office {
        let mut house = House::closed(MORNING).await;
        let port = port();
        house.set("HEADLINER_API", format!("127.0.0.1:{port}"));
        house.set("HEADLINER_API_TOKEN", TOKEN);
        let rules = "[new_reader]\nspacing = \"0s\"\nlimit = 0\n";
        house.put("newsroom.toml", format!("{newsroom}\n{rules}"));
        settings(&mut house);
        house.start().await;
        let reader = house.sim.person("Айгүл", "ru");
        reader.start("r_society");
        reader.expects("Первая новость придёт").await;
        let editor = house.editor("Мадина").await;
        Office { house, reader, editor, client: client(), base: format!("http://127.0.0.1:{port}") }
    }

    pub async fn ask(&self, method: Method, path: &str, body: impl Into<reqwest::Body>) -> Said {
        let url = format!("{}{path}", self.base);
        said(self.client.request(method, url).bearer_auth(TOKEN).body(body).send().await.unwrap()).await
    }

    pub async fn post(&self, body: impl Into<reqwest::Body>) -> Said {
        self.ask(Method::POST, "/articles", body).await
    }

    pub async fn put(&self, id: &str, body: impl Into<reqwest::Body>) -> Said {
        self.ask(Method::PUT, &format!("/articles/{id}"), body).await
    }

    pub async fn delete(&self, id: &str, body: &str) -> Said {
        self.ask(Method::DELETE, &format!("/articles/{id}"), body.to_owned()).await
    }

    pub async fn get(&self, id: &str) -> Said {
        self.ask(Method::GET, &format!("/articles/{id}"), "").await
    }

    /// How many messages with these words the reader has.
    pub fn count(&self, words: &str) -> usize {
        self.reader.received().iter().filter(|message| message.text.contains(words)).count()
    }

    /// Everything that the store of articles holds.
    pub fn files(&self) -> Vec<String> {
        headliner::intake::watch::every_file(&self.house.path("articles")).unwrap()
    }

    /// How many articles the database knows.
    pub fn articles(&self) -> usize {
        self.house.store().read_here(|store| store.articles(0, 1000)).unwrap().len()
    }
}

async fn said(answer: Response) -> Said {
    let (status, text) = (answer.status().as_u16(), answer.text().await.unwrap());
    (status, serde_json::from_str(&text).unwrap_or_else(|_| panic!("{status}: {text}")))
}

/// An article of this morning.
pub fn article(id: &str, headline: &str, more: &str) -> String {
    let date = if more.contains("published") { "" } else { "published: 2026-11-23T10:00:00+05:00\n" };
    format!(
        "---\nid: {id}\nrubric: society\nheadline: \"{headline}\"\nurl: https://vecher.kz/{id}\nlanguage: ru\n{date}{more}\n---\nПодробности в тексте: {headline}.\n"
    )
}

/// A field of an answer.
pub fn field<'a>(said: &'a Said, name: &str) -> &'a str {
    said.1[name].as_str().unwrap_or_else(|| panic!("no {name} in {said:?}"))
}
