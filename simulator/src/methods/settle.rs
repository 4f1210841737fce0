//! What every new message goes through: the chat, the thread, the reply, the limits, and at last the chat itself.

use serde_json::{Map, Value, json};

use super::{Call, text};
use crate::{
    Message, Photo, Sender,
    answer::{Refusal, Stop, bad},
    args::Args,
    chats::{Chat, Happening, Kind},
    clock::SECOND,
    counters::Tally,
    floods::{Ask, Verdict},
    keyboard,
    markup::Formatted,
    world::World,
};

/// What a message is to be.
#[derive(Debug, Default)]
pub struct Draft {
    pub text: Formatted,
    pub photo: Option<Photo>,
    /// Further fields of the message.
    pub more: Map<String, Value>,
    /// What the chat's rights call it: "text messages", "photos" …
    pub what: &'static str,
    /// The text is a message's own and must be there.
    pub is_text: bool,
}

/// Where and how it is to be sent.
#[derive(Debug, Default)]
pub struct Envelope {
    pub chat: i64,
    pub thread: Option<i64>,
    pub markup: Option<Value>,
    pub reply: Option<Value>,
    pub silent: bool,
    pub paid: bool,
    pub more: Map<String, Value>,
}

impl Envelope {
    /// Reads and checks everything beside the content, in Telegram's order.
    pub fn read(world: &World, args: &Args) -> Result<Envelope, Stop> {
        let reply = args.json("reply_parameters").map_err(|()| bad("can't parse reply parameters JSON object"))?;
        let reply = reply.or_else(|| {
            let id = args.integer("reply_to_message_id").filter(|id| *id != 0)?;
            Some(json!({"message_id": id, "allow_sending_without_reply": args.flag("allow_sending_without_reply")}))
        });
        let markup = keyboard::read(args)?;
        let chat = world.open_chat(args, "chat_id")?;
        let thread = args.integer("message_thread_id").filter(|thread| *thread != 0);
        if let Some(thread) = thread
            && !world.chats.get(&chat).is_some_and(|chat| chat.topics.contains_key(&thread))
        {
            return Err(bad("message thread not found"));
        }
        let mut envelope = Envelope {
            chat,
            thread,
            markup,
            silent: args.flag("disable_notification"),
            paid: args.flag("allow_paid_broadcast"),
            ..Envelope::default()
        };
        envelope.reply = reply.map(|reply| world.reply(chat, &reply)).transpose()?.flatten();
        if args.flag("protect_content") {
            envelope.more.insert("has_protected_content".into(), json!(true));
        }
        if args.has("message_effect_id") {
            envelope.more.insert("effect_id".into(), json!(args.text("message_effect_id")));
        }
        Ok(envelope)
    }
}

impl World {
    /// The message that is replied to, as the new message shows it.
    fn reply(&self, chat: i64, reply: &Value) -> Result<Option<Value>, Stop> {
        let Some(id) = reply["message_id"].as_i64() else { return Ok(None) };
        let target = self.chats.get(&chat).and_then(|chat| chat.message(id));
        match target {
            Some(message) => {
                let mut shown = self.bot_api_message(message);
                if let Some(fields) = shown.as_object_mut() {
                    fields.remove("reply_to_message");
                }
                Ok(Some(shown))
            }
            None if reply["allow_sending_without_reply"] == true => Ok(None),
            None => Err(bad("message to be replied not found")),
        }
    }

    /// Sends one message; the Bot API's Message of it.
    pub fn send(&mut self, call: &Call<'_>, draft: Draft) -> Result<Value, Stop> {
        let envelope = Envelope::read(self, call.args)?;
        self.check(&envelope, &draft)?;
        self.admit(call, &envelope, 1)?;
        Ok(self.put(envelope, draft))
    }

    /// What the servers check about the content once it is clear where it goes.
    pub fn check(&self, envelope: &Envelope, draft: &Draft) -> Result<(), Stop> {
        if draft.is_text {
            text::check_message(&draft.text, "message is too long")?;
        } else {
            text::check_caption(&draft.text, "message caption is too long")?;
        }
        if let Some(chat) = self.chats.get(&envelope.chat) {
            chat.may_send(draft.what)?;
            chat.topic_open(envelope.thread)?;
        }
        self.server_refuses(envelope.chat)?;
        let fails = |part: &str| draft.text.text.contains(part);
        if let Some((_, code, description)) = self.failing_text.as_ref().filter(|(part, ..)| fails(part)) {
            return Err(Refusal::plain(*code, description).into());
        }
        keyboard::server_check(envelope.markup.as_ref(), self.refused_address.as_deref())
    }

