//! «Когда присылать?»: at once, mixed, as a digest, breaking only; breaking news at all. In: the chat. Out: the screen, and
//! each choice saved and said.

use super::{
    super::{pause, press::Press, talk::Talk},
    buttons::{back, chosen, to},
    press::{Days, Screen, Setting},
};
use crate::{
    delivery::wishes,
    locale::args,
    message::{Button, Keyboard, Message},
    newsroom::Mode,
    store::{Chat, Result},
    telegram::answer::text,
};

/// The screen.
pub(super) fn screen(talk: &Talk, chat: &Chat) -> Message {
    let option = |mode: Mode| {
        chosen(talk.say(&format!("when-{}", mode.name()), &args![]), Press::Mode(mode).encode(), mode == chat.mode)
    };
    let mut rows: Vec<Vec<Button>> = Mode::ALL.iter().map(|mode| vec![option(*mode)]).collect();
    if matches!(chat.mode, Mode::Mixed | Mode::Digest) {
        rows.push(vec![to(talk, "btn-digest-settings", Screen::Digest(Days::Work))]);
    }
    let onoff = talk.say(if chat.urgent { "on" } else { "off" }, &args![]);
    let label = talk.say("btn-breaking-onoff", &args![onoff = onoff]);
    rows.push(vec![Button::data(label, Press::Setting(Setting::Breaking(!chat.urgent)).encode())]);
    rows.push(pause::way_back(talk, chat).into_iter().collect());
    rows.push(vec![back(talk, Screen::Root)]);
    let breaking = talk.say(if chat.urgent { "when-breaking-on" } else { "when-breaking-off" }, &args![]);
    let asks = talk.say("settings-when", &args![breaking = breaking]);
    let said = pause::line(talk, chat).map_or(asks.clone(), |line| format!("{asks}\n\n{line}"));
    text(said, Keyboard::of(rows))
}

/// Saves when news comes; what is to be said.
pub(super) fn set(talk: &Talk, chat: &Chat, mode: Mode) -> Result<String> {
    wishes::set_mode(talk.store, chat.key, mode, talk.scene.now)?;
    if mode == Mode::Breaking {
        wishes::set_urgent(talk.store, chat.key, true, talk.scene.now)?; // else nothing at all would come
    }
    if mode == Mode::Now && !chat.spacing.is_zero() {
        let spacing = talk.scene.words.duration(talk.tongue, chat.spacing);
        return Ok(talk.say("when-now-hint", &args![spacing = spacing]));
    }
    Ok(talk.say("toast-saved", &args![]))
}

/// Breaking news on or off.
pub(super) fn set_breaking(talk: &Talk, chat: &Chat, on: bool) -> Result<String> {
    if !on && chat.mode == Mode::Breaking {
        return Ok(talk.say("toast-breaking-only", &args![]));
    }
    wishes::set_urgent(talk.store, chat.key, on, talk.scene.now)?;
    Ok(talk.say(if on { "toast-saved" } else { "toast-breaking-off" }, &args![]))
}
