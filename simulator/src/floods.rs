//! Telegram's flood limits. The real ones are not public: each is a number here, and zero turns it off.

use std::collections::{HashMap, VecDeque};

use serde::{Deserialize, Serialize};

use super::clock::{Micros, SECOND};

/// The limits. A zero turns a limit off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Messages a second to all chats together ("about 30").
    pub per_second: u32,
    /// Messages a second to one chat in the long run.
    pub chat_per_second: f64,
    /// How many one chat takes at once before that.
    pub chat_burst: u32,
    /// Messages and edits a minute in one group, supergroup or channel.
    pub group_per_minute: u32,
    /// A chat whose person wrote or pressed something this many seconds ago is answered outside `per_second`.
    pub reply_window: u32,
    /// Telegram waits up to so many seconds in silence before it answers 429 (8 with Telegram).
    pub silent_wait: u32,
    /// Requests in progress above which Telegram holds 3 seconds and answers 429 with 60.
    pub in_flight: u32,
    /// Messages waiting for one chat above which the same happens.
    pub in_flight_chat: u32,
    /// A bot that sends on through a 429 has its wait multiplied by this, again and again.
    pub penalty: f64,
    /// The longest such wait, in seconds.
    pub penalty_most: u32,
    /// Messages a second with `allow_paid_broadcast` (0: not offered to this bot).
    pub paid_per_second: u32,
    /// Stars the bot must have for that.
    pub paid_needs_stars: u32,
    /// Monthly users the bot must have for that.
    pub paid_needs_users: u32,
}

impl Limits {
    /// As Telegram is known to be, its silent waiting included.
    pub fn telegram() -> Limits {
        Limits {
            per_second: 30,
            chat_per_second: 1.0,
            chat_burst: 3,
            group_per_minute: 20,
            reply_window: 60,
            silent_wait: 8,
            in_flight: 1000,
            in_flight_chat: 310,
            penalty: 2.0,
            penalty_most: 300,
            paid_per_second: 1000,
            paid_needs_stars: 10_000,
            paid_needs_users: 10_000,
        }
    }

    /// The same without silent waiting and without leniency: whatever is over a limit is answered 429 at once, replies
    /// count like any other message, and a chat takes one message a second with no burst. For tests of a sender's pace.
    pub fn strict() -> Limits {
        Limits { silent_wait: 0, chat_burst: 1, reply_window: 0, ..Limits::telegram() }
    }

    /// No limits at all.
    pub fn none() -> Limits {
        Limits {
            per_second: 0,
            chat_per_second: 0.0,
            chat_burst: 0,
            group_per_minute: 0,
            reply_window: 0,
            silent_wait: 0,
            in_flight: 0,
            in_flight_chat: 0,
            penalty: 0.0,
            penalty_most: 0,
            paid_per_second: 0,
            paid_needs_stars: 0,
            paid_needs_users: 0,
        }
    }
}

impl Limits {
    /// Between two messages of one chat in the long run; at most a day.
    fn chat_step(&self) -> Micros {
        ((SECOND as f64 / self.chat_per_second) as Micros).min(24 * 3600 * SECOND)
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits::telegram()
    }
}

/// What the limits remember.
#[derive(Debug, Default)]
pub(super) struct Gate {
    /// When the last messages of bulk sending were accepted, at most a second's worth.
    bulk: VecDeque<Micros>,
    /// Messages of the last second, paid ones included.
    paid: VecDeque<Micros>,
    /// Per chat: the theoretical time of its next message.
    chats: HashMap<i64, Micros>,
    /// Per group: its messages and edits of the last minute.
    groups: HashMap<i64, VecDeque<Micros>>,
    /// Per scope (0: all, else a chat): until when the bot was told to wait, and how often it has not listened.
    told: HashMap<i64, (Micros, i32)>,
}

/// What one message asks of the limits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ask {
    pub chat: i64,
    /// A group, supergroup or channel.
    pub group: bool,
    /// An answer to somebody who has just written.
    pub reply: bool,
    /// May be billed: `allow_paid_broadcast`, and the bot is entitled to it.
    pub paid: bool,
    /// How long this request has waited already.
    pub waited: Micros,
}

