//! Searching: 50,000 articles of 300 words, questions as readers ask them; a search is to take at most 20 ms (p95) on one core.
//! `HEADLINER_SEARCH_ARTICLES` says how many articles there are.

use std::time::{Duration, Instant};

use headliner::{
    article::{ArticleId, Language},
    clock::Time,
    search::query::Query,
    store::{
        Store,
        articles::{Readiness, Submission},
        search::Search,
    },
};

/// Words of a newspaper, the frequent first: one in three is one of the first ten, as in any text.
const STEMS: [&str; 40] = [
    "город",
    "дорог",
    "школ",
    "полици",
    "метро",
    "бюджет",
    "пожар",
    "вод",
    "транспорт",
    "парк",
    "больниц",
    "суд",
    "авари",
    "цен",
    "рынок",
    "строительств",
    "дом",
    "улиц",
    "мост",
    "автобус",
    "погод",
    "снег",
    "землетрясени",
    "выбор",
    "депутат",
    "министр",
    "экономик",
    "нефт",
    "газ",
    "завод",
    "театр",
    "музе",
    "концерт",
    "матч",
    "турнир",
    "чемпион",
    "университет",
    "врач",
    "лекарств",
    "вертолёт",
];
const ENDINGS: [&str; 6] = ["а", "ы", "ов", "ами", "ах", "е"];
const ARTICLES: u64 = 50_000;
const NOW: Time = Time(1_795_410_000_000);

/// Chance that repeats (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }

    /// A word: often a frequent one, else one of a hundred thousand that hardly ever come again.
    fn word(&mut self) -> String {
        let stem = match self.below(3) {
            0 => STEMS[self.below(10) as usize].to_owned(),
            1 => STEMS[self.below(STEMS.len() as u64) as usize].to_owned(),
            _ => {
                let number = self.below(100_000);
                let letter = |place: u64| char::from_u32(0x430 + (number / 18_u64.pow(place as u32) % 18) as u32);
                (0..5).filter_map(letter).collect()
            }
        };
        format!("{stem}{}", ENDINGS[self.below(6) as usize])
    }

    fn words(&mut self, count: u64) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

fn article(number: u64, chance: &mut Chance) -> Submission {
    Submission {
        id: ArticleId(format!("a{number}")),
        readiness: if number.is_multiple_of(50) { Readiness::Withdrawn } else { Readiness::Ready },
        url: Some(format!("https://vecher.kz/{number}")),
        headline: chance.words(8),
        lead: chance.words(30),
        body: chance.words(260),
        image: None,
        credit: None,
        byline: None,
        tags: vec![chance.word(), chance.word()],
        sensitive: false,
        language: Language::Ru,
        rubrics: 1 << (1 + chance.below(9)),
        correction: None,
        translation_of: None,
        follows: None,
        embargo: None,
        published: NOW - Duration::from_secs(1800) * u32::try_from(ARTICLES - number.min(ARTICLES)).unwrap(),
        version: None,
        path: None,
    }
}

fn row(what: &str, measured: &str, goal: &str) {
    println!("| {what} | {measured} | {goal} |");
}

fn fill(store: &Store, articles: u64) {
    let mut chance = Chance(7);
    let (begun, mut without) = (Instant::now(), Duration::ZERO);
    for first in (0..articles).step_by(128) {
        let making = Instant::now();
        let together: Vec<Submission> =
            (first..articles.min(first + 128)).map(|number| article(number, &mut chance)).collect();
        without += making.elapsed();
        store.write_here(|store| together.iter().try_for_each(|facts| store.keep(facts, NOW).map(drop))).unwrap();
    }
    let each = (begun.elapsed() - without) / u32::try_from(articles.max(1)).unwrap();
    row("an article kept, with its place in the index", &format!("{} µs", each.as_micros()), "");
    row("database", &format!("{} MB", store.size() >> 20), "");
}

/// How long the first page of a search takes, with its number, or the guess where nothing is found.
fn ask(store: &Store, typed: &str, rubric: Option<u8>) -> Duration {
    let search = Search { query: Query::read(typed).unwrap(), languages: Language::Ru.bit(), rubric };
    let begun = Instant::now();
    store
        .read_here(|store| {
            let found = store.find(&search, NOW, 0, 9)?;
            store.count_found(&search, NOW)?;
            if found.is_empty() { store.guess(&search, NOW).map(drop) } else { Ok(()) }
        })
        .unwrap();
    begun.elapsed()
}

fn measure(store: &Store, what: &str, mut typed: impl FnMut(&mut Chance) -> (String, Option<u8>)) {
    let mut chance = Chance(99);
    let mut taken: Vec<Duration> = (0..400)
        .map(|_| {
            let (typed, rubric) = typed(&mut chance);
            ask(store, &typed, rubric)
        })
        .collect();
    taken.sort_unstable();
    let at = |share: usize| format!("{:.1} ms", taken[taken.len() * share / 100].as_secs_f64() * 1000.0);
    row(what, &format!("median {}, p95 {}", at(50), at(95)), "≤ 20 ms (p95)");
}

fn main() {
    let articles =
        std::env::var("HEADLINER_SEARCH_ARTICLES").ok().and_then(|count| count.parse().ok()).unwrap_or(ARTICLES);
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("headliner.db")).unwrap();
    println!("| what, {articles} articles | measured | goal |\n|---|---|---|");
    fill(&store, articles);
    measure(&store, "one word", |chance| (chance.word(), None));
    measure(&store, "three words", |chance| (chance.words(3), None));
    measure(&store, "a word in a rubric", |chance| (chance.word(), Some(1 + chance.below(9) as u8)));
    measure(&store, "a mistyped word", |chance| {
        let word = chance.word();
        let cut = word.char_indices().nth(2).map_or(0, |(at, _)| at);
        (format!("{}ъ{}", &word[..cut], &word[cut..]), None)
    });
}
