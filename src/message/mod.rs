//! What readers see. In: stories, words, the newsroom. Out: a [`Message`]: Telegram HTML, a photo, buttons. Whatever a story
//! contains, the message keeps Telegram's limits (4096 code points after parsing, 1024 under a photo, 100 entities, 32 KiB as
//! sent), its markup parses, and its first line is news. What is sent to whom, and how a photo gets there, is left to `delivery`.

mod bundle;
pub mod data;
mod digest;
mod edition;
pub mod html;
pub mod link;
mod notes;
mod pages;
mod parcel;
mod push;
mod source;
pub mod still;
#[cfg(test)]
mod tests;
pub mod text;

pub use crate::{
    article::Form,
    bot_api::{Action, Button, Keyboard, Style},
};

use crate::{
    article::{ArticleKey, Image, Language, Story},
    bot_api::keyboard::is_accepted,
    locale::Words,
    newsroom::{Newsroom, Rubric},
};

pub use crate::store::editions::Mark;
pub use html::{escape, length};
pub use notes::NOTE as RETRACTION_NOTE;
pub use push::{Details, NOTE as CORRECTION_NOTE};
pub use still::still;

/// The most code points of a text (Bot API, sendMessage).
pub const TEXT_LIMIT: usize = 4096;
/// The most code points under a photo (Bot API, sendPhoto).
pub const CAPTION_LIMIT: usize = 1024;

/// A message ready to be sent, but for the chat.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// Telegram HTML: the text, or the caption of the photo.
    pub text: String,
    /// A photo above the text.
    pub photo: Option<Photo>,
    /// The link shown large above the text; `None` = no link preview.
    pub preview: Option<String>,
    /// The buttons under it.
    pub keyboard: Keyboard,
}

/// A photo of a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Photo {
    /// Where it is.
    pub image: Image,
    /// Covered until it is tapped.
    pub spoiler: bool,
}

/// What else a visit says with its stories.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extra {
    /// Stories that may have reached the chat already (uncertain ones), named once more.
    pub mentions: Vec<Story>,
    /// How many older stories are only counted (after an outage).
    pub older: usize,
    /// The first message after a pause.
    pub pause: bool,
    /// The leading story is breaking news.
    pub urgent: bool,
    /// It stands in a channel, where nobody can write to the bot.
    pub channel: bool,
    /// Stories of this message that have been withdrawn since: a line says so in their place.
    pub withdrawn: Vec<ArticleKey>,
    /// Breaking stories of the night, named in a list.
    pub overnight: Vec<Story>,
}

/// Renders messages.
#[derive(Clone, Copy, Debug)]
pub struct Renderer<'a> {
    /// The words of the furniture.
    pub words: &'a Words,
    /// Whose news it is.
    pub newsroom: &'a Newsroom,
    /// The bot's user name without `@`, for deep links.
    pub bot: &'a str,
}

impl<'a> Renderer<'a> {
    /// The rubric that a story is shown under: the first of its rubrics in the newsroom's order.
    pub fn rubric(&self, story: &Story) -> Option<&'a Rubric> {
        self.newsroom.rubrics_in(story.rubrics).next()
    }

    /// The address behind a story's buttons and headlines, with the newsroom's parameters; `None` where there is no page yet, or its
    /// address is one that Telegram takes for no link.
    pub fn link(&self, story: &Story) -> Option<String> {
        let url = self.newsroom.link(story.url.as_deref()?, self.rubric(story));
        is_accepted(&url).then_some(url)
    }

    /// A story's headline in one clean line; never empty.
    pub fn headline(&self, story: &Story) -> String {
        let headline = text::clean(&story.headline);
        if text::is_visible(&headline) { headline } else { self.paper(story.language).to_string() }
    }

    /// The newspaper's name.
    fn paper(&self, language: Language) -> &'a str {
        let name = self.newsroom.name.in_language(language);
        if text::is_visible(name) { name } else { "Headliner" }
    }
}
