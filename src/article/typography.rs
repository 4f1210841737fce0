//! In: one line of text as it was typed. Out: the same with the quotes and dashes of print: «…» in Cyrillic, “…” in Latin text,
//! and a dash where a hyphen stands alone. What could mean something else (inches, a minus, quotes that do not match) stays.

/// The line with typographic quotes and dashes; doing it twice changes nothing more.
pub(super) fn typeset(text: &str) -> String {
    let dashed = dashes(text);
    quotes(&dashed).unwrap_or(dashed)
}

/// Hyphens between spaces; not between numbers, nor at the beginning, where it may be an item of a list or direct speech.
fn dashes(text: &str) -> String {
    if !text.contains(" -") && !text.contains("\u{a0}-") {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let is_space = |at: Option<&char>| at.is_some_and(|letter| matches!(letter, ' ' | '\u{a0}' | '\u{202f}'));
    let is_digit = |at: Option<&char>| at.is_some_and(char::is_ascii_digit);
    let (mut out, mut at) = (String::with_capacity(text.len() + 8), 0);
    while at < letters.len() {
        let length = letters[at..].iter().take(3).take_while(|letter| **letter == '-').count();
        let begins = at >= 2 && is_space(letters.get(at - 1));
        let end = at + length;
        let numbers = at >= 2 && is_digit(letters.get(at - 2)) && is_digit(letters.get(end + 1));
        if matches!(length, 1 | 2) && begins && is_space(letters.get(end)) && !numbers {
            out.push('—');
            at = end;
        } else {
            out.push(letters[at]);
            at += 1;
        }
    }
    out
}

/// What a straight quote does.
#[derive(PartialEq)]
enum Does {
    Opens,
    Closes,
}

/// `None`: there are none, or they do not match.
fn quotes(text: &str) -> Option<String> {
    if !text.contains('"') {
        return None;
    }
    let is_cyrillic = text.contains(|c: char| matches!(c, '\u{400}'..='\u{52f}'));
    let (outer, inner) = if is_cyrillic { (['«', '»'], ['„', '“']) } else { (['“', '”'], ['‘', '’']) };
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    let (mut depth, mut open) = (0_usize, None);
    for (at, letter) in letters.iter().copied().enumerate() {
        if letter != '"' {
            depth = match letter {
                _ if letter == outer[0] => depth + 1,
                _ if letter == outer[1] => depth.saturating_sub(1),
                _ => depth,
            };
            out.push(letter);
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| letters.get(before)).copied();
        match does(before, letters.get(at + 1).copied())? {
            Does::Opens if open.is_none() => {
                let pair = if depth > 0 { inner } else { outer };
                out.push(pair[0]);
                open = Some(pair[1]);
            }
            Does::Closes => out.push(open.take()?),
            Does::Opens => return None,
        }
    }
    open.is_none().then_some(out)
}

fn does(before: Option<char>, behind: Option<char>) -> Option<Does> {
    let is_outside = |letter: Option<char>, signs: &str| {
        letter.is_none_or(|letter| letter.is_whitespace() || signs.contains(letter))
    };
    match (is_outside(before, "([«„“—–-/"), is_outside(behind, ".,;:!?)]»“”…—–-/")) {
        (true, false) => Some(Does::Opens),
        (false, true) => Some(Does::Closes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_dashes_are_those_of_print() {
        let check = |text: &str, expected: &str| {
            assert_eq!(typeset(text), expected, "{text}");
            assert_eq!(typeset(expected), expected, "twice");
        };
        check("ТОО \"Мост\" - в городе", "ТОО «Мост» — в городе");
        check("\"Мост\", \"Парк\" и \"Сад\".", "«Мост», «Парк» и «Сад».");
        check("(\"Мост\")", "(«Мост»)");
        check("«Фильм \"Мост\"» вышел", "«Фильм „Мост“» вышел");
        check("\"Bridge\" opens -- at last", "“Bridge” opens — at last");
        check("Рейс Алматы -- Астана", "Рейс Алматы — Астана");
        // What is left.
        for text in [
            "Экран 5\" и 7\"",
            "\"Мост",
            "ТОО \"Фирма \"Мост\"",
            "5 - 7 градусов",
            "- Да",
            "\"",
            "a\"b\"c",
            "бизнес-план",
            "а --- б",
            "«Мост» — да",
        ] {
            check(text, text);
        }
    }
}
