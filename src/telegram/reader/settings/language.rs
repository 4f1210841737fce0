//! The language of the conversation, and those of the news. In: the chat. Out: the screen, each choice saved. Nobody gets a
//! story twice for reading both: visits see to that.

use super::{
    super::{press::Press, talk::Talk},
    buttons::{back, chosen},
    press::{Screen, Setting},
};
use crate::{
    article::Language,
    delivery::wishes,
    locale::args,
    message::{Button, Keyboard, Message},
    store::{Chat, Result},
    telegram::answer::text,
};

/// The languages in which news comes out, with their buttons.
const NEWS: [(Language, &str); 2] = [(Language::Ru, "btn-news-ru"), (Language::Kk, "btn-news-kk")];

/// The screen.
pub(super) fn screen(talk: &Talk, chat: &Chat) -> Message {
    let tongue = |language: &Language| {
        let name = talk.scene.say(*language, "language-name", &args![]);
        chosen(name, Press::Setting(Setting::Tongue(*language)).encode(), *language == chat.tongue)
    };
    let news = |(language, key): &(Language, &str)| {
        let on = chat.languages & language.bit() != 0;
        chosen(talk.say(key, &args![]), Press::Setting(Setting::News(*language, !on)).encode(), on)
    };
    let rows: [Vec<Button>; 3] =
        [Language::ALL.iter().map(tongue).collect(), NEWS.iter().map(news).collect(), vec![back(talk, Screen::Root)]];
    text(talk.say("settings-language", &args![newslang = in_words(talk, chat)]), Keyboard::of(rows))
}

/// «на русском»
pub(super) fn in_words(talk: &Talk, chat: &Chat) -> String {
    let reads = |language: Language| chat.languages & language.bit() != 0;
    let key = match (reads(Language::Ru), reads(Language::Kk)) {
        (true, false) => "newslang-ru",
        (false, true) => "newslang-kk",
        _ => "newslang-both",
    };
    talk.say(key, &args![])
}

/// The bot speaks this language from now on; the news stays as it is.
pub(super) fn set_tongue(talk: &Talk, chat: &Chat, language: Language) -> Result<String> {
    talk.store.set_tongue(chat.key, language)?;
    Ok(talk.scene.say(language, "toast-saved", &args![]))
}

/// News in this language on or off; one language stays. Where little comes out in a new one, that is said.
pub(super) fn set_news(talk: &Talk, chat: &Chat, language: Language, on: bool) -> Result<String> {
    let languages = if on { chat.languages | language.bit() } else { chat.languages & !language.bit() };
    if !NEWS.iter().any(|(language, _)| languages & language.bit() != 0) {
        return Ok(talk.say("toast-newslang-least", &args![]));
    }
    wishes::set_languages(talk.store, chat.key, languages, talk.scene.now)?;
    let a_day = |languages: u8| talk.scene.news.a_day(chat.rubrics, languages);
    let few = on && 2 * a_day(language.bit()) < a_day(Language::EVERY & !language.bit());
    if few && a_day(language.bit()) == 0 {
        return Ok(talk.say("newslang-rare", &args![]));
    }
    if few && talk.scene.news.is_known() {
        let perday = talk.scene.words.count_news(talk.tongue, u64::from(a_day(language.bit())));
        return Ok(talk.say("newslang-few", &args![perday = perday]));
    }
    Ok(talk.say("toast-saved", &args![]))
}
