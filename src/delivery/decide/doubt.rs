//! What is in doubt: stories that were sent to a chat, and nobody knows whether they arrived. In: what its messages showed
//! and named, oldest first, and the policy. Out: [`Doubts`], which say of each story whether the chat has it, whether and
//! when it is sent again, and what is left to be named. All of it is computed from the ledger, so that no crash forgets it,
//! and a wrong clock no longer than it is wrong. Plain values.

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use crate::{
    article::{ArticleKey, Form},
    bot_api::Unclear,
    clock::{APART, Time},
    config::Uncertain,
    store::ledger::{Copy, Ended, Served},
};

/// So often a story is sent to a chat at most, where every answer is unclear: what comes after may be two doubles.
const SENDS: u32 = 3;
/// The pause after the first such answer, and after the second: Telegram holds a send for up to eight seconds, and most of
/// its troubles last no longer than the second.
const PAUSES: [Duration; 2] = [Duration::from_secs(10), Duration::from_secs(120)];
/// In so many messages a story is named at most, where every answer to them is unclear.
const NAMINGS: u32 = 3;
/// So many messages in a row whose stories were given up say that it is the chat, to which nothing is sent twice then. One
/// message says it of nobody, however many stories it showed.
const IN_VAIN: usize = 2;

/// What is in doubt for one chat.
#[derive(Clone, Debug, Default)]
pub struct Doubts {
    stories: BTreeMap<i64, Doubt>,
    /// Stories of which nothing more is sent, since the chat last gave a clear answer.
    given_up: BTreeSet<i64>,
    /// With so many messages they were given up.
    in_vain: usize,
}

/// What the ledger says of a story in the chat.
#[derive(Clone, Copy, Debug)]
struct Doubt {
    /// The version that was sent last.
    article: ArticleKey,
    /// A message that shows or names it was taken.
    arrived: bool,
    /// How often it was sent with an unclear answer.
    sends: u32,
    /// How often it was named with an unclear answer.
    namings: u32,
    /// The policy does not send it again after one of these answers.
    settled: bool,
    /// The policy names it after one of these answers.
    named: bool,
    /// It was sent with a photo.
    photo: bool,
    /// When the last of these sends was answered.
    answered: Time,
    /// When the last message left that shows or names it.
    left: Time,
}

/// A story that is to be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unnamed {
    /// The story.
    pub story: i64,
    /// The version that was sent last.
    pub article: ArticleKey,
    /// When the last message left that shows or names it.
    pub left: Time,
}

impl Doubts {
    /// What these copies leave in doubt: all of a chat's, oldest first.
    pub fn of(copies: &[Copy], policy: Uncertain) -> Doubts {
        let mut doubts = Doubts::default();
        for message in copies.chunk_by(|one, other| one.row.at == other.row.at) {
            match message[0].row.ended {
                Some(Ended::Delivered(_)) => {
                    message.iter().filter(|copy| !copy.deleted).for_each(|copy| doubts.story(copy).arrived = true);
                    doubts.answered_clearly();
                }
                Some(Ended::Refused(_)) => doubts.answered_clearly(),
                Some(Ended::Uncertain(unclear)) => doubts.add(message, unclear, policy),
                None => {}
            }
        }
        doubts
    }

    /// Whether nothing more of the story is sent: it arrived, or all was tried that the policy allows.
    pub fn has(&self, story: i64) -> bool {
        self.stories.get(&story).is_some_and(|doubt| doubt.arrived || self.is_spent(story, doubt))
    }

    /// Whether the story was sent, and nobody knows whether it arrived.
    pub fn is_open(&self, story: i64) -> bool {
        self.sends(story) > 0
    }

    /// How often the story was sent, nobody knows whether with success.
    pub fn sends(&self, story: i64) -> u32 {
        self.stories.get(&story).filter(|doubt| !doubt.arrived).map_or(0, |doubt| doubt.sends)
    }

