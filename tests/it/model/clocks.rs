//! The clocks of a history: the machine's may be hours off, and is set while the program runs or between two runs; the
//! machine may be started anew. Telegram may tell its time or not. Where it does, none of that may change anything but that
//! digests reach further back; where it does not, the oracle sees the same wrong times as the program, and nothing that was
//! to last a while may last longer for it.

use headliner::clock::{APART, Moment, Time, Up};

use super::{
    day::MINUTE,
    oracle::{MAX_AGE, Oracle},
    world::{Step, World, said},
};

/// See the module.
#[derive(Debug)]
pub struct Clocks {
    /// The time, which nobody knows.
    truth: i64,
    /// How far the machine's clock is ahead of it.
    ahead: i64,
    /// Telegram tells its time.
    told: bool,
    /// Which start of the machine this is, and when it was.
    boot: (i64, i64),
    /// Since when the line is well.
    well: i64,
}

impl Clocks {
    pub fn new(now: i64, told: bool) -> Clocks {
        Clocks { truth: now, ahead: 0, told, boot: (1, now - 1_000 * MINUTE), well: 0 }
    }

    /// The time that no clock tells.
    pub fn truth(&self) -> Time {
        Time(self.truth)
    }

    pub fn moment(&self) -> Moment {
        let (boot, since) = self.boot;
        let lasting = Time(self.truth).since(Time(since));
        let there = self.told.then_some(Time(self.truth));
        Moment { wall: Time(self.truth + self.ahead), there, up: Some(Up { boot, lasting }) }
    }
}

impl World<'_> {
    /// Time passes.
    pub(super) fn pass(&mut self, milliseconds: i64) {
        self.clocks.truth += milliseconds;
        self.look_at_clocks();
    }

    /// What the program makes of its clocks, as at each look of the engine.
    pub(super) fn look_at_clocks(&mut self) {
        let moment = self.clocks.moment();
        self.now = moment.now().0;
        let well = self.now - (self.clocks.truth - self.clocks.well);
        self.given.rules.doubtful = moment.now().since(moment.surely());
        self.given.rules.line_well = Time(well);
        self.oracle.line_well = well;
        self.oracle.doubtful = if self.clocks.told { (-self.clocks.ahead).max(0) } else { 0 };
    }

    /// The line is well from now on.
    pub(super) fn line_is_well(&mut self) {
        self.clocks.well = self.clocks.truth;
        self.look_at_clocks();
    }

    /// Somebody sets the machine's clock while the program runs.
    pub(super) fn sets_clock(&mut self, ahead: i64) -> Step {
        let before = self.now;
        self.clocks.ahead = ahead * MINUTE;
        self.look_at_clocks();
        self.tell(format!("the clock is set {ahead} minutes off, Telegram's time is known: {}", self.clocks.told));
        if Time(self.now) + APART < Time(before) {
            self.store.set_back(Time(self.now)).map_err(said)?;
            self.oracle.is_set_back(self.now);
            self.repairs.notes.are_set_back(self.now);
        }
        Ok(())
    }

    /// So many minutes without the program, in which the clock may be set and the machine may be started anew. How long
    /// nothing was sent, as far as any clock can tell; what has come for sure.
    pub(super) fn is_down(&mut self, minutes: i64, ahead: Option<i64>, reboots: bool) -> (i64, i64) {
        let before = self.clocks.ahead;
        self.clocks.truth += minutes * MINUTE;
        self.clocks.ahead = ahead.map_or(before, |ahead| ahead * MINUTE);
        if reboots {
            self.clocks.boot = (self.clocks.boot.0 + 1, self.clocks.truth);
        }
        self.look_at_clocks();
        self.oracle.is_set_back(self.now);
        self.repairs.notes.are_set_back(self.now);
        let wall = minutes * MINUTE + self.clocks.ahead - before;
        let known = self.clocks.told || !reboots;
        let down = if known { wall.min(minutes * MINUTE) } else { wall };
        (down.max(0), self.now.min(self.clocks.truth + self.clocks.ahead))
    }
}

impl Oracle {
    /// What was noted in what is the future now lasts as long as it was to last, from now.
    fn is_set_back(&mut self, now: i64) {
        let past = |at: &mut i64| *at = if *at > now + MINUTE { now } else { *at };
        self.entries.iter_mut().for_each(|entry| past(&mut entry.at));
        for side in &mut self.sides {
            past(&mut side.back);
            side.barred.iter_mut().for_each(|barred| past(&mut barred.last));
            side.mutes.iter_mut().for_each(|(_, from, _)| past(from));
            let day = &mut side.day;
            day.last.iter_mut().for_each(past);
            if day.noted > now + MINUTE {
                (day.gate, day.noted) = (now + (day.gate - day.noted).max(0), now);
            }
        }
    }

    /// An outage that ended now has made too old what came out before it.
    pub fn outage(&mut self, surely: i64, now: i64) {
        self.floor = Some((self.tick, surely - MAX_AGE, now));
    }
}
