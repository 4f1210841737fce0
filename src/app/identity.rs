//! Whose database it is. In: the bot's number by `getMe`, the one that the database has kept. Out: nothing where they are the
//! same (a new token of the same bot is no matter); else a sentence, or where that was asked for, a database that has changed
//! hands. Another bot has started none of these chats: each would answer that it is blocked, and be closed.

use anyhow::bail;

use crate::{clock::Time, store::Store, telegram::Me};

/// What is done with another bot's database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// It is refused.
    Own,
    /// It is taken over.
    Adopt,
}

/// A database that belongs to nobody yet is this bot's from now on.
pub(super) fn check(store: &Store, me: &Me, claim: Claim, now: Time) -> anyhow::Result<()> {
    let owner = store.read_here(|store| store.bot())?;
    match owner.filter(|owner| *owner != me.id) {
        None if owner.is_some() => Ok(()),
        None => Ok(store.write_here(|store| store.set_bot(me.id))?),
        Some(_) if claim == Claim::Adopt => {
            let chats = store.write_here(|store| store.adopt(me.id, now))?;
            log::warn!(
                "the database is @{}'s now; {chats} chats get nothing until they press Start there",
                me.username
            );
            Ok(())
        }
        Some(owner) => bail!(
            "the database belongs to the bot {owner}, and TELOXIDE_TOKEN is of @{} ({}): set the token of the bot that it \
             belongs to, or give this bot another HEADLINER_DATABASE; if the readers are to move to this bot, start it once \
             with `headliner run --adopt`",
            me.username,
            me.id
        ),
    }
}
