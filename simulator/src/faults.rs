//! What goes wrong on the way: on request, and by chance from a seed.

use std::{collections::VecDeque, time::Duration};

use serde::{Deserialize, Serialize};

use super::clock::Micros;

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
    /// 401 `Unauthorized`, no effect: the token is not known.
    Unauthorized,
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

/// What the faults remember: the state of chance, and what was asked for by name.
#[derive(Debug)]
pub(super) struct Chaos {
    pub faults: Faults,
    state: u64,
    next: VecDeque<(String, Fault, u32)>,
    /// Of which method (empty: of all), with which fault, until when.
    outage: Option<(String, Fault, Micros)>,
}

/// What one request meets.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Weather {
    pub delay: Duration,
    pub fault: Option<Fault>,
}

impl Chaos {
    pub fn new(faults: Faults) -> Chaos {
        let state = faults.seed;
        Chaos { faults, state, next: VecDeque::new(), outage: None }
    }

    /// Other chances, from their seed on; what was asked for by name stays.
    pub fn replace(&mut self, faults: Faults) {
        self.state = faults.seed;
        self.faults = faults;
    }

    pub fn fail_next(&mut self, method: &str, fault: Fault, times: u32) {
        self.next.push_back((method.to_ascii_lowercase(), fault, times));
    }

    pub fn outage(&mut self, method: &str, fault: Fault, until: Micros) {
        self.outage = Some((method.to_ascii_lowercase(), fault, until));
    }

    /// What the request of this method (in small letters) meets; `changes` if it sends, edits or deletes.
    pub fn meet(&mut self, now: Micros, method: &str, changes: bool) -> Weather {
        self.outage.take_if(|(_, _, until)| now >= *until);
        if let Some((of, fault, _)) = &self.outage
            && (of.is_empty() || of == method)
        {
            return Weather { delay: Duration::ZERO, fault: Some(*fault) };
        }
        let mut weather = Weather { delay: self.latency(), fault: self.asked_for(method, changes) };
        if weather.fault.is_none() && (changes || self.faults.everything) {
            weather.fault = self.by_chance();
        }
        if let Some(Fault::Delay(ms)) = weather.fault {
            weather.delay += Duration::from_millis(ms.into());
        }
        weather
    }

    fn latency(&mut self) -> Duration {
        let jitter = self.faults.jitter_ms;
        let extra = if jitter > 0 { (self.chance() * f64::from(jitter)) as u64 } else { 0 };
        Duration::from_millis(u64::from(self.faults.latency_ms) + extra)
    }

    fn asked_for(&mut self, method: &str, changes: bool) -> Option<Fault> {
        let fits = |wanted: &str| if wanted.is_empty() { changes } else { wanted == method };
        let place = self.next.iter().position(|(wanted, _, _)| fits(wanted))?;
        let (_, fault, times) = &mut self.next[place];
        let fault = *fault;
        *times = times.saturating_sub(1);
        if *times == 0 {
            self.next.remove(place);
        }
        Some(fault)
    }

    fn by_chance(&mut self) -> Option<Fault> {
        let faults = self.faults.clone();
        let seconds = faults.flood_seconds;
        let chances = [
            (faults.reset_before, Fault::ResetBefore),
            (faults.reset_after, Fault::ResetAfter),
            (faults.bad_gateway, Fault::BadGateway),
            (faults.bad_gateway_after, Fault::BadGatewayAfter),
            (faults.restart, Fault::Restart),
            (faults.flood, Fault::Flood(seconds)),
            (faults.flood_after, Fault::FloodAfter(seconds)),
            (faults.lost, Fault::Lost),
            (faults.swallowed, Fault::Swallowed),
            (faults.truncated, Fault::Truncated),
        ];
        if chances.iter().all(|(chance, _)| *chance <= 0.0) {
            return None;
        }
        let mut draw = self.chance();
        for (chance, fault) in chances {
            if draw < chance {
                return Some(fault);
            }
            draw -= chance;
        }
        None
    }

    /// The next number from 0 to 1 (splitmix64).
    fn chance(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        (mixed >> 11) as f64 / (1u64 << 53) as f64
    }
}

impl Fault {
    /// Whether the request has its effect although the bot does not get a plain answer.
    pub(super) fn keeps_effect(self) -> bool {
        matches!(
            self,
            Fault::ResetAfter
                | Fault::BadGatewayAfter
                | Fault::FloodAfter(_)
                | Fault::Lost
                | Fault::Truncated
                | Fault::Delay(_)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(seed: u64) -> Vec<Option<Fault>> {
        let mut chaos = Chaos::new(Faults { seed, lost: 0.3, restart: 0.2, ..Faults::none() });
        (0..200).map(|_| chaos.meet(0, "sendmessage", true).fault).collect()
    }

    #[test]
    fn a_seed_repeats_a_run() {
        assert_eq!(run(7), run(7));
        assert_ne!(run(7), run(8));
        let lost = run(7).iter().filter(|fault| **fault == Some(Fault::Lost)).count();
        assert!((40..80).contains(&lost), "{lost} of 200 at a chance of 0.3");
    }

    #[test]
    fn what_is_asked_for_comes_so_many_times() {
        let mut chaos = Chaos::new(Faults::none());
        chaos.fail_next("sendPhoto", Fault::Restart, 2);
        assert_eq!(chaos.meet(0, "sendmessage", true).fault, None);
        let photos: Vec<_> = (0..3).map(|_| chaos.meet(0, "sendphoto", true).fault).collect();
        assert_eq!(photos, [Some(Fault::Restart), Some(Fault::Restart), None]);
    }

    #[test]
    fn an_outage_ends() {
        let mut chaos = Chaos::new(Faults::none());
        chaos.outage("", Fault::BadGateway, 10);
        assert_eq!(chaos.meet(9, "getme", false).fault, Some(Fault::BadGateway));
        assert_eq!(chaos.meet(10, "getme", false).fault, None);
    }
}
