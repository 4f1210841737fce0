//! Kazakh words without their endings. In: a word in small letters. Out: its stem.
//!
//! A Kazakh word is its stem and a row of endings: number, whose it is, case, person (мектеп-тер-іміз-де-гі). Each ending has one form for
//! each kind of sound before it, and its vowels go with those of the word (жол-дар, үй-лер, кітап-тар). So an ending is known by itself,
//! the sound before it and its vowels, and is taken off while one is found. What remains may be shorter than the dictionary's word, since
//! some words end as endings do: that is the same for all their forms, and so does no harm, but where two words meet; such are listed.
//!
//! Left alone: what makes new words (-лық, -шы, -лы), and verbs in the first and second person.

use std::sync::LazyLock;

/// The kinds of sounds before an ending: vowels; й, у, и; р; л; м, н, ң; з, ж; voiceless ones, and those of other languages' words that
/// are voiceless at the end (клуб-тар, завод-тар).
const V: &str = "аәеёоөұүыіэя";
const G: &str = "йуию";
const R: &str = "р";
const L: &str = "л";
const N: &str = "мнң";
const Z: &str = "зж";
const T: &str = "пфкқтсшщчцхһбвгғд";
/// The vowel of whose it is (бала-сы-на).
const WHOSE: &str = "ыі";

/// Endings and the sounds that may stand before them. A: а or е; Y: ы or і; K: қ or к; G: ғ or г.
#[rustfmt::skip]
const ENDINGS: &[(&str, &[&str])] = &[
    // number
    ("лAр", &[V, G, R]), ("дAр", &[L, N, Z]), ("тAр", &[T]),
    // cases: of, to, whom, where, from, with
    ("нYң", &[V, N]), ("дYң", &[G, R, L, Z]), ("тYң", &[T]),
    ("GA", &[V, G, R, L, N, Z]), ("KA", &[T]), ("нA", &[WHOSE]),
    ("нY", &[V]), ("дY", &[V, G, R, L, N, Z]), ("тY", &[T]), ("н", &[V]),
    ("дA", &[V, G, R, L, N, Z]), ("тA", &[T]), ("ндA", &[WHOSE]),
    ("дAн", &[V, G, R, L, Z]), ("нAн", &[N, WHOSE]), ("тAн", &[T]),
    ("мен", &[V, G, R, L, N]), ("бен", &[Z]), ("пен", &[T]),
    // of where, of whom
    ("дAGY", &[V, G, R, L, N, Z]), ("тAGY", &[T]), ("ндAGY", &[WHOSE]),
    ("нікі", &[V, N]), ("дікі", &[G, R, L, Z]), ("тікі", &[T]),
    // whose
    ("Y", &[G, R, L, N, Z, T]), ("сY", &[V]), ("м", &[V]), ("ң", &[V]),
    ("Yм", &[G, R, L, N, Z, T]), ("Yң", &[G, R, L, N, Z, T]),
    ("YмYз", &[G, R, L, N, Z, T]), ("YңYз", &[G, R, L, N, Z, T]), ("мYз", &[V]), ("ңYз", &[V]),
    // what «жұмыс-ы», «завод-ы» look like: as if it were «жұмы-сы», «заво-ды»
    ("с", &[V]), ("д", &[V, R, L, N]),
    // who it is
    ("мYн", &[V, G, R, L, N]), ("бYн", &[Z]), ("пYн", &[T]), ("сYң", &[V, G, R, L, N, Z, T]),
    ("сYз", &[V, G, R, L, N, Z, T]), ("бYз", &[N, Z]), ("пYз", &[T]),
    // what is done, was done; not; having done; doing
    ("AдY", &[G, R, L, N, Z, T]), ("йдY", &[V]), ("GAн", &[V, G, R, L, N, Z]), ("KAн", &[T]),
    ("мAйдY", &[V, G, R, L]), ("бAйдY", &[N, Z]), ("пAйдY", &[T]),
    ("AтYн", &[G, R, L, N, Z, T]), ("йтYн", &[V]), ("Yп", &[G, R, L, N, Z, T]), ("у", &[V, R, L, N, Z, T]),
];

/// Words that end as endings do, and would meet other words without that.
const WHOLE: &[&str] = &[
    "адам",
    "ақын",
    "алтын",
    "арабстан",
    "ауғанстан",
    "башқұртстан",
    "бүгін",
    "дағыстан",
    "дейін",
    "жақын",
    "кейін",
    "қазақстан",
    "қарағанды",
    "қару",
    "қырғызстан",
    "майдан",
    "моңғолстан",
    "орын",
    "өзбекстан",
    "пәкістан",
    "татарстан",
    "тәжікстан",
    "түркістан",
    "түрікменстан",
    "түтін",
    "үндістан",
];

/// Words of two letters that are stems: all others have three.
const SHORT: &[&str] = &["ай", "ақ", "ат", "ел", "ер", "ет", "ит", "ой", "от", "су", "ту", "ән", "іс", "үй"];

