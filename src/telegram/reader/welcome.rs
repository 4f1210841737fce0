//! The welcome. In: a new chat and what its link was about. Out: the message that says what was subscribed to, what comes
//! how often, and what is new right now. It is rendered again in place when the other language is pressed.

use std::time::Duration;

use super::{
    press::{Press, Welcome},
    settings::{self, clock, item},
    talk::Talk,
};
use crate::{
    article::Language,
    delivery::{decide::timing::Day, wishes},
    locale::args,
    message::{Button, Keyboard, Message, Style, still},
    newsroom::{Mode, Rubric, news_languages},
    store::{Chat, Result},
    telegram::{
        answer::{Answer, Reply, text},
        update::Pressed,
    },
};

/// How many stories a welcome shows.
const TOP: u32 = 3;
/// Main stories older than this are not "now".
const NOW: Duration = Duration::from_secs(86_400);

/// What a newcomer reads.
pub(super) fn message(talk: &Talk, chat: &Chat, about: Welcome) -> Result<Message> {
    match about {
        Welcome::Main => main(talk, chat),
        Welcome::Rubric(bit) => match talk.scene.newsroom.rubric_with_bit(bit) {
            Some(rubric) => rubric_message(talk, chat, rubric),
            None => main(talk, chat),
        },
        Welcome::Article(key) => {
            let story = talk.store.story(key)?.map(|(story, _)| story);
            match story.and_then(|story| talk.scene.renderer().rubric(&story)) {
                Some(rubric) => Ok(article(talk, chat, rubric, about)),
                None => main(talk, chat),
            }
        }
    }
}

fn main(talk: &Talk, chat: &Chat) -> Result<Message> {
    let now = talk.scene.now;
    let stories = talk.store.latest_stories(1, (chat.languages, talk.tongue), now, 0, TOP)?;
    let fresh: Vec<String> = stories
        .iter()
        .filter(|listed| now.since(listed.story.published) < NOW)
        .map(|listed| format!("• {}", item(talk, &listed.story)))
        .collect();
    let (from, to) = quiet(chat);
    let said = talk.say(
        "welcome",
        &args![
            paper = paper(talk),
            perday = talk.scene.perday(talk.tongue, chat.rubrics, chat.languages),
            from = from,
            to = to,
            soon = soon(talk, chat, fresh.is_empty()),
            top = fresh.join("\n"),
        ],
    );
    Ok(text(said, Keyboard::of([beginnings(talk), others(talk, Welcome::Main)])))
}

fn rubric_message(talk: &Talk, chat: &Chat, rubric: &Rubric) -> Result<Message> {
    let stories = talk.store.latest_stories(1 << rubric.bit, (chat.languages, talk.tongue), talk.scene.now, 0, TOP)?;
    let top: Vec<String> = stories.iter().map(|listed| format!("• {}", item(talk, &listed.story))).collect();
    let (from, to) = quiet(chat);
    let said = talk.say(
        "welcome-rubric",
        &args![
            rubric = still(rubric.title.in_language(talk.tongue)),
            paper = paper(talk),
            perday = talk.scene.perday(talk.tongue, chat.rubrics, chat.languages),
            from = from,
            to = to,
            soon = soon(talk, chat, top.is_empty()),
            top = top.join("\n"),
        ],
    );
    let first = vec![open(talk, "btn-rubrics-other", Press::Rubrics), open(talk, "btn-when", Press::When)];
    let mut second = vec![open(talk, "btn-main-only", Press::MainOnly)];
    second.extend(others(talk, Welcome::Rubric(rubric.bit)));
    Ok(text(said, Keyboard::of([first, second])))
}

fn article(talk: &Talk, chat: &Chat, rubric: &Rubric, about: Welcome) -> Message {
    let title = rubric.title.in_language(talk.tongue);
    let said = talk.say(
        "welcome-article",
        &args![
            paper = paper(talk),
            perday = talk.scene.perday(talk.tongue, chat.rubrics, chat.languages),
            rubric = still(title),
            rubricperday = talk.scene.perday(talk.tongue, 1 << rubric.bit, chat.languages),
        ],
    );
    let add = talk.say("btn-rubric-add", &args![rubric = title]);
    let add = Button::data(add, Press::Add(rubric.bit).encode()).styled(Style::Success);
    let offered = if chat.rubrics >> rubric.bit & 1 == 0 { vec![add] } else { Vec::new() };
    text(said, Keyboard::of([offered, beginnings(talk), others(talk, about)]))
}

