//! What keeps polling from working. In: how a poll failed, that one worked again. Out: how long to wait before the next; each
//! kind of trouble is said once, and stands on the board.

use std::time::Duration;

use tokio::time::Instant;

use super::alerts::{self, Board};
use crate::bot_api::{Outcome, Rival};

const SLOWEST: Duration = Duration::from_secs(60);
/// Two programs with one token meet many times a minute; a process that has just ended leaves one meeting.
const AGAIN: Duration = Duration::from_secs(60);

/// What keeps polling from working, and how long to wait.
pub(super) struct Trouble {
    board: Board,
    said: Option<Kind>,
    wait: Duration,
    /// When another poller was last met.
    met: Option<Instant>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Rival(Rival),
    Token,
    Unreachable,
}

impl Trouble {
    /// Nothing is wrong yet.
    pub(super) fn new(board: &Board) -> Trouble {
        Trouble { board: board.clone(), said: None, wait: Duration::ZERO, met: None }
    }

    /// Says it, once a kind; how long to wait before the next poll.
    pub(super) fn note(&mut self, rival: Option<Rival>, outcome: &Outcome) -> Duration {
        let kind = match (rival, outcome) {
            (Some(rival), _) => Kind::Rival(rival),
            (None, Outcome::Token) => Kind::Token,
            _ => Kind::Unreachable,
        };
        match kind {
            Kind::Rival(Rival::Poller) => self.meets(Instant::now()),
            Kind::Token => self.board.stands(alerts::Trouble::Token),
            Kind::Rival(Rival::Webhook) | Kind::Unreachable => {}
        }
        if self.said.replace(kind) != Some(kind) {
            match kind {
                Kind::Rival(Rival::Poller) => log::error!(
                    "a second program asks for updates with the same token; stop one of them: news goes out, but answers get lost"
                ),
                Kind::Rival(Rival::Webhook) => {
                    log::warn!("the bot had a webhook; it is deleted, since updates are polled for");
                }
                Kind::Token => log::error!("Telegram refuses the token; check TELOXIDE_TOKEN, and look at @BotFather"),
                Kind::Unreachable => log::warn!("updates cannot be had and are asked for again: {outcome:?}"),
            }
        }
        if let Outcome::Flood(wait) = outcome {
            return *wait;
        }
        self.wait = (self.wait * 2).clamp(Duration::from_secs(1), SLOWEST);
        self.wait
    }

    /// A poll worked.
    pub(super) fn is_over(&mut self) {
        if let Some(kind) = self.said.take() {
            log::info!("updates come again");
            if kind == Kind::Token {
                self.board.is_over(alerts::Kind::Token);
            }
        }
        self.wait = Duration::ZERO;
        if self.met.take_if(|met| met.elapsed() >= AGAIN).is_some() {
            self.board.is_over(alerts::Kind::Second);
        }
    }

    /// Another program has taken this poll's place.
    fn meets(&mut self, now: Instant) {
        if self.met.replace(now).is_some_and(|before| now.duration_since(before) < AGAIN) {
            self.board.stands(alerts::Trouble::Second);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Clock, Time};

    /// One meeting is that of a process which has just ended; it is over a minute after the last.
    #[tokio::test(start_paused = true)]
    async fn a_second_poller_is_one_that_is_met_again() {
        let board = Board::new(&Clock::starting_at(Time(0)));
        let mut trouble = Trouble::new(&board);
        let kinds = |board: &Board| board.standing().into_iter().map(|standing| standing.kind).collect::<Vec<_>>();
        let meet = |trouble: &mut Trouble| {
            trouble.note(Some(Rival::Poller), &Outcome::NotSent("409".to_owned()));
        };
        meet(&mut trouble);
        assert!(kinds(&board).is_empty());
        tokio::time::advance(Duration::from_secs(61)).await;
        meet(&mut trouble);
        assert!(kinds(&board).is_empty());
        tokio::time::advance(Duration::from_secs(10)).await;
        meet(&mut trouble);
        trouble.is_over(); // both get their turns
        assert_eq!(kinds(&board), ["second-poller"]);
        tokio::time::advance(Duration::from_secs(60)).await;
        trouble.is_over();
        assert!(kinds(&board).is_empty());
    }
}
