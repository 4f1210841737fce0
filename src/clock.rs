//! The one clock. Everything that needs the time of day takes it as an argument or asks a [`Clock`]; timers are
//! `tokio::time`. A clock that is tied to tokio's timers ([`Clock::starting_at`]) moves with them, so that a test that
//! pauses the runtime's time pauses the newsroom's wall clock too.
//!
//! A machine's clock may be wrong, and may be set while the program runs or between two runs. So it is not believed alone:
//! Telegram's answers say what time it is there ([`Clock::hear`]), and the system how long it has been up. Where the
//! machine is more than a minute off, Telegram's time goes on from the last answer ([`Clock::now`]). What cannot be undone
//! waits until both have reached its time ([`Moment::surely`]), and how long something lasted is the least that any of
//! them says ([`Moment::since`]): late news rather than lost news.

mod beat;

use std::{
    fmt, fs,
    ops::{Add, Sub},
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicI64, Ordering::Relaxed},
    },
    time::Duration,
};

use chrono::{DateTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

pub use beat::Beat;

/// A moment: milliseconds since 1970-01-01T00:00:00Z. This is also how the database keeps time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(pub i64);

impl Time {
    /// Milliseconds since the epoch.
    pub fn ms(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch, as the Bot API writes dates.
    pub fn unix(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// The same moment for calendars. Moments outside chrono's range (262,000 years away) become the epoch.
    pub fn utc(self) -> DateTime<Utc> {
        Utc.timestamp_millis_opt(self.0).single().unwrap_or_default()
    }

    /// How long after `earlier` this is; zero if it is not after it.
    pub fn since(self, earlier: Time) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

impl From<DateTime<Utc>> for Time {
    fn from(at: DateTime<Utc>) -> Self {
        Time(at.timestamp_millis())
    }
}

impl Add<Duration> for Time {
    type Output = Time;
    fn add(self, by: Duration) -> Time {
        Time(self.0.saturating_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX)))
    }
}

impl Sub<Duration> for Time {
    type Output = Time;
    fn sub(self, by: Duration) -> Time {
        Time(self.0.saturating_sub(i64::try_from(by.as_millis()).unwrap_or(i64::MAX)))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.utc().format("%Y-%m-%dT%H:%M:%S%.3fZ"))
    }
}

/// How far the machine's clock and Telegram's may be apart and both be right: answers take a while, and their dates have
/// no fractions.
pub const APART: Duration = Duration::from_secs(60);

/// How long the machine has been up, asleep or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Up {
    /// Since this start of it.
    pub boot: i64,
    /// So long.
    pub lasting: Duration,
}

/// What the clocks say at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The machine's clock on the wall.
    pub wall: Time,
    /// Telegram's, where an answer has told it.
    pub there: Option<Time>,
    /// Since when the machine is up, where it says that.
    pub up: Option<Up>,
}

impl Moment {
    /// How many milliseconds the machine's clock is ahead of Telegram's, where that is too many.
    pub fn error(&self) -> Option<i64> {
        let ahead = self.wall.0.saturating_sub(self.there?.0);
        (ahead.unsigned_abs() > APART.as_millis() as u64).then_some(ahead)
    }

    /// The time, as well as it is known: the machine's, unless Telegram's says that it is wrong.
    pub fn now(&self) -> Time {
        self.there.filter(|_| self.error().is_some()).unwrap_or(self.wall)
    }

    /// What has come by both clocks, for what cannot be undone.
    pub fn surely(&self) -> Time {
        self.now().min(self.wall)
    }

    /// How long ago the other was: the least that any clock says. One that was set back says nothing; where the machine was
    /// started anew, its uptime says nothing.
    pub fn since(&self, earlier: &Moment) -> Duration {
        let wall = self.wall.since(earlier.wall);
        let there = self.there.zip(earlier.there).map(|(now, then)| now.since(then));
        let up = self.up.zip(earlier.up).filter(|(now, then)| now.boot == then.boot);
        let up = up.and_then(|(now, then)| now.lasting.checked_sub(then.lasting));
        [Some(wall), there, up].into_iter().flatten().min().unwrap_or_default()
    }
}

/// Where an answer has its time from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The head of the answer. A server or proxy on this machine tells the machine's own time there.
    Header,
    /// A message that was accepted: Telegram's own.
    Message,
}

/// Tells the time. Cheap to clone; all clones have heard the same.
#[derive(Clone, Debug)]
pub struct Clock {
    machine: Machine,
    heard: Arc<Mutex<Heard>>,
}

