//! The page for the admin. In: how it goes, what is wrong, the day so far, what was counted. Out: HTML in the language of the browser,
//! else the newsroom's; in text and attributes whatever comes from outside stands as itself. There is no script: the browser asks
//! for it again after some seconds. It holds no number and no name of a reader.

use std::time::Duration;

use maud::{DOCTYPE, Markup, html};

use super::{
    Works,
    chart::Chart,
    counts::Counts,
    ready::Trouble,
    today::{Day, Push},
};
use crate::{
    article::Language,
    clock::Time,
    delivery::{Status, decide::timing::on},
    locale::{Words, args},
    message::html::as_read,
    newsroom::{Minute, Newsroom},
    telegram::alerts::Standing,
};

/// How it looks, in light and dark.
pub(super) const STYLE: &str = include_str!("page.css");
/// Seconds until the browser asks again.
const AGAIN: u32 = 10;
const HOUR: Duration = Duration::from_secs(3600);
/// Days over which growth is told as a number.
const WEEK: usize = 7;
const NOON: Minute = Minute(12 * 60);

/// What the page says.
struct Page<'a> {
    words: &'a Words,
    tongue: Language,
    newsroom: &'a Newsroom,
    now: Time,
}

/// The page of a bot at work.
pub(super) fn page(works: &Works, trouble: &[Trouble], today: &Day, wanted: &str) -> Markup {
    let newsroom = works.newsroom.borrow().clone();
    let tongue = preferred(wanted).unwrap_or(newsroom.language);
    let page = Page { words: &works.words, tongue, newsroom: &newsroom, now: works.clock.now() };
    page.whole(works, trouble, today)
}

/// The page before that.
pub(super) fn starting(wanted: &str) -> Markup {
    let (words, tongue) = (Words::built_in(), preferred(wanted).unwrap_or(Language::En));
    let body = html! {
        main { h1 { "Headliner" } p.verdict { (words.say(tongue, "verdict-starting", &args![])) } }
    };
    framed(tongue, "Headliner", &body)
}

/// The first language of the browser that is one of ours. Browsers name them in their order, whatever weight they add.
fn preferred(wanted: &str) -> Option<Language> {
    wanted.split(',').find_map(|one| Language::from_tag(one.split(';').next()?.trim()))
}

fn framed(tongue: Language, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(tongue.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="refresh" content=(AGAIN);
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/page.css";
            }
            body { (body) }
        }
    }
}

