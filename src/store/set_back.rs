//! A clock that was set back, or may have been between two starts. In: the time. Out: a store in which nothing that has
//! happened lies in the future, and nothing that was to last for a while lasts longer for it. What is wanted at a time of day
//! stays: breaks, mutes, embargoes, invitations. Rows of the ledger keep their times, which are their keys; whoever reads
//! them by time looks a little into the future.

use rusqlite::params;

use super::{Result, Writing};
use crate::clock::{APART, Time};

/// What is later than ?2 happened, and begins, at ?1.
const SENTENCES: [&str; 6] = [
    "UPDATE chat SET joined_at = min(joined_at, ?1), last = min(last, ?1),
       gate = CASE WHEN gate_at > ?2 THEN ?1 + max(gate - gate_at, 0) ELSE gate END, gate_at = min(gate_at, ?1)
     WHERE gate_at > ?2 OR last > ?2 OR joined_at > ?2",
    "UPDATE plan SET due = CASE WHEN why IN (2, 3) THEN ?1 + max(due - at, 0) ELSE due END, at = ?1
     WHERE state = 0 AND at > ?2",
    "UPDATE publication SET at = ?1 WHERE at > ?2",
    "UPDATE event SET at = ?1 WHERE at > ?2",
    "UPDATE barred SET since = min(since, ?1), last = min(last, ?1) WHERE last > ?2 OR since > ?2",
    "UPDATE OR IGNORE mute SET from_at = ?1 WHERE from_at > ?2",
];

impl Writing<'_> {
    /// The time is `now`, whatever was noted before; how many rows were noted later than that.
    pub fn set_back(&self, now: Time) -> Result<usize> {
        let mut changed = 0;
        for sentence in SENTENCES {
            changed += self.sql(sentence)?.execute(params![now.0, (now + APART).0])?;
        }
        if changed > 0 {
            self.bump_log()?;
        }
        Ok(changed)
    }
}
