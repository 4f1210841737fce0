//! The digest: the first story on the lock screen, then the other main ones, then rubric by rubric, the tail folded away.

use chrono::Timelike;

use super::{
    Button, Extra, Keyboard, Message, Renderer,
    bundle::{self, Shown},
    data,
    html::escape,
    still, text,
};
use crate::{
    article::{Language, Story},
    clock::Time,
    locale::args,
};

/// The most stories of one message.
pub(super) const MOST: usize = 30;
/// The most stories that are not folded away.
const OPEN: usize = 7;
/// Where a rubric of one story would be folded away, as long as fewer than this many stand open it is not.
const FEW: usize = 5;
/// The most code points of the headline on the first line.
const FIRST: usize = 600;

/// The times of day that a digest is named after.
#[derive(Clone, Copy)]
enum PartOfDay {
    Morning,
    Noon,
    Evening,
}

impl PartOfDay {
    fn at_hour(hour: u32) -> PartOfDay {
        match hour {
            4..11 => PartOfDay::Morning,
            11..16 => PartOfDay::Noon,
            _ => PartOfDay::Evening,
        }
    }

    fn sign(self) -> &'static str {
        match self {
            PartOfDay::Morning => "☀️",
            PartOfDay::Noon => "🕛",
            PartOfDay::Evening => "🌆",
        }
    }

    /// The key of the second line.
    fn key(self) -> &'static str {
        match self {
            PartOfDay::Morning => "digest-morning",
            PartOfDay::Noon => "digest-noon",
            PartOfDay::Evening => "digest-evening",
        }
    }
}

/// The stories after the first, by their places: what stands where.
struct Layout<'s> {
    main: Vec<&'s Story>,
    /// By rubric, in the newsroom's order.
    rubrics: Vec<(u8, Vec<&'s Story>)>,
    /// Folded away, in the order in which they came.
    rest: Vec<&'s Story>,
}

