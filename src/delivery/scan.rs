//! Who is to be visited. In: a publication, or the start of the program. Out: chats for the run queue, in batches that
//! are read page by page on a reader of the database, so that a million chats hold up neither writing nor sending.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::{
    run_queue::Line,
    tail::Tail,
    timing::minute_of,
    visit::{Decision, Rules, decide, gather},
};
use crate::{
    clock::{Clock, Time},
    store::{
        ChatKey, Entry, Lane, Reading, Result, Store,
        queue::{Candidate, Moment, Wanted},
    },
};

/// How many chats are read at a time: some milliseconds of reading.
const PAGE: u32 = 20_000;
/// Where a page needs a closer look at each chat, it is read in smaller pieces.
const CLOSER: usize = 2_000;

/// What to look for.
#[derive(Clone, Debug)]
pub enum Request {
    /// Whoever wants this entry.
    Entry(Entry),
    /// Everybody who is behind: at start.
    Everybody,
}

/// Chats that were found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// To visit now, with the lane and the time since which they are due.
    pub due: Vec<(Line, Time, Vec<ChatKey>)>,
    /// To visit later.
    pub later: Vec<(ChatKey, Time)>,
}

/// Answers requests one after the other until nobody listens any more.
pub async fn run(
    store: Store,
    clock: Clock,
    mut requests: mpsc::UnboundedReceiver<(Request, Arc<Tail>, Rules)>,
    found: mpsc::Sender<Found>,
) {
    while let Some((request, tail, rules)) = requests.recv().await {
        let ranges = match &request {
            // Not always the same reader last: the start moves with the log.
            Request::Entry(entry) => rotated(&store, entry).await,
            Request::Everybody => vec![(ChatKey(0), ChatKey(i64::MAX))],
        };
        for (mut after, to) in ranges {
            loop {
                let (request, tail, now) = (request.clone(), tail.clone(), clock.now());
                let page = store.read(move |reading| page(reading, &request, &tail, now, &rules, after, to)).await;
                let Ok((page, last)) = page.inspect_err(|error| log::error!("cannot look for readers: {error}")) else {
                    break;
                };
                if found.send(page).await.is_err() {
                    return;
                }
                match last {
                    Some(last) => after = last,
                    None => break,
                }
            }
        }
    }
}

/// The keys in two ranges: from a place that moves with the log to the end, then from the beginning to that place.
async fn rotated(store: &Store, entry: &Entry) -> Vec<(ChatKey, ChatKey)> {
    const STEP: i64 = 7919; // a prime: neighbours in the log begin far apart
    let last = store.read(|reading| reading.last_chat()).await.ok().flatten().map_or(0, |key| key.0);
    if last < 2 || entry.lane == Lane::Breaking {
        return vec![(ChatKey(0), ChatKey(i64::MAX))];
    }
    let start = ChatKey(entry.seq.0.wrapping_mul(STEP).rem_euclid(last));
    vec![(start, ChatKey(i64::MAX)), (ChatKey(0), start)]
}

/// One page after `after`, not beyond `to`; with the key from which to go on, if there may be more.
fn page(
    store: &Reading,
    request: &Request,
    tail: &Tail,
    now: Time,
    rules: &Rules,
    after: ChatKey,
    to: ChatKey,
) -> Result<(Found, Option<ChatKey>)> {
    let at = Moment { now, minute: minute_of(&now.utc().with_timezone(&rules.zone)).0 };
    let (line, due, mut candidates, full) = match request {
        Request::Entry(entry) => {
            let wanted =
                Wanted { seq: entry.seq, rubrics: entry.rubrics, languages: entry.languages, main: entry.is_main() };
            let (line, candidates) = match entry.lane {
                Lane::Breaking => (Line::Breaking, store.breaking_audience(&wanted, at, after, PAGE)?),
                Lane::News => (Line::News, store.audience(&wanted, at, after, PAGE)?),
            };
            let full = candidates.len() == PAGE as usize;
            (line, entry.at, candidates, full)
        }
        Request::Everybody => {
            let behind = store.behind(at, after, PAGE)?;
            let full = behind.len() == PAGE as usize;
            let last = behind.last().map(|chat| chat.key);
            let mut concerned: Vec<Candidate> = behind
                .iter()
                .filter(|chat| tail.may_concern(chat))
                .map(|chat| Candidate { key: chat.key, now: chat.now })
                .collect();
            if full && concerned.last().map(|chat| chat.key) != last {
                // Keeps the place from which to go on; a visit that finds nothing does nothing.
                concerned.extend(last.map(|key| Candidate { key, now: true }));
            }
            (Line::News, now, concerned, full)
        }
    };
    let mut end = full;
    if candidates.last().is_some_and(|last| last.key > to) {
        candidates.retain(|candidate| candidate.key <= to);
        end = false;
    }
    sort_out(store, tail, now, rules, line, due, candidates, end)
}

/// Those with nothing in their way are due; of the others each is looked at.
#[allow(clippy::too_many_arguments)]
fn sort_out(
    store: &Reading,
    tail: &Tail,
    now: Time,
    rules: &Rules,
    line: Line,
    due: Time,
    candidates: Vec<Candidate>,
    full: bool,
) -> Result<(Found, Option<ChatKey>)> {
    let (mut visit, mut later, mut looked, mut last) = (Vec::new(), Vec::new(), 0, None);
    let total = candidates.len();
    for (place, candidate) in candidates.into_iter().enumerate() {
        last = Some(candidate.key);
        if candidate.now {
            visit.push(candidate.key);
            continue;
        }
        looked += 1;
        if let Some(facts) = gather(store, candidate.key, tail, now, rules)? {
            match decide(&facts, tail, now, rules) {
                Decision::Send(_) => visit.push(candidate.key),
                Decision::Wait(until) => later.push((candidate.key, until)),
                Decision::Nothing => {}
            }
        }
        if looked == CLOSER && place + 1 < total {
            return Ok((Found { due: vec![(line, due, visit)], later }, last));
        }
    }
    Ok((Found { due: vec![(line, due, visit)], later }, last.filter(|_| full)))
}
