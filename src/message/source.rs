//! The source that news names in its own text. In: a text, and where in it the source is named. Out: the text without, where it can go and
//! the sentence stays one.

/// What ends a sentence.
const ENDS: [char; 4] = ['.', '!', '?', '…'];
/// What joins the source with the sentence before it.
const JOINTS: [char; 4] = [',', '—', '–', '-'];

/// The text without what stands there; `None`: it is joined with the sentence, or is all of it.
pub(super) fn without(text: &str, start: usize, end: usize) -> Option<String> {
    let (before, behind) = (text[..start].trim_end(), text[end..].trim_start());
    match behind.chars().next() {
        None => at_end(before, ".", ""),
        Some(sign) if ENDS.contains(&sign) => {
            let (sign, rest) = behind.split_at(sign.len_utf8());
            at_end(before, sign, rest)
        }
        Some(',') => between(before, &behind[1..]),
        Some(_) => None,
    }
}

/// The sentence ends with the source.
fn at_end(before: &str, sign: &str, rest: &str) -> Option<String> {
    let kept = before.trim_end_matches(JOINTS).trim_end();
    if kept.is_empty() {
        return None;
    }
    let sign = if kept.ends_with(ENDS) { "" } else { sign };
    Some(format!("{kept}{sign}{rest}"))
}

/// The source stands between commas, or opens the sentence.
fn between(before: &str, behind: &str) -> Option<String> {
    if let Some(kept) = ["Как", "как"].iter().find_map(|word| before.strip_suffix(word)) {
        let kept = kept.trim_end();
        return (kept.is_empty() || kept.ends_with(ENDS)).then(|| join(kept, &capital(behind.trim_start())));
    }
    let kept = before.strip_suffix(',')?;
    let sentence = kept.rsplit(ENDS).next().unwrap_or(kept);
    // Another comma may be the first of a pair.
    let comma = if sentence.contains(',') { "," } else { "" };
    Some(format!("{kept}{comma}{behind}"))
}

fn join(before: &str, behind: &str) -> String {
    if before.is_empty() { behind.to_owned() } else { format!("{before} {behind}") }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
