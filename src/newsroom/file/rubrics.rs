//! The `[[rubric]]` entries of the newsroom's file, each by itself and all together: no two share a name.

use std::collections::HashMap;

use super::{
    DeTable, DeValue, Language, Reading, Spanned, check,
    groups::{self, Placed},
};
use crate::newsroom::{Rubric, fold};

/// The masks have 62 places besides main news.
const MOST: usize = 62;

/// Links carry the id together with a source in 64 characters.
const ID_LENGTH: usize = 32;

impl Reading<'_> {
    pub(super) fn rubrics(&mut self, value: &Spanned<DeValue>, known: &[Placed], language: Language) -> Vec<Rubric> {
        let Some(entries) = value.get_ref().as_array() else {
            self.fault(
                value.span().start,
                "rubric: write each as [[rubric]] on a line of its own, with double brackets",
            );
            return Vec::new();
        };
        let mut rubrics: Vec<Rubric> = Vec::new();
        let mut taken: HashMap<String, String> = HashMap::new();
        for entry in entries.iter() {
            let at = entry.span().start;
            let Some(rubric) = self.rubric(entry, rubrics.len(), known, language) else { continue };
            if rubrics.len() == MOST {
                self.fault(at, format!("more than {MOST} rubrics; join some of them"));
                break;
            }
            for name in rubric.names() {
                match taken.get(&fold(name)) {
                    Some(other) if *other != rubric.id => {
                        self.fault(at, format!("rubric {}: \"{name}\" belongs to rubric {other} already", rubric.id));
                    }
                    _ => drop(taken.insert(fold(name), rubric.id.clone())),
                }
            }
            if rubrics.iter().any(|other| other.id == rubric.id) {
                self.fault(at, format!("a second rubric with the id \"{}\"; give it another", rubric.id));
            }
            rubrics.push(rubric);
        }
        rubrics
    }

    fn rubric(
        &mut self,
        entry: &Spanned<DeValue>,
        place: usize,
        known: &[Placed],
        language: Language,
    ) -> Option<Rubric> {
        let at = entry.span().start;
        let Some(table) = entry.get_ref().as_table() else {
            self.fault(at, "rubric: write each as [[rubric]] on a line of its own");
            return None;
        };
        self.keys(table, " in [[rubric]]", &["id", "title", "emoji", "aliases", "group"]);
        let before = self.faults.len();
        for key in ["id", "title"] {
            if !table.contains_key(key) {
                self.fault(at, format!("a rubric without {key}; add {key} = …"));
            }
        }
        let mut rubric = self.fields(table, place, language);
        self.take(table, "group", &mut rubric.group, |value| groups::known(value, known));
        Some(rubric).filter(|_| self.faults.len() == before)
    }

    fn fields(&mut self, table: &DeTable, place: usize, language: Language) -> Rubric {
        let bit = u8::try_from(place + 1).unwrap_or(u8::MAX);
        let mut rubric = Rubric {
            id: String::new(),
            title: Default::default(),
            emoji: String::new(),
            aliases: Vec::new(),
            group: None,
            bit,
        };
        self.take(table, "id", &mut rubric.id, id);
        self.take(table, "title", &mut rubric.title, |value| check::named(value, language));
        self.take(table, "emoji", &mut rubric.emoji, emoji);
        self.take(table, "aliases", &mut rubric.aliases, check::texts);
        rubric
    }
}

pub(super) fn id(value: &DeValue) -> Result<String, String> {
    let id = check::filled(value)?;
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id == "main" {
        return Err("\"main\" is the name of the main news; choose another".into());
    }
    if id.chars().all(fits) && id.len() <= ID_LENGTH {
        Ok(id)
    } else {
        Err(format!("\"{id}\" may have only a-z, 0-9 and -, at most {ID_LENGTH}"))
    }
}

pub(super) fn emoji(value: &DeValue) -> Result<String, String> {
    let emoji = check::text(value)?;
    if emoji.chars().count() <= 10 { Ok(emoji) } else { Err("one emoji is enough".into()) }
}
