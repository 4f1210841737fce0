//! Leaving, coming back, being forgotten. `/stop` acts at once; the question comes after and needs no answer.

use super::{
    back, pause,
    press::{Press, Reason},
    settings,
    talk::Talk,
};
use crate::{
    delivery::wishes,
    locale::args,
    message::{Button, Keyboard, Style},
    newsroom::Mode,
    store::{Result, State, chats::Joined, events::What},
    telegram::{
        answer::{Answer, Reply, text},
        update::{Place, Pressed},
    },
};

/// `/stop`
pub(in crate::telegram) fn stop(talk: &Talk, _: &str) -> Result<Answer> {
    let key = if talk.address.place == Place::Private { "stopped" } else { "stopped-group" };
    let mut answer = Answer::say(talk.target(), text(talk.say(key, &args![]), question(talk)));
    if let Some(chat) = &talk.chat {
        if chat.state == State::Open {
            pause::end(talk, chat)?; // whoever comes back wants news
            talk.store.close(chat.key, State::Left, talk.scene.now)?;
        }
        answer = answer.touching(chat.key);
    }
    Ok(answer)
}

fn button(talk: &Talk, key: &str, press: Press) -> Button {
    Button::data(talk.say(key, &args![]), press.encode())
}

fn question(talk: &Talk) -> Keyboard {
    let ends = ends(talk);
    if talk.address.place != Place::Private {
        return Keyboard::of([ends]);
    }
    let reason = |reason: &Reason| button(talk, &format!("stop-{}", reason.name()), Press::Reason(*reason));
    let mut rows: Vec<Vec<Button>> = Reason::ALL.chunks(2).map(|row| row.iter().map(reason).collect()).collect();
    rows.push(vec![button(talk, "stop-only-breaking", Press::OnlyBreaking)]);
    rows.push(ends);
    Keyboard::of(rows)
}

/// «Вернуться» «Удалить мои данные»
fn ends(talk: &Talk) -> Vec<Button> {
    let back = button(talk, "btn-return", Press::Return).styled(Style::Success);
    let forget = button(talk, "btn-forget", Press::Forget).styled(Style::Danger);
    if talk.address.place == Place::Private { vec![back, forget] } else { vec![back] }
}

/// Why; kept without a name.
pub(super) fn reason(talk: &Talk, pressed: &Pressed, reason: Reason) -> Result<Answer> {
    let Some(chat) = &talk.chat else { return talk.stale(pressed, "/start") };
    talk.store.record(chat.key, talk.scene.now, What::Reason, Some(reason.name()))?;
    let thanks = text(talk.say("stop-thanks", &args![]), Keyboard::of([ends(talk)]));
    Ok(Answer::toast(&pressed.query, "").and(Reply::Edit(pressed.address.chat, pressed.message, thanks)))
}

/// «Лучше присылайте только срочное»
pub(super) fn only_breaking(talk: &Talk, pressed: &Pressed) -> Result<Answer> {
    let Some(known) = &talk.chat else { return talk.stale(pressed, "/start") };
    let now = talk.scene.now;
    if known.state != State::Open {
        talk.store.reopen(known, now)?;
    }
    wishes::set_mode(talk.store, known.key, Mode::Breaking, now)?;
    wishes::set_urgent(talk.store, known.key, true, now)?;
    let said = text(talk.say("stopped-breaking", &args![]), Keyboard::of([settings::openers(talk)]));
    let edit = Reply::Edit(pressed.address.chat, pressed.message, said);
    Ok(Answer::toast(&pressed.query, "").and(edit).touching(known.key))
}

/// «Вернуться»
pub(super) fn come_back(talk: &Talk, pressed: &Pressed) -> Result<Answer> {
    let Some(known) = &talk.chat else { return talk.stale(pressed, "/start") };
    let joined = match known.state {
        State::Open => Joined::Already,
        _ => Joined::Back(talk.store.reopen(known, talk.scene.now)?),
    };
    let said = match joined {
        Joined::Back(away) => back::message(talk, known, away)?,
        Joined::New | Joined::Already => settings::summary(talk, known, "")?,
    };
    let edit = Reply::Edit(pressed.address.chat, pressed.message, said);
    Ok(Answer::toast(&pressed.query, "").and(edit).touching(known.key))
}

/// Asks whether everything is to be erased, in a new message.
pub(super) fn ask_to_forget(talk: &Talk, pressed: &Pressed) -> Result<Answer> {
    let yes = button(talk, "forget-yes", Press::ForgetYes).styled(Style::Danger);
    let no = button(talk, "btn-cancel", Press::ForgetNo);
    let said = text(talk.say("forget-ask", &args![]), Keyboard::of([vec![yes], vec![no]]));
    Ok(Answer::toast(&pressed.query, "").and(Reply::Say(talk.target(), said)))
}

/// Erases everything.
pub(super) fn forget(talk: &Talk, pressed: &Pressed) -> Result<Answer> {
    let said = text(talk.say("forgotten", &args![]), Keyboard::default());
    let edit = Reply::Edit(pressed.address.chat, pressed.message, said);
    let mut answer = Answer::toast(&pressed.query, "").and(edit);
    if let Some(chat) = &talk.chat {
        talk.store.erase(chat.key, talk.scene.now)?;
        answer = answer.touching(chat.key);
    }
    Ok(answer)
}

/// Nothing is erased; the question goes.
pub(super) fn keep(pressed: &Pressed) -> Answer {
    Answer::toast(&pressed.query, "").and(Reply::Delete(pressed.address.chat, pressed.message))
}
