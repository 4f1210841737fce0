//! Why a chat has an article, or has it not. In: the article's entries in the log, the chat with its history, the
//! ledger's rows that show the story, the rules by which visits are decided. Out: [`Why`], one for each entry. It is the
//! answer of `headliner trace`; a visit never asks it. [`look`] reads, [`why`] is a plain function. An answer is what
//! the ledger tells; where it is silent, the first thing that stood in the way, in the order in which it would have.

#[cfg(test)]
mod tests;

use super::super::decide::{
    age::{is_beyond_digest, is_too_old},
    doubt::Doubts,
    follow::{self, Sent},
    layout::AFTER_PAUSE,
    mentions::mentions,
    tail::Tail,
    timing::{Coming, Day, Delay},
    visit::{Facts, Rules, Wanted, gather, next_visit, wanted},
    wants::{Lack, Reason, is_silent},
};
use super::super::obstacle::{Obstacle, obstacle};
use super::history::History;
use crate::{
    article::{ArticleKey, Form},
    clock::Time,
    config::Uncertain,
    store::{
        Chat, Cursor, Entry, Reading, Result, State,
        ledger::{Copy, Delivery, Ended, Refusal},
        plans::Plan,
        wishes::Mute,
    },
};

/// What became of an entry for a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The story stands in the chat.
    Has {
        /// Since then.
        at: Time,
        /// As this message; 0: its number could not be read.
        message: i64,
        /// In this version.
        article: ArticleKey,
        /// After a send that nobody knows the end of.
        after: Option<(Time, Doubt)>,
    },
    /// Its message is on its way since then.
    InFlight(Time),
    /// Nobody knows whether it arrived then; what is done about it.
    Uncertain(Time, Doubt),
    /// Telegram refused it then.
    Refused(Time, Refusal),
    /// Its message of then was deleted, since the story was withdrawn.
    Deleted(Time),
    /// Only counted in the tail of a message.
    Tail {
        /// Of then.
        at: Time,
        /// Its number, if it arrived.
        message: Option<i64>,
    },
    /// It came out before the chat was there.
    BeforeJoining(Time),
    /// The chat was away.
    Away {
        /// How.
        state: State,
        /// Since when, where that is told.
        since: Option<Time>,
        /// When it came back.
        back: Option<Time>,
    },
    /// It had not asked for this.
    NotAsked(Lack),
    /// It had not asked for this; it did so only then.
    AskedLater(Lack, Time),
    /// It stopped asking for this then, before it could come.
    GivenUp(Lack, Time),
    /// Its rubric was muted, from then until then.
    Muted(Mute),
    /// An editor stopped it then.
    Stopped(Option<Time>),
    /// Its article may not be sent.
    Obstacle(Obstacle),
    /// An outage made it too old.
    TooOld {
        /// Whatever would have been due before then is only counted.
        before: Time,
        /// In the message of then.
        counted: Option<Time>,
    },
    /// A digest does not reach so far back.
    BeyondDigest,
    /// It is older than the ledger's rows are kept: nothing so old is sent, and no row would be left to tell.
    Forgotten,
    /// It waits until then, for these reasons.
    Waits(Time, Vec<(Delay, Time)>),
    /// It is due and waits for its turn at the gate.
    Due,
    /// A message of then (or the chat's return) passed it, for a reason that is not kept: its article could not be sent
    /// for a while.
    Passed(Option<Time>),
}

/// What is done about a send that nobody knows the end of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It is sent once more.
    SentAgain,
    /// It is named in the chat's next message.
    Named,
    /// Nothing any more.
    Left,
}

/// All that bears on one entry for one chat.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// When it was stopped.
    pub stopped: Option<Time>,
    /// What stands in its article's way.
    pub obstacle: Option<Obstacle>,
    /// The chat as it is.
    pub chat: &'a Chat,
    /// What happened to it.
    pub history: &'a History,
    /// Its mutes.
    pub mutes: &'a [Mute],
    /// The ledger's rows that show the story, oldest first.
    pub copies: &'a [Copy],
    /// The row that decided the entry, and how many stories it shows.
    pub decided: Option<(&'a Delivery, usize)>,
    /// What a visit would be decided from now; `None`: the chat is closed, or a message to it is in flight.
    pub facts: Option<&'a Facts>,
    /// The end of the log.
    pub tail: &'a Tail,
    /// What holds for all chats.
    pub rules: &'a Rules,
    /// Nothing older is sent, and older rows are forgotten.
    pub oldest: Time,
    /// The time.
    pub now: Time,
}

