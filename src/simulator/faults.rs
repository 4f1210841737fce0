//! What goes wrong on the way: on request, and by chance from a seed.

use serde::{Deserialize, Serialize};

/// One thing that can go wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The connection is reset before the request was read by Telegram: no effect.
    ResetBefore,
    /// The request has its effect, then the connection is reset.
    ResetAfter,
    /// 502 with an HTML page, no effect.
    BadGateway,
    /// 502 with an HTML page although the request had its effect.
    BadGatewayAfter,
    /// 500 `Internal Server Error: restart`, no effect.
    Restart,
    /// 429 with `retry_after` of so many seconds, no effect.
    Flood(u32),
    /// 429 with `retry_after` of so many seconds although the request had its effect.
    FloodAfter(u32),
    /// The request has its effect and is never answered: the connection stays open until the client gives up.
    Lost,
    /// Never answered and without effect.
    Swallowed,
    /// The request has its effect; the answer breaks off in the middle.
    Truncated,
    /// The answer comes so many milliseconds late.
    Delay(u32),
}

/// Faults by chance. All chances are per request (0.0 to 1.0), drawn from `seed` in the order in which requests arrive, so
/// that a seed repeats a run. They concern sending, editing and deleting; `everything` widens them to all methods.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Faults {
    /// The seed.
    pub seed: u64,
    /// All methods, `getUpdates` and `getMe` included.
    pub everything: bool,
    /// Milliseconds that every answer takes.
    pub latency_ms: u32,
    /// Up to so many milliseconds more, evenly spread.
    pub jitter_ms: u32,
    /// Chance of [`Fault::ResetBefore`].
    pub reset_before: f64,
    /// Chance of [`Fault::ResetAfter`].
    pub reset_after: f64,
    /// Chance of [`Fault::BadGateway`].
    pub bad_gateway: f64,
    /// Chance of [`Fault::BadGatewayAfter`].
    pub bad_gateway_after: f64,
    /// Chance of [`Fault::Restart`].
    pub restart: f64,
    /// Chance of [`Fault::Flood`].
    pub flood: f64,
    /// Chance of [`Fault::FloodAfter`].
    pub flood_after: f64,
    /// Seconds of `retry_after` in floods by chance.
    pub flood_seconds: u32,
    /// Chance of [`Fault::Lost`].
    pub lost: f64,
    /// Chance of [`Fault::Swallowed`].
    pub swallowed: f64,
    /// Chance of [`Fault::Truncated`].
    pub truncated: f64,
}

impl Faults {
    /// Nothing goes wrong and answers come at once.
    pub fn none() -> Faults {
        Faults {
            seed: 1,
            everything: false,
            latency_ms: 0,
            jitter_ms: 0,
            reset_before: 0.0,
            reset_after: 0.0,
            bad_gateway: 0.0,
            bad_gateway_after: 0.0,
            restart: 0.0,
            flood: 0.0,
            flood_after: 0.0,
            flood_seconds: 3,
            lost: 0.0,
            swallowed: 0.0,
            truncated: 0.0,
        }
    }
}

impl Default for Faults {
    fn default() -> Faults {
        Faults::none()
    }
}
