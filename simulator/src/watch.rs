//! Chats as text, for people who read tests.

use std::fmt::Write;

use super::{Message, Photo, Sender, chats::Chat, files, world::World};

impl Message {
    /// Says only that something happened in the chat.
    pub(super) fn is_service(&self) -> bool {
        const FIELDS: [&str; 10] = [
            "new_chat_members",
            "left_chat_member",
            "forum_topic_created",
            "forum_topic_closed",
            "forum_topic_reopened",
            "forum_topic_edited",
            "pinned_message",
            "migrate_to_chat_id",
            "migrate_from_chat_id",
            "new_chat_title",
        ];
        FIELDS.iter().any(|field| self.more.contains_key(*field))
    }
}

impl World {
    /// The chat as a person reads it: who, what, buttons in brackets, marks for what is silent, edited or deleted.
    pub fn transcript(&self, id: i64) -> String {
        let Some(chat) = self.chats.get(&id) else { return format!("(there is no chat {id})\n") };
        let mut written = format!("— {} —\n", if chat.title.is_empty() { chat.kind.name() } else { &chat.title });
        for message in chat.messages.values() {
            self.write_message(&mut written, chat, message);
        }
        if let Some(keyboard) = &chat.reply_keyboard {
            let _ = writeln!(written, "(reply keyboard: {keyboard})");
        }
        written
    }

    fn write_message(&self, written: &mut String, chat: &Chat, message: &Message) {
        let name = match message.from {
            Sender::Bot => self.bot.name().to_string(),
            Sender::Person(id) => self.account(id).map(|account| account.name()).unwrap_or_default(),
            Sender::Chat => chat.title.clone(),
        };
        let mut marks = Vec::new();
        for (mark, is_so) in [
            ("silent", message.silent),
            ("edited", message.edited.is_some()),
            ("deleted", message.deleted),
            ("photo", message.photo.is_some()),
            ("pinned", chat.pinned.contains(&message.id)),
        ] {
            if is_so {
                marks.push(mark);
            }
        }
        let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
        let text = self.service_sentence(message).unwrap_or_else(|| message.html());
        let _ = writeln!(written, "{name}{marks}: {}", text.replace('\n', "\n    "));
        for row in message.labels() {
            let _ = writeln!(written, "    [{}]", row.join("] ["));
        }
    }

    /// Keeps a picture that a person sends; none if it is no picture.
    pub fn keep_photo(&mut self, content: &[u8]) -> Option<Photo> {
        let (width, height) = files::photo_size(content).ok()?;
        let bytes = bytes::Bytes::copy_from_slice(content);
        let file = self.files.keep("photo", "photo.jpg", "image/jpeg", bytes, (width, height));
        Some(Photo { file_id: file.id, file_unique_id: file.unique_id, width, height, spoiler: false })
    }
}
