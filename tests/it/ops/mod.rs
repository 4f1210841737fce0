//! What those who run it look at (`HEADLINER_OPS`), over real HTTP: health, figures, the page.

mod deploy;
mod figures;
mod page;
mod states;

use std::collections::BTreeMap;

use reqwest::{Client, Response};

use crate::{
    harness::{House, MORNING},
    http::{client, port},
};

/// A house whose bot is looked at.
pub struct Watched {
    pub house: House,
    pub client: Client,
    pub base: String,
}

/// An answer: its code, and what it says.
pub type Said = (u16, String);

impl Watched {
    /// The bot is not running yet.
    pub async fn closed() -> Watched {
        let mut house = House::closed(MORNING).await;
        let port = port();
        house.set("HEADLINER_OPS", format!("127.0.0.1:{port}"));
        let rules = "[new_reader]\nspacing = \"0s\"\nlimit = 0\n";
        house.put("newsroom.toml", rules);
        Watched { house, client: client(), base: format!("http://127.0.0.1:{port}") }
    }

    /// It is at work.
    pub async fn open() -> Watched {
        let mut watched = Watched::closed().await;
        watched.house.start().await;
        watched
    }

    pub async fn ask(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.base)).send().await.unwrap()
    }

    pub async fn get(&self, path: &str) -> Said {
        said(self.ask(path).await).await
    }

    /// The figures as they are now.
    pub async fn figures(&self) -> Figures {
        let (status, text) = self.get("/metrics").await;
        assert_eq!(status, 200);
        Figures::read(&text)
    }
}

pub async fn said(answer: Response) -> Said {
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// Figures, by the name and labels of each.
pub struct Figures(pub BTreeMap<String, f64>);

impl Figures {
    pub fn read(text: &str) -> Figures {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let figures = lines.map(|line| {
            let (name, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("no figure: {line}"));
            (name.to_owned(), value.parse().unwrap_or_else(|_| panic!("no number: {line}")))
        });
        Figures(figures.collect())
    }

    /// The sum of all of this name whose labels are among these.
    pub fn sum(&self, name: &str, labels: &[&str]) -> f64 {
        let is_meant = |known: &str| {
            let (own, rest) = known.split_once('{').unwrap_or((known, ""));
            own == name && labels.iter().all(|label| rest.contains(label))
        };
        self.0.iter().filter(|(known, _)| is_meant(known)).map(|(_, value)| value).sum()
    }

    /// The names, without labels.
    pub fn names(&self) -> Vec<&str> {
        self.0.keys().map(|known| known.split('{').next().unwrap_or_default()).collect()
    }
}
