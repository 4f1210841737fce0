//! Buttons under a message, as the Bot API writes them. A keyboard holds no button that Telegram would refuse the message for.

use serde::{Serialize, Serializer, ser::SerializeMap};

use url::{Host, Url};

/// The most bytes of callback data (Bot API, InlineKeyboardButton).
const DATA: usize = 64;

/// The longest address we put on a button: longer ones are refused or cut by the clients.
const LONGEST: usize = 2048;

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

/// The colour of a button, never its meaning (Bot API 9.4, which teloxide does not know).
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

/// Whether Telegram takes the address on a button and in a link: http or https, and a dot in the host.
pub fn is_accepted(url: &str) -> bool {
    let Ok(parsed) = Url::parse(url) else { return false };
    let host = match parsed.host() {
        Some(Host::Domain(domain)) => domain.trim_end_matches('.').contains('.'),
        Some(Host::Ipv4(_)) => true,
        _ => false,
    };
    let plain = parsed.username().is_empty() && parsed.password().is_none();
    url.len() <= LONGEST && matches!(parsed.scheme(), "http" | "https") && host && plain
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
            Action::Url(url) => is_accepted(url),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telegram_takes_these_addresses() {
        let check = |url: &str, expected: bool| assert_eq!(is_accepted(url), expected, "{url}");
        check("https://vecher.kz/a", true);
        check("http://127.0.0.1:8080/a", true);
        check("https://xn--80adjurebl.xn--p1ai/", true);
        check("http://localhost/a", false);
        check("http://localhost./a", false);
        check("http://[::1]/a", false);
        check("ftp://vecher.kz/a", false);
        check("javascript:alert(1)", false);
        check("https://user:secret@vecher.kz/", false);
        check("/a", false);
        check("", false);
        check(&format!("https://vecher.kz/{}", "a".repeat(3000)), false);
    }

    #[test]
    fn a_keyboard_is_what_the_bot_api_takes() {
        let keyboard = Keyboard::of([
            vec![Button::url("a", "https://vecher.kz/").styled(Style::Primary), Button::url("b", "http://localhost/")],
            vec![Button::data("c", "m:412"), Button::copy("d", "text"), Button::inline("e", "")],
            vec![
                Button::data("", "x"),
                Button::data("f", ""),
                Button::data("g", "x".repeat(65)),
                Button::copy("h", ""),
            ],
            vec![],
        ]);
        let expected = serde_json::json!({"inline_keyboard": [
            [{"text": "a", "url": "https://vecher.kz/", "style": "primary"}],
            [{"text": "c", "callback_data": "m:412"}, {"text": "d", "copy_text": {"text": "text"}}, {"text": "e", "switch_inline_query": ""}],
        ]});
        assert_eq!(serde_json::to_value(&keyboard).expect("JSON"), expected);
        assert!(Keyboard::default().is_empty() && !keyboard.is_empty());
    }
}
