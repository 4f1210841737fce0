//! Longer lists of numbers as text under the picture: rubrics, the stories of the week. In: numbers. Out: Telegram HTML that has room
//! there; what has none is left out, the least first.

use super::{
    Statistics, Told,
    text::{Telling, ordered},
};
use crate::{
    locale::args,
    message::{CAPTION_LIMIT, escape, length, still, text::cut},
};

/// So much of a headline says which story it is.
const HEADLINE: usize = 60;

/// How many readers each rubric has, most first.
pub fn rubrics(statistics: &Statistics, telling: &Telling) -> String {
    let title = format!("<b>{}</b>\n", telling.say("btn-stats-rubrics", &args![]));
    let line = |(id, count): (&str, u32)| format!("{} — {}", escape(&telling.rubric(id)), telling.number(count));
    fitting(title, ordered(&statistics.readers.by_rubric).into_iter().map(line))
}

/// How the stories went, in their order.
pub fn stories(told: &[Told], telling: &Telling) -> String {
    let title = format!("<b>{}</b>", telling.say("btn-stats-stories", &args![]));
    if told.is_empty() {
        return format!("{title}\n\n{}", telling.say("stats-no-stories", &args![]));
    }
    fitting(title, told.iter().map(|told| story(told, telling)))
}

fn story(told: &Told, telling: &Telling) -> String {
    let fields = args![
        headline = still(&cut(&told.headline, HEADLINE)),
        number = told.number.to_string(),
        sent = telling.number(told.delivered),
        median = telling.seconds(told.median_seconds),
        last = telling.seconds(told.last_seconds),
    ];
    let text = telling.say("stats-story", &fields);
    if told.left == 0 && told.muted == 0 {
        return format!("\n{text}");
    }
    let left = args![left = telling.number(told.left), muted = telling.number(told.muted)];
    format!("\n{text}\n{}", telling.say("stats-story-left", &left))
}

fn fitting(title: String, lines: impl Iterator<Item = String>) -> String {
    let mut text = title;
    for line in lines {
        let longer = format!("{text}\n{line}");
        if length(&longer) > CAPTION_LIMIT {
            break;
        }
        text = longer;
    }
    text
}
