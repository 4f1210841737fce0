//! Several stories in one message: the first in full, the others as links, what has no room as a number.

use std::borrow::Cow;

use super::{
    Button, Extra, Keyboard, Message, Renderer, TEXT_LIMIT, data,
    html::{entities, escape, length, without_empty_links},
    push::{Wording, fit},
    still, text,
};
use crate::{
    article::{Language, Story},
    locale::args,
};

/// The most code points of a headline in a list.
pub(super) const HEADLINE: usize = 200;
/// The most code points of a headline that leads a list.
const LEADING: usize = 600;
/// The most bytes of a text as it is sent (TDLib, 32 KiB).
const RAW: usize = 32_768;
/// Telegram drops entities beyond 100, and refuses a message whose entities take about 9500 bytes.
const ENTITIES: (usize, usize) = (100, 9000);

/// Whether Telegram takes the text as it is.
pub(super) fn fits(html: &str) -> bool {
    let (count, bytes) = entities(html);
    length(html) <= TEXT_LIMIT && html.len() <= RAW && count <= ENTITIES.0 && bytes <= ENTITIES.1
}

/// The most of `stories` that `render` has room for, and what it makes of them.
pub(super) fn most(stories: usize, render: impl Fn(usize) -> String) -> (String, usize) {
    let whole = render(stories);
    if fits(&whole) {
        return (whole, stories);
    }
    // More stories make no shorter text, so the largest number that fits can be searched by halves.
    let (mut fitting, mut over) = (0, stories);
    while over - fitting > 1 {
        let middle = usize::midpoint(fitting, over);
        if fits(&render(middle)) { fitting = middle } else { over = middle }
    }
    (render(fitting), fitting)
}

/// As many of the mentions as find room where nothing but the leading story stands beside them, and how many do not: those
/// are counted with the tail.
pub(super) fn named(mut extra: Extra, render: impl Fn(&Extra) -> String) -> (Extra, usize) {
    let all = extra.mentions.len();
    if all == 0 {
        return (extra, 0);
    }
    let some = |count: usize| Extra { mentions: extra.mentions[..count].to_vec(), ..extra.clone() };
    let (_, named) = most(all, |count| render(&some(count)));
    extra.mentions.truncate(named);
    (extra, all - named)
}

/// What of a list is spelled out: after the first story so many more, and so many mentions.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shown {
    pub(super) stories: usize,
    pub(super) mentions: usize,
}

