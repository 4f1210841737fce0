//! The trace as lines for a person.

use chrono_tz::Tz;

use super::{Account, Asked, Message, lane, outcome};
use crate::{
    article::{Form, Language},
    bot_api::Unclear,
    cli::shown,
    clock::Time,
    delivery::{
        decide::{timing::Delay, wants::Lack},
        obstacle::Obstacle,
        trace::why::{Doubt, Why},
    },
    newsroom::{Mode, Newsroom},
    store::{
        Chat, Cursors, Entry, Kind, Lane, State,
        ledger::{Ended, Refusal},
        plans::{self, Plan},
    },
};

/// The lines of one chat.
pub(super) fn of(account: &Account, newsroom: &Newsroom) -> Vec<String> {
    let zone = newsroom.zone;
    let mut lines = vec![about(account, newsroom)];
    for event in &account.history {
        let detail = event.detail.as_deref().unwrap_or_default();
        lines.push(format!("{}  {} {detail}", shown(event.at, zone), event.what.word()).trim_end().to_owned());
    }
    lines.extend(account.messages.iter().map(|message| row(message, zone)));
    match &account.article {
        None => {}
        Some(Asked::Unpublished(plans, obstacle)) => lines.push(unpublished(plans, *obstacle, zone)),
        Some(Asked::Entries(entries)) => {
            lines.extend(entries.iter().map(|(entry, why)| {
                let what = lane_of(entry);
                let said = sentence(why, newsroom);
                format!("published {} as {what} (entry {}): {said}", shown(entry.at, zone), entry.seq.0)
            }));
        }
    }
    lines
}

fn about(account: &Account, newsroom: &Newsroom) -> String {
    let Chat { telegram, topic, kind, mode, urgent, joined, .. } = &account.chat;
    let kind = match kind {
        Kind::Reader => "reader",
        Kind::Group => "group",
        Kind::Channel => "channel",
    };
    let topic = if *topic == 0 { String::new() } else { format!(" topic {topic}") };
    let since = account.since.map_or_else(String::new, |since| format!(" since {}", shown(since, newsroom.zone)));
    format!(
        "{kind} {telegram}{topic}: {}{since}; here since {}; takes {} in {}; breaking news {}; {}; {}",
        state(account.chat.state),
        shown(*joined, newsroom.zone),
        listed(rubrics(&account.chat, newsroom)),
        listed(languages(&account.chat)),
        if *urgent { "on" } else { "off" },
        mode_said(*mode),
        decided(account.chat.cursors)
    )
}

fn listed(names: Vec<&str>) -> String {
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}

fn mode_said(mode: Mode) -> &'static str {
    match mode {
        Mode::Now => "all at once",
        Mode::Mixed => "main news at once, the rest as a digest",
        Mode::Digest => "all as a digest",
        Mode::Breaking => "only breaking news",
    }
}

/// Up to where it has been decided what the chat gets.
fn decided(cursors: Cursors) -> String {
    let Cursors { breaking, main, news } = cursors;
    if breaking == main && main == news {
        return format!("decided up to entry {}", news.0);
    }
    format!("decided up to entry {} (breaking), {} (main), {} (other news)", breaking.0, main.0, news.0)
}

pub(super) fn rubrics<'a>(chat: &Chat, newsroom: &'a Newsroom) -> Vec<&'a str> {
    let main = (chat.rubrics & 1 == 1).then_some("main");
    main.into_iter().chain(newsroom.rubrics_in(chat.rubrics).map(|rubric| rubric.id.as_str())).collect()
}

pub(super) fn languages(chat: &Chat) -> Vec<&'static str> {
    let languages = Language::ALL.into_iter().filter(|language| chat.languages & language.bit() != 0);
    languages.map(Language::code).collect()
}

/// A state of a chat.
pub(super) fn state(state: State) -> &'static str {
    match state {
        State::Open => "open",
        State::Left => "left",
        State::Blocked => "blocked",
        State::Gone => "gone",
        State::NoRights => "no rights",
    }
}

