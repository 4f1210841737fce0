//! Whose fault a refusal is: the article's, which nobody can receive, or the chat's. In: how offers of stories ended. Out: a
//! [`Verdict`]. It agrees with nobody alone: three chats have to refuse what none accepted, and a chat is left in
//! peace for a while only after several stories that it took in no form.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use crate::{
    article::{ArticleKey, Form},
    bot_api::{Fault, Outcome},
    delivery::decide::visit::plainer,
    store::ChatKey,
};

/// Articles are forgotten when so many are remembered.
const REMEMBERED: usize = 4_096;
/// So many chats have to agree that nobody can receive an article in a form.
const AGREE: usize = 3;
/// So many refusals in a row, in every form, of articles that others took are the chat's own fault.
const STRIKES: u32 = 2;
/// The same of articles of which nobody knows whether anybody could take them.
const UNPROVEN_STRIKES: u32 = 10;

/// One story in one form, as a chat took it or not.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    /// The article.
    pub article: ArticleKey,
    /// Its revision.
    pub revision: i64,
    /// In this form.
    pub form: Form,
    /// To this chat.
    pub chat: ChatKey,
}

/// Whose fault a refusal of content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may be either's.
    Unknown,
    /// Three different chats refused, none accepted: it is the article's.
    NobodyCan,
    /// The chat takes nothing at all.
    ChatTakesNothing,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Verdicts {
    forms: HashMap<(ArticleKey, i64, Form), Takers>,
    strikes: HashMap<ChatKey, Strikes>,
}

/// Articles in a row that a chat took in no form: those that others took, and all.
#[derive(Clone, Copy, Debug, Default)]
struct Strikes {
    proven: u32,
    all: u32,
}

#[derive(Debug)]
enum Takers {
    Accepted,
    Refused(HashSet<ChatKey>),
}

impl Verdicts {
    /// What an outcome says of the story and the chat.
    pub fn judge(&mut self, offer: Offer, outcome: &Outcome) -> Verdict {
        let Offer { article, revision, form, chat } = offer;
        match outcome {
            Outcome::Delivered { .. } => self.accepted(article, revision, form, chat),
            // A name that Telegram no longer knows says nothing about the photo.
            Outcome::Content(Fault::PhotoName, _) => {}
            Outcome::Content(..) if self.refused(article, revision, form, chat) => return Verdict::NobodyCan,
            Outcome::Content(..) if plainer(form).is_none() && self.strike(article, revision, chat) => {
                return Verdict::ChatTakesNothing;
            }
            _ => {}
        }
        Verdict::Unknown
    }

    /// A chat took the article in this form.
    fn accepted(&mut self, article: ArticleKey, revision: i64, form: Form, chat: ChatKey) {
        self.strikes.remove(&chat);
        self.make_room();
        self.forms.insert((article, revision, form), Takers::Accepted);
    }

    /// A chat did not. What somebody took in this form or a richer one, everybody could. `true`: three different chats
    /// refused it and none accepted, so nobody can receive it.
    fn refused(&mut self, article: ArticleKey, revision: i64, form: Form, chat: ChatKey) -> bool {
        self.make_room();
        let proven = self.is_proven(article, revision, form);
        let takers = self.forms.entry((article, revision, form)).or_insert_with(|| Takers::Refused(HashSet::new()));
        match takers {
            Takers::Refused(chats) => {
                chats.insert(chat);
                chats.len() >= AGREE && !proven
            }
            Takers::Accepted => false,
        }
    }

    /// A chat refused an article in every form; `true`: it refuses everything.
    fn strike(&mut self, article: ArticleKey, revision: i64, chat: ChatKey) -> bool {
        let proven = self.is_proven(article, revision, Form::Plain);
        let strikes = self.strikes.entry(chat).or_default();
        strikes.all += 1;
        strikes.proven += u32::from(proven);
        strikes.proven >= STRIKES || strikes.all >= UNPROVEN_STRIKES
    }

    /// Nobody can take an article: that was no chat's fault.
    pub fn acquit(&mut self, article: ArticleKey, revision: i64) {
        let Some(Takers::Refused(chats)) = self.forms.get(&(article, revision, Form::Plain)) else { return };
        for chat in chats {
            if let Some(strikes) = self.strikes.get_mut(chat) {
                strikes.all = strikes.all.saturating_sub(1);
            }
        }
    }

    /// Whether somebody took the article in this form or a richer one.
    fn is_proven(&self, article: ArticleKey, revision: i64, form: Form) -> bool {
        let forms = [Form::Photo, Form::Formatted, Form::Plain].into_iter().filter(|other| *other <= form);
        forms.into_iter().any(|form| matches!(self.forms.get(&(article, revision, form)), Some(Takers::Accepted)))
    }

    fn make_room(&mut self) {
        if self.forms.len() >= REMEMBERED {
            self.forms.clear();
        }
    }
}
