//! A card as it should be. In: what draws one. Out: its message, whether that is the end of it, and the bar that it may have.

use crate::message::Message;

/// Cells of the bar.
const CELLS: u32 = 10;

/// A card as it should be.
pub(super) struct Shown {
    pub(super) message: Message,
    pub(super) end: End,
    /// How many messages have ended; 0 where it is not about that.
    pub(super) ended: u32,
}

/// Whether that is the end of the card.
pub(super) enum End {
    /// It will change.
    Open,
    /// It stays as it is.
    Settled,
    /// It stays, and this follows it.
    Report(Message),
}

/// «▓▓▓▓▓░░░░░»
pub(super) fn bar(percent: u32) -> String {
    let full = (percent.min(100) * CELLS / 100) as usize;
    "▓".repeat(full) + &"░".repeat(CELLS as usize - full)
}
