//! One turn of the engine at the database: outcomes in, intents out, in one transaction. In: what Telegram answered
//! since the last turn, the chats whose turn it is. Out: messages to send right after the commit, chats that wait.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use super::{
    decide::{
        follow::{Move, Next, Sent, follow},
        layout,
        tail::Tail,
        visit::{Decision, Facts, Floor, Rules, Visit, decide, gather},
    },
    gate::lanes::Lane,
    gate::{
        drought::OUTAGE,
        purse::{Ticket, Till},
        tallies::PER_CHAT,
    },
    photos::{Photos, Ready},
};
use crate::bot_api::{Outcome, PhotoSource};
use crate::{
    article::{ArticleKey, Form, Story},
    clock::Time,
    config::Uncertain,
    store::{
        Chat, ChatKey, Kind, Result, Seq, State, Writing,
        editions::{Edition, EditionId},
        ledger::Delivery,
    },
};

/// How long a visit waits that nobody pays for while others are paid for: about a slot of the free pace.
const FREE_SLOT: Duration = Duration::from_millis(33);
/// The name under which the store keeps when something last left.
pub const LAST_LEFT: &str = "left";
/// The name under which the store keeps until when Telegram has asked everybody to wait.
pub const HELD: &str = "held";
/// The name under which the store keeps when it was last known that nothing waited in vain.
pub const ALIVE: &str = "alive";

/// A story and the best form that Telegram takes of it; `None`: it is no longer there.
type OnShelf = Option<(Arc<Story>, Form)>;

/// Stories and editions that the turns of one state of the log share.
#[derive(Debug, Default)]
pub struct Shelf {
    stories: Mutex<HashMap<ArticleKey, OnShelf>>,
    editions: Mutex<HashMap<Edition, EditionId>>,
}

impl Shelf {
    fn story(&self, store: &Writing, key: ArticleKey) -> Result<OnShelf> {
        let mut stories = self.stories.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = stories.get(&key) {
            return Ok(known.clone());
        }
        let found = store.story(key)?.map(|(story, form)| (Arc::new(story), form));
        stories.insert(key, found.clone());
        Ok(found)
    }

    fn edition(&self, store: &Writing, edition: &Edition) -> Result<EditionId> {
        if let Some(id) = self.editions.lock().unwrap_or_else(PoisonError::into_inner).get(edition) {
            return Ok(*id);
        }
        store.edition_for(edition)
    }

    /// Remembers editions of a turn that has been committed.
    pub fn keep(&self, planned: &[Planned]) {
        let mut editions = self.editions.lock().unwrap_or_else(PoisonError::into_inner);
        for plan in planned {
            editions.entry(plan.contents.clone()).or_insert(plan.edition);
        }
    }
}

/// An outcome to be written.
#[derive(Clone, Debug)]
pub struct Ending {
    /// The chat.
    pub chat: ChatKey,
    /// Its number at Telegram, as it was when the request left.
    pub telegram: i64,
    /// The row.
    pub at: Time,
    /// The lane in which a further attempt waits.
    pub lane: Lane,
    /// What is done.
    pub next: Next,
    /// The publication that gets back what was charged for it.
    pub refund: Option<Seq>,
}

/// A chat whose turn it is.
#[derive(Clone, Copy, Debug)]
pub struct Called {
    /// The chat.
    pub chat: ChatKey,
    /// The lane it waited in.
    pub lane: Lane,
    /// Since when.
    pub due: Time,
}

/// A message whose intent is in the ledger.
#[derive(Clone, Debug)]
pub struct Planned {
    /// What it decides.
    pub visit: Visit,
    /// The chat, as it was read.
    pub chat: Arc<Chat>,
    /// The ledger's row.
    pub at: Time,
    /// Since when the chat was due.
    pub due: Time,
    /// What is shown, the leading story first.
    pub stories: Vec<Arc<Story>>,
    /// Named once more.
    pub mentions: Vec<Arc<Story>>,
    /// What is rendered, and kept with the ledger.
    pub contents: Edition,
    /// Its number.
    pub edition: EditionId,
    /// The photo that goes along.
    pub photo: Option<PhotoSource>,
    /// This request uploads it.
    pub uploads: bool,
    /// Who pays for it.
    pub ticket: Ticket,
}

impl Planned {
    /// The lane in which it leaves.
    pub fn lane(&self) -> Lane {
        if self.visit.show.first().is_some_and(|lead| lead.urgent) { Lane::Breaking } else { Lane::News }
    }
}

