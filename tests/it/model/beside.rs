//! What others say of a chat that is visited: the searches that build the run queue, and the counts before and during a
//! push, may find more chats than a visit has something for, and never fewer; and `trace` names the moment at which the
//! visit comes.

use std::collections::BTreeMap;

use headliner::{
    acts::reach::moment,
    article::Story,
    clock::Time,
    delivery::{
        decide::{
            tail::Tail,
            visit::{Decision, Rules, Shown, decide, gather, wanted},
        },
        trace::why::{Why, look},
        turn::{Given, Planned},
    },
    newsroom::Mode,
    store::{
        self, ChatKey, Entry, Lane, Reading, Result, Seq,
        queue::{Behind, Keys, Moment},
        reach::Reach,
    },
};

use super::world::{Step, World, said};

/// Trace reads much: it is asked at one visit of so many.
const EVERY: usize = 4;

/// What is wrong, if something is.
type Wrong = Option<String>;

/// Whether the searches find the chat for everything that a visit would show now or later.
fn overlooked(store: &Reading, key: ChatKey, tail: &Tail, now: Time, rules: &Rules) -> Result<Wrong> {
    let Some(situation) = gather(store, key, tail, now, rules)? else { return Ok(None) };
    let wants = wanted(&situation, tail, now, rules);
    let keys = Keys { after: ChatKey(key.0 - 1), to: key };
    let at = Moment { now, minute: 0 };
    for entry in wants.entries.iter().map(|(entry, _)| *entry).chain(wants.older) {
        if !is_found(store, entry, at, keys)? {
            return Ok(Some(format!("nobody looks for {:?}, who wants {entry:?}", situation.chat)));
        }
        let behind = store.behind(at, keys)?;
        if !behind.iter().any(|behind| tail.may_concern(behind)) {
            return Ok(Some(format!("at a start nobody looks for {:?}, who wants {entry:?}", situation.chat)));
        }
    }
    let cooled = tail.cooled(rules.floor);
    let hot = |behind: &Behind| tail.is_urgent_for(behind, cooled);
    let urgent = wants.entries.iter().any(|(_, shown)| shown.urgent);
    if urgent && !store.behind(at, keys)?.iter().any(hot) {
        return Ok(Some(format!("at a start breaking news waits behind other news for {:?}", situation.chat)));
    }
    Ok(None)
}

fn is_found(store: &Reading, entry: &Entry, at: Moment, keys: Keys) -> Result<bool> {
    Ok(!store.audience(entry, at, keys)?.is_empty())
}

/// Whether trace tells of the next visit what the visit itself says.
fn differs(store: &Reading, key: ChatKey, tail: &Tail, now: Time, rules: &Rules) -> Result<Wrong> {
    let Some(situation) = gather(store, key, tail, now, rules)? else { return Ok(None) };
    let decision = decide(&situation, tail, now, rules);
    let told = |entry: &Entry| -> Result<Option<Time>> {
        let all = look(store, &situation.chat, entry.article, rules, Time(0), now)?;
        Ok(all.into_iter().find(|(other, _)| other.seq == entry.seq).and_then(|(_, why)| match why {
            Why::Due => Some(now),
            Why::Waits(until, _) => Some(until),
            _ => None,
        }))
    };
    let times: Vec<_> = wanted(&situation, tail, now, rules)
        .entries
        .iter()
        .map(|(entry, _)| Ok((entry.seq, told(entry)?)))
        .collect::<Result<_>>()?;
    // Of what the ledger has something to tell of, that is told, and no time.
    let timed = || times.iter().filter_map(|(_, at)| *at);
    let fair = match &decision {
        Decision::Nothing => timed().next().is_none(),
        Decision::Wait(until) if timed().count() == times.len() => timed().min() == Some(*until),
        Decision::Wait(until) => timed().all(|at| at >= *until),
        Decision::Send(visit) => visit.show.iter().all(|shown| {
            times.iter().filter(|(seq, _)| *seq == shown.seq).all(|(_, at)| at.is_none_or(|at| at == now))
        }),
    };
    Ok((!fair).then(|| format!("trace says {times:?} at {now:?}, the visit says {decision:?}")))
}

