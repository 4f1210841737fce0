//! Every setting, once: its field, its variable with its default, its flag with what the help says of it, and how it is
//! read. What `Config` holds, which flags there are, which names are known follows from this table; `.env.example` is held
//! against it by a test.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::Arg;
use url::Url;

use super::{
    LogFormat, Secret, Token, Uncertain,
    read::{
        Reading, address, chat, duration, list, log_format, number, optional, path, proxy, secret, uncertain, user,
        web_address, webhook, words,
    },
};

/// Telegram pays out no more than this (Bots FAQ, paid broadcasts).
const PAID_MOST: u32 = 1000;

/// Characters of the token for articles by HTTP, at least: nobody guesses that many.
pub(super) const TOKEN_LEAST: usize = 32;

/// A setting as a variable and as a flag.
pub(super) struct Setting {
    /// The environment variable.
    pub(super) name: &'static str,
    /// What it is where it is not set, as text; empty: nothing.
    pub(super) default: &'static str,
    /// What the help calls the flag's value.
    pub(super) value: &'static str,
    /// What the help says of the flag.
    pub(super) help: &'static str,
    /// How the flag differs from others.
    pub(super) shape: &'static [fn(Arg) -> Arg],
}

macro_rules! settings {
    ($(
        $(#[$about:meta])*
        $field:ident: $kind:ty = $name:literal ($default:literal), $value:literal $help:literal, $read:expr
        $(, $shape:expr)?;
    )*) => {
        /// The settings. `Debug` shows neither tokens nor addresses that may hold a password.
        #[derive(Clone, PartialEq)]
        pub struct Config {
            $($(#[$about])* pub $field: $kind,)*
        }

        /// In the order of `.env.example`, which lists those that do something.
        pub(super) const SETTINGS: &[Setting] = &[$(
            Setting { name: $name, default: $default, value: $value, help: $help, shape: &[$($shape)?] }
        ),*];

        /// Every setting is read before any `?` looks at it, so that all mistakes are collected.
        pub(super) fn read(reading: &mut Reading) -> Option<Config> {
            $(let $field = reading.get($name, $read);)*
            Some(Config { $($field: $field?),* })
        }
    };
}

settings! {
    /// The bot's token; `None` is enough for commands that do not speak to Telegram.
    token: Option<Token> = "TELOXIDE_TOKEN" (""),
        "TOKEN" "The bot's token (better in .env: others on this machine can see flags)",
        optional(|text| Token::new(text).map_err(|what| format!(" {what}")));
    /// The Bot API server; as text it ends in a slash.
    api_url: Url = "TELOXIDE_API_URL" ("https://api.telegram.org"),
        "URL" "The Bot API server",
        web_address;
    /// The proxy on the way there.
    proxy: Option<Url> = "TELOXIDE_PROXY" (""),
        "URL" "A proxy on the way to Telegram",
        optional(proxy);
    /// The article store.
    articles: PathBuf = "HEADLINER_ARTICLES" ("data/articles"),
        "FOLDER" "The article store",
        path;
    /// The newsroom's file; may be missing.
    newsroom: PathBuf = "HEADLINER_NEWSROOM" ("data/newsroom.toml"),
        "FILE" "The newsroom's file",
        path;
    /// The SQLite file.
    database: PathBuf = "HEADLINER_DATABASE" ("data/headliner.db"),
        "FILE" "The SQLite file; without a value, `check` verifies the one of the settings",
        path, |flag| flag.num_args(0..=1).default_missing_value("");
    /// Admins that cannot be removed in chat.
    admins: Vec<i64> = "HEADLINER_ADMINS" (""),
        "IDS" "Telegram user ids of admins, comma separated",
        list(user);
    /// Editors that cannot be removed in chat.
    editors: Vec<i64> = "HEADLINER_EDITORS" (""),
        "IDS" "Telegram user ids of editors, comma separated",
        list(user);
    /// The staff's group.
    desk: Option<i64> = "HEADLINER_DESK" (""),
        "CHAT" "The staff's group",
        optional(chat), |flag| flag.allow_hyphen_values(true);
    /// Bulk messages a second; zero = no limit.
    send_rate: u32 = "HEADLINER_SEND_RATE" ("30"),
        "N" "Bulk messages a second, 0 = no limit",
        |text| number(text, 100_000);
    /// Bulk messages a second where they are paid for, at most 1000; zero = never pay.
    paid_rate: u32 = "HEADLINER_PAID_RATE" ("0"),
        "N" "Bulk messages a second where paid for, 0 = never pay",
        |text| number(text, PAID_MOST);
    /// After an outage, what is older is not pushed singly.
    max_age: Duration = "HEADLINER_MAX_AGE" ("6h"),
        "TIME" "After downtime, older single pushes are not sent",
        |text| duration(text, Duration::from_secs(60));
    /// What becomes of a message that may or may not have arrived.
    uncertain: Uncertain = "HEADLINER_UNCERTAIN" ("mention"),
        "POLICY" "What may or may not have arrived: mention, resend, skip",
        uncertain;
    /// How long the ledger keeps message ids.
    keep: Duration = "HEADLINER_KEEP" ("30d"),
        "TIME" "How long the ledger keeps message ids",
        |text| duration(text, Duration::from_secs(86_400));
    /// Feeds to poll.
    feeds: Vec<Url> = "HEADLINER_FEEDS" (""),
        "URLS" "Feeds to poll into the store, with commas or spaces between",
        words(web_address);
    /// Where health, metrics and the admin's page are served.
    ops: Option<SocketAddr> = "HEADLINER_OPS" (""),
        "ADDRESS" "Health, metrics and the admin's page at this address",
        optional(|text| address(text, 9464));
    /// Where articles are taken by HTTP; with `api_token` or not at all.
    api: Option<SocketAddr> = "HEADLINER_API" (""),
        "ADDRESS" "Takes articles by HTTP at this address",
        optional(|text| address(text, 9465));
    /// What a request has to bring.
    api_token: Option<Secret> = "HEADLINER_API_TOKEN" (""),
        "TOKEN" "What a request has to bring, 32 characters or more (better in .env)",
        optional(|text| secret(text, TOKEN_LEAST));
    /// The address that is told what happened; with `webhook_secret` or not at all.
    webhook: Option<Url> = "HEADLINER_WEBHOOK" (""),
        "URL" "An address that is told what happened",
        optional(webhook);
    /// What signs it.
    webhook_secret: Option<Secret> = "HEADLINER_WEBHOOK_SECRET" (""),
        "SECRET" "What signs that (better in .env)",
        optional(|text| secret(text, 1));
    /// How log lines are written.
    log: LogFormat = "HEADLINER_LOG" ("text"),
        "FORMAT" "Log lines: text or json",
        log_format;
}
