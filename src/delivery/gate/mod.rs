//! The gate: whatever nobody has just asked for passes it. In: what waits, what left, what came back, the time. Out: when
//! something may leave, how many, and for what fare. It alone knows the purse, the state of the line and since when nothing is
//! taken; the pace, and when each chat may get its next message, stand in the [`book`], which it shares with the replies. It sends
//! nothing and reads no database: plain values only. What passes it are the engine's errands.
//!
//! It is asked three things. May something leave: [`Gate::opening`], [`Gate::admits_staff`]. It left: [`Gate::left`]. It came
//! back: [`Gate::came_back`]. Besides, [`Gate::chore`] names what it wants to know from Telegram itself.

mod beside;
pub mod book;
mod budget;
pub mod chats;
pub mod drought;
pub mod health;
pub mod lanes;
pub mod pace;
pub mod passage;
pub mod purse;
mod queue;
pub mod shares;
pub mod suspects;
pub mod tallies;
#[cfg(test)]
mod tests;
pub mod verdicts;
pub mod witness;

use std::{collections::HashMap, time::Duration};

use tokio::time::Instant;

use crate::{
    article::ArticleKey,
    bot_api::Outcome,
    store::{ChatKey, Seq, prices::Price},
};
use book::Book;
use chats::{Cause, Chats};
use drought::Drought;
use health::Health;
use lanes::Lane;
use pace::{Fare, Pace};
pub use passage::{Back, Opening, Passage, Waiting};
use purse::{NEEDED, Purse, Till};
use shares::Shares;
use tallies::Tallies;
use verdicts::{Offer, Verdict, Verdicts};

/// How many visits one turn at the database plans at most.
const VISITS_PER_TURN: usize = 256;
/// How long everything waits when the token is refused.
const WITHOUT_TOKEN: Duration = Duration::from_secs(30);
const SECOND: Duration = Duration::from_secs(1);
/// An answer has to come first, and wakes whoever waits for it.
const NOT_BEFORE_AN_ANSWER: Duration = Duration::from_secs(3600);

/// What a gate begins with: the rates of the settings, and what the process before this one left.
#[derive(Debug, Default)]
pub struct Beginning {
    /// Messages a second; 0: no limit.
    pub free: u32,
    /// The same where they are paid for; no more than `free`: never.
    pub paid: u32,
    /// How long nothing may leave.
    pub wait: Duration,
    /// How long it is not known whether work waits in vain.
    pub unknown: Duration,
    /// What has left to groups within a minute: their numbers at Telegram, and when.
    pub groups: Vec<(i64, Instant)>,
}

/// See the module.
#[derive(Debug)]
pub struct Gate {
    book: Book,
    purse: Purse,
    health: Health,
    drought: Drought,
    tallies: Tallies,
    verdicts: Verdicts,
    shares: Shares,
    /// Requests in flight, by lane.
    out: [usize; Lane::ALL.len()],
    /// When the last request of each lane left.
    last: [Option<Instant>; Lane::ALL.len()],
    /// `getMe` is in flight.
    probing: bool,
    token_refused: bool,
}

/// What the gate wants to know from Telegram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chore {
    /// Whether it answers clearly: `getMe`.
    Probe,
    /// How many Stars the bot has.
    Balance,
}

impl Gate {
    /// A gate through which nothing has passed yet.
    pub fn new(beginning: Beginning, now: Instant) -> Gate {
        let Beginning { free, paid, wait, unknown, groups } = beginning;
        let mut pace = Pace::new(free, paid, now);
        pace.hold(now + wait);
        Gate {
            book: Book::new(pace, Chats::of_groups(groups)),
            purse: Purse::default(),
            health: Health::default(),
            drought: Drought::left(unknown, now),
            tallies: Tallies::default(),
            verdicts: Verdicts::default(),
            shares: Shares::default(),
            out: [0; Lane::ALL.len()],
            last: [None; Lane::ALL.len()],
            probing: false,
            token_refused: false,
        }
    }

    /// The book of departures and holds, for those who leave beside the gate.
    pub fn book(&self) -> Book {
        self.book.clone()
    }

    /// How many visits may leave now; they are promised their places.
    pub fn opening(&mut self, waiting: Waiting, now: Instant) -> Opening {
        let (fare, most) = (self.fare(waiting.breaking), self.room().min(VISITS_PER_TURN));
        if let Some(beside) = self.beside_paid(fare, waiting, now) {
            let visits = beside.map_or(0, |repairs| repairs.min(most));
            self.book.open().pace.promise(visits);
            return Opening { visits, fare: Fare::Free, repairs: true, till: Till::closed() };
        }
        let mut book = self.book.open();
        let till = match fare {
            Fare::Free => Till::closed(),
            Fare::Paid => self.purse.till(book.pace.free_room(now)),
        };
        let visits = book.slots(fare, most, now);
        Opening { visits, fare, repairs: false, till }
    }

