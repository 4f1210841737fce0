//! Which rubrics a chat gets: toggles in place, with the number of stories a day on each; a group of rubrics, such as the
//! city's districts, has a screen of its own. In: who asks for them and for which chat (this one, or a channel that staff look
//! after). Out: the choice, saved at each press. The first choice of a group or channel opens it; above ten a day a digest is
//! offered.

use std::time::Duration;

use super::{
    following::followed,
    meet::chat_or_met,
    press::Press,
    settings::press::{Screen, Setting},
    talk::Talk,
};
use crate::{
    acts::{Who, channels},
    delivery::wishes,
    locale::args,
    message::{Button, Keyboard, Message, Style, escape, still},
    newsroom::{Group, Mode, Rubric},
    store::{Chat, Kind, Result, State, staff::Role},
    telegram::{
        admin::press::Press as AdminPress,
        answer::{Answer, Reply, text},
        update::Pressed,
    },
};

/// More stories a day than this are worth a digest.
const MANY: u32 = 10;
/// So long somebody is still looking at what was offered.
const SITTING: Duration = Duration::from_secs(600);
/// Places of rubrics in a row.
const COLUMNS: usize = 2;

/// `/rubrics`, and the buttons that lead there. `None`: somebody who has not pressed Start.
pub(super) fn show(talk: &Talk) -> Result<Option<Answer>> {
    let chat = chat_or_met(talk)?;
    let said = |chat: Chat| Ok(Answer::say(talk.target(), choice(talk, &chat, offers(talk, &chat, false)?)?));
    chat.map(said).transpose()
}

/// A rubric on or off.
pub(super) fn set(talk: &Talk, pressed: &Pressed, bit: u8, on: bool, of: Option<i64>) -> Result<Answer> {
    let Some(chat) = chosen_for(talk, of)? else { return talk.stale(pressed, "/rubrics") };
    let Some((id, title)) = named(talk, bit) else { return talk.stale(pressed, "/rubrics") };
    if on {
        open(talk, &chat)?;
    }
    wishes::set_rubric(talk.store, chat.key, bit, &id, on, talk.scene.now)?;
    let chat = talk.store.chat(chat.key)?.unwrap_or(chat);
    let toast = if on { "toast-rubric-on" } else { "toast-rubric-off" };
    let toast = talk.say(toast, &args![rubric = title]);
    let screen = match group(talk, bit) {
        Some(group) => group_screen(talk, &chat, group),
        None => choice(talk, &chat, offers(talk, &chat, true)?)?,
    };
    let edit = Reply::Edit(pressed.address.chat, pressed.message, screen);
    Ok(Answer::toast(&pressed.query, toast).and(edit).touching(chat.key))
}

/// The first screen in place of another one.
pub(super) fn first_screen(talk: &Talk, pressed: &Pressed, of: Option<i64>) -> Result<Answer> {
    let Some(chat) = chosen_for(talk, of)? else { return talk.stale(pressed, "/rubrics") };
    let edit = Reply::Edit(pressed.address.chat, pressed.message, choice(talk, &chat, offers(talk, &chat, true)?)?);
    Ok(Answer::toast(&pressed.query, "").and(edit))
}

/// The screen of a group of rubrics, named by the place of one of them: that is its own for ever.
pub(super) fn open_group(talk: &Talk, pressed: &Pressed, bit: u8, of: Option<i64>) -> Result<Answer> {
    let Some(chat) = chosen_for(talk, of)? else { return talk.stale(pressed, "/rubrics") };
    let Some(group) = group(talk, bit) else { return talk.stale(pressed, "/rubrics") };
    let edit = Reply::Edit(pressed.address.chat, pressed.message, group_screen(talk, &chat, group));
    Ok(Answer::toast(&pressed.query, "").and(edit))
}

/// «Готово»
pub(super) fn done(talk: &Talk, pressed: &Pressed, of: Option<i64>) -> Result<Answer> {
    let Some(chat) = chosen_for(talk, of)? else { return talk.stale(pressed, "/rubrics") };
    if chat.rubrics != 0 && chat.kind != Kind::Reader {
        open(talk, &chat)?;
    }
    let said = match chat.kind {
        Kind::Channel => talk.say("channel-done", &args![channel = still(chat.title.as_deref().unwrap_or_default())]),
        _ if chat.rubrics == 0 => none(talk, &chat)?,
        _ => talk.say("rubrics-done", &args![]),
    };
    let settings =
        Button::data(talk.say("btn-settings", &args![]), Press::Setting(Setting::Show(Screen::Root)).encode());
    let keyboard = if chat.kind == Kind::Channel { Keyboard::default() } else { Keyboard::of([vec![settings]]) };
    let edit = Reply::Edit(pressed.address.chat, pressed.message, text(said, keyboard));
    Ok(Answer::toast(&pressed.query, "").and(edit).touching(chat.key))
}

