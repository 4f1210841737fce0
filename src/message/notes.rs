//! What is said about stories that stand already: withdrawn, corrected.

use super::{Message, Renderer, still, text};
use crate::{article::Language, clock::Time, locale::args};

/// The most code points of an editor's note in place of a story.
pub const NOTE: usize = 700;

impl Renderer<'_> {
    /// What a withdrawn push becomes; without a note, the usual one. It has no buttons.
    pub fn withdrawn(&self, language: Language, note: Option<&str>) -> Message {
        let text = self.words.say(language, "retracted", &args![note = self.note(language, note)]);
        Message { text, ..Message::default() }
    }

    /// The answer to a corrected message, for those who had the wrong version.
    pub fn correction_notice(&self, language: Language, correction: &str) -> Message {
        let correction = still(&text::cut(&text::clean(correction), NOTE));
        let text = self.words.say(language, "correction-notice", &args![correction = correction]);
        Message { text, ..Message::default() }
    }

    /// The message to those whose copy, sent at `sent`, was deleted.
    pub fn retraction_notice(&self, language: Language, sent: Time, note: Option<&str>) -> Message {
        let time = self.words.moment(sent, self.newsroom.zone);
        let fields = args![time = time, note = self.note(language, note)];
        Message { text: self.words.say(language, "retraction-notice", &fields), ..Message::default() }
    }

    /// The editor's note, escaped, or the usual one.
    fn note(&self, language: Language, note: Option<&str>) -> String {
        let note = text::cut(&text::clean(note.unwrap_or_default()), NOTE);
        if text::is_visible(&note) {
            still(&note)
        } else {
            self.words.say(language, "retracted-default-note", &args![])
        }
    }
}
