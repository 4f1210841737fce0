//! `/settings`: what a chat has chosen, in words, and small screens to change it. In: the chat, a press. Out: one message,
//! edited in place; every change saved at its tap and said by a toast. Each screen is a file beside this, and leads back.

mod buttons;
mod digest;
mod language;
mod more;
mod night;
pub(super) mod press;
mod sound;
mod when;
pub(super) mod zone;

pub(super) use self::digest::clock;

use self::{
    buttons::to,
    press::{Screen, Setting},
};
use super::{
    following::{followed, quoted},
    meet::chat_or_met,
    pause,
    press::Press,
    rubrics,
    talk::Talk,
};
use crate::{
    article::Story,
    delivery::decide::timing::Day,
    locale::args,
    message::{Button, Keyboard, Message, Style, escape, still, text},
    newsroom::{Minute, Mode},
    store::{Chat, Kind, Result, State},
    telegram::{
        answer::{self, Answer, Reply},
        update::Pressed,
    },
};

/// The most code points of a headline in a list.
const HEADLINE: usize = 200;
/// So many followed words are named where all choices are.
const WORDS: usize = 5;

/// «Вы уже подписаны: …», and what was just added.
pub(super) fn summary(talk: &Talk, chat: &Chat, added: &str) -> Result<Message> {
    stands(talk, chat, "welcome-again", added)
}

fn stands(talk: &Talk, chat: &Chat, key: &str, added: &str) -> Result<Message> {
    let (choices, mode) = (still(&choices(talk, chat)?), mode(talk, chat));
    let said = talk.say(key, &args![choices = choices, mode = mode, added = added]);
    let said = pause::line(talk, chat).map_or(said.clone(), |line| format!("{said}\n\n{line}"));
    let latest = Button::data(talk.say("btn-latest", &args![]), Press::Latest.encode());
    let back = pause::way_back(talk, chat).into_iter().collect();
    Ok(answer::text(said, Keyboard::of([back, vec![latest], openers(talk)])))
}

/// The names of what is chosen: «Главное, Общество», «слова «метро»».
pub(super) fn choices(talk: &Talk, chat: &Chat) -> Result<String> {
    let newsroom = &talk.scene.newsroom;
    let main = (chat.rubrics & 1 == 1).then(|| talk.say("rubric-main", &args![]));
    let titles = newsroom.rubrics_in(chat.rubrics).map(|rubric| rubric.title.in_language(talk.tongue).to_owned());
    let chosen: Vec<String> = main.into_iter().chain(titles).chain(words(talk, chat)?).collect();
    Ok(if chosen.is_empty() { talk.say("mode-breaking", &args![]) } else { chosen.join(", ") })
}

/// «слова «метро», «мост»», of whoever follows some.
fn words(talk: &Talk, chat: &Chat) -> Result<Option<String>> {
    let followed = followed(talk, chat)?;
    let words: Vec<String> = followed.iter().take(WORDS).map(|follow| quoted(talk, follow)).collect();
    let more = if followed.len() > WORDS { "…" } else { "" };
    let said = format!("{}{more}", words.join(", "));
    Ok((!words.is_empty()).then(|| talk.say("choices-words", &args![words = said])))
}

/// «сразу», «дайджестом в 8:00, 19:00»
pub(super) fn mode(talk: &Talk, chat: &Chat) -> String {
    match chat.mode {
        Mode::Now => talk.say("mode-now", &args![]),
        Mode::Mixed => talk.say("mode-mixed", &args![times = times(talk, chat)]),
        Mode::Digest => talk.say("mode-digest", &args![times = times(talk, chat)]),
        Mode::Breaking => talk.say("mode-breaking", &args![]),
    }
}

/// «8:00, 19:00 (по выходным 9:00)»
fn times(talk: &Talk, chat: &Chat) -> String {
    let joined = |times: &[Minute]| times.iter().map(|time| clock(*time)).collect::<Vec<_>>().join(", ");
    let usual = Day { chat, zone: talk.scene.newsroom.zone, full: false }.usual();
    let (times, weekend) = (joined(&usual), joined(&chat.weekend));
    match () {
        () if chat.weekend.is_empty() => talk.say("times-no-weekend", &args![times = times]),
        () if times == weekend => times,
        () => talk.say("times-weekend", &args![times = times, weekend = weekend]),
    }
}