impl Page<'_> {
    fn whole(&self, works: &Works, trouble: &[Trouble], today: &Day) -> Markup {
        let (status, counts, alerts) =
            (works.delivery.status().borrow().clone(), works.counts.borrow().clone(), works.board.standing());
        let (words, tongue, zone) = (self.words, self.tongue, self.newsroom.zone);
        let name = self.newsroom.name.in_language(tongue);
        let verdict = match trouble {
            [] if alerts.is_empty() && today.faults == 0 => words.say(tongue, "verdict-well", &args![]),
            [Trouble::Starting] => words.say(tongue, "verdict-starting", &args![]),
            _ => words.say(tongue, "verdict-trouble", &args![]),
        };
        let time = words.time(self.now, zone);
        let body = html! {
            main {
                header {
                    h1 { (name) }
                    p.verdict { (verdict) }
                    @for (since, sentence) in self.wrong(trouble, &alerts) {
                        p.trouble {
                            @if let Some(since) = since { time { (self.clock(since)) } " " }
                            (sentence)
                        }
                    }
                }
                (self.tiles(&status, today, &counts))
                (self.pushes(today))
                (self.growth(&counts))
                footer { (words.say(tongue, "view-updated", &args![time = time])) " Headliner " (env!("CARGO_PKG_VERSION")) }
            }
        };
        framed(tongue, &format!("{name} · Headliner"), &body)
    }

    /// What is wrong, as far as it is known since then: what the desk is told, and what that has not heard of. It is text, although
    /// messages have markup.
    fn wrong(&self, trouble: &[Trouble], alerts: &[Standing]) -> Vec<(Option<Time>, String)> {
        let told = alerts.iter().map(|alert| (Some(alert.since), alert.sentence(self.words, self.tongue)));
        let is_told = |trouble: &&Trouble| {
            trouble.kind().is_some_and(|kind| alerts.iter().any(|alert| alert.kind == kind.name()))
        };
        let others = trouble.iter().filter(|trouble| !is_told(trouble) && **trouble != Trouble::Starting);
        let others = others.map(|trouble| (None, self.words.say(self.tongue, trouble.key(), &args![])));
        told.chain(others).map(|(since, html)| (since, as_read(&html))).collect()
    }

    /// «10:05», of another day «22.11 10:05».
    fn clock(&self, at: Time) -> String {
        let zone = self.newsroom.zone;
        let (then, now) = (at.utc().with_timezone(&zone), self.now.utc().with_timezone(&zone));
        let time = self.words.time(at, zone);
        if then.date_naive() == now.date_naive() { time } else { format!("{} {time}", then.format("%d.%m")) }
    }

    fn number(&self, n: impl Into<i64>) -> String {
        self.words.number(self.tongue, n.into())
    }

    /// «+12», «−3»
    fn signed(&self, n: i64) -> String {
        let sign = if n < 0 { "\u{2212}" } else { "+" };
        format!("{sign}{}", self.words.number(self.tongue, n.saturating_abs()))
    }

    fn tiles(&self, status: &Status, today: &Day, counts: &Counts) -> Markup {
        let (words, tongue) = (self.words, self.tongue);
        let is_counted = counts.at != Time::default();
        let week = words.say(tongue, "view-week", &args![delta = self.signed(counts.delta(WEEK))]);
        let (readers, week) =
            if is_counted { (self.number(counts.active()), week) } else { ("…".into(), String::new()) };
        let pace = match status.rate {
            0 => words.say(tongue, "health-rate-free", &args![]),
            rate => words.say(tongue, "health-rate", &args![rate = rate]),
        };
        let (refused, uncertain) = (today.deliveries.refused, today.deliveries.uncertain);
        let failed = match refused + uncertain {
            0 => String::new(),
            _ => words.say(tongue, "view-failed", &args![refused = refused, uncertain = uncertain]),
        };
        let floods = status.floods.iter().filter(|at| self.now.since(**at) < HOUR).count();
        let waiting = i64::try_from(status.due).unwrap_or(i64::MAX);
        let tiles = [
            (words.say(tongue, "view-readers", &args![]), readers, week),
            (words.say(tongue, "view-delivered", &args![]), self.number(today.deliveries.delivered), failed),
            (words.say(tongue, "view-waiting", &args![]), self.number(waiting), String::new()),
            (words.say(tongue, "view-pace", &args![]), pace, String::new()),
            (words.say(tongue, "view-floods", &args![]), self.number(floods as i64), String::new()),
            (words.say(tongue, "view-files", &args![]), self.number(today.faults), String::new()),
        ];
        html! {
            dl.tiles {
                @for (name, value, more) in &tiles {
                    div { dt { (name) } dd { strong { (value) } @if !more.is_empty() { small { (more) } } } }
                }
            }
        }
    }

    fn pushes(&self, today: &Day) -> Markup {
        let (words, tongue) = (self.words, self.tongue);
        html! {
            section {
                h2 { (words.say(tongue, "view-today", &args![])) }
                @if today.pushes.is_empty() {
                    p.none { (words.say(tongue, "view-nothing", &args![])) }
                } @else {
                    ol.pushes { @for push in &today.pushes { (self.push(push)) } }
                }
                @if today.more > 0 {
                    p.none { (words.say(tongue, "view-more", &args![count = today.more])) }
                }
            }
        }
    }

    fn push(&self, push: &Push) -> Markup {
        let (words, tongue) = (self.words, self.tongue);
        let (sent, all) = (push.progress.delivered, push.all());
        let state = match push.pending {
            _ if push.entry.stopped => Some(words.say(tongue, "view-stopped", &args![])),
            Some(pending) if pending > 0 => Some(words.say(tongue, "view-going", &args![])),
            _ => None,
        };
        let (refused, uncertain) = (push.progress.failed(), push.progress.uncertain);
        html! {
            li {
                p {
                    time { (words.time(push.entry.at, self.newsroom.zone)) } " "
                    @if push.is_breaking() { span.breaking { (words.say(tongue, "view-breaking", &args![])) } " " }
                    span.headline { (push.headline) }
                }
                @if push.pending.is_some() { progress value=(sent) max=(all.max(1)) { (sent) } }
                p.state {
                    @if push.pending.is_some() { (words.say(tongue, "view-of", &args![sent = sent, all = all])) }
                    @else { (words.say(tongue, "queue-done", &args![n = sent])) }
                    @if let Some(state) = state { " · " (state) }
                    @if refused + uncertain > 0 {
                        " · " (words.say(tongue, "view-failed", &args![refused = refused, uncertain = uncertain]))
                    }
                }
            }
        }
    }

    fn growth(&self, counts: &Counts) -> Markup {
        let (words, tongue) = (self.words, self.tongue);
        let days = counts.readers_by_day();
        let (day, readers): (Vec<_>, Vec<u32>) = days.into_iter().unzip();
        let name = |day: &chrono::NaiveDate| {
            let noon = on(*day, NOON, self.newsroom.zone);
            words.date(tongue, noon, self.newsroom.zone)
        };
        let (first, last) = (day.first().map(name).unwrap_or_default(), day.last().map(name).unwrap_or_default());
        let bounds = [readers.iter().min(), readers.iter().max()].map(|n| self.number(*n.unwrap_or(&0)));
        let about = words.say(tongue, "view-growth", &args![]);
        let chart =
            Chart { readers: &readers, first: &first, last: &last, bounds: (&bounds[0], &bounds[1]), about: &about };
        html! {
            section {
                h2 { (about) }
                @if readers.is_empty() {
                    p.none { (words.say(tongue, "view-counting", &args![])) }
                } @else {
                    (chart.svg())
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_says_which_language() {
        let check = |wanted, expected| assert_eq!(preferred(wanted), expected, "{wanted}");
        check("kk-KZ,kk;q=0.9,ru;q=0.8,en;q=0.7", Some(Language::Kk));
        check("de-DE, de;q=0.9, en;q=0.8", Some(Language::En));
        check("ru", Some(Language::Ru));
        check("*", None);
        check("", None);
    }
}