    /// Asks the flood limits for so many messages or edits.
    pub fn admit(&mut self, call: &Call<'_>, envelope: &Envelope, count: usize) -> Result<(), Stop> {
        let now = self.now();
        let window = i64::from(self.limits.reply_window) * SECOND;
        let chat = envelope.chat;
        let reply = window > 0
            && self.people.get(&chat).and_then(|account| account.last_act).is_some_and(|last| now - last < window);
        let limits = self.limits.clone();
        let entitled = limits.paid_per_second > 0 && self.paid_broadcasts && self.stars >= 0.1;
        let ask = Ask { chat, group: chat < 0, reply, paid: envelope.paid && entitled, waited: call.waited };
        for _ in 0..count {
            match self.gate.ask(now, &limits, ask) {
                Verdict::Go { billed: true } => {
                    self.stars = ((self.stars * 10.0).round() - 1.0) / 10.0;
                    self.tally.counters.paid += 1;
                }
                Verdict::Go { billed: false } => {}
                Verdict::Wait(wait) => {
                    return Err(Stop::Wait(std::time::Duration::from_micros(wait.unsigned_abs())));
                }
                Verdict::Refuse(seconds) => return Err(Refusal::flood(seconds).into()),
            }
        }
        Ok(())
    }

    /// Puts a checked message into its chat; the Bot API's Message of it.
    pub fn put(&mut self, envelope: Envelope, draft: Draft) -> Value {
        let now = self.now();
        let id = self.next_message_id(envelope.chat);
        let from = match self.chats.get(&envelope.chat) {
            Some(chat) if chat.kind == Kind::Channel => Sender::Chat,
            _ => Sender::Bot,
        };
        let mut more = draft.more;
        more.extend(envelope.more);
        if let Some(reply) = envelope.reply {
            more.insert("reply_to_message".into(), reply);
        }
        let message = Message {
            id,
            chat: envelope.chat,
            from,
            date: now.div_euclid(SECOND),
            at_us: now,
            edited: None,
            deleted: false,
            silent: envelope.silent,
            thread: envelope.thread,
            text: draft.text.text,
            entities: draft.text.entities,
            photo: draft.photo,
            markup: keyboard::kept(envelope.markup),
            more,
        };
        let shown = self.bot_api_message(&message);
        count(&mut self.tally, now, &message);
        if !self.lean {
            self.keep(message, true);
        }
        shown
    }

    /// Keeps a message in its chat and shows it to whoever watches.
    pub fn keep(&mut self, message: Message, from_bot: bool) {
        let (chat_id, id) = (message.chat, message.id);
        self.message_event("message", &message);
        let Some(chat) = self.chat_mut(chat_id) else { return };
        let keyboard_changed = from_bot && chat.take_reply_keyboard(message.markup.as_ref());
        let acted = chat.action.take().is_some();
        if from_bot {
            chat.from_bot += 1;
            chat.happenings.push(Happening::Sent(id));
        }
        chat.messages.insert(id, message);
        if keyboard_changed {
            self.chat_changed(chat_id);
        }
        if acted {
            self.emit("action", &json!({"chat": chat_id, "thread": null, "action": null}));
        }
        self.touched();
    }
}

impl Chat {
    /// Follows what a message says about the reply keyboard; true if that changed it.
    fn take_reply_keyboard(&mut self, markup: Option<&Value>) -> bool {
        let Some(markup) = markup else { return false };
        if markup.get("keyboard").is_some() {
            self.reply_keyboard = Some(markup.clone());
            return true;
        }
        markup["remove_keyboard"] == true && self.reply_keyboard.take().is_some()
    }
}

/// Counts an accepted message by what a reader would call its content.
fn count(tally: &mut Tally, now: i64, message: &Message) {
    let photo = message.photo.as_ref().map(|photo| photo.file_unique_id.as_str());
    let document = message.more.get("document").and_then(|document| document["file_unique_id"].as_str());
    tally.accepted(now, message.chat, &(&message.text, &message.entities, photo, document));
}
