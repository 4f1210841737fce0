//! The way to Telegram: one request, its whole answer. In: a method and a body. Out: an [`Answer`]. It speaks
//! the Bot API over `reqwest` itself, because what a push needs to know (the error code, the whole description, whether
//! the request had left) is lost elsewhere. It decides nothing: pace and order are the engine's.

use std::{fmt::Write, time::Duration};

use reqwest::multipart;

use super::{Answer, Parcel};
use crate::config::Token;

/// Longer than Telegram may hold a request (eight seconds of silent waiting, then the upload).
const TIME_OUT: Duration = Duration::from_secs(30);
const CONNECT: Duration = Duration::from_secs(5);

/// The way to the Bot API server. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    client: reqwest::Client,
    /// `…/botTOKEN/`; a method's name follows.
    base: url::Url,
}

impl Client {
    /// A way to the server at `url` for the bot with this token.
    pub fn new(url: &url::Url, proxy: Option<&url::Url>, token: &Token) -> anyhow::Result<Client> {
        let mut client = reqwest::Client::builder()
            .timeout(TIME_OUT)
            .connect_timeout(CONNECT)
            .tcp_nodelay(true)
            .pool_max_idle_per_host(512);
        if let Some(proxy) = proxy {
            client = client.proxy(reqwest::Proxy::all(proxy.as_str())?);
        }
        let base = format!("{}/bot{}/", url.as_str().trim_end_matches('/'), token.reveal());
        Ok(Client { client: client.build()?, base: base.parse()? })
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

    /// Sends a parcel to a chat (and forum topic; 0: none).
    pub async fn send(&self, chat: i64, topic: i64, parcel: &Parcel) -> Answer {
        let request = self.method(parcel.method);
        let body = parcel.body(chat, topic);
        let request = match &parcel.upload {
            None => request.header(reqwest::header::CONTENT_TYPE, "application/json").body(body),
            Some((name, bytes)) => request.multipart(form(&body, name, bytes)),
        };
        answer(request).await
    }

    /// How many whole Stars the bot has (Bot API, `getMyStarBalance`); `None`: Telegram did not say.
    pub async fn star_balance(&self) -> Option<u32> {
        let Answer::Reply { body, .. } = answer(self.method("getMyStarBalance")).await else { return None };
        let answer: serde_json::Value = serde_json::from_slice(&body).ok()?;
        let amount = answer["result"]["amount"].as_i64()?;
        Some(u32::try_from(amount.max(0)).unwrap_or(u32::MAX))
    }

    /// Asks whether Telegram is there.
    pub async fn get_me(&self) -> Answer {
        answer(self.method("getMe")).await
    }
}

/// The same members as a form; nested objects as JSON in a string, as the Bot API takes them.
fn form(body: &str, name: &str, bytes: &bytes::Bytes) -> multipart::Form {
    let members: serde_json::Map<String, serde_json::Value> = serde_json::from_str(body).unwrap_or_default();
    let form = members.into_iter().fold(multipart::Form::new(), |form, (name, value)| match value {
        serde_json::Value::String(text) => form.text(name, text),
        other => form.text(name, other.to_string()),
    });
    let length = bytes.len() as u64;
    form.part("photo", multipart::Part::stream_with_length(bytes.clone(), length).file_name(name.to_owned()))
}

async fn answer(request: reqwest::RequestBuilder) -> Answer {
    let response = match request.send().await {
        Ok(response) => response,
        Err(error) if error.is_connect() || error.is_builder() => return Answer::Unreachable(describe(error)),
        Err(error) => return Answer::Lost(describe(error)),
    };
    let status = response.status().as_u16();
    let mut body = Vec::new();
    let mut response = response;
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Answer::Reply { status, body },
            // What came may be enough to know that the message was accepted.
            Err(_) if !body.is_empty() => return Answer::Reply { status, body },
            Err(error) => return Answer::Lost(describe(error)),
        }
    }
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