fn row(message: &Message, zone: Tz) -> String {
    let row = &message.row;
    let more = match row.ended {
        None => ", or the program ended".to_owned(),
        Some(Ended::Delivered(number)) => format!(" as message {number}"),
        Some(Ended::Refused(refusal)) => format!(" ({})", refused(refusal)),
        Some(Ended::Uncertain(Unclear::Failure)) => " (answered with a failure)".to_owned(),
        Some(Ended::Uncertain(Unclear::Silence)) => " (no answer that could be read)".to_owned(),
    };
    let headlines: Vec<String> = message.lines.iter().map(|line| format!("«{}»", line.headline)).collect();
    let (lane, outcome) = (lane(row), outcome(row));
    let shows = if headlines.is_empty() { String::new() } else { format!(": {}", headlines.join(", ")) };
    format!("{}  {lane}, {outcome}{more}{shows}", shown(row.at, zone))
}

fn refused(refusal: Refusal) -> String {
    match refusal {
        Refusal::Blocked => "the bot is blocked or was removed".to_owned(),
        Refusal::Gone => "the account or chat is gone".to_owned(),
        Refusal::NoRights => "the bot may not write there".to_owned(),
        Refusal::Content(form) => format!("Telegram does not take it {}", form_name(form)),
        Refusal::Other(class) => format!("for a reason of a newer version, {class}"),
    }
}

fn form_name(form: Form) -> &'static str {
    match form {
        Form::Photo => "with its photo",
        Form::Formatted => "as formatted text",
        Form::Plain => "as plain text",
    }
}

fn unpublished(plans: &[Plan], obstacle: Option<Obstacle>, zone: Tz) -> String {
    let plan = plans.first().map(|plan| match (plan.why, plan.due) {
        (plans::Cause::Ask, _) => "the editors are asked whether it is breaking".to_owned(),
        (_, Some(due)) => format!("it is to be published at {}", shown(due, zone)),
        (_, None) => "it waits for an editor".to_owned(),
    });
    let why = plan.or_else(|| obstacle.map(|obstacle| said(obstacle, zone)));
    let why = why.unwrap_or_else(|| "it was published before the bot, or nobody has pushed it".to_owned());
    format!("not in the log: {why}")
}

fn said(obstacle: Obstacle, zone: Tz) -> String {
    match obstacle {
        Obstacle::Draft => "it is a draft".to_owned(),
        Obstacle::Embargo(until) => format!("not before {}", shown(until, zone)),
        Obstacle::Withheld => "the newsroom withholds it".to_owned(),
        Obstacle::Withdrawn => "it is withdrawn".to_owned(),
        Obstacle::Held => "it is held: `headliner articles --held` says why".to_owned(),
        Obstacle::Expired => "its time is over (`expires` in its file)".to_owned(),
        Obstacle::SetAside => "it is set aside: Telegram takes it in no form".to_owned(),
    }
}

/// What became of an entry, as a sentence.
fn sentence(why: &Why, newsroom: &Newsroom) -> String {
    let at = |at: Time| shown(at, newsroom.zone);
    match why {
        Why::Has { at: when, message, article, after } => {
            let how = match after {
                None => "delivered".to_owned(),
                Some((doubt, Doubt::SentAgain)) => format!("uncertain at {}, then sent again", at(*doubt)),
                Some((doubt, _)) => format!("uncertain at {}, then named once more", at(*doubt)),
            };
            format!("{how} at {} in message {message} (article {article})", at(*when))
        }
        Why::InFlight(when) => format!("in flight since {}, or the program ended", at(*when)),
        Why::Uncertain(when, doubt) => {
            let next = match doubt {
                Doubt::SentAgain => "it is sent again",
                Doubt::Named => "it is named in the next message",
                Doubt::Left => "nothing more is sent",
            };
            format!("uncertain at {}: it may have arrived; {next}", at(*when))
        }
        Why::Deleted(when) => format!("its message of {} was deleted, since the story was withdrawn", at(*when)),
        Why::Refused(when, class) => format!("refused at {}: {}", at(*when), refused(*class)),
        Why::Tail { at: when, message: Some(number) } => {
            format!("only counted in the tail of message {number} of {}", at(*when))
        }
        Why::Tail { at: when, message: None } => {
            format!("only counted in the tail of the message of {}, which may not have arrived", at(*when))
        }
        Why::Waits(until, delays) => {
            let named: Vec<String> =
                delays.iter().map(|(delay, until)| format!("{} until {}", held(*delay), at(*until))).collect();
            format!("it waits until {}: {}", at(*until), named.join(", "))
        }
        Why::Due => "it is due and waits for its turn".to_owned(),
        other => never(other, newsroom),
    }
}