/// Reads what became of each entry of an article for a chat. None: the article was never published.
pub fn look(
    store: &Reading,
    chat: &Chat,
    article: ArticleKey,
    rules: &Rules,
    oldest: Time,
    now: Time,
) -> Result<Vec<(Entry, Why)>> {
    let mut tail = Tail::default();
    tail.refresh(store, oldest)?;
    let facts = gather(store, chat.key, &tail, now, rules)?;
    let (history, mutes) = (History::read(store, chat)?, store.mutes(chat.key)?);
    let mut copies = store.stories_served(chat.key, Time(0))?;
    let mut rows = Vec::new();
    for row in store.last_deliveries(chat.key, u32::MAX)?.into_iter().rev() {
        let stories = store.edition_articles(row.edition)?.len();
        rows.push((row, stories));
    }
    let listed = store.listed(article)?;
    let obstacle = listed.map(|listed| obstacle(store, &listed, now)).transpose()?.flatten();
    let mut answers = Vec::new();
    for entry in store.entries_of(article)? {
        copies.retain(|copy| copy.story == entry.story);
        let decided = rows.iter().find(|(row, stories)| decides(row, *stories, &entry, rules.uncertain));
        let case = Case {
            entry: &entry,
            stopped: store.stopped_at(entry.seq)?,
            obstacle,
            chat,
            history: &history,
            mutes: &mutes,
            copies: &copies,
            decided: decided.map(|(row, stories)| (row, *stories)),
            facts: facts.as_ref(),
            tail: &tail,
            rules,
            oldest,
            now,
        };
        let why = why(&case);
        answers.push((entry, why));
    }
    Ok(answers)
}

/// What an article that was never published waits for.
pub fn unpublished(store: &Reading, article: ArticleKey, now: Time) -> Result<(Vec<Plan>, Option<Obstacle>)> {
    let listed = store.listed(article)?;
    let obstacle = listed.map(|listed| obstacle(store, &listed, now)).transpose()?.flatten();
    Ok((store.plans_of(article)?, obstacle))
}

/// Whether this row's outcome moved the cursor that decides the entry past it.
fn decides(row: &Delivery, stories: usize, entry: &Entry, policy: Uncertain) -> bool {
    let most = Doubts::default().most();
    let sent = Sent { served: row.served, form: Form::Plain, attempt: row.attempt, most, stories }; // the refusal names the form
    row.ended.is_some_and(|ended| follow::decides(ended, sent, policy))
        && row.served.moves(Cursor::of(entry))
        && row.at >= entry.at
        && row.upto >= entry.seq
}

/// What became of the entry.
pub fn why(case: &Case) -> Why {
    by_ledger(case).or_else(|| unwanted(case)).or_else(|| kept_back(case)).unwrap_or_else(|| undecided(case))
}

fn is_decided(case: &Case) -> bool {
    case.chat.cursors.decided(case.entry)
}

/// What the ledger tells.
fn by_ledger(case: &Case) -> Option<Why> {
    let doubtful = |copy: &&Copy| matches!(copy.row.ended, Some(Ended::Uncertain(_)));
    if let Some(open) = case.copies.iter().find(|copy| copy.row.ended.is_none()) {
        return Some(Why::InFlight(open.row.at));
    }
    let arrived = case.copies.iter().find_map(|copy| match copy.row.ended {
        Some(Ended::Delivered(message)) if !copy.deleted => Some((copy, message)),
        _ => None,
    });
    if let Some((copy, message)) = arrived {
        let before = case.copies.iter().filter(doubtful).find(|doubt| doubt.row.at < copy.row.at);
        let what = if copy.named { Doubt::Named } else { Doubt::SentAgain };
        let after = before.map(|doubt| (doubt.row.at, what));
        return Some(Why::Has { at: copy.row.at, message, article: copy.article, after });
    }
    if let Some(copy) = case.copies.iter().rfind(|copy| copy.deleted && copy.row.at >= case.entry.at)
        && is_decided(case)
    {
        return Some(Why::Deleted(copy.row.at));
    }
    let last = case.copies.iter().rfind(|copy| copy.row.at >= case.entry.at || doubtful(copy))?;
    match last.row.ended? {
        Ended::Uncertain(_) => Some(Why::Uncertain(last.row.at, doubt(case, last))),
        Ended::Refused(Refusal::Content(_)) if !is_decided(case) => None,
        Ended::Refused(refusal) => Some(Why::Refused(last.row.at, refusal)),
        Ended::Delivered(_) => None,
    }
}

