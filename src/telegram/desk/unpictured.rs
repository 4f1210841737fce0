//! What the desk is told of stories that went without their photo. In: a story, and why. Out: one message, at most every quarter
//! of an hour, with all that came since the last; each story once. The first comes a moment after the first story.

use super::{
    outbox::{Outbox, headline},
    untold::Pace,
};
use crate::{
    article::{ArticleKey, Language},
    delivery::photos::Lack,
    locale::{Words, args},
    message::{escape, text::cut},
    telegram::room::Room,
};

/// How many stories a message names.
const LINES: usize = 10;
/// How long what Telegram or the disk says may be in it.
const DETAIL: usize = 200;

/// What is to be told.
#[derive(Default)]
pub(super) struct Unpictured {
    first: Vec<(ArticleKey, Lack)>,
    more: usize,
    pace: Pace,
}

impl Unpictured {
    /// One more.
    pub(super) fn add(&mut self, article: ArticleKey, lack: Lack) {
        if self.first.iter().any(|(known, _)| *known == article) {
            return;
        }
        match self.first.len() < LINES {
            true => self.first.push((article, lack)),
            false => self.more += 1,
        }
        self.pace.add();
    }

    /// Comes when the desk is to be told.
    pub(super) async fn due(&self) {
        self.pace.due().await;
    }

    /// Tells it.
    pub(super) async fn tell(&mut self, room: &Room, outbox: &Outbox) {
        if !self.pace.take() {
            return;
        }
        self.pace.told();
        let (first, more) = (std::mem::take(&mut self.first), std::mem::take(&mut self.more));
        let mut named = Vec::with_capacity(first.len());
        for (article, lack) in first {
            named.push((headline(room, article).await, lack));
        }
        outbox.tell(|words, tongue| said(words, tongue, &named, more)).await;
    }
}

fn said(words: &Words, tongue: Language, named: &[(String, Lack)], more: usize) -> String {
    let reason = |lack: &Lack| words.say(tongue, lack.key(), &args![detail = escape(&cut(&lack.detail(), DETAIL))]);
    match named {
        [(headline, lack)] if more == 0 => {
            words.say(tongue, "alert-photo", &args![headline = headline, reason = reason(lack)])
        }
        _ => {
            let line = |(headline, lack): &(String, Lack)| format!("• {}: {}", cut(headline, DETAIL), reason(lack));
            let lines = named.iter().map(line).collect::<Vec<_>>().join("\n");
            words.say(tongue, "alert-photos", &args![count = named.len() + more, lines = lines])
        }
    }
}
