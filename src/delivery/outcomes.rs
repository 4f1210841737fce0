//! What the engine does with outcomes. In: a finished request. Out: its ending for the next turn, and what it says
//! about the line, the pace, the photo, the article, the chat. Also what an outage makes too old.

use std::time::Duration;

use tokio::time::Instant;

use super::{
    decide::{
        follow::{Next, Sent, follow},
        visit::{Floor, plainer},
    },
    engine::Engine,
    gate::{pace::Fare, purse::NEEDED, tallies::Verdict},
    run_queue::Line,
    scan,
    status::Event,
    turn::{Called, Ending, Planned},
};
use crate::{
    article::{Form, Story},
    bot_api::{Closed, Fault, Outcome, PhotoSource},
    clock::Time,
    newsroom::Mode,
    store::{ChatKey, State, Turn, ledger::Served},
};

/// How long everything waits when the token is refused.
const WITHOUT_TOKEN: Duration = Duration::from_secs(30);
/// How many floods are remembered for those who ask how it goes.
const FLOODS: usize = 256;

impl Engine {
    /// A visit's request has ended.
    pub(super) async fn visited(&mut self, planned: Planned, outcome: Outcome) {
        let now = Instant::now();
        let outcome = self.of_missing(of_photo(outcome, &planned), planned.visit.chat);
        self.line_was(outcome.is_clear(), now);
        match outcome {
            Outcome::Uncertain(_) | Outcome::NotSent(_) | Outcome::Token => self.drought.failed(now),
            // The chat's own, or all are held; not found, but perhaps a little later.
            Outcome::Flood(_) | Outcome::Missing => {}
            _ => self.drought.ends(),
        }
        self.count(&planned, &outcome, now);
        self.photo(&planned, &outcome).await;
        let visit = &planned.visit;
        let stories = planned.stories.len() + planned.mentions.len();
        let sent = Sent { served: visit.served, form: visit.form, attempt: visit.attempt, stories };
        let mut next = follow(&outcome, sent, self.rules.uncertain);
        let verdict = self.judge(&planned, &outcome).await;
        if let Next::Finish { decides: true, close, .. } = &mut next
            && let Some(lead) = planned.stories.first()
            && matches!(outcome, Outcome::Content(..))
            && verdict == Verdict::Unknown
            && self.tallies.strike(lead.key, lead.revision, visit.chat)
        {
            *close = Some(State::NoRights); // it takes nothing at all
        }
        let flight = self.in_flight.remove(&visit.chat);
        let (left, again) = flight.map_or((now, None), |flight| (flight.left, flight.again));
        if let Outcome::Flood(wait) = outcome {
            self.flood(planned.chat.telegram, planned.ticket.fare, left, wait);
        }
        let line = if visit.show[0].urgent { Line::Breaking } else { Line::News };
        let telegram = planned.chat.telegram;
        let refund = planned.ticket.billed.filter(|_| !may_be_billed(&outcome));
        if let Some(seq) = refund {
            self.purse.give_back(seq);
        }
        self.endings.push(Ending { chat: visit.chat, telegram, at: planned.at, line, next, refund });
        if let Some(line) = again {
            self.queue.add(line, planned.due, [visit.chat]);
        }
        if may_have_more(&planned) {
            self.queue.add(Line::News, planned.due, [visit.chat]);
        }
    }

    /// A chat that Telegram does not find is gone only when it has not been found several times.
    fn of_missing(&mut self, outcome: Outcome, chat: ChatKey) -> Outcome {
        let gone = match outcome {
            Outcome::Missing => self.tallies.looked_for(chat, false),
            Outcome::Delivered { .. } => self.tallies.looked_for(chat, true),
            _ => false,
        };
        if gone { Outcome::Closed(Closed::Gone) } else { outcome }
    }

    /// Notes whether Telegram gave a clear answer.
    pub(super) fn line_was(&mut self, clear: bool, now: Instant) {
        if self.health.note(clear, now) {
            log::warn!("Telegram gives no clear answers; only getMe is tried until it does");
        }
    }

