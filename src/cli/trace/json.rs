//! The trace as JSON. The names of the fields and of the reasons stay; times are RFC 3339, UTC.

use serde_json::{Map, Value, json};

use super::{Account, Asked, Message, lane, outcome, words};
use crate::{
    clock::Time,
    delivery::{
        decide::{timing::Delay, wants::Lack},
        obstacle::Obstacle,
        trace::why::{Doubt, Why},
    },
    newsroom::Newsroom,
    store::ledger::{Ended, Refusal},
};

/// All chats, as the command prints them.
pub(super) fn of(accounts: &[Account], newsroom: &Newsroom) -> String {
    let chats: Vec<Value> = accounts.iter().map(|account| chat(account, newsroom)).collect();
    format!("{:#}", json!({ "chats": chats }))
}

fn chat(account: &Account, newsroom: &Newsroom) -> Value {
    let chat = &account.chat;
    let history = account.history.iter().map(|event| {
        let detail = event.detail.as_deref();
        json!({ "at": stamp(event.at), "what": event.what.word(), "detail": detail })
    });
    let mut value = json!({
        "chat": chat.telegram,
        "topic": chat.topic,
        "kind": format!("{:?}", chat.kind).to_lowercase(),
        "state": words::state(chat.state),
        "state_since": account.since.map(stamp),
        "joined": stamp(chat.joined),
        "rubrics": words::rubrics(chat, newsroom),
        "languages": words::languages(chat),
        "breaking": chat.urgent,
        "mode": chat.mode.name(),
        "cursors": { "breaking": chat.cursors.breaking.0, "main": chat.cursors.main.0, "news": chat.cursors.news.0 },
        "messages": account.messages.iter().map(message).collect::<Vec<_>>(),
    });
    match &account.article {
        None => value["history"] = history.collect(),
        Some(Asked::Unpublished(plans, obstacle)) => {
            let due = plans.iter().find_map(|plan| plan.due).map(stamp);
            value["unpublished"] = json!({ "planned": !plans.is_empty(), "due": due, "obstacle": obstacle.map(said) });
        }
        Some(Asked::Entries(entries)) => {
            let entry = |(entry, why): &(crate::store::Entry, Why)| {
                let mut answer = reason(why, newsroom);
                answer["entry"] = entry.seq.0.into();
                answer["published"] = stamp(entry.at).into();
                answer["lane"] = words::lane_of(entry).into();
                answer
            };
            value["entries"] = entries.iter().map(entry).collect();
        }
    }
    value
}

fn message(message: &Message) -> Value {
    let row = &message.row;
    let (number, class) = match row.ended {
        Some(Ended::Delivered(number)) => (Some(number), None),
        Some(Ended::Refused(refusal)) => (None, Some(refused(refusal))),
        _ => (None, None),
    };
    let articles = message.lines.iter().map(
        |line| json!({ "number": line.article.0, "id": line.id, "revision": line.revision, "headline": line.headline }),
    );
    json!({
        "at": stamp(row.at),
        "answered": row.answered.map(stamp),
        "lane": lane(row),
        "after": row.after.0,
        "upto": row.upto.0,
        "outcome": outcome(row),
        "message": number,
        "refused": class,
        "articles": articles.collect::<Vec<_>>(),
    })
}

/// `{"why": "waits", "until": …}`
fn reason(why: &Why, newsroom: &Newsroom) -> Value {
    match why {
        Why::Has { at, message, article, after } => json!({
            "why": "delivered", "at": stamp(*at), "message": message, "article": article.0,
            "uncertain_before": after.map(|(at, _)| stamp(at)), "again": after.map(|(_, how)| doubt(how)),
        }),
        Why::InFlight(at) => json!({ "why": "in flight", "at": stamp(*at) }),
        Why::Uncertain(at, next) => json!({ "why": "uncertain", "at": stamp(*at), "next": doubt(*next) }),
        Why::Deleted(at) => json!({ "why": "deleted", "at": stamp(*at) }),
        Why::Refused(at, class) => json!({ "why": "refused", "at": stamp(*at), "refused": refused(*class) }),
        Why::Tail { at, message } => json!({ "why": "tail", "at": stamp(*at), "message": message }),
        Why::BeforeJoining(joined) => json!({ "why": "before joining", "joined": stamp(*joined) }),
        Why::Away { state, since, back } => json!({
            "why": "away", "state": words::state(*state), "since": since.map(stamp), "back": back.map(stamp),
        }),
        Why::NotAsked(lack) => json!({ "why": "not asked", "lack": lacks(*lack) }),
        Why::AskedLater(lack, at) => json!({ "why": "asked later", "lack": lacks(*lack), "at": stamp(*at) }),
        Why::GivenUp(lack, at) => json!({ "why": "given up", "lack": lacks(*lack), "at": stamp(*at) }),
        Why::Muted(mute) => {
            let rubric = newsroom.rubrics.iter().find(|rubric| rubric.bit == mute.rubric);
            let rubric = rubric.map_or("main", |rubric| rubric.id.as_str());
            json!({ "why": "muted", "rubric": rubric, "from": stamp(mute.from), "until": stamp(mute.until) })
        }
        Why::Stopped(at) => json!({ "why": "stopped", "at": at.map(stamp) }),
        Why::Obstacle(obstacle) => json!({ "why": said(*obstacle) }),
        Why::TooOld { before, counted } => {
            json!({ "why": "too old", "before": stamp(*before), "counted": counted.map(stamp) })
        }
        Why::BeyondDigest => json!({ "why": "beyond the digest" }),
        Why::Forgotten => json!({ "why": "forgotten" }),
        Why::Waits(until, delays) => {
            let delays: Map<String, Value> =
                delays.iter().map(|(delay, until)| (held(*delay).to_owned(), stamp(*until).into())).collect();
            json!({ "why": "waits", "until": stamp(*until), "for": delays })
        }
        Why::Due => json!({ "why": "due" }),
        Why::Passed(at) => json!({ "why": "passed", "at": at.map(stamp) }),
    }
}

fn doubt(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::SentAgain => "sent again",
        Doubt::Named => "named",
        Doubt::Left => "left",
    }
}

fn refused(refusal: Refusal) -> String {
    match refusal {
        Refusal::Blocked => "blocked".to_owned(),
        Refusal::Gone => "gone".to_owned(),
        Refusal::NoRights => "no rights".to_owned(),
        Refusal::Content(form) => format!("content {form:?}").to_lowercase(),
        Refusal::Other(class) => format!("class {class}"),
    }
}

fn said(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Draft => "draft",
        Obstacle::Embargo(_) => "embargo",
        Obstacle::Withheld => "withheld",
        Obstacle::Withdrawn => "withdrawn",
        Obstacle::Held => "held",
        Obstacle::Expired => "expired",
        Obstacle::SetAside => "set aside",
    }
}

fn lacks(lack: Lack) -> &'static str {
    match lack {
        Lack::Away(_) => "away",
        Lack::Language => "language",
        Lack::Rubric => "rubric",
        Lack::Breaking => "breaking",
        Lack::Thread => "thread",
        Lack::Ordinary => "ordinary",
    }
}

fn held(delay: Delay) -> &'static str {
    match delay {
        Delay::Hold => "back-off",
        Delay::Break => "break",
        Delay::Quiet => "quiet hours",
        Delay::Spacing => "spacing",
        Delay::Digest => "digest",
        Delay::Limit => "limit",
    }
}

fn stamp(at: Time) -> String {
    at.utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
