//! The language of a text that does not name it. In: the text. Out: what its letters tell; a short Kazakh one may have none of
//! its own, so whoever asks shows the answer.

use super::Language;

/// The language of a text: letters that only Kazakh has, else Cyrillic ones, else none.
pub fn language_of(text: &str) -> Language {
    let is_kazakh = |letter: char| "әғқңөұүһі".contains(letter);
    let is_cyrillic = |letter: char| matches!(letter, '\u{400}'..='\u{4ff}');
    let small = text.to_lowercase();
    match () {
        () if small.contains(is_kazakh) => Language::Kk,
        () if small.contains(is_cyrillic) => Language::Ru,
        () => Language::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_the_language() {
        let check = |text: &str, expected| assert_eq!(language_of(text), expected, "{text}");
        check("В Алматы ощущалось землетрясение", Language::Ru);
        check("Алматыда жер сілкінді", Language::Kk);
        check("ҚАЛА ЖАБЫҚ", Language::Kk);
        check("Earthquake felt in Almaty", Language::En);
        check("Самолёт Air Astana сел", Language::Ru);
        check("112", Language::En);
    }
}