/// What came of a turn.
#[derive(Debug, Default)]
pub struct Turned {
    /// To send now.
    pub planned: Vec<Planned>,
    /// To visit later.
    pub later: Vec<(Lane, ChatKey, Time)>,
    /// Waiting for a photo, which may have to be looked for.
    pub parked: Vec<(Called, Arc<Story>)>,
    /// Chats that were closed.
    pub closed: Vec<(ChatKey, State)>,
    /// Chats that wait in a lane as before: the log is no longer as it was known, or they are in the wrong lane.
    pub again: Vec<Called>,
}

/// What a turn works with.
#[derive(Clone)]
pub struct Desk {
    /// The end of the log.
    pub tail: Arc<Tail>,
    /// Stories and editions of that state of the log.
    pub shelf: Arc<Shelf>,
    /// Photos.
    pub photos: Photos,
    /// Groups that may not get a message now, by their numbers at Telegram, with when they may.
    pub groups: Arc<HashMap<i64, Time>>,
    /// What holds for all chats.
    pub rules: Rules,
    /// Until when Telegram has asked everybody to wait, if it has.
    pub held: Option<Time>,
    /// The time.
    pub now: Time,
    /// The same for timers.
    pub instant: Instant,
    /// What may be paid for.
    pub till: Till,
}

/// The turn, or where the log has changed since it was last looked at only its endings: what an editor has just stopped
/// or withdrawn does not leave.
pub fn turn_if_current(store: &Writing, desk: &Desk, endings: &[Ending], called: Vec<Called>) -> Result<Turned> {
    if desk.tail.is_of(store.log_version()?) {
        return turn(store, desk, endings, &called);
    }
    let turned = turn(store, desk, endings, &[])?;
    Ok(Turned { again: called, ..turned })
}

/// Writes the endings, then plans a visit for each chat that was called.
pub fn turn(store: &Writing, desk: &Desk, endings: &[Ending], called: &[Called]) -> Result<Turned> {
    let (mut turned, mut till) = (Turned::default(), desk.till.clone());
    for ending in endings {
        end(store, ending, desk.now, &mut turned)?;
    }
    for called in called {
        plan(store, desk, *called, &mut till, &mut turned)?;
    }
    for (seq, tenths) in till.charged() {
        store.charge(seq, tenths)?;
    }
    if let Some(held) = desk.held {
        store.set_number(HELD, held.ms())?;
    }
    if !turned.planned.is_empty() {
        store.set_number(LAST_LEFT, desk.now.ms())?;
    }
    Ok(turned)
}

/// Ends one open row.
pub fn end(store: &Writing, ending: &Ending, now: Time, turned: &mut Turned) -> Result<()> {
    let Ending { chat, telegram, at, lane, next, refund } = ending;
    if let Some(seq) = refund {
        store.give_back(*seq)?;
    }
    let again = match next {
        Next::Finish { ended, decides, close, again } => {
            let ended_now = store.finish(*chat, *at, *ended, *decides, now)?;
            if let Some(state) = close
                && ended_now
                && store.close(*chat, *state, now)?
            {
                turned.closed.push((*chat, *state));
            }
            *again
        }
        Next::TakeBack { again, moved } => {
            store.unsend(*chat, *at)?;
            match moved {
                Some(Move::To(number)) => store.move_chat(*telegram, *number, now)?,
                Some(Move::OutOfTopic) if !store.leave_topic(*chat, now)? => turned.closed.push((*chat, State::Gone)),
                _ => {}
            }
            Some(*again)
        }
    };
    if let Some(again) = again {
        if again > Duration::ZERO {
            store.hold_chat(*chat, now + again)?;
        }
        turned.later.push((*lane, *chat, now + again));
    }
    Ok(())
}

/// At start: every open row is uncertain; after an outage the floor rises. Says how many rows were open, and where the
/// floor is.
pub fn take_up(store: &Writing, now: Time, policy: Uncertain, max_age: Duration) -> Result<(usize, Floor)> {
    let open = store.open_deliveries()?;
    for delivery in &open {
        // What was in flight was not refused, so its form and size do not matter.
        let sent = Sent { served: delivery.served, form: Form::Photo, attempt: delivery.attempt, stories: 1 };
        let next = follow(&Outcome::Uncertain("the program ended".to_owned()), sent, policy);
        let lane = Lane::News; // nobody sleeps yet: all are looked for after this
        let ending = Ending { chat: delivery.chat, telegram: 0, at: delivery.at, lane, next, refund: None };
        end(store, &ending, now, &mut Turned::default())?;
    }
    match store.number(ALIVE)?.map(Time) {
        Some(alive) if now.since(alive) > OUTAGE => Floor::raised(store.head()?, now, max_age).keep(store)?,
        Some(_) => {}
        None => store.set_number(ALIVE, now.ms())?,
    }
    Ok((open.len(), Floor::kept(store)?))
}

