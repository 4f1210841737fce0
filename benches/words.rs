//! Followed words: what an article costs the transaction that publishes it, with 100,000 words followed; at most 5 ms.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use headliner::{
    article::{ArticleId, ArticleKey, Language},
    clock::Time,
    newsroom::Newsroom,
    search::followed::Query,
    store::{
        Kind, Lane, Result, Store, Volume, Writing,
        articles::{Readiness, Submission},
        chats::NewChat,
        log::Publication,
    },
};

const WORDS: usize = 100_000;
/// So many chats follow them, twenty each, as many as a chat may.
const CHATS: usize = WORDS / 20;
const NOW: Time = Time(1_795_410_000_000);
const HEADLINE: &str = "На проспекте Абая до пятницы закроют две полосы: ремонт теплотрассы между Байзакова и Ауэзова";
const LEAD: &str = "Автобусы объедут участок по улице Сатпаева, троллейбусы остановятся у театра. В акимате района \
    обещают, что к отопительному сезону трубы заменят полностью, а школы, больницы и детские сады без тепла не останутся: \
    на время работ к ним подведут временную линию. Жителей просят не оставлять машины вдоль дороги.";

/// Names out of syllables, and every hundredth one that the article has, in one of its forms.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ка", "мо", "ре", "ли", "до", "зар", "тен", "бу", "шал", "ни", "гор", "вес", "ты", "фо", "жа", "ским"];
    const COMMON: [&str; 10] =
        ["проспект", "ремонт", "улица", "автобус", "школа", "дорога", "театр", "район", "тепло", "линия"];
    if number.is_multiple_of(100) {
        return format!("{} -{}", COMMON[number / 100 % COMMON.len()], word(number + 1));
    }
    (0..5).map(|place| SYLLABLES[number >> (4 * place) & 15]).collect()
}

fn facts(id: &str) -> Submission {
    Submission {
        id: ArticleId(id.to_owned()),
        readiness: Readiness::Ready,
        url: None,
        headline: HEADLINE.to_owned(),
        lead: LEAD.to_owned(),
        body: String::new(),
        image: None,
        credit: None,
        byline: Some("Мадина Серикова".to_owned()),
        tags: vec!["ремонт".to_owned(), "дороги Алматы".to_owned()],
        sensitive: false,
        language: Language::Ru,
        rubrics: 2,
        correction: None,
        translation_of: None,
        follows: None,
        embargo: None,
        published: NOW,
        version: None,
        path: None,
    }
}

fn readers(store: &Writing) -> Result<()> {
    for chat in 0..CHATS {
        let telegram = i64::try_from(chat).unwrap_or(0) + 1;
        let (kind, tongue) = (Kind::Reader, Language::Ru);
        let new = NewChat { telegram, topic: 0, kind, tongue, languages: 1, rubrics: 1, source: None, title: None };
        let key = store.join(&new, &Newsroom::default().new_reader, NOW)?.0.key;
        for place in 0..20 {
            let said = word(chat * 20 + place);
            let Some(query) = Query::parse(&said) else { continue };
            let word = store.word_for(&query, &said, NOW)?;
            store.follow(key, word, &said)?;
        }
    }
    Ok(())
}

fn publish(store: &Writing, article: ArticleKey) -> Result<()> {
    let publication = Publication { article, lane: Lane::News, languages: 0, volume: Volume::AsChosen, by: None };
    store.publish(&publication, NOW).map(drop)
}

fn matching(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let store = Store::open(&folder.path().join("headliner.db")).expect("a new database");
    let article = store.write_here(|store| {
        readers(store)?;
        Ok(store.keep(&facts("road"), NOW)?.key)
    });
    let article = article.expect("it is written");
    let found = store.read_here(|store| store.words_in(article)).expect("it is read").len();
    println!("{WORDS} words followed, {found} of them are in the article");
    let mut group = criterion.benchmark_group("words");
    group.sample_size(20);
    group.bench_function("found in an article", |bencher| {
        bencher.iter(|| store.read_here(|store| store.words_in(black_box(article))).expect("it is read"));
    });
    group.bench_function("noted by a publication", |bencher| {
        bencher.iter(|| {
            store.write_here(|store| store.without_effect(|store| publish(store, article))).expect("it is written");
        });
    });
    group.finish();
}

criterion_group!(benches, matching);
criterion_main!(benches);
