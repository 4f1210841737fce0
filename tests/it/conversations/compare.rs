//! Two texts: whether they say the same, and where they do not.

/// Whether what was seen is what is written. What is measured while it goes (the card of a running push) is an example: each number
/// there may be another. Where there is a crowd, a push is stopped a little sooner or later: large numbers are about the same.
pub fn alike(written: &str, seen: &str, crowd: bool) -> bool {
    let pairs = || written.lines().zip(seen.lines());
    written.lines().count() == seen.lines().count()
        && pairs().all(|(old, new)| shape(old) == shape(new))
        && written
            .split("\n\n")
            .zip(seen.split("\n\n"))
            .all(|(old, new)| moves(old) && moves(new) || old == new || crowd && about(old, new))
}

/// A card with a bar.
fn moves(piece: &str) -> bool {
    piece.contains('░') || piece.contains('▓')
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

/// Small numbers are the same, large ones nearly; of whom nobody looks at, about as many have got it.
fn about(old: &str, new: &str) -> bool {
    const LARGE: u64 = 30;
    let numbers = |text: &str| {
        let words = text.split(|c: char| !c.is_ascii_digit()).filter(|word| !word.is_empty());
        words.map(|word| word.parse::<u64>().unwrap_or(u64::MAX)).collect::<Vec<_>>()
    };
    let (old, new) = (numbers(old), numbers(new));
    let near = |(old, new): (&u64, &u64)| old == new || *old >= LARGE && old.abs_diff(*new) <= old / 4 && *old < 1000;
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
