//! `/channels`: which channels there are; a tap opens what one carries (`reader::rubrics`), where it is disconnected too. In: an
//! admin's command and presses. Out: the list; a channel that is closed or opened, by one tap each.

use super::press::Press;
use crate::{
    acts::channels,
    article::Language,
    locale::args,
    message::{Button, Keyboard, Message, escape},
    store::{Chat, ChatKey, Reading, Result, State, Writing},
    telegram::{
        answer::{Answer, Reply, text as plain},
        reader::open_channel,
        scene::Scene,
        staff::Hand,
    },
};

/// So many channels are listed: Telegram takes a hundred buttons.
const MOST: u32 = 90;

/// The channels in which the bot is, each with a button that opens what it carries; those that get nothing are marked.
pub(super) fn list(store: &Reading, scene: &Scene, tongue: Language) -> Result<Message> {
    let channels = store.channels(MOST)?;
    let key = if channels.is_empty() { "channels-none" } else { "channels-title" };
    let button = |channel: &Chat| {
        let mark = if channel.state == State::Open { "" } else { "⏸ " };
        Button::data(format!("{mark}{}", title(channel)), open_channel(channel.telegram))
    };
    let rows = channels.iter().map(|channel| vec![button(channel)]);
    Ok(plain(scene.say(tongue, key, &args![]), Keyboard::of(rows)))
}

/// No news goes to the channel any more; one tap undoes it.
pub(super) fn disconnect(hand: &Hand, store: &Writing, key: ChatKey) -> Result<Answer> {
    let (scene, tongue) = (hand.scene, hand.editor.tongue);
    let Some(channel) = channels::disconnect(store, &hand.editor.who(), key, scene.now)? else {
        return gone(hand, store);
    };
    let said = scene.say(tongue, "channel-off", &args![channel = escape(&title(&channel))]);
    let back = |label: &str, press: Press| Button::data(scene.say(tongue, label, &args![]), press.encode());
    let rows = [vec![back("btn-undo", Press::Connect(key))], vec![back("btn-back", Press::Channels)]];
    Ok(hand.edit(plain(said, Keyboard::of(rows))).touching(key))
}

/// News goes there again, by the rubrics that it had.
pub(super) fn connect(hand: &Hand, store: &Writing, key: ChatKey) -> Result<Answer> {
    let scene = hand.scene;
    let Some(channel) = channels::connect(store, &hand.editor.who(), key, scene.now)? else { return gone(hand, store) };
    let said = scene.say(hand.editor.tongue, "channel-on", &args![channel = title(&channel)]);
    let list = list(store, scene, hand.editor.tongue)?;
    let edit = Reply::Edit(hand.pressed.address.chat, hand.pressed.message, list);
    Ok(Answer::toast(&hand.pressed.query, said).and(edit).touching(key))
}

/// The channel is not there any more: those that are.
fn gone(hand: &Hand, store: &Writing) -> Result<Answer> {
    Ok(hand.edit(list(store, hand.scene, hand.editor.tongue)?))
}

fn title(channel: &Chat) -> String {
    channel.title.clone().unwrap_or_else(|| channel.telegram.to_string())
}