/// What is still done about this one.
fn doubt(case: &Case, copy: &Copy) -> Doubt {
    let Some(facts) = case.facts else { return Doubt::Left };
    let Wanted { entries, .. } = wanted(facts, case.tail, case.now, case.rules);
    if entries.iter().any(|(entry, _)| entry.story == copy.story) {
        Doubt::SentAgain
    } else if mentions(facts, &entries, case.tail, case.now).contains(&copy.article) {
        Doubt::Named
    } else {
        Doubt::Left
    }
}

/// When the entry was decided, stopped, or could still be wanted.
fn until(case: &Case) -> Time {
    let decided = case.decided.map(|(row, _)| row.at);
    [decided, case.stopped].into_iter().flatten().min().unwrap_or(case.now)
}

/// The chat had not asked for it, was not there, or did not stay.
fn unwanted(case: &Case) -> Option<Why> {
    let Case { entry, history, .. } = *case;
    if entry.at < case.chat.joined {
        return Some(Why::BeforeJoining(case.chat.joined));
    }
    let away = |state, since| Why::Away { state, since, back: history.back_after(entry.at) };
    match history.at(entry.at).reason(entry) {
        Err(Lack::Away(state)) => return Some(away(state, history.away_since(entry.at))),
        Err(lack) => {
            return Some(match history.asked_later(entry) {
                Some(at) => Why::AskedLater(lack, at),
                None => Why::NotAsked(lack),
            });
        }
        Ok(_) => {}
    }
    let until = until(case);
    match history.given_up(entry, until) {
        Some((at, Lack::Away(state))) => {
            let back = history.back_after(at);
            return Some(Why::Away { state, since: Some(at), back });
        }
        Some((at, lack)) => return Some(Why::GivenUp(lack, at)),
        None => {}
    }
    muted(case, until)
}

/// Each rubric by which it would come was muted when it came out, or is.
fn muted(case: &Case, until: Time) -> Option<Why> {
    let kept = case.history.kept(case.entry.at, until);
    let moments = [case.entry.at, until];
    if kept.clone().unmuted(case.mutes, moments).reason(case.entry).is_ok() {
        return None;
    }
    let Ok(Reason::Rubric(bit)) = kept.reason(case.entry) else { return None };
    let mut silent = case.mutes.iter().filter(|mute| mute.rubric == bit && is_silent(mute, moments));
    silent.next().map(|mute| Why::Muted(*mute))
}

/// It was wanted, and something else kept it back for good.
fn kept_back(case: &Case) -> Option<Why> {
    let Case { entry, chat, rules, .. } = *case;
    if entry.stopped {
        return Some(Why::Stopped(case.stopped));
    }
    if let Some(obstacle) = case.obstacle {
        return Some(Why::Obstacle(obstacle));
    }
    let row = case.decided.map(|(row, _)| row);
    if row.is_none() && entry.at < case.oldest {
        return Some(Why::Forgotten);
    }
    let at = row.map_or(case.now, |row| row.at);
    let then = Chat { mode: case.history.at(at).mode, ..chat.clone() };
    let day = Day { chat: &then, zone: chat.zone.unwrap_or(rules.zone), full: false };
    if at >= rules.floor.ended && is_too_old(entry, &day, rules.floor) {
        return Some(Why::TooOld { before: rules.floor.before, counted: row.map(|row| row.at) });
    }
    if is_beyond_digest(entry, &day, at) && (row.is_some() || !is_decided(case)) {
        return Some(Why::BeyondDigest);
    }
    if let Some((row, _)) = case.decided.filter(|(_, shown)| *shown >= AFTER_PAUSE) {
        let message = match row.ended {
            Some(Ended::Delivered(message)) => Some(message),
            _ => None,
        };
        return Some(Why::Tail { at: row.at, message });
    }
    is_decided(case).then_some(Why::Passed(row.map(|row| row.at)))
}

/// It is wanted and still to come: with the first of the visits ahead that decides it, and not before those that come first.
fn undecided(case: &Case) -> Why {
    let Some(facts) = case.facts else { return Why::Due };
    let Wanted { mut entries, .. } = wanted(facts, case.tail, case.now, case.rules);
    let mut before: Option<Coming> = None;
    while entries.iter().any(|(entry, _)| entry.seq == case.entry.seq) {
        let Some(coming) = next_visit(facts, &entries, case.now, case.rules) else { break };
        let served = coming.served;
        let last = before.take().filter(|before| before.due > coming.due).unwrap_or(coming);
        if served.moves(Cursor::of(case.entry)) {
            return if last.delays.is_empty() { Why::Due } else { Why::Waits(last.due, last.delays) };
        }
        entries.retain(|(entry, _)| !served.moves(Cursor::of(entry)));
        before = Some(last);
    }
    Why::Passed(None)
}