    fn count(&mut self, planned: &Planned, outcome: &Outcome, now: Instant) {
        let wall = self.outfit.clock.now();
        let chat = planned.visit.chat.0;
        log::debug!("chat {chat}: {} stories, {outcome:?}", planned.visit.show.len());
        let status = &mut self.current;
        match outcome {
            Outcome::Delivered { .. } | Outcome::Unchanged => {
                status.delivered += 1;
                status.last_accepted = Some(wall);
            }
            Outcome::Uncertain(_) => status.uncertain += 1,
            Outcome::Flood(_) => {
                if status.floods.len() >= FLOODS {
                    status.floods.remove(0);
                }
                status.floods.push(wall);
            }
            Outcome::Closed(_) | Outcome::Content(..) | Outcome::Stuck(_) => status.refused += 1,
            Outcome::Moved(_) | Outcome::NoTopic | Outcome::Missing | Outcome::NotSent(_) | Outcome::Token => {}
        }
        if !matches!(outcome, Outcome::Uncertain(_) | Outcome::NotSent(_)) {
            status.last_answer = Some(wall);
        }
        let was_refused = std::mem::replace(&mut status.token_refused, matches!(outcome, Outcome::Token));
        if status.token_refused {
            self.pace.hold(now + WITHOUT_TOKEN);
            if !was_refused {
                log::error!("Telegram refuses the token: check TELOXIDE_TOKEN; delivery waits");
                self.outfit.tell(Event::TokenRefused);
            }
        }
    }

    /// The photo's part of an outcome.
    async fn photo(&mut self, planned: &Planned, outcome: &Outcome) {
        let Some(lead) = planned.stories.first().filter(|_| planned.photo.is_some()) else { return };
        let (key, store, now) = ((lead.key, lead.revision), &self.outfit.store, self.outfit.clock.now());
        match outcome {
            Outcome::Delivered { photo: Some(name), .. } if planned.uploads => {
                self.photos.accepted(store, key, name.clone(), now).await;
            }
            Outcome::Content(Fault::PhotoName, _) => {
                if let Some(PhotoSource::Named(name)) = &planned.photo {
                    self.photos.forgotten(store, key, name).await;
                }
            }
            _ if planned.uploads => self.photos.released(key),
            _ => {}
        }
        if planned.uploads {
            self.release(key);
        }
    }

    /// Whether Telegram takes the article in this form is known when three different chats agree.
    async fn judge(&mut self, planned: &Planned, outcome: &Outcome) -> Verdict {
        let [story] = planned.stories.as_slice() else { return Verdict::Unknown };
        if !planned.mentions.is_empty() {
            return Verdict::Unknown; // it may be one of those
        }
        let (form, chat) = (planned.visit.form, planned.visit.chat);
        let verdict = match outcome {
            Outcome::Delivered { .. } => {
                self.tallies.accepted(story.key, story.revision, form, chat);
                return Verdict::Unknown;
            }
            // A name that Telegram no longer knows says nothing about the photo.
            Outcome::Content(Fault::PhotoName, _) => return Verdict::Unknown,
            Outcome::Content(..) => self.tallies.refused(story.key, story.revision, form, chat),
            _ => return Verdict::Unknown,
        };
        if let Outcome::Content(_, reason) = outcome
            && verdict == Verdict::NobodyCan
        {
            self.degrade(story, form, reason).await;
        }
        verdict
    }

