//! Copies that people and programs leave beside a file: «story (1).md», «story — копия.md», what a shared folder keeps when
//! two wrote at once. In: a file's name. Out: the name of which it is a copy. Plain functions.

use std::path::{Path, PathBuf};

/// What programs put into the name of the version that lost: a copy, whatever stands beside it.
const CONFLICTS: [&str; 6] = [
    ".sync-conflict-",
    "conflicted copy",
    "case conflict",
    "(conflict",
    "конфликтующая копия",
    "конфликт синхронизации",
];

/// What stands behind the name of a copy.
const BEHIND: [&str; 8] =
    ["copy", "another copy", "копия", "другая копия", "ещё одна копия", "көшірме", "көшірмесі", "backup"];

/// What stands before it.
const BEFORE: [&str; 4] = ["copy of ", "копия — ", "копия - ", "копия "];

/// Whether the file is what a shared folder keeps of a version that lost.
pub(super) fn is_conflict(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    CONFLICTS.iter().any(|mark| name.contains(mark))
}

/// The file of which this is a copy, if that stands beside it.
pub(super) fn original(path: &Path) -> Option<PathBuf> {
    let (stem, ending) = (path.file_stem()?.to_str()?, path.extension()?.to_str()?);
    let name = before(stem).or_else(|| behind(stem)).filter(|name| !name.is_empty())?;
    Some(path.with_file_name(format!("{name}.{ending}")))
}

fn before(stem: &str) -> Option<&str> {
    let mark = BEFORE.iter().find(|mark| stem.to_lowercase().starts_with(*mark))?;
    stem.get(mark.len()..)
}

/// The name without what a copy adds: a number in brackets, a word for a copy, or both.
fn behind(stem: &str) -> Option<&str> {
    if let Some((name, inner)) = stem.strip_suffix(')').and_then(|open| open.rsplit_once('(')) {
        let name = bare(name);
        return match inner.chars().all(|c| c.is_ascii_digit()) {
            true => behind(name).or(Some(name)),
            false => is_word(inner).then_some(name),
        };
    }
    let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let small = stem.to_lowercase();
    let word = BEHIND.iter().filter(|word| small.ends_with(&format!(" {word}"))).max_by_key(|word| word.len())?;
    stem.get(..stem.len().checked_sub(word.len())?).map(bare)
}

/// «копия», «3rd copy», «copy 2».
fn is_word(text: &str) -> bool {
    let small = text.to_lowercase();
    let word = small.trim_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let word = ["st ", "nd ", "rd ", "th "].iter().find_map(|end| word.strip_prefix(end)).unwrap_or(word);
    BEHIND.contains(&word)
}

fn bare(name: &str) -> &str {
    name.trim_end_matches([' ', '-', '–', '—', '_'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_known_by_its_name() {
        for name in [
            "story (1).md",
            "story(2).md",
            "story - Copy.md",
            "story - Copy (2).md",
            "story copy.md",
            "story copy 2.md",
            "story (copy).md",
            "story (another copy).md",
            "story (3rd copy).md",
            "story — копия.md",
            "story - копия (2).md",
            "story (копия).md",
            "story (другая копия).md",
            "story — көшірме.md",
            "Copy of story.md",
            "Копия story.md",
            "копия — story.md",
            "story — КОПИЯ.md",
        ] {
            assert_eq!(original(&Path::new("2026").join(name)), Some(PathBuf::from("2026/story.md")), "{name}");
        }
        for name in
            ["story.md", "story 2.md", "story-1.md", "story (Алматы).md", "(1).md", "hardcopy.md", "Фотокопия.md"]
        {
            assert_eq!(original(Path::new(name)), None, "{name}");
        }
    }

    #[test]
    fn what_a_shared_folder_keeps_is_no_article() {
        for name in [
            "story (conflicted copy).md",
            "story (Madina's conflicted copy 2026-11-28).md",
            "story (conflicted copy 2026-11-28 101112).md",
            "story.sync-conflict-20261128-101112-ABCDEFG.md",
            "story (конфликтующая копия с компьютера Мадина).md",
            "story (Case Conflict).md",
        ] {
            assert!(is_conflict(Path::new(name)), "{name}");
        }
        assert!(!is_conflict(Path::new("conflict-in-the-market.md")));
    }
}
