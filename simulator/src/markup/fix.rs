//! Cleaning and trimming a text and repairing its entities, as the server does before it looks at lengths.

use super::{Entity, Formatted};

/// So many formatting entities a message keeps; the rest is dropped in silence.
const ENTITIES: usize = 100;

/// Cleans, repairs and trims in place.
pub fn repair(formatted: &mut Formatted) {
    clean(formatted);
    let text: Vec<u16> = formatted.text.encode_utf16().collect();
    formatted.entities.retain(|entity| {
        let inside = text.get(entity.offset..entity.end());
        inside.is_some_and(|units| units.iter().any(|unit| !is_blank(*unit)))
    });
    nest(&mut formatted.entities);
    trim(formatted);
    formatted.entities.truncate(ENTITIES);
}

fn is_blank(unit: u16) -> bool {
    unit == 0x20 || unit == 0x0A || unit == 0xA0
}

/// Drops what Telegram drops from a text and moves the entities along.
fn clean(formatted: &mut Formatted) {
    let suspicious =
        |c: char| (c < ' ' && c != '\n') || matches!(c, '\u{2028}'..='\u{202E}' | '\u{333}' | '\u{33F}' | '\u{30A}');
    if !formatted.text.contains(suspicious) {
        return;
    }
    let mut cleaned = String::with_capacity(formatted.text.len());
    let mut removed = Vec::new();
    let mut unit = 0;
    for letter in formatted.text.chars() {
        match letter {
            '\r' | '\u{2028}'..='\u{202E}' | '\u{333}' | '\u{33F}' | '\u{30A}' => removed.push(unit),
            '\n' => cleaned.push('\n'),
            control if control < ' ' => cleaned.push(' '),
            other => cleaned.push(other),
        }
        unit += letter.len_utf16();
    }
    let before = |at: usize| removed.partition_point(|gone| *gone < at);
    for entity in &mut formatted.entities {
        let end = entity.end();
        entity.offset -= before(entity.offset);
        entity.length = end - before(end) - entity.offset;
    }
    formatted.text = cleaned;
}

/// Trailing blanks go; leading ones up to the first entity.
fn trim(formatted: &mut Formatted) {
    let kept = formatted.text.trim_end_matches([' ', '\n', '\u{A0}']).len();
    formatted.text.truncate(kept);
    let units = super::utf16(&formatted.text);
    let first = formatted.entities.iter().map(|entity| entity.offset).min().unwrap_or(units);
    let leading = formatted.text.bytes().take(first).take_while(|byte| matches!(byte, b' ' | b'\n')).count();
    formatted.text.drain(..leading);
    for entity in &mut formatted.entities {
        let end = entity.end().min(units) - leading;
        entity.offset -= leading;
        entity.length = end.saturating_sub(entity.offset);
    }
    formatted.entities.retain(|entity| entity.length > 0);
}

/// Monospace holds nothing and is in nothing but a quote; quotes do not nest; what crosses is cut; the same within the same is one.
fn nest(entities: &mut Vec<Entity>) {
    sort(entities);
    let solid: Vec<Entity> = keep_apart(entities.iter().filter(|entity| is_solid(&entity.kind)));
    let quotes: Vec<Entity> = keep_apart(entities.iter().filter(|entity| is_quote(&entity.kind)));
    let solid: Vec<Entity> =
        solid.into_iter().filter(|entity| !quotes.iter().any(|quote| crosses(quote, entity))).collect();
    let mut kept: Vec<Entity> = Vec::with_capacity(entities.len());
    for kind in ["bold", "italic", "underline", "strikethrough", "spoiler"] {
        for entity in joined(entities.iter().filter(|entity| entity.kind == kind)) {
            push_around(&mut kept, &entity, &solid, &quotes);
        }
    }
    kept.extend(solid);
    kept.extend(quotes);
    *entities = kept;
    sort(entities);
}

/// The same within the same, and the same right after the same, is one.
fn joined<'a>(entities: impl Iterator<Item = &'a Entity>) -> Vec<Entity> {
    let mut joined: Vec<Entity> = Vec::new();
    for entity in entities {
        match joined.last_mut() {
            Some(last) if last.end() >= entity.offset => last.length = last.end().max(entity.end()) - last.offset,
            _ => joined.push(entity.clone()),
        }
    }
    joined
}

/// Adds a splittable entity, left out where it meets monospace, cut where it crosses a link or quote's edge.
fn push_around(kept: &mut Vec<Entity>, entity: &Entity, solid: &[Entity], quotes: &[Entity]) {
    let mut cuts = vec![entity.offset, entity.end()];
    for other in solid.iter().chain(quotes) {
        if is_mono(&other.kind) || crosses(other, entity) {
            cuts.extend(
                [other.offset, other.end()].into_iter().filter(|cut| (entity.offset..entity.end()).contains(cut)),
            );
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    for pair in cuts.windows(2) {
        let mono = solid.iter().any(|other| is_mono(&other.kind) && other.offset <= pair[0] && other.end() >= pair[1]);
        if !mono {
            kept.push(Entity { offset: pair[0], length: pair[1] - pair[0], ..entity.clone() });
        }
    }
}

fn keep_apart<'a>(entities: impl Iterator<Item = &'a Entity>) -> Vec<Entity> {
    let mut kept: Vec<Entity> = Vec::new();
    for entity in entities {
        if kept.last().is_none_or(|last| last.end() <= entity.offset) {
            kept.push(entity.clone());
        }
    }
    kept
}

fn crosses(one: &Entity, other: &Entity) -> bool {
    let apart = one.end() <= other.offset || other.end() <= one.offset;
    let inside = |a: &Entity, b: &Entity| a.offset >= b.offset && a.end() <= b.end();
    !apart && !inside(one, other) && !inside(other, one)
}

fn is_mono(kind: &str) -> bool {
    matches!(kind, "code" | "pre")
}

fn is_quote(kind: &str) -> bool {
    matches!(kind, "blockquote" | "expandable_blockquote")
}

/// Kinds that are never cut in two.
fn is_solid(kind: &str) -> bool {
    !is_quote(kind) && !matches!(kind, "bold" | "italic" | "underline" | "strikethrough" | "spoiler")
}

/// By place, the longer first.
pub fn sort(entities: &mut [Entity]) {
    // TDLib's priorities of kinds that cover the same text.
    let rank = |entity: &Entity| match entity.kind.as_str() {
        "blockquote" | "expandable_blockquote" => 0,
        "pre" => 11,
        "code" => 20,
        "text_link" | "text_mention" => 49,
        "bold" => 90,
        "italic" => 91,
        "underline" => 92,
        "strikethrough" => 93,
        "spoiler" => 94,
        "custom_emoji" => 99,
        _ => 50,
    };
    entities.sort_by_key(|entity| (entity.offset, usize::MAX - entity.length, rank(entity)));
}