/// What the limits say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Verdict {
    /// Go; `billed` if it is above the free rate.
    Go { billed: bool },
    /// Telegram waits in silence and looks again.
    Wait(Micros),
    /// 429 with so many seconds.
    Refuse(u64),
}

/// Chats that are remembered before old ones are forgotten.
const REMEMBERED: usize = 200_000;

impl Gate {
    /// Asks for one message or edit; `Go` has counted it.
    pub fn ask(&mut self, now: Micros, limits: &Limits, ask: Ask) -> Verdict {
        let (scope, wait) = self.wait(now, limits, ask);
        if wait > 0 {
            return self.refuse(now, limits, ask, scope, wait);
        }
        let billed = self.count(now, limits, ask);
        self.told.remove(&ask.chat);
        Verdict::Go { billed }
    }

    /// Whether the bot has been told to wait, for this chat or for all.
    pub fn is_told(&self, now: Micros, chat: Option<i64>) -> bool {
        [Some(0), chat].into_iter().flatten().any(|scope| self.told.get(&scope).is_some_and(|(until, _)| *until > now))
    }

    /// How long until it could go, and whether that is the chat's limit or everybody's (0).
    fn wait(&mut self, now: Micros, limits: &Limits, ask: Ask) -> (i64, Micros) {
        let mut longest = (0, 0);
        let mut consider = |scope: i64, wait: Micros| {
            if wait > longest.1 {
                longest = (scope, wait);
            }
        };
        for scope in [0, ask.chat] {
            if let Some((until, _)) = self.told.get(&scope)
                && !(scope == 0 && (ask.reply || ask.paid))
            {
                consider(scope, until - now);
            }
        }
        if limits.chat_per_second > 0.0 {
            let step = limits.chat_step();
            let next = self.chats.get(&ask.chat).copied().unwrap_or(0);
            consider(ask.chat, next - step * (i64::from(limits.chat_burst.clamp(1, 10_000)) - 1) - now);
        }
        if limits.group_per_minute > 0 && ask.group {
            let group = self.groups.entry(ask.chat).or_default();
            consider(ask.chat, window_wait(group, now, 60 * SECOND, limits.group_per_minute));
        }
        if limits.per_second > 0 && !ask.reply && !ask.paid {
            consider(0, window_wait(&mut self.bulk, now, SECOND, limits.per_second));
        }
        if ask.paid {
            consider(0, window_wait(&mut self.paid, now, SECOND, limits.paid_per_second));
        }
        longest
    }

    fn refuse(&mut self, now: Micros, limits: &Limits, ask: Ask, scope: i64, wait: Micros) -> Verdict {
        if wait + ask.waited <= i64::from(limits.silent_wait) * SECOND {
            return Verdict::Wait(wait);
        }
        let (until, ignored) = self.told.get(&scope).copied().unwrap_or((0, 0));
        let ignored = if until > now { ignored + 1 } else { 0 };
        let mut seconds = (wait as f64 / SECOND as f64).ceil().max(1.0);
        // Whoever was in flight when the first 429 was given cannot have listened yet: only persistence is punished.
        if limits.penalty > 1.0 && ignored > 0 && ignored % 10 == 0 {
            seconds = (seconds * limits.penalty).min(f64::from(limits.penalty_most.max(1)));
        }
        let seconds = seconds as u64;
        let until = until.max(now + i64::try_from(seconds).unwrap_or(0) * SECOND);
        if limits.penalty > 0.0 {
            self.told.insert(scope, (until, ignored));
        }
        Verdict::Refuse(seconds)
    }