    /// Nobody can receive the article in this form: from now on it goes in the next plainer one, or not at all.
    async fn degrade(&mut self, story: &Story, form: Form, reason: &str) {
        let (key, left) = (story.key, plainer(form));
        log::warn!("Telegram does not take article {key} as {form:?}: {reason}");
        if form == Form::Photo {
            let photo = (story.key, story.revision);
            self.photos.refused(&self.outfit.store, photo, reason.to_owned(), self.outfit.clock.now()).await;
        }
        let done = self.outfit.store.write(Turn::Bulk, move |store| store.degrade(key, left)).await;
        match done {
            Ok(true) if left.is_none() => {
                self.tallies.acquit(story.key, story.revision);
                log::error!("article {key} is set aside: Telegram takes it in no form: {reason}");
                self.outfit.tell(Event::SetAside(key, reason.to_owned()));
            }
            Ok(_) => {}
            Err(error) => log::error!("cannot note that article {key} is refused: {error}"),
        }
    }

    /// A flood of one chat delays the chat; of several, everybody.
    pub(super) fn flood(&mut self, telegram: i64, fare: Fare, left: Instant, wait: Duration) {
        let now = Instant::now();
        if let Some(wait) = self.tallies.flooded(telegram, wait, now) {
            log::warn!("Telegram asks to wait {wait:?}; the pace is halved for a while");
            self.pace.flood(fare, left, now, wait);
        }
    }

    /// What Telegram says of the bot's Stars.
    pub(super) fn balance(&mut self, stars: Option<u32>) {
        match stars {
            Some(stars) if stars < NEEDED => {
                log::warn!("the bot has {stars} Stars, paid broadcasts need {NEEDED}: it goes at the free pace");
                self.purse.has(stars);
            }
            Some(stars) => self.purse.has(stars),
            None => log::warn!("Telegram does not say how many Stars the bot has; it goes at the free pace meanwhile"),
        }
    }

    /// Chats that a search has found.
    pub(super) fn found(&mut self, found: scan::Found) {
        for (line, due, chats) in found.due {
            self.queue.add(line, due, chats);
        }
        for (line, chat, until) in found.later {
            self.queue.sleep(line, chat, until);
        }
    }

    /// A chat's settings have changed: look whether something is due.
    pub(super) fn call(&mut self, chat: ChatKey) {
        let now = self.outfit.clock.now();
        self.queue.add(Line::News, now, [chat]);
    }

    /// Whether a message would leave, if Telegram took it.
    pub(super) fn has_work(&self, called: &[Called], now: Instant) -> bool {
        let held = self.pace.held_until(now).is_some();
        held || !called.is_empty() || !self.queue.is_empty() || !self.in_flight.is_empty() || !self.parked.is_empty()
    }

    /// Tells the others how it goes, if that has changed: once a step, however many answers it took.
    pub(super) fn report(&mut self, now: Time) {
        let status = &mut self.current;
        (status.due, status.sleeping, status.in_flight) =
            (self.queue.len(), self.queue.buckets(), self.in_flight.len());
        let held = self.pace.held_until(Instant::now()).map(|until| now + (until - Instant::now()));
        if status.held.is_some() != held.is_some() {
            status.held = held;
        }
        (status.rate, status.broken) = (self.pace.rate(), self.health.probe_at().is_some());
        let current = &self.current;
        self.status.send_if_modified(|known| {
            let new = known != current;
            if new {
                known.clone_from(current);
            }
            new
        });
    }

    /// After an outage, what would have been due long before is only counted.
    pub(super) async fn raise_floor(&mut self) {
        let (now, seq) = (self.outfit.clock.now(), self.tail.head());
        let floor = Floor::raised(seq, now, self.outfit.max_age);
        self.rules.floor = floor;
        self.queue.cool(floor.cooled().1);
        let kept = self.outfit.store.write(Turn::Bulk, move |store| floor.keep(store)).await;
        if let Err(error) = kept {
            log::error!("cannot keep what the outage made too old: {error}");
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

/// Whether Telegram may bill a message: it bills what it has accepted.
fn may_be_billed(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Delivered { .. } | Outcome::Unchanged | Outcome::Uncertain(_))
}

/// Whether a visit may have left something pending that no one else will call the chat for.
fn may_have_more(planned: &Planned) -> bool {
    planned.visit.more
        || planned.chat.mode != Mode::Now
        || matches!(planned.visit.served, Served::Breaking | Served::Main)
}
