//! An edition as a message. In: the edition, and its stories in the revisions that it names. Out: the very message that
//! was sent, whenever it is rendered; only the newsroom's own words may have changed. What is laid out how is said by
//! the edition and not decided again. What a message becomes when its stories change is an edition too.

use super::{Button, Details, Extra, Form, Message, Renderer, data, html};
use crate::{
    article::Story,
    locale::args,
    store::editions::{Edition, Layout},
};

impl Renderer<'_> {
    /// The message of an edition. The stories are those that it shows, one at least, and those that it names.
    pub fn edition(&self, edition: &Edition, stories: &[Story], named: &[Story]) -> Message {
        let Some(lead) = stories.first() else { return Message::default() };
        let mut message = self.laid_out(edition, lead, stories, named);
        if edition.form == Form::Plain && (edition.layout.is_list() || edition.layout == Layout::Note || lead.withdrawn)
        {
            message.text = html::without_markup(&message.text);
        }
        // What is withdrawn has no buttons.
        if edition.offers && !message.keyboard.is_empty() {
            let by = if edition.layout.is_list() { data::less_by_bundle } else { data::less };
            let label = self.words.say(edition.tongue, "more-digest", &args![]);
            message.keyboard.0.push(vec![Button::data(label, by(lead.key))]);
        }
        message
    }

    fn laid_out(&self, edition: &Edition, lead: &Story, stories: &[Story], named: &[Story]) -> Message {
        let Edition { layout, urgent, form, tongue, tail, older, at, mark, .. } = *edition;
        let extra = || self.extra(edition, stories, named);
        let details = Details { mark, word: edition.word.as_ref().map(|word| word.said.as_str()) };
        match layout {
            Layout::Single if lead.withdrawn => self.withdrawn(lead.language, lead.correction.as_deref()),
            Layout::Single if urgent => self.breaking_with(lead, form, &details),
            Layout::Single => self.push_with(lead, form, &details),
            Layout::Post if named.is_empty() && older == 0 => {
                self.post(lead, form, urgent, &details, &Extra::default())
            }
            Layout::Post => self.post(lead, form, urgent, &details, &Extra { channel: true, ..extra() }),
            Layout::Bundle => self.bundle(tongue, stories, tail, extra()),
            Layout::Digest => self.digest(tongue, stories, tail, at.unwrap_or_default(), extra()),
            Layout::Note if lead.withdrawn => {
                self.retraction_notice(lead.language, at.unwrap_or_default(), lead.correction.as_deref())
            }
            Layout::Note => self.correction_notice(lead.language, lead.correction.as_deref().unwrap_or_default()),
        }
    }

    /// What an edition says with its stories.
    pub(super) fn extra(&self, edition: &Edition, stories: &[Story], named: &[Story]) -> Extra {
        let Edition { older, pause, urgent, .. } = *edition;
        let (mentions, overnight) = named.split_at(edition.mentions.len().min(named.len()));
        let gone = stories.iter().chain(named).filter(|story| story.withdrawn).map(|story| story.key).collect();
        let (mentions, overnight) = (mentions.to_vec(), overnight.to_vec());
        Extra { mentions, overnight, older, pause, urgent, withdrawn: gone, channel: false }
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
