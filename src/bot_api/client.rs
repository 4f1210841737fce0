//! The way to Telegram: one request, its whole answer. In: a [`Request`]. Out: an [`Answer`]. It speaks the Bot API over
//! `reqwest` itself: teloxide's client forgets the error code, knows 29 of the 80 descriptions, waits ten seconds before it
//! reads a 5xx, and takes an accepted message that it cannot read for an error. It decides nothing: pace and order are the
//! engine's, and whether something is said again is for those who ask.

use std::{fmt::Write, time::Duration};

use chrono::DateTime;
use reqwest::{
    Response,
    header::{CONTENT_TYPE, DATE, LOCATION},
    redirect::Policy,
};
use serde::{Deserialize, Serialize};
use teloxide::{
    payloads::{EditMessageCaption, GetFile, GetMe, GetMyStarBalance},
    requests::Payload,
    types::{ChatId, FileId, MessageId, ParseMode, StarAmount},
};

use tokio::time::timeout;

use super::{Answer, Meter, Outcome, Parcel, Request};
use crate::{
    clock::{Clock, Source, Time},
    config::Token,
};

/// Longer than Telegram may hold a request (eight seconds of silent waiting, then the upload).
const TIME_OUT: Duration = Duration::from_secs(30);
const CONNECT: Duration = Duration::from_secs(5);
/// What is only asked out of curiosity holds nothing up for longer.
const PROBE: Duration = Duration::from_secs(5);
/// More bytes than any answer of the Bot API has: a hundred updates, each with the longest text and its entities, make some
/// five million.
const LARGEST: usize = 16 << 20;

/// The way to the Bot API server. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    client: reqwest::Client,
    /// `…/botTOKEN/`; a method's name follows.
    base: url::Url,
    /// `…/file/botTOKEN/`; a file's path follows.
    files: url::Url,
    /// Is told what time it is at Telegram.
    clock: Option<Clock>,
    meter: Meter,
}

impl Client {
    /// A way to the server at `url` for the bot with this token.
    pub fn new(url: &url::Url, proxy: Option<&url::Url>, token: &Token) -> anyhow::Result<Client> {
        let mut client = reqwest::Client::builder()
            .timeout(TIME_OUT)
            .connect_timeout(CONNECT)
            .tcp_nodelay(true)
            // The address holds the token: nobody is told it, and nobody else asked.
            .redirect(Policy::none())
            .referer(false)
            .pool_max_idle_per_host(512);
        if let Some(proxy) = proxy {
            client = client.proxy(reqwest::Proxy::all(proxy.as_str())?);
        }
        let server = url.as_str().trim_end_matches('/');
        let base = format!("{server}/bot{}/", token.reveal()).parse()?;
        let files = format!("{server}/file/bot{}/", token.reveal()).parse()?;
        Ok(Client { client: client.build()?, base, files, clock: None, meter: Meter::default() })
    }

    /// The same, and each answer tells this clock what time it is there.
    pub fn telling(self, clock: &Clock) -> Client {
        Client { clock: Some(clock.clone()), ..self }
    }

    /// How many requests it has made, and how they ended.
    pub fn meter(&self) -> &Meter {
        &self.meter
    }

