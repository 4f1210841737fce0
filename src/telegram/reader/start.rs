//! `/start`: somebody comes, comes back, or is there already. In: what the link asks for. Out: a subscription (nothing to
//! do after Start), and a welcome that says so. A second Start resets nothing; a rubric's link adds the rubric.

use std::time::Duration;

use super::{back, following, list, meet::chat_or_met, membership, press::Welcome, settings, talk::Talk, welcome};
use crate::{
    article::ArticleKey,
    clock::Time,
    delivery::wishes,
    locale::args,
    message::still,
    newsroom::{Rubric, news_languages},
    store::{
        Chat, Kind, Result, State,
        chats::{Joined, NewChat},
        events::What,
        words::WordId,
    },
    telegram::{
        admin::invite::invited,
        answer::{Answer, Reply},
        update::Place,
    },
};

/// Adding the bot to a group by a link sends a Start too: within this time it is one coming.
const ONE_RETURN: Duration = Duration::from_secs(60);
/// Telegram reports that somebody unblocked the bot and at once sends their Start: the same for them.
const ONE_GREETING: Duration = Duration::from_secs(10);
/// A link opened again within this time is opened once.
const ONE_OPENING: Duration = Duration::from_secs(24 * 3600);
/// The mask of main news.
const MAIN: u64 = 1;

/// What a link asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// News.
    Main,
    /// News, and a rubric, by its id.
    Rubric(String),
    /// This story first.
    Article(ArticleKey),
    /// News, and a word.
    Word(WordId),
    /// A place among the staff.
    Invitation(String),
}

/// The parameter of `/start`: what is asked for, and where the link stands.
pub(super) fn parse(payload: &str) -> (Ask, Option<String>) {
    if let Some(token) = payload.strip_prefix("i_") {
        return (Ask::Invitation(token.to_owned()), None);
    }
    let (what, source) = payload.split_once("__").unwrap_or((payload, ""));
    let named = |source: &str| {
        let allowed = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let source: String = source.chars().filter(allowed).take(64).collect();
        (!source.is_empty()).then_some(source)
    };
    if let Some(rubric) = what.strip_prefix("r_") {
        let ask = if rubric == "main" { Ask::Main } else { Ask::Rubric(rubric.to_owned()) };
        return (ask, named(source));
    }
    if let Some(Ok(key)) = what.strip_prefix("a_").map(str::parse) {
        return (Ask::Article(ArticleKey(key)), named(source));
    }
    if let Some(Ok(word)) = what.strip_prefix("w_").map(str::parse) {
        return (Ask::Word(WordId(word)), named(source));
    }
    // Whatever else a newsroom puts into a link: where it stands.
    let source = if source.is_empty() { what.strip_prefix("w_").unwrap_or(what) } else { source };
    (Ask::Main, named(source))
}

/// Answers `/start`.
pub(in crate::telegram) fn start(talk: &Talk, payload: &str) -> Result<Answer> {
    if talk.address.place != Place::Private {
        return in_group(talk, payload);
    }
    let (ask, source) = parse(payload);
    if let Ask::Invitation(token) = &ask {
        let answer = invited(talk.store, talk.scene, talk.person, token)?;
        return Ok(answer.with_menu(talk.person.id));
    }
    let rubric = match &ask {
        Ask::Rubric(id) => talk.scene.newsroom.rubrics.iter().find(|rubric| rubric.id.eq_ignore_ascii_case(id)),
        _ => None,
    };
    let unknown = matches!(ask, Ask::Rubric(_)) && rubric.is_none();
    let (mut chat, joined) = join(talk, rubric, source)?;
    if unknown && wishes::set_rubric(talk.store, chat.key, 0, "main", true, talk.scene.now)? {
        chat.rubrics |= MAIN;
    }
    let is_staff = talk.scene.role(talk.store, talk.person.id)?.is_some();
    let talk = &talk.of(chat.clone());
    let answer = match joined {
        Joined::New => welcome_new(talk, &chat, &ask, rubric)?,
        Joined::Already if ask == Ask::Main && is_greeted(talk, &chat)? => Answer::default(),
        Joined::Already => again(talk, chat.clone(), &ask, rubric)?,
        Joined::Back(away) => returned(talk, chat.clone(), &ask, rubric, away)?,
    };
    let answer = if unknown { with_unknown(talk, answer) } else { answer };
    let answer = match ask {
        Ask::Word(word) => with_word(talk, answer, &chat, word)?,
        _ => answer,
    };
    // Who is staff by the settings may not have been there at the bot's start, and gets the menu now.
    let answer = if is_staff { answer.with_menu(talk.person.id) } else { answer };
    Ok(answer.touching(chat.key))
}

/// In a group: how things stand, or where an administrator begins. Adding the bot by a link sends its `/start` too, right
/// behind what the bot was greeted for already.
fn in_group(talk: &Talk, payload: &str) -> Result<Answer> {
    let Some(chat) = chat_or_met(talk)? else { return Ok(Answer::default()) };
    let talk = &talk.of(chat.clone());
    if chat.state == State::Open && talk.store.has_chosen(&chat)? {
        return Ok(Answer::say(talk.target(), settings::summary(talk, &chat, "")?));
    }
    let greeted = !payload.is_empty() && talk.scene.now.since(chat.joined) < ONE_RETURN;
    Ok(if greeted { Answer::default() } else { Answer::say(talk.target(), membership::greeting(talk)) })
}

