//! Buttons under a message, as the Bot API writes them. A keyboard holds no button that Telegram would refuse the message for.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::link;

/// What a press on our own buttons sends back: at most 64 bytes.
pub mod data {
    use crate::article::ArticleKey;

    /// «⚙️ Настроить дайджест»
    pub const DIGEST_SETTINGS: &str = "s:d";
    /// «Ещё N»: what a message had no room for.
    pub const REST: &str = "rest";

    /// «⋯» of a push: `m:412`.
    pub fn more(key: ArticleKey) -> String {
        format!("m:{key}")
    }

    /// «⋯» of a bundle, which stands for its first story: `mb:412`.
    pub fn more_of_bundle(key: ArticleKey) -> String {
        format!("mb:{key}")
    }
}

/// The most bytes of callback data (Bot API, InlineKeyboardButton).
const DATA: usize = 64;

/// Rows of buttons; empty = none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keyboard(pub Vec<Vec<Button>>);

impl Keyboard {
    /// Rows without what Telegram would refuse, and without rows that are empty then.
    pub fn of(rows: impl IntoIterator<Item = Vec<Button>>) -> Keyboard {
        let sound = |row: Vec<Button>| row.into_iter().filter(Button::is_sound).collect::<Vec<_>>();
        Keyboard(rows.into_iter().map(sound).filter(|row| !row.is_empty()).collect())
    }

    /// Whether there is no button.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Vec::is_empty)
    }
}

impl Serialize for Keyboard {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("inline_keyboard", &self.0)?;
        map.end()
    }
}

/// A button.
#[derive(Clone, Debug, PartialEq)]
pub struct Button {
    /// What stands on it.
    pub label: String,
    /// What a press does.
    pub action: Action,
    /// Its colour, for servers that know colours.
    pub style: Option<Style>,
}

/// What a press on a button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Opens a page.
    Url(String),
    /// Tells the bot.
    Data(String),
    /// Copies a text of at most 256 characters.
    CopyText(String),
    /// Asks for a chat and writes the bot's name and this query there.
    SwitchInline(String),
}

/// The colour of a button; never its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// The expected next step.
    Primary,
    /// Chosen, or good.
    Success,
    /// Cannot be taken back.
    Danger,
}

impl Button {
    fn new(label: impl Into<String>, action: Action) -> Button {
        Button { label: label.into(), action, style: None }
    }

    /// Opens a page.
    pub fn url(label: impl Into<String>, url: impl Into<String>) -> Button {
        Button::new(label, Action::Url(url.into()))
    }

    /// Tells the bot.
    pub fn data(label: impl Into<String>, data: impl Into<String>) -> Button {
        Button::new(label, Action::Data(data.into()))
    }

    /// Copies a text.
    pub fn copy(label: impl Into<String>, text: impl Into<String>) -> Button {
        Button::new(label, Action::CopyText(text.into()))
    }

    /// Writes the bot's name and a query into a chat of the reader's choice.
    pub fn inline(label: impl Into<String>, query: impl Into<String>) -> Button {
        Button::new(label, Action::SwitchInline(query.into()))
    }

    /// The same button in this colour.
    pub fn styled(self, style: Style) -> Button {
        Button { style: Some(style), ..self }
    }

    /// Whether Telegram takes it.
    pub fn is_sound(&self) -> bool {
        let action = match &self.action {
            Action::Url(url) => link::is_accepted(url),
            Action::Data(data) => (1..=DATA).contains(&data.len()),
            Action::CopyText(text) => (1..=256).contains(&text.chars().count()),
            Action::SwitchInline(_) => true,
        };
        action && !self.label.trim().is_empty()
    }
}

impl Serialize for Button {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Copy<'a> {
            text: &'a str,
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("text", &self.label)?;
        match &self.action {
            Action::Url(url) => map.serialize_entry("url", url)?,
            Action::Data(data) => map.serialize_entry("callback_data", data)?,
            Action::CopyText(text) => map.serialize_entry("copy_text", &Copy { text })?,
            Action::SwitchInline(query) => map.serialize_entry("switch_inline_query", query)?,
        }
        if let Some(style) = self.style {
            map.serialize_entry("style", &style)?;
        }
        map.end()
    }
}
