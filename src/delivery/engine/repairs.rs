//! What was sent is repaired. In: revisions that came, ranges of chats that were walked, answers to edits. Out: chats that wait in the
//! lanes of repairs, edits on their way, what is to be written about them; and what the desk hears of how it went. When whose
//! copies are looked for is said by [`repair`](crate::delivery::repair), what a copy should become by `decide::amended`.

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio::time::Instant;

use super::{Engine, inbox::Arrival, repaired::Accounts};
use crate::{
    article::{ArticleId, ArticleKey, Image, Story},
    bot_api::{Fault, Outcome, Parcel, PhotoSource},
    clock::Time,
    delivery::{
        Event,
        gate::{
            lanes::Lane,
            verdicts::{Offer, Verdict},
        },
        repair::{
            rests::Rests,
            rounds::Rounds,
            sweep::Sweep,
            walk::{Page, walk},
        },
        turn::{
            Amend, Amending, Called,
            amends::{End, Ended, Part},
        },
    },
    store::{
        ChatKey, Reading, Result,
        notes::Note,
        repairs::{Change, Seen, Stuck},
        stories::Instead,
    },
};

/// All copies are looked at again so often: what could not be sent then may be sent now, without a new revision.
const AGAIN: Duration = Duration::from_secs(3600);
/// The desk hears how it went when nothing has been repaired for so long: a group's copies are a second apart.
const CALM: Duration = Duration::from_secs(5);
/// No article has this number: it is the card's that takes the place of withdrawn photos.
const CARD: ArticleKey = ArticleKey(0);

/// See the module.
#[derive(Default)]
pub(super) struct Repairs {
    rounds: Rounds,
    sweep: Sweep,
    rests: Rests,
    accounts: Accounts,
    /// Versions that take the place of others.
    instead: Arc<Vec<Instead>>,
    /// What may have to be told to those who got it wrong.
    notes: Arc<Vec<Note>>,
    /// Which revisions have been looked at.
    seen: Seen,
    /// When all copies are looked at again.
    again: Option<Instant>,
    /// Edits in flight.
    out: usize,
    /// Since when nothing is to be repaired.
    idle: Option<Instant>,
}

impl Repairs {
    /// When there is something to do without anything happening.
    pub(super) fn next(&self) -> Option<Instant> {
        let calm = self.idle.filter(|_| self.accounts.has_any()).map(|since| since + CALM);
        self.rounds.next().into_iter().chain(self.again).chain(calm).min()
    }
}

impl Engine {
    /// The log has changed: revisions may have come.
    pub(super) async fn read_revisions(&mut self, oldest: Time) -> Result<()> {
        let (seen, now) = (self.repairs.seen, Instant::now());
        let wall = self.outfit.clock.now();
        let read = move |store: &Reading| {
            Ok((store.changes_since(seen, oldest)?, store.translated(oldest, wall)?, store.notes(wall)?))
        };
        let ((changes, seen), instead, notes) = self.outfit.store.read(read).await?;
        self.repairs.seen = seen;
        self.repairs.again.get_or_insert(now + AGAIN);
        for change in changes {
            if self.repairs.rounds.note(change, now) {
                self.repairs.sweep.join(change.article);
            }
            if change.told {
                self.repairs.accounts.open(change.article);
            }
        }
        let version = |instead: &Instead| Change { article: instead.by, revision: instead.revision, told: true };
        let before = self.repairs.instead.clone();
        let is_known = |new: &&Instead| before.iter().any(|one| (one.shown, one.by) == (new.shown, new.by));
        for change in instead.iter().filter(|new| !is_known(new)).map(version) {
            self.repairs.rounds.note(change, now);
            self.repairs.sweep.join(change.article);
        }
        self.repairs.instead = Arc::new(instead);
        for note in notes.iter().filter(|note| !self.repairs.notes.contains(note)) {
            self.repairs.sweep.join(note.article);
        }
        self.repairs.notes = Arc::new(notes);
        Ok(())
    }

    /// Goes on looking for copies.
    pub(super) async fn sweep(&mut self, now: Instant) -> Result<()> {
        if self.repairs.again.is_some_and(|again| again <= now) {
            (self.repairs.seen, self.repairs.again) = (Seen::default(), None);
            (self.repairs.instead, self.repairs.notes) = (Arc::default(), Arc::default());
            self.read_revisions(self.outfit.clock.moment().surely() - self.outfit.keep).await?;
        }
        let (waiting, idle) = (self.queue.repairs(), self.queue.repairs() + self.repairs.out == 0);
        for article in self.repairs.rounds.ripe(idle, now) {
            self.repairs.sweep.join(article);
        }
        if !idle || !self.repairs.sweep.is_done() {
            self.repairs.idle = None;
        } else if now >= *self.repairs.idle.get_or_insert(now) + CALM {
            self.settle_accounts().await?;
        }
        let Some(next) = self.repairs.sweep.next(waiting, &self.repairs.notes, &self.repairs.instead) else {
            return Ok(());
        };
        let (store, targets, now) = (self.outfit.store.clone(), self.repairs.rounds.targets(), self.outfit.clock.now());
        self.inbox.beside(async move {
            Arrival::Walked(Box::new(store.read(move |store| walk(store, next, &targets, now)).await))
        });
        Ok(())
    }