    /// Of what an opening promised, only so much is still to leave.
    pub fn keep_promised(&mut self, visits: usize, now: Instant) {
        self.book.open().keep(visits, now);
    }

    /// Whether a message to staff may leave now, which is promised then. `others`: news waits too.
    pub fn admits_staff(&mut self, others: bool, now: Instant) -> bool {
        self.opens_for_staff(others, now) <= now && self.book.open().slots(Fare::Free, 1, now) > 0
    }

    /// When the next message to staff may leave, as far as is known: a free place is told by an answer.
    pub fn opens_for_staff(&mut self, others: bool, now: Instant) -> Instant {
        if self.health.probe_at().is_some() || self.out(Lane::Staff) >= Lane::Staff.rule().abreast {
            return now + NOT_BEFORE_AN_ANSWER;
        }
        let share = if others { self.share_opens_at(Lane::Staff, now) } else { now };
        self.book.open().ready_at(Fare::Free, now).max(share)
    }

    /// Whether a repair may leave in this lane before the visits that wait.
    pub fn admits_repair(&self, lane: Lane, breaking: bool, news: bool) -> bool {
        self.shares.admits(lane, breaking, news)
    }

    /// A chat has been called in this lane: something leaves to it, most likely.
    pub fn called(&mut self, lane: Lane) {
        self.shares.called(lane);
    }

    /// When the next visit may leave; `None`: an answer has to come first.
    pub fn opens_for_visits(&mut self, waiting: Waiting, now: Instant) -> Option<Instant> {
        let (fare, room) = (self.fare(waiting.breaking), self.room());
        let beside = self.beside_paid(fare, waiting, now).map(|beside| beside.err().unwrap_or(now));
        (room > 0).then(|| beside.unwrap_or_else(|| self.book.open().ready_at(fare, now)))
    }

    /// A request leaves.
    pub fn left(&mut self, passage: &Passage) {
        let Passage { lane, chat, telegram, group, ticket, left } = *passage;
        let cause = if lane == Lane::Staff { Cause::Other } else { Cause::News };
        self.book.open().left(ticket.fare, telegram, group, cause, left);
        if let Some(seq) = ticket.billed {
            self.purse.charge(seq);
        }
        if let Some(chat) = chat {
            self.tallies.departed(chat, left);
        }
        self.out[lane as usize] += 1;
        self.last[lane as usize] = Some(left);
    }

    /// A request's answer has come.
    pub fn came_back(&mut self, passage: &Passage, outcome: &Outcome, now: Instant) -> Back {
        let out = &mut self.out[passage.lane as usize];
        *out = out.saturating_sub(1);
        self.line_was(outcome.is_clear(), now);
        if passage.lane != Lane::Staff {
            self.is_taken(outcome, now); // that a card arrives does not say that news does
        }
        if let Outcome::Flood(wait) = outcome {
            self.book.open().flooded(passage.ticket.fare, passage.telegram, passage.left, *wait, now);
        }
        let refund = passage.ticket.billed.filter(|_| !may_be_billed(outcome));
        if let Some(seq) = refund {
            self.purse.give_back(seq);
        }
        let was_refused = std::mem::replace(&mut self.token_refused, matches!(outcome, Outcome::Token));
        if self.token_refused {
            self.book.open().pace.hold(now + WITHOUT_TOKEN);
        }
        Back { refund, no_token: self.token_refused && !was_refused }
    }

    /// Whose fault it is that content was refused, if it was; what was taken is remembered.
    pub fn judge(&mut self, offer: Offer, outcome: &Outcome) -> Verdict {
        self.verdicts.judge(offer, outcome)
    }

    /// An article is set aside: that it was refused was no chat's fault.
    pub fn acquit(&mut self, article: ArticleKey, revision: i64) {
        self.verdicts.acquit(article, revision);
    }

    /// What is to be asked now, if anything. It counts as being asked from then on.
    pub fn chore(&mut self, now: Instant) -> Option<Chore> {
        if !self.probing && self.health.probe_at().is_some_and(|at| at <= now) {
            self.probing = true;
            return Some(Chore::Probe);
        }
        (self.can_be_paid() && self.purse.asks(now)).then_some(Chore::Balance)
    }

    /// When the next chore is due.
    pub fn next_chore(&self) -> Option<Instant> {
        self.health.probe_at().filter(|_| !self.probing)
    }

    /// How `getMe` ended.
    pub fn probed(&mut self, clear: bool, now: Instant) {
        self.probing = false;
        let broken = self.health.broken_for(now);
        if self.health.probed(clear, now) {
            log::info!("Telegram answers again after {} s; delivery goes on", broken.as_secs());
        }
    }

    /// How many Stars the bot has, if Telegram said.
    pub fn has_stars(&mut self, stars: Option<u32>) {
        match stars {
            Some(stars) if stars < NEEDED => {
                log::warn!("the bot has {stars} Stars, paid broadcasts need {NEEDED}: it goes at the free pace");
                self.purse.has(stars);
            }
            Some(stars) => self.purse.has(stars),
            None => log::warn!("Telegram does not say how many Stars the bot has; it goes at the free pace meanwhile"),
        }
    }

