//! A visit: what one chat gets now. In: the chat with all that bears on it, the tail of the log, the ledger's answers,
//! the time. Out: [`Visit`], what to show and what its outcome will decide; or that it waits; or that there is
//! nothing. Deciding only: [`gather`] reads, [`decide`] is a plain function.

use std::{collections::BTreeSet, time::Duration};

use chrono_tz::Tz;

pub use super::age::Floor;
use super::{
    age::{is_beyond_digest, is_cooled, is_too_old, waits_for_digest},
    doubt::Doubts,
    fewer,
    layout::{Besides, layout, may_offer},
    mentions::mentions,
    overnight::overnight,
    pauses,
    selection::{in_order, one_per_story, only_the_oldest},
    tail::Tail,
    timing::{Coming, Day, Delay, Pending, midnight},
    wants::{Reason, Wishes},
};
use crate::{
    article::{ArticleKey, Form},
    clock::{APART, Time},
    config::Uncertain,
    newsroom::Mode,
    store::{
        Chat, ChatKey, Cursor, Entry, Kind, Reading, Result, Seq, State, Volume,
        editions::Layout,
        events::What,
        ledger::{Delivery, Ended, Refusal, Served},
        wishes::{Mute, Since},
        words::Follow,
    },
};

/// How many of a chat's newest visits are looked at for unfinished business: more than can ever be unfinished.
const RECENT: u32 = 8;

/// All that bears on a visit to one chat.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The chat.
    pub chat: Chat,
    /// Its exceptions.
    pub since: Vec<Since>,
    /// Its mutes.
    pub mutes: Vec<Mute>,
    /// Its words and threads.
    pub follows: Vec<Follow>,
    /// The ledger's rows of its newest visits, newest first.
    pub recent: Vec<Delivery>,
    /// What its messages leave in doubt, and what it has; read only where it may have something already.
    pub doubts: Doubts,
    /// It has had its ordinary messages of today.
    pub full: bool,
    /// When it last came back; read only where something may have to be mentioned.
    pub returned: Option<Time>,
    /// What came as breaking news at night, and has been named in no message since.
    pub overnight: Vec<ArticleKey>,
    /// It has had much today, and nobody has offered it a digest lately.
    pub offers: bool,
}

/// What holds for all chats.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// The newsroom's zone.
    pub zone: Tz,
    /// What is done about sends that nobody knows the end of.
    pub uncertain: Uncertain,
    /// What an outage made too old.
    pub floor: Floor,
    /// Since when the line to Telegram has been well: the pauses of what is in doubt run from then.
    pub line_well: Time,
    /// How long after a time that has surely come it may be: what is only too old if the clock is right is not.
    pub doubtful: Duration,
}

impl Rules {
    /// Rules under which the line has always been well and the clock is right.
    pub fn new(zone: Tz, uncertain: Uncertain, floor: Floor) -> Rules {
        Rules { zone, uncertain, floor, line_well: Time(0), doubtful: Duration::ZERO }
    }
}

/// What a chat gets, and what the outcome decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The chat.
    pub chat: ChatKey,
    /// Which cursors the outcome moves.
    pub served: Served,
    /// The stretch of the log: after…
    pub after: Seq,
    /// …up to the head when it was planned.
    pub upto: Seq,
    /// What is shown: entries, the leading one first.
    pub show: Vec<Shown>,
    /// Named once more, since they may not have arrived.
    pub mentions: Vec<ArticleKey>,
    /// Named since they came as breaking news at night.
    pub overnight: Vec<ArticleKey>,
    /// Its message offers a digest.
    pub offers: bool,
    /// What lies below the floor and is only counted.
    pub older: usize,
    /// The visit ends a break.
    pub pause: bool,
    /// Only its top stories are given: it ends a break, or days without a digest.
    pub brief: bool,
    /// How its message looks.
    pub layout: Layout,
    /// Without a sound.
    pub silent: bool,
    /// How many uncertain sends of every story shown went before.
    pub attempt: u32,
    /// How many there may be.
    pub most: u32,
    /// The richest form that is worth trying, after refusals to this chat.
    pub form: Form,
    /// It leaves something that is pending to a visit right after it.
    pub more: bool,
}

