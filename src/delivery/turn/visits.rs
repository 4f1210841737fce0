//! Planning what leaves next. In: a chat whose turn it is. Out: an intent in the ledger and a message to send; or that the chat
//! waits, for a time, a photo, its group, or a slot that nobody pays for.

use std::{sync::Arc, time::Duration};

use super::{Called, Given, Planned, Shelf, Turned};
use crate::{
    article::{Form, Story},
    bot_api::PhotoSource,
    clock::Time,
    delivery::{
        decide::{
            layout,
            visit::{Decision, Facts, Visit, decide, gather},
        },
        gate::{chats::PER_CHAT, lanes::Lane, purse::Till},
        photos::Ready,
    },
    store::{
        Chat, ChatKey, Kind, Result, Writing,
        editions::{Edition, EditionId, Layout},
        ledger::Delivery,
    },
};

/// How long a visit waits that nobody pays for while others are paid for: about a slot of the free pace.
const FREE_SLOT: Duration = Duration::from_millis(33);
pub(super) fn plan(store: &Writing, given: &Given, called: Called, till: &mut Till, turned: &mut Turned) -> Result<()> {
    let Given { tail, rules, now, .. } = given;
    let Some(facts) = gather(store, called.chat, tail, *now, rules)? else { return Ok(()) };
    match decide(&facts, tail, *now, rules) {
        Decision::Nothing => {}
        Decision::Wait(until) => turned.later.push((called.lane, called.chat, until)),
        // It has its breaking news already: with the rest it waits among the others.
        Decision::Send(visit) if called.lane == Lane::Breaking && !visit.show.iter().any(|shown| shown.urgent) => {
            turned.again.push(Called { lane: Lane::News, ..called });
        }
        Decision::Send(visit) => match chat_waits(given, &facts.chat, turned) {
            Some(until) => turned.later.push((called.lane, called.chat, until)),
            None => send(store, given, called, facts, *visit, till, turned)?,
        },
    }
    Ok(())
}

/// Until when a chat waits for what else it gets; a group's topic for the others too: one message a second, and one at a time, is
/// for all of them together.
pub(super) fn chat_waits(given: &Given, chat: &Chat, turned: &Turned) -> Option<Time> {
    let same = || {
        let planned = turned.planned.iter().map(|planned| &planned.chat);
        planned.chain(turned.amends.iter().map(|amend| &amend.chat)).any(|other| other.telegram == chat.telegram)
    };
    let topic = || chat.kind == Kind::Group && same();
    given.busy.get(&chat.telegram).copied().or_else(|| topic().then(|| given.now + PER_CHAT))
}

/// What a visit is rendered from, as it is now.
struct Material {
    stories: Vec<Arc<Story>>,
    mentions: Vec<Arc<Story>>,
    overnight: Vec<Arc<Story>>,
    form: Form,
}

fn send(
    store: &Writing,
    given: &Given,
    called: Called,
    facts: Facts,
    mut visit: Visit,
    till: &mut Till,
    turned: &mut Turned,
) -> Result<()> {
    let Material { stories, mut mentions, overnight, mut form } = material(store, &given.shelf, &visit)?;
    let Some(lead) = stories.first().cloned() else { return Ok(()) };
    // Before the photo, whose upload would be begun; only breaking news is paid for, and that never waits for a photo.
    let Some(ticket) = till.ticket(&visit) else {
        turned.later.push((called.lane, called.chat, given.now + FREE_SLOT));
        return Ok(());
    };
    let wants = facts.chat.photos && form == Form::Photo && layout::takes_photo(&visit);
    let picture = if wants { picture(given, &visit, &lead) } else { Some((None, false)) };
    let Some((photo, uploads)) = picture else {
        turned.parked.push((called, lead));
        return Ok(());
    };
    if photo.is_none() {
        form = form.max(Form::Formatted);
    }
    visit.form = form;
    let word = layout::word(&visit).map_or(Ok(None), |word| store.word(word))?;
    let named = (mentions.as_slice(), overnight.as_slice());
    let contents = layout::edition(&visit, (form, facts.chat.tongue), given.now, &stories, named, word);
    mentions.extend(overnight);
    let edition = given.shelf.edition(store, &contents)?;
    let (bar, answers) = (store.bar(visit.chat)?, answered(store, given, &contents, visit.chat)?);
    let at = store.intend(&intent(&visit, edition, given.now))?;
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
        answers,
        ticket,
        bar,
    });
    Ok(())
}

/// The message that a single story answers: the chat's own of the first story of its thread, or of the nearest that it has.
fn answered(store: &Writing, given: &Given, contents: &Edition, chat: ChatKey) -> Result<Option<i64>> {
    let ([(article, _)], Layout::Single | Layout::Post) = (contents.stories.as_slice(), contents.layout) else {
        return Ok(None);
    };
    for story in given.shelf.thread(store, *article)?.iter() {
        if let Some(message) = store.told_by(chat, *story)? {
            return Ok(Some(message));
        }
    }
    Ok(None)
}

/// The photo that goes along, and whether this very request uploads it; `None`: the chat waits for that.
fn picture(given: &Given, visit: &Visit, lead: &Story) -> Option<(Option<PhotoSource>, bool)> {
    // Breaking news does not wait for a photo.
    match given.photos.ready(lead, !visit.show[0].urgent, given.instant) {
        Ready::Wait => None,
        Ready::Use(source) => Some((Some(source), false)),
        Ready::Upload(source) => Some((Some(source), true)),
        Ready::No => Some((None, false)),
    }
}

fn material(store: &Writing, shelf: &Shelf, visit: &Visit) -> Result<Material> {
    let mut material = Material { stories: Vec::new(), mentions: Vec::new(), overnight: Vec::new(), form: visit.form };
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
    for article in &visit.overnight {
        material.overnight.extend(shelf.story(store, *article)?.map(|(story, _)| story));
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
