//! How cursors may move, told once more as a table. The oracle knows none of it: what it judges is what readers get. Here
//! is watched that a cursor moves with a final outcome, with joining and returning, with a widening, and never else.

use headliner::store::{Cursors, Seq, ledger::Served};

use super::world::{Step, World, said};

/// Why a chat's cursors may have moved since they were last looked at.
#[derive(Clone, Copy, Debug)]
pub enum Cause {
    /// Something that moves none.
    Nothing,
    /// A message ended.
    Outcome { served: Served, upto: Seq, decides: bool },
    /// The chat has come, or come back.
    Comes,
    /// It changed what it asks for.
    Wishes,
}

/// Whether the cursors may have gone from there to here.
fn may_move(before: Cursors, after: Cursors, head: Seq, cause: Cause) -> Result<(), String> {
    let raised = |by: [bool; 3], to: Seq| {
        let raise = |cursor: Seq, moves: bool| if moves { cursor.max(to) } else { cursor };
        let Cursors { breaking, main, news } = before;
        Cursors { breaking: raise(breaking, by[0]), main: raise(main, by[1]), news: raise(news, by[2]) }
    };
    let fair = match cause {
        Cause::Nothing | Cause::Outcome { decides: false, .. } => after == before,
        Cause::Outcome { served, upto, decides: true } => {
            let moves = match served {
                Served::Breaking => [true, false, false],
                Served::Main => [true, true, false],
                Served::News | Served::Top => [true; 3],
                Served::Note => [false; 3],
            };
            after == raised(moves, upto)
        }
        Cause::Comes => after == raised([true; 3], head),
        Cause::Wishes => after == before || after == raised([true; 3], head),
    };
    if fair {
        Ok(())
    } else {
        Err(format!("{cause:?} moves the cursors from {before:?} to {after:?}, the head is {head:?}"))
    }
}

impl World<'_> {
    /// The chat's cursors moved as they may since they were last looked at.
    pub(super) fn cursors_move(&mut self, chat: usize) -> Step {
        let head = self.store.head().map_err(said)?;
        let after = self.cursors(chat)?;
        if let (Some(after), Some(key)) = (after, self.slots[chat].key) {
            let passed = self.store.since(key).map_err(said)?.into_iter().find(|since| since.seq <= after.least());
            passed.map_or(Ok(()), |passed| Err(format!("{passed:?} is kept, though all cursors have passed it")))?;
        }
        let slot = &mut self.slots[chat];
        let (before, cause) = (slot.cursors, std::mem::replace(&mut slot.cause, Cause::Nothing));
        slot.cursors = after;
        match (before, after, slot.key) {
            (_, None, None) => Ok(()),
            (_, None, Some(_)) => Err("a chat is lost".into()),
            (None, Some(after), _) => may_move(Cursors::all(Seq(0)), after, head, cause),
            (Some(before), Some(after), _) => may_move(before, after, head, cause),
        }
    }

    pub(super) fn exceptions(&self, chat: usize) -> Result<usize, String> {
        let Some(key) = self.slots[chat].key else { return Ok(0) };
        Ok(self.store.since(key).map_err(said)?.len())
    }

    pub(super) fn cursors(&self, chat: usize) -> Result<Option<Cursors>, String> {
        let Some(key) = self.slots[chat].key else { return Ok(None) };
        Ok(self.store.chat(key).map_err(said)?.map(|chat| chat.cursors))
    }
}
