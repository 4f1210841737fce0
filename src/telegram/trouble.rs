//! What keeps polling from working. In: how a poll failed, that one worked again. Out: how long to wait before the next; each
//! kind of trouble is said once.

use std::time::Duration;

use crate::bot_api::{Outcome, Rival};

const SLOWEST: Duration = Duration::from_secs(60);

/// What keeps polling from working, and how long to wait.
#[derive(Default)]
pub(super) struct Trouble {
    said: Option<Kind>,
    wait: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Rival(Rival),
    Token,
    Unreachable,
}

impl Trouble {
    /// Says it, once a kind; how long to wait before the next poll.
    pub(super) fn note(&mut self, rival: Option<Rival>, outcome: &Outcome) -> Duration {
        let kind = match (rival, outcome) {
            (Some(rival), _) => Kind::Rival(rival),
            (None, Outcome::Token) => Kind::Token,
            _ => Kind::Unreachable,
        };
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

    pub(super) fn is_over(&mut self) {
        if self.said.is_some() {
            log::info!("updates come again");
        }
        *self = Trouble::default();
    }
}
