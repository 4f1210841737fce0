//! All forms of a word as one. In: a text, a word and the language that its text is in. Out: its words, and of a word a *stem*, which all its
//! forms share: «метро», «школ», «школами»; «мектеп», «мектебінде». A stem is no word, and is shown to nobody.
//!
//! Case is folded, ё is е, marks of stress are nothing, digits stay. Russian and English by Snowball, Kazakh by endings (`kazakh`). The
//! letters of a word count before the language of its text: a name in Latin letters is the same in a Russian text and a Kazakh one.

mod kazakh;
#[cfg(test)]
mod tests;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::article::Language;

/// A word is cut there: longer ones are no words (an address, a hash).
const LONGEST: usize = 40;
/// Snowball is asked again until it changes nothing («Иванова» → «иванов» → «иван», as «Иванов»): three times is more than any word needs.
const ROUNDS: usize = 4;

/// The words of a text, as they stand there: runs of letters and digits. What hangs on a word by a hyphen and is only its ending there
/// is none: «NATO-ның», «Twitter-ге», «5-го».
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text[from..].find(char::is_alphanumeric)?;
            let rest = &text[start..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && !is_combining_mark(c)).unwrap_or(rest.len());
            from = start + end;
            let hangs = text[..start].ends_with(['-', '‑', '’', '\'']) && text[..start].chars().count() > 1;
            if !(hangs && is_hung_on(&rest[..end])) {
                return Some(&rest[..end]);
            }
        }
    })
}

/// Endings that are written with a hyphen behind a name in Latin letters, a number or letters that stand for words.
fn is_hung_on(word: &str) -> bool {
    const RUSSIAN: &str = " го му ми ти й м х я е ю ая ое ые ый ой ым ых ого ому ";
    const KAZAKH: &str = " ның нің дың дің тың тің ға ге қа ке ны ні ды ді ты ті да де та те дан ден тан тен нан нен мен бен пен \
        дағы дегі тағы тегі лар лер дар дер тар тер ы і сы сі ші шы ";
    let spaced = format!(" {} ", folded(word));
    RUSSIAN.contains(&spaced) || KAZAKH.contains(&spaced)
}

/// The stem of a word in a text of this language.
pub fn stem(word: &str, language: Language) -> String {
    let word = folded(word);
    match language_of(&word, language) {
        None => word,
        Some(Language::En) => Stemmer::create(Algorithm::English).stem(&word).into_owned(),
        Some(Language::Ru) => russian(&word),
        Some(Language::Kk) => kazakh::stem(&word),
    }
}

/// The stems by which a word is found whose language nobody knows: «алма» may be an apple in either language.
pub fn stems(word: &str) -> Vec<String> {
    let mut stems: Vec<String> = Language::ALL.map(|language| stem(word, language)).into();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// As a word is compared: small letters, ё as е, without marks of stress.
pub fn folded(word: &str) -> String {
    let small = word.nfc().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c));
    small.map(|c| if c == 'ё' { 'е' } else { c }).take(LONGEST).collect()
}

/// `None`: no letters that change their endings.
fn language_of(word: &str, of_text: Language) -> Option<Language> {
    let is_kazakh = |c: char| "әғқңөұүһі".contains(c);
    let is_cyrillic = |c: char| matches!(c, '\u{400}'..='\u{4ff}');
    match of_text {
        _ if word.chars().any(is_kazakh) => Some(Language::Kk),
        Language::Kk if word.chars().any(is_cyrillic) => Some(Language::Kk),
        _ if word.chars().any(is_cyrillic) => Some(Language::Ru),
        _ => word.chars().any(|c| c.is_ascii_alphabetic()).then_some(Language::En),
    }
}

/// Snowball's stem, the same for «рынок» and «рынка», «Токаев» and «Токаева»: these it leaves apart.
fn russian(word: &str) -> String {
    let stemmer = Stemmer::create(Algorithm::Russian);
    let mut stem = word.to_owned();
    for _ in 0..ROUNDS {
        let next = stemmer.stem(&stem).into_owned();
        if next == stem || next.chars().count() < 2 {
            break;
        }
        stem = next;
    }
    without_fleeting(stem)
}

/// «участок» and «участка», «конец» and «конца».
fn without_fleeting(stem: String) -> String {
    let letters: Vec<char> = stem.chars().collect();
    let [rest @ .., before, vowel, last] = letters.as_slice() else { return stem };
    let fleeting = matches!((vowel, last), ('о' | 'е', 'к') | ('е', 'ц'));
    if !fleeting || rest.is_empty() || (*last == 'к' && rest.len() < 2) || "аеиоуыэюя".contains(*before) {
        return stem;
    }
    rest.iter().chain([before, last]).collect()
}
