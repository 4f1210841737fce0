//! What is behind «⋯» under a push: the same keyboard turns into mute, less, save, share, why, and back. In: the story and the
//! chat. Out: the keyboard, a change of wishes said by a toast, which one tap undoes, or the true reason why the story came.

use std::time::Duration;

use super::{
    pages::Standing,
    press::{About, More, Press},
    rubrics::named,
    saved,
    talk::Talk,
    undo::Undo,
};
use crate::{
    article::{ArticleKey, Form, Story},
    clock::Time,
    delivery::{
        decide::{timing::midnight, wants::Reason},
        trace::history::History,
        wishes,
    },
    locale::args,
    message::{Button, Keyboard, data},
    newsroom::Mode,
    search::followed::bare,
    store::{Chat, Lane, Result, articles::Readiness, events::What, ledger::Served, words::Stance},
    telegram::{
        answer::{Answer, Reply},
        update::Pressed,
    },
};

/// More than a day and less than two, so that midnight after it is tomorrow's whatever the clocks do.
const TOMORROW: Duration = Duration::from_secs(25 * 3600);
const DAY: Duration = Duration::from_secs(86_400);

/// Answers a press behind «⋯».
pub(super) fn pressed(talk: &Talk, pressed: &Pressed, about: About, more: More) -> Result<Answer> {
    let listed = talk.store.listed(about.story)?;
    let (Some(listed), Some(chat)) = (listed, &talk.chat) else { return talk.stale(pressed, "/latest") };
    // What was done can be undone whatever became of the story.
    if listed.readiness != Readiness::Ready && !matches!(more, More::Back | More::Undo(_)) {
        return Ok(Answer::toast(&pressed.query, talk.say("toast-gone", &args![])));
    }
    let story = listed.story;
    let keyboard = |keyboard| Reply::EditKeyboard(pressed.address.chat, pressed.message, keyboard);
    let (toast, undo) = match more {
        More::Open => {
            let open = keyboard(opened(talk, pressed, chat, &story, about)?);
            return Ok(Answer::toast(&pressed.query, "").and(open));
        }
        More::Why => return Ok(Answer::toast(&pressed.query, why(talk, chat, &story)?)),
        More::Thread(stance) => return set_stance(talk, pressed, chat, &story, about, stance),
        More::Back => (String::new(), None),
        More::Undo(undo) => (undone(talk, chat, about.story, undo)?, None),
        More::Off(bit) if named(talk, bit).is_none() => return talk.stale(pressed, "/rubrics"),
        act => done(talk, chat, about.story, act)?,
    };
    let closed = keyboard(closed(talk, pressed, chat, &story, (about, undo))?);
    Ok(Answer::toast(&pressed.query, toast).and(closed).touching(chat.key))
}

/// Does it; what is said, and what one tap undoes.
fn done(talk: &Talk, chat: &Chat, story: ArticleKey, act: More) -> Result<(String, Option<Undo>)> {
    Ok(match act {
        More::MuteDay(bit) => (mute(talk, chat, bit, Duration::ZERO)?, Some(Undo::Mute(bit))),
        More::MuteWeek(bit) => (mute(talk, chat, bit, DAY * 6)?, Some(Undo::Mute(bit))),
        More::Off(bit) => {
            let (id, title) = named(talk, bit).unwrap_or_default();
            let off = wishes::set_rubric(talk.store, chat.key, bit, &id, false, talk.scene.now)?;
            (talk.say("toast-rubric-off", &args![rubric = title]), off.then_some(Undo::Off(bit)))
        }
        More::Less => {
            let less = less(talk, chat)?;
            (talk.say("toast-saved", &args![]), less.then_some(Undo::Less))
        }
        More::Save => match saved::save(talk, story, talk.scene.now)? {
            Some(full) => (full, None),
            None => (talk.say("toast-story-saved", &args![]), Some(Undo::Save)),
        },
        More::Open | More::Why | More::Thread(_) | More::Back | More::Undo(_) => (String::new(), None),
    })
}

/// Rubrics come as a digest; where only main news was chosen, that does. `false`: not all came at once.
fn less(talk: &Talk, chat: &Chat) -> Result<bool> {
    if chat.mode != Mode::Now {
        return Ok(false);
    }
    let mode = if chat.rubrics & !1 == 0 { Mode::Digest } else { Mode::Mixed };
    talk.store.answer_offer(chat.key)?;
    wishes::set_mode(talk.store, chat.key, mode, talk.scene.now)
}

