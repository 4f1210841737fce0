//! Conversations: what a person's update means. In: updates from our own long poll. Out: changes in the store, each in
//! one transaction with the note that its update was handled, and then the replies. It promises: an update is confirmed
//! to Telegram only when its effect is committed, has its effect once although it may come twice, in order within a
//! chat; one busy person delays no other; a panic stays inside its update. Replies to people leave beside the gate; what
//! nobody has just asked for does not leave from here ([`crate::delivery`]).
//!
//! The way of an update: `poll` → [`update`] (parsed) → `router` (what kind it is) → `commands` (which command), or the
//! buttons of `reader`, `desk` or `admin` (decide, in a transaction, an `Answer`) → `reply` (sent). No file imports one by
//! which it is imported, however far around; a test holds that.

mod admin;
pub mod alerts;
mod answer;
mod buttons;
mod commands;
mod complaints;
mod desk;
mod in_order;
mod photo;
mod poll;
mod polls;
mod profile;
mod reader;
mod reply;
mod room;
mod router;
mod scene;
mod staff;
mod standing;
mod tasks;
mod trouble;
pub mod update;
mod window;

use tokio::sync::mpsc;

use crate::intake::Notice;

pub use polls::Polls;
pub use room::Room;
pub use router::read_again;
pub use scene::Me;

/// Answers people until `shutdown`, then some seconds more for what is in work; tells the desk what intake noticed.
/// Errors are logged, retried and never end it.
pub async fn run(room: Room, notices: mpsc::Receiver<Notice>, shutdown: impl Future<Output = ()>) {
    let polling = poll::run(room.clone(), shutdown);
    tokio::pin!(polling);
    let besides = async { tokio::join!(profile::keep(&room), desk::attend(&room, notices)) };
    tokio::select! {
        () = &mut polling => return,
        _ = besides => {} // intake has ended before us
    }
    polling.await;
}
