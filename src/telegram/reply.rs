//! Replies: what is said to somebody who has just asked. In: an [`Answer`], decided. Out: requests to Telegram, beside the
//! gate: a person never waits behind a broadcast. What Telegram refuses ends here: an edit without change is success, a
//! reader who blocked the bot is closed in the store, a short flood is waited for, and what had no clear answer is said
//! again, since to a person who waits twice is better than never; the rest is logged.

use std::time::Duration;

use serde::{Serialize, de::DeserializeOwned};
use teloxide::{
    ApiError, RequestError,
    requests::{JsonRequest, Payload},
};

use super::{
    answer::{Reply, Target},
    api::{
        AnswerCallback, ChatAction, DeleteMessage, EditKeyboard, EditText, GetChatMember, Preview, SendMessage, Sent,
        keyboard,
    },
    room::Room,
};
use crate::{
    bot_api::{Answer as Received, Outcome},
    message::Message,
    store::{State, Turn},
};

/// The longest flood wait that a reply sits out; after a longer one the person has gone.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// How often a request is made that has no effect, or no clear answer.
const TRIES: u32 = 3;
/// What stands between two of them, where Telegram does not say.
const PAUSE: Duration = Duration::from_secs(1);
/// The most code points of a toast (Bot API, answerCallbackQuery).
const TOAST: usize = 200;

impl Room {
    /// Sends one reply; the number of the new message, if it made one. What goes wrong is logged here.
    pub async fn send(&self, reply: Reply) -> Option<i64> {
        match reply {
            Reply::Say(to, message) => self.say(to, message).await,
            Reply::Story(to, story, message, chat) => super::photo::send(self, to, *story, message, chat).await,
            Reply::Preview(to, story, message, plain) => super::photo::show(self, to, &story, message, plain).await,
            Reply::File(to, file, message) => super::photo::file(self, to, file, message).await,
            Reply::Edit(chat_id, message_id, message) => {
                let edit = EditText {
                    chat_id,
                    message_id,
                    text: message.text,
                    parse_mode: "HTML",
                    link_preview_options: Preview::of(message.preview),
                    reply_markup: keyboard(message.keyboard),
                };
                self.request(chat_id, edit).await;
                None
            }
            Reply::EditKeyboard(chat_id, message_id, buttons) => {
                self.request(chat_id, EditKeyboard { chat_id, message_id, reply_markup: keyboard(buttons) }).await;
                None
            }
            Reply::Delete(chat_id, message_id) => {
                self.request(chat_id, DeleteMessage { chat_id, message_id }).await;
                None
            }
            Reply::Toast(query, text, show_alert) => {
                let text = Some(crate::message::text::cut(&text, TOAST)).filter(|text| !text.is_empty());
                self.request(0, AnswerCallback { callback_query_id: query, text, show_alert }).await;
                None
            }
        }
    }

    pub(super) async fn say(&self, to: Target, message: Message) -> Option<i64> {
        let send = SendMessage {
            chat_id: to.chat,
            message_thread_id: to.thread(),
            text: message.text,
            parse_mode: "HTML",
            link_preview_options: Preview::of(message.preview),
            reply_markup: keyboard(message.keyboard),
        };
        self.request(to.chat, send).await.map(|sent: Sent| sent.message_id)
    }

    /// Shows that the bot is at work (`typing`, `upload_photo`…) for some seconds.
    pub async fn show_action(&self, to: Target, action: &'static str) {
        self.request(to.chat, ChatAction { chat_id: to.chat, message_thread_id: to.thread(), action }).await;
    }

    /// Whether a person is an administrator of a chat now; `false` where Telegram does not say so.
    pub async fn is_administrator(&self, chat_id: i64, user_id: i64) -> bool {
        let member = self.request(chat_id, GetChatMember { chat_id, user_id }).await;
        member.is_some_and(|member| matches!(member.status.as_str(), "creator" | "administrator"))
    }

    /// One request, tried again as [`pause`] says. `None`: it had no effect, and that is dealt with.
    pub(super) async fn request<P>(&self, chat: i64, payload: P) -> Option<P::Output>
    where
        P: Payload + Serialize + Clone + Send + Sync + 'static,
        P::Output: DeserializeOwned,
    {
        let mut left = TRIES;
        loop {
            left -= 1;
            let error = match JsonRequest::new(self.bot.clone(), payload.clone()).await {
                Ok(output) => return Some(output),
                Err(error) => error,
            };
            match pause(&error).filter(|_| left > 0) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => {
                    self.failed(chat, P::NAME, &error).await;
                    return None;
                }
            }
        }
    }

    /// What a refused reply means: a closed chat is closed in the store, a moved one moves; the rest is a line in the log.
    pub(super) async fn failed(&self, chat: i64, method: &str, error: &RequestError) {
        let now = self.clock.now();
        let done = match meaning(error) {
            Refusal::Harmless => Ok(()),
            Refusal::Closed(state) => {
                log::debug!("{method} to chat {chat}: {error}");
                self.store
                    .write(Turn::Person, move |store| {
                        let known = store.chat_of(chat, 0)?;
                        known.map_or(Ok(()), |known| store.close(known.key, state, now).map(drop))
                    })
                    .await
            }
            Refusal::Moved(to) => self.store.write(Turn::Person, move |store| store.move_chat(chat, to, now)).await,
            Refusal::Trouble => {
                log::warn!("{method} in a conversation failed: {error}");
                Ok(())
            }
        };
        if let Err(error) = done {
            log::error!("cannot note that chat {chat} is closed: {error}");
        }
    }
}

