//! One story as a message: a push, a breaking push, a channel's post, and what an edited push says besides.

use super::{
    Button, CAPTION_LIMIT, Extra, Form, Keyboard, Message, Photo, Renderer, TEXT_LIMIT, data,
    html::{escape, length, without_markup},
    link, still, text,
};
use crate::{
    article::{Language, Story},
    locale::args,
    newsroom::Rubric,
    search::followed::bare,
    store::editions::Mark,
};

/// The most code points of a credit.
const CREDIT: usize = 100;
/// The most code points of what an editor writes under a story.
pub const NOTE: usize = 300;
/// A lead shorter than this says nothing: it is left out where there is no room for more.
const SHORTEST_LEAD: usize = 20;

/// What a push says besides its story.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Details<'a> {
    /// The reader's word that the story has.
    pub word: Option<&'a str>,
    /// Why an edited push is no longer as it was.
    pub mark: Option<Mark>,
}

/// The texts of a story that may have to give way to the limit.
#[derive(Clone)]
pub(super) struct Wording {
    pub(super) headline: String,
    pub(super) lead: String,
}

/// Shortens the lead, then the headline, until what `render` makes of them has at most `limit` code points.
pub(super) fn fit(mut wording: Wording, limit: usize, render: impl Fn(&Wording) -> String) -> String {
    let mut html = render(&wording);
    // Each part is cut once; a second round catches what a cut at a word left over.
    for _ in 0..2 {
        let over = length(&html).saturating_sub(limit);
        if over == 0 {
            return html;
        }
        let room = wording.lead.chars().count().saturating_sub(over);
        wording.lead = if room >= SHORTEST_LEAD { text::cut(&wording.lead, room) } else { String::new() };
        html = render(&wording);
        let over = length(&html).saturating_sub(limit);
        if over > 0 {
            let room = wording.headline.chars().count().saturating_sub(over).max(1);
            wording.headline = text::cut(&wording.headline, room);
            html = render(&wording);
        }
    }
    html
}

