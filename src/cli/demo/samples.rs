//! The sample articles, compiled in so that the demo works from anywhere. Out: drafts for the demo's store; the dates are the
//! demo's, since news is never years old.

use chrono_tz::Tz;

use super::folder::Draft;
use crate::article;

macro_rules! samples {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles/", $name)))),*]
    };
}

/// What was in the store before the bot came: never pushed, but there for `/latest` and the first words.
const ARCHIVE: &[(&str, &[u8])] = samples![
    "2026-11-18-farmers-fair-en.md",
    "2026-11-18-farmers-fair-kk.md",
    "2026-11-18-farmers-fair.md",
    "2026-11-22-ice-season-en.md",
    "2026-11-22-ice-season-kk.md",
    "2026-11-22-ice-season.md",
    "2026-11-20-yard-budget-en.md",
    "2026-11-20-yard-budget-kk.md",
    "2026-11-20-yard-budget.md",
];

/// What is published while one looks on, in this order; each three are one story in three languages. English comes first: whoever
/// reads it gets news in all languages, and a story once.
const NEWS: &[(&str, &[u8])] = samples![
    "2022-10-06-volunteers-en.md",
    "2022-10-06-volunteers-kk.md",
    "2022-10-06-volunteers.md",
    "2026-11-22-night-bus-en.md",
    "2026-11-22-night-bus-kk.md",
    "2026-11-22-night-bus.md",
    "2026-11-16-library-backpacks-en.md",
    "2026-11-16-library-backpacks-kk.md",
    "2026-11-16-library-backpacks.md",
    "2026-11-21-dawn-terrace-en.md",
    "2026-11-21-dawn-terrace-kk.md",
    "2026-11-21-dawn-terrace.md",
];

/// What the editor makes breaking.
const BREAKING: &[(&str, &[u8])] =
    samples!["2026-11-19-warehouse-fire-en.md", "2026-11-19-warehouse-fire-kk.md", "2026-11-19-warehouse-fire.md",];
/// What comes by the feed of the newspaper's site.
const FEED: &[(&str, &[u8])] = samples!["2026-11-19-snow-plan.md"];
/// The mistake with which it goes out, by language: what is right, what stands there at first, and what readers are told.
const MISTAKES: [(&str, &str, &str, &str); LANGUAGES] = [
    ("en", "nobody was hurt", "two were hurt", "nobody was hurt"),
    ("kk", "зардап шеккендер жоқ", "зардап шеккендер бар", "зардап шеккендер жоқ"),
    ("ru", "люди не пострадали", "есть пострадавшие", "пострадавших нет"),
];
/// Each story is there in so many languages.
pub const LANGUAGES: usize = 3;

/// The photos of the store, by path, with a name for the desk.
pub const PHOTOS: &[(&str, &str, &[u8])] = &[
    ("photos/dawn.jpg", "Рассвет над городом", include_bytes!("../../../data/articles/photos/dawn.jpg")),
    ("photos/hall.jpg", "Собрание в зале", include_bytes!("../../../data/articles/photos/hall.jpg")),
    ("photos/night-bus.jpg", "Ночной автобус", include_bytes!("../../../data/articles/photos/night-bus.jpg")),
];

/// A sample: its id and text.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The article's id.
    pub id: String,
    /// The text.
    pub draft: Draft,
}

/// The archive.
pub fn archive(zone: Tz) -> Vec<Sample> {
    all(ARCHIVE, zone)
}

/// The news of the story.
pub fn news(zone: Tz) -> Vec<Sample> {
    all(NEWS, zone)
}

/// What comes by the feed.
pub fn feed(zone: Tz) -> Vec<Sample> {
    all(FEED, zone)
}

/// The breaking news of the story, as it is right, with what readers are told was wrong.
pub fn breaking(zone: Tz) -> Vec<Sample> {
    let mut samples = all(BREAKING, zone);
    for Sample { draft, .. } in &mut samples {
        if let Some((.., note)) = MISTAKES.iter().find(|(language, ..)| *language == draft.language) {
            draft.correction = (*note).to_owned();
        }
    }
    samples
}

/// The same story with a mistake in its headline, as it goes out at first.
pub fn mistaken(sample: &Sample) -> Draft {
    let of = MISTAKES.iter().find(|(language, ..)| *language == sample.draft.language);
    let headline = of.map_or_else(String::new, |(_, right, wrong, _)| sample.draft.headline.replace(right, wrong));
    Draft { headline, correction: String::new(), ..sample.draft.clone() }
}

fn all(files: &[(&str, &[u8])], zone: Tz) -> Vec<Sample> {
    files.iter().filter_map(|(name, bytes)| sample(name, bytes, zone)).collect()
}

fn sample(name: &str, bytes: &[u8], zone: Tz) -> Option<Sample> {
    let article = article::parse(name, bytes, zone).ok()?;
    let draft = Draft {
        headline: article.headline,
        lead: article.lead,
        rubric: article.rubrics.into_iter().next().unwrap_or_default(),
        language: article.language.map(|language| language.code().to_string()).unwrap_or_default(),
        photo: article.image.map(|image| image.as_text().to_string()).unwrap_or_default(),
        credit: article.credit.unwrap_or_default(),
        url: article.url.unwrap_or_default(),
        translation_of: article.translation_of.map(|id| id.0).unwrap_or_default(),
        correction: String::new(),
        main: article.main,
        breaking: false,
    };
    Some(Sample { id: article.id.0, draft })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_an_article_in_its_language() {
        let zone = chrono_tz::Asia::Almaty;
        let samples = [archive(zone), news(zone), breaking(zone)].concat();
        for right in breaking(zone) {
            let wrong = mistaken(&right);
            assert!(!wrong.headline.is_empty() && wrong.headline != right.draft.headline, "{}", right.id);
            assert!(!right.draft.correction.is_empty() && wrong.correction.is_empty(), "{}", right.id);
        }
        assert_eq!(samples.len(), ARCHIVE.len() + NEWS.len() + BREAKING.len());
        assert_eq!(feed(zone).len(), FEED.len());
        for story in samples.chunks(LANGUAGES) {
            let [.., original] = story else { panic!("no story") };
            assert_eq!(original.draft.language, "ru");
            assert!(story.iter().rev().skip(1).all(|one| one.draft.translation_of == original.id), "{}", original.id);
        }
        for Sample { id, draft } in samples {
            assert!(["ru", "kk", "en"].contains(&draft.language.as_str()), "{id}: {}", draft.language);
            assert!(!draft.headline.is_empty() && !draft.rubric.is_empty(), "{id}");
            assert!(
                draft.photo.is_empty() || PHOTOS.iter().any(|(path, ..)| *path == draft.photo),
                "{id}: {}",
                draft.photo
            );
        }
    }
}