/// The chat's wishes as they were before; what is said.
fn undone(talk: &Talk, chat: &Chat, story: ArticleKey, undo: Undo) -> Result<String> {
    let now = talk.scene.now;
    match undo {
        Undo::Mute(bit) => talk.store.unmute(chat.key, bit, now)?,
        Undo::Off(bit) => {
            let Some((id, title)) = named(talk, bit) else { return Ok(String::new()) };
            wishes::set_rubric(talk.store, chat.key, bit, &id, true, now)?;
            return Ok(talk.say("toast-rubric-on", &args![rubric = title]));
        }
        Undo::Less => drop(wishes::set_mode(talk.store, chat.key, Mode::Now, now)?),
        Undo::Save => drop(talk.store.unsave(chat.key, story)?),
    }
    Ok(talk.say("toast-undone", &args![]))
}

/// Silences a rubric till tomorrow morning's midnight and so much longer; says until when.
fn mute(talk: &Talk, chat: &Chat, bit: u8, longer: Duration) -> Result<String> {
    let Some((id, title)) = named(talk, bit) else { return Ok(String::new()) };
    let (scene, zone) = (talk.scene, chat.zone.unwrap_or(talk.scene.newsroom.zone));
    let until: Time = midnight(midnight(scene.now, zone) + TOMORROW, zone) + longer;
    talk.store.mute(chat.key, bit, scene.now, until)?;
    talk.store.record(chat.key, scene.now, What::Muted, Some(&id))?;
    let until = scene.words.date(talk.tongue, until, zone);
    Ok(talk.say("toast-muted", &args![rubric = title, until = until]))
}

/// The rubric by which the chat gets the story: the one shown first, if it asked for it.
fn rubric(talk: &Talk, chat: &Chat, story: &Story) -> Option<u8> {
    let shared = chat.rubrics & story.rubrics;
    let first = talk.scene.newsroom.rubrics_in(shared).next().map(|rubric| rubric.bit);
    first.or_else(|| (shared & 1 == 1).then_some(0))
}

fn opened(talk: &Talk, pressed: &Pressed, chat: &Chat, story: &Story, about: About) -> Result<Keyboard> {
    let button = |label: String, more| Button::data(label, Press::More(about, more).encode());
    let plain = |key: &str, more| button(talk.say(key, &args![]), more);
    let less = (chat.mode == Mode::Now).then(|| plain("more-digest", More::Less));
    let share = talk.scene.renderer().share_link(story);
    let share = share.map(|url| Button::url(talk.say("btn-share", &args![]), url));
    let mut rows = Vec::new();
    if about.bundle {
        let rubrics = Button::data(talk.say("btn-rubrics", &args![]), Press::Rubrics.encode());
        rows.extend([less.into_iter().collect(), vec![rubrics], share.into_iter().collect()]);
        rows.push(vec![plain("btn-back", More::Back)]);
    } else {
        if let Some((bit, (_, title))) = rubric(talk, chat, story).and_then(|bit| Some((bit, named(talk, bit)?))) {
            rows.push(vec![button(talk.say("more-mute-day", &args![rubric = title]), More::MuteDay(bit))]);
            rows.push(vec![plain("more-mute-week", More::MuteWeek(bit)), plain("more-off", More::Off(bit))]);
        }
        rows.push(less.into_iter().collect());
        rows.extend(threads(talk, chat, story, about)?);
        rows.push([plain("more-save", More::Save)].into_iter().chain(share).collect());
        rows.push(vec![plain("more-why", More::Why), plain("btn-back", More::Back)]);
    }
    rows.push(rest(pressed));
    Ok(Keyboard::of(rows))
}

/// «Следить за темой», «Не следить за темой»: what is not so already.
fn threads(talk: &Talk, chat: &Chat, story: &Story, about: About) -> Result<Vec<Vec<Button>>> {
    let stands = talk.store.stance(chat.key, story.key)?;
    let all = [("more-follow", Stance::Follows), ("more-unfollow", Stance::Mutes)].into_iter();
    let others = all.filter(|(_, stance)| *stance != stands);
    let button = |(key, stance): (&str, Stance)| {
        vec![Button::data(talk.say(key, &args![]), Press::More(about, More::Thread(stance)).encode())]
    };
    Ok(others.map(button).collect())
}

/// The thread of a story is followed, muted, or neither; one more tap makes it what it was.
fn set_stance(
    talk: &Talk,
    pressed: &Pressed,
    chat: &Chat,
    story: &Story,
    about: About,
    stance: Stance,
) -> Result<Answer> {
    let before = talk.store.stance(chat.key, story.key)?;
    let changed = wishes::set_stance(talk.store, chat.key, story.key, stance, talk.scene.now)?;
    let toast = match stance {
        Stance::Follows => talk.say("toast-thread-followed", &args![]),
        Stance::Mutes => talk.say("toast-thread-muted", &args![]),
        Stance::Neutral => talk.say("toast-saved", &args![]),
    };
    let undo = Press::More(about, More::Thread(before)).encode();
    let undo = changed.then(|| vec![Button::data(talk.say("btn-undo", &args![]), undo)]);
    let closed = closed(talk, pressed, chat, story, (about, None))?;
    let keyboard = Keyboard::of(closed.0.into_iter().chain(undo));
    let edit = Reply::EditKeyboard(pressed.address.chat, pressed.message, keyboard);
    Ok(Answer::toast(&pressed.query, toast).and(edit).touching(chat.key))
}

