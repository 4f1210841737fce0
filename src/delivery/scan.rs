//! Who is to be visited. In: a publication, or the start of the program. Out: chats for the run queue, in batches that
//! are read page by page on a reader of the database, so that a million chats hold up neither writing nor sending.

use std::{sync::Arc, time::Duration};

use tokio::sync::mpsc;

use super::{
    age::Floor,
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

/// How long a search waits after an error of the database.
const AGAIN: Duration = Duration::from_secs(5);

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
    pub later: Vec<(Line, ChatKey, Time)>,
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
                let (asked, tail, now) = (request.clone(), tail.clone(), clock.now());
                let page = store.read(move |reading| page(reading, &asked, &tail, now, &rules, after, to)).await;
                let (page, last) = match page {
                    Ok(page) => page,
                    Err(error) => {
                        // Whoever is not found now would wait for the next start.
                        log::error!("cannot look for readers, trying again: {error}");
                        tokio::time::sleep(AGAIN).await;
                        if found.is_closed() {
                            return;
                        }
                        continue;
                    }
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

/// A chat that was found, and the lane in which it waits.
type Place = (Line, Candidate);

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
    let (due, mut places, full) = match request {
        Request::Entry(entry) => {
            let places = wanting(store, entry, at, after)?;
            let full = places.len() == PAGE as usize;
            (entry.at, places, full)
        }
        Request::Everybody => {
            let (places, full) = behind(store, tail, rules.floor, at, after)?;
            (now, places, full)
        }
    };
    let mut end = full;
    if places.last().is_some_and(|(_, last)| last.key > to) {
        places.retain(|(_, candidate)| candidate.key <= to);
        end = false;
    }
    sort_out(store, tail, now, rules, due, places, end)
}

/// Those who want an entry.
fn wanting(store: &Reading, entry: &Entry, at: Moment, after: ChatKey) -> Result<Vec<Place>> {
    let wanted = Wanted { seq: entry.seq, rubrics: entry.rubrics, languages: entry.languages, main: entry.is_main() };
    let candidates = match entry.lane {
        Lane::Breaking => store.breaking_audience(&wanted, at, after, PAGE)?,
        Lane::News => store.audience(&wanted, at, after, PAGE)?,
    };
    // Whoever takes breaking news as news among others waits with the others.
    let line = |candidate: &Candidate| if candidate.urgent { Line::Breaking } else { Line::News };
    Ok(candidates.into_iter().map(|candidate| (line(&candidate), candidate)).collect())
}

/// Those of a page of all chats who may have something to come; whether there are more pages.
fn behind(store: &Reading, tail: &Tail, floor: Floor, at: Moment, after: ChatKey) -> Result<(Vec<Place>, bool)> {
    let chats = store.behind(at, after, PAGE)?;
    let full = chats.len() == PAGE as usize;
    let mut places: Vec<Place> = Vec::new();
    for chat in chats.iter().filter(|chat| tail.may_concern(chat)) {
        let urgent = chat.urgent && tail.hot_concerns(chat, floor);
        let line = if urgent { Line::Breaking } else { Line::News };
        places.push((line, Candidate { key: chat.key, now: chat.now, urgent }));
    }
    let last = chats.last().map(|chat| chat.key);
    if full && places.last().map(|(_, chat)| chat.key) != last {
        // Keeps the place from which to go on; a visit that finds nothing does nothing.
        places.extend(last.map(|key| (Line::News, Candidate { key, now: true, urgent: false })));
    }
    Ok((places, full))
}

/// Those with nothing in their way are due; of the others each is looked at.
fn sort_out(
    store: &Reading,
    tail: &Tail,
    now: Time,
    rules: &Rules,
    due: Time,
    places: Vec<Place>,
    full: bool,
) -> Result<(Found, Option<ChatKey>)> {
    let (mut urgent, mut news, mut later, mut looked, mut last) = (Vec::new(), Vec::new(), Vec::new(), 0, None);
    let total = places.len();
    for (place, (line, candidate)) in places.into_iter().enumerate() {
        last = Some(candidate.key);
        let mut visit = candidate.now;
        if !visit {
            looked += 1;
            if let Some(facts) = gather(store, candidate.key, tail, now, rules)? {
                match decide(&facts, tail, now, rules) {
                    Decision::Send(_) => visit = true,
                    Decision::Wait(until) => later.push((line, candidate.key, until)),
                    Decision::Nothing => {}
                }
            }
        }
        if visit {
            if line == Line::Breaking { &mut urgent } else { &mut news }.push(candidate.key);
        }
        if looked == CLOSER && place + 1 < total {
            return Ok((found(due, urgent, news, later), last));
        }
    }
    Ok((found(due, urgent, news, later), last.filter(|_| full)))
}

fn found(due: Time, urgent: Vec<ChatKey>, news: Vec<ChatKey>, later: Vec<(Line, ChatKey, Time)>) -> Found {
    Found { due: vec![(Line::Breaking, due, urgent), (Line::News, due, news)], later }
}
