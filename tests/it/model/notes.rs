//! Whoever got a wrong version is told once. The judge knows what each message showed when it was sent, what articles have said since,
//! and to whom it was told.

use std::collections::{BTreeMap, BTreeSet};

use headliner::{
    article::ArticleKey,
    bot_api::{Outcome, Unclear},
    clock::Time,
    delivery::{
        decide::follow::{Sent, follow},
        turn::{Ending, Planned},
    },
    newsroom::Mode,
    store::ChatKey,
};

use super::{
    day::{MINUTE, Waiting},
    oracle::Want,
    repair::{Edit, Text},
    world::{Step, World, said},
};

/// Until then it is surely not too late.
const DAY: i64 = 24 * 60 * MINUTE;

/// What is to be told.
#[derive(Clone, Copy, Debug)]
struct Note {
    place: usize,
    /// Whoever was sent what the article said before this step.
    step: u32,
    at: i64,
    withdrawn: bool,
    /// Which version said what was wrong.
    told: Option<usize>,
}

/// See the module.
#[derive(Debug, Default)]
pub struct Notes {
    owed: Vec<Note>,
    /// What messages showed when they were sent, by chat and time: articles and their steps.
    sent: BTreeMap<(i64, i64), Vec<(i64, u32)>>,
    /// Chat, article, step.
    told: BTreeSet<(i64, usize, u32)>,
}

impl Notes {
    pub(super) fn sent(&mut self, chat: ChatKey, at: Time, shown: impl IntoIterator<Item = (i64, u32)>) {
        self.sent.insert((chat.0, at.0), shown.into_iter().collect());
    }

    /// What was noted in what is the future now counts as of now.
    pub(super) fn are_set_back(&mut self, now: i64) {
        self.owed.iter_mut().filter(|note| note.at > now + MINUTE).for_each(|note| note.at = now);
    }

    /// What an article said when it was sent so.
    pub(super) fn step_of(&self, chat: ChatKey, at: Time, article: i64) -> u32 {
        let sent = self.sent.get(&(chat.0, at.0)).into_iter().flatten();
        sent.into_iter().find(|sent| sent.0 == article).map_or(0, |sent| sent.1)
    }
}

fn last_told(text: &Text) -> Option<usize> {
    text.versions.iter().rposition(|(_, told)| *told)
}

