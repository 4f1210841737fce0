//! What a mistyped word may have been. In: a stem. Out: all that one slip of the finger makes of it, or made it of: a letter that is
//! missing, too many, wrong, or two that have changed places. For twelve letters these are some thousand; who asks looks each up, which
//! is less than looking through all words of a newspaper.

/// Shorter words have too many neighbours: of «мост» they are «рост», «мосты», «пост».
pub const SHORTEST: usize = 5;

const RUSSIAN: &str = "абвгдежзийклмнопрстуфхцчшщъыьэюя";
const KAZAKH: &str = "абвгдежзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі";
const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";

/// The neighbours of a stem without its last letter, where none of its own are words: an ending is found by its place behind the first
/// vowel, so a slip before that leaves a letter of it («стнци-и», «станц-ии»).
pub fn neighbours_of_shorter(stem: &str) -> impl Iterator<Item = String> {
    let shorter: String = stem.chars().take(stem.chars().count().saturating_sub(1)).collect();
    let shorter = (shorter.chars().count() + 1 >= SHORTEST).then_some(shorter);
    shorter.into_iter().flat_map(|shorter| neighbours(&shorter).collect::<Vec<_>>())
}

/// The neighbours of a stem, in letters of its own script.
pub fn neighbours(stem: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = stem.chars().collect();
    let alphabet: Vec<char> = alphabet(stem).chars().collect();
    let places = letters.len();
    let swapped = swaps(letters.clone());
    let dropped = drops(letters.clone());
    let put = (0..=places).flat_map(move |place| {
        let (letters, alphabet) = (letters.clone(), alphabet.clone());
        alphabet.into_iter().flat_map(move |letter| {
            let more = joined(&letters[..place], Some(letter), &letters[place..]);
            let other = (place < letters.len()).then(|| joined(&letters[..place], Some(letter), &letters[place + 1..]));
            [Some(more), other].into_iter().flatten().collect::<Vec<_>>()
        })
    });
    swapped.chain(dropped).chain(put)
}

fn swaps(letters: Vec<char>) -> impl Iterator<Item = String> {
    (1..letters.len()).map(move |place| {
        let mut swapped = letters.clone();
        swapped.swap(place - 1, place);
        swapped.into_iter().collect()
    })
}

fn drops(letters: Vec<char>) -> impl Iterator<Item = String> {
    (0..letters.len()).map(move |place| joined(&letters[..place], None, &letters[place + 1..]))
}

fn joined(before: &[char], letter: Option<char>, behind: &[char]) -> String {
    before.iter().copied().chain(letter).chain(behind.iter().copied()).collect()
}

fn alphabet(stem: &str) -> &'static str {
    match () {
        () if stem.chars().any(|c| "әғқңөұүһі".contains(c)) => KAZAKH,
        () if stem.chars().any(|c| matches!(c, '\u{400}'..='\u{4ff}')) => RUSSIAN,
        () => LATIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_a_neighbour() {
        let check = |typed: &str, meant: &str, expected| {
            assert_eq!(neighbours(typed).any(|other| other == meant), expected, "{typed} {meant}");
        };
        check("метор", "метро", true);
        check("землетресен", "землетрясен", true);
        check("школл", "школ", true);
        check("бюджт", "бюджет", true);
        check("қаал", "қала", true);
        check("мектап", "мектеп", true);
        check("еarthquak", "earthquak", false);
        check("erthquak", "earthquak", true);
        check("школ", "скол", true);
        check("школ", "скал", false);
        assert!(neighbours_of_shorter("стнци").any(|other| other == "станц"));
        assert_eq!(neighbours_of_shorter("стнц").count(), 0, "three letters have too many neighbours");
    }

    #[test]
    fn they_are_some_hundreds() {
        assert!(neighbours("землетрясен").count() < 800);
        assert!(neighbours(&"қ".repeat(44)).count() < 4_000);
        assert_eq!(neighbours("").count(), 26);
    }
}
