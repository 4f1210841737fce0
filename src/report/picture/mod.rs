//! The numbers as a picture for a phone: how many readers day by day, messages a day, rubrics. In: [`Statistics`], words. Out: a PNG.
//! It has a ground of its own, so that it reads the same in a light and in a dark chat, and is so narrow, its letters so large,
//! that a phone shows them without a tap.

mod canvas;
mod chart;

use self::{
    canvas::{Anchor, Canvas, Colour, Style, Weight},
    chart::{Bars, Curve},
};
use super::{
    Day, Statistics,
    days::weeks,
    text::{Telling, ordered, signed},
};
use crate::locale::args;

/// As wide as Telegram shows it without making it smaller.
const WIDTH: u32 = 1080;
const HEIGHT: u32 = 1400;
/// Left and right of everything.
const MARGIN: f32 = 56.0;
const RIGHT: f32 = WIDTH as f32 - MARGIN;
/// So many rubrics have room.
const RUBRICS: usize = 6;
/// More days than these are shown by weeks.
const DAYS: usize = 62;

const GROUND: Colour = 0xff_ff_ff;
const INK: Colour = 0x17_21_2b;
const FAINT: Colour = 0x6b_77_85;
const RULE: Colour = 0xe3_e8_ee;
const BLUE: Colour = 0x1f_6f_c4;
const PALE: Colour = 0xdb_e9_f8;
const GREEN: Colour = 0x1e_7f_4f;
const RED: Colour = 0xc0_39_2b;
const AMBER: Colour = 0xe0_9f_1f;

const TITLE: Style = Style { weight: Weight::Bold, size: 46.0, colour: INK };
const HEADING: Style = Style { weight: Weight::Bold, size: 38.0, colour: INK };
const LARGE: Style = Style { weight: Weight::Bold, size: 68.0, colour: INK };
const TEXT: Style = Style { weight: Weight::Regular, size: 34.0, colour: INK };
const SMALL: Style = Style { weight: Weight::Regular, size: 29.0, colour: FAINT };

/// Draws the numbers of the days that were asked for.
pub fn picture(statistics: &Statistics, telling: &Telling) -> Vec<u8> {
    let mut canvas = Canvas::new(WIDTH, HEIGHT, GROUND);
    heading(&mut canvas, statistics, telling);
    growth(&mut canvas, statistics, telling);
    messages(&mut canvas, statistics, telling);
    rubrics(&mut canvas, statistics, telling);
    canvas.png()
}

/// Whose numbers, of which days.
fn heading(canvas: &mut Canvas, statistics: &Statistics, telling: &Telling) {
    let paper = telling.newsroom.name.in_language(telling.tongue);
    let paper = canvas.cut(TITLE, paper, RIGHT - MARGIN);
    canvas.text((MARGIN, 84.0), Anchor::Start, TITLE, &paper);
    let [from, to] = telling.span(statistics.asked());
    canvas.text((MARGIN, 130.0), Anchor::Start, Style { size: 32.0, ..SMALL }, &format!("{from} – {to}"));
}

/// How many readers, how many more or fewer, and the way there.
fn growth(canvas: &mut Canvas, statistics: &Statistics, telling: &Telling) {
    rule(canvas, 160.0);
    canvas.text((MARGIN, 222.0), Anchor::Start, HEADING, &telling.say("chart-readers", &args![]));
    let active = telling.number(statistics.readers.active);
    let delta = statistics.asked().delta;
    let change = signed(telling.words, telling.tongue, delta);
    let colour = match delta {
        0 => FAINT,
        1.. => GREEN,
        _ => RED,
    };
    let style = Style { colour, ..HEADING };
    canvas.text((RIGHT, 226.0), Anchor::End, style, &change);
    let left = RIGHT - canvas.width(style, &change) - 24.0;
    canvas.text((left, 228.0), Anchor::End, LARGE, &active);
    let readers: Vec<u32> = statistics.by_date.iter().map(|day| day.readers).collect();
    Curve { top: 270.0, bottom: 540.0, values: &readers }.draw(canvas, telling);
    dates(canvas, 584.0, &statistics.by_date, statistics.by_date.last(), |place, count| place / (count - 1.0));
}

