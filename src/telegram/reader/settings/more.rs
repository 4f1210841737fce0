//! What is seldom changed: how many messages a day, how far apart, photos, the city, rubrics that are silent for a while, what
//! is stored. In: the chat. Out: the screens, each choice saved.

use std::time::Duration;

use super::{
    super::{
        following::{followed, quoted},
        press::Press,
        rubrics::named,
        talk::Talk,
        words::press::Word,
    },
    buttons::{back, chosen, to},
    press::{Screen, Setting},
    zone,
};
use crate::{
    locale::args,
    message::{Button, Keyboard, Message, escape, still},
    store::{Chat, Result},
    telegram::answer::text,
};

/// Messages a day that are offered.
const LIMITS: [u32; 4] = [3, 5, 10, 20];
/// Minutes between two messages that are offered.
const SPACINGS: [u32; 5] = [15, 30, 60, 120, 240];
/// Buttons in a row.
const COLUMNS: usize = 3;

/// The screen.
pub(super) fn screen(talk: &Talk, chat: &Chat) -> Result<Message> {
    let onoff = talk.say(if chat.photos { "on" } else { "off" }, &args![]);
    let muted = muted(talk, chat)?;
    let photos = Press::Setting(Setting::Photos(!chat.photos)).encode();
    let photos = Button::data(talk.say("btn-photos", &args![onoff = &onoff]), photos);
    let act = |key: &str, setting| Button::data(talk.say(key, &args![]), Press::Setting(setting).encode());
    let mut last = vec![act("btn-my-data", Setting::Data)];
    if !muted.is_empty() {
        last.insert(0, act("btn-unmute", Setting::Unmute));
    }
    let words: Vec<String> = followed(talk, chat)?.into_iter().map(|word| quoted(talk, &word)).collect();
    let rows = [
        vec![to(talk, "btn-limit", Screen::Limit), to(talk, "btn-spacing", Screen::Spacing)],
        vec![photos, to(talk, "btn-city", Screen::Zone)],
        vec![Button::data(talk.say("btn-words", &args![]), Press::Word(Word::Show).encode())],
        last,
        vec![back(talk, Screen::Root)],
    ];
    let said = talk.say(
        "settings-more",
        &args![
            limit = if chat.limit == 0 { "none".to_owned() } else { chat.limit.to_string() },
            spacing = if chat.spacing.is_zero() { "none".to_owned() } else { lasting(talk, chat.spacing) },
            photos = onoff,
            zone = zone::in_words(talk, chat),
            words = still(&words.join(", ")),
            muted = escape(&muted.join(", ")),
        ],
    );
    Ok(text(said, Keyboard::of(rows)))
}

fn lasting(talk: &Talk, spacing: Duration) -> String {
    talk.scene.words.duration(talk.tongue, spacing)
}

/// The names of the rubrics that are silent now.
fn muted(talk: &Talk, chat: &Chat) -> Result<Vec<String>> {
    let mutes = talk.store.mutes(chat.key)?.into_iter().filter(|mute| mute.until > talk.scene.now);
    Ok(mutes.filter_map(|mute| named(talk, mute.rubric)).map(|(_, title)| title).collect())
}

/// Nothing is silent any more; what came out meanwhile stays away.
pub(super) fn unmute(talk: &Talk, chat: &Chat) -> Result<String> {
    for mute in talk.store.mutes(chat.key)? {
        talk.store.unmute(chat.key, mute.rubric, talk.scene.now)?;
    }
    Ok(talk.say("toast-saved", &args![]))
}

/// Photos come along or not.
pub(super) fn set_photos(talk: &Talk, chat: &Chat, on: bool) -> Result<String> {
    talk.store.set_photos(chat.key, on)?;
    Ok(talk.say("toast-saved", &args![]))
}

/// «Сколько сообщений в день?»
pub(super) fn limits(talk: &Talk, chat: &Chat) -> Message {
    let option = |limit: u32| {
        let label = if limit == 0 { talk.say("limit-none", &args![]) } else { limit.to_string() };
        chosen(label, Press::Setting(Setting::Limit(limit)).encode(), limit == chat.limit)
    };
    choice(talk, "limit-title", &with(&LIMITS, chat.limit), option)
}

/// «Не чаще чем…»
pub(super) fn spacings(talk: &Talk, chat: &Chat) -> Message {
    let own = u32::try_from(chat.spacing.as_secs() / 60).unwrap_or(0);
    let option = |minutes: u32| {
        let label = match minutes {
            0 => talk.say("spacing-none", &args![]),
            minutes => lasting(talk, Duration::from_secs(u64::from(minutes) * 60)),
        };
        chosen(label, Press::Setting(Setting::Spacing(minutes)).encode(), minutes == own)
    };
    choice(talk, "spacing-title", &with(&SPACINGS, own), option)
}

/// What is offered, and what the chat has.
fn with(offered: &[u32], own: u32) -> Vec<u32> {
    let mut all: Vec<u32> = offered.iter().copied().chain([own]).filter(|number| *number > 0).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Numbers in rows, and one button for none.
fn choice(talk: &Talk, title: &str, numbers: &[u32], option: impl Fn(u32) -> Button) -> Message {
    let mut rows: Vec<Vec<Button>> =
        numbers.chunks(COLUMNS).map(|row| row.iter().map(|number| option(*number)).collect()).collect();
    rows.push(vec![option(0)]);
    rows.push(vec![back(talk, Screen::More)]);
    text(talk.say(title, &args![]), Keyboard::of(rows))
}

/// So many ordinary messages a day.
pub(super) fn set_limit(talk: &Talk, chat: &Chat, limit: u32) -> Result<String> {
    talk.store.set_limit(chat.key, limit)?;
    Ok(talk.say("toast-saved", &args![]))
}

/// So many minutes between two ordinary messages.
pub(super) fn set_spacing(talk: &Talk, chat: &Chat, minutes: u32) -> Result<String> {
    talk.store.set_spacing(chat.key, Duration::from_secs(u64::from(minutes) * 60))?;
    Ok(talk.say("toast-saved", &args![]))
}
