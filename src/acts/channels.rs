//! A channel is connected or disconnected. In: who, and which. Out: its chat opened or closed, with a line in the log of acts;
//! what it carries stays, so that connecting it again asks nothing.

use super::{Deed, Who, note_person};
use crate::{
    clock::Time,
    store::{Chat, ChatKey, Kind, Result, State, Writing},
};

/// News goes there from now on. `None`: there is no such channel (any more), or the bot is not there.
pub fn connect(store: &Writing, who: &Who, key: ChatKey, now: Time) -> Result<Option<Chat>> {
    let Some(channel) = channel(store, key)?.filter(|chat| matches!(chat.state, State::Open | State::Left)) else {
        return Ok(None);
    };
    if channel.state != State::Open {
        store.reopen(&channel, now)?;
        note_person(store, who, Deed::ChannelOn, channel.title.as_deref().unwrap_or_default(), now)?;
    }
    store.chat(key)
}

/// No news goes there from now on. `None`: there is no such channel (any more).
pub fn disconnect(store: &Writing, who: &Who, key: ChatKey, now: Time) -> Result<Option<Chat>> {
    let Some(channel) = channel(store, key)? else { return Ok(None) };
    if channel.state == State::Open {
        store.close(key, State::Left, now)?;
        note_person(store, who, Deed::ChannelOff, channel.title.as_deref().unwrap_or_default(), now)?;
    }
    store.chat(key)
}

fn channel(store: &Writing, key: ChatKey) -> Result<Option<Chat>> {
    Ok(store.chat(key)?.filter(|chat| chat.kind == Kind::Channel))
}