#[derive(Clone, Debug)]
enum Machine {
    System,
    Timers {
        base: Time,
        from: Instant,
        boot: i64,
        /// By how many milliseconds the clock on the wall was turned.
        turned: Arc<AtomicI64>,
    },
}

#[derive(Debug, Default)]
struct Heard {
    /// When the last answer came.
    answered: Option<Instant>,
    last: Option<Said>,
}

/// An answer told the time.
#[derive(Clone, Copy, Debug)]
struct Said {
    there: Time,
    source: Source,
    then: Instant,
    up: Option<Up>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Clock {
        Clock { machine: Machine::System, heard: Arc::default() }
    }

    /// A clock that shows `base` now and then moves with tokio's timers, paused when they are. Each is a machine of its own.
    pub fn starting_at(base: Time) -> Clock {
        static BOOTS: AtomicI64 = AtomicI64::new(1);
        let boot = BOOTS.fetch_add(1, Relaxed);
        let machine = Machine::Timers { base, from: Instant::now(), boot, turned: Arc::default() };
        Clock { machine, heard: Arc::default() }
    }

    /// Sets the clock on the wall of [`Clock::starting_at`] forward (or back) by so many milliseconds; its timers stay.
    pub fn turn(&self, milliseconds: i64) {
        if let Machine::Timers { turned, .. } = &self.machine {
            turned.fetch_add(milliseconds, Relaxed);
        }
    }

    /// The same machine, and a process that has heard nothing yet.
    pub fn of_next_process(&self) -> Clock {
        Clock { machine: self.machine.clone(), heard: Arc::default() }
    }

    /// Telegram has answered; what time it is there, if it said so.
    pub fn hear(&self, said: Option<(Time, Source)>) {
        let (then, up) = (Instant::now(), self.machine.up());
        let mut heard = self.heard();
        heard.answered = Some(then);
        if let Some((there, source)) = said
            && heard.last.is_none_or(|last| last.source <= source)
        {
            heard.last = Some(Said { there, source, then, up });
        }
    }

    /// What another process of this machine was told, and when, is known here too, unless the machine was started anew.
    pub fn learn(&self, sign: &Moment) {
        let (up, then) = (self.machine.up(), Instant::now());
        let passed = up.zip(sign.up).filter(|(now, then)| now.boot == then.boot);
        let passed = passed.and_then(|(now, then)| now.lasting.checked_sub(then.lasting));
        if let Some((there, passed)) = sign.there.zip(passed) {
            self.heard().last.get_or_insert(Said { there: there + passed, source: Source::Header, then, up });
        }
    }

    /// Whether this process has had an answer.
    pub fn is_answered(&self) -> bool {
        self.heard().answered.is_some()
    }

    /// How long ago the last answer came that Telegram gave to this process.
    pub fn answered_ago(&self) -> Option<Duration> {
        self.heard().answered.map(|at| at.elapsed())
    }

    /// The time, as well as it is known.
    pub fn now(&self) -> Time {
        let (wall, last) = (self.machine.wall(), self.heard().last);
        let Some(last) = last else { return wall };
        // Nearly always they agree, and the system need not be asked.
        let moment = Moment { wall, there: Some(last.there + last.then.elapsed()), up: None };
        if moment.error().is_none() { wall } else { self.moment().now() }
    }

    /// What the clocks say now.
    pub fn moment(&self) -> Moment {
        let (wall, up, last) = (self.machine.wall(), self.machine.up(), self.heard().last);
        let lasting = |last: &Said| match up.zip(last.up) {
            Some((now, then)) if now.boot == then.boot => now.lasting.saturating_sub(then.lasting),
            _ => last.then.elapsed(), // which stands still while the machine sleeps
        };
        Moment { wall, there: last.map(|last| last.there + lasting(&last)), up }
    }

