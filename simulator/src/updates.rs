//! The queue of updates: what waits for the bot, how long, and what `getUpdates` sees of it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Value, json};

use super::clock::{Micros, SECOND};

/// More updates than this do not wait: the oldest goes.
const MOST_WAITING: usize = 100_000;
/// An answer of `getUpdates` stops growing here.
const ANSWER_BYTES: usize = 4 << 20;
/// Ids begin anew after so long without an update.
const IDLE: Micros = 7 * 24 * 3600 * SECOND;
/// What is only sent to a bot that asks for it by name.
const ON_REQUEST: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

#[derive(Debug)]
struct Update {
    id: i64,
    kind: &'static str,
    body: String,
    expires: Micros,
}

/// The queue of one bot.
#[derive(Debug)]
pub(super) struct Queue {
    waiting: VecDeque<Update>,
    next: i64,
    last_push: Micros,
    /// `allowed_updates` as last given; `None` is the default.
    pub allowed: Option<BTreeSet<String>>,
    last_offset: Option<i64>,
    last_start: Micros,
    /// Counts pollers that had to wait: a newer one ends an older one.
    pub poller: u64,
    /// When the last 409 was given out.
    pub last_conflict: Option<Micros>,
}

/// How a poll is to be served after the rules against busy loops.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Poll {
    pub offset: i64,
    pub limit: usize,
    pub timeout: i64,
}

impl Queue {
    /// The first id depends on the time of the start, as a stand-in for chance that repeats.
    pub fn new(seed: i64) -> Queue {
        Queue {
            waiting: VecDeque::new(),
            next: first_id(seed),
            last_push: i64::MIN,
            allowed: None,
            last_offset: None,
            last_start: 0,
            poller: 0,
            last_conflict: None,
        }
    }

    /// Adds an update unless the bot did not ask for its kind. `body` is what stands beside `update_id`.
    pub fn push(&mut self, now: Micros, kind: &'static str, body: &Value) {
        let wanted = match &self.allowed {
            Some(allowed) => allowed.contains(kind),
            None => !ON_REQUEST.contains(&kind),
        };
        if !wanted {
            return;
        }
        if self.waiting.is_empty() && self.last_push != i64::MIN && now - self.last_push > IDLE {
            self.next = first_id(now);
        }
        self.last_push = now;
        let body = json!({"update_id": self.next, kind: body}).to_string();
        self.waiting.push_back(Update { id: self.next, kind, body, expires: now + lifetime(kind) });
        self.next += 1;
        if self.waiting.len() > MOST_WAITING {
            self.waiting.pop_front();
        }
    }

    /// Remembers `allowed_updates`; an empty list is the default.
    pub fn allow(&mut self, kinds: &[Value]) {
        let kinds: BTreeSet<String> = kinds.iter().filter_map(Value::as_str).map(str::to_string).collect();
        self.allowed = (!kinds.is_empty()).then_some(kinds);
    }

    /// The rules against busy loops: the same offset again within 3 seconds waits, within half a second gets one update.
    pub fn tame(&mut self, now: Micros, mut poll: Poll) -> Poll {
        let again = self.last_offset == Some(poll.offset);
        if again && poll.timeout < 3 && now < self.last_start + 3 * SECOND {
            poll.timeout = 3;
        }
        if again && now < self.last_start + SECOND / 2 {
            poll.limit = 1;
        }
        self.last_offset = Some(poll.offset);
        self.last_start = now;
        poll
    }

    /// Forgets what `offset` confirms and what has expired.
    pub fn confirm(&mut self, now: Micros, offset: i64) {
        self.waiting.retain(|update| update.expires > now);
        if offset < 0 {
            let kept = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            let gone = self.waiting.len().saturating_sub(kept);
            self.waiting.drain(..gone);
        } else if offset <= self.next {
            while self.waiting.front().is_some_and(|update| update.id < offset) {
                self.waiting.pop_front();
            }
        }
    }