    /// How often a story may be sent to this chat, where all answers are unclear.
    pub fn most(&self) -> u32 {
        if self.in_vain < IN_VAIN { SENDS } else { 1 }
    }

    /// Whether the next try of the story goes without the photo that it was sent with.
    pub fn was_with_photo(&self, story: i64) -> bool {
        self.stories.get(&story).is_some_and(|doubt| doubt.photo && doubt.sends > 0)
    }

    /// Until when the story rests before it is sent again; a time that has passed where it does not. Pauses run only while
    /// the line is well, which it has been since then, and none outlasts a clock that was wrong.
    pub fn rests_until(&self, story: i64, line_well: Time, now: Time) -> Time {
        let Some(doubt) = self.stories.get(&story).filter(|doubt| !doubt.arrived && doubt.sends > 0) else {
            return Time(0);
        };
        let place = (doubt.sends as usize - 1).min(PAUSES.len() - 1);
        let from = doubt.answered.max(line_well);
        if from > now + APART {
            return Time(0); // it was noted before the clock was set back
        }
        from.min(now) + PAUSES[place]
    }

    /// What may be named once more, in the order in which it was last tried: it never arrived, and was not named in vain too
    /// often. Of what is sent again first, the caller knows.
    pub fn unnamed(&self) -> Vec<Unnamed> {
        let open = |doubt: &Doubt| !doubt.arrived && doubt.sends > 0 && doubt.named && doubt.namings < NAMINGS;
        let open = self.stories.iter().filter(|(_, doubt)| open(doubt));
        let mut open: Vec<Unnamed> =
            open.map(|(story, doubt)| Unnamed { story: *story, article: doubt.article, left: doubt.left }).collect();
        open.sort_by_key(|unnamed| (unnamed.left, unnamed.story));
        open
    }

    fn is_spent(&self, story: i64, doubt: &Doubt) -> bool {
        self.given_up.contains(&story) || doubt.settled || doubt.sends >= self.most()
    }

    fn story(&mut self, copy: &Copy) -> &mut Doubt {
        self.stories.entry(copy.story).or_insert(Doubt {
            article: copy.article,
            arrived: false,
            sends: 0,
            namings: 0,
            settled: false,
            named: false,
            photo: false,
            answered: copy.row.at,
            left: copy.row.at,
        })
    }

    fn answered_clearly(&mut self) {
        self.given_up.clear();
        self.in_vain = 0;
    }

    /// A message with an unclear answer.
    fn add(&mut self, message: &[Copy], unclear: Unclear, policy: Uncertain) {
        let most = self.most();
        let (again, names) = (resends(unclear, message[0].row.served, policy), names(message[0].row.served, policy));
        let mut given_up = Vec::new();
        for copy in message {
            let doubt = self.story(copy);
            doubt.left = copy.row.at;
            if copy.named {
                doubt.namings += 1;
                continue;
            }
            doubt.article = copy.article;
            doubt.sends += 1;
            doubt.settled |= !again;
            doubt.named |= names;
            doubt.photo |= copy.form == Form::Photo;
            doubt.answered = copy.row.answered.unwrap_or(copy.row.at);
            if doubt.settled || doubt.sends >= most {
                given_up.push(copy.story);
            }
        }
        let known = self.given_up.len();
        self.given_up.extend(given_up);
        self.in_vain += usize::from(self.given_up.len() > known);
    }
}

/// Whether what was answered so is sent again. Breaking news always is, a note never.
pub fn resends(unclear: Unclear, served: Served, policy: Uncertain) -> bool {
    match policy {
        _ if served == Served::Note => false,
        _ if served == Served::Breaking => true,
        Uncertain::Resend => true,
        Uncertain::Mention => unclear == Unclear::Failure,
        Uncertain::Skip => false,
    }
}

/// Whether what is not sent any more is named.
fn names(served: Served, policy: Uncertain) -> bool {
    served == Served::Breaking || policy != Uncertain::Skip
}
