//! Drawing: boxes, lines, areas and text on an opaque ground. In: places in pixels from the upper left, colours. Out: a PNG. Text is
//! drawn by the outlines of a font inside the binary, one glyph after the other, which is enough for Russian, Kazakh and English;
//! what the font has no glyph for (emoji) is left out.

use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};
use tiny_skia::{Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, Transform};
use ttf_parser::{Face, OutlineBuilder};

/// Noto Sans, as far as our languages need it (`data/fonts`).
const REGULAR: &[u8] = include_bytes!("../../../data/fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../data/fonts/NotoSans-Bold.ttf");

/// A colour as in a style sheet: `0x1f2a37`.
pub(super) type Colour = u32;

/// Which of both weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// Which end of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub weight: Weight,
    /// Pixels of an em.
    pub size: f32,
    pub colour: Colour,
}

/// See the module.
pub(super) struct Canvas {
    pixels: Pixmap,
    regular: Face<'static>,
    bold: Face<'static>,
}

impl Canvas {
    /// An empty one.
    pub fn new(width: u32, height: u32, ground: Colour) -> Canvas {
        let mut pixels = Pixmap::new(width, height).expect("pictures are neither empty nor huge");
        pixels.fill(colour(ground));
        let face =
            |bytes| Face::parse(bytes, 0).expect("the fonts are part of the program, and a test draws with both");
        Canvas { pixels, regular: face(REGULAR), bold: face(BOLD) }
    }

    /// A filled box; one without an extent is not drawn.
    pub fn fill(&mut self, [x, y, width, height]: [f32; 4], fill: Colour) {
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            self.pixels.fill_rect(rect, &paint(fill), Transform::identity(), None);
        }
    }

    /// A line through these points.
    pub fn line(&mut self, points: &[(f32, f32)], width: f32, stroke: Colour) {
        let Some(path) = through(points).and_then(PathBuilder::finish) else { return };
        let stroke_as = Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
        self.pixels.stroke_path(&path, &paint(stroke), &stroke_as, Transform::identity(), None);
    }

    /// What lies between a line through these points and a level below it.
    pub fn area(&mut self, points: &[(f32, f32)], level: f32, fill: Colour) {
        let (Some(first), Some(last), Some(mut path)) = (points.first(), points.last(), through(points)) else {
            return;
        };
        path.line_to(last.0, level);
        path.line_to(first.0, level);
        path.close();
        if let Some(path) = path.finish() {
            self.fill_path(&path, fill);
        }
    }

    /// A dot.
    pub fn dot(&mut self, (x, y): (f32, f32), radius: f32, fill: Colour) {
        if let Some(path) = PathBuilder::from_circle(x, y, radius) {
            self.fill_path(&path, fill);
        }
    }

    /// A line of text; `y` is its base line.
    pub fn text(&mut self, (x, y): (f32, f32), anchor: Anchor, style: Style, text: &str) {
        let width = self.width(style, text);
        let start = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        let face = self.face(style.weight);
        let scale = style.size / f32::from(face.units_per_em());
        let mut pen = Pen { path: PathBuilder::new(), x: start, y, scale };
        for glyph in text.chars().filter_map(|letter| face.glyph_index(drawn(letter))) {
            let _ = face.outline_glyph(glyph, &mut pen); // a space has none
            pen.x += f32::from(face.glyph_hor_advance(glyph).unwrap_or_default()) * scale;
        }
        if let Some(path) = pen.path.finish() {
            self.fill_path(&path, style.colour);
        }
    }

    /// How wide a text is.
    pub fn width(&self, style: Style, text: &str) -> f32 {
        let face = self.face(style.weight);
        let advance = |letter| face.glyph_index(drawn(letter)).and_then(|glyph| face.glyph_hor_advance(glyph));
        let units: u32 = text.chars().filter_map(advance).map(u32::from).sum();
        units as f32 * style.size / f32::from(face.units_per_em())
    }

    /// The text, or as much of its beginning as is not wider, with «…».
    pub fn cut(&self, style: Style, text: &str, widest: f32) -> String {
        if self.width(style, text) <= widest {
            return text.to_owned();
        }
        let mut short = text.to_owned();
        while short.pop().is_some() {
            let cut = format!("{}…", short.trim_end());
            if self.width(style, &cut) <= widest {
                return cut;
            }
        }
        String::new()
    }

    /// As a PNG without transparency.
    pub fn png(self) -> Vec<u8> {
        let (width, height) = (self.pixels.width(), self.pixels.height());
        // The ground is opaque, so nothing has to be divided by its alpha.
        let pixels: Vec<u8> =
            self.pixels.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        let mut png = Vec::new();
        let encoder = PngEncoder::new(&mut png);
        let written = encoder.write_image(&pixels, width, height, ExtendedColorType::Rgb8);
        written.expect("three bytes a pixel, into memory");
        png
    }

    fn fill_path(&mut self, path: &Path, fill: Colour) {
        self.pixels.fill_path(path, &paint(fill), FillRule::Winding, Transform::identity(), None);
    }

    fn face(&self, weight: Weight) -> &Face<'static> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

