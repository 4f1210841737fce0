//! `headliner run`: the bot, until it is told to stop.

use std::process::ExitCode;

use crate::{app, clock::Clock, config::Config};

/// How it starts.
#[derive(clap::Args, Debug)]
pub(super) struct Run {
    /// Take over the database of another bot: wishes stay, and nobody is written to before they press Start at this one
    #[arg(long)]
    adopt: bool,
}

/// Runs the bot.
pub(super) async fn run(run: Run, config: Config) -> anyhow::Result<ExitCode> {
    app::warn_of_idle_settings(&config);
    let (clock, interrupted) = (Clock::system(), super::interrupted());
    if run.adopt {
        app::run_adopting(config, clock, interrupted).await?;
    } else {
        app::run(config, clock, interrupted).await?;
    }
    Ok(ExitCode::SUCCESS)
}
