//! What is said at a rehearsal: the sample articles as stories, in the words and the newsroom that are compiled in, so that the same is
//! sent to both servers and nothing of the newspaper's own is in it.

use crate::{
    article::{ArticleId, ArticleKey, Image, Language, Story},
    cli::demo::samples::{self, PHOTOS, Sample},
    clock::Time,
    locale::Words,
    message::Renderer,
    newsroom::Newsroom,
};

/// 23 November 2026, 10:00 in Almaty: what names a time names the same one at each rehearsal.
pub(super) const MORNING: Time = Time(1_795_410_000_000);
/// No article has such numbers: a press on a button of a rehearsal is about nothing.
const FIRST_KEY: i64 = 900_000_000_000;
/// What takes the place of a photo.
pub(super) const CARD: &[u8] = include_bytes!("../../../data/withdrawn.png");

/// All that a script is made of.
pub(super) struct Props {
    words: Words,
    marking: Words,
    newsroom: Newsroom,
    /// Some twenty, in three languages; the first has a photo and a page.
    pub stories: Vec<Story>,
}

impl Props {
    pub fn new() -> Props {
        let (words, newsroom) = (Words::built_in(), Newsroom::default());
        let samples = [samples::news(newsroom.zone), samples::archive(newsroom.zone)].concat();
        let mut stories: Vec<Story> =
            samples.into_iter().zip(FIRST_KEY..).map(|(sample, key)| story(sample, key, &newsroom)).collect();
        stories.sort_by_key(|story| story.image.is_none() || story.url.is_none());
        Props { marking: words.clone().marking_times(true), words, newsroom, stories }
    }

    /// Writes messages as for a server that does not know times.
    pub fn plain(&self) -> Renderer<'_> {
        Renderer { words: &self.words, newsroom: &self.newsroom, bot: "headliner_bot" }
    }

    /// Writes messages with times that each phone shows in its own zone.
    pub fn timed(&self) -> Renderer<'_> {
        Renderer { words: &self.marking, ..self.plain() }
    }

    /// The first story.
    pub fn story(&self) -> &Story {
        &self.stories[0]
    }

    /// A word of the locale, in Russian.
    pub fn say(&self, key: &str) -> String {
        self.words.say(Language::Ru, key, &crate::args![])
    }

    /// The bytes of a photo, and its name.
    pub fn photo(&self) -> (&'static str, &'static [u8]) {
        let (path, _, bytes) = PHOTOS[0];
        (path.rsplit('/').next().unwrap_or(path), bytes)
    }
}

fn story(sample: Sample, key: i64, newsroom: &Newsroom) -> Story {
    let Sample { id, draft } = sample;
    let full = |text: String| Some(text).filter(|text| !text.is_empty());
    let rubric = newsroom.rubric_named(&draft.rubric).map_or(0, |rubric| 1 << rubric.bit);
    Story {
        key: ArticleKey(key),
        id: ArticleId(id),
        revision: 1,
        headline: draft.headline,
        lead: draft.lead,
        url: full(draft.url),
        image: full(draft.photo).map(Image::Path),
        credit: full(draft.credit),
        sensitive: false,
        byline: None,
        language: Language::from_tag(&draft.language).unwrap_or(Language::Ru),
        rubrics: rubric | u64::from(draft.main),
        correction: None,
        withdrawn: false,
        published: MORNING,
    }
}
