//! The curve of readers, as a picture within the page. In: how many there were each day. Out: SVG, whose colours are the page's and
//! which scales with it. Lengths are those of the picture's own box.

use std::fmt::Write;

use maud::{Markup, html};

/// The box.
const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 160.0;
/// Room below for the names of days, and above for the highest point.
const FOOT: f64 = 24.0;
const HEAD: f64 = 28.0;
/// Room at the sides, so that a point is not cut.
const SIDE: f64 = 6.0;

/// What is drawn: how many at the end of each day; the first and the last day by name, what it is in words.
pub(super) struct Chart<'a> {
    pub(super) readers: &'a [u32],
    pub(super) first: &'a str,
    pub(super) last: &'a str,
    /// The lowest and the highest number, as they are written.
    pub(super) bounds: (&'a str, &'a str),
    pub(super) about: &'a str,
}

impl Chart<'_> {
    /// Where each point is.
    fn points(&self) -> Vec<(f64, f64)> {
        let (low, high) = (self.readers.iter().min(), self.readers.iter().max());
        let (low, high) = (f64::from(*low.unwrap_or(&0)), f64::from(*high.unwrap_or(&0)));
        let steps = self.readers.len().saturating_sub(1).max(1) as f64;
        let x = |place: usize| SIDE + (WIDTH - 2.0 * SIDE) * place as f64 / steps;
        let share = |count: u32| if high > low { (f64::from(count) - low) / (high - low) } else { 0.5 };
        let y = |count: u32| HEIGHT - FOOT - (HEIGHT - FOOT - HEAD) * share(count);
        self.readers.iter().enumerate().map(|(place, count)| (x(place), y(*count))).collect()
    }

    /// The picture; nothing, where there is no more than a point.
    pub(super) fn svg(&self) -> Markup {
        let points = self.points();
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return html! {} };
        let mut line = String::new();
        for (x, y) in &points {
            let _ = write!(line, "{x:.1},{y:.1} "); // writing to a string cannot fail
        }
        let ground = HEIGHT - FOOT;
        let area = format!("{:.1},{ground:.1} {line}{:.1},{ground:.1}", first.0, last.0);
        html! {
            svg.chart viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(self.about) {
                line.ground x1="0" x2=(WIDTH) y1=(ground) y2=(ground) {}
                polygon.area points=(area) {}
                polyline.curve points=(line.trim_end()) {}
                circle.now cx=(format!("{:.1}", last.0)) cy=(format!("{:.1}", last.1)) r="4" {}
                text.bound x=(SIDE) y="18" { (self.bounds.1) }
                @if self.bounds.0 != self.bounds.1 {
                    text.bound x=(SIDE) y=(ground - 6.0) { (self.bounds.0) }
                }
                text.day x=(SIDE) y=(HEIGHT - 6.0) { (self.first) }
                text.day.last x=(WIDTH - SIDE) y=(HEIGHT - 6.0) { (self.last) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(readers: &[u32]) -> Vec<(i32, i32)> {
        let chart = Chart { readers, first: "", last: "", bounds: ("", ""), about: "" };
        chart.points().into_iter().map(|(x, y)| (x.round() as i32, y.round() as i32)).collect()
    }

    #[test]
    fn points_lie_within_the_box() {
        assert_eq!(points(&[0, 50, 100]), [(6, 136), (300, 82), (594, 28)]);
        assert_eq!(points(&[7, 7]), [(6, 82), (594, 82)], "a level line is in the middle");
        assert_eq!(points(&[7]), [(6, 82)]);
        assert_eq!(points(&[]), []);
    }

    #[test]
    fn names_are_escaped() {
        let chart = Chart { readers: &[1, 2], first: "<1>", last: "2", bounds: ("1", "2"), about: "\"&" };
        let svg = chart.svg().into_string();
        assert!(svg.contains("&lt;1&gt;") && svg.contains("&quot;&amp;") && !svg.contains("<1>"), "{svg}");
    }
}