impl Renderer<'_> {
    /// A story as its readers get it. Furniture in the article's language.
    pub fn push(&self, story: &Story, form: Form) -> Message {
        self.push_with(story, form, &Details::default())
    }

    /// A push that says something besides its story.
    pub fn push_with(&self, story: &Story, form: Form, details: &Details) -> Message {
        self.single("push", story, form, details, &Extra::default())
    }

    /// A breaking story. Without a page yet it says that details will follow.
    pub fn breaking(&self, story: &Story, form: Form) -> Message {
        self.breaking_with(story, form, &Details::default())
    }

    /// A breaking push that says something besides its story.
    pub fn breaking_with(&self, story: &Story, form: Form, details: &Details) -> Message {
        self.single(breaking_key(story), story, form, details, &Extra::default())
    }

    fn single(&self, key: &str, story: &Story, form: Form, details: &Details, extra: &Extra) -> Message {
        let photo = photo(story, form);
        let credit = if photo.is_some() { self.credit(story) } else { String::new() };
        let hashtags = self.hashtags(story, details.word);
        let mark = self.mark(story, details.mark);
        // Telegram may refuse an address on a button; as a part of the text it refuses none.
        let plain = form == Form::Plain;
        let page = self.link(story).filter(|_| plain).map(|url| escape(&url)).unwrap_or_default();
        // A photo stays where it is when its story loses it.
        let text = self.fitted(story, form, form == Form::Photo, |wording| {
            let (headline, lead) = (still(&wording.headline), still(&wording.lead));
            let fields = args![headline = headline, lead = lead, credit = &credit, hashtags = &hashtags];
            let text = self.words.say(story.language, key, &fields);
            let text = if mark.is_empty() { text } else { format!("{text}\n\n{mark}") };
            let text = if page.is_empty() { text } else { format!("{text}\n\n{page}") };
            if *extra == Extra::default() { text } else { self.joined(story.language, extra, text) }
        });
        Message { text, photo, preview: None, keyboard: self.push_keyboard(story, form) }
    }

    /// An update that answers the first push of its story: no photo.
    pub fn followup(&self, story: &Story, form: Form) -> Message {
        let hashtags = self.hashtags(story, None);
        let text = self.fitted(story, form, false, |wording| {
            let (headline, lead) = (still(&wording.headline), still(&wording.lead));
            let fields = args![headline = headline, lead = lead, hashtags = &hashtags];
            self.words.say(story.language, "followup", &fields)
        });
        Message { text, photo: None, preview: None, keyboard: self.push_keyboard(story, Form::Formatted) }
    }

    /// A story as a channel's post: as a push or a breaking push, with a button that leads readers to the bot. What else
    /// the visit says stands below it.
    pub fn channel_post(&self, story: &Story, form: Form, breaking: bool, details: &Details, extra: &Extra) -> Message {
        let key = if breaking { breaking_key(story) } else { "push" };
        let message = self.single(key, story, form, details, extra);
        let language = story.language;
        let start = self.rubric(story).map_or(link::Start::Main, |rubric| link::Start::Rubric(&rubric.id));
        let choose = self.words.say(language, "channel-button", &args![]);
        let choose = Button::url(choose, link::start(self.bot, start, Some("channel")));
        let read = self.read_button(story, language).filter(|_| form != Form::Plain);
        Message { keyboard: Keyboard::of([read.into_iter().collect(), vec![choose]]), ..message }
    }

    /// Renders headline and lead within the limit of the form, and takes the markup away where the form has none.
    fn fitted(&self, story: &Story, form: Form, captioned: bool, render: impl Fn(&Wording) -> String) -> String {
        let wording = Wording { headline: self.headline(story), lead: self.lead(story) };
        let limit = if captioned { CAPTION_LIMIT } else { TEXT_LIMIT };
        let html = fit(wording, limit, render);
        if form == Form::Plain { without_markup(&html) } else { html }
    }

    /// A story's lead as it is shown: clean, without «…, сообщает Vecher.kz», cut. May be empty.
    pub fn lead(&self, story: &Story) -> String {
        let rules = &self.newsroom.text;
        let full = text::trimmed(&text::clean(&story.lead), &rules.trim);
        let lead = text::trimmed(&text::lead(&full, rules.lead), &rules.trim);
        if text::is_visible(&lead) { lead } else { String::new() }
    }

    /// «Фото: Akorda.kz», escaped; without the label where the credit brings its own. May be empty.
    fn credit(&self, story: &Story) -> String {
        let credit = text::cut(&text::clean(story.credit.as_deref().unwrap_or_default()), CREDIT);
        if !text::is_visible(&credit) {
            return String::new();
        }
        if has_label(&credit) {
            return still(&credit);
        }
        self.words.say(story.language, "credit-photo", &args![credit = still(&credit)])
    }

    /// One hashtag: the first rubric's; before it the reader's word, where that is why the story comes.
    fn hashtags(&self, story: &Story, word: Option<&str>) -> String {
        let title = self.rubric(story).map(|rubric: &Rubric| rubric.title.in_language(story.language));
        let hashtag = title.map(text::hashtag).unwrap_or_default();
        let Some(word) = word else { return hashtag };
        let word = still(&text::cut(&text::clean(&bare(word)), CREDIT));
        let line = self.words.say(story.language, "push-keyword", &args![word = word]);
        format!("{line}\n{hashtag}").trim_end().to_string()
    }

    /// «Исправлено в 12:30: …»; empty where there is nothing to say.
    fn mark(&self, story: &Story, mark: Option<Mark>) -> String {
        let zone = self.newsroom.zone;
        let correction = story.correction.as_deref().map(text::clean).filter(|correction| text::is_visible(correction));
        match (mark, correction) {
            (Some(Mark::Corrected(at)), Some(correction)) => {
                let correction = still(&text::cut(&correction, NOTE));
                let time = self.words.moment(at, zone);
                self.words.say(story.language, "corrected", &args![time = time, correction = correction])
            }
            (Some(Mark::Updated(at)), _) => {
                self.words.say(story.language, "updated", &args![time = self.words.moment(at, zone)])
            }
            (Some(Mark::Restored(at)), _) => {
                self.words.say(story.language, "restored", &args![time = self.words.moment(at, zone)])
            }
            _ => String::new(),
        }
    }

    /// «Читать на Vecher.kz» and «⋯»; in plain form the address stands in the text.
    pub fn push_keyboard(&self, story: &Story, form: Form) -> Keyboard {
        let more = Button::data(self.words.say(story.language, "btn-more", &args![]), data::more(story.key));
        let read = self.read_button(story, story.language).filter(|_| form != Form::Plain);
        Keyboard::of([read.into_iter().chain([more]).collect()])
    }

    /// «Читать на Vecher.kz», where there is a page.
    pub fn read_button(&self, story: &Story, tongue: Language) -> Option<Button> {
        let label = self.words.say(tongue, "btn-read", &args![site = self.newsroom.site.in_language(tongue)]);
        Some(Button::url(label, self.link(story)?))
    }

    /// Opens Telegram's sharing of the story; `None` where there is no page.
    pub fn share_link(&self, story: &Story) -> Option<String> {
        let url = self.link(story)?;
        let headline = text::cut(&self.headline(story), super::bundle::HEADLINE);
        let paper = self.newsroom.name.in_language(story.language);
        let text = self.words.say(story.language, "share-text", &args![headline = headline, paper = paper]);
        Some(link::share(&url, &text))
    }
}

fn breaking_key(story: &Story) -> &'static str {
    if story.url.is_some() { "breaking" } else { "breaking-first" }
}

/// The story's photo, if the form has one.
fn photo(story: &Story, form: Form) -> Option<Photo> {
    let image = story.image.clone().filter(|_| form == Form::Photo)?;
    Some(Photo { image, spoiler: story.sensitive })
}

/// Whether a credit says itself what it is: «Фото из архива», «Коллаж: …», «Источник: …», and their Kazakh and English words.
fn has_label(credit: &str) -> bool {
    const LABELS: [&str; 11] = [
        "фото",
        "коллаж",
        "источник",
        "сурет",
        "дереккөз",
        "дерек көзі",
        "photo",
        "collage",
        "source",
        "иллюстрация",
        "illustration",
    ];
    let credit = credit.to_lowercase();
    LABELS.iter().any(|label| credit.starts_with(label))
}