impl Renderer<'_> {
    /// A digest of these stories, the first of them on the lock screen; `tail` more are only counted. `at` names the time of day and the
    /// date, in the newsroom's zone. It is made of two stories at least, or of one and what came at night.
    pub fn digest(&self, tongue: Language, stories: &[Story], tail: usize, at: Time, extra: Extra) -> Message {
        self.digest_shown(tongue, stories, tail, at, extra).0
    }

    /// The same, and what of it is spelled out.
    pub(super) fn digest_shown(
        &self,
        tongue: Language,
        stories: &[Story],
        tail: usize,
        at: Time,
        extra: Extra,
    ) -> (Message, Shown) {
        let Some((first, others)) = stories.split_first() else {
            return self.bundle_shown(tongue, stories, tail, extra);
        };
        let possible = others.len().min(MOST - 1);
        let more = others.len() + tail + extra.overnight.len();
        let render = |shown: usize, extra: &Extra| {
            let layout = self.layout(&others[..shown]);
            self.digest_text(tongue, first, &layout, self.digest_second(tongue, more, at), extra)
        };
        let (extra, unnamed) = bundle::named(extra, |extra| render(0, extra));
        let (text, shown) = bundle::most(possible, |shown| render(shown, &extra));
        let rest = self.rest_button(tongue, others.len() + tail - shown + unnamed);
        let keyboard = Keyboard::of([rest.into_iter().collect(), vec![self.digest_settings(tongue)]]);
        let withdrawn = extra.withdrawn.contains(&first.key);
        let preview = self.link(first).filter(|_| first.image.is_some() && !withdrawn);
        (Message { text, photo: None, preview, keyboard }, Shown { stories: shown, mentions: extra.mentions.len() })
    }

    /// «⚙️ Настроить дайджест»
    pub(super) fn digest_settings(&self, tongue: Language) -> Button {
        Button::data(self.words.say(tongue, "btn-digest-settings", &args![]), data::DIGEST_SETTINGS)
    }

    /// A page of what a digest had no room for: its first lines, then these.
    pub(super) fn digest_page(
        &self,
        tongue: Language,
        first: &Story,
        lines: &str,
        (more, at): (usize, Time),
        extra: &Extra,
    ) -> String {
        let (url, headline) = self.digest_first(tongue, first, extra);
        let (sign, second) = self.digest_second(tongue, more, at);
        let fields =
            args![sign = sign, url = url, headline = headline, more = second, main = "", rubrics = lines, rest = ""];
        self.words.say(tongue, "digest", &fields)
    }

    /// Up to seven stories stand open: main ones, then rubrics. Of more than seven, rubrics of a single story share the fold.
    fn layout<'s>(&self, others: &'s [Story]) -> Layout<'s> {
        let folds = others.len() + 1 > OPEN;
        let main: Vec<&Story> = others.iter().filter(|story| story.rubrics & 1 == 1).take(OPEN - 1).collect();
        let sections = self.newsroom.rubrics.iter().map(|rubric| {
            let own = |story: &&Story| story.rubrics & 1 == 0 && self.rubric(story) == Some(rubric);
            (rubric.bit, others.iter().filter(own).collect::<Vec<&Story>>())
        });
        let sections = sections.filter(|section| !section.1.is_empty()).collect();
        let rubrics = unfolded(sections, 1 + main.len(), folds);
        let open: Vec<&Story> = main.iter().chain(rubrics.iter().flat_map(|section| &section.1)).copied().collect();
        let folded = |story: &&Story| !open.iter().any(|shown| std::ptr::eq(*shown, *story));
        Layout { rest: others.iter().filter(folded).collect(), main, rubrics }
    }

    fn digest_text(
        &self,
        tongue: Language,
        first: &Story,
        layout: &Layout,
        (sign, second): (&str, String),
        extra: &Extra,
    ) -> String {
        let lines = |stories: &[&Story]| {
            stories.iter().map(|story| self.line(tongue, story, extra)).collect::<Vec<_>>().join("\n")
        };
        let main = self.night_lines(tongue, extra).into_iter().chain([lines(&layout.main)]);
        let sections = layout.rubrics.iter().map(|(bit, stories)| {
            let title = self.newsroom.rubric_with_bit(*bit).map(|rubric| rubric.label(tongue)).unwrap_or_default();
            format!("<b>{}</b>\n{}", still(&title), lines(stories))
        });
        let (url, headline) = self.digest_first(tongue, first, extra);
        let text = self.words.say(
            tongue,
            "digest",
            &args![
                sign = sign,
                url = url,
                headline = headline,
                more = second,
                main = main.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"),
                rubrics = sections.collect::<Vec<_>>().join("\n\n"),
                rest = lines(&layout.rest),
            ],
        );
        self.joined(tongue, extra, text)
    }

    /// The sign before the first line, and the second line: how many more, when.
    fn digest_second(&self, tongue: Language, more: usize, at: Time) -> (&'static str, String) {
        let zone = self.newsroom.zone;
        let part = PartOfDay::at_hour(at.utc().with_timezone(&zone).hour());
        let (news, date) = (self.words.count_news(tongue, more as u64), self.words.date(tongue, at, zone));
        (part.sign(), self.words.say(tongue, part.key(), &args![news = news, date = date]))
    }

    /// Address and headline of the first line, escaped.
    fn digest_first(&self, tongue: Language, first: &Story, extra: &Extra) -> (String, String) {
        if extra.withdrawn.contains(&first.key) {
            return (String::new(), self.words.say(tongue, "retracted-line", &args![]));
        }
        let url = self.link(first).unwrap_or_default();
        (escape(&url), still(&text::cut(&self.headline(first), FIRST)))
    }
}

/// What of the sections stands open, when `open` stories do already.
fn unfolded(sections: Vec<(u8, Vec<&Story>)>, mut open: usize, folds: bool) -> Vec<(u8, Vec<&Story>)> {
    let (several, single): (Vec<_>, Vec<_>) = sections.into_iter().partition(|section| !folds || section.1.len() > 1);
    let rooms =
        several.into_iter().map(|section| (section, OPEN)).chain(single.into_iter().map(|section| (section, FEW)));
    let mut unfolded = Vec::new();
    for ((bit, mut stories), room) in rooms {
        stories.truncate(room.saturating_sub(open));
        open += stories.len();
        if !stories.is_empty() {
            unfolded.push((bit, stories));
        }
    }
    unfolded
}