/// One entry of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Where in the log.
    pub seq: Seq,
    /// Which article.
    pub article: ArticleKey,
    /// Why.
    pub reason: Reason,
    /// It is breaking news for this chat.
    pub urgent: bool,
}

/// What is to be done for a chat now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Send this.
    Send(Box<Visit>),
    /// Come back then.
    Wait(Time),
    /// Nothing is pending.
    Nothing,
}

/// Reads what bears on a visit. `None`: the chat is closed, erased, or has an open delivery.
pub fn gather(store: &Reading, key: ChatKey, tail: &Tail, now: Time, rules: &Rules) -> Result<Option<Facts>> {
    let Some(chat) = store.chat(key)? else { return Ok(None) };
    if chat.state != State::Open {
        return Ok(None);
    }
    let recent = store.last_visits(key, RECENT)?;
    if recent.iter().any(|delivery| delivery.ended.is_none()) {
        return Ok(None);
    }
    let undecided = tail.after(chat.cursors.least());
    let doubt = recent.iter().any(|delivery| matches!(delivery.ended, Some(Ended::Uncertain(_))))
        || store.has_doubt_after(key, chat.cursors.least())?;
    let asks = doubt || undecided.iter().any(|entry| entry.asks && !chat.cursors.decided(entry));
    // A clock that was set back by less than that makes a message older than its story.
    let since = tail.since().unwrap_or(now) - APART;
    let copies = if asks { store.stories_served(key, since)? } else { Vec::new() };
    let doubts = Doubts::of(&copies, rules.uncertain);
    // What left later than now left before the clock was set back.
    let (from, to) = (midnight(now, chat.zone.unwrap_or(rules.zone)), now + APART);
    // What is sent again counts when it has ended.
    let silent = rules.uncertain != Uncertain::Resend;
    let full = chat.limit > 0 && store.ordinary_between(key, from, to, silent)? >= chat.limit;
    let returned = if doubt { store.last_event(key, &[What::Returned])? } else { None };
    let day = Day { chat: &chat, zone: chat.zone.unwrap_or(rules.zone), full };
    let (overnight, offers) = (overnight(store, &day, &recent, now)?, fewer::offers(store, &day, &recent, now)?);
    let (since, mutes, follows) = (store.since(key)?, store.mutes(key)?, store.follows(key)?);
    Ok(Some(Facts { chat, since, mutes, follows, recent, doubts, full, returned, overnight, offers }))
}

/// Decides what the chat gets at `now`.
pub fn decide(facts: &Facts, tail: &Tail, now: Time, rules: &Rules) -> Decision {
    let wanted = wanted(facts, tail, now, rules);
    match next_visit(facts, &wanted.entries, now, rules) {
        None => Decision::Nothing,
        Some(coming) if coming.due > now => Decision::Wait(coming.due),
        Some(Coming { served, .. }) => facts.visit(served, wanted, tail, now, rules),
    }
}

/// The next visit to a chat that wants these. What is in doubt brings about none before it has rested; but it comes with
/// whatever else does, and holds up nothing.
pub(in crate::delivery) fn next_visit(
    facts: &Facts,
    wanted: &[(&Entry, Shown)],
    now: Time,
    rules: &Rules,
) -> Option<Coming> {
    let day = facts.day(rules);
    let rested = |entry: &Entry| facts.doubts.rests_until(entry.story, rules.line_well, now).max(now);
    let moments: BTreeSet<Time> = wanted.iter().map(|(entry, _)| rested(entry)).collect();
    let visit = |moment: Time| {
        let comes = wanted.iter().filter(|(entry, _)| rested(entry) <= moment);
        let mut coming = day.next_visit(&pending(comes, &facts.chat), moment)?;
        coming.delays.extend((moment > now).then_some((Delay::Hold, moment)));
        Some(coming)
    };
    moments.into_iter().filter_map(visit).min_by_key(|coming| coming.due)
}