/// «🗂 Рубрики» «⚙️ Настройки»
pub(super) fn openers(talk: &Talk) -> Vec<Button> {
    let rubrics = Button::data(talk.say("btn-rubrics", &args![]), Press::Rubrics.encode());
    let settings = Button::data(talk.say("btn-settings", &args![]), Press::Setting(Setting::Open).encode());
    vec![rubrics, settings]
}

/// A headline as a link, cut; without a page, just the headline.
pub(super) fn item(talk: &Talk, story: &Story) -> String {
    let renderer = talk.scene.renderer();
    let headline = still(&text::cut(&renderer.headline(story), HEADLINE));
    match renderer.link(story) {
        Some(url) => format!("<a href=\"{}\">{headline}</a>", escape(&url)),
        None => headline,
    }
}

/// `/settings`. `None`: somebody who has not pressed Start.
pub(super) fn show(talk: &Talk) -> Result<Option<Answer>> {
    let chat = chat_or_met(talk)?;
    chat.map(|chat| Ok(Answer::say(talk.target(), root(talk, &chat)?))).transpose()
}

/// «Как вам присылать новости»
fn root(talk: &Talk, chat: &Chat) -> Result<Message> {
    let mode = match mode(talk, chat) {
        mode if chat.urgent || chat.mode == Mode::Breaking => mode,
        mode => talk.say("mode-without-breaking", &args![mode = mode]),
    };
    let said = talk.say(
        "settings",
        &args![
            mode = mode,
            choices = escape(&choices(talk, chat)?),
            quiet = night::in_words(talk, chat),
            sound = inside(&sound::label(talk, chat.sound)),
            newslang = language::in_words(talk, chat),
        ],
    );
    let said = pause::line(talk, chat).map_or(said.clone(), |line| format!("{said}\n\n{line}"));
    let done = Button::data(talk.say("btn-done", &args![]), Press::Setting(Setting::Done).encode());
    let rows = [
        pause::way_back(talk, chat).into_iter().collect(),
        vec![to(talk, "btn-set-when", Screen::When), to(talk, "btn-rubrics", Screen::Rubrics)],
        vec![to(talk, "btn-set-night", Screen::Night), to(talk, "btn-set-sound", Screen::Sound)],
        vec![to(talk, "btn-set-language", Screen::Language), to(talk, "btn-more-settings", Screen::More)],
        vec![done.styled(Style::Primary)],
    ];
    Ok(answer::text(said, Keyboard::of(rows)))
}

