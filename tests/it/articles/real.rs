//! The project's own samples, and items in the shape in which agencies send them.

use std::{collections::BTreeSet, path::Path};

use chrono_tz::Tz;
use headliner::{
    article::{Article, Image, Language, within},
    intake::watch::{every_file, read_file},
};

use super::odd::short;

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
            within(Path::new(SAMPLES), path.as_ref()).unwrap_or_else(|error| panic!("{id}: {path}: {error}"));
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

/// Items as agencies send them, in the shape of each version of ninjs.
const ITEMS: &str = "tests/data/ninjs";

#[test]
fn news_items_of_all_versions_are_read() {
    let read = |name: &str| read_file(Path::new(ITEMS), name, Tz::Asia__Almaty);
    let items = every_file(Path::new(ITEMS)).expect("the items are there");
    assert_eq!(items.len(), 10, "{items:?}");
    let lines = items.iter().map(|name| match read(name) {
        Ok(item) => format!("{name}: {}", short(&item)),
        Err(fault) => format!("{name}: {fault}"),
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @r#"
    1.4-composite.json: http://dala.example/items/20261123-stadium | Стадион «Шахтёр» откроют после ремонта | lead КАРАГАНДА. Стадион «Шахтёр» откроют в субботу. Ремонт шёл два года. | image https://img.dala.example/p1.jpg | credit Айдос Сериков | byline Айдос Сериков и Мария О'Нил | language ru | published 2026-11-23T05:10:00Z | updated 2026-11-23T05:10:00Z
    1.6-suffixes.json: http://dala.example/items/20261123-market | Базарда баға төмендеді | lead Көкөніс арзандады. | language kk | rubrics Экономика, medtop:20000170 | published 2026-11-23T06:00:00Z | updated 2026-11-23T06:00:00Z | version 1
    2.1-text.json: urn:newsml:dala.example:20261123:261123-99-167362 | Был ли пенальти? Что говорят правила | lead Тренер назвал решение судьи ошибкой — «скандалом года». | language ru | rubrics Спорт, medtop:15000000 | published 2026-11-23T11:02:28Z | updated 2026-11-23T11:02:28Z | version 2 | urgency 4
    3.0-everything.json: http://dala.example/media/text/261123-exercise-a0f2d045 | Учения спасателей пройдут весной | lead Осенью учения отложили из-за паводка. Теперь их назначили на апрель | url https://dala.example/exercise | image https://img.dala.example/a001_preview.jpg | credit Карл Мельников/Дала | byline Ерлан Ким | language ru | rubrics Безопасность, http://dala.example/subref/1.0/16000000, medtop:16000000 | published 2026-11-23T08:00:00Z | updated 2026-11-23T08:40:18Z | version 1 | urgency 3
    3.1-standard.json: urn:dala.example:2026-snow | Ночью в Алматы выпадет снег | lead Ожидается до десяти сантиметров. | language ru | published 2026-11-23T09:00:00Z | updated 2026-11-23T09:00:00Z
    no-collection.json: there is no article in the file: write keys like "headline" between { and }
    no-event.json: this item is of type "event" and only text and composite are articles: take it out of the store
    no-headline.json: the item has no headline: send it again with one
    no-picture.json: line 3: this item is of type "picture" and only text and composite are articles: take it out of the store
    withheld.json: urn:dala.example:2026-embargo | Премию вручат трём учёным | lead Имена назовут во вторник. | language ru | published 2026-11-23T09:00:00Z | embargo 2026-11-24T03:00:00Z | updated 2026-11-23T09:00:00Z | status Withheld | version 3
    "#);
}

#[test]
fn the_text_of_an_item_is_the_plain_one() {
    let article = read_file(Path::new(ITEMS), "3.0-everything.json", Tz::Asia__Almaty).expect("an article");
    assert!(article.body.contains("25 000 человек") && !article.body.contains('<'), "{:?}", article.body);
}
