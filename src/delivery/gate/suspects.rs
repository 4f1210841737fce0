//! Stories at which Telegram itself may fail. In: messages that show one story alone and were answered unclearly, messages that
//! were taken. Out: [`Suspicion`]. Several unclear answers in a row are the line's fault as a rule; they are the story's if other
//! messages are taken meanwhile, and then it must not hold up everybody. Plain values.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use super::verdicts::Offer;
use crate::{
    article::{ArticleKey, Form},
    store::ChatKey,
};

/// So many chats have to be answered unclearly before a story is looked at.
const CHATS: usize = 3;
/// Stories are forgotten when so many are remembered: those in doubt at the same time are few.
const REMEMBERED: usize = 1_024;

/// What an unclear answer says of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspicion {
    /// Nothing, or nothing new.
    None,
    /// It may be at fault, or the line: whether others are taken shows which.
    Raised,
    /// Others were taken, and it was answered unclearly once more: nobody can receive it in this form.
    Proven,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Suspects(HashMap<(ArticleKey, i64, Form), Suspect>);

#[derive(Debug, Default)]
struct Suspect {
    chats: HashSet<ChatKey>,
    /// Another message was taken since so many chats were answered unclearly.
    others_are_taken: bool,
}

impl Suspects {
    /// A message that shows this story alone was answered unclearly.
    pub fn unclear(&mut self, offer: Offer) -> Suspicion {
        let Offer { article, revision, form, chat } = offer;
        if self.0.len() >= REMEMBERED {
            self.0.clear();
        }
        let suspect = self.0.entry((article, revision, form)).or_default();
        let is_new = suspect.chats.insert(chat);
        if suspect.others_are_taken {
            self.0.remove(&(article, revision, form));
            return Suspicion::Proven;
        }
        if is_new && suspect.chats.len() == CHATS { Suspicion::Raised } else { Suspicion::None }
    }

    /// A message was taken that shows or names these: they can be received; and the line is well.
    pub fn taken(&mut self, articles: &[ArticleKey]) {
        self.0.retain(|(article, ..), _| !articles.contains(article));
        for suspect in self.0.values_mut() {
            suspect.others_are_taken |= suspect.chats.len() >= CHATS;
        }
    }
}
