//! `headliner simulator`: the Bot API simulator by itself.

use std::{net::IpAddr, process::ExitCode};

use clap::Args;

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