    fn heard(&self) -> std::sync::MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Machine {
    fn wall(&self) -> Time {
        match self {
            Machine::System => Time(Utc::now().timestamp_millis()),
            Machine::Timers { base, from, turned, .. } => {
                let time = *base + from.elapsed();
                Time(time.0.saturating_add(turned.load(Relaxed)))
            }
        }
    }

    fn up(&self) -> Option<Up> {
        match self {
            Machine::System => Some(Up { boot: boot()?, lasting: uptime()? }),
            Machine::Timers { from, boot, .. } => Some(Up { boot: *boot, lasting: from.elapsed() }),
        }
    }
}

/// Which start of the machine this is (Linux).
fn boot() -> Option<i64> {
    static BOOT: OnceLock<Option<i64>> = OnceLock::new();
    *BOOT.get_or_init(|| {
        let id = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        let digits: String = id.chars().filter(char::is_ascii_hexdigit).take(16).collect();
        Some(u64::from_str_radix(&digits, 16).ok()?.cast_signed())
    })
}

/// How long the machine has been up (Linux): the kernel's `CLOCK_BOOTTIME`, which goes on while the machine sleeps.
fn uptime() -> Option<Duration> {
    let text = fs::read_to_string("/proc/uptime").ok()?;
    let seconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;
    const NOON: Time = Time(1_795_420_000_000);

    fn moment(wall: i64, there: Option<i64>, up: Option<(i64, i64)>) -> Moment {
        let up = up.map(|(boot, lasting)| Up { boot, lasting: Duration::from_millis(lasting.unsigned_abs()) });
        Moment { wall: Time(wall), there: there.map(Time), up }
    }

    #[test]
    fn the_machine_is_believed_unless_telegram_says_otherwise() {
        let check = |ahead: i64, now: i64, surely: i64| {
            let moment = moment(NOON.0 + ahead, Some(NOON.0), None);
            assert_eq!((moment.now().0 - NOON.0, moment.surely().0 - NOON.0), (now, surely), "{ahead}");
        };
        check(0, 0, 0);
        check(59_000, 59_000, 59_000);
        check(-59_000, -59_000, -59_000);
        check(7 * HOUR, 0, 0);
        check(-7 * HOUR, 0, -7 * HOUR);
        let alone = moment(NOON.0, None, None);
        assert_eq!((alone.now(), alone.surely(), alone.error()), (NOON, NOON, None));
    }

    #[test]
    fn the_shortest_time_that_any_clock_tells_is_what_lasted() {
        let earlier = moment(10 * HOUR, Some(10 * HOUR), Some((1, 5 * HOUR)));
        let check = |now: Moment, hours: i64| {
            assert_eq!(now.since(&earlier), Duration::from_millis((hours * HOUR).unsigned_abs()), "{now:?}");
        };
        check(moment(12 * HOUR, Some(12 * HOUR), Some((1, 7 * HOUR))), 2);
        check(moment(19 * HOUR, Some(12 * HOUR), Some((1, 7 * HOUR))), 2);
        check(moment(19 * HOUR, None, Some((1, 7 * HOUR))), 2);
        check(moment(19 * HOUR, None, Some((2, HOUR))), 9);
        check(moment(19 * HOUR, None, Some((1, HOUR))), 9); // it has shrunk: it is no clock
        check(moment(19 * HOUR, Some(12 * HOUR), None), 2);
        check(moment(3 * HOUR, Some(12 * HOUR), None), 0);
        check(moment(19 * HOUR, None, None), 9);
    }

    #[tokio::test(start_paused = true)]
    async fn a_clock_that_is_turned_goes_on_with_telegrams_time() {
        let clock = Clock::starting_at(NOON);
        clock.turn(7 * HOUR);
        assert_eq!(clock.now().0 - NOON.0, 7 * HOUR, "nobody has contradicted");
        clock.hear(Some((NOON, Source::Header)));
        tokio::time::advance(Duration::from_secs(600)).await;
        assert_eq!(clock.now().0 - NOON.0, 600_000);
        clock.turn(-7 * HOUR);
        assert_eq!((clock.now().0 - NOON.0, clock.moment().error()), (600_000, None));
        clock.hear(Some((NOON, Source::Message)));
        clock.hear(Some((NOON + Duration::from_secs(86_400), Source::Header)));
        assert_eq!(clock.moment().there, Some(NOON), "a message's date goes before that of a head");
        let (sign, next) = (clock.moment(), clock.of_next_process());
        assert_eq!((next.is_answered(), next.moment().there, clock.is_answered()), (false, None, true));
        tokio::time::advance(Duration::from_secs(60)).await;
        next.learn(&sign);
        assert_eq!(next.moment().there, Some(NOON + Duration::from_secs(60)));
        let other = Clock::starting_at(NOON);
        other.learn(&sign);
        assert_eq!(other.moment().there, None, "that machine was started anew");
    }

    #[test]
    fn this_system_says_how_long_it_is_up() {
        let (first, second) = (Clock::system().moment(), Clock::system().moment());
        if cfg!(target_os = "linux") {
            let (first, second) = (first.up.unwrap(), second.up.unwrap());
            assert!(first.boot == second.boot && first.lasting <= second.lasting);
        }
    }
}
