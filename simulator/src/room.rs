//! A chat: private, group, supergroup or channel.

use std::time::Duration;

use super::{
    Button, Message, Person, Simulator,
    chats::{Chat, Happening, Kind, PERMISSIONS, Standing},
};

/// How long a test waits for what it expects, in the runtime's time.
const PATIENCE: Duration = Duration::from_secs(120);

/// A chat as a test holds it. Acts happen at once; waiting is `async`.
#[derive(Clone)]
pub struct Room {
    sim: Simulator,
    id: i64,
}

/// What happens to the chat.
impl Room {
    /// The chat id.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The bot becomes a plain member, or in a channel, where there is no other way, an administrator with the usual rights;
    /// `my_chat_member` says so.
    pub fn add_bot(&self) {
        let mut world = self.sim.world();
        let is_channel = world.chats.get(&self.id).is_some_and(|chat| chat.kind == Kind::Channel);
        let standing = if is_channel { world.promoted(self.id, &[]) } else { Standing::Member };
        world.set_bot(self.id, standing, None)
    }

    /// The bot becomes an administrator with these rights (`can_post_messages`, `can_edit_messages` …); with none named it
    /// has those a channel's administrator usually has.
    pub fn promote_bot(&self, rights: &[&str]) {
        let mut world = self.sim.world();
        let standing = world.promoted(self.id, rights);
        world.set_bot(self.id, standing, None)
    }

    /// The bot may not send what is named (`can_send_messages`, `can_send_photos` …).
    pub fn restrict_bot(&self, without: &[&str]) {
        let left = PERMISSIONS.iter().filter(|right| !without.contains(right)).map(ToString::to_string);
        self.sim.world().set_bot(self.id, Standing::Restricted(left.collect()), None)
    }

    /// The bot is kicked out: 403 from now on.
    pub fn kick_bot(&self) {
        self.sim.world().set_bot(self.id, Standing::Kicked, None)
    }

    /// The bot is removed without a ban: `not a member`.
    pub fn remove_bot(&self) {
        let mut world = self.sim.world();
        let owner = world.chats.get(&self.id).and_then(|chat| chat.members.keys().next().copied());
        world.set_bot(self.id, Standing::Left, Some(owner.unwrap_or(0)))
    }

    /// Somebody becomes an administrator with the usual rights.
    pub fn appoint(&self, person: &Person) {
        let mut world = self.sim.world();
        let standing = world.promoted(self.id, &[]);
        world.set_member(self.id, person.id(), standing)
    }

    /// An administrator becomes a plain member.
    pub fn dismiss(&self, person: &Person) {
        self.sim.world().set_member(self.id, person.id(), Standing::Member)
    }

    /// Gets another name, of which the bot hears by a service message.
    pub fn rename(&self, title: &str) {
        self.sim.world().rename(self.id, title)
    }

    /// A basic group becomes a supergroup, which is returned; both chats get the service message.
    pub fn migrate(&self) -> Room {
        let to = self.sim.world().migrate(self.id);
        self.sim.room(to.unwrap_or_else(|why| panic!("chat {}: {why}", self.id)))
    }

    /// The group is deleted.
    pub fn delete(&self) {
        self.sim.world().delete_chat(self.id)
    }

    /// A new topic in a forum; its `message_thread_id`.
    pub fn topic(&self, name: &str) -> i64 {
        self.sim.world().add_topic(self.id, name, 7_322_096)
    }

    /// The owner closes a topic: `TOPIC_CLOSED`.
    pub fn close_topic(&self, topic: i64) {
        self.sim.world().close_topic(self.id, topic, true);
    }

    /// Opens it again.
    pub fn reopen_topic(&self, topic: i64) {
        self.sim.world().close_topic(self.id, topic, false);
    }

    /// Deletes a topic: `message thread not found`.
    pub fn delete_topic(&self, topic: i64) {
        self.sim.world().delete_topic(self.id, topic)
    }
}

/// What stands in it.
impl Room {
    /// The messages on the screen, deleted ones left out, oldest first, everybody's.
    pub fn messages(&self) -> Vec<Message> {
        self.filtered(|_, message| !message.deleted)
    }

    /// The bot's messages on the screen, oldest first. In a channel: all posts.
    pub fn received(&self) -> Vec<Message> {
        self.filtered(|chat, message| !message.deleted && message.is_own(chat) && !message.is_service())
    }

    /// A message by its id, deleted or not.
    pub fn message(&self, id: i64) -> Option<Message> {
        self.sim.world().chats.get(&self.id).and_then(|chat| chat.messages.get(&id)).cloned()
    }

