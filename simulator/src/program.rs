//! The simulator as a program: its flags in, a served address out. `headliner-simulator` is this alone; another program
//! can offer it as a subcommand.

use std::{
    future::Future,
    io::{self, Write},
    net::IpAddr,
};

use crate::{Limits, Settings, Simulator};

/// The Bot API simulator by itself
#[derive(clap::Args, Clone, Debug)]
pub struct Options {
    /// The port
    #[arg(long, default_value_t = 8081, value_parser = port)]
    port: u16,
    /// The address to listen on; anyone who reaches it can control the simulator
    #[arg(long, default_value = "127.0.0.1")]
    address: IpAddr,
    /// The bot's token
    #[arg(long)]
    bot_token: Option<String>,
    /// Another name by which clients reach this machine (a container's, say); may be given more than once
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
    /// Fetch pictures and files by URL from this machine and private networks
    #[arg(long)]
    fetch_private: bool,
    /// Without flood limits
    #[arg(long)]
    no_limits: bool,
    /// Keep counters only, no messages: for measuring
    #[arg(long)]
    lean: bool,
}

fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| "write a whole number from 0 to 65535; 0 takes any free port".to_owned())
}

impl Options {
    fn settings(self) -> Settings {
        let mut settings = Settings {
            address: self.address,
            port: self.port,
            lean: self.lean,
            hosts: self.host,
            fetch_private: self.fetch_private,
            ..Settings::default()
        };
        if let Some(token) = self.bot_token {
            settings.token = token;
        }
        if self.no_limits {
            settings.limits = Limits::none();
        }
        settings
    }
}

/// Prints what a bot needs to know, as environment variables that teloxide reads, and serves until `shutdown`.
///
/// # Errors
/// If the address cannot be listened on.
pub async fn run(options: Options, shutdown: impl Future<Output = ()>) -> io::Result<()> {
    let (address, port) = (options.address, options.port);
    let simulator = Simulator::start(options.settings()).await.map_err(|why| {
        io::Error::new(why.kind(), format!("cannot listen on {address}:{port}: take another --port: {why}"))
    })?;
    let known = format!("TELOXIDE_API_URL={}\nTELOXIDE_TOKEN={}", simulator.url(), simulator.token());
    let _ = writeln!(io::stdout(), "{known}"); // a closed pipe wants no more lines
    shutdown.await;
    simulator.stop();
    Ok(())
}
