//! `headliner simulator`: the Bot API simulator by itself.

use std::{net::IpAddr, process::ExitCode};

use anyhow::Context;
use clap::Args;

use crate::simulator::{Limits, Settings};

/// The Bot API simulator by itself
#[derive(Args, Debug)]
pub(super) struct Simulator {
    /// The port
    #[arg(long, default_value_t = 8081)]
    port: u16,
    /// The address to listen on; anyone who reaches it can control the simulator
    #[arg(long, default_value = "127.0.0.1")]
    address: IpAddr,
    /// The bot's token
    #[arg(long)]
    bot_token: Option<String>,
    /// Without flood limits
    #[arg(long)]
    no_limits: bool,
    /// Keep counters only, no messages: for measuring
    #[arg(long)]
    lean: bool,
}

/// Serves until it is told to stop.
pub(super) async fn run(simulator: Simulator) -> anyhow::Result<ExitCode> {
    let mut settings =
        Settings { address: simulator.address, port: simulator.port, lean: simulator.lean, ..Settings::default() };
    if let Some(token) = simulator.bot_token {
        settings.token = token;
    }
    if simulator.no_limits {
        settings.limits = Limits::none();
    }
    let address = format!("{}:{}", simulator.address, simulator.port);
    let running = crate::simulator::Simulator::start(settings)
        .await
        .with_context(|| format!("cannot listen on {address}: take another --port"))?;
    say!("TELOXIDE_API_URL={}", running.url());
    say!("TELOXIDE_TOKEN={}", running.token());
    super::interrupted().await;
    running.stop();
    Ok(ExitCode::SUCCESS)
}