    /// The bot's newest message on the screen.
    ///
    /// # Panics
    /// If there is none.
    pub fn last(&self) -> Message {
        let last = self.received().pop();
        last.unwrap_or_else(|| panic!("the bot has sent nothing here\n{}", self.transcript()))
    }

    /// The ids of pinned messages, newest pin first.
    pub fn pinned(&self) -> Vec<i64> {
        self.sim.world().chats.get(&self.id).map(|chat| chat.pinned.clone()).unwrap_or_default()
    }

    /// The chat as text, for snapshots and for messages of failing tests.
    pub fn transcript(&self) -> String {
        self.sim.world().transcript(self.id)
    }

    /// Waits for a message of the bot, sent after those that were already expected, which contains `text`.
    ///
    /// # Panics
    /// After two minutes of the runtime's time, with the transcript.
    pub async fn expects(&self, text: &str) -> Message {
        self.expect(&format!("a message with «{text}»"), |happening, chat| match happening {
            Happening::Sent(id) => chat.message(*id).filter(|message| message.text.contains(text)).cloned(),
            _ => None,
        })
        .await
    }

    /// Waits until a message of the bot has been edited, after what was already expected, so that it contains `text`.
    ///
    /// # Panics
    /// After two minutes of the runtime's time, with the transcript.
    pub async fn expects_edit(&self, text: &str) -> Message {
        self.expect(&format!("an edit to «{text}»"), |happening, chat| match happening {
            Happening::Edited(id) => chat.message(*id).filter(|message| message.text.contains(text)).cloned(),
            _ => None,
        })
        .await
    }

    /// Waits for an `answerCallbackQuery` to a press in this chat that contains `text`.
    ///
    /// # Panics
    /// After two minutes of the runtime's time, with the transcript.
    pub async fn expects_toast(&self, text: &str) -> String {
        self.expect(&format!("a toast with «{text}»"), |happening, _| match happening {
            Happening::Toast(toast) => Some(toast.clone()).filter(|toast| toast.contains(text)),
            _ => None,
        })
        .await
    }

    /// Waits so long and makes sure that the bot neither sent nor edited anything here.
    ///
    /// # Panics
    /// If it did, with the transcript.
    pub async fn expects_silence(&self, lasting: Duration) {
        let count = || {
            let world = self.sim.world();
            let seen = |happening: &&Happening| !matches!(happening, Happening::Toast(_));
            world.chats.get(&self.id).map_or(0, |chat| chat.happenings.iter().filter(seen).count())
        };
        let before = count();
        tokio::time::sleep(lasting).await;
        assert_eq!(before, count(), "the bot was to be silent\n{}", self.transcript());
    }

    /// Waits until the bot has sent so many messages here in all.
    ///
    /// # Panics
    /// After an hour of the runtime's time.
    pub async fn wait_for(&self, messages: usize) {
        let arrived = |sim: &Simulator| sim.world().chats.get(&self.id).map_or(0, |chat| chat.from_bot) >= messages;
        self.sim.wait_until(&format!("{messages} messages in chat {}", self.id), arrived).await
    }
}

impl Room {
    pub(super) fn new(sim: Simulator, id: i64) -> Room {
        Room { sim, id }
    }

    /// Buttons in sight: inline keyboards, newest message first.
    pub fn buttons(&self) -> Vec<Button> {
        let messages = self.messages().into_iter().rev();
        messages.flat_map(|message| message.keyboard().into_iter().flatten()).collect()
    }

    fn filtered(&self, keep: impl Fn(&Chat, &Message) -> bool) -> Vec<Message> {
        let world = self.sim.world();
        let Some(chat) = world.chats.get(&self.id) else { return Vec::new() };
        chat.messages.values().filter(|message| keep(chat, message)).cloned().collect()
    }

    /// Waits for a happening that `found` recognises among those not yet expected; those before it are passed over.
    async fn expect<T>(&self, what: &str, found: impl Fn(&Happening, &Chat) -> Option<T>) -> T {
        let look = || {
            let mut world = self.sim.world();
            let chat = world.chats.get_mut(&self.id)?;
            let fresh = chat.happenings.iter().enumerate().skip(chat.expected);
            let (place, happened) =
                fresh.map(|(place, happening)| (place, found(happening, chat))).find(|(_, found)| found.is_some())?;
            chat.expected = place + 1;
            happened
        };
        let waiting = async {
            loop {
                let changed = self.sim.shared().changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                if let Some(happened) = look() {
                    return happened;
                }
                changed.await;
            }
        };
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(happened) => happened,
            Err(_) => panic!("expected {what} in vain\n{}", self.transcript()),
        }
    }
}
