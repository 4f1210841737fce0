//! People and chats as Telegram keeps them, and whether the bot may write there.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Message, answer::Refusal, clock::Micros};

#[derive(Clone, Debug, Default)]
pub(super) struct Account {
    pub id: i64,
    pub first_name: String,
    pub last_name: String,
    pub username: String,
    pub language: String,
    pub is_bot: bool,
    /// Has pressed Start at some time.
    pub started: bool,
    pub blocked: bool,
    pub deactivated: bool,
    /// When they last wrote or pressed something.
    pub last_act: Option<Micros>,
}

impl Account {
    /// The Bot API's User.
    pub fn user(&self) -> Value {
        let mut user = json!({"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name});
        for (field, value) in
            [("last_name", &self.last_name), ("username", &self.username), ("language_code", &self.language)]
        {
            if !value.is_empty() {
                user[field] = json!(value);
            }
        }
        user
    }

    /// The name as readers see it.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_string()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Private,
    Group,
    Supergroup,
    Channel,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Kind::Private => "private",
            Kind::Group => "group",
            Kind::Supergroup => "supergroup",
            Kind::Channel => "channel",
        }
    }

    pub fn named(name: &str) -> Option<Kind> {
        [Kind::Private, Kind::Group, Kind::Supergroup, Kind::Channel].into_iter().find(|kind| kind.name() == name)
    }
}

/// What somebody is in a chat.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Standing {
    /// Never was there.
    Stranger,
    Creator,
    Administrator(BTreeSet<String>),
    Member,
    /// May do only these (`can_send_messages` …).
    Restricted(BTreeSet<String>),
    Left,
    Kicked,
}

impl Standing {
    /// The Bot API's status.
    pub fn name(&self) -> &'static str {
        match self {
            Standing::Creator => "creator",
            Standing::Administrator(_) => "administrator",
            Standing::Member => "member",
            Standing::Restricted(_) => "restricted",
            Standing::Stranger | Standing::Left => "left",
            Standing::Kicked => "kicked",
        }
    }

    pub fn is_inside(&self) -> bool {
        !matches!(self, Standing::Stranger | Standing::Left | Standing::Kicked)
    }

    pub fn has_right(&self, right: &str) -> bool {
        match self {
            Standing::Creator => true,
            Standing::Administrator(rights) => rights.contains(right),
            _ => false,
        }
    }
}

/// The rights of an administrator, with the kinds of chat they exist in: `c` channels, `g` groups.
pub(super) const RIGHTS: [(&str, &str); 17] = [
    ("can_manage_chat", "cg"),
    ("can_delete_messages", "cg"),
    ("can_manage_video_chats", "cg"),
    ("can_restrict_members", "cg"),
    ("can_promote_members", "cg"),
    ("can_change_info", "cg"),
    ("can_invite_users", "cg"),
    ("can_post_stories", "cg"),
    ("can_edit_stories", "cg"),
    ("can_delete_stories", "cg"),
    ("can_post_messages", "c"),
    ("can_edit_messages", "c"),
    ("can_manage_direct_messages", "c"),
    ("can_pin_messages", "g"),
    ("can_manage_topics", "g"),
    ("can_manage_tags", "g"),
    ("can_send_welcome_messages", "cg"),
];

/// What a plain member may send, by right.
pub(super) const PERMISSIONS: [&str; 16] = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
];

/// A topic of a forum.
#[derive(Clone, Debug)]
pub(super) struct Topic {
    pub name: String,
    pub closed: bool,
}

/// Something that a reader of the chat could see happen.
#[derive(Clone, Debug)]
pub(super) enum Happening {
    Sent(i64),
    Edited(i64),
    Toast(String),
}

#[derive(Debug)]
pub(super) struct Chat {
    pub id: i64,
    pub kind: Kind,
    pub title: String,
    pub username: String,
    pub description: String,
    pub forum: bool,
    pub deleted: bool,
    pub migrated_to: Option<i64>,
    pub bot: Standing,
    pub members: BTreeMap<i64, Standing>,
    pub permissions: BTreeSet<String>,
    pub messages: BTreeMap<i64, Message>,
    /// The last message id of a chat that counts for itself.
    pub last_id: i64,
    pub topics: BTreeMap<i64, Topic>,
    pub general_closed: bool,
    pub pinned: Vec<i64>,
    pub reply_keyboard: Option<Value>,
    /// Every message is refused so.
    pub refusal: Option<(u16, String)>,
    pub action: Option<(String, Option<i64>, Micros)>,
    /// Message, person, emoji; the bot's own under its id.
    pub reactions: Vec<(i64, i64, String)>,
    pub happenings: Vec<Happening>,
    /// How many of `happenings` a test has already expected.
    pub expected: usize,
    /// Messages the bot has sent here in all.
    pub from_bot: usize,
    pub menu_button: Option<Value>,
}