/// Stems that have lost a vowel before an ending (халқ-ы), and what they are.
const SHORTENED: &[(&str, &str)] =
    &[("аузы", "ауыз"), ("ерк", "ерік"), ("көрк", "көрік"), ("мойн", "мойын"), ("орн", "орын"), ("халқ", "халық")];

/// The vowels that an ending has, and a word wants.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Harmony {
    Back,
    Front,
    Either,
}

struct Ending {
    text: String,
    after: String,
    harmony: Harmony,
}

/// The longest first.
static SPELLED: LazyLock<Vec<Ending>> = LazyLock::new(|| {
    let mut spelled: Vec<Ending> = ENDINGS.iter().flat_map(|(text, after)| spelled(text, &after.concat())).collect();
    spelled.sort_by_key(|ending| std::cmp::Reverse(ending.text.len()));
    spelled
});

fn spelled(text: &str, after: &str) -> Vec<Ending> {
    let spell = |from: [char; 4], harmony| {
        let spell = |c| "AYKG".chars().position(|pattern| pattern == c).map_or(c, |at| from[at]);
        Ending { text: text.chars().map(spell).collect(), after: after.to_owned(), harmony }
    };
    if text.chars().any(|c| "AY".contains(c)) {
        vec![spell(['а', 'ы', 'қ', 'ғ'], Harmony::Back), spell(['е', 'і', 'к', 'г'], Harmony::Front)]
    } else {
        vec![spell(['а', 'ы', 'қ', 'ғ'], Harmony::Either)]
    }
}

/// The stem of a word in small letters.
pub(super) fn stem(word: &str) -> String {
    let mut stem = voiceless(word);
    loop {
        if let Some(whole) = WHOLE.iter().find(|whole| is_whole(&stem, whole)) {
            return (*whole).to_owned();
        }
        let shorter = SPELLED.iter().find_map(|ending| without(&stem, ending));
        let Some(shorter) = shorter else { return stem };
        let whole = SHORTENED.iter().find(|(short, _)| *short == shorter);
        stem = whole.map_or_else(|| voiceless(&shorter), |(_, whole)| (*whole).to_owned());
    }
}

/// «қазақстан», «қазақстан-ы»: else that would be «қазақста-ны».
fn is_whole(word: &str, whole: &str) -> bool {
    word.strip_prefix(whole).is_some_and(|rest| matches!(rest, "" | "ы" | "і"))
}

/// The word without this ending, if it can be one there. Each step is shorter, so they come to an end.
fn without(word: &str, ending: &Ending) -> Option<String> {
    let rest = word.strip_suffix(ending.text.as_str())?;
    let before = rest.chars().rev().find(|c| *c != 'ь')?;
    let length = rest.chars().count();
    let least = if ending.text == "м" || ending.text == "ң" { 4 } else { 3 };
    let sounds = ending.after.contains(before) && (length >= least || SHORT.contains(&rest));
    let goes_with = matches!((ending.harmony, harmony(rest)?), (Harmony::Either, _) | (_, Harmony::Either));
    let goes_with = goes_with || Some(ending.harmony) == harmony(rest);
    let past = matches!(ending.text.as_str(), "ады" | "еді") && is_verb_in_vowel(rest, length);
    (sounds && goes_with && !past).then(|| rest.to_owned())
}

/// «хабарла-ды» and not «хабарл-ады»: -ла, -да, -та make verbs of nouns. Behind ы and і it is «ашыл-ады».
fn is_verb_in_vowel(rest: &str, length: usize) -> bool {
    let mut last = rest.chars().rev();
    length >= 4 && last.next().is_some_and(|c| "лдт".contains(c)) && last.next().is_some_and(|c| !WHOSE.contains(c))
}

/// What its last vowel wants; those that both kinds of words have tell nothing. `None`: no vowel, so no word.
fn harmony(word: &str) -> Option<Harmony> {
    // Names: «Тоқаев-тың», though the last vowel wants «-тің».
    if word.ends_with(['ь', 'в']) {
        return Some(Harmony::Either);
    }
    word.chars().rev().find_map(|c| match c {
        'а' | 'о' | 'ұ' | 'ы' | 'ё' => Some(Harmony::Back),
        'ә' | 'е' | 'ө' | 'ү' | 'і' => Some(Harmony::Front),
        'и' | 'у' | 'э' | 'ю' | 'я' => Some(Harmony::Either),
        _ => None,
    })
}

/// «мектеб-і» is «мектеп», «министрліг-і» «министрлік»: so of «клуб» too.
fn voiceless(word: &str) -> String {
    let Some(last) = word.chars().next_back() else { return String::new() };
    let voiceless = match last {
        'б' => 'п',
        'г' => 'к',
        'ғ' => 'қ',
        other => other,
    };
    let rest = &word[..word.len() - last.len_utf8()];
    format!("{rest}{voiceless}")
}