impl World<'_> {
    /// Whoever got an article, or what is retracted with it, before what it says by now is to be told.
    pub(super) fn owe(&mut self, place: usize) -> Step {
        let Some(text) = self.repairs.texts.get(&place) else { return Ok(()) };
        let says = text.withdrawn || text.versions.last().is_some_and(|(_, told)| *told);
        if !says || self.waits(place) {
            return Ok(());
        }
        let (withdrawn, story) = (text.withdrawn, self.oracle.articles[place].story);
        let key = ArticleKey(self.oracle.articles[place].key);
        let revision = self.store.story(key).map_err(said)?.ok_or("no story")?.0.revision;
        self.store.owe_note(key, revision, Time(self.now)).map_err(said)?;
        self.tell(format!("those are to be told who got article {place} wrong"));
        for (other, text) in &self.repairs.texts {
            let with = withdrawn && text.withdrawn && self.oracle.articles[*other].story == story;
            if *other != place && !with {
                continue;
            }
            let (step, told) = (text.step, last_told(text));
            if self.repairs.notes.owed.iter().all(|note| (note.place, note.step) != (*other, step)) {
                let note = Note { place: *other, step, at: self.now, withdrawn: text.withdrawn, told };
                self.repairs.notes.owed.push(note);
            }
        }
        Ok(())
    }

    /// A message leaves.
    pub(super) fn is_sent(&mut self, planned: &Planned) {
        let step = |article: i64| {
            let text = self.place_of(article).and_then(|place| self.repairs.texts.get(&place));
            text.map_or(0, |text| text.step)
        };
        let stories = planned.stories.iter().chain(&planned.mentions);
        let shown: Vec<_> = stories.map(|story| (story.key.0, step(story.key.0))).collect();
        self.repairs.notes.sent(planned.visit.chat, planned.at, shown);
    }

    /// It was not taken.
    pub(super) fn is_not_sent(&mut self, chat: ChatKey, at: Time) {
        self.repairs.notes.sent.remove(&(chat.0, at.0));
    }

    /// The note that an article has now: the newest, as long as it says what it said then.
    fn note_of(&self, place: usize) -> Option<Note> {
        let text = self.repairs.texts.get(&place)?;
        let newest = self.repairs.notes.owed.iter().filter(|note| note.place == place).max_by_key(|note| note.step)?;
        let same = text.withdrawn == newest.withdrawn && (text.withdrawn || last_told(text) == newest.told);
        same.then_some(*newest)
    }

    /// Whether the chat is owed a note of this article.
    fn is_owed(&self, key: ChatKey, note: &Note) -> bool {
        let article = self.oracle.articles[note.place].key;
        let rows = self.repairs.notes.sent.range((key.0, i64::MIN)..=(key.0, i64::MAX)).rev();
        let mut rows = rows.filter_map(|(row, shown)| Some((row, shown.iter().find(|shown| shown.0 == article)?.1)));
        let Some((row, step)) = rows.next() else { return false };
        let stands =
            self.repairs.boards.get(row).and_then(|board| board.shows.iter().find(|shown| shown.article == article));
        let is_told =
            self.repairs.notes.told.iter().any(|told| told.0 == key.0 && told.1 == note.place && told.2 >= note.step);
        step < note.step && stands.is_none_or(|stands| stands.step >= note.step) && !is_told
    }

    /// A note leaves, and ends so.
    pub(super) fn is_told(&mut self, chat: usize, planned: &Planned, edit: Edit) -> Step {
        let key = planned.visit.chat;
        let place = self.place_of(planned.stories[0].key.0).ok_or("no article")?;
        self.tell(format!("chat {chat} is told of article {place}: {edit:?}"));
        let note = self.note_of(place).filter(|note| self.is_owed(key, note));
        let note = note.ok_or_else(|| format!("chat {chat} is told of article {place}, and is not owed that"))?;
        let day = &self.oracle.sides[chat].day;
        let waiting = Waiting { main: Some(note.at), ..Waiting::default() };
        if self.oracle.sides[chat].open.is_none()
            || day.mode != Mode::Breaking && !day.allows_ordinary(waiting, self.now)
        {
            return Err(format!("chat {chat} is told at a wrong time"));
        }
        let outcome = match edit {
            Edit::Taken => Outcome::Delivered { message: 1, photo: None },
            Edit::TakenUnclear => Outcome::Uncertain(Unclear::Silence, "it broke off".into()),
            Edit::Unclear => Outcome::Uncertain(Unclear::Failure, "bad gateway".into()),
            Edit::Gone => Outcome::NotSent("no line".into()),
        };
        let visit = &planned.visit;
        let sent = Sent { served: visit.served, form: visit.form, attempt: 0, most: visit.most, stories: 1 };
        let next = follow(&outcome, sent, self.history.policy);
        let (lane, telegram) = (planned.lane(), planned.chat.telegram);
        self.turn(&[Ending { chat: key, telegram, at: planned.at, lane, next, refund: None }], &[])?;
        let side = &mut self.oracle.sides[chat];
        match edit {
            Edit::Gone => (side.day.gate, side.day.noted) = (self.now + 1000, self.now),
            Edit::Taken => side.barred = None,
            Edit::TakenUnclear | Edit::Unclear => {}
        }
        if edit != Edit::Gone {
            self.repairs.notes.told.insert((key.0, place, note.step));
        }
        Ok(())
    }

    /// Whether the chat is still to get the story of an article by another: that says more than a note does.
    fn is_to_come(&self, chat: usize, key: ChatKey, article: usize) -> bool {
        let oracle = &self.oracle;
        let sent: Vec<_> = self.repairs.notes.sent.range((key.0, i64::MIN)..=(key.0, i64::MAX)).collect();
        (0..oracle.entries.len()).any(|place| {
            let other = &oracle.articles[oracle.entries[place].article];
            let has = || sent.iter().any(|(_, shown)| shown.iter().any(|shown| shown.0 == other.key));
            other.story == oracle.articles[article].story
                && oracle.asks_for(chat, place, self.now).0 > Want::No
                && !has()
        })
    }

    /// Nobody is left who was to be told, but for whom it is too late.
    pub(super) fn all_are_told(&self, chat: usize) -> Step {
        let Some(key) = self.slots[chat].key else { return Ok(()) };
        for note in (0..self.oracle.articles.len()).filter_map(|place| self.note_of(place)) {
            if self.now - note.at < DAY && self.is_owed(key, &note) && !self.is_to_come(chat, key, note.place) {
                return Err(format!("chat {chat} was never told: {note:?}"));
            }
        }
        Ok(())
    }
}
