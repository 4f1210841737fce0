//! The picture of an item. In: what stands beside its text, and the text. Out: the first that is a photo: no counter, no smiley, no logo.

use url::Url;

use super::{
    addresses::absolute,
    lexer::{Lexer, Token, attributes, decoded},
    raw::{Picture, Raw},
};

/// What addresses of counters, smileys and buttons have in them.
const NO_PHOTOS: [&str; 16] = [
    "feedburner.com",
    "feeds.feedblitz",
    "feedsportal.com",
    "doubleclick.net",
    "google-analytics",
    "mc.yandex.ru",
    "counter",
    "pixel",
    "/stats/",
    "stats.wordpress",
    "pixel.wp.com",
    "s.w.org/images/core/emoji",
    "/smilies/",
    "gravatar.com",
    "tracker",
    "blank.gif",
];

/// Narrower ones are icons.
const NARROWEST: u32 = 50;

/// How many tags of a text are looked at.
const MOST_TAGS: usize = 2_000;

/// The picture, if there is one.
pub(super) fn photo(raw: &Raw) -> Option<Url> {
    let base = raw.base.as_ref();
    let beside = raw.pictures.iter().filter(|picture| picture.width == 0 || picture.width >= NARROWEST);
    let beside = beside.filter_map(|Picture { address, .. }| absolute(address, base));
    let inside = [&raw.content, &raw.description].into_iter().flat_map(|text| images(text));
    beside.chain(inside.filter_map(|address| absolute(&address, base))).find(is_photo)
}

fn is_photo(url: &Url) -> bool {
    let text = url.as_str().to_lowercase();
    let is_drawing = url.path().to_lowercase().ends_with(".svg");
    !is_drawing && !NO_PHOTOS.iter().any(|mark| text.contains(mark))
}

/// Addresses of the `<img>` of a text, those that are loaded later included.
fn images(text: &str) -> Vec<String> {
    if !text.contains("<img") && !text.contains("<IMG") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for token in Lexer::new(text).take(MOST_TAGS) {
        let Token::Open { name, attributes: list, .. } = token else { continue };
        if !name.eq_ignore_ascii_case("img") {
            continue;
        }
        let list = attributes(list);
        let value =
            |wanted: &str| list.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| *value);
        let is_narrow = |side: &str| {
            let size = value(side).and_then(|size| size.trim_end_matches("px").parse::<u32>().ok());
            size.is_some_and(|size| size < NARROWEST)
        };
        if is_narrow("width") || is_narrow("height") || value("class").is_some_and(|class| class.contains("smiley")) {
            continue;
        }
        let address = ["data-src", "data-original", "data-lazy-src", "src"].iter().find_map(|name| value(name));
        found.extend(address.map(decoded));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(beside: &[&str], content: &str, expected: Option<&str>) {
        let picture = |address: &&str| Picture { address: (*address).to_owned(), width: 0 };
        let raw = Raw {
            pictures: beside.iter().map(picture).collect(),
            content: content.to_owned(),
            base: Url::parse("https://vecher.kz/rss").ok(),
            ..Raw::default()
        };
        assert_eq!(photo(&raw).map(String::from).as_deref(), expected, "{beside:?} {content}");
    }

    #[test]
    fn the_first_photo_is_taken() {
        check(&["https://vecher.kz/a.jpg"], "<img src='/b.jpg'>", Some("https://vecher.kz/a.jpg"));
        check(&[], "<p>Текст<img width=\"600\" src='/b.jpg?a=1&amp;b=2'>", Some("https://vecher.kz/b.jpg?a=1&b=2"));
        check(&[], "<img src='data:image/gif;base64,R0' data-src='/c.jpg'>", Some("https://vecher.kz/c.jpg"));
        check(&["/logo.svg"], "", None);
    }

    #[test]
    fn counters_and_smileys_are_no_photos() {
        check(&[], "<img src='https://feeds.feedburner.com/~r/x' height='1' width='1'>", None);
        check(&[], "<img src='https://mc.yandex.ru/watch/1'><img src='/b.jpg'>", Some("https://vecher.kz/b.jpg"));
        check(&[], "<img src='https://s.w.org/images/core/emoji/1.png' class='wp-smiley'>", None);
        check(&[], "<img src='/a.gif' width='1px'>", None);
    }
}
