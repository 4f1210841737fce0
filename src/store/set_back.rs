//! A clock that was set back, or may have been between two starts. In: the time. Out: a store in which nothing that has
//! happened lies in the future, and nothing that was to last for a while lasts longer for it. What is wanted at a time of day
//! stays: breaks, mutes, embargoes, invitations. Rows of the ledger keep their times, which are their keys; whoever reads
//! them by time looks a little into the future.

use rusqlite::params;

use super::{Result, Writing};
use crate::clock::{APART, Time};

/// What is later than ?2 happened, and begins, at ?1.
const SENTENCES: [&str; 11] = [
    "UPDATE chat SET joined_at = min(joined_at, ?1), last = min(last, ?1), rested = min(rested, ?1),
       gate = CASE WHEN gate_at > ?2 THEN ?1 + max(gate - gate_at, 0) ELSE gate END, gate_at = min(gate_at, ?1)
     WHERE gate_at > ?2 OR last > ?2 OR joined_at > ?2 OR rested > ?2",
    "UPDATE question SET at = ?1 WHERE at > ?2",
    "UPDATE plan SET due = CASE WHEN why IN (2, 3) THEN ?1 + max(due - at, 0) ELSE due END, at = ?1
     WHERE state = 0 AND at > ?2",
    "UPDATE publication SET at = ?1 WHERE at > ?2",
    "UPDATE event SET at = ?1 WHERE at > ?2",
    "UPDATE note SET at = ?1 WHERE at > ?2",
    "UPDATE barred SET since = min(since, ?1), last = min(last, ?1) WHERE last > ?2 OR since > ?2",
    "UPDATE OR IGNORE mute SET from_at = ?1 WHERE from_at > ?2",
    "UPDATE saved SET at = ?1 WHERE at > ?2",
    "UPDATE offer SET at = ?1 WHERE at > ?2",
    "UPDATE word SET at = ?1 WHERE at > ?2",
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

#[cfg(test)]
mod tests {
    use super::super::Store;
    use super::*;

    const NOW: i64 = 1_795_410_000_000;
    const BEFORE: i64 = NOW - 3_600_000;
    /// Not surely later: so far may two clocks be apart that are right.
    const SOON: i64 = NOW + 30_000;
    const LATER: i64 = NOW + 25_200_000;
    const MINUTE: i64 = 60_000;

    /// Two chats that joined long ago, and an article.
    fn base() -> String {
        let chat = |key: i64| {
            format!(
                "INSERT INTO chat (key, telegram, kind, state, breaking, main, news, rubrics, languages, urgent, mode,
                   spacing, cap, tongue, photos, sound, joined_at)
                 VALUES ({key}, {key}, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0, {BEFORE});"
            )
        };
        let article = "INSERT INTO article (key, id, revision, state, story, published, arrived)
                       VALUES (1, 'bridge', 1, 1, 1, 1, 1);";
        format!("{}{}{article}", chat(1), chat(2))
    }

    /// Writes this, sets the clock back, and looks at what is asked for: whatever stands there, row by row.
    fn check(written: &str, asked: &str, expected: &[&[i64]]) {
        let store = Store::in_memory().unwrap();
        let rows = store.write_here(|store| {
            store.connection.execute_batch(&(base() + written))?;
            let before = store.log_version()?;
            let (first, second) = (store.set_back(Time(NOW))?, store.set_back(Time(NOW))?);
            assert!(first > 0 && second == 0, "{written}: {first} rows, then {second}");
            assert_eq!(store.log_version()?, before + 1, "{written}: who has read the log reads it again");
            let mut sql = store.sql(asked)?;
            let columns = 0..sql.column_count();
            let rows = sql.query_map([], |row| columns.clone().map(|column| row.get(column)).collect());
            Ok(rows?.collect::<rusqlite::Result<Vec<Vec<i64>>>>()?)
        });
        assert_eq!(rows.unwrap(), expected, "{written}");
    }

    #[test]
    fn what_a_chat_has_had_is_of_now() {
        let asked = "SELECT joined_at, last, gate, gate_at FROM chat ORDER BY key";
        let set = |what: &str| {
            format!(
                "UPDATE chat SET last = {BEFORE}, gate = {BEFORE}, gate_at = {BEFORE}; UPDATE chat SET {what} WHERE key = 1;"
            )
        };
        let other: &[i64] = &[BEFORE; 4];
        check(&set(&format!("joined_at = {LATER}")), asked, &[&[NOW, BEFORE, BEFORE, BEFORE], other]);
        check(&set(&format!("last = {LATER}")), asked, &[&[BEFORE, NOW, BEFORE, BEFORE], other]);
        // A minute's hold lasts a minute from now on; one that was noted before stays.
        let held = format!("gate = {}, gate_at = {LATER}", LATER + MINUTE);
        check(&set(&held), asked, &[&[BEFORE, BEFORE, NOW + MINUTE, NOW], other]);
        let both = format!("last = {LATER}, gate = {}", LATER + MINUTE);
        check(&set(&both), asked, &[&[BEFORE, NOW, LATER + MINUTE, BEFORE], other]);
    }

    #[test]
    fn what_waits_waits_no_longer_and_a_time_of_day_stays() {
        let plan = |id: i64, why: i64, at: i64, state: i64| {
            let due = at + MINUTE;
            format!(
                "INSERT INTO plan (id, article, lane, due, why, at, state) VALUES ({id}, 1, 2, {due}, {why}, {at}, {state});"
            )
        };
        let whys: String = (1..=4).map(|why| plan(why, why, LATER, 0)).collect();
        let written = whys + &plan(5, 2, LATER, 1) + &plan(6, 2, SOON, 0) + &plan(7, 3, BEFORE, 0);
        check(
            &written,
            "SELECT due, at FROM plan ORDER BY id",
            &[
                &[LATER + MINUTE, NOW],
                &[NOW + MINUTE, NOW],
                &[NOW + MINUTE, NOW],
                &[LATER + MINUTE, NOW],
                &[LATER + MINUTE, LATER],
                &[SOON + MINUTE, SOON],
                &[BEFORE + MINUTE, BEFORE],
            ],
        );
    }

    #[test]
    fn what_has_happened_does_not_lie_in_the_future() {
        let [(published, log), (happened, events)] = [
            ("INSERT INTO publication (article, lane, rubrics, languages, at) VALUES (1, 2, 1, 1, ", "publication"),
            ("INSERT INTO event (chat, what, at) VALUES (1, 0, ", "event"),
        ];
        for (insert, table) in [(published, log), (happened, events)] {
            let written: String = [LATER, SOON, BEFORE].iter().map(|at| format!("{insert}{at});")).collect();
            check(&written, &format!("SELECT at FROM {table} ORDER BY rowid"), &[&[NOW], &[SOON], &[BEFORE]]);
        }
    }

    #[test]
    fn who_is_barred_has_been_since_now() {
        let barred = |chat: i64, since: i64, last: i64| {
            format!(
                "INSERT INTO barred (chat, why, since, last, tries, missed) VALUES ({chat}, 'no', {since}, {last}, 1, 0);"
            )
        };
        let asked = "SELECT since, last FROM barred ORDER BY chat";
        check(&(barred(1, BEFORE, LATER) + &barred(2, LATER, LATER)), asked, &[&[BEFORE, NOW], &[NOW, NOW]]);
        check(&(barred(1, LATER, BEFORE) + &barred(2, BEFORE, SOON)), asked, &[&[NOW, BEFORE], &[BEFORE, SOON]]);
    }

    #[test]
    fn what_was_saved_and_offered_was_so_by_now() {
        let saved = format!("INSERT INTO saved (chat, article, at) VALUES (1, 1, {LATER}), (2, 1, {SOON});");
        check(&saved, "SELECT at FROM saved ORDER BY chat", &[&[NOW], &[SOON]]);
        let offered = format!("INSERT INTO offer (chat, at) VALUES (1, {LATER}), (2, {BEFORE});");
        check(&offered, "SELECT at FROM offer ORDER BY chat", &[&[NOW], &[BEFORE]]);
    }

    #[test]
    fn a_word_was_asked_for_by_now() {
        let word =
            |text: &str, at: i64| format!("INSERT INTO word (text, said, at) VALUES ('{text}', '{text}', {at});");
        let asked = "SELECT at FROM word ORDER BY id";
        check(&(word("a", LATER) + &word("b", SOON) + &word("c", BEFORE)), asked, &[&[NOW], &[SOON], &[BEFORE]]);
    }

    #[test]
    fn a_mute_has_begun() {
        let mute = |rubric: i64, from: i64| {
            format!("INSERT INTO mute (chat, rubric, from_at, until) VALUES (1, {rubric}, {from}, {});", LATER * 2)
        };
        let asked = "SELECT rubric, from_at FROM mute ORDER BY rubric, from_at";
        check(&(mute(1, LATER) + &mute(2, SOON) + &mute(3, BEFORE)), asked, &[&[1, NOW], &[2, SOON], &[3, BEFORE]]);
        // Where one has begun now already, the other stays as it is.
        let written = mute(1, NOW) + &mute(1, LATER) + &mute(2, LATER);
        check(&written, asked, &[&[1, NOW], &[1, LATER], &[2, NOW]]);
    }
}