/// After what time the request is made again; `None`: Telegram said no, or yes in a way that cannot be read, or let us
/// wait too long for anything.
fn pause(error: &RequestError) -> Option<Duration> {
    const TROUBLES: [&str; 2] = ["Internal Server Error", "Bad Gateway"];
    match error {
        RequestError::RetryAfter(seconds) => Some(seconds.duration()).filter(|wait| *wait <= LONGEST_WAIT),
        RequestError::Network(error) => (error.is_connect() || !error.is_timeout()).then_some(PAUSE),
        RequestError::InvalidJson { raw, .. } => (!is_accepted(raw)).then_some(PAUSE),
        RequestError::Api(ApiError::Unknown(text)) => {
            TROUBLES.iter().any(|trouble| text.contains(trouble)).then_some(PAUSE)
        }
        _ => None,
    }
}

/// Whether Telegram took it, although the answer is not whole or not as expected.
fn is_accepted(raw: &str) -> bool {
    let answer = Received::Reply { status: 200, body: raw.as_bytes().to_vec() };
    matches!(answer.outcome(), Outcome::Delivered { .. })
}

/// What a failed reply means.
#[derive(Debug, PartialEq, Eq)]
enum Refusal {
    /// It is as it should be, or too late to matter.
    Harmless,
    /// Nothing more can be said there.
    Closed(State),
    /// The chat has another number now.
    Moved(i64),
    /// Somebody should know.
    Trouble,
}

fn meaning(error: &RequestError) -> Refusal {
    let RequestError::Api(error) = error else {
        return match error {
            RequestError::MigrateToChatId(to) => Refusal::Moved(to.0),
            _ => Refusal::Trouble,
        };
    };
    refusal(&error_text(error))
}

/// Telegram's description, which teloxide keeps as the error's text (and lengthens for what it does not know).
fn error_text(error: &ApiError) -> String {
    match error {
        ApiError::Unknown(text) => text.clone(),
        known => known.to_string(),
    }
}

/// By parts of Telegram's descriptions (`errors.json`).
fn refusal(text: &str) -> Refusal {
    let text = text.to_ascii_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| text.contains(part));
    if has(&["not modified", "query is too old", "message to delete not found", "message to edit not found"]) {
        return Refusal::Harmless;
    }
    if has(&["user is deactivated", "private chat not found", "chat was deleted", "group chat was deleted"]) {
        return Refusal::Closed(State::Gone);
    }
    if has(&["blocked by the user", "can't initiate conversation", "was kicked", "not a member"]) {
        return Refusal::Closed(State::Blocked);
    }
    if has(&["not enough rights", "have no rights", "need administrator rights"]) {
        return Refusal::Closed(State::NoRights);
    }
    Refusal::Trouble
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Refusal) {
        assert_eq!(refusal(text), expected, "{text}");
    }

    #[test]
    fn what_was_accepted_is_not_said_again() {
        let unreadable = |raw: &str| RequestError::InvalidJson {
            source: std::sync::Arc::new(serde_json::from_str::<i64>(raw).unwrap_err()),
            raw: raw.into(),
        };
        assert_eq!(pause(&unreadable(r#"{"ok":true,"result":{"message_id":"seven"}}"#)), None);
        assert_eq!(pause(&unreadable("<html>bad gateway</html>")), Some(PAUSE));
    }

    #[test]
    fn what_a_refusal_means() {
        check(
            "Bad Request: message is not modified: specified new message content and reply markup…",
            Refusal::Harmless,
        );
        check("Bad Request: query is too old and response timeout expired or query ID is invalid", Refusal::Harmless);
        check("Forbidden: bot was blocked by the user", Refusal::Closed(State::Blocked));
        check("Forbidden: bot can't initiate conversation with a user", Refusal::Closed(State::Blocked));
        check("Forbidden: bot was kicked from the supergroup chat", Refusal::Closed(State::Blocked));
        check("Forbidden: user is deactivated", Refusal::Closed(State::Gone));
        check("Bad Request: private chat not found", Refusal::Closed(State::Gone));
        check("Bad Request: chat not found", Refusal::Trouble); // delivery looks for it more than once
        check("Bad Request: not enough rights to send text messages to the chat", Refusal::Closed(State::NoRights));
        check("Bad Request: can't parse entities: Unclosed start tag at byte offset 3", Refusal::Trouble);
    }
}