/// Messages a day, by outcome; for a long time a week.
fn messages(canvas: &mut Canvas, statistics: &Statistics, telling: &Telling) {
    rule(canvas, 614.0);
    let by_week = statistics.by_date.len() > DAYS;
    let days = if by_week { weeks(&statistics.by_date) } else { statistics.by_date.clone() };
    let title = if by_week { "chart-messages-week" } else { "chart-messages" };
    canvas.text((MARGIN, 674.0), Anchor::Start, HEADING, &telling.say(title, &args![]));
    let period = statistics.asked();
    let mut x = MARGIN;
    let outcomes = [("chart-delivered", period.delivered, BLUE), ("chart-refused", period.refused, RED)];
    for (key, count, colour) in outcomes.into_iter().chain([("chart-uncertain", period.uncertain, AMBER)]) {
        let label = telling.say(key, &args![count = telling.number(count)]);
        canvas.fill([x, 699.0, 24.0, 24.0], colour);
        canvas.text((x + 34.0, 721.0), Anchor::Start, SMALL, &label);
        x += 34.0 + canvas.width(SMALL, &label) + 40.0;
    }
    let bars = days.iter().map(|day| [(day.delivered, BLUE), (day.refused, RED), (day.uncertain, AMBER)]).collect();
    Bars { top: 752.0, bottom: 962.0, bars }.draw(canvas, telling);
    dates(canvas, 1006.0, &days, statistics.by_date.last(), |place, count| (place + 0.5) / count);
}

/// The rubrics with most readers.
fn rubrics(canvas: &mut Canvas, statistics: &Statistics, telling: &Telling) {
    const NAMES: f32 = 330.0;
    const NUMBERS: f32 = 170.0;
    rule(canvas, 1036.0);
    let counts = ordered(&statistics.readers.by_rubric);
    let most = counts.first().map_or(1, |(_, count)| (*count).max(1));
    canvas.text((MARGIN, 1092.0), Anchor::Start, HEADING, &telling.say("btn-stats-rubrics", &args![]));
    for (place, (id, count)) in counts.into_iter().take(RUBRICS).enumerate() {
        let y = 1140.0 + 45.0 * place as f32;
        let name = canvas.cut(TEXT, &telling.rubric(id), NAMES - 20.0);
        canvas.text((MARGIN, y), Anchor::Start, TEXT, &name);
        let room = RIGHT - MARGIN - NAMES - NUMBERS;
        let long = room * (count as f32 / most as f32);
        canvas.fill([MARGIN + NAMES, y - 26.0, room, 28.0], PALE);
        canvas.fill([MARGIN + NAMES, y - 26.0, long, 28.0], BLUE);
        canvas.text((RIGHT, y), Anchor::End, TEXT, &telling.number(count));
    }
}

fn rule(canvas: &mut Canvas, y: f32) {
    canvas.fill([MARGIN, y, RIGHT - MARGIN, 3.0], RULE);
}

/// The first date, the middle one and the last below a chart; `middle` says how far along the chart that one stands.
fn dates(canvas: &mut Canvas, y: f32, days: &[Day], last: Option<&Day>, middle: fn(f32, f32) -> f32) {
    let said = |day: &Day| day.date.format("%d.%m").to_string();
    let (Some(first), Some(last)) = (days.first(), last) else { return };
    canvas.text((chart::LEFT, y), Anchor::Start, SMALL, &said(first));
    canvas.text((RIGHT, y), Anchor::End, SMALL, &said(last));
    let place = days.len() / 2;
    if let Some(day) = days.get(place).filter(|_| days.len() > 2) {
        let x = chart::LEFT + (RIGHT - chart::LEFT) * middle(place as f32, days.len() as f32);
        canvas.text((x, y), Anchor::Middle, SMALL, &said(day));
    }
}
