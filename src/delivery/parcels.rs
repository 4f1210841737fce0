//! From a planned visit to the request's body. In: its edition, with the stories in the revisions that it names. Out: a
//! parcel; chats that get the same edition with the same sound share it. What is rendered is the edition and nothing
//! else, so that what is kept of a message is what was sent.

use std::{collections::HashMap, sync::Arc};

use super::{Outfit, gate::pace::Fare, turn::Planned};
use crate::{
    article::Story,
    bot_api::{Parcel, PhotoSource},
    message::{Message, Renderer},
    newsroom::Newsroom,
    store::editions::{Edition, EditionId},
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
    silent: bool,
    photo: Option<String>,
    paid: bool,
}

impl Parcels {
    /// The request for a planned visit, but for its chat.
    pub fn pack(&mut self, planned: &Planned, outfit: &Outfit, newsroom: &Arc<Newsroom>) -> Parcel {
        let parcel = self.packed(planned, outfit, newsroom);
        match planned.answers {
            Some(message) => parcel.answering(message),
            None => parcel,
        }
    }

    fn packed(&mut self, planned: &Planned, outfit: &Outfit, newsroom: &Arc<Newsroom>) -> Parcel {
        if !self.newsroom.as_ref().is_some_and(|known| Arc::ptr_eq(known, newsroom)) || self.packed.len() >= REMEMBERED
        {
            self.packed.clear();
            self.newsroom = Some(newsroom.clone());
        }
        let photo = match &planned.photo {
            Some(PhotoSource::Upload { .. }) => return pack(planned, outfit, newsroom),
            Some(PhotoSource::Named(name)) => Some(name.clone()),
            None => None,
        };
        let paid = planned.ticket.fare == Fare::Paid;
        let key = Key { edition: planned.edition, silent: planned.visit.silent, photo, paid };
        self.packed.entry(key).or_insert_with(|| pack(planned, outfit, newsroom)).clone()
    }
}

/// An edition as a message, with its stories in the revisions that it names.
pub fn rendered(
    outfit: &Outfit,
    newsroom: &Newsroom,
    edition: &Edition,
    stories: &[Arc<Story>],
    mentions: &[Arc<Story>],
) -> Message {
    let renderer = Renderer { words: &outfit.words, newsroom, bot: &outfit.bot };
    let owned = |stories: &[Arc<Story>]| stories.iter().map(|story| Story::clone(story)).collect::<Vec<_>>();
    renderer.edition(edition, &owned(stories), &owned(mentions))
}

fn pack(planned: &Planned, outfit: &Outfit, newsroom: &Newsroom) -> Parcel {
    let message = rendered(outfit, newsroom, &planned.contents, &planned.stories, &planned.mentions);
    let parcel = message.parcel(planned.photo.clone(), planned.visit.silent);
    if planned.ticket.fare == Fare::Paid { parcel.paid() } else { parcel }
}
