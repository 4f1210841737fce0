//! Who is to be visited. In: a publication, or the start of the program. Out: chats for the run queue, in batches that
//! are read range by range on readers of the database, so that a million chats hold up neither writing nor sending.

use std::{sync::Arc, time::Duration};

use futures_util::{StreamExt, stream};
use tokio::sync::{mpsc, watch};

use super::{
    decide::{
        age::Floor,
        tail::Tail,
        timing::minute_of,
        visit::{Decision, Rules, decide, gather},
    },
    gate::lanes,
};
use crate::{
    clock::{Clock, Time},
    store::{
        ChatKey, Entry, Lane, Reading, Result, Seq, Store,
        queue::{Candidate, Keys, Moment},
    },
};

/// How many keys are read at a time: some milliseconds of reading.
const RANGE: i64 = 20_000;
/// How many ranges are read at the same time.
const READERS: usize = 2;
/// Where a range needs a closer look at each chat, it is read in smaller pieces.
const CLOSER: usize = 2_000;
/// How long a search waits after an error of the database.
const AGAIN: Duration = Duration::from_secs(5);

/// What to look for.
#[derive(Clone, Debug)]
enum Request {
    /// Whoever wants this entry.
    Entry(Entry),
    /// Everybody who is behind: at start.
    Everybody,
}

/// Chats that were found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// To visit now, with the lane and the time since which they are due.
    pub due: Vec<(lanes::Lane, Time, Vec<ChatKey>)>,
    /// To visit later.
    pub later: Vec<(lanes::Lane, ChatKey, Time)>,
}

/// What is known of the log.
#[derive(Clone)]
struct Known {
    tail: Arc<Tail>,
    rules: Rules,
    /// Its head when it was first read: everybody who is behind that is looked for at once.
    begun: Seq,
}

/// Where it is told what is known of the log. Those who are to get breaking news are not looked for behind those who are to
/// get other news. Nothing is queued: the log itself says what has not been looked for yet.
pub struct Searches(watch::Sender<Option<Known>>);

impl Searches {
    /// Begins to listen, until this is dropped; with where those who are found come out.
    pub fn start(store: &Store, clock: &Clock) -> (Searches, mpsc::Receiver<Found>) {
        let (give, found) = mpsc::channel(4);
        let (tell, known) = watch::channel(None);
        for lane in [Lane::Breaking, Lane::News] {
            tokio::spawn(run(lane, store.clone(), clock.clone(), known.clone(), give.clone()));
        }
        (Searches(tell), found)
    }

    /// Looks for whoever wants what has been published since the last time; the first time for everybody who is behind.
    pub fn search(&self, tail: &Arc<Tail>, rules: Rules) {
        self.0.send_modify(|known| {
            let begun = known.as_ref().map_or(tail.head(), |known| known.begun);
            *known = Some(Known { tail: tail.clone(), rules, begun });
        });
    }
}

/// Searches for the readers of one lane's entries, one entry after the other, until nobody listens any more.
async fn run(
    lane: Lane,
    store: Store,
    clock: Clock,
    mut known: watch::Receiver<Option<Known>>,
    found: mpsc::Sender<Found>,
) {
    let mut looked: Option<Seq> = None;
    while known.changed().await.is_ok() {
        let Some(Known { tail, rules, begun }) = known.borrow_and_update().clone() else { continue };
        let everybody = (looked.is_none() && lane == Lane::News).then_some(Request::Everybody);
        let after = if everybody.is_some() { tail.head() } else { looked.unwrap_or(begun) };
        let new = tail.after(after).iter().filter(|entry| entry.lane == lane && !entry.stopped);
        let requests: Vec<Request> = everybody.into_iter().chain(new.cloned().map(Request::Entry)).collect();
        looked = Some(tail.head());
        for request in requests {
            let search = Search { store: store.clone(), clock: clock.clone(), request, tail: tail.clone(), rules };
            if search.run(&found).await.is_none() {
                return;
            }
        }
    }
}

/// The keys in ranges. For ordinary news from a place that moves with the log to the end, then from the beginning to that
/// place: not always the same reader is last.
fn ranges(request: &Request, last: ChatKey) -> Vec<Keys> {
    const STEP: i64 = 7919; // a prime: neighbours in the log begin far apart
    let start = match request {
        Request::Entry(entry) if entry.lane == Lane::News => entry.seq.0.wrapping_mul(STEP).rem_euclid(last.0.max(1)),
        Request::Entry(_) | Request::Everybody => 0,
    };
    let pieces = |from: i64, to: i64| {
        let step = usize::try_from(RANGE).expect("it is small");
        (from..to).step_by(step).map(move |after| Keys { after: ChatKey(after), to: ChatKey((after + RANGE).min(to)) })
    };
    pieces(start, last.0).chain(pieces(0, start)).collect()
}

#[derive(Clone)]
struct Search {
    store: Store,
    clock: Clock,
    request: Request,
    tail: Arc<Tail>,
    rules: Rules,
}