/// The answer to the offer of a digest.
pub(super) fn digests(talk: &Talk, pressed: &Pressed, yes: bool) -> Result<Answer> {
    let Some(chat) = talk.chat.clone() else { return talk.stale(pressed, "/rubrics") };
    if yes {
        wishes::set_mode(talk.store, chat.key, Mode::Mixed, talk.scene.now)?;
    }
    talk.store.answer_offer(chat.key)?;
    let chat = talk.store.chat(chat.key)?.unwrap_or(chat);
    let edit = Reply::Edit(pressed.address.chat, pressed.message, choice(talk, &chat, false)?);
    let toast = talk.say("toast-saved", &args![]);
    Ok(Answer::toast(&pressed.query, toast).and(edit).touching(chat.key))
}

/// The chat that a press is about: this one, or the channel whose number it carries.
fn chosen_for(talk: &Talk, of: Option<i64>) -> Result<Option<Chat>> {
    match of {
        Some(channel) => Ok(talk.store.chat_of(channel, 0)?.filter(|chat| chat.kind == Kind::Channel)),
        None => chat_or_met(talk),
    }
}

/// A group or channel is served from its first choice on; a reader who left and chooses again is back.
fn open(talk: &Talk, chat: &Chat) -> Result<()> {
    if chat.kind == Kind::Channel {
        let who = Who::Person { id: talk.person.id, name: talk.person.name.clone() };
        channels::connect(talk.store, &who, chat.key, talk.scene.now)?;
    } else if chat.state != State::Open {
        talk.store.reopen(chat, talk.scene.now)?;
    }
    Ok(())
}

/// No rubric is chosen: what comes all the same.
fn none(talk: &Talk, chat: &Chat) -> Result<String> {
    let key = if followed(talk, chat)?.is_empty() { "rubrics-none" } else { "rubrics-none-words" };
    Ok(talk.say(key, &args![]))
}

/// The group to which the rubric at this place belongs.
fn group<'t>(talk: &Talk<'t>, bit: u8) -> Option<&'t Group> {
    let newsroom = &talk.scene.newsroom;
    newsroom.rubric_with_bit(bit).and_then(|rubric| newsroom.group_of(rubric))
}

/// A rubric's id and title; bit 0 is main news.
pub(super) fn named(talk: &Talk, bit: u8) -> Option<(String, String)> {
    if bit == 0 {
        return Some(("main".to_owned(), talk.say("rubric-main", &args![])));
    }
    let rubric = talk.scene.newsroom.rubric_with_bit(bit)?;
    Some((rubric.id.clone(), rubric.title.in_language(talk.tongue).to_owned()))
}

fn a_day(talk: &Talk, chat: &Chat) -> u32 {
    talk.scene.news.a_day(chat.rubrics, chat.languages)
}

/// Whether a digest is offered to the chat, which is noted: once, above ten stories a day that all come at once. What was offered a
/// moment ago stays, `again`, while its message is pressed on.
fn offers(talk: &Talk, chat: &Chat, again: bool) -> Result<bool> {
    let reads = chat.kind == Kind::Reader && chat.state == State::Open && chat.mode == Mode::Now;
    // Main news comes at once in any case.
    let many = talk.scene.news.is_known() && chat.rubrics & !1 != 0 && a_day(talk, chat) > MANY;
    if !reads || !many {
        return Ok(false);
    }
    match talk.store.offer(chat.key)? {
        None => talk.store.note_offer(chat.key, talk.scene.now).map(|()| true),
        Some(offer) => Ok(again && !offer.answered && talk.scene.now.since(offer.at) < SITTING),
    }
}