    /// A range of chats has been walked.
    pub(super) fn walked(&mut self, page: Result<Page>) {
        let page = match page {
            Ok(page) => page,
            Err(error) => {
                log::error!("cannot look for what is to be repaired: {error}");
                return self.repairs.sweep.failed();
            }
        };
        let now = self.outfit.clock.now();
        for (chat, lane) in &page.found {
            self.queue.add(*lane, now, [*chat]);
        }
        for article in self.repairs.sweep.walked(&page) {
            self.repairs.rounds.walked(article, self.queue.repairs() + self.repairs.out);
        }
    }

    /// These may have something to be repaired; which, and in which lane, is found out when it is their turn.
    pub(super) fn look_at_copies(&mut self, chats: &[ChatKey], lane: Lane) {
        if !self.repairs.rounds.targets().is_empty() || !self.repairs.notes.is_empty() {
            self.queue.add(lane, self.outfit.clock.now(), chats.iter().copied());
        }
    }

    /// A sign of life: whatever the chat refused may be taken now.
    pub(super) fn wakes(&mut self, chats: &[ChatKey]) {
        chats.iter().for_each(|chat| self.repairs.rests.wake(*chat));
        self.look_at_copies(chats, Lane::Silent);
    }

    /// The next chat in which something is repaired, where a repair may leave now.
    pub(super) fn next_repair(&mut self) -> Option<Called> {
        let (breaking, news) = (self.queue.has_breaking(), self.queue.has_news());
        let may = |lane: &Lane| self.queue.waits_in(*lane) && self.gate.admits_repair(*lane, breaking, news);
        self.repair_in(Lane::AMENDS.into_iter().find(may)?)
    }

    /// The next one of this lane.
    pub(super) fn repair_in(&mut self, lane: Lane) -> Option<Called> {
        let (due, chat) = self.queue.pop_of(lane)?;
        self.repairs.rounds.called();
        Some(Called { chat, lane, due })
    }

    /// What the next turn is given for repairs.
    pub(super) fn amending(&mut self, called: &[Called], ended: Vec<Ended>) -> Amending {
        let resting = called.iter().filter(|called| called.lane.amends()).map(|called| {
            let rests = self.repairs.rests.of(called.chat).to_vec();
            (called.chat, rests)
        });
        let resting: HashMap<_, _> = resting.filter(|(_, rests)| !rests.is_empty()).collect();
        let card = self.outfit.newsroom.borrow().placeholder.clone();
        Amending {
            targets: self.repairs.rounds.targets(),
            resting,
            instead: self.repairs.instead.clone(),
            notes: self.repairs.notes.clone(),
            card: Some(Arc::new(card_of(card))),
            ended,
        }
    }

    /// An edit leaves.
    pub(super) fn amend_leaves(&mut self) {
        self.repairs.out += 1;
    }

    /// An edit's request has ended.
    pub(super) async fn amended(&mut self, amend: Amend, outcome: Outcome) {
        let (chat, copy, now) = (amend.chat.key, amend.copy, Instant::now());
        log::debug!("chat {}: an edit: {outcome:?}", chat.0);
        self.repairs.out = self.repairs.out.saturating_sub(1);
        self.photo_of(&amend, &outcome).await;
        let deletes = matches!(amend.part, Part::Whole);
        let end = match &outcome {
            Outcome::Delivered { .. } | Outcome::Unchanged if deletes => Some(End::Stuck(Stuck::Deleted)),
            // It may be we who have deleted it, and nobody heard the answer: whoever lacks it gets it if it is published again.
            Outcome::Stuck(why) if deletes && stuck(why) == Stuck::Gone => Some(End::Stuck(Stuck::Deleted)),
            Outcome::Stuck(_) | Outcome::Content(..) if deletes => {
                self.repairs.rests.fixed(chat, copy, now);
                None
            }
            Outcome::Delivered { .. } | Outcome::Unchanged => Some(End::Stands(amend.edition)),
            Outcome::Stuck(why) => Some(End::Stuck(stuck(why))),
            Outcome::Moved(number) => Some(End::Moved(*number)),
            // It has to be uploaded once more.
            Outcome::Content(Fault::PhotoName, _) if !uploads(&amend) && shows_photo(&amend) => None,
            Outcome::Content(_, reason) => {
                self.judge_edit(&amend, &outcome, reason).await;
                let again = self.repairs.rests.plainer(chat, copy, now);
                (!again).then_some(End::Content(amend.edition))
            }
            // Rights, a block, a chat that is not found: its copies are looked at again when it stirs.
            Outcome::Closed(_) | Outcome::Barred(_) | Outcome::Missing | Outcome::NoTopic => {
                self.repairs.rests.refused(chat, copy, now);
                None
            }
            Outcome::Uncertain(..) | Outcome::Flood(_) | Outcome::NotSent(_) | Outcome::Token => {
                self.repairs.rests.failed(chat, copy, now);
                None
            }
        };
        self.end_amend(amend, end);
    }

