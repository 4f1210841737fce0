//! Following a word, however it is asked for: by a command, a button, a link. In: a word that has its number. Out: what is said about
//! it: since when it counts, how often it was in the news, or that there are too many.

use std::time::Duration;

use super::talk::Talk;
use crate::{
    delivery::wishes,
    locale::args,
    message::{Keyboard, Message, escape},
    search::followed::{Query, bare},
    store::{
        Chat, Result, State,
        matched::Found,
        words::{Follow, WORDS, WordId},
    },
    telegram::answer::text,
};

/// Over so long a word's stories are counted.
const WEEK: Duration = Duration::from_secs(7 * 86_400);

/// Follows the word of a link; what is said about it. `None`: there is no such word.
pub(super) fn linked(talk: &Talk, chat: &Chat, word: WordId) -> Result<Option<Message>> {
    let Some((word, query)) = talk.store.word_and_query(word)? else { return Ok(None) };
    let found = found(talk, chat, &query)?;
    let said = add(talk, chat, word.id, &word.said, found)?;
    Ok(Some(text(said, Keyboard::default())))
}

/// The words that a chat follows.
pub(super) fn followed(talk: &Talk, chat: &Chat) -> Result<Vec<Follow>> {
    let follows = talk.store.follows(chat.key)?.into_iter();
    Ok(follows.filter(|follow| !follow.thread && follow.since.is_some()).collect())
}

/// «метро», in the quotes of the conversation's language.
pub(super) fn quoted(talk: &Talk, follow: &Follow) -> String {
    talk.say("quoted", &args![word = bare(&follow.said).into_owned()])
}

/// Follows the word and says so; or says that there are too many. Whoever had left, or had chosen nothing yet, is served from now on.
pub(super) fn add(talk: &Talk, chat: &Chat, word: WordId, said: &str, found: Found) -> Result<String> {
    let known = followed(talk, chat)?.into_iter().find(|follow| follow.word == word);
    if known.is_none() && wishes::has_all_words(talk.store, chat.key)? {
        return Ok(limit(talk));
    }
    if chat.state != State::Open {
        talk.store.reopen(chat, talk.scene.now)?;
    }
    wishes::set_word(talk.store, chat.key, word, said, true, talk.scene.now)?;
    let said = known.map_or_else(|| said.to_owned(), |known| known.said);
    let news = talk.scene.words.count_news(talk.tongue, u64::from(found.stories));
    Ok(talk.say("follow-added", &args![word = escape(&bare(&said)), news = news]))
}

/// There is a most.
pub(super) fn limit(talk: &Talk) -> String {
    talk.say("follow-limit", &args![max = WORDS.to_string()])
}

/// How often the word was in the news of the last week.
pub(super) fn found(talk: &Talk, chat: &Chat, query: &Query) -> Result<Found> {
    let now = talk.scene.now;
    talk.store.found_between(query, chat.languages, now - WEEK, now)
}
