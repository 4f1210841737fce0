//! A curve and bars, each with its scale at the left. In: values, where they stand. Out: drawn on the canvas.

use super::{
    BLUE, MARGIN, PALE, RIGHT, RULE, SMALL,
    canvas::{Anchor, Canvas, Colour},
};
use crate::report::text::Telling;

/// Where charts begin: the numbers of the scale stand left of it.
pub(super) const LEFT: f32 = MARGIN + 150.0;
/// Lines of a scale, the lowest apart.
const STEPS: u32 = 3;
/// Of a bar's place, so much is its own.
const BAR: f32 = 0.72;

/// How a number changed.
pub(super) struct Curve<'a> {
    pub top: f32,
    pub bottom: f32,
    pub values: &'a [u32],
}

/// What was counted, each in parts that stand on each other.
pub(super) struct Bars {
    pub top: f32,
    pub bottom: f32,
    pub bars: Vec<[(u32, Colour); 3]>,
}

impl Curve<'_> {
    pub fn draw(&self, canvas: &mut Canvas, telling: &Telling) {
        let (Some(least), Some(most)) = (self.values.iter().min(), self.values.iter().max()) else { return };
        // Small changes of a large number are to be seen, but a quarter of the height is the least that stands below.
        let span = most - least;
        let scale = Scale::over(least.saturating_sub(span / 3), *most);
        scale.draw(canvas, telling, self.top, self.bottom);
        let step = (RIGHT - LEFT) / (self.values.len().max(2) - 1) as f32;
        let mut points: Vec<(f32, f32)> = (0u16..)
            .zip(self.values)
            .map(|(place, value)| (LEFT + step * f32::from(place), scale.height(*value, self.top, self.bottom)))
            .collect();
        if let [(_, y)] = points[..] {
            points.push((RIGHT, y));
        }
        canvas.area(&points, self.bottom, PALE);
        canvas.line(&points, 6.0, BLUE);
        if let Some(last) = points.last() {
            canvas.dot(*last, 11.0, BLUE);
        }
    }
}

impl Bars {
    pub fn draw(&self, canvas: &mut Canvas, telling: &Telling) {
        let sum = |bar: &[(u32, Colour); 3]| bar.iter().fold(0u32, |sum, (count, _)| sum.saturating_add(*count));
        let scale = Scale::over(0, self.bars.iter().map(sum).max().unwrap_or_default());
        scale.draw(canvas, telling, self.top, self.bottom);
        let step = (RIGHT - LEFT) / self.bars.len().max(1) as f32;
        let width = (step * BAR).max(2.0);
        for (place, bar) in (0u16..).zip(&self.bars) {
            let x = LEFT + step * f32::from(place) + (step - width) / 2.0;
            let mut below = 0u32;
            for (count, colour) in bar {
                let above = below.saturating_add(*count);
                let (y, end) = (scale.height(above, self.top, self.bottom), scale.height(below, self.top, self.bottom));
                // One refusal among thousands is to be seen, too.
                let high = if *count > 0 { (end - y).max(3.0) } else { 0.0 };
                canvas.fill([x, end - high, width, high], *colour);
                below = above;
            }
        }
    }
}

/// Round numbers around values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Scale {
    from: u32,
    step: u32,
}

impl Scale {
    /// The finest scale of [`STEPS`] steps that holds both.
    fn over(least: u32, most: u32) -> Scale {
        let mut unit = 1u32;
        loop {
            for step in [1, 2, 5].map(|n: u32| unit.saturating_mul(n)) {
                let from = least / step * step;
                if most.saturating_sub(from) <= step.saturating_mul(STEPS) {
                    return Scale { from, step };
                }
            }
            unit = unit.saturating_mul(10);
        }
    }

    fn height(self, value: u32, top: f32, bottom: f32) -> f32 {
        let part = f64::from(value.saturating_sub(self.from)) / (f64::from(self.step) * f64::from(STEPS));
        bottom - (bottom - top) * part.min(1.0) as f32
    }

    fn draw(self, canvas: &mut Canvas, telling: &Telling, top: f32, bottom: f32) {
        for place in 0..=STEPS {
            let value = self.from.saturating_add(self.step.saturating_mul(place));
            let y = self.height(value, top, bottom);
            canvas.fill([LEFT, y - 1.0, RIGHT - LEFT, 2.0], RULE);
            canvas.text((LEFT - 16.0, y + 10.0), Anchor::End, SMALL, &telling.number(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_round_and_hold_what_they_are_for() {
        let check = |least, most, expected: (u32, u32)| {
            let scale = Scale::over(least, most);
            assert_eq!((scale.from, scale.step), expected, "{least} to {most}");
            assert!(scale.height(least, 0.0, 100.0) <= 100.0 && scale.height(most, 0.0, 100.0) >= 0.0);
        };
        check(0, 0, (0, 1));
        check(0, 3, (0, 1));
        check(0, 4, (0, 2));
        check(0, 29, (0, 10));
        check(12_380, 12_402, (12_380, 10));
        check(999_000, 1_000_000, (999_000, 500));
        check(0, u32::MAX, (0, 2_000_000_000));
    }
}