    /// What publications may still cost, as the store has it.
    pub fn fill_purse(&mut self, prices: &[(Seq, Price)]) {
        self.purse.fill(prices);
    }

    /// Nothing leaves before this time.
    pub fn rest(&mut self, until: Instant) {
        self.book.open().pace.hold(until);
    }

    /// When the chat may get a message, if that is later than now.
    pub fn chat_free_at(&self, chat: ChatKey, now: Instant) -> Option<Instant> {
        self.tallies.free_at(chat, now)
    }

    /// The chats that may not get a message now because of a group's limits, a reply, a card or a flood, by their numbers at
    /// Telegram, and when they may.
    pub fn busy(&self, now: Instant) -> HashMap<i64, Instant> {
        self.book.open().busy(now)
    }

    /// Until when everything waits, if it does.
    pub fn held_until(&self, now: Instant) -> Option<Instant> {
        self.book.open().pace.held_until(now)
    }

    /// The same, where it would hold at another start too: a token that is refused may be another by then.
    pub fn lasting_hold(&self, now: Instant) -> Option<Instant> {
        self.held_until(now).filter(|_| !self.token_refused)
    }

    /// Whether work waits that would leave if Telegram took it.
    pub fn note_work(&mut self, waits: bool, now: Instant) {
        self.book.open().note_news(waits);
        let waits = waits || self.held_until(now).is_some();
        self.drought.look(waits, now);
    }

    /// The machine has slept for so long, and timers stood still.
    pub fn slept(&mut self, lasting: Duration) {
        self.drought.slept(lasting);
    }

    /// How long work has waited in vain.
    pub fn dry_for(&self, now: Instant) -> Duration {
        self.drought.lasts(now)
    }

    /// Whether that is an outage.
    pub fn is_outage(&self, now: Instant) -> bool {
        self.drought.is_outage(now)
    }

    /// Messages a second that are allowed now without paying; 0: no limit.
    pub fn rate(&self) -> u32 {
        self.book.open().pace.rate()
    }

    /// Whether Telegram refuses the token.
    pub fn is_token_refused(&self) -> bool {
        self.token_refused
    }

    /// Whether only `getMe` is tried, since Telegram gives no clear answers.
    pub fn is_broken(&self) -> bool {
        self.health.probe_at().is_some()
    }

    /// Since when Telegram has given clear answers; `None`: always.
    pub fn line_well_since(&self) -> Option<Instant> {
        self.health.well_since()
    }

    /// How many visits are in flight.
    pub fn visits_out(&self) -> usize {
        self.out.iter().sum::<usize>() - self.out(Lane::Staff)
    }

    fn out(&self, lane: Lane) -> usize {
        self.out[lane as usize]
    }

    /// How many visits there is room for, whatever the pace says.
    fn room(&self) -> usize {
        let most = match () {
            () if self.health.probe_at().is_some() => 0,
            () if self.health.is_trying() => 1,
            () => Lane::News.rule().abreast,
        };
        most.saturating_sub(self.visits_out())
    }

    /// Who pays for the next departures: the newsroom, where breaking news waits that may cost something.
    fn fare(&self, breaking: bool) -> Fare {
        let paid = breaking && self.purse.is_open() && self.can_be_paid();
        if paid { Fare::Paid } else { Fare::Free }
    }

    fn can_be_paid(&self) -> bool {
        self.book.open().pace.can_be_paid()
    }

    /// When a lane may leave again that has only a share of the budget: its departures are as far apart as if it were all of
    /// a smaller one, so that no row of them stands in anybody's way.
    fn share_opens_at(&self, lane: Lane, now: Instant) -> Instant {
        let (rate, share) = (self.rate(), lane.rule().share);
        let last = self.last[lane as usize].filter(|_| rate > 0 && share > 0);
        last.map_or(now, |last| last + SECOND * 100 / (rate * share))
    }

    fn line_was(&mut self, clear: bool, now: Instant) {
        if self.health.note(clear, now) {
            log::warn!("Telegram gives no clear answers; only getMe is tried until it does");
        }
    }

    fn is_taken(&mut self, outcome: &Outcome, now: Instant) {
        match outcome {
            Outcome::Uncertain(..) | Outcome::NotSent(_) | Outcome::Token => self.drought.failed(now),
            // The chat's own, or all are held; not now, but perhaps a little later.
            Outcome::Flood(_) | Outcome::Missing | Outcome::Barred(_) => {}
            _ => self.drought.ends(),
        }
    }
}

/// Whether Telegram may bill a message: it bills what it has accepted.
fn may_be_billed(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Delivered { .. } | Outcome::Unchanged | Outcome::Uncertain(..))
}
