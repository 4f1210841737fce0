//! Replies: what is said to somebody who has just asked. In: a [`Reply`], decided. Out: requests to Telegram, beside the
//! gate: a person never waits behind a broadcast (`delivery::replies` says when they leave). What Telegram refuses ends here:
//! an edit without change is success, a flood is waited for, nobody is closed for it, and what had no clear answer is said
//! again, since to a person who waits twice is better than never; the rest is logged. What an answer means, `bot_api` says.

use std::time::Duration;

use serde::Deserialize;
use teloxide::{
    payloads::{AnswerCallbackQuery, GetChatMember},
    types::{CallbackQueryId, ChatId, ChatMemberStatus, UserId},
};

use super::{
    answer::{Attachment, Reply, Target},
    room::Room,
};
use crate::{
    bot_api::{Answer, Outcome, Parcel, PhotoSource, Request, inline::AnswerInlineQuery},
    message::{Message, text::cut},
    store::{
        Priority,
        cards::{About, Card},
    },
};

/// How many floods a reply sits out.
const FLOODS: u32 = 10;
/// The longest flood that is sat out for what is no message; after a longer one a press has gone stale.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// How often a request is made that has no effect, or no clear answer.
const TRIES: u32 = 3;
/// What stands between two of them, where Telegram does not say.
const PAUSE: Duration = Duration::from_secs(1);
/// The same after a 5xx: a server in trouble is not well a second later.
const PAUSE_IN_TROUBLE: Duration = Duration::from_secs(10);
/// So long a question that waits for a text is kept.
const KEPT: Duration = Duration::from_secs(86_400);
/// The most code points of a toast (Bot API, answerCallbackQuery).
const TOAST: usize = 200;

/// A message that Telegram took.
pub(super) struct Sent {
    /// Its number; 0: the answer could not be read so far.
    pub number: i64,
    /// What Telegram calls its photo.
    pub photo: Option<String>,
}

/// Somebody's place in a chat. Ours, since teloxide's cannot be read without every right that it knows.
#[derive(Deserialize)]
struct Member {
    status: ChatMemberStatus,
}

impl Room {
    /// Sends one reply; the number of the new message, if it made one. What goes wrong is logged here.
    pub async fn send(&self, reply: Reply) -> Option<i64> {
        let number = match reply {
            Reply::Say(to, message) if message.keyboard.is_empty() => self.say(to, message).await,
            Reply::Say(to, message) => {
                let number = self.say(to, message.clone()).await.filter(|number| *number != 0)?;
                self.standing.note(to.chat, number, &message);
                Some(number)
            }
            Reply::Card(to, message, about) => self.say_card(to, message, about).await,
            Reply::Story(to, story, message, chat) => super::photo::send(self, to, *story, message, chat).await,
            Reply::Preview(to, story, message, plain) => super::photo::show(self, to, &story, message, plain).await,
            Reply::File(to, file, message) => {
                self.deliver(to, &message.under_file(file.name, file.bytes)).await.map(|sent| sent.number)
            }
            Reply::Picture(to, file, message) => self.show_picture(to, file, message).await,
            Reply::Repaint(chat, number, file, message) => {
                let source = PhotoSource::Upload { name: file.name, bytes: file.bytes };
                self.change(chat, &message.edit_photo(number, source, false)).await;
                None
            }
            Reply::Edit(chat, number, message) => {
                self.standing.changes(chat, number);
                if self.change(chat, &message.edit(number)).await {
                    self.standing.note(chat, number, &message);
                } else {
                    self.standing.forget(chat, number);
                }
                None
            }
            // Of messages to readers, which are no cards.
            Reply::EditKeyboard(chat, number, buttons) => {
                self.change(chat, &Parcel::keyboard(number, &buttons)).await;
                None
            }
            Reply::Delete(chat, number) => {
                self.change(chat, &Parcel::delete(number)).await;
                None
            }
            Reply::Toast(query, text, show_alert) => self.toast(query, &text, show_alert).await,
            Reply::Inline(query, found, next) => {
                let request = Request::of(&AnswerInlineQuery::new(&query, &found, &next));
                let outcome = self.ask(&request).await.outcome();
                self.failed(0, &request, outcome).await;
                None
            }
        };
        number.filter(|number| *number != 0)
    }

