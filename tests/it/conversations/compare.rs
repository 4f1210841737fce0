//! Two texts: whether they say the same, and where they do not.

/// Whether what was seen is what is written. What is measured while it goes (the card of a running push, tenths of seconds) is an
/// example: each number there may be another. Where there is a crowd, a push is stopped a little sooner or later.
pub fn alike(written: &str, seen: &str, crowd: bool) -> bool {
    let pieces = written.split("\n\n").zip(seen.split("\n\n"));
    let shapes = |text: &str| text.split('\n').map(shape).collect::<Vec<_>>();
    shapes(written) == shapes(seen)
        && pieces.into_iter().all(|(old, new)| {
            let mut lines = old.lines().zip(new.lines());
            moves(old) && moves(new)
                || lines.all(|(old, new)| old == new || has_tenths(old) && has_tenths(new) || crowd && about(old, new))
        })
}

/// A time of some seconds, to the tenth: «0,7 с», "0.7 s".
fn has_tenths(line: &str) -> bool {
    let words: Vec<&str> = line.split([' ', '\u{a0}']).collect();
    words.windows(2).any(|pair| {
        pair[0].contains([',', '.'])
            && pair[0].parse::<f64>().or(pair[0].replace(',', ".").parse()).is_ok()
            && ["с", "s"].contains(&pair[1].trim_end_matches(','))
    })
}

/// A card with a bar, or one that counts down.
fn moves(piece: &str) -> bool {
    ['░', '▓', '⏳'].iter().any(|mark| piece.contains(*mark))
}

/// The line without its numbers.
fn shape(line: &str) -> String {
    let mut out = String::new();
    for c in line.chars() {
        let c = if c.is_ascii_digit() {
            '#'
        } else if c == '▓' {
            '░'
        } else {
            c
        };
        if c != '#' || !out.ends_with('#') {
            out.push(c);
        }
    }
    out
}

/// Small numbers are the same; of a crowd a second's worth more or less may have got it.
fn about(old: &str, new: &str) -> bool {
    const SMALL: u64 = 8;
    const SECOND: u64 = 40;
    let numbers = |text: &str| {
        let words = text.split(|c: char| !c.is_ascii_digit()).filter(|word| !word.is_empty());
        words.map(|word| word.parse::<u64>().unwrap_or(u64::MAX)).collect::<Vec<_>>()
    };
    let (old, new) = (numbers(old), numbers(new));
    let near = |(old, new): (&u64, &u64)| old == new || old.max(new) >= &SMALL && old.abs_diff(*new) <= SECOND;
    old.len() == new.len() && old.iter().zip(&new).all(near)
}

/// The lines that differ, with two around them.
pub fn difference(old: &str, new: &str) -> String {
    const AROUND: usize = 2;
    let lines = steps(&old.lines().collect::<Vec<_>>(), &new.lines().collect::<Vec<_>>());
    let near = |at: usize| {
        lines[at.saturating_sub(AROUND)..lines.len().min(at + AROUND + 1)].iter().any(|(mark, _)| *mark != ' ')
    };
    let mut told = String::new();
    let mut gap = false;
    for (at, (mark, line)) in lines.iter().enumerate() {
        if near(at) {
            told.push_str(&format!("{mark} {line}\n"));
            gap = false;
        } else if !std::mem::replace(&mut gap, true) {
            told.push_str("  …\n");
        }
    }
    told
}

/// From the old lines to the new ones, with as many kept as can be.
fn steps<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    let mut kept = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            kept[i][j] = if old[i] == new[j] { kept[i + 1][j + 1] + 1 } else { kept[i + 1][j].max(kept[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut steps) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            steps.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || i < old.len() && kept[i + 1][j] >= kept[i][j + 1] {
            steps.push(('-', old[i]));
            i += 1;
        } else {
            steps.push(('+', new[j]));
            j += 1;
        }
    }
    steps
}

#[test]
fn only_what_is_measured_may_be_another_number() {
    let card = "Мадина gets:\n> ▓▓░░ 20 %\n> 60 из 301";
    for (written, seen, crowd, same) in [
        ("Копий: 12", "Копий: 12", false, true),
        ("Копий: 12", "Копий: 13", false, false),
        ("Копий: 178", "Копий: 170", false, false),
        ("Копий: 178", "Копий: 170", true, true),
        ("Копий: 178", "Копий: 17", true, false),
        ("Копий: 2", "Копий: 3", true, false),
        (card, "Мадина gets:\n> ▓▓▓░ 29 %\n> 90 из 301", false, true),
        ("Первый — через 0,6 с, половина", "Первый — через 0,7 с, половина", false, true),
        ("Первый — через 6 с, половина", "Первый — через 7 с, половина", false, false),
        (card, "Мадина gets:\n> ▓▓▓░ 29 %\n> Стоп", false, false),
    ] {
        assert_eq!(alike(written, seen, crowd), same, "{written} / {seen}");
    }
}
