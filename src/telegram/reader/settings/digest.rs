//! The hours of the digest, those of working days and those of the weekend apart. In: the chat. Out: the screen, each hour
//! saved. Three a day at most; on working days one at least, since a weekend without any waits for Monday's.

use super::{
    super::{press::Press, talk::Talk},
    buttons::{back, chosen},
    press::{Days, Screen, Setting},
};
use crate::{
    locale::args,
    message::{Button, Keyboard, Message},
    newsroom::Minute,
    store::{Chat, Result},
    telegram::answer::text,
};

/// The hours that are offered; others that a chat has stand among them.
const OFFERED: [u16; 6] = [8, 9, 12, 18, 19, 21];
/// The most times of a digest, as in the newsroom's file.
const MOST: usize = 3;
/// Hours in a row.
const COLUMNS: usize = 3;

fn hours(chat: &Chat, days: Days) -> &[Minute] {
    match days {
        Days::Work => &chat.digests,
        Days::Weekend => &chat.weekend,
    }
}

/// The screen, for working days or for the weekend.
pub(super) fn screen(talk: &Talk, chat: &Chat, days: Days) -> Message {
    let tab = |key: &str, these: Days| {
        chosen(talk.say(key, &args![]), Press::Setting(Setting::Show(Screen::Digest(these))).encode(), these == days)
    };
    let ticked = hours(chat, days);
    let mut offered: Vec<Minute> =
        OFFERED.map(|hour| Minute(hour * 60)).into_iter().chain(ticked.iter().copied()).collect();
    offered.sort_unstable();
    offered.dedup();
    let hour = |minute: &Minute| {
        let on = ticked.contains(minute);
        chosen(clock(*minute), Press::Setting(Setting::Hour(days, *minute, !on)).encode(), on)
    };
    let mut rows = vec![vec![tab("btn-digest-weekdays", Days::Work), tab("btn-digest-weekend", Days::Weekend)]];
    rows.extend(offered.chunks(COLUMNS).map(|row| row.iter().map(hour).collect::<Vec<Button>>()));
    rows.push(vec![back(talk, Screen::When)]);
    let none = days == Days::Weekend && ticked.is_empty();
    let none = if none { talk.say("digest-weekend-none", &args![]) } else { String::new() };
    text(talk.say("settings-digest", &args![none = none]), Keyboard::of(rows))
}

/// «8:00»
pub(in super::super) fn clock(minute: Minute) -> String {
    format!("{}:{:02}", minute.0 / 60, minute.0 % 60)
}

/// A time of the digest on or off.
pub(super) fn set(talk: &Talk, chat: &Chat, days: Days, minute: Minute, on: bool) -> Result<String> {
    let mut times: Vec<Minute> = hours(chat, days).iter().copied().filter(|time| *time != minute).collect();
    if on && times.len() >= MOST {
        return Ok(talk.say("toast-digest-most", &args![]));
    }
    if !on && times.is_empty() && days == Days::Work {
        return Ok(talk.say("toast-digest-least", &args![]));
    }
    if on {
        times.push(minute);
        times.sort_unstable();
    }
    match days {
        Days::Work => talk.store.set_digests(chat.key, &times)?,
        Days::Weekend => talk.store.set_weekend(chat.key, &times)?,
    }
    Ok(talk.say("toast-saved", &args![]))
}