/// What lies after a chat's cursors and may be shown to it.
#[derive(Debug, Default)]
pub struct Wanted<'t> {
    /// In the order of the log.
    pub entries: Vec<(&'t Entry, Shown)>,
    /// What an outage made too old.
    pub older: Vec<&'t Entry>,
}

/// What the chat wants of the log and has not got, whenever it may come.
pub fn wanted<'t>(facts: &Facts, tail: &'t Tail, now: Time, rules: &Rules) -> Wanted<'t> {
    let chat = &facts.chat;
    let wishes = facts.wishes();
    let day = facts.day(rules);
    let mut wanted = Wanted::default();
    for (entry, reason) in wishes.pending(tail.after(chat.cursors.least()), now) {
        if facts.doubts.has(entry.story) {
            continue;
        }
        if is_too_old(entry, &day, rules.floor) {
            // What was sent in vain is named, which says more than a number.
            wanted.older.extend((!facts.doubts.is_open(entry.story)).then_some(entry));
            continue;
        }
        let news = is_cooled(entry, chat, rules.floor) || pauses::is_slept_through(entry, chat, now);
        let urgent = reason == Reason::Breaking && !news;
        if !urgent && is_beyond_digest(entry, &day, now - rules.doubtful) {
            continue;
        }
        wanted.entries.push((entry, Shown { seq: entry.seq, article: entry.article, reason, urgent }));
    }
    wanted
}

fn pending<'a>(wanted: impl Iterator<Item = &'a (&'a Entry, Shown)>, chat: &Chat) -> Pending {
    let mut pending = Pending::default();
    for (entry, shown) in wanted {
        pending.missed |= pauses::is_reached(entry, chat);
        if shown.urgent {
            let loud = pending.breaking.is_some_and(|(_, volume)| volume == Volume::Wake);
            let volume = if loud { Volume::Wake } else { entry.volume };
            let at = pending.breaking.map_or(entry.at, |(at, _)| at.max(entry.at));
            pending.breaking = Some((at, volume));
        } else {
            let kind = if entry.is_main() { &mut pending.main } else { &mut pending.news };
            *kind = Some(kind.map_or(entry.at, |at: Time| at.min(entry.at)));
        }
    }
    pending
}

