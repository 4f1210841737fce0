//! Repairing what was sent: which articles' copies are looked after, and where the look at the chats is. In: revisions that came,
//! chats that were walked, how edits ended. Out: whose copies are due, the next range of chats to walk, which copies rest. Plain
//! values: the engine reads, sends and writes, [`amended`](super::decide::amended) says what a copy should become.
//!
//! Nothing here is kept: what is owed is the difference between what stands (`delivery.edition`) and what should
//! (`article.revision`), found by walking the chats. It is looked for when a revision comes, when a message or an edit ends, and at a
//! start; and once an hour, since an embargo may have passed or a draft been published without a new text.

mod estimate;
pub mod rests;
pub mod rounds;
pub mod sweep;
pub mod walk;

pub use estimate::estimate;
