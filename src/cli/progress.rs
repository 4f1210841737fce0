//! How far a command has come, for whoever waits for it. In: how much is done, as often as the command likes to say. Out: on a
//! terminal one line that moves (a count, the rate, the time left), from the second second on; elsewhere a plain line now and
//! then. All of it goes to stderr, so that results stay what they are.

use std::{fmt::Write as _, io::IsTerminal, time::Duration};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use tokio::time::Instant;

use super::tell::thousands;
use crate::{article::Language, locale::Words};

/// What is over sooner needs no line.
const PATIENCE: Duration = Duration::from_secs(1);
/// Between two plain lines.
const EVERY: Duration = Duration::from_secs(5);
/// A megabyte, as people count them.
const MEGABYTE: u64 = 1_000_000;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Thing,
    Byte,
}

/// See the module. The line goes when this is dropped.
pub(super) struct Progress {
    what: &'static str,
    unit: Unit,
    all: Option<u64>,
    begun: Instant,
    /// The last plain line.
    said: Instant,
    /// On a terminal.
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Of so many things, where that is known. `what`: what has been done to them, such as "readers brought in".
    pub(super) fn of(what: &'static str, all: Option<u64>) -> Progress {
        Progress::new(what, Unit::Thing, all)
    }

    /// Of so many bytes.
    pub(super) fn of_bytes(what: &'static str, all: u64) -> Progress {
        Progress::new(what, Unit::Byte, Some(all))
    }

    fn new(what: &'static str, unit: Unit, all: Option<u64>) -> Progress {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(all, ProgressDrawTarget::hidden());
            bar.with_style(style(what, unit))
        });
        Progress { what, unit, all, begun: Instant::now(), said: Instant::now(), bar }
    }

    /// So much is done of what is known only now to be so much.
    pub(super) fn at_of(&mut self, done: u64, all: u64) {
        self.all = Some(all);
        self.bar.iter().for_each(|bar| bar.set_length(all));
        self.at(done);
    }

    /// So much is done.
    pub(super) fn at(&mut self, done: u64) {
        let now = Instant::now();
        match &self.bar {
            Some(bar) => {
                bar.set_position(done);
                if bar.is_hidden() && now.duration_since(self.begun) >= PATIENCE {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.tick(); // seen at once
                }
            }
            None if now.duration_since(self.said) >= EVERY => {
                self.said = now;
                self.tell(&line(self.what, self.unit, done, self.all, now.duration_since(self.begun)));
            }
            None => {}
        }
    }

    /// Says something besides, on a line of its own.
    pub(super) fn tell(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("{line}")),
            None => eprintln!("{line}"),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style(what: &'static str, unit: Unit) -> ProgressStyle {
    let said = move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        let _ = write!(out, "{}", line(what, unit, state.pos(), state.len(), state.elapsed())); // it is drawn again
    };
    ProgressStyle::with_template("{line}")
        .map_or_else(|_| ProgressStyle::default_bar(), |style| style.with_key("line", said))
}

/// `readers brought in: 120,000 of 1,000,000, 80,000 a second, 11 s left`
fn line(what: &str, unit: Unit, done: u64, all: Option<u64>, took: Duration) -> String {
    let shown = |number: u64| match unit {
        Unit::Thing => thousands(number),
        Unit::Byte => format!("{} MB", thousands(number / MEGABYTE)),
    };
    let mut line = format!("{what}: {}", shown(done));
    if let Some(all) = all {
        let _ = write!(line, " of {}", shown(all.max(done))); // a String takes everything
    }
    let rate = (done as f64 / took.as_secs_f64().max(0.001)) as u64;
    if rate > 0 {
        let _ = write!(line, ", {} a second", shown(rate));
    }
    let left = all.map(|all| all.saturating_sub(done)).filter(|left| *left > 0 && rate > 0);
    if let Some(left) = left {
        let left = Duration::from_secs(left.div_ceil(rate));
        let _ = write!(line, ", {} left", Words::built_in().duration(Language::En, left));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_much_how_fast_and_how_long() {
        let check = |done, all, seconds, expected: &str| {
            assert_eq!(line("readers", Unit::Thing, done, all, Duration::from_secs(seconds)), expected);
        };
        check(120_000, Some(1_000_000), 2, "readers: 120,000 of 1,000,000, 60,000 a second, 15 s left");
        check(1_000_000, Some(1_000_000), 20, "readers: 1,000,000 of 1,000,000, 50,000 a second");
        check(0, Some(10), 5, "readers: 0 of 10");
        check(3, None, 1, "readers: 3, 3 a second");
        check(12, Some(10), 1, "readers: 12 of 12, 12 a second");
        let bytes = line("copied", Unit::Byte, 20_000_000, Some(80_000_000), Duration::from_secs(2));
        assert_eq!(bytes, "copied: 20 MB of 80 MB, 10 MB a second, 6 s left");
    }
}
