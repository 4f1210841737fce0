//! From a planned visit to the request's body. In: what the visit shows. Out: a parcel; chats that get the same edition
//! with the same sound share it.

use std::{collections::HashMap, sync::Arc};

use super::{Outfit, gate::pace::Fare, turn::Planned};
use crate::{
    article::{Form, Language, Story},
    bot_api::{Parcel, PhotoSource},
    message::{Details, Extra, Message, Renderer, html},
    newsroom::Newsroom,
    store::{Kind, editions::EditionId},
};

/// How many parcels are remembered; the stories of a day are a few dozen.
const REMEMBERED: usize = 512;

/// Parcels of the newsroom as it is now.
#[derive(Default)]
pub struct Parcels {
    newsroom: Option<Arc<Newsroom>>,
    packed: HashMap<Key, Parcel>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    edition: EditionId,
    layout: Layout,
    urgent: bool,
    silent: bool,
    tongue: Language,
    photo: Option<String>,
    mentions: usize,
    tail: usize,
    older: usize,
    pause: bool,
    paid: bool,
}

/// How the stories of a visit are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layout {
    /// One story.
    Push,
    /// One breaking story.
    Breaking,
    /// One story in a channel.
    Post,
    /// Several.
    Bundle,
    /// Several, of which the first is breaking.
    Urgent,
    /// A digest.
    Digest,
}

impl Parcels {
    /// The request for a planned visit, but for its chat.
    pub fn pack(&mut self, planned: &Planned, outfit: &Outfit, newsroom: &Arc<Newsroom>) -> Parcel {
        if !self.newsroom.as_ref().is_some_and(|known| Arc::ptr_eq(known, newsroom)) || self.packed.len() >= REMEMBERED
        {
            self.packed.clear();
            self.newsroom = Some(newsroom.clone());
        }
        let layout = layout(planned);
        if matches!(planned.photo, Some(PhotoSource::Upload { .. })) {
            return pack(planned, layout, outfit, newsroom);
        }
        let key = Key {
            edition: planned.edition,
            layout,
            urgent: planned.visit.show[0].urgent,
            silent: planned.visit.silent,
            tongue: planned.chat.tongue,
            photo: match &planned.photo {
                Some(PhotoSource::Named(name)) => Some(name.clone()),
                _ => None,
            },
            mentions: planned.mentions.len(),
            tail: planned.tail,
            older: planned.visit.older,
            pause: planned.visit.pause,
            paid: planned.ticket.fare == Fare::Paid,
        };
        self.packed.entry(key).or_insert_with(|| pack(planned, layout, outfit, newsroom)).clone()
    }
}

fn pack(planned: &Planned, layout: Layout, outfit: &Outfit, newsroom: &Newsroom) -> Parcel {
    let renderer = Renderer { words: &outfit.words, newsroom, bot: &outfit.bot };
    let message = render(&renderer, planned, layout, outfit);
    let parcel = message.parcel(planned.photo.clone(), planned.visit.silent);
    if planned.ticket.fare == Fare::Paid { parcel.paid() } else { parcel }
}

/// One story, and nothing said besides.
fn single(planned: &Planned) -> bool {
    let visit = &planned.visit;
    planned.stories.len() == 1 && planned.mentions.is_empty() && visit.older == 0 && !visit.pause
}

fn layout(planned: &Planned) -> Layout {
    let visit = &planned.visit;
    match (single(planned), planned.chat.kind) {
        (_, Kind::Channel) => Layout::Post,
        (true, _) if visit.show[0].urgent => Layout::Breaking,
        (true, _) => Layout::Push,
        (false, _) if visit.digest => Layout::Digest,
        (false, _) if visit.show[0].urgent => Layout::Urgent,
        (false, _) => Layout::Bundle,
    }
}

fn render(renderer: &Renderer, planned: &Planned, layout: Layout, outfit: &Outfit) -> Message {
    let form = planned.visit.form;
    let lead: &Story = &planned.stories[0];
    let tongue = planned.chat.tongue;
    let stories = || planned.stories.iter().map(|story| Story::clone(story)).collect::<Vec<_>>();
    let extra = || Extra {
        mentions: planned.mentions.iter().map(|story| Story::clone(story)).collect(),
        older: planned.visit.older,
        pause: planned.visit.pause,
        urgent: layout == Layout::Urgent,
        ..Extra::default()
    };
    let mut message = match layout {
        Layout::Breaking => renderer.breaking(lead, form),
        Layout::Push => renderer.push(lead, form),
        Layout::Post => {
            let extra =
                if single(planned) { Extra::default() } else { Extra { channel: true, pause: false, ..extra() } };
            renderer.channel_post(lead, form, planned.visit.show[0].urgent, &Details::default(), &extra)
        }
        Layout::Bundle | Layout::Urgent => renderer.bundle(tongue, &stories(), planned.tail, extra()),
        Layout::Digest => renderer.digest(tongue, &stories(), planned.tail, outfit.clock.now(), extra()),
    };
    if form == Form::Plain && matches!(layout, Layout::Bundle | Layout::Urgent | Layout::Digest) {
        message.text = html::without_markup(&message.text);
    }
    message
}