/// A label as it stands inside a line.
fn inside(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn screen(talk: &Talk, chat: &Chat, screen: Screen) -> Result<Message> {
    Ok(match screen {
        Screen::Root => root(talk, chat)?,
        Screen::When => when::screen(talk, chat),
        Screen::Digest(days) => digest::screen(talk, chat, days),
        Screen::Rubrics => rubrics::choice(talk, chat, false)?,
        Screen::Night => night::screen(talk, chat)?,
        Screen::QuietFrom | Screen::QuietTo => night::ends(talk, chat, screen)?,
        Screen::Sound => sound::screen(talk, chat),
        Screen::Language => language::screen(talk, chat),
        Screen::More => more::screen(talk, chat)?,
        Screen::Limit => more::limits(talk, chat),
        Screen::Spacing => more::spacings(talk, chat),
        Screen::Zone => zone::screen(talk, chat),
        Screen::ZoneSaved => zone::saved(talk, chat),
    })
}

/// Saves what was chosen; what is to be said, and the screen that stands after it.
fn set(talk: &Talk, chat: &Chat, setting: Setting) -> Result<(String, Screen)> {
    Ok(match setting {
        Setting::Open | Setting::Done | Setting::Data => (String::new(), Screen::Root),
        Setting::Show(screen) => (String::new(), screen),
        Setting::Breaking(on) => (when::set_breaking(talk, chat, on)?, Screen::When),
        Setting::Hour(days, minute, on) => (digest::set(talk, chat, days, minute, on)?, Screen::Digest(days)),
        Setting::Night(night) => (night::set(talk, chat, night)?, Screen::Night),
        Setting::Quiet(on) => (night::set_quiet(talk, chat, on)?, Screen::Night),
        Setting::From(minute) => (night::set_end(talk, chat, minute, true)?, Screen::Night),
        Setting::To(minute) => (night::set_end(talk, chat, minute, false)?, Screen::Night),
        Setting::Sound(sound) => (sound::set(talk, chat, sound)?, Screen::Sound),
        Setting::Tongue(language) => (language::set_tongue(talk, chat, language)?, Screen::Language),
        Setting::News(language, on) => (language::set_news(talk, chat, language, on)?, Screen::Language),
        Setting::Photos(on) => (more::set_photos(talk, chat, on)?, Screen::More),
        Setting::Limit(limit) => (more::set_limit(talk, chat, limit)?, Screen::Limit),
        Setting::Spacing(minutes) => (more::set_spacing(talk, chat, minutes)?, Screen::Spacing),
        Setting::Zone(zone) => {
            zone::set(talk, chat, zone)?;
            (talk.say("toast-saved", &args![]), Screen::ZoneSaved)
        }
        Setting::Unmute => (more::unmute(talk, chat)?, Screen::More),
    })
}

/// Answers a press.
pub(super) fn pressed(talk: &Talk, pressed: &Pressed, setting: Setting) -> Result<Answer> {
    let Some(chat) = chat_or_met(talk)? else { return talk.stale(pressed, "/start") };
    let edit = |message| Reply::Edit(pressed.address.chat, pressed.message, message);
    match setting {
        Setting::Open => Ok(Answer::toast(&pressed.query, "").and(Reply::Say(talk.target(), root(talk, &chat)?))),
        Setting::Done => {
            zone::wait(talk, pressed, Screen::Root)?;
            Ok(Answer::toast(&pressed.query, "").and(edit(over(talk, &chat)?)))
        }
        setting => {
            let (toast, next) = set(talk, &chat, setting)?;
            zone::wait(talk, pressed, next)?;
            let answer = Answer::toast(&pressed.query, toast);
            let answer = if matches!(setting, Setting::Show(_)) { answer } else { answer.touching(chat.key) };
            let chat = talk.store.chat(chat.key)?.unwrap_or(chat);
            let shown = screen(&talk.of(chat.clone()), &chat, next)?;
            Ok(answer.and(edit(shown)))
        }
    }
}

/// «Готово»: how things stand, and where to begin for whom nothing comes.
fn over(talk: &Talk, chat: &Chat) -> Result<Message> {
    let (key, button, press) = match chat.kind {
        Kind::Reader if chat.state == State::Open => return stands(talk, chat, "settings-done", ""),
        Kind::Reader => ("settings-closed", "btn-return", Press::Return),
        Kind::Group | Kind::Channel if chat.state == State::Open && chat.rubrics != 0 => {
            return stands(talk, chat, "settings-done", "");
        }
        Kind::Group | Kind::Channel => ("settings-unchosen", "btn-rubrics-choose", Press::Rubrics),
    };
    let begin = Button::data(talk.say(button, &args![]), press.encode());
    let rows = [vec![begin], vec![to(talk, "btn-settings", Screen::Root)]];
    Ok(answer::text(talk.say(key, &args![]), Keyboard::of(rows)))
}

/// «Когда присылать?» in a new message.
pub(super) fn open_when(talk: &Talk, pressed: &Pressed) -> Result<Answer> {
    let Some(chat) = &talk.chat else { return talk.stale(pressed, "/start") };
    Ok(Answer::toast(&pressed.query, "").and(Reply::Say(talk.target(), when::screen(talk, chat))))
}

/// Saves when news comes; the choice stays open.
pub(super) fn set_mode(talk: &Talk, pressed: &Pressed, mode: Mode) -> Result<Answer> {
    let Some(chat) = talk.chat.clone() else { return talk.stale(pressed, "/start") };
    let toast = when::set(talk, &chat, mode)?;
    let chat = talk.store.chat(chat.key)?.unwrap_or(chat);
    let edit = Reply::Edit(pressed.address.chat, pressed.message, when::screen(talk, &chat));
    Ok(Answer::toast(&pressed.query, toast).and(edit).touching(chat.key))
}

/// Back from a choice that was opened by itself, under messages of an earlier version: how things stand.
pub(super) fn when_done(talk: &Talk, pressed: &Pressed) -> Result<Answer> {
    let Some(chat) = &talk.chat else { return talk.stale(pressed, "/start") };
    let edit = Reply::Edit(pressed.address.chat, pressed.message, stands(talk, chat, "settings-done", "")?);
    Ok(Answer::toast(&pressed.query, "").and(edit))
}