impl Renderer<'_> {
    /// Several stories in one message, the first of them in full. `tail` more are only counted, and so are those that find
    /// no room. Furniture in the reader's language.
    pub fn bundle(&self, tongue: Language, stories: &[Story], tail: usize, extra: Extra) -> Message {
        self.bundle_shown(tongue, stories, tail, extra).0
    }

    /// The same, and what of it is spelled out.
    pub(super) fn bundle_shown(
        &self,
        tongue: Language,
        stories: &[Story],
        tail: usize,
        extra: Extra,
    ) -> (Message, Shown) {
        let Some((first, others)) = stories.split_first() else {
            let text = self.joined(tongue, &extra, String::new());
            return (Message { text, ..Message::default() }, Shown::default());
        };
        let lines: Vec<String> = others.iter().map(|story| self.line(tongue, story, &extra)).collect();
        let night = self.night_lines(tongue, &extra);
        let news = self.count_more(tongue, others.len() + tail + night.len());
        let render = |shown: usize, extra: &Extra| {
            let others = [&night, &lines[..shown]].concat().join("\n");
            self.leading(tongue, first, extra, |wording| {
                let fields = args![headline = &wording.headline, lead = &wording.lead, news = &news, others = &others];
                let key = if extra.urgent { "bundle-breaking" } else { "bundle" };
                self.joined(tongue, extra, self.words.say(tongue, key, &fields))
            })
        };
        let (extra, unnamed) = named(extra, |extra| render(0, extra));
        let (text, shown) = most(lines.len(), |shown| render(shown, &extra));
        let url = self.link(first).filter(|_| !extra.withdrawn.contains(&first.key));
        let read = url.as_ref().map(|url| Button::url(self.words.say(tongue, "btn-read-first", &args![]), url));
        let more = Button::data(self.words.say(tongue, "btn-more", &args![]), data::more_of_bundle(first.key));
        let rest = self.rest_button(tongue, others.len() - shown + tail + unnamed);
        let keyboard = Keyboard::of([read.into_iter().chain([more]).collect(), rest.into_iter().collect()]);
        let preview = url.filter(|_| first.image.is_some());
        (Message { text, photo: None, preview, keyboard }, Shown { stories: shown, mentions: extra.mentions.len() })
    }

    /// «3 новости»; of none, nothing.
    fn count_more(&self, tongue: Language, more: usize) -> String {
        if more == 0 { String::new() } else { self.words.count_news(tongue, more as u64) }
    }

    /// A page of what a bundle had no room for: its first headline, then these lines.
    pub(super) fn bundle_page(
        &self,
        tongue: Language,
        first: &Story,
        lines: &str,
        more: usize,
        extra: &Extra,
    ) -> String {
        let gone = extra.withdrawn.contains(&first.key);
        let headline = if gone {
            self.words.say(tongue, "retracted-line", &args![])
        } else {
            still(&text::cut(&self.headline(first), LEADING))
        };
        let fields = args![headline = headline, lead = "", news = self.count_more(tongue, more), others = lines];
        self.words.say(tongue, if extra.urgent { "bundle-breaking" } else { "bundle" }, &fields)
    }

    /// «⚡️ Ночью: …», a line for each story that came as breaking news at night.
    pub(super) fn night_lines(&self, tongue: Language, extra: &Extra) -> Vec<String> {
        let line = |story: &Story| {
            if extra.withdrawn.contains(&story.key) {
                return self.line(tongue, story, extra);
            }
            let headline = still(&text::cut(&self.headline(story), HEADLINE));
            let url = escape(&self.link(story).unwrap_or_default());
            let line = self.words.say(tongue, "digest-night-breaking", &args![url = url, headline = headline]);
            without_empty_links(&line).into_owned()
        };
        extra.overnight.iter().map(line).collect()
    }

    /// Renders the leading story, escaped, with its lead cut where the rest leaves no room.
    fn leading(&self, tongue: Language, story: &Story, extra: &Extra, render: impl Fn(&Wording) -> String) -> String {
        if extra.withdrawn.contains(&story.key) {
            let gone = self.words.say(tongue, "retracted-line", &args![]);
            return render(&Wording { headline: gone, lead: String::new() });
        }
        let wording = Wording { headline: text::cut(&self.headline(story), LEADING), lead: self.lead(story) };
        fit(wording, TEXT_LIMIT, |wording| {
            render(&Wording { headline: still(&wording.headline), lead: still(&wording.lead) })
        })
    }

    /// «• headline» as a link; what was withdrawn says so.
    pub(super) fn line(&self, tongue: Language, story: &Story, extra: &Extra) -> String {
        if extra.withdrawn.contains(&story.key) {
            return format!("• {}", self.words.say(tongue, "retracted-line", &args![]));
        }
        let headline = still(&text::cut(&self.headline(story), HEADLINE));
        match self.link(story) {
            Some(url) => format!("• <a href=\"{}\">{headline}</a>", escape(&url)),
            None => format!("• {headline}"),
        }
    }

    /// The message with what else the visit says: after a pause before it, what is uncertain and what is older after it.
    pub(super) fn joined(&self, tongue: Language, extra: &Extra, text: String) -> String {
        let mut parts: Vec<Cow<str>> = Vec::new();
        if extra.pause {
            parts.push(self.words.say(tongue, "catchup-pause", &args![]).into());
        }
        parts.push(text.into());
        if !extra.mentions.is_empty() {
            let title = self.words.say(tongue, "uncertain-mention", &args![]);
            let lines = extra.mentions.iter().map(|story| self.line(tongue, story, extra));
            parts.push(std::iter::once(title).chain(lines).collect::<Vec<_>>().join("\n").into());
        }
        if extra.older > 0 {
            let key = if extra.channel { "channel-older" } else { "catchup-older" };
            parts.push(self.words.say(tongue, key, &args![count = extra.older]).into());
        }
        parts.retain(|part| !part.is_empty());
        let joined = parts.join("\n\n");
        match without_empty_links(&joined) {
            Cow::Borrowed(_) => joined,
            Cow::Owned(linked) => linked,
        }
    }

    /// «Ещё 5 новостей», where there are any.
    pub(super) fn rest_button(&self, tongue: Language, hidden: usize) -> Option<Button> {
        let news = self.words.count_news(tongue, hidden as u64);
        let label = self.words.say(tongue, "digest-pages", &args![news = news]);
        (hidden > 0).then(|| Button::data(label, data::REST))
    }
}
