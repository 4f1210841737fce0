//! Quiet hours, and what breaking news does in them. In: the chat. Out: the screen and those of both ends, each choice saved.

use super::{
    super::{press::Press, talk::Talk},
    buttons::{back, chosen},
    digest::clock,
    press::{Screen, Setting},
};
use crate::{
    locale::args,
    message::{Button, Keyboard, Message},
    newsroom::{Minute, Night},
    store::{Chat, Result},
    telegram::answer::text,
};

/// Where the newsroom has no quiet hours either.
const USUAL: (Minute, Minute) = (Minute(22 * 60), Minute(7 * 60));
/// Hours in a row.
const COLUMNS: usize = 4;

/// The quiet hours that a chat has, or would have: those that it had.
fn hours(talk: &Talk, chat: &Chat) -> Result<(Minute, Minute)> {
    let former = if chat.quiet.is_none() { talk.store.former_quiet(chat.key)? } else { None };
    Ok(chat.quiet.or(former).or(talk.scene.newsroom.new_reader.quiet).unwrap_or(USUAL))
}

/// The screen.
pub(super) fn screen(talk: &Talk, chat: &Chat) -> Result<Message> {
    let (from, to) = hours(talk, chat)?;
    let mut rows: Vec<Vec<Button>> = Vec::new();
    if chat.quiet.is_some() && chat.urgent {
        let option = |night: &Night| {
            let label = talk.say(&format!("night-{}", night.name()), &args![]);
            vec![chosen(label, Press::Setting(Setting::Night(*night)).encode(), *night == chat.night)]
        };
        rows.extend(Night::ALL.iter().map(option));
    }
    let from_label = talk.say("btn-quiet-from", &args![from = clock(from)]);
    let to_label = talk.say("btn-quiet-to", &args![to = clock(to)]);
    let opens = |label, screen| Button::data(label, Press::Setting(Setting::Show(screen)).encode());
    rows.push(vec![opens(from_label, Screen::QuietFrom), opens(to_label, Screen::QuietTo)]);
    let none = talk.say("night-off", &args![]);
    rows.push(vec![chosen(none, Press::Setting(Setting::Quiet(chat.quiet.is_none())).encode(), chat.quiet.is_none())]);
    rows.push(vec![back(talk, Screen::Root)]);
    Ok(text(said(talk, chat), Keyboard::of(rows)))
}

fn said(talk: &Talk, chat: &Chat) -> String {
    let Some((from, to)) = chat.quiet else { return talk.say("settings-night-none", &args![]) };
    let breaking = talk.say(if chat.urgent { "night-breaking" } else { "when-breaking-off" }, &args![]);
    talk.say("settings-night", &args![from = clock(from), to = clock(to), breaking = breaking])
}

/// «с 22:00 до 7:00 тихо, срочное без звука»
pub(super) fn in_words(talk: &Talk, chat: &Chat) -> String {
    let Some((from, to)) = chat.quiet else { return talk.say("quiet-none", &args![]) };
    let key = match chat.night {
        _ if !chat.urgent => "quiet-hours",
        Night::Silent => "quiet-silent",
        Night::Wake => "quiet-wake",
        Night::Hold => "quiet-hold",
    };
    talk.say(key, &args![from = clock(from), to = clock(to)])
}

/// The hours at which they may begin, or end.
pub(super) fn ends(talk: &Talk, chat: &Chat, screen: Screen) -> Result<Message> {
    let begins = screen == Screen::QuietFrom;
    let (from, to) = hours(talk, chat)?;
    let (this, other) = if begins { (from, to) } else { (to, from) };
    let hour = |minute: Minute| {
        let setting = if begins { Setting::From(minute) } else { Setting::To(minute) };
        chosen(clock(minute), Press::Setting(setting).encode(), chat.quiet.is_some() && minute == this)
    };
    let hours: Vec<Minute> = (0..24).map(|hour| Minute(hour * 60)).filter(|minute| *minute != other).collect();
    let mut rows: Vec<Vec<Button>> =
        hours.chunks(COLUMNS).map(|row| row.iter().map(|minute| hour(*minute)).collect()).collect();
    rows.push(vec![back(talk, Screen::Night)]);
    Ok(text(talk.say(if begins { "quiet-from-title" } else { "quiet-to-title" }, &args![]), Keyboard::of(rows)))
}

/// Quiet hours begin, or end, at another time; whoever had none has some now.
pub(super) fn set_end(talk: &Talk, chat: &Chat, minute: Minute, begins: bool) -> Result<String> {
    let (from, to) = hours(talk, chat)?;
    let quiet = if begins { (minute, to) } else { (from, minute) };
    if quiet.0 == quiet.1 {
        return Ok(talk.say("toast-quiet-same", &args![])); // an old button: the other end has moved there since
    }
    talk.store.set_quiet(chat.key, Some(quiet))?;
    Ok(talk.say("toast-saved", &args![]))
}

/// Quiet hours on, as they were or are usual here, or off.
pub(super) fn set_quiet(talk: &Talk, chat: &Chat, on: bool) -> Result<String> {
    let quiet = if on { Some(hours(talk, chat)?) } else { None };
    talk.store.set_quiet(chat.key, quiet)?;
    Ok(talk.say("toast-saved", &args![]))
}

/// What breaking news does in quiet hours.
pub(super) fn set(talk: &Talk, chat: &Chat, night: Night) -> Result<String> {
    talk.store.set_night(chat.key, night)?;
    Ok(talk.say(if night == Night::Silent { "night-danger-hint" } else { "toast-saved" }, &args![]))
}