    fn end_amend(&mut self, amend: Amend, end: Option<End>) {
        let (chat, copy) = (amend.chat.key, amend.copy);
        if let Some(end) = end {
            self.repairs.rests.ended(chat, copy);
            if amend.lane != Lane::Silent {
                amend.articles.iter().for_each(|article| self.repairs.accounts.note(*article));
            }
            let (telegram, articles) = (amend.chat.telegram, amend.articles);
            self.turns.note_amended(Ended { chat, telegram, copy, articles, end });
        } else {
            // Another copy may be next; when this one is, its rest says.
            self.queue.add(amend.lane, self.outfit.clock.now(), [chat]);
        }
        for lane in self.flights.end(chat) {
            self.queue.add(lane, self.outfit.clock.now(), [chat]);
        }
    }

    /// The photo's part of an outcome.
    async fn photo_of(&mut self, amend: &Amend, outcome: &Outcome) {
        let Part::Photo { source, of, uploads, .. } = &amend.part else { return };
        let (store, photos) = (&self.outfit.store, &self.outfit.photos);
        match outcome {
            Outcome::Delivered { photo: Some(name), .. } if *uploads => {
                photos.accepted(store, *of, name.clone(), self.outfit.clock.now()).await;
            }
            Outcome::Content(Fault::PhotoName, _) if !uploads => {
                if let PhotoSource::Named(name) = source {
                    photos.forgotten(store, *of, name).await;
                }
            }
            _ if *uploads => photos.released(*of),
            _ => {}
        }
        if *uploads {
            self.release(*of);
        }
    }

    /// Three chats agree that nobody can have this revision: it goes in a plainer form, or is set aside, as if it were sent.
    async fn judge_edit(&mut self, amend: &Amend, outcome: &Outcome, reason: &str) {
        let ([story], true) = (amend.stories.as_slice(), amend.mentions.is_empty()) else { return };
        let form = amend.contents.form;
        let offer = Offer { article: story.key, revision: story.revision, form, chat: amend.chat.key };
        if self.gate.judge(offer, outcome) == Verdict::NobodyCan {
            self.degrade(story, form, reason).await;
        }
    }

    /// The desk hears how it went, once nothing is on its way any more.
    async fn settle_accounts(&mut self) -> Result<()> {
        let oldest = self.outfit.clock.moment().surely() - self.outfit.keep;
        for article in self.repairs.accounts.settle() {
            let read = move |store: &Reading| {
                Ok((store.copies_of_article(article)?, store.copies_forgotten(article, oldest)?))
            };
            let (copies, forgotten) = self.outfit.store.read(read).await?;
            self.outfit.tell(Event::Repaired { article, copies, forgotten });
        }
        Ok(())
    }
}

fn uploads(amend: &Amend) -> bool {
    matches!(amend.part, Part::Photo { uploads: true, .. })
}

fn shows_photo(amend: &Amend) -> bool {
    matches!(amend.part, Part::Photo { .. })
}

fn stuck(why: &str) -> Stuck {
    if why.contains("not found") { Stuck::Gone } else { Stuck::Fixed }
}

/// The card as a story, of which there is nothing but the picture; its revision tells one picture from another.
fn card_of(path: Option<String>) -> Story {
    let revision = path.iter().flat_map(|path| path.bytes()).fold(0i64, |hash, byte| {
        hash.wrapping_mul(31).wrapping_add(i64::from(byte)) // few pictures in a newsroom's life
    });
    Story {
        key: CARD,
        id: ArticleId(String::new()),
        revision,
        headline: String::new(),
        lead: String::new(),
        url: None,
        image: Some(Image::Path(path.unwrap_or_default())),
        credit: None,
        sensitive: false,
        byline: None,
        language: crate::article::Language::Ru,
        rubrics: 0,
        correction: None,
        withdrawn: false,
        published: Time(0),
    }
}

/// The request of an edit, but for its chat.
pub(super) fn pack(amend: &Amend, message: &crate::message::Message) -> Parcel {
    match &amend.part {
        Part::Whole => Parcel::delete(amend.message),
        Part::Text => message.edit(amend.message),
        Part::Caption => message.edit_caption(amend.message),
        Part::Photo { source, spoiler, .. } => message.edit_photo(amend.message, source.clone(), *spoiler),
    }
}