    fn count(&mut self, now: Micros, limits: &Limits, ask: Ask) -> bool {
        if limits.chat_per_second > 0.0 {
            let step = limits.chat_step();
            if self.chats.len() >= REMEMBERED {
                self.chats.retain(|_, next| *next > now);
            }
            let next = self.chats.entry(ask.chat).or_default();
            *next = (*next).max(now) + step;
        }
        if limits.group_per_minute > 0 && ask.group {
            self.groups.entry(ask.chat).or_default().push_back(now);
        }
        if ask.paid {
            let _ = window_wait(&mut self.bulk, now, SECOND, u32::MAX);
            let billed = limits.per_second > 0 && self.bulk.len() >= limits.per_second as usize;
            self.paid.push_back(now);
            if !billed {
                self.bulk.push_back(now);
            }
            return billed;
        }
        if limits.per_second > 0 && !ask.reply {
            self.bulk.push_back(now);
        }
        false
    }

    /// Everything is forgotten: after the limits were changed.
    pub fn forget(&mut self) {
        *self = Gate::default();
    }
}

/// How long until a sliding window has room; 0 if it has now.
fn window_wait(window: &mut VecDeque<Micros>, now: Micros, span: Micros, most: u32) -> Micros {
    while window.front().is_some_and(|first| now - first >= span) {
        window.pop_front();
    }
    if window.len() < most as usize {
        return 0;
    }
    window.get(window.len() - most as usize).map_or(0, |first| first + span - now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(chat: i64) -> Ask {
        Ask { chat, group: chat < 0, reply: false, paid: false, waited: 0 }
    }

    #[test]
    fn thirty_a_second_go_and_the_next_waits_or_is_refused() {
        let (mut gate, limits) = (Gate::default(), Limits::telegram());
        for chat in 1..=30 {
            assert_eq!(gate.ask(chat, &limits, ask(chat)), Verdict::Go { billed: false });
        }
        assert_eq!(gate.ask(100, &limits, ask(31)), Verdict::Wait(SECOND + 1 - 100));
        assert_eq!(gate.ask(100, &limits, Ask { waited: 8 * SECOND, ..ask(31) }), Verdict::Refuse(1));
        assert_eq!(gate.ask(100, &limits, Ask { reply: true, ..ask(32) }), Verdict::Go { billed: false });
    }

    #[test]
    fn one_chat_takes_one_a_second_after_its_burst() {
        let (mut gate, limits) = (Gate::default(), Limits { silent_wait: 0, ..Limits::telegram() });
        let at = 1_000 * SECOND;
        for _ in 0..3 {
            assert_eq!(gate.ask(at, &limits, ask(1)), Verdict::Go { billed: false });
        }
        assert_eq!(gate.ask(at, &limits, ask(1)), Verdict::Refuse(1));
        assert_eq!(gate.ask(at + SECOND, &limits, ask(1)), Verdict::Go { billed: false });
        assert_eq!(gate.ask(at + SECOND, &limits, ask(1)), Verdict::Refuse(1));
    }

    #[test]
    fn a_group_takes_twenty_a_minute() {
        let limits = Limits { chat_per_second: 0.0, silent_wait: 0, ..Limits::telegram() };
        let mut gate = Gate::default();
        for second in 0..20 {
            assert_eq!(gate.ask(second * SECOND, &limits, ask(-5)), Verdict::Go { billed: false });
        }
        assert_eq!(gate.ask(20 * SECOND, &limits, ask(-5)), Verdict::Refuse(40));
    }

    #[test]
    fn paid_messages_are_billed_above_the_free_rate() {
        let (mut gate, limits) = (Gate::default(), Limits::telegram());
        let billed = (1..=100)
            .filter(|chat| gate.ask(5, &limits, Ask { paid: true, ..ask(*chat) }) == Verdict::Go { billed: true });
        assert_eq!(billed.count(), 70);
    }

    #[test]
    fn a_wait_that_is_ignored_grows() {
        let (mut gate, limits) = (Gate::default(), Limits { per_second: 1, ..Limits::strict() });
        assert_eq!(gate.ask(0, &limits, ask(1)), Verdict::Go { billed: false });
        let waits: Vec<_> = (2..60).map(|chat| gate.ask(0, &limits, ask(chat))).collect();
        assert_eq!(waits[0], Verdict::Refuse(1));
        assert!(matches!(waits[57], Verdict::Refuse(seconds) if seconds > 8), "{:?}", waits[57]);
    }
}