/// «Что вам присылать?» with its toggles.
pub(super) fn choice(talk: &Talk, chat: &Chat, offers_digests: bool) -> Result<Message> {
    let perday = talk.scene.words.count_news(talk.tongue, u64::from(a_day(talk, chat)));
    let (name, known) = (still(chat.title.as_deref().unwrap_or_default()), talk.scene.news.is_known());
    let mut said = match (chat.kind, known) {
        (Kind::Channel, true) => talk.say("channel-rubrics", &args![channel = name]),
        (Kind::Channel, false) => talk.say("channel-rubrics-new", &args![channel = name]),
        (_, true) => talk.say("rubrics", &args![perday = &perday]),
        (_, false) => talk.say("rubrics-new", &args![]),
    };
    let newsroom = &talk.scene.newsroom;
    let mut rows = vec![vec![toggle(talk, chat, None)]];
    rows.extend(toggles(talk, chat, newsroom.ordinary()));
    rows.extend(newsroom.groups.iter().filter_map(|group| Some(vec![group_button(talk, chat, group)?])));
    if offers_digests {
        said = format!("{said}\n\n{}", talk.say("rubrics-many", &args![perday = perday]));
        let yes = Button::data(talk.say("btn-two-digests", &args![]), Press::Digests(true).encode());
        let no = Button::data(talk.say("btn-keep-all", &args![]), Press::Digests(false).encode());
        rows.push(vec![yes.styled(Style::Primary), no]);
    } else if chat.rubrics == 0 && chat.kind == Kind::Reader {
        said = format!("{said}\n\n{}", none(talk, chat)?);
    }
    let done = Button::data(talk.say("btn-done", &args![]), Press::RubricsDone(channel(chat)).encode());
    rows.push(vec![done.styled(Style::Primary)]);
    rows.extend(admins_row(talk, chat)?);
    if let Some(bar) = talk.store.bar(chat.key)? {
        said = format!("{said}\n\n{}", talk.say("rubrics-barred", &args![reason = escape(&bar.why)]));
    }
    Ok(text(said, Keyboard::of(rows)))
}

/// Under what a channel carries, for whoever looks after channels.
fn admins_row(talk: &Talk, chat: &Chat) -> Result<Option<Vec<Button>>> {
    if chat.kind != Kind::Channel || talk.scene.role(talk.store, talk.person.id)? < Some(Role::Admin) {
        return Ok(None);
    }
    let button = |key: &str, press: AdminPress| Button::data(talk.say(key, &args![]), press.encode());
    let off = button("btn-channel-unbind", AdminPress::Disconnect(chat.key)).styled(Style::Danger);
    let off = (chat.state == State::Open).then_some(off);
    Ok(Some(off.into_iter().chain([button("btn-back", AdminPress::Channels)]).collect()))
}

/// «Районы. Можно выбрать несколько.»
fn group_screen(talk: &Talk, chat: &Chat, group: &Group) -> Message {
    let said = talk.say("rubric-group-title", &args![group = escape(group.title.in_language(talk.tongue))]);
    let mut rows = toggles(talk, chat, talk.scene.newsroom.rubrics_of(group));
    rows.push(vec![Button::data(talk.say("btn-back", &args![]), Press::FirstScreen(channel(chat)).encode())]);
    text(said, Keyboard::of(rows))
}

/// «📍 Районы ›»
fn group_button(talk: &Talk, chat: &Chat, group: &Group) -> Option<Button> {
    let bit = talk.scene.newsroom.rubrics_of(group).next()?.bit;
    let (emoji, title) = (group.emoji.as_str(), group.title.in_language(talk.tongue));
    let label = talk.say("btn-rubric-group", &args![emoji = emoji, group = title]);
    Some(Button::data(label.trim(), Press::Group(bit, channel(chat)).encode()))
}

/// The number that buttons for a channel carry, since they stand in another chat.
fn channel(chat: &Chat) -> Option<i64> {
    (chat.kind == Kind::Channel).then_some(chat.telegram)
}

fn toggles<'r>(talk: &Talk, chat: &Chat, rubrics: impl Iterator<Item = &'r Rubric>) -> Vec<Vec<Button>> {
    let buttons: Vec<Button> = rubrics.map(|rubric| toggle(talk, chat, Some(rubric))).collect();
    buttons.chunks(COLUMNS).map(<[Button]>::to_vec).collect()
}

/// «✅ 👥 Общество · 9»; before there is a week to count, without the number.
fn toggle(talk: &Talk, chat: &Chat, rubric: Option<&Rubric>) -> Button {
    let bit = rubric.map_or(0, |rubric| rubric.bit);
    let title = rubric.map(|rubric| rubric.title.in_language(talk.tongue).to_owned());
    let title = title.unwrap_or_else(|| talk.say("rubric-main", &args![]));
    let emoji = rubric.map_or("⭐️", |rubric| rubric.emoji.as_str());
    let label = if talk.scene.news.is_known() {
        let count = talk.scene.news.a_day(1 << bit, chat.languages);
        talk.say("btn-rubric-toggle", &args![emoji = emoji, rubric = title, count = count])
    } else {
        talk.say("btn-rubric-toggle-new", &args![emoji = emoji, rubric = title])
    };
    let on = chat.rubrics >> bit & 1 == 1;
    let data = Press::Rubric(bit, !on, channel(chat)).encode();
    if on {
        Button::data(format!("✅ {}", label.trim()), data).styled(Style::Success)
    } else {
        Button::data(label.trim(), data)
    }
}
