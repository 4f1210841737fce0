//! The `[[group]]` entries of the newsroom's file, and which rubrics belong to them. In: the tables. Out: groups that all
//! have rubrics, and the rubrics in the order in which they are shown: ordinary ones first, since a story is shown under the
//! first of its rubrics, and where it happened says less about it than what it is about.

use super::{DeTable, DeValue, Language, Newsroom, Reading, Spanned, check, rubrics};
use crate::{
    config::nearest,
    newsroom::{Group, Named},
};

/// A group, and where it stands in the file.
pub(super) type Placed = (usize, Group);

impl Reading<'_> {
    /// Both lists; what the file leaves out stays.
    pub(super) fn rubrics_and_groups(&mut self, top: &DeTable, newsroom: &mut Newsroom) {
        let language = newsroom.language;
        let before = self.faults.len();
        let groups = top.get("group").map(|groups| self.groups(groups, language)).unwrap_or_default();
        if let Some(rubrics) = top.get("rubric") {
            newsroom.rubrics = self.rubrics(rubrics, &groups, language);
        }
        // A rubric that is wrong is missing from its group for that alone.
        let whole = self.faults.len() == before;
        for (at, group) in groups.iter().filter(|_| whole) {
            if newsroom.rubrics_of(group).next().is_none() {
                let cure = format!("write group = \"{}\" in each [[rubric]] of it, or remove it", group.id);
                self.fault(*at, format!("group {}: no rubric belongs to it; {cure}", group.id));
            }
        }
        newsroom.groups = groups.into_iter().map(|(_, group)| group).collect();
        let groups: Vec<String> = newsroom.groups.iter().map(|group| group.id.clone()).collect();
        newsroom.rubrics.sort_by_key(|rubric| {
            let group = rubric.group.as_ref();
            group.and_then(|own| groups.iter().position(|id| id == own)).map_or(0, |place| place + 1)
        });
    }

    fn groups(&mut self, value: &Spanned<DeValue>, language: Language) -> Vec<Placed> {
        let Some(entries) = value.get_ref().as_array() else {
            self.fault(value.span().start, "group: write each as [[group]] on a line of its own, with double brackets");
            return Vec::new();
        };
        let mut groups: Vec<Placed> = Vec::new();
        for entry in entries.iter() {
            let at = entry.span().start;
            let Some(group) = self.group(entry, language) else { continue };
            if groups.iter().any(|(_, other)| other.id == group.id) {
                self.fault(at, format!("a second group with the id \"{}\"; give it another", group.id));
                continue;
            }
            groups.push((at, group));
        }
        groups
    }

    fn group(&mut self, entry: &Spanned<DeValue>, language: Language) -> Option<Group> {
        let at = entry.span().start;
        let Some(table) = entry.get_ref().as_table() else {
            self.fault(at, "group: write each as [[group]] on a line of its own");
            return None;
        };
        self.keys(table, " in [[group]]", &["id", "title", "emoji"]);
        let before = self.faults.len();
        for key in ["id", "title"] {
            if !table.contains_key(key) {
                self.fault(at, format!("a group without {key}; add {key} = …"));
            }
        }
        let mut group = Group { id: String::new(), title: Named::default(), emoji: String::new() };
        self.take(table, "id", &mut group.id, rubrics::id);
        self.take(table, "title", &mut group.title, |value| check::named(value, language));
        self.take(table, "emoji", &mut group.emoji, rubrics::emoji);
        Some(group).filter(|_| self.faults.len() == before)
    }
}

/// The id of a group that there is.
pub(super) fn known(value: &DeValue, groups: &[Placed]) -> Result<Option<String>, String> {
    let id = check::filled(value)?;
    if groups.iter().any(|(_, group)| group.id == id) {
        return Ok(Some(id));
    }
    let near = nearest(&id, groups.iter().map(|(_, group)| group.id.as_str()));
    let cure = near.map(|near| format!("did you mean \"{near}\"?"));
    let cure = cure.unwrap_or_else(|| "add a [[group]] with this id and a title".into());
    Err(format!("\"{id}\" is no group of rubrics; {cure}"))
}
