//! Rendering messages: a push is to take at most 50 µs. A bundle and a digest are rendered once per edition, not per chat.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use headliner::{
    article::{ArticleId, ArticleKey, Image, Language, Story},
    clock::Time,
    locale::Words,
    message::{Extra, Form, Renderer},
    newsroom::Newsroom,
};

fn story(key: i64, rubrics: u64) -> Story {
    Story {
        key: ArticleKey(key),
        id: ArticleId(format!("2026-11-23-{key}")),
        revision: 1,
        headline: "Волонтёры предложили выдвинуть Касым-Жомарта Токаева кандидатом в президенты".into(),
        lead: "С инициативой выступило собрание волонтёрских организаций в Астане. Досрочные выборы назначены на 20 ноября. \
               В сети больше 600 организаций, в них свыше 200 тысяч человек. Собрание прошло 5 октября, \
               его участники приехали изо всех областей страны; решение приняли единогласно, сообщает Vecher.kz."
            .into(),
        url: Some(format!("/ru/article/{key}.html")),
        image: Some(Image::Path("photos/akorda.jpg".into())),
        credit: Some("Akorda.kz".into()),
        sensitive: false,
        byline: None,
        language: Language::Ru,
        rubrics,
        correction: None,
        published: Time(1_795_402_800_000),
        withdrawn: false,
    }
}

fn rendering(criterion: &mut Criterion) {
    let (words, newsroom) = (Words::built_in(), Newsroom::default());
    let renderer = Renderer { words: &words, newsroom: &newsroom, bot: "vecher_bot" };
    let stories: Vec<Story> = (1..=40).map(|key| story(key, 1 << (key % 9))).collect();
    criterion.bench_function("push", |bencher| bencher.iter(|| renderer.push(black_box(&stories[0]), Form::Photo)));
    criterion
        .bench_function("breaking", |bencher| bencher.iter(|| renderer.breaking(black_box(&stories[0]), Form::Photo)));
    criterion.bench_function("bundle of 5", |bencher| {
        bencher.iter(|| renderer.bundle(Language::Ru, black_box(&stories[..5]), 0, Extra::default()));
    });
    criterion.bench_function("bundle of 40", |bencher| {
        bencher.iter(|| renderer.bundle(Language::Ru, black_box(&stories), 0, Extra::default()));
    });
    criterion.bench_function("digest of 30", |bencher| {
        bencher.iter(|| renderer.digest(Language::Kk, black_box(&stories[..30]), 0, Time(0), Extra::default()));
    });
}

criterion_group!(benches, rendering);
criterion_main!(benches);
