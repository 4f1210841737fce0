//! What a chat has chosen, in words, and when its news comes. In: the chat. Out: «Вы уже подписаны: …», the choice between
//! at once and as a digest, each change saved and said.

use super::{press::Press, talk::Talk};
use crate::{
    article::Story,
    delivery::wishes,
    locale::args,
    message::{Button, Keyboard, Message, Style, escape, text},
    newsroom::Mode,
    store::{Chat, Result},
    telegram::{
        answer::{self, Answer, Reply},
        update::Pressed,
    },
};

/// The most code points of a headline in a list.
const HEADLINE: usize = 200;

/// «Вы уже подписаны: …», and what was just added.
pub(super) fn summary(talk: &Talk, chat: &Chat, added: &str) -> Message {
    let (choices, mode) = (escape(&choices(talk, chat)), mode(talk, chat));
    let said = talk.say("welcome-again", &args![choices = choices, mode = mode, added = added]);
    let latest = Button::data(talk.say("btn-latest", &args![]), Press::Latest.encode());
    answer::text(said, Keyboard::of([vec![latest], openers(talk)]))
}

/// The names of what is chosen: «Главное, Общество».
pub(super) fn choices(talk: &Talk, chat: &Chat) -> String {
    let newsroom = &talk.scene.newsroom;
    let main = (chat.rubrics & 1 == 1).then(|| talk.say("rubric-main", &args![]));
    let titles = newsroom.rubrics_in(chat.rubrics).map(|rubric| rubric.title.in_language(talk.tongue).to_owned());
    let chosen: Vec<String> = main.into_iter().chain(titles).collect();
    if chosen.is_empty() { talk.say("mode-breaking", &args![]) } else { chosen.join(", ") }
}

/// «сразу», «дайджестом в 08:00, 19:00»
pub(super) fn mode(talk: &Talk, chat: &Chat) -> String {
    let times: Vec<String> = chat.digests.iter().map(ToString::to_string).collect();
    let times = times.join(", ");
    match chat.mode {
        Mode::Now => talk.say("mode-now", &args![]),
        Mode::Mixed => talk.say("mode-mixed", &args![times = times]),
        Mode::Digest => talk.say("mode-digest", &args![times = times]),
        Mode::Breaking => talk.say("mode-breaking", &args![]),
    }
}

/// «🗂 Рубрики» «⏰ Когда присылать»
pub(super) fn openers(talk: &Talk) -> Vec<Button> {
    let rubrics = Button::data(talk.say("btn-rubrics", &args![]), Press::Rubrics.encode());
    let when = Button::data(talk.say("btn-when", &args![]), Press::When.encode());
    vec![rubrics, when]
}

/// A headline as a link, cut; without a page, just the headline.
pub(super) fn item(talk: &Talk, story: &Story) -> String {
    let renderer = talk.scene.renderer();
    let headline = escape(&text::cut(&renderer.headline(story), HEADLINE));
    match renderer.link(story) {
        Some(url) => format!("<a href=\"{}\">{headline}</a>", escape(&url)),
        None => headline,
    }
}

/// «Когда присылать?»
pub(super) fn when(talk: &Talk, chat: &Chat) -> Message {
    let option = |mode: Mode| {
        let label = talk.say(&format!("when-{}", mode.name()), &args![]);
        let button = |label| Button::data(label, Press::Mode(mode).encode());
        if mode == chat.mode { button(format!("✅ {label}")).styled(Style::Success) } else { button(label) }
    };
    let back = Button::data(talk.say("btn-back", &args![]), Press::WhenDone.encode());
    let rows = Mode::ALL.iter().map(|mode| vec![option(*mode)]).chain([vec![back]]);
    answer::text(talk.say("settings-when", &args![]), Keyboard::of(rows))
}

/// Opens the choice in a new message.
pub(super) fn open_when(talk: &Talk, pressed: &Pressed) -> Result<Answer> {
    let Some(chat) = &talk.chat else { return talk.stale(pressed, "/start") };
    Ok(Answer::toast(&pressed.query, "").and(Reply::Say(talk.target(), when(talk, chat))))
}

/// Saves when news comes; the choice stays open.
pub(super) fn set_mode(talk: &Talk, pressed: &Pressed, mode: Mode) -> Result<Answer> {
    let Some(chat) = &talk.chat else { return talk.stale(pressed, "/start") };
    wishes::set_mode(talk.store, chat.key, mode, talk.scene.now)?;
    let chat = Chat { mode, ..chat.clone() };
    let toast = if mode == Mode::Now && !chat.spacing.is_zero() {
        let spacing = talk.scene.words.duration(talk.tongue, chat.spacing);
        talk.say("when-now-hint", &args![spacing = spacing])
    } else {
        talk.say("toast-saved", &args![])
    };
    let edit = Reply::Edit(pressed.address.chat, pressed.message, when(talk, &chat));
    Ok(Answer::toast(&pressed.query, toast).and(edit).touching(chat.key))
}

/// The choice is over: how things stand.
pub(super) fn when_done(talk: &Talk, pressed: &Pressed) -> Result<Answer> {
    let Some(chat) = &talk.chat else { return talk.stale(pressed, "/start") };
    let edit = Reply::Edit(pressed.address.chat, pressed.message, summary(talk, chat, ""));
    Ok(Answer::toast(&pressed.query, "").and(edit))
}