    /// Says a message without its photo; its number.
    pub(super) async fn say(&self, to: Target, message: Message) -> Option<i64> {
        self.deliver(to, &message.parcel(None, false)).await.map(|sent| sent.number)
    }

    /// Sends a picture with the message under it; where that is not taken, the message alone.
    async fn show_picture(&self, to: Target, file: Attachment, message: Message) -> Option<i64> {
        let source = PhotoSource::Upload { name: file.name, bytes: file.bytes };
        match self.deliver(to, &message.parcel(Some(source), false)).await {
            Some(sent) => Some(sent.number),
            None => self.say(to, message).await,
        }
    }

    /// Says a message that is a card, and keeps where it stands.
    async fn say_card(&self, to: Target, message: Message, about: About) -> Option<i64> {
        let number = self.say(to, message.clone()).await.filter(|number| *number != 0)?;
        self.standing.note(to.chat, number, &message);
        let (now, card) = (self.clock.now(), Card { chat: to.chat, message: number, about });
        let kept = self.store.write(Priority::Person, move |store| {
            store.drop_questions(card.chat, now - KEPT)?;
            store.keep_card(card, now)
        });
        if let Err(error) = kept.await {
            log::error!("cannot remember a card: {error}");
        }
        Some(number)
    }

    /// Sends something to a chat. `None`: it did not arrive, and that is dealt with.
    pub(super) async fn deliver(&self, to: Target, parcel: &Parcel) -> Option<Sent> {
        let request = parcel.to(to.chat, to.topic);
        match self.persist(to.chat, &request).await {
            Outcome::Delivered { message, photo } => Some(Sent { number: message, photo }),
            outcome => {
                self.failed(to.chat, &request, outcome).await;
                None
            }
        }
    }

    /// Changes a message that stands, in whichever topic. Whether it stands as wanted.
    async fn change(&self, chat: i64, parcel: &Parcel) -> bool {
        let request = parcel.to(chat, 0);
        let outcome = self.persist(chat, &request).await;
        let stands = matches!(outcome, Outcome::Delivered { .. } | Outcome::Unchanged);
        self.failed(chat, &request, outcome).await;
        stands
    }

    async fn toast(&self, query: String, text: &str, show_alert: bool) -> Option<i64> {
        let toast = AnswerCallbackQuery {
            callback_query_id: CallbackQueryId(query),
            text: Some(cut(text, TOAST)).filter(|text| !text.is_empty()),
            show_alert: Some(show_alert),
            url: None,
            cache_time: None,
        };
        let request = Request::of(&toast);
        let outcome = self.ask(&request).await.outcome();
        self.failed(0, &request, outcome).await;
        None
    }

    /// Whether a person is an administrator of a chat now; `false` where Telegram does not say so.
    pub async fn is_administrator(&self, chat: i64, person: i64) -> bool {
        if person == chat {
            return true; // only administrators may speak as their group
        }
        let Ok(user) = u64::try_from(person) else { return false };
        let request = Request::of(&GetChatMember::new(ChatId(chat), UserId(user)));
        match self.ask(&request).await.result::<Member>() {
            Ok(member) => member.status.is_privileged(),
            // That the person is not found, or may not be looked up, is no news about the chat.
            Err(outcome) => {
                self.failed(chat, &request, outcome).await;
                false
            }
        }
    }