    /// The updates from the head on, as the JSON array of an answer; `None` if there are none.
    pub fn head(&self, limit: usize) -> Option<String> {
        if self.waiting.is_empty() {
            return None;
        }
        let mut array = String::from("[");
        for update in self.waiting.iter().take(limit) {
            if array.len() > 1 {
                if array.len() + update.body.len() > ANSWER_BYTES {
                    break;
                }
                array.push(',');
            }
            array.push_str(&update.body);
        }
        array.push(']');
        Some(array)
    }

    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// How many wait, by kind.
    pub fn kinds(&self) -> BTreeMap<&'static str, usize> {
        let mut kinds = BTreeMap::new();
        for update in &self.waiting {
            *kinds.entry(update.kind).or_default() += 1;
        }
        kinds
    }

    pub fn drop_all(&mut self) {
        self.waiting.clear();
    }
}

fn first_id(seed: i64) -> i64 {
    let spread = seed.unsigned_abs().wrapping_mul(0x9E37_79B9) % 900_000_000;
    2_000_001 + i64::try_from(spread).unwrap_or(0)
}

/// How long an update of this kind waits.
fn lifetime(kind: &str) -> Micros {
    SECOND
        * match kind {
            "callback_query" | "pre_checkout_query" | "shipping_query" => 150,
            "inline_query" => 30,
            "chosen_inline_result" => 600,
            _ => 24 * 3600,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(queue: &Queue, limit: usize) -> Vec<i64> {
        let array: Value = serde_json::from_str(&queue.head(limit).unwrap_or("[]".into())).expect("JSON");
        array.as_array().expect("an array").iter().map(|update| update["update_id"].as_i64().expect("an id")).collect()
    }

    fn queue_of(kinds: &[&'static str]) -> (Queue, i64) {
        let mut queue = Queue::new(1);
        let first = queue.next;
        for kind in kinds {
            queue.push(0, kind, &json!({}));
        }
        (queue, first)
    }

    #[test]
    fn an_offset_confirms_what_is_before_it() {
        let (mut queue, first) = queue_of(&["message"; 5]);
        queue.confirm(1, first + 2);
        assert_eq!(ids(&queue, 2), [first + 2, first + 3]);
        queue.confirm(1, -1);
        assert_eq!(ids(&queue, 100), [first + 4]);
        queue.confirm(1, first + 5);
        assert_eq!(queue.head(100), None);
    }

    #[test]
    fn the_first_id_is_in_telegrams_range() {
        for seed in [0, 1, 1_790_000_000_000, 1_795_000_000_123, i64::MAX] {
            assert!((2_000_001..1_000_000_000).contains(&Queue::new(seed).next), "{seed}");
        }
    }

    #[test]
    fn an_offset_far_outside_is_the_head() {
        let (mut queue, first) = queue_of(&["message"; 2]);
        queue.confirm(1, first + 1000);
        assert_eq!(ids(&queue, 100), [first, first + 1]);
    }

    #[test]
    fn each_kind_expires_in_its_time() {
        let (mut queue, _) = queue_of(&["message", "callback_query", "inline_query"]);
        queue.confirm(31 * SECOND, 0);
        assert_eq!(queue.len(), 2);
        queue.confirm(151 * SECOND, 0);
        assert_eq!(queue.kinds().keys().copied().collect::<Vec<_>>(), ["message"]);
        queue.confirm(24 * 3600 * SECOND + 1, 0);
        assert_eq!(queue.len(), 0);
    }

    #[test]
    fn only_what_is_allowed_comes() {
        let (mut queue, _) = queue_of(&["chat_member", "message"]);
        assert_eq!(queue.len(), 1);
        queue.allow(&[json!("chat_member")]);
        queue.push(0, "message", &json!({}));
        queue.push(0, "chat_member", &json!({}));
        assert_eq!(queue.len(), 2);
    }

    #[test]
    fn a_busy_loop_is_slowed_down() {
        let (mut queue, _) = queue_of(&[]);
        let poll = Poll { offset: 7, limit: 100, timeout: 0 };
        assert_eq!(queue.tame(SECOND, poll), poll);
        assert_eq!(queue.tame(SECOND + 400_000, poll), Poll { offset: 7, limit: 1, timeout: 3 });
        assert_eq!(queue.tame(SECOND + 1_400_000, poll), Poll { offset: 7, limit: 100, timeout: 3 });
        assert_eq!(queue.tame(SECOND * 6, poll), poll);
    }
}