/// The font has no minus.
fn drawn(letter: char) -> char {
    if letter == '−' { '–' } else { letter }
}

fn colour(colour: Colour) -> Color {
    let [_, red, green, blue] = colour.to_be_bytes();
    Color::from_rgba8(red, green, blue, 255)
}

fn paint(fill: Colour) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(colour(fill));
    paint.anti_alias = true;
    paint
}

fn through(points: &[(f32, f32)]) -> Option<PathBuilder> {
    let ((x, y), rest) = points.split_first()?;
    let mut path = PathBuilder::new();
    path.move_to(*x, *y);
    rest.iter().for_each(|(x, y)| path.line_to(*x, *y));
    Some(path)
}

/// Writes the outlines of glyphs into a path, from a place on.
struct Pen {
    path: PathBuilder,
    x: f32,
    y: f32,
    scale: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style { weight: Weight::Regular, size: 30.0, colour: 0 };

    #[test]
    fn every_letter_of_our_languages_is_drawn() {
        let canvas = Canvas::new(10, 10, 0xff_ff_ff);
        let russian = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";
        let letters = format!("{russian}әғқңөұүһіabcxyz0123456789 «»„“—–-−…№%+·:.,()₸\u{a0}\u{202f}");
        for letter in letters.chars().flat_map(|letter| [letter].into_iter().chain(letter.to_uppercase())) {
            for weight in [Weight::Regular, Weight::Bold] {
                assert!(canvas.face(weight).glyph_index(drawn(letter)).is_some(), "{letter} {weight:?}");
            }
        }
    }

    #[test]
    fn a_text_is_cut_where_its_room_ends() {
        let canvas = Canvas::new(10, 10, 0xff_ff_ff);
        assert_eq!(canvas.cut(STYLE, "Қоғам", 1000.0), "Қоғам");
        let cut = canvas.cut(STYLE, "Төтенше жағдайлар туралы", 150.0);
        assert!(cut.ends_with('…') && canvas.width(STYLE, &cut) <= 150.0 && cut.starts_with("Төт"), "{cut}");
        assert_eq!(canvas.cut(STYLE, "Общество", 1.0), "");
        assert_eq!(canvas.width(STYLE, "🎭"), 0.0, "the font has no emoji");
    }

    #[test]
    fn what_has_no_extent_is_not_drawn() {
        let mut canvas = Canvas::new(20, 20, 0xff_ff_ff);
        let before = canvas.pixels.clone();
        canvas.fill([3.0, 3.0, 0.0, 5.0], 0);
        canvas.line(&[], 2.0, 0);
        canvas.area(&[(1.0, 1.0)], 1.0, 0);
        canvas.text((3.0, 15.0), Anchor::Start, STYLE, "");
        assert_eq!(canvas.pixels, before);
    }
}
