//! What is done about an outcome. In: an errand that came back. Out: for a visit its ending for the next turn, and what the
//! outcome says about the photo, the article, the chat; for a message to staff the answer to whoever posted it. What it says
//! about line and pace is the gate's.

use tokio::time::Instant;

use super::{Engine, departures::Errand};
use crate::{
    article::{Form, Story},
    bot_api::{Fault, Outcome, PhotoSource},
    delivery::{
        Event,
        decide::{
            barred::of_missing,
            follow::{Next, Sent, follow},
            visit::{Visit, plainer},
        },
        gate::{
            Back, Passage,
            lanes::Lane,
            suspects::Suspicion,
            verdicts::{Offer, Verdict},
        },
        photos::Lack,
        turn::{Ending, Planned},
    },
    newsroom::Mode,
    store::{Priority, Seq, ledger::Served},
};

/// What is said of a chat that refuses every story, in every form.
const TAKES_NOTHING: &str = "it takes nothing in any form";

impl Engine {
    /// An errand's request has ended.
    pub(super) async fn came_back(&mut self, errand: Errand, passage: &Passage, outcome: Outcome) {
        let outcome = match &errand {
            Errand::Visit(planned) => {
                of_missing(of_photo(outcome, planned), planned.bar.as_ref(), self.outfit.clock.now())
            }
            Errand::Amend(_) | Errand::Staff(_) => outcome,
        };
        self.meter.came_back(passage.lane, &outcome);
        let Back { refund, no_token } = self.gate.came_back(passage, &outcome, Instant::now());
        if no_token {
            log::error!("Telegram refuses the token: check TELOXIDE_TOKEN; delivery waits");
            self.outfit.tell(Event::TokenRefused);
        }
        match errand {
            Errand::Visit(planned) => self.weigh(*planned, outcome, refund).await,
            Errand::Amend(amend) => self.amended(*amend, outcome).await,
            Errand::Staff(post) => {
                if matches!(outcome, Outcome::Delivered { .. }) {
                    self.suspects.taken(&[]);
                }
                self.staff.end(post, outcome)
            }
        }
    }

    pub(super) async fn visited(&mut self, planned: Planned, outcome: &Outcome, refund: Option<Seq>) {
        let visit = &planned.visit;
        log::debug!("chat {}: {} stories, {outcome:?}", visit.chat.0, visit.show.len());
        let now = self.outfit.clock.now();
        self.board.count(outcome, now);
        if matches!(outcome, Outcome::Delivered { .. }) {
            self.meter.accepted(planned.lane(), now.since(planned.due));
        }
        self.photo(&planned, outcome).await;
        let mut next = self.next(&planned, outcome);
        if self.judge(&planned, outcome).await == Verdict::ChatTakesNothing {
            next = Next::Bar { why: TAKES_NOTHING.to_owned(), missing: false };
        }
        self.conclude(&planned, next, refund);
    }

    /// What is done about it.
    pub(super) fn next(&self, planned: &Planned, outcome: &Outcome) -> Next {
        let stories = planned.stories.len() + planned.mentions.len();
        let Visit { served, form, attempt, most, .. } = planned.visit;
        let sent = Sent { served, form, attempt, most, stories };
        follow(outcome, sent, self.lookout.rules().uncertain)
    }

    /// Does it with the next turn; whoever was called meanwhile is.
    pub(super) fn conclude(&mut self, planned: &Planned, next: Next, refund: Option<Seq>) {
        let (visit, lane, telegram) = (&planned.visit, planned.lane(), planned.chat.telegram);
        self.turns.note(Ending { chat: visit.chat, telegram, at: planned.at, lane, next, refund });
        let again = self.flights.end(visit.chat);
        for lane in again {
            self.queue.add(lane, planned.due, [visit.chat]);
        }
        if may_have_more(planned) {
            self.queue.add(Lane::News, planned.due, [visit.chat]);
        }
    }