fn plan(store: &Writing, desk: &Desk, called: Called, till: &mut Till, turned: &mut Turned) -> Result<()> {
    let Desk { tail, rules, now, .. } = desk;
    let Some(facts) = gather(store, called.chat, tail, *now, rules)? else { return Ok(()) };
    match decide(&facts, tail, *now, rules) {
        Decision::Nothing => {}
        Decision::Wait(until) => turned.later.push((called.lane, called.chat, until)),
        // It has its breaking news already: with the rest it waits among the others.
        Decision::Send(visit) if called.lane == Lane::Breaking && !visit.show.iter().any(|shown| shown.urgent) => {
            turned.again.push(Called { lane: Lane::News, ..called });
        }
        Decision::Send(visit) => match group_waits(desk, &facts.chat, turned) {
            Some(until) => turned.later.push((called.lane, called.chat, until)),
            None => send(store, desk, called, facts, *visit, till, turned)?,
        },
    }
    Ok(())
}

/// Until when a group's topic waits for the others: one message a second, and one at a time, is for all of them together.
fn group_waits(desk: &Desk, chat: &Chat, turned: &Turned) -> Option<Time> {
    if chat.kind != Kind::Group {
        return None;
    }
    let same = || turned.planned.iter().any(|planned| planned.chat.telegram == chat.telegram);
    desk.groups.get(&chat.telegram).copied().or_else(|| same().then(|| desk.now + PER_CHAT))
}

/// What a visit is rendered from, as it is now.
struct Material {
    stories: Vec<Arc<Story>>,
    mentions: Vec<Arc<Story>>,
    form: Form,
}

fn send(
    store: &Writing,
    desk: &Desk,
    called: Called,
    facts: Facts,
    mut visit: Visit,
    till: &mut Till,
    turned: &mut Turned,
) -> Result<()> {
    let Material { stories, mentions, mut form } = material(store, &desk.shelf, &visit)?;
    let Some(lead) = stories.first().cloned() else { return Ok(()) };
    // Before the photo, whose upload would be begun; only breaking news is paid for, and that never waits for a photo.
    let Some(ticket) = till.ticket(&visit) else {
        turned.later.push((called.lane, called.chat, desk.now + FREE_SLOT));
        return Ok(());
    };
    let wants = facts.chat.photos && form == Form::Photo && layout::takes_photo(&visit);
    let picture = if wants { picture(desk, &visit, &lead) } else { Some((None, false)) };
    let Some((photo, uploads)) = picture else {
        turned.parked.push((called, lead));
        return Ok(());
    };
    if photo.is_none() {
        form = form.max(Form::Formatted);
    }
    visit.form = form;
    let contents = layout::edition(&visit, (form, facts.chat.tongue), desk.now, &stories, &mentions);
    let edition = desk.shelf.edition(store, &contents)?;
    let at = store.intend(&intent(&visit, edition, desk.now))?;
    turned.planned.push(Planned {
        visit,
        chat: Arc::new(facts.chat),
        at,
        due: called.due,
        stories,
        mentions,
        contents,
        edition,
        photo,
        uploads,
        ticket,
    });
    Ok(())
}

/// The photo that goes along, and whether this very request uploads it; `None`: the chat waits for that.
fn picture(desk: &Desk, visit: &Visit, lead: &Story) -> Option<(Option<PhotoSource>, bool)> {
    // Breaking news does not wait for a photo.
    match desk.photos.ready(lead, !visit.show[0].urgent, desk.instant) {
        Ready::Wait => None,
        Ready::Use(source) => Some((Some(source), false)),
        Ready::Upload(source) => Some((Some(source), true)),
        Ready::No => Some((None, false)),
    }
}

fn material(store: &Writing, shelf: &Shelf, visit: &Visit) -> Result<Material> {
    let mut material = Material { stories: Vec::new(), mentions: Vec::new(), form: visit.form };
    for shown in visit.show.iter().take(layout::given(visit)) {
        if let Some((story, best)) = shelf.story(store, shown.article)? {
            // In a bundle no photo is refused; only a plain story makes it plain.
            let best = if visit.show.len() == 1 { best } else { best.min(Form::Formatted) };
            material.form = material.form.max(best);
            material.stories.push(story);
        }
    }
    for article in &visit.mentions {
        material.mentions.extend(shelf.story(store, *article)?.map(|(story, _)| story));
    }
    Ok(material)
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
