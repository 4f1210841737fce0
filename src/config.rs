//! The settings of the installation. In: flags of the command line, environment variables, `.env`. Out: one [`Config`] that is
//! valid as a whole, or every mistake at once as sentences. A flag wins over the environment, the environment over `.env`.

mod env;
mod flags;
mod letters;
pub mod private;
mod read;
mod settings;
#[cfg(test)]
mod tests;

use std::{fmt, path::PathBuf};

pub use env::{environment, placed, unknown};
pub use flags::Flags;
pub use letters::{plain_text, unreadable};
pub use read::{nearest, parse_duration, short};
pub use settings::Config;

/// The bot's token. Neither `Debug` nor `Display` shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Takes a text of the form `123456:letters`, which is all that can be said without asking Telegram.
    pub fn new(text: &str) -> Result<Token, String> {
        let text = text.trim();
        let shape = text.split_once(':').is_some_and(|(bot, secret)| {
            let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
            !bot.is_empty()
                && bot.bytes().all(|byte| byte.is_ascii_digit())
                && !secret.is_empty()
                && secret.chars().all(fits)
        });
        if shape {
            Ok(Token(text.to_string()))
        } else {
            Err("is no token; copy it whole from @BotFather, like 123456:ABC…".into())
        }
    }

    /// The token itself: for the address of a request, and never for a message or a log line.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// What only we and another program know. Neither `Debug` nor `Display` shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a text of at least so many characters, in one word.
    pub fn new(text: &str, least: usize) -> Result<Secret, String> {
        match text.chars().count() {
            length if length < least => Err(format!(
                " has {length} characters and needs at least {least}: take a random one, like `openssl rand -hex 32` makes"
            )),
            _ if !text.bytes().all(|byte| byte.is_ascii_graphic()) => {
                Err(" may have letters, digits and signs of ASCII only, without spaces".into())
            }
            _ => Ok(Secret(text.to_owned())),
        }
    }

    /// The secret itself: for comparing and signing, and never for a message or a log line.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// What becomes of a message that may or may not have arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uncertain {
    /// Where Telegram said that something failed, it is sent again; else the chat's next message names it once more.
    Mention,
    /// It is sent again, twice at most, then named.
    Resend,
    /// Nothing, unless it is breaking: that is always sent again.
    Skip,
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths = (&self.articles, &self.newsroom, &self.database);
        let rates = (self.send_rate, self.paid_rate);
        f.debug_struct("Config").field("paths", &paths).field("rates", &rates).finish_non_exhaustive()
    }
}

impl Config {
    /// The settings from flags and, where a flag is missing, from `environment`. All mistakes come at once.
    pub fn load(flags: &Flags, environment: impl Fn(&str) -> Option<String>) -> Result<Config, Vec<String>> {
        read::config(flags, &environment)
    }

    /// The folder of the words' overlay: `words` beside the newsroom's file.
    pub fn words(&self) -> PathBuf {
        self.newsroom.with_file_name("words")
    }
}
