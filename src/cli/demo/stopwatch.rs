//! Measures this very run: from an article's file standing in the store to the messages that Telegram (here: the simulator)
//! accepted for it. In: the moment of the rename, the simulator's log of requests. Out: milliseconds to the first phone and to
//! the last.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use serde::Serialize;
use simulator::Request;

use crate::message::escape;

/// An article is watched for so long after its last message.
const WATCHED_US: i64 = 30_000_000;
/// Methods that bring an article to a phone.
const SENDS: [&str; 2] = ["sendMessage", "sendPhoto"];
/// The latest so many articles are remembered.
const REMEMBERED: usize = 50;

/// How fast one article was.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Published {
    /// The article's id.
    pub id: String,
    /// Its headline.
    pub headline: String,
    /// To the first phone, milliseconds.
    pub first_ms: Option<i64>,
    /// To the last so far, milliseconds.
    pub last_ms: Option<i64>,
    /// Messages so far.
    pub copies: u64,
    #[serde(skip)]
    renamed_us: i64,
    #[serde(skip)]
    latest_us: i64,
}

/// The stopwatch of a run.
#[derive(Default)]
pub struct Stopwatch {
    articles: Mutex<Vec<Published>>,
    seen: Mutex<Seen>,
}

/// How far the log was read.
#[derive(Default)]
struct Seen {
    /// The number of the last request that was looked at.
    last: u64,
    /// Requests before it that had no answer yet.
    open: BTreeSet<u64>,
}

impl Stopwatch {
    /// The article's file is about to be renamed into the store, at this moment of the simulator's clock (microseconds).
    pub fn started(&self, id: &str, headline: &str, now_us: i64) {
        let mut articles = self.articles.lock().unwrap_or_else(PoisonError::into_inner);
        articles.retain(|article| article.id != id);
        if articles.len() >= REMEMBERED {
            articles.remove(0);
        }
        articles.push(Published {
            id: id.to_string(),
            headline: headline.to_string(),
            first_ms: None,
            last_ms: None,
            copies: 0,
            renamed_us: now_us,
            latest_us: now_us,
        });
    }

    /// Is any article still on its way?
    pub fn is_running(&self, now_us: i64) -> bool {
        let articles = self.articles.lock().unwrap_or_else(PoisonError::into_inner);
        articles.iter().any(|article| now_us - article.latest_us < WATCHED_US)
    }

    /// Looks at the requests that came since the last look; says whether a measurement changed.
    pub fn look(&self, requests: &[Request]) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let mut articles = self.articles.lock().unwrap_or_else(PoisonError::into_inner);
        let mut changed = false;
        for request in requests.iter().filter(|request| SENDS.contains(&request.method.as_str())) {
            let was_open = seen.open.remove(&request.number);
            if request.status.is_none() {
                seen.open.insert(request.number);
            } else if was_open || request.number > seen.last {
                for article in articles.iter_mut() {
                    changed |= article.take(request);
                }
            }
        }
        seen.last = requests.last().map_or(seen.last, |request| request.number.max(seen.last));
        // What never got an answer and has left the log is forgotten.
        let oldest = requests.first().map_or(0, |request| request.number);
        seen.open = seen.open.split_off(&oldest);
        changed
    }

    /// All measurements, oldest first.
    pub fn published(&self) -> Vec<Published> {
        self.articles.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Published {
    /// Counts the request if it brought this article to a phone.
    fn take(&mut self, request: &Request) -> bool {
        let Some(accepted_us) = request.answered_us.filter(|_| request.status == Some(200)) else { return false };
        let text = request.params["text"].as_str().or_else(|| request.params["caption"].as_str()).unwrap_or_default();
        // A push begins with the headline. Breaking does not: an editor's thumb decides when that leaves, not the file.
        let is_push = text.starts_with(&format!("<b>{}</b>", escape(&self.headline)));
        if !is_push || request.at_us < self.renamed_us || request.at_us - self.latest_us > WATCHED_US {
            return false;
        }
        let took_ms = (accepted_us - self.renamed_us + 500) / 1000;
        self.first_ms = Some(self.first_ms.map_or(took_ms, |first| first.min(took_ms)));
        self.last_ms = Some(self.last_ms.map_or(took_ms, |last| last.max(took_ms)));
        self.latest_us = self.latest_us.max(accepted_us);
        self.copies += 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn request(number: u64, at_us: i64, text: &str, status: Option<u16>) -> Request {
        Request {
            number,
            at_us,
            method: "sendMessage".into(),
            chat: Some(1),
            params: json!({"text": text}),
            status,
            error: None,
            answered_us: status.map(|_| at_us + 2_000),
            fault: None,
            not_simulated: false,
        }
    }

    #[test]
    fn only_accepted_messages_with_the_headline_count() {
        let watch = Stopwatch::default();
        watch.started("a", "Вода & свет", 1_000_000);
        let mut log = vec![
            request(1, 1_010_000, "<b>Другое</b> <a href=\"x\">Вода &amp; свет</a>", Some(200)),
            request(2, 1_020_000, "<b>Вода &amp; свет</b>", Some(429)),
            request(3, 1_038_000, "<b>Вода &amp; свет</b>", Some(200)),
            request(4, 1_098_000, "<b>Вода &amp; свет</b>", None),
            request(5, 1_078_000, "<b>Вода &amp; свет</b>", Some(200)),
        ];
        assert!(watch.look(&log));
        let [article] = &watch.published()[..] else { panic!("one article") };
        assert_eq!((article.first_ms, article.last_ms, article.copies), (Some(40), Some(80), 2));
        log[3] = request(4, 1_098_000, "<b>Вода &amp; свет</b>", Some(200));
        assert!(watch.look(&log) && !watch.look(&log), "an answer that comes later is counted, once");
        let [article] = &watch.published()[..] else { panic!("one article") };
        assert_eq!((article.first_ms, article.last_ms, article.copies), (Some(40), Some(100), 3));
        assert!(watch.is_running(2_000_000) && !watch.is_running(1_100_000 + WATCHED_US));
    }
}