    /// A request for a method. The address is put together from parts that have been parsed: this is done for every
    /// message.
    fn method(&self, name: &str) -> reqwest::RequestBuilder {
        let mut url = self.base.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().push(name);
        }
        self.client.post(url)
    }

    /// Makes a request.
    pub async fn request(&self, request: &Request) -> Answer {
        let builder = self.method(request.method);
        let builder = match &request.upload {
            None => builder.header(CONTENT_TYPE, "application/json").body(request.body.clone()),
            Some(upload) => builder.multipart(upload.form(&request.body)),
        };
        let (answer, date) = answer(builder).await;
        self.meter.note(request.method, &answer.outcome());
        if let Some(clock) = self.clock.as_ref().filter(|_| answer.is_accepted()) {
            // The date of a message that is edited is an old one.
            let message = request.method.starts_with("send").then(|| answer.date()).flatten();
            let message = message.map(|date| (date, Source::Message));
            clock.hear(message.or(date.map(|date| (date, Source::Header))));
        }
        answer
    }

    /// Calls a method as teloxide describes it.
    pub async fn call<P: Payload + Serialize>(&self, payload: &P) -> Answer {
        self.request(&Request::of(payload)).await
    }

    /// Sends a parcel to a chat (and forum topic; 0: none).
    pub async fn send(&self, chat: i64, topic: i64, parcel: &Parcel) -> Answer {
        self.request(&parcel.to(chat, topic)).await
    }

    /// The bytes of a file that somebody sent (Bot API, `getFile`: at most 20 MB, here 16); `None`: they cannot be had.
    pub async fn file(&self, name: &str) -> Option<Vec<u8>> {
        let place = self.call(&GetFile::new(FileId(name.to_owned()))).await.result::<Place>().ok()?.file_path?;
        // A server of one's own may name a place on its disk, which is not ours to read.
        let url = self.files.join(&place).ok().filter(|url| url.as_str().starts_with(self.files.as_str()))?;
        match answer(self.client.get(url)).await.0 {
            Answer::Reply { status: 200, body } => Some(body),
            _ => None,
        }
    }

    /// How many whole Stars the bot has; `None`: Telegram did not say.
    pub async fn star_balance(&self) -> Option<u32> {
        let balance = self.call(&GetMyStarBalance::new()).await.result::<StarAmount>().ok()?;
        Some(balance.amount.max(0).unsigned_abs())
    }

    /// Whether the server knows times in texts (`tg-time`, Bot API 9.5). It reads the markup before it looks for the message,
    /// of which there is none: it says one or the other. `false`, too, where it says neither.
    pub async fn knows_times(&self) -> bool {
        let text = "<tg-time unix=\"0\" format=\"t\">00:00</tg-time>";
        let mut probe = EditMessageCaption::new(ChatId(1), MessageId(1));
        (probe.caption, probe.parse_mode) = (Some(text.to_owned()), Some(ParseMode::Html));
        let answer = timeout(PROBE, self.call(&probe)).await;
        answer.is_ok_and(|answer| matches!(answer.outcome(), Outcome::Missing | Outcome::Stuck(_)))
    }

    /// Asks whether Telegram is there.
    pub async fn get_me(&self) -> Answer {
        self.call(&GetMe::new()).await
    }
}

/// Where a file can be had (Bot API, `File`).
#[derive(Deserialize)]
struct Place {
    file_path: Option<String>,
}

/// The one place where a request is made; with the date in the head of its answer.
async fn answer(request: reqwest::RequestBuilder) -> (Answer, Option<Time>) {
    match request.send().await {
        Ok(response) => {
            let date = date(&response);
            (read(response).await, date)
        }
        Err(error) if error.is_connect() || error.is_builder() => (Answer::Unreachable(describe(error)), None),
        Err(error) if error.is_timeout() => (Answer::Late, None),
        Err(error) => (Answer::Lost(describe(error)), None),
    }
}

/// The one place where an answer is read off the wire.
async fn read(mut response: Response) -> Answer {
    if response.status().is_redirection() {
        return Answer::Unreachable(redirected(&response));
    }
    let status = response.status().as_u16();
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > LARGEST => {
                return Answer::Lost(format!("an answer of more than {} MB", LARGEST >> 20));
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Answer::Reply { status, body },
            // What came may be enough to know that the message was accepted.
            Err(_) if !body.is_empty() => return Answer::Reply { status, body },
            Err(error) if error.is_timeout() => return Answer::Late,
            Err(error) => return Answer::Lost(describe(error)),
        }
    }
}

/// Where it leads is named without its path, which may hold the token.
fn redirected(response: &Response) -> String {
    let to = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
    let to = to.and_then(|to| response.url().join(to).ok()).map(|to| to.origin().ascii_serialization());
    let to = to.unwrap_or_else(|| "another address".to_owned());
    format!("the server sends us on to {to}, which is not followed: set TELOXIDE_API_URL to the right address")
}

/// When the server answered, by its own clock.
fn date(response: &Response) -> Option<Time> {
    let text = response.headers().get(DATE)?.to_str().ok()?;
    DateTime::parse_from_rfc2822(text).ok().map(|date| date.to_utc().into())
}

/// The error without the URL, which holds the token, and with its causes.
fn describe(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(inner) = cause {
        let _ = write!(text, ": {inner}"); // writing to a string cannot fail
        cause = inner.source();
    }
    text
}