fn join(talk: &Talk, rubric: Option<&Rubric>, source: Option<String>) -> Result<(Chat, Joined)> {
    let (store, now) = (talk.store, talk.scene.now);
    let new = NewChat {
        telegram: talk.address.chat,
        topic: 0,
        kind: Kind::Reader,
        tongue: talk.tongue,
        languages: news_languages(talk.tongue),
        rubrics: MAIN | rubric.map_or(0, |rubric| 1 << rubric.bit),
        source,
        title: None,
    };
    let (chat, joined) = store.join(&new, &talk.scene.newsroom.new_reader, now)?;
    // By which link somebody first came stays; that they opened another is counted once a day.
    if let Some(source) = &new.source
        && !store.has_opened(chat.key, source, now - ONE_OPENING)?
    {
        store.record(chat.key, now, What::Linked, Some(source))?;
    }
    Ok((chat, joined))
}

fn welcome_new(talk: &Talk, chat: &Chat, ask: &Ask, rubric: Option<&Rubric>) -> Result<Answer> {
    let answer = with_story(talk, chat, ask)?;
    let about = match (ask, rubric) {
        (Ask::Article(key), _) if !answer.replies.is_empty() => Welcome::Article(*key),
        (_, Some(rubric)) => Welcome::Rubric(rubric.bit),
        _ => Welcome::Main,
    };
    Ok(answer.and(Reply::Say(talk.target(), welcome::message(talk, chat, about)?)))
}

/// The story of a link, if readers may see it: an ordinary push.
fn with_story(talk: &Talk, chat: &Chat, ask: &Ask) -> Result<Answer> {
    let Ask::Article(key) = ask else { return Ok(Answer::default()) };
    let story = list::opened(&talk.of(chat.clone()), *key)?;
    Ok(story.map_or_else(Answer::default, |story| Answer::default().and(story)))
}

/// The word of a link, whatever else was said.
fn with_word(talk: &Talk, answer: Answer, chat: &Chat, word: WordId) -> Result<Answer> {
    let said = following::linked(talk, chat, word)?;
    Ok(said.into_iter().fold(answer, |answer, said| answer.and(Reply::Say(talk.target(), said))))
}

/// Adds the rubric of a link; whether it is new.
fn add(talk: &Talk, chat: Chat, rubric: Option<&Rubric>) -> Result<(Chat, bool)> {
    let Some(rubric) = rubric else { return Ok((chat, false)) };
    let added = wishes::set_rubric(talk.store, chat.key, rubric.bit, &rubric.id, true, talk.scene.now)?;
    Ok((talk.store.chat(chat.key)?.unwrap_or(chat), added))
}

fn again(talk: &Talk, chat: Chat, ask: &Ask, rubric: Option<&Rubric>) -> Result<Answer> {
    let (chat, added) = add(talk, chat, rubric)?;
    let title = rubric.filter(|_| added).map(|rubric| still(rubric.title.in_language(talk.tongue)));
    let added = title.map(|title| talk.say("rubric-added", &args![rubric = title])).unwrap_or_default();
    let message = settings::summary(talk, &chat, &added)?;
    Ok(with_story(talk, &chat, ask)?.and(Reply::Say(talk.target(), message)))
}

/// Back, by whatever link: what it asks for is there too.
fn returned(talk: &Talk, chat: Chat, ask: &Ask, rubric: Option<&Rubric>, away: Time) -> Result<Answer> {
    let chat = add(talk, chat, rubric)?.0;
    Ok(with_story(talk, &chat, ask)?.and(back::greeting(talk, &chat, away)?))
}

/// Whether the chat came back a moment ago by unblocking the bot, and was greeted for it.
fn is_greeted(talk: &Talk, chat: &Chat) -> Result<bool> {
    let last = |what| talk.store.last_event(chat.key, &[what]);
    let (returned, blocked, left) = (last(What::Returned)?, last(What::Blocked)?, last(What::Left)?);
    Ok(returned.is_some_and(|at| talk.scene.now.since(at) < ONE_GREETING) && blocked > left)
}

/// The link named a rubric that is not there (any more): the last message says so.
fn with_unknown(talk: &Talk, mut answer: Answer) -> Answer {
    let says = talk.say("rubric-unknown", &args![]);
    if let Some(Reply::Say(_, message)) = answer.replies.last_mut() {
        message.text = format!("{}\n\n{says}", message.text);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(payload: &str, ask: Ask, source: Option<&str>) {
        assert_eq!(parse(payload), (ask, source.map(str::to_owned)), "{payload}");
    }

    #[test]
    fn what_links_ask_for() {
        let rubric = |id: &str| Ask::Rubric(id.to_owned());
        check("", Ask::Main, None);
        check("r_society", rubric("society"), None);
        check("r_society__site", rubric("society"), Some("site"));
        check("r_real-estate__foot_2026", rubric("real-estate"), Some("foot_2026"));
        check("r_main__site", Ask::Main, Some("site"));
        check("a_412", Ask::Article(ArticleKey(412)), None);
        check("a_412__print", Ask::Article(ArticleKey(412)), Some("print"));
        check("a_x", Ask::Main, Some("a_x"));
        check("w_17", Ask::Word(WordId(17)), None);
        check("w_17__poster", Ask::Word(WordId(17)), Some("poster"));
        check("w_channel", Ask::Main, Some("channel"));
        check("w_metro__site", Ask::Main, Some("site"));
        check("__poster", Ask::Main, Some("poster"));
        check("facebook", Ask::Main, Some("facebook"));
        check("i_ab__cd", Ask::Invitation("ab__cd".into()), None);
        check("<b>", Ask::Main, Some("b"));
    }
}
