//! Breaks: `/pause` and `/resume`. In: a button, or a date that somebody types. Out: a break until then, and the way back
//! from it; when it is over, delivery tells what came meanwhile. In a group only administrators take one.

mod date;
pub(super) mod press;

use std::time::Duration;

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;

use super::{press::Press, talk::Talk};
use crate::{
    clock::Time,
    delivery::decide::{pauses, timing::Day},
    locale::args,
    message::{Button, Keyboard, Message, Style},
    newsroom::{Minute, Mode},
    store::{Chat, Result, State, events::What, questions::Question},
    telegram::{
        answer::{Answer, Reply, text},
        update::{Place, Pressed, Said},
    },
};
use press::Pause;

/// The next text in a private chat is the date, so long; a reply to the question is one for as long as that is kept.
const NEXT: Duration = Duration::from_secs(600);
/// When a break ends where there is no night.
const MORNING: Minute = Minute(8 * 60);
/// How many days each button stands for.
const OFFERED: [(&str, u16); 4] =
    [("btn-pause-day", 1), ("btn-pause-3", 3), ("btn-pause-week", 7), ("btn-pause-2weeks", 14)];

/// The choice, for a chat that gets news.
pub(super) fn choice(talk: &Talk, chat: &Chat) -> Answer {
    let urgent = pauses::running(chat, talk.scene.now).is_none() || chat.pause_urgent;
    Answer::say(talk.target(), screen(talk, chat, urgent))
}

/// The break is over.
pub(super) fn over(talk: &Talk, chat: &Chat) -> Result<Answer> {
    end(talk, chat)?;
    Ok(Answer::say(talk.target(), resumed(talk, chat)).touching(chat.key))
}

/// Answers a press on a button of the break.
pub(super) fn pressed(talk: &Talk, pressed: &Pressed, press: Pause) -> Result<Answer> {
    let Some(chat) = talk.chat.as_ref().filter(|chat| chat.state == State::Open) else {
        return talk.stale(pressed, "/start");
    };
    let edit = |message| Reply::Edit(pressed.address.chat, pressed.message, message);
    let done = Answer::toast(&pressed.query, "");
    Ok(match press {
        Pause::Tick(urgent) => done.and(edit(screen(talk, chat, urgent))),
        Pause::For { days, urgent } => {
            let until = morning(talk, chat, today(talk, chat).checked_add_days(Days::new(days.into())));
            match until {
                Some(until) => done.and(edit(begin(talk, chat, until, urgent)?)).touching(chat.key),
                None => talk.stale(pressed, "/pause")?,
            }
        }
        Pause::Date { urgent } => {
            talk.store.ask(chat.key, &Question { urgent, message: pressed.message, at: talk.scene.now })?;
            let cancel = button(talk, "btn-cancel", Pause::Cancel);
            done.and(edit(text(talk.say("pause-date-ask", &args![]), Keyboard::of([vec![cancel]]))))
        }
        Pause::Cancel => {
            talk.store.answered(chat.key)?;
            done.and(Reply::Delete(pressed.address.chat, pressed.message))
        }
        Pause::Resume => {
            end(talk, chat)?;
            done.and(edit(resumed(talk, chat))).touching(chat.key)
        }
    })
}

/// Whether this text answers the question until when, in this chat.
pub(super) fn is_answer(said: &Said, question: &Question, now: Time) -> bool {
    match (said.reply_to, said.address.place) {
        (Some(message), _) => message == question.message,
        (None, Place::Private) => now.since(question.at) < NEXT,
        (None, Place::Group | Place::Channel) => false,
    }
}

/// The date that was typed.
pub(super) fn dated(talk: &Talk, chat: &Chat, question: &Question, typed: &str) -> Result<Answer> {
    let until = morning(talk, chat, date::date(typed, today(talk, chat)));
    let Some(until) = until.filter(|until| *until > talk.scene.now) else {
        return Ok(Answer::say(talk.target(), text(talk.say("pause-date-bad", &args![]), Keyboard::default())));
    };
    let message = begin(talk, chat, until, question.urgent)?;
    let gone = Reply::Delete(talk.address.chat, question.message);
    Ok(Answer::say(talk.target(), message).and(gone).touching(chat.key))
}

