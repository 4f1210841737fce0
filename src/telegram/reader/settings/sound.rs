//! What comes with a sound. In: the chat. Out: the screen, the choice saved.

use super::{
    super::{press::Press, talk::Talk},
    buttons::{back, chosen},
    press::{Screen, Setting},
};
use crate::{
    locale::args,
    message::{Button, Keyboard, Message},
    newsroom::Sound,
    store::{Chat, Result},
    telegram::answer::text,
};

/// The screen.
pub(super) fn screen(talk: &Talk, chat: &Chat) -> Message {
    let option = |sound: &Sound| {
        vec![chosen(label(talk, *sound), Press::Setting(Setting::Sound(*sound)).encode(), *sound == chat.sound)]
    };
    let mut rows: Vec<Vec<Button>> = Sound::ALL.iter().map(option).collect();
    rows.push(vec![back(talk, Screen::Root)]);
    text(talk.say("settings-sound", &args![]), Keyboard::of(rows))
}

/// «Только срочное»
pub(super) fn label(talk: &Talk, sound: Sound) -> String {
    talk.say(&format!("sound-{}", sound.name()), &args![])
}

/// Saves what comes with a sound.
pub(super) fn set(talk: &Talk, chat: &Chat, sound: Sound) -> Result<String> {
    talk.store.set_sound(chat.key, sound)?;
    Ok(talk.say("toast-saved", &args![]))
}
