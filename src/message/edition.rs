//! An edition as a message. In: the edition, and its stories in the revisions that it names. Out: the very message that
//! was sent, whenever it is rendered; only the newsroom's own words may have changed. What is laid out how is said by
//! the edition and not decided again. What a message becomes when its stories change is an edition too.

use super::{Details, Extra, Form, Message, Renderer, html};
use crate::{
    article::Story,
    store::editions::{Edition, Layout},
};

impl Renderer<'_> {
    /// The message of an edition. The stories are those that it shows, one at least, and those that it names.
    pub fn edition(&self, edition: &Edition, stories: &[Story], mentions: &[Story]) -> Message {
        let Edition { layout, urgent, form, tongue, tail, older, pause, at, mark, .. } = *edition;
        let Some(lead) = stories.first() else { return Message::default() };
        let gone = || stories.iter().chain(mentions).filter(|story| story.withdrawn).map(|story| story.key).collect();
        let extra =
            || Extra { mentions: mentions.to_vec(), older, pause, urgent, withdrawn: gone(), ..Extra::default() };
        let details = Details { mark, ..Details::default() };
        let message = match layout {
            Layout::Single if lead.withdrawn => self.withdrawn(lead.language, lead.correction.as_deref()),
            Layout::Single if urgent => self.breaking_with(lead, form, &details),
            Layout::Single => self.push_with(lead, form, &details),
            Layout::Post if mentions.is_empty() && older == 0 => {
                self.post(lead, form, urgent, &details, &Extra::default())
            }
            Layout::Post => self.post(lead, form, urgent, &details, &Extra { channel: true, ..extra() }),
            Layout::Bundle => self.bundle(tongue, stories, tail, extra()),
            Layout::Digest => self.digest(tongue, stories, tail, at.unwrap_or_default(), extra()),
            Layout::Note if lead.withdrawn => {
                self.retraction_notice(lead.language, at.unwrap_or_default(), lead.correction.as_deref())
            }
            Layout::Note => self.correction_notice(lead.language, lead.correction.as_deref().unwrap_or_default()),
        };
        let several = matches!(layout, Layout::Bundle | Layout::Digest | Layout::Note);
        if form == Form::Plain && (several || lead.withdrawn) {
            return Message { text: html::without_markup(&message.text), ..message };
        }
        message
    }

    /// A channel's post, or what it becomes when its story is withdrawn; what else it said stays.
    fn post(&self, lead: &Story, form: Form, urgent: bool, details: &Details, extra: &Extra) -> Message {
        if !lead.withdrawn {
            return self.channel_post(lead, form, urgent, details, extra);
        }
        let message = self.withdrawn(lead.language, lead.correction.as_deref());
        Message { text: self.joined(lead.language, extra, message.text), ..message }
    }
}
