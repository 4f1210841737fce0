//! The pages behind «Ещё N» of a list: what it had no room for, in the very message. In: the edition, with its stories, and the number
//! of a page. Out: that page; page 0 is the message itself. What is only counted by the edition is counted on the last page too.

use super::{Button, Extra, Keyboard, Message, Renderer, bundle, data, digest, html::without_markup};
use crate::{
    article::{Form, Story},
    locale::args,
    store::editions::{Edition, Layout},
};

/// What of a list is on its pages.
struct Rest<'s> {
    first: &'s Story,
    lines: Vec<String>,
    /// How many stories the list has after its first.
    more: usize,
    extra: Extra,
}

impl Renderer<'_> {
    /// A page of an edition with these stories, and what else it names; `None`: there is no such page.
    pub fn page(&self, edition: &Edition, stories: &[Story], named: &[Story], page: usize) -> Option<Message> {
        if page == 0 {
            return (!stories.is_empty()).then(|| self.edition(edition, stories, named));
        }
        let rest = self.rest(edition, stories, named)?;
        let mut before = 0;
        for number in 1.. {
            let ahead = rest.lines.get(before..).filter(|lines| !lines.is_empty())?;
            let render = |shown: usize| self.page_text(edition, &rest, &ahead[..shown], shown == ahead.len());
            let (text, shown) = bundle::most(ahead.len().min(digest::MOST), render);
            let shown = shown.max(1); // a line and the head have room
            if number == page {
                let left = ahead.len() - shown;
                let text = if edition.form == Form::Plain { without_markup(&text) } else { text };
                let keyboard = self.page_buttons(edition, page, left);
                return Some(Message { text, keyboard, ..Message::default() });
            }
            before += shown;
        }
        None
    }

    /// What the message of the edition does not spell out.
    fn rest<'s>(&self, edition: &Edition, stories: &'s [Story], named: &'s [Story]) -> Option<Rest<'s>> {
        let (first, others) = stories.split_first()?;
        let extra = Extra { channel: false, ..self.extra(edition, stories, named) };
        let shown = match edition.layout {
            Layout::Bundle => self.bundle_shown(edition.tongue, stories, edition.tail, extra.clone()).1,
            Layout::Digest => {
                let at = edition.at.unwrap_or_default();
                self.digest_shown(edition.tongue, stories, edition.tail, at, extra.clone()).1
            }
            Layout::Single | Layout::Post | Layout::Note => return None,
        };
        let hidden = others[shown.stories..].iter().chain(&extra.mentions[shown.mentions..]);
        let lines = hidden.map(|story| self.line(edition.tongue, story, &extra)).collect();
        let more = others.len() + edition.tail + extra.overnight.len();
        Some(Rest { first, lines, more, extra })
    }

    fn page_text(&self, edition: &Edition, rest: &Rest, lines: &[String], is_last: bool) -> String {
        let (tongue, Rest { first, more, extra, .. }) = (edition.tongue, rest);
        let lines = lines.join("\n");
        let text = match edition.layout {
            Layout::Digest => {
                let at = edition.at.unwrap_or_default();
                self.digest_page(tongue, first, &lines, (*more, at), extra)
            }
            _ => self.bundle_page(tongue, first, &lines, *more, extra),
        };
        let older = if is_last { edition.tail } else { 0 };
        self.joined(tongue, &Extra { older, ..Extra::default() }, text)
    }

    /// «‹ Назад» «Ещё 12 новостей»
    fn page_buttons(&self, edition: &Edition, page: usize, left: usize) -> Keyboard {
        let tongue = edition.tongue;
        let back = Button::data(self.words.say(tongue, "btn-back", &args![]), data::rest(page - 1));
        let news = self.words.count_news(tongue, (left + edition.tail) as u64);
        let next = Button::data(self.words.say(tongue, "digest-pages", &args![news = news]), data::rest(page + 1));
        let settings = (edition.layout == Layout::Digest).then(|| self.digest_settings(tongue));
        Keyboard::of([
            [back].into_iter().chain((left > 0).then_some(next)).collect(),
            settings.into_iter().collect::<Vec<_>>(),
        ])
    }
}
