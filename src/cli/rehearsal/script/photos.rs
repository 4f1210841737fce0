//! Photos: uploaded, sent again by the name that the server gave it, covered, with another caption, replaced.

use bytes::Bytes;

use super::{Step, about, asks, sends};
use crate::{
    article::{Form, Story},
    bot_api::PhotoSource,
    cli::rehearsal::stories::{CARD, MORNING, Props},
    message::{Details, Mark, Message},
};

/// Sends the photo that the server has from the message "photo".
fn again(what: &'static str, name: &'static str, message: Message) -> Step {
    let ask = move |known: &crate::cli::rehearsal::stage::Known| {
        let photo = PhotoSource::Named(known.photo("photo")?);
        Some(message.parcel(Some(photo), true).to(known.chat, 0))
    };
    Step { keeps: Some(name), ..asks(what, ask) }
}

/// A story with its photo.
pub(super) fn photos(props: &Props) -> Vec<Step> {
    let (plain, timed, story) = (props.plain(), props.timed(), props.story());
    let (name, bytes) = props.photo();
    let upload = |name: &str, bytes: &'static [u8]| PhotoSource::Upload {
        name: name.to_owned(),
        bytes: Bytes::from_static(bytes),
    };
    let pushed = plain.push(story, Form::Photo);
    let covered = plain.push(&Story { sensitive: true, ..story.clone() }, Form::Photo);
    let corrected = Story { correction: Some("17:30".to_owned()), ..story.clone() };
    let details = Details { word: None, mark: Some(Mark::Corrected(MORNING)) };
    let corrected = timed.push_with(&corrected, Form::Photo, &details);
    let withdrawn = plain.withdrawn(story.language, None);
    let (hidden, card) = (covered.clone(), upload("withdrawn.png", CARD));
    vec![
        sends("a story with its photo, uploaded", "photo", pushed.parcel(Some(upload(name, bytes)), true)),
        again("the same photo by its name", "again", pushed),
        again("the same photo, covered", "covered", covered),
        about("another caption, with a time", "again", move |number| corrected.edit_caption(number)),
        asks("the photo covered by an edit, by its name", move |known| {
            let photo = PhotoSource::Named(known.photo("photo")?);
            Some(hidden.edit_photo(known.number("again")?, photo, true).to(known.chat, 0))
        }),
        about("another photo in its place, uploaded", "covered", move |number| {
            withdrawn.edit_photo(number, card.clone(), false)
        }),
    ]
}
