//! Telling those who got it wrong. In: a chat in which nothing is to be edited now, what may have to be told. Out: a message that answers
//! the copy, its intent in the ledger; or that the chat waits, for its night, its digest, its break. A row of the ledger says that it
//! was told; it moves no cursor.

use std::sync::Arc;

use super::{Called, Ending, Given, Planned, Turned, visits::chat_waits};
use crate::{
    article::{ArticleKey, Form, Story},
    clock::Time,
    delivery::{
        decide::{
            amended::of_note,
            follow::Next,
            notes::{edition, is_lapsed},
            visit::{Facts, Visit, gather, wanted},
        },
        gate::purse::Ticket,
    },
    store::{
        Chat, ChatKey, Result, Volume, Writing,
        editions::{Edition, EditionId, Layout},
        ledger::{Delivery, Ended, Served},
        notes::{Note, Wrong},
    },
};

/// An edit of a copy there has ended, which shows these articles: the chat is called if it is owed a note now.
pub(super) fn look(
    store: &Writing,
    given: &Given,
    chat: ChatKey,
    articles: &[ArticleKey],
    turned: &mut Turned,
) -> Result<()> {
    for note in given.amending.notes.iter().filter(|note| articles.contains(&note.article)) {
        if store.wrong_copy(chat, note)?.is_some() {
            turned.behind.push(chat);
            break;
        }
    }
    Ok(())
}

/// After a note comes the next. Where nobody knows whether a message arrived, nobody can mend it, and whoever got something wrong by it
/// is told.
pub(super) fn look_behind(store: &Writing, given: &Given, ending: &Ending, turned: &mut Turned) -> Result<()> {
    let unclear = matches!(ending.next, Next::Finish { ended: Ended::Uncertain(_), .. });
    let is_note = ending.lane.amends();
    if !(unclear || is_note) || given.amending.notes.is_empty() {
        return Ok(());
    }
    let articles: Vec<ArticleKey> = given.amending.notes.iter().map(|note| note.article).collect();
    look(store, given, ending.chat, &articles, turned)
}

/// What is said, of which copy.
struct Owed {
    wrong: Wrong,
    story: Story,
    due: Time,
}

/// Plans the note that the chat is owed, the first that is due.
pub(super) fn plan(store: &Writing, given: &Given, called: Called, chat: &Chat, turned: &mut Turned) -> Result<()> {
    if given.amending.notes.is_empty() {
        return Ok(());
    }
    let Some(facts) = gather(store, chat.key, &given.tail, given.now, &given.rules)? else { return Ok(()) };
    let Some(owed) = owed(store, given, &facts)? else { return Ok(()) };
    let lane = of_note(owed.story.withdrawn, owed.wrong.urgent);
    let until = Some(owed.due).filter(|due| *due > given.now);
    if let Some(until) = until.or_else(|| chat_waits(given, chat, turned)) {
        turned.later.push((lane, chat.key, until));
    } else if lane > called.lane {
        turned.again.push(Called { lane, ..called });
    } else {
        send(store, given, called.due, facts, owed, turned)?;
    }
    Ok(())
}

/// What comes to the chat in its next visits says it better.
fn owed(store: &Writing, given: &Given, facts: &Facts) -> Result<Option<Owed>> {
    let (now, rules) = (given.now, &given.rules);
    let day = facts.day(rules);
    let mut first: Option<Owed> = None;
    for note @ Note { article, revision, at, .. } in given.amending.notes.iter() {
        if is_lapsed(&day, *at, now) {
            continue;
        }
        let Some(wrong) = store.wrong_copy(facts.chat.key, note)? else { continue };
        let number = store.story_number(*article)?;
        let comes =
            |story| wanted(facts, &given.tail, now, rules).entries.iter().any(|(entry, _)| entry.story == story);
        if number.is_some_and(comes) {
            continue;
        }
        let says = |story: &Story| story.withdrawn || story.correction.is_some();
        let Some(story) = store.story_as(*article, *revision)?.filter(says) else { continue };
        let due = day.note(*at, now).due;
        if first.as_ref().is_none_or(|first| due < first.due) {
            first = Some(Owed { wrong, story, due });
        }
    }
    Ok(first)
}

fn send(store: &Writing, given: &Given, due: Time, facts: Facts, owed: Owed, turned: &mut Turned) -> Result<()> {
    let Owed { wrong, story, .. } = owed;
    let contents = edition(&story, &wrong);
    let edition = given.shelf.edition(store, &contents)?;
    let visit = visit(given, &facts, &contents);
    let bar = store.bar(visit.chat)?;
    let at = store.intend(&intent(&visit, edition, given.now))?;
    turned.planned.push(Planned {
        visit,
        chat: Arc::new(facts.chat),
        at,
        due,
        stories: vec![Arc::new(story)],
        mentions: Vec::new(),
        contents,
        edition,
        photo: None,
        uploads: false,
        answers: wrong.message,
        ticket: Ticket::FREE,
        bar,
    });
    Ok(())
}

/// A visit that shows no entry and decides nothing. It is as loud as the message that was wrong.
fn visit(given: &Given, facts: &Facts, contents: &Edition) -> Visit {
    let (chat, day) = (&facts.chat, facts.day(&given.rules));
    let like = if contents.urgent { Served::Breaking } else { Served::Main };
    Visit {
        chat: chat.key,
        served: Served::Note,
        after: chat.cursors.least(),
        upto: chat.cursors.least(),
        show: Vec::new(),
        mentions: Vec::new(),
        overnight: Vec::new(),
        offers: false,
        older: 0,
        pause: false,
        brief: false,
        layout: Layout::Note,
        silent: day.is_silent(like, Volume::AsChosen, true, given.now),
        attempt: 0,
        most: 1,
        form: Form::Formatted,
        more: false,
    }
}

fn intent(visit: &Visit, edition: EditionId, now: Time) -> Delivery {
    Delivery {
        chat: visit.chat,
        at: now,
        served: visit.served,
        after: visit.after,
        upto: visit.upto,
        edition,
        ended: None,
        answered: None,
        attempt: visit.attempt,
    }
}
