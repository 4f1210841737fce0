//! What the oracle knows of unclear answers: how often a story may be sent again to a chat, after which pauses, and that it
//! is named when it is not; so that none is lost without a line, and none comes more often than twice too many.

use std::collections::BTreeMap;

use headliner::config::Uncertain;

use super::{
    act::Reply,
    day::MINUTE,
    oracle::{Fate, Oracle, Sent, Side, Want},
};

/// A story is sent so often at most, and named so often, where no answer is clear.
pub const MOST: u32 = 3;
/// The pauses before it is sent again.
const PAUSES: [i64; 2] = [MINUTE / 6, 2 * MINUTE];

impl Reply {
    /// Nobody knows whether it arrived.
    pub fn is_unclear(self) -> bool {
        matches!(self, Reply::Failure | Reply::Silence)
    }
}

impl Side {
    /// How often a story may be sent here: after two messages whose stories were given up, once.
    fn most(&self) -> u32 {
        if self.vain < 2 { MOST } else { 1 }
    }

    /// The chat has shown that it takes messages, or refuses them.
    pub fn is_clear(&mut self) {
        self.given_up.clear();
        self.vain = 0;
    }

    /// Nothing more may be sent of the story.
    pub fn is_spent(&self, story: usize) -> bool {
        let fate = self.fates.get(&story).copied().unwrap_or_default();
        fate.delivered > 0 || fate.settled || self.given_up.contains(&story) || fate.sends >= self.most()
    }

    /// A message leaves: nothing that is spent by now has to be sent after it.
    pub fn passes_what_is_spent(&mut self) {
        let spent: Vec<usize> = self.fates.keys().copied().filter(|story| self.is_spent(*story)).collect();
        spent.into_iter().for_each(|story| self.fates.entry(story).or_default().passed = true);
    }
}

impl Fate {
    /// Its messages may not have arrived, and it is to be named unless it comes again.
    pub fn is_lost(&self) -> bool {
        self.sends > 0 && self.delivered == 0 && !self.opened && self.named && self.namings < MOST
    }
}

impl Oracle {
    /// Whether the chat wants this, and is to be told of it: it came out, or was sent, after the chat last came.
    pub fn is_missed(&self, chat: usize, place: usize, now: i64) -> bool {
        let (side, entry) = (&self.sides[chat], &self.entries[place]);
        let left = side.fates.get(&self.story_of(place)).map_or(0, |fate| fate.left);
        self.wants(chat, place, now).0 == Want::Yes && side.back <= left.max(entry.at)
    }

    /// Whether the story has to wait before it is sent again.
    pub fn is_resting(&self, chat: usize, story: usize, now: i64) -> bool {
        let Some(fate) = self.sides[chat].fates.get(&story).filter(|fate| fate.sends > 0) else { return false };
        let pause = PAUSES[(fate.sends as usize - 1).min(1)];
        let from = fate.answered.max(self.line_well);
        let noted = from <= now + MINUTE; // else it was before the clock was set back
        fate.delivered == 0 && noted && now < from + pause
    }

    /// Whether what is answered so is sent again.
    fn resends(&self, breaking: bool, reply: Reply) -> bool {
        breaking
            || match self.policy {
                Uncertain::Resend => true,
                Uncertain::Mention => reply == Reply::Failure,
                Uncertain::Skip => false,
            }
    }

    /// Whether an unclear answer to the open message is the last for what it shows.
    pub fn is_last(&self, chat: usize, reply: Reply) -> bool {
        let side = &self.sides[chat];
        let Some(sent) = &side.in_flight else { return false };
        let sends = |story: &usize| side.fates.get(story).map_or(0, |fate| fate.sends);
        let least = sent.copies.iter().map(|(story, _)| sends(story)).min().unwrap_or(0);
        !self.resends(sent.breaking, reply) || least + 1 >= side.most()
    }

    /// The open message was answered unclearly; `last`: nothing of it is sent again.
    pub fn is_answered_unclearly(&mut self, chat: usize, sent: &Sent, reply: Reply, last: bool, now: i64) {
        let again = self.resends(sent.breaking, reply);
        let named = sent.breaking || self.policy != Uncertain::Skip;
        let side = &mut self.sides[chat];
        let (most, visit, fates): (_, _, &mut BTreeMap<usize, Fate>) = (side.most(), side.visits, &mut side.fates);
        let known = side.given_up.len();
        for (story, article) in &sent.copies {
            let fate = fates.entry(*story).or_default();
            (fate.article, fate.visit, fate.left, fate.answered) = (*article, visit, sent.at, now);
            fate.sends += 1;
            fate.settled |= !again;
            fate.passed |= last;
            fate.named |= named;
            if fate.settled || fate.sends >= most {
                side.given_up.insert(*story);
            }
        }
        side.vain += u32::from(side.given_up.len() > known);
        for (story, _) in &sent.named {
            let fate = fates.entry(*story).or_default();
            (fate.visit, fate.left) = (visit, sent.at);
            fate.namings += 1;
        }
    }
}