    /// Makes a request for a chat when its turn has come, and again as [`pause`] says. A flood costs no try, since the next
    /// waits for its end.
    async fn persist(&self, chat: i64, request: &Request) -> Outcome {
        if !request.is_counted() {
            return self.ask(request).await.outcome();
        }
        let (mut left, mut floods) = (TRIES, FLOODS);
        loop {
            let answer = match self.delivery.replies().make(chat, request).await {
                Ok(answer) => answer,
                Err(wait) => return Outcome::Flood(wait),
            };
            match answer.outcome() {
                Outcome::Flood(_) if floods > 0 => floods -= 1,
                outcome => {
                    left -= 1;
                    let Some(pause) = pause(&answer).filter(|_| left > 0) else { return outcome };
                    tokio::time::sleep(pause).await;
                }
            }
        }
    }

    /// Asks for something that is no message, and again as [`pause`] says.
    async fn ask(&self, request: &Request) -> Answer {
        let mut left = TRIES;
        loop {
            left -= 1;
            let answer = self.client.request(request).await;
            match pause(&answer).filter(|_| left > 0) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return answer,
            }
        }
    }

    /// A request had no effect, or none that is missed: a moved chat moves, the rest is a line in the log.
    async fn failed(&self, chat: i64, request: &Request, outcome: Outcome) {
        match outcome {
            Outcome::Delivered { .. } | Outcome::Unchanged => {}
            // Here nothing else says whether it is so: what is left of the chat is told by Telegram, or by its next news.
            Outcome::Closed(_) | Outcome::Barred(_) | Outcome::Missing => {
                log::debug!("{} to chat {chat}: {outcome:?}", request.method());
            }
            Outcome::Stuck(why) => log::debug!("{} in a conversation came too late: {why}", request.method()),
            Outcome::Moved(to) => {
                let now = self.clock.now();
                let moved = self.store.write(Priority::Person, move |store| store.move_chat(chat, to, now));
                if let Err(error) = moved.await {
                    log::error!("cannot note that chat {chat} has moved: {error}");
                }
            }
            outcome => log::warn!("{} in a conversation failed: {outcome:?}", request.method()),
        }
    }
}

/// After what time the request is made again; `None`: Telegram said yes or no, or let us wait too long for anything.
fn pause(answer: &Answer) -> Option<Duration> {
    match (answer.outcome(), answer) {
        (_, Answer::Late) => None,
        (Outcome::Flood(wait), _) => Some(wait).filter(|wait| *wait <= LONGEST_WAIT),
        (Outcome::Uncertain(..), Answer::Reply { status: 500.., .. }) => Some(PAUSE_IN_TROUBLE),
        (Outcome::Uncertain(..) | Outcome::NotSent(_), _) => Some(PAUSE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_again_and_when() {
        let check = |answer: Answer, expected| assert_eq!(pause(&answer), expected, "{answer:?}");
        let reply = |status, body: &str| Answer::Reply { status, body: body.as_bytes().to_vec() };
        let flood = |wait: u64| {
            let body = serde_json::json!({ "ok": false, "error_code": 429, "parameters": { "retry_after": wait } });
            reply(429, &body.to_string())
        };
        check(reply(200, r#"{"ok":true,"result":{"message_id":7}}"#), None);
        check(reply(200, r#"{"ok":true,"result":{"message_id":"seven"}}"#), None);
        check(reply(200, r#"{"ok":true,"result":{"mess"#), None);
        check(reply(200, "<html>welcome</html>"), Some(PAUSE));
        check(reply(502, "<html>bad gateway</html>"), Some(PAUSE_IN_TROUBLE));
        check(reply(500, r#"{"ok":false,"error_code":500,"description":"new words"}"#), Some(PAUSE_IN_TROUBLE));
        check(flood(5), Some(LONGEST_WAIT));
        check(flood(6), None);
        check(
            reply(403, r#"{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}"#),
            None,
        );
        check(reply(400, r#"{"ok":false,"error_code":400,"description":"Bad Request: can't parse entities"}"#), None);
        check(Answer::Unreachable("refused".into()), Some(PAUSE));
        check(Answer::Lost("reset".into()), Some(PAUSE));
        check(Answer::Late, None);
    }
}
