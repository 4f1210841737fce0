//! A group and its topics: chats of their own at one number. In: the number. Out: who is there; all of them somewhere else.

use super::{
    act::CHATS,
    hat::topic,
    world::{Slot, Step, World, said},
};

impl World<'_> {
    /// The chats of this number: a group and its topics.
    pub(super) fn at(&self, telegram: i64) -> impl Iterator<Item = usize> + use<> {
        let there = |slot: &Slot| slot.key.is_some() && slot.telegram == telegram;
        (0..CHATS).filter(|chat| there(&self.slots[*chat])).collect::<Vec<_>>().into_iter()
    }

    /// All of it goes to another number, and those of its messages name others there. A chat that was erased meanwhile does not move;
    /// a new one of the same number is not this one.
    pub(super) fn group_moves(&mut self, from: i64, to: i64) -> Step {
        for chat in self.at(from) {
            let Some(known) = self.store.chat_of(to, topic(chat)).map_err(said)? else { continue };
            self.moved(known.key);
            self.slots[chat].telegram = to;
        }
        Ok(())
    }
}
