//! `headliner stats`: subscribers, rubrics, deliveries.

use std::process::ExitCode;

use clap::Args;

use super::tell;
use crate::{clock::Clock, config::Config, report::Statistics};

/// Subscribers, rubrics, deliveries
#[derive(Args, Debug)]
pub(super) struct Stats {
    /// The last N days, besides day and week
    #[arg(long, value_name = "N", value_parser = tell::whole(1..=3650))]
    days: Option<u32>,
    /// As JSON, with field names that stay
    #[arg(long)]
    json: bool,
}

/// Prints the numbers.
pub(super) fn run(stats: &Stats, config: &Config) -> anyhow::Result<ExitCode> {
    let store = super::open_store(config)?;
    let newsroom = crate::app::newsroom(config, &store)?;
    let now = Clock::system().now();
    let numbers = store.read_here(|store| Statistics::gather(store, &newsroom, stats.days, now))?;
    if stats.json {
        say!("{}", numbers.json());
    } else {
        let words = crate::app::words(config)?;
        let text = numbers.text(&words, &newsroom, crate::article::Language::En);
        say!("{}", crate::message::html::as_read(&text));
    }
    Ok(ExitCode::SUCCESS)
}
