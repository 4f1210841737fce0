//! What the engine makes of the machine under it. In: how much room the disk of the database has, whether turns could be written.
//! Out: whether anything may leave. Before the disk is full nothing does any more: what is in flight then still finds room for its
//! outcome, and people for their answers. What could not be written is tried again until it can; both end by themselves.

use std::time::Duration;

use tokio::time::Instant;

use crate::{delivery::status::Disk, store::Ailment};

const MIB: u64 = 1 << 20;
/// With less room than that nothing leaves: SQLite's log may have 64 MiB before it is folded in, which needs as much in the file
/// itself, and what is in flight has its outcomes to be written.
pub(super) const STOP: u64 = 200 * MIB;
/// With less than that the desk is told.
const LOW: u64 = 1024 * MIB;
/// How often it is looked: a second of the fastest push is some hundred kilobytes.
const LOOK: Duration = Duration::from_secs(1);

/// See the module.
pub(super) struct Machine {
    next: Instant,
    disk: Option<Disk>,
    ailment: Option<Ailment>,
}

impl Machine {
    pub(super) fn new(now: Instant) -> Machine {
        Machine { next: now, disk: None, ailment: None }
    }

    /// Looks how much is free, if it is time to; `None`: that is not known.
    pub(super) fn look(&mut self, free: impl FnOnce() -> Option<u64>, now: Instant) {
        if now < self.next {
            return;
        }
        self.next = now + LOOK;
        let was_halted = self.is_halted();
        self.disk = free().and_then(|free| room(free, self.disk));
        match (was_halted, self.is_halted()) {
            (false, true) => log::error!(
                "less than {} MiB are free on the disk of the database: nothing is sent until there is more",
                STOP / MIB
            ),
            (true, false) => log::info!("there is room on the disk of the database again; delivery goes on"),
            _ => {}
        }
    }

    /// The database could not be used.
    pub(super) fn fails(&mut self, ailment: Option<Ailment>) {
        self.ailment = ailment.or(Some(Ailment::Other));
    }

    /// Something was written.
    pub(super) fn works(&mut self) {
        if self.ailment.take().is_some() {
            log::info!("the database can be written again; delivery goes on");
        }
    }

    /// Whether nothing may leave, since there is no room for what becomes of it.
    pub(super) fn is_halted(&self) -> bool {
        self.disk.is_some_and(|disk| disk.is_halted)
    }

    pub(super) fn disk(&self) -> Option<Disk> {
        self.disk
    }

    pub(super) fn ailment(&self) -> Option<Ailment> {
        self.ailment
    }
}

/// What so much room means after what it meant before: it has to be a little more for better news, so that a file that comes and goes
/// does not switch delivery on and off.
fn room(free: u64, before: Option<Disk>) -> Option<Disk> {
    let more = |mark: u64, is_under: bool| if is_under { mark + mark / 8 } else { mark };
    if free >= more(LOW, before.is_some()) {
        return None;
    }
    let is_halted = free < more(STOP, before.is_some_and(|disk| disk.is_halted));
    let is_known = |known: &Disk| known.is_halted == is_halted && free >= known.free / 2 && free / 2 <= known.free;
    Some(before.filter(is_known).unwrap_or(Disk { free, stop: STOP, is_halted }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_has_marks_and_some_play() {
        let mut known = None;
        let mut check = |mib: u64, expected: Option<(u64, bool)>| {
            known = room(mib * MIB, known);
            assert_eq!(known.map(|disk| (disk.free / MIB, disk.is_halted)), expected, "{mib} MiB");
        };
        check(1024, None);
        check(1023, Some((1023, false)));
        check(600, Some((1023, false))); // not told anew
        check(500, Some((500, false)));
        check(1100, Some((1100, false))); // not yet
        check(1152, None);
        check(199, Some((199, true)));
        check(201, Some((199, true)));
        check(99, Some((99, true)));
        check(225, Some((225, false)));
        check(0, Some((0, true)));
        check(5000, None);
    }

    #[test]
    fn it_is_looked_once_a_second_and_goes_on_by_itself() {
        let start = Instant::now();
        let mut machine = Machine::new(start);
        let mut looks = 0;
        for tenth in 0..=20 {
            machine.look(
                || {
                    looks += 1;
                    Some(MIB)
                },
                start + LOOK * tenth / 10,
            );
        }
        assert!(machine.is_halted() && looks == 3, "{looks} looks");
        machine.look(|| Some(LOW * 2), start + LOOK * 3);
        assert!(!machine.is_halted());
        machine.fails(None);
        assert_eq!(machine.ailment(), Some(Ailment::Other));
        machine.works();
        assert_eq!(machine.ailment(), None);
    }
}