/// What kept an entry away for good.
fn never(why: &Why, newsroom: &Newsroom) -> String {
    let at = |at: Time| shown(at, newsroom.zone);
    match why {
        Why::BeforeJoining(joined) => format!("it came out before the chat was here ({})", at(*joined)),
        Why::Away { state: how, since, back } => {
            let since = since.map_or_else(String::new, |since| format!(" since {}", at(since)));
            let back = back.map_or_else(String::new, |back| format!(", back since {}", at(back)));
            format!("the chat was away ({}{since}{back})", state(*how))
        }
        Why::NotAsked(lack) => format!("not asked for: {}", lacks(*lack)),
        Why::AskedLater(lack, when) => format!("asked for only at {}; then: {}", at(*when), lacks(*lack)),
        Why::GivenUp(lack, when) => format!("no longer asked for since {}: {}", at(*when), lacks(*lack)),
        Why::Muted(mute) => {
            let rubric = newsroom.rubrics.iter().find(|rubric| rubric.bit == mute.rubric);
            let rubric = rubric.map_or("main", |rubric| rubric.id.as_str());
            format!("{rubric} was muted from {} until {}", at(mute.from), at(mute.until))
        }
        Why::Stopped(when) => {
            format!("an editor stopped it{}", when.map_or_else(String::new, |when| format!(" at {}", at(when))))
        }
        Why::Obstacle(obstacle) => said(*obstacle, newsroom.zone),
        Why::TooOld { before, counted } => {
            let counted =
                counted.map_or_else(String::new, |row| format!("; it was counted in the message of {}", at(row)));
            format!("too old after an outage: what was due before {} is only counted{counted}", at(*before))
        }
        Why::BeyondDigest => "older than a digest reaches back (36 hours)".to_owned(),
        Why::Forgotten => {
            "older than the ledger is kept (HEADLINER_KEEP): nothing so old is sent, and its rows are gone".to_owned()
        }
        Why::Passed(Some(when)) => {
            format!("passed at {}: its article could not be sent then", at(*when))
        }
        _ => "passed: its article could not be sent for a while".to_owned(),
    }
}

fn lacks(lack: Lack) -> &'static str {
    match lack {
        Lack::Away(_) => "the chat was away",
        Lack::Language => "none of the chat's languages",
        Lack::Rubric => "none of its rubrics was on, and it had none of the chat's words",
        Lack::Breaking => "breaking news and its rubrics were off",
        Lack::Thread => "its thread was muted",
        Lack::Ordinary => "the chat took breaking news only",
    }
}

fn held(delay: Delay) -> &'static str {
    match delay {
        Delay::Hold => "Telegram's or the bot's own back-off",
        Delay::Break => "the reader's break",
        Delay::Quiet => "quiet hours",
        Delay::Spacing => "spacing",
        Delay::Digest => "the digest",
        Delay::Limit => "the daily limit",
    }
}

/// When an entry came out, for JSON too.
pub(super) fn lane_of(entry: &Entry) -> &'static str {
    if entry.lane == Lane::Breaking { "breaking" } else { "news" }
}