impl Chat {
    pub fn new(id: i64, kind: Kind, title: &str) -> Chat {
        // Private chats are many and have none.
        let all = PERMISSIONS.iter().filter(|_| kind != Kind::Private);
        let permissions = all.map(ToString::to_string).collect();
        Chat {
            id,
            kind,
            title: title.to_string(),
            username: String::new(),
            description: String::new(),
            forum: false,
            deleted: false,
            migrated_to: None,
            bot: Standing::Stranger,
            members: BTreeMap::new(),
            permissions,
            messages: BTreeMap::new(),
            last_id: 0,
            topics: BTreeMap::new(),
            general_closed: false,
            pinned: Vec::new(),
            reply_keyboard: None,
            refusal: None,
            action: None,
            reactions: Vec::new(),
            happenings: Vec::new(),
            expected: 0,
            from_bot: 0,
            menu_button: None,
        }
    }

    /// The message, if it is in the chat and not deleted.
    pub fn message(&self, id: i64) -> Option<&Message> {
        self.messages.get(&id).filter(|message| !message.deleted)
    }

    /// Whether the bot may look at and act in this group or channel at all.
    pub fn access(&self) -> Result<(), Refusal> {
        let (kind, group) = match self.kind {
            Kind::Private => return Ok(()),
            Kind::Group => ("group chat", true),
            Kind::Supergroup => ("supergroup chat", false),
            Kind::Channel => ("channel chat", false),
        };
        if group && let Some(to) = self.migrated_to {
            return Err(Refusal::migrated(to));
        }
        if group && self.deleted {
            return Err(Refusal::forbidden("the group chat was deleted"));
        }
        match self.bot {
            Standing::Kicked => Err(Refusal::forbidden(&format!("bot was kicked from the {kind}"))),
            _ if self.deleted => Err(Refusal::bad("chat not found")),
            Standing::Left => Err(Refusal::forbidden(&format!("bot is not a member of the {kind}"))),
            Standing::Stranger if self.username.is_empty() => Err(Refusal::bad("chat not found")),
            Standing::Stranger => Err(Refusal::forbidden(&format!("bot is not a member of the {kind}"))),
            _ => Ok(()),
        }
    }

    /// Whether the bot may send this kind of content, as the server says no. `what` is one of the names after "to send".
    pub fn may_send(&self, what: &str) -> Result<(), Refusal> {
        match self.kind {
            Kind::Private => Ok(()),
            Kind::Channel if self.bot.has_right("can_post_messages") => Ok(()),
            Kind::Channel => Err(Refusal::bad("need administrator rights in the channel chat")),
            Kind::Group | Kind::Supergroup => {
                let right = permission(what);
                let allowed = match &self.bot {
                    Standing::Restricted(rights) => rights.contains(right),
                    Standing::Member => self.permissions.contains(right),
                    _ => true,
                };
                let message = format!("not enough rights to send {what} to the chat");
                if allowed { Ok(()) } else { Err(Refusal::bad(&message)) }
            }
        }
    }

    /// Whether a message may go to this topic.
    pub fn topic_open(&self, thread: Option<i64>) -> Result<(), Refusal> {
        if !self.forum {
            return Ok(());
        }
        let manages = self.bot.has_right("can_manage_topics");
        let closed = match thread {
            Some(thread) => self.topics.get(&thread).is_some_and(|topic| topic.closed),
            None => self.general_closed,
        };
        if closed && !manages { Err(Refusal::bad("TOPIC_CLOSED")) } else { Ok(()) }
    }
}

/// The right that sending this asks for.
fn permission(what: &str) -> &'static str {
    match what {
        "photos" => "can_send_photos",
        "documents" => "can_send_documents",
        "videos" => "can_send_videos",
        "music" => "can_send_audios",
        "voice notes" => "can_send_voice_notes",
        "video notes" => "can_send_video_notes",
        "polls" => "can_send_polls",
        "animations" | "stickers" | "games" => "can_send_other_messages",
        _ => "can_send_messages",
    }
}
