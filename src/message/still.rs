//! Texts in which Telegram makes nothing of itself. In: what a newsroom or an editor wrote. Out: the same to the eye, escaped, in
//! which «Akorda.kz», «@name», «#tag», «/word» and a long number are no link: behind the sign by which Telegram would know
//! them stands a word joiner (U+2060), which has no width, and which Telegram neither removes nor takes for a part of an address. A
//! joiner of letters (U+200C, U+200D) would be one: TDLib takes both for letters of a host or a tag. A number with a plus
//! is a telephone that somebody is meant to call, and stays.

use super::html::escape;

const JOINER: char = '\u{2060}';
/// So many digits in a row are a telephone or a card to Telegram.
const NUMBER: usize = 10;
/// Parts of a number that are neither.
const PART: usize = 4;

/// As [`escape`], with nothing in it that Telegram would make an entity of by itself.
pub fn still(text: &str) -> String {
    if !text.contains(['.', '@', '#', '/', '$']) && text.chars().filter(char::is_ascii_digit).nth(NUMBER - 1).is_none()
    {
        return escape(text);
    }
    let letters: Vec<char> = text.chars().collect();
    let mut stilled = String::with_capacity(text.len() + 8);
    let mut at = 0;
    while at < letters.len() {
        let (length, digits) = number(&letters, at);
        if length > 0 {
            let called = at > 0 && letters[at - 1] == '+';
            let parts = if digits < NUMBER || called { digits.max(1) } else { PART };
            apart(&letters[at..at + length], parts, &mut stilled);
            at += length;
            continue;
        }
        stilled.push(letters[at]);
        if is_sign(&letters, at) {
            stilled.push(JOINER);
        }
        at += 1;
    }
    escape(&stilled)
}

/// Whether an entity would begin here, or a host go on.
fn is_sign(letters: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| letters[at]);
    let after = letters.get(at + 1).copied();
    let joins = |letter: Option<char>| letter.is_some_and(is_word);
    match letters[at] {
        '@' | '#' | '$' => joins(after),
        '/' => !joins(before) && after.is_some_and(|after| after.is_ascii_alphanumeric() || after == '/'),
        // «Akorda.kz», «1.1.1.1», and neither «г. Алматы» nor «3.5».
        '.' => joins(before) && (after.is_some_and(char::is_alphabetic) || is_address(letters, at)),
        _ => false,
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Whether the full stop belongs to four numbers with three of them.
fn is_address(letters: &[char], at: usize) -> bool {
    let belongs = |letter: &&char| letter.is_ascii_digit() || **letter == '.';
    let before = letters[..at].iter().rev().take_while(belongs);
    let dots = before.chain(letters[at + 1..].iter().take_while(belongs)).filter(|letter| **letter == '.').count();
    dots >= 2 && letters.get(at + 1).is_some_and(char::is_ascii_digit)
}

/// How many letters the number takes that begins here, with the single spaces and hyphens in it, and how many of them are digits.
fn number(letters: &[char], at: usize) -> (usize, usize) {
    if !letters[at].is_ascii_digit() {
        return (0, 0);
    }
    let (mut length, mut digits) = (0, 0);
    while let Some(letter) = letters.get(at + length) {
        let joint =
            matches!(letter, ' ' | '-' | '\u{a0}') && letters.get(at + length + 1).is_some_and(char::is_ascii_digit);
        if !letter.is_ascii_digit() && !joint {
            break;
        }
        digits += usize::from(letter.is_ascii_digit());
        length += 1;
    }
    (length, digits)
}

/// Writes a number in parts of so many digits.
fn apart(number: &[char], part: usize, stilled: &mut String) {
    let mut digits = 0;
    for letter in number {
        if letter.is_ascii_digit() {
            if digits > 0 && digits % part == 0 {
                stilled.push(JOINER);
            }
            digits += 1;
        }
        stilled.push(*letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_joiner_stands_behind_the_sign_and_nowhere_else() {
        let check = |text: &str, expected: &str| assert_eq!(still(text).replace(JOINER, "|"), expected, "{text}");
        check("Фото: Akorda.kz", "Фото: Akorda.|kz");
        check("пишет @akorda_press", "пишет @|akorda_press");
        check("info@akorda.kz", "info@|akorda.|kz");
        check("#Алматы и $USD", "#|Алматы и $|USD");
        check("команда /start, 24/7, км/ч", "команда /|start, 24/7, км/ч");
        check("https://akorda.kz/news", "https:/|/|akorda.|kz/news");
        check("г. Алматы, 3.5 %, 23.11.2026, 7:00.", "г. Алматы, 3.5 %, 23.11.2026, 7:00.");
        check("1.1.1.1", "1.|1.|1.|1");
        check("карта 4400430212345678", "карта 4400|4302|1234|5678");
        check("карта 4400 4302 1234 5678", "карта 4400 |4302 |1234 |5678");
        check("звоните 87272501234", "звоните 8727|2501|234");
        check("звоните +7 727 250 12 34", "звоните +7 727 250 12 34");
        check("12 402 копии, 2026", "12 402 копии, 2026");
        check("<b> & \"x\"", "&lt;b&gt; &amp; &quot;x&quot;");
        check("", "");
    }
}