impl Facts {
    /// What the chat asks for.
    pub(in crate::delivery) fn wishes(&self) -> Wishes<'_> {
        Wishes { chat: &self.chat, since: &self.since, mutes: &self.mutes, follows: &self.follows }
    }

    pub(in crate::delivery) fn day<'a>(&'a self, rules: &Rules) -> Day<'a> {
        Day { chat: &self.chat, zone: self.chat.zone.unwrap_or(rules.zone), full: self.full }
    }

    fn visit(&self, served: Served, wanted: Wanted, tail: &Tail, now: Time, rules: &Rules) -> Decision {
        let (chat, day, doubts) = (&self.chat, self.day(rules), &self.doubts);
        let refused = self.refused(served);
        // What was refused in every form is taken apart, and names nothing besides.
        let whole = refused != Some(Form::Plain);
        let named = || mentions(self, &wanted.entries, tail, now);
        let mentions = if whole { named() } else { Vec::new() };
        let Wanted { entries: mut wanted, older } = wanted;
        // All that the outcome's cursors pass, so also breaking entries that come to this chat as news.
        wanted.retain(|(entry, _)| served.moves(Cursor::of(entry)));
        let apart = chat.kind == Kind::Channel || !whole;
        let next = if apart { only_the_oldest(&mut wanted) } else { None };
        let (more, upto) = (next.is_some(), next.map_or(tail.head(), |next| Seq(next.0 - 1)));
        one_per_story(&mut wanted, chat);
        let pause = self.ends_break(served, &wanted, now);
        // What is over the limit of somebody who takes news at once comes as a digest too.
        let digest = matches!(served, Served::News) && (chat.mode != Mode::Now || self.full) && !pause;
        in_order(&mut wanted, pause);
        let (lead, shown) = wanted[0];
        let main = wanted.iter().any(|(entry, _)| entry.is_main());
        let served = if served == Served::News && (main || shown.urgent) { Served::Top } else { served };
        let silent = day.is_silent(if shown.urgent { Served::Breaking } else { served }, lead.volume, main, now);
        let older = older.iter().filter(|entry| entry.seq <= upto && served.moves(Cursor::of(entry))).count();
        let brief = pause || skips_a_day(&wanted, &day);
        let said = pause || older > 0 || !mentions.is_empty();
        let (layout, overnight) = self.laid_out(served, (digest, said), &wanted, whole);
        let form = refused.map_or(Form::Photo, |refused| plainer(refused).unwrap_or(Form::Plain));
        // A photo may be what Telegram fails at.
        let photo = wanted.iter().any(|(entry, _)| doubts.was_with_photo(entry.story));
        Decision::Send(Box::new(Visit {
            chat: chat.key,
            served,
            after: chat.cursors.least(),
            upto,
            layout,
            attempt: wanted.iter().map(|(entry, _)| doubts.sends(entry.story)).min().unwrap_or(0),
            most: doubts.most(),
            show: wanted.into_iter().map(|(_, shown)| shown).collect(),
            mentions,
            overnight,
            offers: self.offers && may_offer(layout) && !shown.urgent,
            older,
            pause,
            brief,
            silent,
            form: if photo { form.max(Form::Formatted) } else { form },
            more,
        }))
    }

    /// How it looks, and what of the night it names.
    fn laid_out(
        &self,
        served: Served,
        (digest, said): (bool, bool),
        wanted: &[(&Entry, Shown)],
        whole: bool,
    ) -> (Layout, Vec<ArticleKey>) {
        let mut overnight = if whole { self.overnight.clone() } else { Vec::new() };
        overnight.retain(|article| wanted.iter().all(|(entry, _)| entry.article != *article));
        let layout = layout(self.chat.kind, digest, wanted.len(), Besides { said, overnight: !overnight.is_empty() });
        overnight.retain(|_| layout.is_list() && !breaking(served));
        (layout, overnight)
    }

    /// Whether a message with these tells of a break that is over.
    fn ends_break(&self, served: Served, wanted: &[(&Entry, Shown)], now: Time) -> bool {
        let whole = matches!(served, Served::News | Served::Top) || self.chat.mode == Mode::Breaking;
        whole && wanted.iter().any(|(entry, _)| pauses::is_missed(entry, &self.chat, now))
    }

    /// The form in which Telegram refused the last message of this kind, where that has not been decided.
    fn refused(&self, served: Served) -> Option<Form> {
        let last = self.recent.iter().find(|delivery| breaking(delivery.served) == breaking(served))?;
        match last.ended {
            Some(Ended::Refused(Refusal::Content(form))) if self.chat.cursors.wait_for(last.served, last.upto) => {
                Some(form)
            }
            _ => None,
        }
    }
}

/// Whether some of it waited for a digest before which a whole day had none.
fn skips_a_day(wanted: &[(&Entry, Shown)], day: &Day) -> bool {
    let waited = |entry: &Entry| waits_for_digest(entry, day.chat) && day.skips_a_day(entry.at);
    wanted.iter().any(|(entry, shown)| !shown.urgent && waited(entry))
}

fn breaking(served: Served) -> bool {
    served == Served::Breaking
}

/// The next plainer form; `None`: there is none.
pub fn plainer(form: Form) -> Option<Form> {
    match form {
        Form::Photo => Some(Form::Formatted),
        Form::Formatted => Some(Form::Plain),
        Form::Plain => None,
    }
}
