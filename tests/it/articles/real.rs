//! The project's own samples, and the files of agencies where they are at hand.

use std::{collections::BTreeSet, fs, path::Path};

use chrono_tz::Tz;
use headliner::{
    article::{self, Article, Image, Language, within},
    intake::watch::{every_file, read_file},
};

const SAMPLES: &str = "data/articles";

fn samples() -> Vec<Article> {
    let files = every_file(Path::new(SAMPLES)).expect("the samples are there");
    let read = |path: &String| {
        read_file(Path::new(SAMPLES), path, Tz::Asia__Almaty).map_err(|fault| format!("{path}: {fault}"))
    };
    files.iter().map(read).collect::<Result<_, _>>().expect("every sample is an article")
}

#[test]
fn every_sample_is_a_good_article() {
    let samples = samples();
    assert!(samples.len() >= 24, "{} samples", samples.len());
    let ids: BTreeSet<&str> = samples.iter().map(|sample| sample.id.0.as_str()).collect();
    assert_eq!(ids.len(), samples.len(), "each has an id of its own");
    for sample in &samples {
        let id = &sample.id;
        assert!(!sample.lead.is_empty() && !sample.body.is_empty(), "{id} has a lead and a text");
        assert!(sample.published.is_some() && sample.url.is_some(), "{id} has a date and a link");
        if let Some(Image::Path(path)) = &sample.image {
            within(Path::new(SAMPLES), path).unwrap_or_else(|error| panic!("{id}: {path}: {error}"));
        }
        let pair = sample.translation_of.as_ref().or(sample.follows.as_ref());
        assert!(pair.is_none_or(|other| ids.contains(other.0.as_str())), "{id} refers to another sample");
    }
    for rubric in ["society", "city", "politics", "economy", "incidents", "transport", "culture", "sport"] {
        for language in [Language::Ru, Language::Kk] {
            let fits = |sample: &&Article| {
                sample.language == Some(language) && sample.rubrics.iter().any(|name| name == rubric)
            };
            assert!(samples.iter().any(|sample| fits(&sample)), "{rubric} in {language:?}");
        }
    }
}

#[test]
fn the_story_of_the_volunteers_is_among_the_samples() {
    let samples = samples();
    let story = samples.iter().find(|sample| sample.id.0 == "2022-10-06-volunteers").expect("it is there");
    assert_eq!(
        (story.rubrics.as_slice(), story.credit.as_deref()),
        (["society".to_owned()].as_slice(), Some("Akorda.kz"))
    );
    let text = format!("{} {} {}", story.headline, story.lead, story.body);
    for fact in ["5 октября", "Астане", "Касым-Жомарта Токаева", "20 ноября", "600 организаций", "200 тысяч"]
    {
        assert!(text.contains(fact), "{fact}");
    }
}

/// Files below a folder of the corpus; none, with a note, where it is not at hand.
fn corpus(folder: &str) -> Vec<String> {
    let root = Path::new("../shared/corpus").join(folder);
    every_file(&root).unwrap_or_else(|_| {
        println!("passed over: {} is not here", root.display());
        Vec::new()
    })
}

#[test]
fn news_items_of_all_versions_are_read() {
    let root = Path::new("../shared/corpus/ninjs");
    let mut articles = 0;
    for path in corpus("ninjs") {
        match read_file(root, &path, Tz::Asia__Almaty) {
            Ok(article) => {
                articles += 1;
                let clean =
                    |text: &str| !text.contains("</") && !text.contains("&nbsp;") && !text.contains(char::is_control);
                assert!(
                    clean(&article.headline) && clean(&article.lead),
                    "{path}: {} / {}",
                    article.headline,
                    article.lead
                );
                assert!(
                    article.id.0.contains(':') || path.contains("schema"),
                    "{path}: the id is the item's: {}",
                    article.id
                );
            }
            Err(fault) => {
                let text = fs::read_to_string(root.join(&path)).expect("a text");
                let other = fault.what.starts_with("this item is of type") || path.contains("collection");
                let headless = fault.what.contains("has no headline") || fault.what.contains("there is no headline");
                assert!(other || (headless && !text.contains("\"headline")), "{path}: {fault}");
            }
        }
    }
    assert!(articles == 0 || articles > 30, "{articles} articles");
}

#[test]
fn an_item_with_everything_is_read_in_full() {
    let Ok(bytes) = fs::read("../shared/corpus/ninjs/3.0/tt_text_image_3.json") else {
        return println!("passed over: the corpus is not here");
    };
    let article = article::parse("x.json", &bytes, Tz::Asia__Almaty).expect("an article");
    assert_eq!(article.id.0, "http://tt.se/media/text/210526-militarovning-a0f2d045");
    assert_eq!(article.headline, "Militärövning i jätteformat hålls 2023");
    assert!(article.lead.starts_with("Pandemin satte stopp"), "{}", article.lead);
    assert!(article.body.contains("Jonas Svensson") && !article.body.contains('<'));
    assert_eq!(article.credit.as_deref(), Some("Karl Melander/TT"));
    assert!(article.image.is_some_and(|image| image.as_text().starts_with("https://beta.tt.se/")));
    assert_eq!((article.urgency, article.version, article.language), (Some(3), Some(1), None));
    assert!(
        article.rubrics.contains(&"Inrikes".to_owned())
            || article.rubrics.iter().any(|name| name.starts_with("medtop:"))
    );
}