impl Search {
    /// Hands on whoever is found. `None`: nobody listens.
    async fn run(&self, found: &mpsc::Sender<Found>) -> Option<()> {
        let last = self.read(found, |_, reading| reading.last_chat()).await?.unwrap_or(ChatKey(0));
        // Several at a time, handed on in their order.
        let ranges = stream::iter(ranges(&self.request, last).into_iter().map(|keys| self.range(found, keys)));
        let mut ranges = std::pin::pin!(ranges.buffered(READERS));
        while let Some(pieces) = ranges.next().await {
            for piece in pieces {
                found.send(piece).await.ok()?;
            }
        }
        Some(())
    }

    /// Reads until that succeeds: whoever is not found now would wait for the next start. `None`: nobody listens.
    async fn read<T: Send + 'static>(
        &self,
        found: &mpsc::Sender<Found>,
        look: impl Fn(&Search, &Reading) -> Result<T> + Clone + Send + 'static,
    ) -> Option<T> {
        loop {
            let (search, look) = (self.clone(), look.clone());
            match self.store.read(move |reading| look(&search, reading)).await {
                Ok(read) => return Some(read),
                Err(error) => log::error!("cannot look for readers, trying again: {error}"),
            }
            tokio::time::sleep(AGAIN).await;
            if found.is_closed() {
                return None;
            }
        }
    }

    /// Whoever is found among these keys.
    async fn range(&self, found: &mpsc::Sender<Found>, mut keys: Keys) -> Vec<Found> {
        let mut pieces = Vec::new();
        loop {
            let read = self.read(found, move |search, reading| search.piece(reading, keys)).await;
            let Some((piece, last)) = read else { return pieces };
            pieces.push(piece);
            let Some(last) = last else { return pieces };
            keys.after = last;
        }
    }

    /// Whoever is found among the first of these keys; with the last one looked at, if there are more.
    fn piece(&self, store: &Reading, keys: Keys) -> Result<(Found, Option<ChatKey>)> {
        let now = self.clock.now();
        let at = Moment { now, minute: minute_of(&now.utc().with_timezone(&self.rules.zone)).0 };
        let (due, places) = match &self.request {
            Request::Entry(entry) => (entry.at, wanting(store, entry, at, keys)?),
            Request::Everybody => (now, behind(store, &self.tail, self.rules.floor, at, keys)?),
        };
        sort_out(store, &self.tail, now, &self.rules, due, places)
    }
}

/// A chat that was found, and the lane in which it waits.
type Place = (lanes::Lane, Candidate);

/// Those who want an entry.
fn wanting(store: &Reading, entry: &Entry, at: Moment, keys: Keys) -> Result<Vec<Place>> {
    // Whoever takes breaking news as news among others waits with the others.
    let lane = |candidate: &Candidate| if candidate.urgent { lanes::Lane::Breaking } else { lanes::Lane::News };
    Ok(store.audience(entry, at, keys)?.into_iter().map(|candidate| (lane(&candidate), candidate)).collect())
}

/// Those who may have something to come.
fn behind(store: &Reading, tail: &Tail, floor: Floor, at: Moment, keys: Keys) -> Result<Vec<Place>> {
    let (chats, cooled) = (store.behind(at, keys)?, tail.cooled(floor));
    let concerned = chats.iter().filter(|chat| tail.may_concern(chat));
    let place = concerned.map(|chat| {
        let urgent = tail.is_urgent_for(chat, cooled);
        let lane = if urgent { lanes::Lane::Breaking } else { lanes::Lane::News };
        // Most who follow a word have nothing pending for it: each is looked at.
        let now = chat.now && !tail.may_concern_by_word(chat);
        (lane, Candidate { key: chat.key, now, urgent })
    });
    Ok(place.collect())
}

/// Those with nothing in their way are due; of the others each is looked at. Also the last one looked at, if there are more.
fn sort_out(
    store: &Reading,
    tail: &Tail,
    now: Time,
    rules: &Rules,
    due: Time,
    places: Vec<Place>,
) -> Result<(Found, Option<ChatKey>)> {
    let (mut urgent, mut news, mut later, mut looked) = (Vec::new(), Vec::new(), Vec::new(), 0);
    let total = places.len();
    for (place, (lane, candidate)) in places.into_iter().enumerate() {
        let mut visit = candidate.now;
        if !visit {
            looked += 1;
            match gather(store, candidate.key, tail, now, rules)? {
                Some(facts) => match decide(&facts, tail, now, rules) {
                    Decision::Send(_) => visit = true,
                    Decision::Wait(until) => later.push((lane, candidate.key, until)),
                    Decision::Nothing => {}
                },
                // What is on its way to it was planned before: it is visited again when that has ended.
                None => visit = store.is_open(candidate.key)?,
            }
        }
        if visit {
            if lane == lanes::Lane::Breaking { &mut urgent } else { &mut news }.push(candidate.key);
        }
        if looked == CLOSER && place + 1 < total {
            return Ok((found(due, urgent, news, later), Some(candidate.key)));
        }
    }
    Ok((found(due, urgent, news, later), None))
}

fn found(due: Time, urgent: Vec<ChatKey>, news: Vec<ChatKey>, later: Vec<(lanes::Lane, ChatKey, Time)>) -> Found {
    Found { due: vec![(lanes::Lane::Breaking, due, urgent), (lanes::Lane::News, due, news)], later }
}
