//! An edition as a message. In: the edition, and its stories in the revisions that it names. Out: the very message that
//! was sent, whenever it is rendered; only the newsroom's own words may have changed. What is laid out how is said by
//! the edition and not decided again.

use super::{Details, Extra, Form, Message, Renderer, html};
use crate::{
    article::Story,
    store::editions::{Edition, Layout},
};

impl Renderer<'_> {
    /// The message of an edition. The stories are those that it shows, one at least, and those that it names.
    pub fn edition(&self, edition: &Edition, stories: &[Story], mentions: &[Story]) -> Message {
        let Edition { layout, urgent, form, tongue, tail, older, pause, at, .. } = *edition;
        let Some(lead) = stories.first() else { return Message::default() };
        let extra = || Extra { mentions: mentions.to_vec(), older, pause, urgent, ..Extra::default() };
        let message = match layout {
            Layout::Single if urgent => self.breaking(lead, form),
            Layout::Single => self.push(lead, form),
            Layout::Post if mentions.is_empty() && older == 0 => {
                self.channel_post(lead, form, urgent, &Details::default(), &Extra::default())
            }
            Layout::Post => {
                let extra = Extra { channel: true, ..extra() };
                self.channel_post(lead, form, urgent, &Details::default(), &extra)
            }
            Layout::Bundle => self.bundle(tongue, stories, tail, extra()),
            Layout::Digest => self.digest(tongue, stories, tail, at.unwrap_or_default(), extra()),
        };
        match layout {
            Layout::Bundle | Layout::Digest if form == Form::Plain => {
                Message { text: html::without_markup(&message.text), ..message }
            }
            _ => message,
        }
    }
}
