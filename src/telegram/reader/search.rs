//! Search: `/search words`, or simply words. In: what somebody types, and presses under what was found. Out: headlines, newest first, paged
//! and narrowed to a rubric by editing one message; the story that is opened. What was looked for is kept nowhere but in the title of
//! that message: a press takes it from there.

pub(super) mod press;

use super::{
    list::{self, PAGE, Page, languages, narrowed},
    talk::Talk,
    words,
};
use crate::{
    article::{ArticleKey, Language},
    locale::args,
    message::{Button, Keyboard, Message, escape, text::cut},
    search::query::Query,
    store::{
        Result,
        search::{COUNTED, Search},
    },
    telegram::{
        answer::{Answer, Reply, text},
        update::{Place, Pressed},
    },
};
use press::Find;

/// The most characters of words on a button.
const LABEL: usize = 20;

/// `/search`, in a new message.
pub(in crate::telegram) fn search(talk: &Talk, typed: &str) -> Result<Answer> {
    let Some(query) = Query::read(typed) else {
        return Ok(Answer::say(talk.target(), text(talk.say("search-ask", &args![]), Keyboard::default())));
    };
    Ok(Answer::say(talk.target(), found(talk, query)?))
}

/// The first page of what is found, or of what may have been meant.
fn found(talk: &Talk, query: Query) -> Result<Message> {
    let typed = escape(&query.shown());
    let search = in_languages(talk, query)?;
    let now = talk.scene.now;
    if talk.store.count_found(&search, now)? > 0 {
        return page(talk, &search, 0);
    }
    match talk.store.guess(&Search { languages: languages(talk), ..search }, now)? {
        Some(guess) => {
            let title = talk.say("search-typo", &args![words = typed, guess = escape(&guess.query.shown())]);
            titled(talk, &guess, 0, title)
        }
        None => {
            let count = typed.split_whitespace().count();
            Ok(text(talk.say("search-none", &args![words = typed, count = count]), Keyboard::default()))
        }
    }
}

/// In the languages that somebody reads; where there is nothing, in all: a word of another language is looked for in that.
fn in_languages(talk: &Talk, query: Query) -> Result<Search> {
    let own = Search { query, languages: languages(talk), rubric: None };
    if talk.store.find(&own, talk.scene.now, 0, 1)?.is_empty() {
        return Ok(Search { languages: Language::EVERY, ..own });
    }
    Ok(own)
}

/// What a press under a list does.
pub(super) fn pressed(talk: &Talk, pressed: &Pressed, find: Find) -> Result<Answer> {
    match find {
        Find::Page(rubric, skip) => turn(talk, pressed, rubric, skip),
        Find::Rubrics(now) => Ok(list::choose(talk, pressed, now, |rubric| Find::Page(rubric, 0).encode())),
        Find::RubricsOfLatest(now) => Ok(super::latest::choose(talk, pressed, now)),
        Find::Open(story) => open(talk, pressed, story),
        Find::Follow => {
            let Some(query) = pressed.title.as_deref().and_then(looked_for) else {
                return talk.stale(pressed, "/search");
            };
            let mut answer = Answer::toast(&pressed.query, "");
            let followed = words::follow(talk, &query.shown())?;
            answer.replies.extend(followed.replies);
            answer.touched.extend(followed.touched);
            Ok(answer)
        }
    }
}

/// «🔔 Следить за «метро»»
fn follow(talk: &Talk, query: &Query) -> Button {
    let label = talk.say("search-follow", &args![words = cut(&query.shown(), LABEL)]);
    Button::data(label, Find::Follow.encode())
}

/// Another page, in place. There may be fewer by now than when the button was made: then the last of them.
fn turn(talk: &Talk, pressed: &Pressed, rubric: Option<u8>, skip: u32) -> Result<Answer> {
    let Some(query) = pressed.title.as_deref().and_then(looked_for) else { return talk.stale(pressed, "/search") };
    let search = Search { rubric, ..in_languages(talk, query)? };
    let skip = skip.min(COUNTED);
    let last = talk.store.count_found(&search, talk.scene.now)?.saturating_sub(1) / PAGE * PAGE;
    let edit = Reply::Edit(pressed.address.chat, pressed.message, page(talk, &search, skip.min(last))?);
    Ok(Answer::toast(&pressed.query, "").and(edit))
}

/// The words in the title of a list: the last that stand in quotes before the rubric's name. Words have no quotes in them.
fn looked_for(title: &str) -> Option<Query> {
    let before = title.split(" · ").next()?;
    let (rest, _) = before.rsplit_once(['»', '”'])?;
    let (_, words) = rest.rsplit_once(['«', '“'])?;
    Query::read(words)
}

fn page(talk: &Talk, search: &Search, skip: u32) -> Result<Message> {
    let words = escape(&search.query.shown());
    let count = talk.store.count_found(search, talk.scene.now)?;
    let title = if count > COUNTED {
        let count = talk.scene.words.number(talk.tongue, i64::from(COUNTED));
        talk.say("search-found-many", &args![words = words, count = count])
    } else {
        let news = talk.scene.words.count_news(talk.tongue, u64::from(count));
        talk.say("search-found", &args![words = words, news = news])
    };
    let rubric = search.rubric.map(|bit| format!(" · {}", escape(&narrowed(talk, Some(bit)))));
    titled(talk, search, skip, format!("{title}{}", rubric.unwrap_or_default()))
}

fn titled(talk: &Talk, search: &Search, skip: u32, title: String) -> Result<Message> {
    let stories = talk.store.find(search, talk.scene.now, skip, PAGE + 1)?;
    let page = Page {
        title,
        stories: &stories,
        none: "latest-empty",
        skip,
        turn: &|skip| Find::Page(search.rubric, skip).encode(),
        rubrics: Find::Rubrics(search.rubric).encode(),
        besides: Some(follow(talk, &search.query)),
    };
    Ok(page.message(talk))
}

/// The story as a push, in a new message.
fn open(talk: &Talk, pressed: &Pressed, story: ArticleKey) -> Result<Answer> {
    if talk.address.place != Place::Private {
        return talk.stale(pressed, "/search"); // no button of a group says so
    }
    Ok(match list::opened(talk, story)? {
        Some(reply) => Answer::toast(&pressed.query, "").and(reply),
        None => Answer::toast(&pressed.query, talk.say("toast-gone", &args![])),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_tells_what_was_looked_for() {
        let check = |title: &str, expected: Option<&str>| {
            assert_eq!(looked_for(title).map(|query| query.shown()).as_deref(), expected, "{title}");
        };
        check("«метро»: 3 новости", Some("метро"));
        check("«новое метро»: больше 1 000 новостей · Рубрика «Спорт»", Some("новое метро"));
        check("“metro”: 1 story", Some("metro"));
        check("Ничего по «метор», но есть по «метро»:", Some("метро"));
        check("«метор» бойынша жоқ, бірақ «метро» бойынша бар:", Some("метро"));
        check("Nothing for “metor”, but for “metro”:", Some("metro"));
        check("Последние новости · все рубрики", None);
        check("«»: 0", None);
        check("", None);
    }
}
