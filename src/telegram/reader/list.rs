//! A page of stories with a number each: what the latest news and a search share. In: stories, and what stands above. Out: its lines, and the
//! buttons that open, turn and choose a rubric. In a group nothing is opened: a push there is for all of it, and each line is a link.

use super::{rubrics, search::press::Find, talk::Talk};
use crate::{
    article::{ArticleKey, Form, Story},
    delivery::decide::timing::midnight,
    locale::args,
    message::{Button, Keyboard, Message, Style, escape, html::without_empty_links, still, text::cut},
    newsroom::news_languages,
    store::{Result, articles::Listed},
    telegram::{
        answer::{Answer, Reply, text},
        update::{Place, Pressed},
    },
};

/// Headlines on a page: as many numbers stand in one row of buttons.
pub(super) const PAGE: u32 = 8;
/// The most code points of a headline.
const HEADLINE: usize = 200;
/// Rubrics in a row.
const COLUMNS: usize = 2;

/// A page, as it stands in a list.
pub(super) struct Page<'a> {
    /// What stands above.
    pub title: String,
    /// One more than [`PAGE`] where there are older ones.
    pub stories: &'a [Listed],
    /// What is said where there are none.
    pub none: &'a str,
    /// How many newer ones are left out.
    pub skip: u32,
    /// The button that shows another page, by what it leaves out.
    pub turn: &'a dyn Fn(u32) -> String,
    /// The button that shows the rubrics.
    pub rubrics: String,
    /// What else there is to do.
    pub besides: Option<Button>,
}

impl Page<'_> {
    pub(super) fn message(&self, talk: &Talk) -> Message {
        let shown = &self.stories[..self.stories.len().min(PAGE as usize)];
        let items: Vec<String> =
            shown.iter().zip(1..).map(|(listed, number)| format!("<b>{number}.</b> {}", line(talk, listed))).collect();
        let items = if items.is_empty() { talk.say(self.none, &args![]) } else { items.join("\n") };
        text(format!("{}\n\n{items}", self.title), Keyboard::of(self.rows(talk, shown)))
    }

    fn rows(&self, talk: &Talk, shown: &[Listed]) -> [Vec<Button>; 4] {
        let opens = talk.address.place == Place::Private;
        let open =
            |(listed, number): (&Listed, i32)| Button::data(number.to_string(), Find::Open(listed.story.key).encode());
        let numbers = shown.iter().zip(1..).filter(|_| opens).map(open).collect();
        let turn = |key: &str, skip| Button::data(talk.say(key, &args![]), (self.turn)(skip));
        let newer = (self.skip > 0).then(|| turn("page-newer", self.skip.saturating_sub(PAGE)));
        let older = (self.stories.len() > shown.len()).then(|| turn("page-older", self.skip + PAGE));
        let rubrics = Button::data(talk.say("btn-rubrics", &args![]), &self.rubrics);
        let besides = self.besides.iter().cloned().collect();
        [numbers, newer.into_iter().chain(older).collect(), vec![rubrics], besides]
    }
}

/// «08:05 headline»; of another day, «22 ноября headline».
fn line(talk: &Talk, listed: &Listed) -> String {
    let (scene, published) = (talk.scene, listed.story.published);
    let zone = talk.chat.as_ref().and_then(|chat| chat.zone).unwrap_or(scene.newsroom.zone);
    let today = published >= midnight(scene.now, zone);
    let time = if today { scene.words.time(published, zone) } else { scene.words.date(talk.tongue, published, zone) };
    let renderer = scene.renderer();
    let headline = still(&cut(&renderer.headline(&listed.story), HEADLINE));
    let url = escape(&renderer.link(&listed.story).unwrap_or_default());
    let line = talk.say("latest-item", &args![time = time, url = url, headline = headline]);
    without_empty_links(&line).into_owned()
}

/// The languages in which the chat reads.
pub(super) fn languages(talk: &Talk) -> u8 {
    talk.chat.as_ref().map_or_else(|| news_languages(talk.tongue), |chat| chat.languages)
}

/// The name of what a list is narrowed to.
pub(super) fn narrowed(talk: &Talk, rubric: Option<u8>) -> String {
    let title = rubric.and_then(|bit| rubrics::named(talk, bit)).map(|(_, title)| title);
    title.unwrap_or_else(|| talk.say("rubric-all", &args![]))
}

/// The rubrics in the place of a list's buttons, each with what shows its first page.
pub(super) fn choose(talk: &Talk, pressed: &Pressed, now: Option<u8>, first: impl Fn(Option<u8>) -> String) -> Answer {
    let known = talk.scene.newsroom.rubrics.iter().map(|rubric| Some(rubric.bit));
    let all: Vec<Option<u8>> = [None, Some(0)].into_iter().chain(known).collect();
    let button = |rubric: &Option<u8>| {
        let title = narrowed(talk, *rubric);
        let button = |label: String| Button::data(label, first(*rubric));
        if *rubric == now { button(format!("✅ {title}")).styled(Style::Success) } else { button(title) }
    };
    let rows = all.chunks(COLUMNS).map(|row| row.iter().map(button).collect());
    let edit = Reply::EditKeyboard(pressed.address.chat, pressed.message, Keyboard::of(rows));
    Answer::toast(&pressed.query, "").and(edit)
}

/// A story as its readers get it, if they may see it now. Whoever the bot knows has it in the ledger, so it is corrected with all others.
pub(super) fn opened(talk: &Talk, key: ArticleKey) -> Result<Option<Reply>> {
    if talk.store.readable(key, talk.scene.now)?.is_none() {
        return Ok(None);
    }
    Ok(talk.store.story(key)?.map(|(story, form)| as_push(talk, story, form)))
}

fn as_push(talk: &Talk, story: Story, form: Form) -> Reply {
    let renderer = talk.scene.renderer();
    let push = |form| renderer.push(&story, form);
    match &talk.chat {
        Some(chat) => {
            let form = if chat.photos { form } else { form.max(Form::Formatted) };
            let push = push(form);
            Reply::Story(talk.target(), Box::new(story), push, chat.key)
        }
        // Nothing is kept of somebody who has not pressed Start.
        None => {
            let (push, plain) = (push(form), push(form.max(Form::Formatted)));
            Reply::Preview(talk.target(), Box::new(story), push, plain)
        }
    }
}