    /// The photo's part of an outcome.
    pub(super) async fn photo(&mut self, planned: &Planned, outcome: &Outcome) {
        let Some(lead) = planned.stories.first().filter(|_| planned.photo.is_some()) else { return };
        let (photo, store, photos) = ((lead.key, lead.revision), &self.outfit.store, &self.outfit.photos);
        match outcome {
            Outcome::Delivered { photo: Some(name), .. } if planned.uploads => {
                photos.accepted(store, photo, name.clone(), self.outfit.clock.now()).await;
            }
            Outcome::Content(Fault::PhotoName, _) => {
                if let Some(PhotoSource::Named(name)) = &planned.photo {
                    photos.forgotten(store, photo, name).await;
                }
            }
            _ if planned.uploads => photos.released(photo),
            _ => {}
        }
        if planned.uploads {
            self.release(photo);
        }
    }

    /// Whether Telegram takes the article in this form, and whether it fails at it, is known when three different chats agree.
    /// Only of a message that says nothing besides it can that be told.
    async fn judge(&mut self, planned: &Planned, outcome: &Outcome) -> Verdict {
        let is_note = planned.visit.served == Served::Note;
        if matches!(outcome, Outcome::Delivered { .. }) {
            let all = planned.stories.iter().chain(&planned.mentions).filter(|_| !is_note);
            self.suspects.taken(&all.map(|story| story.key).collect::<Vec<_>>());
        }
        if is_note {
            return Verdict::Unknown; // what is said of a story is not that story
        }
        let ([story], true) = (planned.stories.as_slice(), planned.mentions.is_empty()) else {
            return Verdict::Unknown;
        };
        let (form, chat) = (planned.visit.form, planned.visit.chat);
        let offer = Offer { article: story.key, revision: story.revision, form, chat };
        let verdict = self.gate.judge(offer, outcome);
        match (verdict, outcome) {
            (Verdict::NobodyCan, Outcome::Content(_, reason)) => {
                self.refuse_photo(story, form, reason).await;
                self.degrade(story, form, reason).await;
            }
            (_, Outcome::Uncertain(_, reason)) => match self.suspects.unclear(offer) {
                Suspicion::None => {}
                // The desk is told first: whether that arrives shows whether it is the story or the line.
                Suspicion::Raised => self.outfit.tell(Event::Suspect(story.key)),
                Suspicion::Proven => self.degrade(story, form, reason).await,
            },
            _ => {}
        }
        verdict
    }

    async fn refuse_photo(&mut self, story: &Story, form: Form, reason: &str) {
        if form == Form::Photo {
            let (photo, now) = ((story.key, story.revision), self.outfit.clock.now());
            self.outfit.photos.refused(&self.outfit.store, photo, reason.to_owned(), now).await;
            self.outfit.tell(Event::WithoutPhoto(story.key, Lack::Refused(reason.to_owned())));
        }
    }

    /// Nobody can receive the article in this form: from now on it goes in the next plainer one, or not at all.
    pub(super) async fn degrade(&mut self, story: &Story, form: Form, reason: &str) {
        let (key, left) = (story.key, plainer(form));
        log::warn!("Telegram does not take article {key} as {form:?}: {reason}");
        let done = self.outfit.store.write(Priority::Bulk, move |store| store.degrade(key, left)).await;
        match done {
            Ok(true) if left.is_none() => {
                self.gate.acquit(story.key, story.revision);
                log::error!("article {key} is set aside: Telegram takes it in no form: {reason}");
                self.outfit.tell(Event::SetAside(key, reason.to_owned()));
            }
            Ok(_) => {}
            Err(error) => log::error!("cannot note that article {key} is refused: {error}"),
        }
    }
}

/// What the answer means for this request. A photo's name is refused only where a name was given: an upload, or a text,
/// that is answered so is refused for good, else it would be tried for ever.
fn of_photo(outcome: Outcome, planned: &Planned) -> Outcome {
    match outcome {
        Outcome::Content(Fault::PhotoName, why) if planned.uploads || planned.photo.is_none() => {
            Outcome::Content(Fault::Photo, why)
        }
        outcome => outcome,
    }
}

/// Whether a visit may have left something pending that no one else will call the chat for.
fn may_have_more(planned: &Planned) -> bool {
    planned.visit.more
        || planned.chat.mode != Mode::Now
        || matches!(planned.visit.served, Served::Breaking | Served::Main)
}
