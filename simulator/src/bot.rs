//! The bot's own account: who it is, its commands, names, descriptions and menu button, by language and scope.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Settings, chats::Chat, chats::Kind};

/// The bot under test.
#[derive(Debug)]
pub(super) struct Bot {
    pub id: i64,
    pub username: String,
    /// By language; the empty one is for all others.
    pub names: BTreeMap<String, String>,
    pub descriptions: BTreeMap<String, String>,
    pub short_descriptions: BTreeMap<String, String>,
    /// By scope (as compact JSON) and language.
    pub commands: BTreeMap<(String, String), Value>,
    pub menu_button: Value,
    pub rights_for_groups: Value,
    pub rights_for_channels: Value,
    pub webhook: Option<String>,
    pub logged_out: bool,
    /// Whether its owner has switched inline mode on.
    pub inline: bool,
}

impl Bot {
    pub fn new(settings: &Settings) -> Bot {
        let id = settings.token.split(':').next().and_then(|id| id.parse().ok()).unwrap_or(7_000_000_001);
        Bot {
            id,
            username: settings.bot_username.trim_start_matches('@').to_string(),
            names: BTreeMap::from([(String::new(), settings.bot_name.clone())]),
            descriptions: BTreeMap::new(),
            short_descriptions: BTreeMap::new(),
            commands: BTreeMap::new(),
            menu_button: json!({"type": "commands"}),
            rights_for_groups: Value::Null,
            rights_for_channels: Value::Null,
            webhook: None,
            logged_out: false,
            inline: true,
        }
    }

    pub fn name(&self) -> &str {
        self.names.get("").map_or("", String::as_str)
    }

    /// The Bot API's User.
    pub fn user(&self) -> Value {
        json!({"id": self.id, "is_bot": true, "first_name": self.name(), "username": self.username})
    }

    /// What `getMe` answers.
    pub fn me(&self) -> Value {
        let mut user = self.user();
        for (field, value) in [
            ("can_join_groups", true),
            ("can_read_all_group_messages", false),
            ("supports_guest_queries", false),
            ("supports_inline_queries", self.inline),
            ("supports_join_request_queries", false),
            ("can_connect_to_business", false),
            ("has_main_web_app", false),
            ("has_topics_enabled", false),
            ("allows_users_to_create_topics", false),
            ("can_manage_bots", false),
        ] {
            user[field] = json!(value);
        }
        user
    }

    /// The commands in the menu of this chat, for a reader of this language: the narrowest scope that has any.
    pub fn commands_in(&self, chat: &Chat, language: &str) -> Value {
        let own = json!({"type": "chat", "chat_id": chat.id}).to_string();
        let kind = if chat.kind == Kind::Private { "all_private_chats" } else { "all_group_chats" };
        let scopes = [own, json!({"type": kind}).to_string(), json!({"type": "default"}).to_string()];
        for scope in scopes {
            for language in [language, ""] {
                if let Some(commands) = self.commands.get(&(scope.clone(), language.to_string())) {
                    return commands.clone();
                }
            }
        }
        json!([])
    }

    /// The bot as the control API shows it.
    pub fn profile(&self, token: &str) -> Value {
        let commands: Vec<Value> = self
            .commands
            .iter()
            .map(|((scope, language), commands)| {
                let scope: Value = serde_json::from_str(scope).unwrap_or_default();
                json!({"scope": scope, "language_code": language, "commands": commands})
            })
            .collect();
        json!({
            "id": self.id, "name": self.name(), "username": self.username, "token": token,
            "names": self.names, "description": self.descriptions, "short_description": self.short_descriptions,
            "commands": commands, "menu_button": self.menu_button,
        })
    }
}
