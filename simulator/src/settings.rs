//! What a simulator is started with.

use std::{
    net::{IpAddr, Ipv4Addr},
    time::{Duration, SystemTime},
};

use super::{Faults, Limits};

/// How a simulator starts. The default is a bot `@headliner_bot` on a free loopback port with Telegram's own limits, no
/// faults, the present time and everything remembered.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to listen; loopback unless told otherwise.
    pub address: IpAddr,
    /// The port; 0 takes a free one.
    pub port: u16,
    /// The bot's token, `ID:SECRET`. Any other token is answered 401.
    pub token: String,
    /// The bot's name as readers see it.
    pub bot_name: String,
    /// The bot's username, without `@`.
    pub bot_username: String,
    /// Unix time in milliseconds at the start. From here on time is the tokio runtime's, paused or not.
    pub started_at_ms: i64,
    /// Keep counters and hashes only: no messages, no log. For measuring with millions of messages.
    pub lean: bool,
    /// The flood limits.
    pub limits: Limits,
    /// Faults by chance; see [`Faults`].
    pub faults: Faults,
    /// How many requests the log keeps; the oldest go first.
    pub log_capacity: usize,
    /// Names, besides `localhost` and addresses, by which clients reach this machine (a container's, say): requests for any
    /// other are refused.
    pub hosts: Vec<String>,
    /// Fetch pictures and files by URL from this machine and private networks, as Telegram would from public ones. Nothing
    /// is fetched from anywhere else: the web is what was registered.
    pub fetch_private: bool,
    /// Close a connection that has sent no complete request for so long; `None` never does, which is what a paused clock
    /// wants.
    pub idle: Option<Duration>,
}

impl Default for Settings {
    fn default() -> Settings {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Settings {
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            token: "7000000001:AAHeadlinerSimulatorToken-0123456789".to_string(),
            bot_name: "Headliner".to_string(),
            bot_username: "headliner_bot".to_string(),
            started_at_ms: i64::try_from(now.as_millis()).unwrap_or(0),
            lean: false,
            limits: Limits::telegram(),
            faults: Faults::none(),
            log_capacity: 10_000,
            hosts: Vec::new(),
            fetch_private: false,
            idle: None,
        }
    }
}

impl Settings {
    /// The default with every limit off.
    pub fn unlimited() -> Settings {
        Settings { limits: Limits::none(), ..Settings::default() }
    }

    /// The default, starting at `ms` milliseconds since the epoch.
    pub fn starting_at(ms: i64) -> Settings {
        Settings { started_at_ms: ms, ..Settings::default() }
    }
}
