//! What the desk hears of groups and channels to which Telegram lets nobody write for now. In: delivery's events. Out: a sentence
//! for each, once, and once more when something is taken there again; of many at a time only how many. Of readers nothing is
//! said: nobody at the desk can help there.

use std::time::Duration;

use tokio::time::Instant;

use super::outbox::Outbox;
use crate::{
    locale::args,
    message::escape,
    store::{Chat, ChatKey, Kind},
    telegram::room::Room,
};

/// So many are told one by one…
const ONE_BY_ONE: u32 = 5;
/// …in this time: on a bad day it happens to all channels at once.
const TOGETHER: Duration = Duration::from_secs(3600);

/// Those told of lately.
#[derive(Default)]
pub(super) struct Told {
    since: Option<Instant>,
    count: u32,
}

impl Told {
    /// Nobody may write there since now.
    pub(super) async fn barred(&mut self, outbox: &Outbox, room: &Room, chat: ChatKey, why: &str) {
        let Some(chat) = found(room, chat).await else { return };
        if self.since.is_none_or(|since| since.elapsed() > TOGETHER) {
            (self.since, self.count) = (Some(Instant::now()), 0);
        }
        self.count += 1;
        let (title, reason) = (escape(chat.title.as_deref().unwrap_or("—")), escape(why));
        if self.count <= ONE_BY_ONE {
            outbox
                .tell(|words, tongue| words.say(tongue, "alert-rights", &args![chat = &title, reason = &reason]))
                .await;
        } else if self.count == ONE_BY_ONE + 1 {
            let count = room.store.read(|store| store.barred(0)).await.map_or(self.count, |(_, count)| count);
            outbox.tell(|words, tongue| words.say(tongue, "alert-rights-many", &args![count = count])).await;
        }
    }

    /// Something was taken there again.
    pub(super) async fn freed(&self, outbox: &Outbox, room: &Room, chat: ChatKey) {
        let Some(chat) = found(room, chat).await.filter(|_| self.count <= ONE_BY_ONE) else { return };
        let title = escape(chat.title.as_deref().unwrap_or("—"));
        outbox.tell(|words, tongue| words.say(tongue, "alert-solved", &args![what = &title])).await;
    }
}

/// The group or channel.
async fn found(room: &Room, chat: ChatKey) -> Option<Chat> {
    let found = room.store.read(move |store| store.chat(chat)).await;
    let found = found.unwrap_or_else(|error| {
        log::error!("cannot look up a chat for the desk: {error}");
        None
    });
    found.filter(|chat| chat.kind != Kind::Reader)
}
