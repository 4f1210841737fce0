//! `headliner run`: the bot, until it is told to stop.

use std::process::ExitCode;

use crate::{app, clock::Clock, config::Config};

/// Runs the bot.
pub(super) async fn run(config: Config) -> anyhow::Result<ExitCode> {
    app::warn_of_settings_to_come(&config);
    app::run(config, Clock::system(), super::interrupted()).await?;
    Ok(ExitCode::SUCCESS)
}
