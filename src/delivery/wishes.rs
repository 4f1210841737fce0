//! Changes of what a chat asks for. In: a wish, inside the transaction of whoever was asked. Out: masks, and where a
//! wish was widened while something was pending, the exception that keeps older news out. Narrowing needs nothing.

use super::decide::wants::Wishes;
use crate::{
    article::{ArticleKey, Language},
    clock::Time,
    newsroom::Mode,
    store::{
        ChatKey, Result, Writing,
        events::Change,
        wishes::Asked,
        words::{Stance, WORDS, WordId},
    },
};

/// Switches a rubric (bit 0: main) on or off; `false`: it was so already. The id goes into the chat's history.
pub fn set_rubric(store: &Writing, key: ChatKey, bit: u8, id: &str, on: bool, now: Time) -> Result<bool> {
    let Some(chat) = store.chat(key)? else { return Ok(false) };
    let mask = 1u64 << bit;
    if (chat.rubrics & mask != 0) == on {
        return Ok(false);
    }
    if on {
        widen(store, key, &[Asked::Rubric(bit)], now)?;
    }
    store.set_rubrics(key, chat.rubrics ^ mask)?;
    store.record_change(key, now, &Change::Rubric { id: id.to_owned(), on })?;
    Ok(true)
}

/// Sets the languages of news; `false`: they were so already.
pub fn set_languages(store: &Writing, key: ChatKey, languages: u8, now: Time) -> Result<bool> {
    let Some(chat) = store.chat(key)? else { return Ok(false) };
    if chat.languages == languages {
        return Ok(false);
    }
    let new: Vec<Asked> = Language::ALL
        .into_iter()
        .filter(|language| languages & !chat.languages & language.bit() != 0)
        .map(Asked::Language)
        .collect();
    widen(store, key, &new, now)?;
    store.set_languages(key, languages)?;
    store.record_change(key, now, &Change::Languages { from: Some(chat.languages), to: languages })?;
    Ok(true)
}

/// Sets the mode; `false`: it was so already.
pub fn set_mode(store: &Writing, key: ChatKey, mode: Mode, now: Time) -> Result<bool> {
    let Some(chat) = store.chat(key)? else { return Ok(false) };
    if chat.mode == mode {
        return Ok(false);
    }
    if chat.mode == Mode::Breaking {
        widen(store, key, &[Asked::Ordinary], now)?;
    }
    store.set_mode(key, mode)?;
    store.record_change(key, now, &Change::Mode { from: Some(chat.mode), to: mode })?;
    Ok(true)
}

/// Sets whether breaking news comes; `false`: it was so already.
pub fn set_urgent(store: &Writing, key: ChatKey, urgent: bool, now: Time) -> Result<bool> {
    let Some(chat) = store.chat(key)? else { return Ok(false) };
    if chat.urgent == urgent {
        return Ok(false);
    }
    if urgent {
        widen(store, key, &[Asked::Breaking], now)?;
    }
    store.set_urgent(key, urgent)?;
    store.record_change(key, now, &Change::Urgent(urgent))?;
    Ok(true)
}

/// Follows a word, or does not any more; `said` is how the chat typed it. `false`: it was so already. It counts for what is
/// published from now on, whatever is pending. Whoever asks has seen that there are not too many.
pub fn set_word(store: &Writing, key: ChatKey, word: WordId, said: &str, on: bool, now: Time) -> Result<bool> {
    let changed = if on { store.follow(key, word, said)? } else { store.unfollow(key, word)? };
    if changed {
        store.record_change(key, now, &Change::Word { word, said: said.to_owned(), on })?;
    }
    Ok(changed)
}

/// Whether the chat follows as many words as it may.
pub fn has_all_words(store: &Writing, key: ChatKey) -> Result<bool> {
    let words = store.follows(key)?.into_iter().filter(|follow| !follow.thread && follow.since.is_some());
    Ok(words.count() >= WORDS)
}

/// Follows the thread of an article, mutes it, or neither. What was muted stays unwanted; what was followed before a mute is again
/// when the mute is taken back.
pub fn set_stance(store: &Writing, key: ChatKey, article: ArticleKey, stance: Stance, now: Time) -> Result<bool> {
    let before = store.stance(key, article)?;
    let Some(word) = store.thread_for(article, now)?.filter(|_| before != stance) else { return Ok(false) };
    if before == Stance::Mutes {
        store.mute_thread(key, word, false)?;
        store.record_change(key, now, &Change::Thread { word, muted: false })?;
    }
    match stance {
        Stance::Mutes => {
            store.mute_thread(key, word, true)?;
            store.record_change(key, now, &Change::Thread { word, muted: true })?;
        }
        Stance::Follows | Stance::Neutral => {
            set_word(store, key, word, "", stance == Stance::Follows, now)?;
        }
    }
    store.let_old_threads_go(key)?;
    Ok(true)
}

/// With nothing pending and nothing in flight the cursors go to the head; else the new wish counts only for what is
/// published from now on, which takes no exception where the cursors stand there already.
fn widen(store: &Writing, key: ChatKey, asked: &[Asked], now: Time) -> Result<()> {
    let head = store.head()?;
    let is_there = store.chat(key)?.is_none_or(|chat| chat.cursors.least() >= head);
    if asked.is_empty() || is_there {
        return Ok(());
    }
    if is_idle(store, key, now)? {
        return store.cursors_to_head(key);
    }
    for asked in asked {
        store.ask_since(key, *asked)?;
    }
    Ok(())
}

fn is_idle(store: &Writing, key: ChatKey, now: Time) -> Result<bool> {
    let Some(chat) = store.chat(key)? else { return Ok(false) };
    if store.is_open(key)? {
        return Ok(false);
    }
    let (since, mutes, follows) = (store.since(key)?, store.mutes(key)?, store.follows(key)?);
    let wishes = Wishes { chat: &chat, since: &since, mutes: &mutes, follows: &follows };
    let entries = store.entries_after(chat.cursors.least())?;
    Ok(wishes.pending(&entries, now).next().is_none())
}