/// «🗂 Рубрики» «⏰ Когда присылать»
fn beginnings(talk: &Talk) -> Vec<Button> {
    vec![open(talk, "btn-rubrics", Press::Rubrics), open(talk, "btn-when", Press::When)]
}

/// «Первая новость придёт, как только выйдет», where there is nothing yet; at night, when it will come.
fn soon(talk: &Talk, chat: &Chat, nothing: bool) -> String {
    let zone = chat.zone.unwrap_or(talk.scene.newsroom.zone);
    let day = Day { chat, zone, full: false };
    match day.quiet_end(talk.scene.now) {
        Some(end) => talk.say("welcome-night", &args![to = talk.scene.words.moment(end, zone)]),
        None if chat.mode == Mode::Digest => talk.say("welcome-digests", &args![mode = settings::mode(talk, chat)]),
        None if nothing => talk.say("welcome-soon", &args![]),
        None => String::new(),
    }
}

/// From when to when it is quiet; `none` is what the words know for "never".
fn quiet(chat: &Chat) -> (String, String) {
    chat.quiet.map_or_else(|| ("none".into(), String::new()), |(from, to)| (clock(from), clock(to)))
}

/// The newspaper's name, escaped.
fn paper(talk: &Talk) -> String {
    still(talk.scene.newsroom.name.in_language(talk.tongue))
}

fn open(talk: &Talk, key: &str, press: Press) -> Button {
    Button::data(talk.say(key, &args![]), press.encode())
}

/// The other languages, each in its own.
fn others(talk: &Talk, about: Welcome) -> Vec<Button> {
    let label = talk.say("btn-language-other", &args![]);
    let targets: &[Language] = match talk.tongue {
        Language::Ru => &[Language::Kk],
        Language::Kk => &[Language::Ru],
        Language::En => &[Language::Kk, Language::Ru],
    };
    let button = |(name, language): (&str, &Language)| Button::data(name, Press::Tongue(*language, about).encode());
    label.split(" · ").zip(targets).map(button).collect()
}

/// Conversation and news in the other language, the welcome said again in place.
pub(super) fn switch(talk: &Talk, pressed: &Pressed, language: Language, about: Welcome) -> Result<Answer> {
    let Some(chat) = &talk.chat else { return talk.stale(pressed, "/start") };
    talk.store.set_tongue(chat.key, language)?;
    wishes::set_languages(talk.store, chat.key, news_languages(language), talk.scene.now)?;
    let chat = talk.store.chat(chat.key)?.unwrap_or_else(|| chat.clone());
    let talk = &talk.of(chat.clone());
    let welcome = message(talk, &chat, about)?;
    let edit = Reply::Edit(pressed.address.chat, pressed.message, welcome);
    Ok(Answer::toast(&pressed.query, "").and(edit).touching(chat.key))
}

/// «＋ «Общество»»: the rubric that the welcome offered.
pub(super) fn add(talk: &Talk, pressed: &Pressed, bit: u8) -> Result<Answer> {
    let rubric = talk.scene.newsroom.rubric_with_bit(bit);
    let (Some(chat), Some(rubric)) = (&talk.chat, rubric) else { return talk.stale(pressed, "/rubrics") };
    wishes::set_rubric(talk.store, chat.key, bit, &rubric.id, true, talk.scene.now)?;
    let toast = talk.say("toast-rubric-on", &args![rubric = rubric.title.in_language(talk.tongue)]);
    let chat = talk.store.chat(chat.key)?.unwrap_or_else(|| chat.clone());
    let rows = [beginnings(talk), others(talk, Welcome::Rubric(bit))];
    let edit = Reply::EditKeyboard(pressed.address.chat, pressed.message, Keyboard::of(rows));
    Ok(Answer::toast(&pressed.query, toast).and(edit).touching(chat.key))
}

/// «Только главное»
pub(super) fn main_only(talk: &Talk, pressed: &Pressed) -> Result<Answer> {
    let Some(chat) = &talk.chat else { return talk.stale(pressed, "/start") };
    let newsroom = talk.scene.newsroom.clone();
    for rubric in newsroom.rubrics_in(chat.rubrics) {
        wishes::set_rubric(talk.store, chat.key, rubric.bit, &rubric.id, false, talk.scene.now)?;
    }
    wishes::set_rubric(talk.store, chat.key, 0, "main", true, talk.scene.now)?;
    let rows = [beginnings(talk), others(talk, Welcome::Main)];
    let edit = Reply::EditKeyboard(pressed.address.chat, pressed.message, Keyboard::of(rows));
    let toast = talk.say("rubrics-link-only-main", &args![]);
    Ok(Answer::toast(&pressed.query, toast).and(edit).touching(chat.key))
}
