//! Whether a message offers to come less often. In: the chat's newest messages, the last offer. Out: yes, from the fifth message
//! of a day on that is not breaking, where all comes at once, once a fortnight.

use std::time::Duration;

use super::timing::{Day, midnight};
use crate::{
    clock::{APART, Time},
    newsroom::Mode,
    store::{
        Kind, Reading, Result,
        ledger::{Delivery, Ended},
    },
};

/// So many messages a day come without a word.
const FEW: usize = 4;
/// So long nobody is asked again.
const FORTNIGHT: Duration = Duration::from_secs(14 * 86_400);

/// Whether the next message offers a digest. Breaking news does not, which this cannot know.
pub(super) fn offers(store: &Reading, day: &Day, recent: &[Delivery], now: Time) -> Result<bool> {
    if !is_much(day, recent, now) {
        return Ok(false);
    }
    Ok(store.offer(day.chat.key)?.is_none_or(|offer| now.since(offer.at) >= FORTNIGHT))
}

/// Whether the chat has had its four messages of today, and a digest would make them fewer.
fn is_much(day: &Day, recent: &[Delivery], now: Time) -> bool {
    let today = midnight(now, day.zone)..=now + APART;
    let had = recent.iter().filter(|row| today.contains(&row.at) && matches!(row.ended, Some(Ended::Delivered(_))));
    day.chat.kind == Kind::Reader && day.chat.mode == Mode::Now && had.count() >= FEW
}
