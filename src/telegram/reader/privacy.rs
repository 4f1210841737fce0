//! `/privacy`: everything that is stored about a chat, as a file, with the button that erases it.

use serde_json::{Value, json};

use super::{press::Press, settings, talk::Talk};
use crate::{
    article::Language,
    clock::Time,
    locale::args,
    message::{Button, Keyboard, Style, escape, still},
    store::{
        Chat, Result,
        ledger::{Delivery, Ended},
    },
    telegram::answer::{Answer, Attachment, Reply, text},
};

/// The most messages in the file; there are fewer in a month for any sane limit.
const MOST: u32 = 5_000;
const DAY: u64 = 86_400;

/// `/privacy`
pub(in crate::telegram) fn show(talk: &Talk, _: &str) -> Result<Answer> {
    let newsroom = &talk.scene.newsroom;
    let days = talk.scene.keep.as_secs().div_ceil(DAY);
    let said = talk.say(
        "privacy",
        &args![
            days = talk.scene.words.count_days(talk.tongue, days),
            chat = talk.address.chat.to_string(),
            operator = still(newsroom.operator.in_language(talk.tongue)),
            contact = escape(&newsroom.contact),
        ],
    );
    let forget = Button::data(talk.say("btn-forget", &args![]), Press::Forget.encode()).styled(Style::Danger);
    let keyboard = if talk.chat.is_some() { Keyboard::of([vec![forget]]) } else { Keyboard::default() };
    let contents = match &talk.chat {
        Some(chat) => everything(talk, chat)?,
        None => json!({ "chat": talk.address.chat, "stored": Value::Null }),
    };
    let file = Attachment {
        name: format!("headliner-{}.json", talk.address.chat),
        bytes: format!("{contents:#}\n").into_bytes().into(),
    };
    Ok(Answer::default().and(Reply::File(talk.target(), file, text(said, keyboard))))
}

fn everything(talk: &Talk, chat: &Chat) -> Result<Value> {
    let languages = Language::ALL.into_iter().filter(|language| chat.languages & language.bit() != 0);
    let mutes = talk.store.mutes(chat.key)?.into_iter().map(|mute| {
        let rubric = super::rubrics::named(talk, mute.rubric).map(|(id, _)| id);
        json!({ "rubric": rubric, "until": stamp(mute.until) })
    });
    let history = talk.store.events(chat.key)?.into_iter();
    let history =
        history.map(|event| json!({ "at": stamp(event.at), "what": event.what.word(), "detail": event.detail }));
    let (words, threads) = followed(talk, chat)?;
    let role = talk.scene.role(talk.store, chat.telegram)?;
    let delivered = talk.store.last_deliveries(chat.key, MOST)?.into_iter().map(|row| message(talk, &row));
    Ok(json!({
        "chat": chat.telegram,
        "state": format!("{:?}", chat.state).to_lowercase(),
        "language": chat.tongue.code(),
        "news_languages": languages.map(Language::code).collect::<Vec<_>>(),
        "rubrics": settings::choices(talk, chat)?,
        "breaking": chat.urgent,
        "mode": chat.mode.name(),
        "digests": chat.digests.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "digests_at_weekends": chat.weekend.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "quiet_hours": chat.quiet.map(|(from, to)| format!("{from}-{to}")),
        "breaking_at_night": chat.night.name(),
        "sound": chat.sound.name(),
        "photos": chat.photos,
        "time_zone": chat.zone.map(|zone| zone.name()),
        "minutes_between_messages": chat.spacing.as_secs() / 60,
        "messages_a_day": chat.limit,
        "paused_until": chat.paused.map(stamp),
        "breaking_while_paused": chat.pause_urgent,
        "earlier_break_over": chat.rested.map(stamp),
        "asked_until_when": talk.store.question(chat.key)?.map(|question| json!({
            "message": question.message, "at": stamp(question.at), "breaking": question.urgent,
        })),
        "came_by_link": chat.source,
        "since": stamp(chat.joined),
        "saved": saved(talk, chat)?,
        "digest_offered": talk.store.offer(chat.key)?.map(|offer| stamp(offer.at)),
        "muted": mutes.collect::<Vec<_>>(),
        "words": words,
        "threads": threads,
        "staff": role.map(|role| role.word()),
        "name_as_staff": role.map(|_| talk.store.staff_name(chat.telegram)).transpose()?,
        "more": more(talk, chat)?,
        "history": history.collect::<Vec<_>>(),
        "delivered": delivered.collect::<Result<Vec<_>>>()?,
    }))
}

fn saved(talk: &Talk, chat: &Chat) -> Result<Vec<Value>> {
    let saved = talk.store.saved(chat.key)?.into_iter().map(|saved| {
        let story = talk.store.story(saved.article)?.map(|(story, _)| story.id.0);
        Ok(json!({ "at": stamp(saved.at), "story": story }))
    });
    saved.collect()
}

/// The words that the chat follows, and the threads that it follows or has muted, each by its first story.
fn followed(talk: &Talk, chat: &Chat) -> Result<(Vec<String>, Vec<Value>)> {
    let (mut words, mut threads) = (Vec::new(), Vec::new());
    for follow in talk.store.follows(chat.key)? {
        if !follow.thread {
            words.push(follow.said);
            continue;
        }
        let first = talk.store.thread_root(follow.word)?.map_or(Ok(None), |root| talk.store.story(root))?;
        let headline = first.map(|(story, _)| story.headline);
        let muted = follow.is_muted();
        threads.push(json!({ "story": headline, "followed": follow.since.is_some() && !muted, "muted": muted }));
    }
    Ok((words, threads))
}

/// What no line above names, as it lies in the database.
fn more(talk: &Talk, chat: &Chat) -> Result<Value> {
    let tables = talk.store.belongings(chat.key)?;
    Ok(tables.into_iter().map(|(table, rows)| (table, Value::Array(rows))).collect::<serde_json::Map<_, _>>().into())
}

fn message(talk: &Talk, row: &Delivery) -> Result<Value> {
    let mut headlines = Vec::new();
    for key in talk.store.edition_articles(row.edition)? {
        headlines.extend(talk.store.story(key)?.map(|(story, _)| story.headline));
    }
    let outcome = match row.ended {
        None => "on its way",
        Some(Ended::Delivered(_)) => "delivered",
        Some(Ended::Refused(_)) => "refused",
        Some(Ended::Uncertain(_)) => "unknown",
    };
    Ok(json!({ "at": stamp(row.at), "outcome": outcome, "stories": headlines }))
}

fn stamp(at: Time) -> String {
    at.utc().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