/// The keyboard as it was sent, and below it what one tap undoes.
fn closed(
    talk: &Talk,
    pressed: &Pressed,
    chat: &Chat,
    story: &Story,
    (about, undo): (About, Option<Undo>),
) -> Result<Keyboard> {
    let standing = Standing::of(talk, pressed)?.and_then(|standing| standing.page(talk, 0));
    let mut keyboard = match standing {
        Some(message) => message.keyboard,
        None => unknown(talk, pressed, chat, story, about)?,
    };
    let undo =
        undo.map(|undo| Button::data(talk.say("btn-undo", &args![]), Press::More(about, More::Undo(undo)).encode()));
    keyboard.0.extend(undo.map(|undo| vec![undo]));
    Ok(keyboard)
}

/// The keyboard of a message of which nothing is kept.
fn unknown(talk: &Talk, pressed: &Pressed, chat: &Chat, story: &Story, about: About) -> Result<Keyboard> {
    let renderer = talk.scene.renderer();
    if !about.bundle {
        let form = talk.store.story(story.key)?.map_or(Form::Formatted, |(_, form)| form);
        return Ok(renderer.push_keyboard(story, form));
    }
    let read = renderer.link(story);
    let read = read.map(|url| Button::url(talk.scene.say(chat.tongue, "btn-read-first", &args![]), url));
    let more = Button::data(talk.scene.say(chat.tongue, "btn-more", &args![]), data::more_of_bundle(about.story));
    Ok(Keyboard::of([read.into_iter().chain([more]).collect(), rest(pressed)]))
}

/// «Ещё N» of a bundle stands under all of its keyboards: only the message itself knows the number.
fn rest(pressed: &Pressed) -> Vec<Button> {
    pressed.rest.iter().map(|label| Button::data(label, data::REST)).collect()
}

/// Why the chat has got this story.
fn why(talk: &Talk, chat: &Chat, story: &Story) -> Result<String> {
    let rows = talk.store.deliveries_of(chat.key, story.key)?;
    let breaking = rows.iter().any(|row| row.served == Served::Breaking);
    let pushed = talk.store.entries_of(story.key)?;
    let shared = chat.rubrics & story.rubrics;
    if breaking || (shared == 0 && chat.urgent && pushed.iter().any(|entry| entry.lane == Lane::Breaking)) {
        return Ok(talk.say("toast-why-breaking", &args![]));
    }
    if let Some(why) = why_followed(talk, chat, story)? {
        return Ok(why);
    }
    if shared & 1 == 1 {
        return Ok(talk.say("toast-why-main", &args![]));
    }
    let newsroom = &talk.scene.newsroom;
    // Switched off since: it was asked for when it came.
    let rubric = newsroom.rubrics_in(shared).next().or_else(|| newsroom.rubrics_in(story.rubrics).next());
    let Some(rubric) = rubric else { return Ok(talk.say("toast-why-main", &args![])) };
    let chosen = talk.store.rubric_chosen(chat.key, &rubric.id)?;
    if shared == 0 && chosen.is_none() {
        return Ok(talk.say("toast-why-link", &args![]));
    }
    let zone = chat.zone.unwrap_or(newsroom.zone);
    let date = talk.scene.words.date(talk.tongue, chosen.unwrap_or(chat.joined), zone);
    Ok(talk.say("toast-why-rubric", &args![rubric = rubric.title.in_language(talk.tongue), date = date]))
}

/// The word or the thread for which the chat has got it, where no rubric brought it: as it was asked for when it came out.
fn why_followed(talk: &Talk, chat: &Chat, story: &Story) -> Result<Option<String>> {
    let mut entries = talk.store.entries_of(story.key)?;
    entries.retain(|entry| !entry.words.is_empty());
    if entries.is_empty() {
        return Ok(None);
    }
    let (history, mutes) = (History::read(talk.store, chat)?, talk.store.mutes(chat.key)?);
    for entry in entries.iter().rev() {
        let wish = history.at(entry.at).unmuted(&mutes, [entry.at, entry.at]);
        return Ok(Some(match wish.reason(entry) {
            Ok(Reason::Word(word)) => {
                let Some(word) = talk.store.word_said_by(chat.key, word)? else { continue };
                talk.say("toast-why-word", &args![word = bare(&word).into_owned()])
            }
            Ok(Reason::Thread) => talk.say("toast-why-thread", &args![]),
            Ok(Reason::Breaking | Reason::Rubric(_)) | Err(_) => continue,
        }));
    }
    Ok(None)
}