/// «Перерыв до …», where there is one.
pub(super) fn line(talk: &Talk, chat: &Chat) -> Option<String> {
    let until = pauses::running(chat, talk.scene.now)?;
    let (zone, words) = (zone(talk, chat), &talk.scene.words);
    let date = words.date(talk.tongue, until, zone);
    Some(talk.say("paused", &args![until = date, time = words.time(until, zone)]))
}

/// «Вернуться», where there is a break.
pub(super) fn way_back(talk: &Talk, chat: &Chat) -> Option<Button> {
    pauses::running(chat, talk.scene.now)?;
    Some(button(talk, "btn-return", Pause::Resume).styled(Style::Success))
}

/// «Сделать перерыв?»
fn screen(talk: &Talk, chat: &Chat, urgent: bool) -> Message {
    let asks = talk.say("pause", &args![]);
    let said = line(talk, chat).map_or(asks.clone(), |line| format!("{asks}\n\n{line}"));
    // Who gets no breaking news, or nothing else, is not asked about it.
    let offers = chat.urgent && chat.mode != Mode::Breaking;
    let urgent = urgent && offers;
    let mut buttons: Vec<Button> =
        OFFERED.iter().map(|(key, days)| button(talk, key, Pause::For { days: *days, urgent })).collect();
    buttons.push(button(talk, "btn-pause-date", Pause::Date { urgent }));
    let mut rows: Vec<Vec<Button>> = vec![buttons.drain(..3).collect(), buttons];
    if offers {
        let label = talk.say("btn-pause-breaking", &args![]);
        let tick = if urgent { "☑️" } else { "☐" };
        rows.push(vec![Button::data(format!("{tick} {label}"), Press::Pause(Pause::Tick(!urgent)).encode())]);
    }
    rows.extend(way_back(talk, chat).map(|back| vec![back]));
    rows.push(vec![button(talk, "btn-cancel", Pause::Cancel)]);
    text(said, Keyboard::of(rows))
}

fn begin(talk: &Talk, chat: &Chat, until: Time, urgent: bool) -> Result<Message> {
    let (store, now) = (talk.store, talk.scene.now);
    store.set_paused(chat.key, Some(until), urgent, now)?;
    store.record(chat.key, now, What::Paused, Some(&until.to_string()))?;
    store.answered(chat.key)?;
    let chat = Chat { paused: Some(until), ..chat.clone() };
    let back = way_back(talk, &chat).map(|back| vec![back]);
    Ok(text(line(talk, &chat).unwrap_or_default(), Keyboard::of(back)))
}

/// The break is over, if there is one.
pub(super) fn end(talk: &Talk, chat: &Chat) -> Result<()> {
    talk.store.answered(chat.key)?;
    if pauses::running(chat, talk.scene.now).is_some() {
        talk.store.set_paused(chat.key, None, false, talk.scene.now)?;
        talk.store.record(chat.key, talk.scene.now, What::Resumed, None)?;
    }
    Ok(())
}

/// «Снова на связи.»; at night, when news will come.
fn resumed(talk: &Talk, chat: &Chat) -> Message {
    let zone = zone(talk, chat);
    let night = Day { chat, zone, full: false }.quiet_end(talk.scene.now);
    let night = night.map(|end| talk.say("welcome-night", &args![to = talk.scene.words.time(end, zone)]));
    let said = [Some(talk.say("resumed", &args![])), night].into_iter().flatten().collect::<Vec<_>>();
    text(said.join("\n\n"), Keyboard::default())
}

fn button(talk: &Talk, key: &str, press: Pause) -> Button {
    Button::data(talk.say(key, &args![]), Press::Pause(press).encode())
}

fn zone(talk: &Talk, chat: &Chat) -> Tz {
    chat.zone.unwrap_or(talk.scene.newsroom.zone)
}

fn today(talk: &Talk, chat: &Chat) -> NaiveDate {
    talk.scene.now.utc().with_timezone(&zone(talk, chat)).date_naive()
}

/// The end of the night of that day, as the chat's clock shows it.
fn morning(talk: &Talk, chat: &Chat, day: Option<NaiveDate>) -> Option<Time> {
    let minute = chat.quiet.filter(|(from, to)| from != to).map_or(MORNING, |(_, to)| to);
    day.map(|day| crate::delivery::decide::timing::on(day, minute, zone(talk, chat)))
}
