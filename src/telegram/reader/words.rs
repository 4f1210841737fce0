//! `/follow`, `/unfollow`, and the words of a chat as buttons. In: what somebody types, or the number of a word on a link or a button.
//! Out: a word that is followed from now on, or not any more, each said. Very frequent words are asked about first.

pub(super) mod press;

use super::{
    following::{add, followed, found, limit, linked},
    meet::chat_or_met,
    press::Press,
    settings::press::{Screen, Setting},
    start,
    talk::Talk,
};
use crate::{
    delivery::wishes,
    locale::args,
    message::{Button, Keyboard, Message, Style, escape, text::cut},
    search::followed::{Query, bare},
    store::{
        Chat, Result,
        matched::Found,
        words::{Follow, WordId},
    },
    telegram::{
        answer::{Answer, Reply, text},
        update::Pressed,
    },
};
use press::Word;

/// A word that has more stories a day than this is asked about.
const OFTEN: u32 = 10;
/// The most characters of a word on a button.
const LABEL: usize = 28;

/// `/follow метро`
pub(in crate::telegram) fn follow(talk: &Talk, typed: &str) -> Result<Answer> {
    let Some(query) = Query::parse(typed) else { return say(talk, talk.say("follow-ask", &args![])) };
    let said = spaced(typed);
    let chat = chat_or_met(talk)?;
    let known = match &chat {
        Some(chat) => talk.store.follow_like(chat.key, &query, chat.languages)?,
        None => None,
    };
    let word = match &known {
        Some(known) => known.word,
        None => talk.store.word_for(&query, &said, talk.scene.now)?,
    };
    let Some(chat) = chat else { return start::start(talk, &format!("w_{}", word.0)) };
    let talk = &talk.of(chat.clone());
    let found = found(talk, &chat, &query)?;
    if found.stories > OFTEN * found.days && known.is_none() && !wishes::has_all_words(talk.store, chat.key)? {
        return Ok(Answer::say(talk.target(), question(talk, word, &said, found)));
    }
    let done = add(talk, &chat, word, &said, found)?;
    Ok(Answer::say(talk.target(), text(done, Keyboard::default())).touching(chat.key))
}

/// `/unfollow метро`; without a word, or with one that is not followed, all of them.
pub(in crate::telegram) fn unfollow(talk: &Talk, typed: &str) -> Result<Answer> {
    let Some(chat) = chat_or_met(talk)? else { return start::start(talk, "") };
    let talk = &talk.of(chat.clone());
    let query = Query::parse(typed);
    let followed = query.map_or(Ok(None), |query| talk.store.follow_like(chat.key, &query, chat.languages))?;
    let Some(Follow { word, said, .. }) = followed else {
        return Ok(Answer::say(talk.target(), screen(talk, &chat, None)?));
    };
    wishes::set_word(talk.store, chat.key, word, &said, false, talk.scene.now)?;
    let gone = talk.say("unfollowed", &args![word = escape(&bare(&said))]);
    Ok(Answer::say(talk.target(), text(gone, Keyboard::default())).touching(chat.key))
}

/// Answers a press on a button of words.
pub(super) fn pressed(talk: &Talk, pressed: &Pressed, press: Word) -> Result<Answer> {
    let Some(chat) = chat_or_met(talk)? else { return talk.stale(pressed, "/start") };
    let talk = &talk.of(chat.clone());
    let edit = |message| Reply::Edit(pressed.address.chat, pressed.message, message);
    match press {
        Word::Show => Ok(Answer::toast(&pressed.query, "").and(edit(screen(talk, &chat, None)?))),
        Word::Never => Ok(Answer::toast(&pressed.query, "").and(Reply::Delete(pressed.address.chat, pressed.message))),
        Word::Sure(word) => match linked(talk, &chat, word)? {
            Some(said) => Ok(Answer::toast(&pressed.query, "").and(edit(said)).touching(chat.key)),
            None => talk.stale(pressed, "/follow"),
        },
        Word::Again(word) => {
            let Some(word) = talk.store.word(word)? else { return talk.stale(pressed, "/unfollow") };
            if wishes::has_all_words(talk.store, chat.key)? {
                return Ok(Answer::toast(&pressed.query, limit(talk)));
            }
            wishes::set_word(talk.store, chat.key, word.id, &word.said, true, talk.scene.now)?;
            let toast = talk.say("toast-saved", &args![]);
            Ok(Answer::toast(&pressed.query, toast).and(edit(screen(talk, &chat, None)?)).touching(chat.key))
        }
        Word::Remove(word) => remove(talk, &chat, pressed, word),
    }
}

/// The word goes, and stands below the others, to be followed again by one tap.
fn remove(talk: &Talk, chat: &Chat, pressed: &Pressed, word: WordId) -> Result<Answer> {
    let gone = followed(talk, chat)?.into_iter().find(|follow| follow.word == word);
    let toast = match &gone {
        Some(gone) => {
            wishes::set_word(talk.store, chat.key, word, &gone.said, false, talk.scene.now)?;
            talk.say("unfollowed", &args![word = cut(&bare(&gone.said), LABEL)])
        }
        None => String::new(),
    };
    let edit = Reply::Edit(pressed.address.chat, pressed.message, screen(talk, chat, gone.as_ref())?);
    Ok(Answer::toast(&pressed.query, toast).and(edit).touching(chat.key))
}

/// The words of a chat; `gone` is the one that has just been removed.
pub(super) fn screen(talk: &Talk, chat: &Chat, gone: Option<&Follow>) -> Result<Message> {
    let button = |sign: char, follow: &Follow, press: Word| {
        vec![Button::data(format!("{sign} {}", cut(&follow.said, LABEL)), Press::Word(press).encode())]
    };
    let mut rows: Vec<Vec<Button>> =
        followed(talk, chat)?.iter().map(|follow| button('✕', follow, Word::Remove(follow.word))).collect();
    rows.extend(gone.map(|follow| button('＋', follow, Word::Again(follow.word))));
    rows.push(vec![Button::data(talk.say("btn-back", &args![]), Press::Setting(Setting::Show(Screen::More)).encode())]);
    Ok(text(talk.say("words-title", &args![]), Keyboard::of(rows)))
}

fn question(talk: &Talk, word: WordId, said: &str, found: Found) -> Message {
    let perday = talk.scene.words.count_news(talk.tongue, u64::from(found.stories / found.days));
    let asked = talk.say("follow-often", &args![word = escape(&bare(said)), perday = perday]);
    let button = |key: &str, press: Word| Button::data(talk.say(key, &args![]), Press::Word(press).encode());
    let yes = button("btn-yes", Word::Sure(word)).styled(Style::Primary);
    text(asked, Keyboard::of([vec![yes, button("btn-no", Word::Never)]]))
}

fn say(talk: &Talk, said: String) -> Result<Answer> {
    Ok(Answer::say(talk.target(), text(said, Keyboard::default())))
}

/// What was typed in one line.
fn spaced(typed: &str) -> String {
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}