/// Which entries the chat gets now, outside a digest: that is what a push waits for.
fn gets(store: &Reading, key: ChatKey, tail: &Tail, now: Time, rules: &Rules) -> Result<Vec<Seq>> {
    let Some(situation) = gather(store, key, tail, now, rules)? else { return Ok(Vec::new()) };
    let Decision::Send(visit) = decide(&situation, tail, now, rules) else { return Ok(Vec::new()) };
    let chat = &situation.chat;
    let own = |shown: &&Shown| {
        let entry = tail.entries().iter().find(|entry| entry.seq == shown.seq);
        let at_once = |entry: &Entry| match chat.mode {
            // What is over the limit comes with a digest whatever the spacing: nobody counts on it before.
            Mode::Now => shown.urgent || chat.last.is_none_or(|last| last > now || last + chat.spacing <= now),
            Mode::Mixed => shown.urgent || entry.is_main(),
            Mode::Digest | Mode::Breaking => shown.urgent,
        };
        entry.is_some_and(|entry| is_own(entry, shown) && at_once(entry))
    };
    Ok(visit.show.iter().filter(own).map(|shown| shown.seq).collect())
}

/// Breaking news that comes as news among others is not what its push counts.
fn is_own(entry: &Entry, shown: &Shown) -> bool {
    shown.urgent == (entry.lane == Lane::Breaking)
}

impl World<'_> {
    /// Whether a publication that was just made reaches no more chats than were told before.
    pub(super) fn reaches(&mut self, seq: Seq, told: &Reach) -> Step {
        self.turn(&[], &[])?; // looks at the log
        let (store, now, Given { tail, rules, .. }) = (self.store, Time(self.now), &self.given);
        let mut wants = 0;
        for key in self.slots.iter().filter_map(|slot| slot.key) {
            let Some(situation) = gather(store, key, tail, now, rules).map_err(said)? else { continue };
            let wanted = wanted(&situation, tail, now, rules).entries;
            wants += u32::from(wanted.iter().any(|(entry, shown)| entry.seq == seq && is_own(entry, shown)));
        }
        let fair = wants <= told.audience + told.paused + told.paused_rooms;
        if fair { Ok(()) } else { Err(format!("{wants} want {seq:?}, told was {told:?}")) }
    }

    /// Whether everybody who gets something now is among those who are still to get it.
    fn counted(&self) -> std::result::Result<Wrong, store::Error> {
        let (store, now, Given { tail, rules, .. }) = (self.store, Time(self.now), &self.given);
        let mut due: BTreeMap<Seq, u32> = BTreeMap::new();
        for key in self.slots.iter().filter_map(|slot| slot.key) {
            for seq in gets(store, key, tail, now, rules)? {
                *due.entry(seq).or_default() += 1;
            }
        }
        for (seq, due) in due {
            let Some(entry) = store.entry(seq)? else { continue };
            let told = store.pending_for(&entry, moment(now, rules.zone))?;
            if told < due {
                return Ok(Some(format!("{due} get {entry:?} at {now:?}, {told} are counted")));
            }
        }
        Ok(None)
    }

    /// Searches, counts and trace know the chat as its visit will.
    pub(super) fn beside(&mut self, key: ChatKey) -> Step {
        self.turn(&[], &[])?; // looks at the log
        let (store, now, Given { tail, rules, .. }) = (self.store, Time(self.now), &self.given);
        let mut wrong = overlooked(store, key, tail, now, rules).map_err(said)?;
        if wrong.is_none() && self.story.len().is_multiple_of(EVERY) {
            wrong = differs(store, key, tail, now, rules).map_err(said)?;
        }
        if wrong.is_none() && self.story.len() % EVERY == 1 {
            wrong = self.counted().map_err(said)?;
        }
        wrong.map_or(Ok(()), Err)
    }

    /// What is kept of a message is what it is rendered from.
    pub(super) fn is_kept(&self, planned: &Planned) -> Step {
        let kept = self.store.edition(planned.edition).map_err(said)?;
        let stories = planned.contents.stories.iter().chain(planned.contents.named());
        let stories = stories.map(|(key, revision)| self.store.story_as(*key, *revision).map_err(said));
        let stories = stories.collect::<std::result::Result<Option<Vec<_>>, _>>()?;
        let given: Vec<Story> =
            planned.stories.iter().chain(&planned.mentions).map(|story| Story::clone(story)).collect();
        let fair = kept.as_ref() == Some(&planned.contents) && stories.as_ref() == Some(&given);
        if fair { Ok(()) } else { Err(format!("{:?} is sent, {kept:?} is kept, of {stories:?}", planned.contents)) }
    }
}
