//! The settings as flags of the command line. They are texts here: `read` is where all are checked together.

use clap::Args;

/// A flag for each setting; each wins over the environment variable of its name.
#[derive(Args, Clone, Default)]
#[command(next_help_heading = "Settings (each also an environment variable, see .env.example)")]
pub struct Flags {
    /// The bot's token (better in .env: others on this machine can see flags)
    #[arg(long, global = true, value_name = "TOKEN", hide_short_help = true)]
    pub token: Option<String>,
    /// The Bot API server
    #[arg(long, global = true, value_name = "URL", hide_short_help = true)]
    pub api_url: Option<String>,
    /// A proxy on the way to Telegram
    #[arg(long, global = true, value_name = "URL", hide_short_help = true)]
    pub proxy: Option<String>,
    /// The article store
    #[arg(long, global = true, value_name = "FOLDER", hide_short_help = true)]
    pub articles: Option<String>,
    /// The newsroom's file
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    pub newsroom: Option<String>,
    /// The SQLite file; without a value, `check` verifies the one of the settings
    #[arg(long, global = true, value_name = "FILE", num_args = 0..=1, default_missing_value = "", hide_short_help = true)]
    pub database: Option<String>,
    /// Telegram user ids of admins, comma separated
    #[arg(long, global = true, value_name = "IDS", hide_short_help = true)]
    pub admins: Option<String>,
    /// Telegram user ids of editors, comma separated
    #[arg(long, global = true, value_name = "IDS", hide_short_help = true)]
    pub editors: Option<String>,
    /// The staff's group
    #[arg(long, global = true, value_name = "CHAT", allow_hyphen_values = true, hide_short_help = true)]
    pub desk: Option<String>,
    /// Bulk messages a second, 0 = no limit
    #[arg(long, global = true, value_name = "N", hide_short_help = true)]
    pub send_rate: Option<String>,
    /// Bulk messages a second where paid for, 0 = never pay
    #[arg(long, global = true, value_name = "N", hide_short_help = true)]
    pub paid_rate: Option<String>,
    /// After downtime, older single pushes are not sent
    #[arg(long, global = true, value_name = "TIME", hide_short_help = true)]
    pub max_age: Option<String>,
    /// What may or may not have arrived: mention, resend, skip
    #[arg(long, global = true, value_name = "POLICY", hide_short_help = true)]
    pub uncertain: Option<String>,
    /// How long the ledger keeps message ids
    #[arg(long, global = true, value_name = "TIME", hide_short_help = true)]
    pub keep: Option<String>,
    /// Feeds to poll into the store, comma separated
    #[arg(long, global = true, value_name = "URLS", hide_short_help = true)]
    pub feeds: Option<String>,
    /// Address of health and metrics
    #[arg(long, global = true, value_name = "ADDRESS", hide_short_help = true)]
    pub ops: Option<String>,
    /// Log lines: text or json
    #[arg(long, global = true, value_name = "FORMAT", hide_short_help = true)]
    pub log: Option<String>,
}

impl Flags {
    /// The flag that stands for this environment variable.
    pub(super) fn get(&self, variable: &str) -> Option<&str> {
        let flag = match variable {
            "TELOXIDE_TOKEN" => &self.token,
            "TELOXIDE_API_URL" => &self.api_url,
            "TELOXIDE_PROXY" => &self.proxy,
            "HEADLINER_ARTICLES" => &self.articles,
            "HEADLINER_NEWSROOM" => &self.newsroom,
            "HEADLINER_DATABASE" => &self.database,
            "HEADLINER_ADMINS" => &self.admins,
            "HEADLINER_EDITORS" => &self.editors,
            "HEADLINER_DESK" => &self.desk,
            "HEADLINER_SEND_RATE" => &self.send_rate,
            "HEADLINER_PAID_RATE" => &self.paid_rate,
            "HEADLINER_MAX_AGE" => &self.max_age,
            "HEADLINER_UNCERTAIN" => &self.uncertain,
            "HEADLINER_KEEP" => &self.keep,
            "HEADLINER_FEEDS" => &self.feeds,
            "HEADLINER_OPS" => &self.ops,
            "HEADLINER_LOG" => &self.log,
            _ => return None,
        };
        flag.as_deref()
    }
}

impl std::fmt::Debug for Flags {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let given = super::SETTINGS.iter().filter(|setting| self.get(setting.name).is_some());
        f.debug_list().entries(given.map(|setting| setting.name)).finish()
    }
}
