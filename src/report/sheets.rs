//! The numbers as files that a spreadsheet opens. In: the store, a period. Out: three [`Sheet`]s: days, publications, readers. Each begins
//! with the mark by which spreadsheets know UTF-8; a cell that a spreadsheet would take for a formula is made text. None of them
//! names a reader.

use csv::{Writer, WriterBuilder};

use super::{Statistics, Told, stories::told};
use crate::{
    newsroom::Newsroom,
    store::{Reading, Result},
};

/// UTF-8's byte order mark.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// What stands between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// For programs, and spreadsheets that speak English.
    Comma,
    /// For spreadsheets of countries in which a comma stands in numbers: Russian and Kazakh ones.
    Semicolon,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// With its ending.
    pub name: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The numbers of the days that were asked for.
pub fn sheets(
    store: &Reading,
    statistics: &Statistics,
    newsroom: &Newsroom,
    separator: Separator,
) -> Result<Vec<Sheet>> {
    let pushes = told(store, statistics.asked(), usize::MAX)?;
    let rows = [
        ("headliner-days.csv", days(statistics)),
        ("headliner-publications.csv", publications(&pushes)),
        ("headliner-readers.csv", readers(statistics, newsroom)),
    ];
    Ok(rows.into_iter().map(|(name, rows)| Sheet { name, bytes: written(&rows, separator) }).collect())
}

type Row = Vec<String>;

fn row<const N: usize>(cells: [&str; N]) -> Row {
    cells.map(str::to_owned).into()
}

fn days(statistics: &Statistics) -> Vec<Row> {
    let mut rows = vec![row([
        "date",
        "readers",
        "new",
        "returned",
        "left",
        "blocked",
        "gone",
        "no_rights",
        "imported",
        "delivered",
        "refused",
        "uncertain",
    ])];
    rows.extend(statistics.by_date.iter().map(|day| {
        let numbers = [
            day.readers,
            day.new,
            day.returned,
            day.left,
            day.blocked,
            day.gone,
            day.no_rights,
            day.imported,
            day.delivered,
            day.refused,
            day.uncertain,
        ];
        std::iter::once(day.date.to_string()).chain(numbers.map(|n| n.to_string())).collect()
    }));
    rows
}

fn publications(pushes: &[Told]) -> Vec<Row> {
    let mut rows = vec![row([
        "number",
        "article",
        "headline",
        "kind",
        "at",
        "delivered",
        "refused",
        "uncertain",
        "median_seconds",
        "last_seconds",
        "left",
        "muted",
    ])];
    let known = |seconds: Option<u64>| seconds.map(|s| s.to_string()).unwrap_or_default();
    rows.extend(pushes.iter().map(|push| {
        vec![
            push.number.to_string(),
            push.article.clone(),
            push.headline.clone(),
            push.kind.to_owned(),
            push.at.clone(),
            push.delivered.to_string(),
            push.refused.to_string(),
            push.uncertain.to_string(),
            known(push.median_seconds),
            known(push.last_seconds),
            push.left.to_string(),
            push.muted.to_string(),
        ]
    }));
    rows
}

/// Readers now, by all that they are counted by.
fn readers(statistics: &Statistics, newsroom: &Newsroom) -> Vec<Row> {
    let readers = &statistics.readers;
    let mut rows = vec![row(["by", "name", "title", "readers"])];
    let mut add = |by: &str, name: &str, title: &str, count: u32| {
        rows.push(vec![by.to_owned(), name.to_owned(), title.to_owned(), count.to_string()]);
    };
    for (name, count) in [
        ("active", readers.active),
        ("paused", readers.paused),
        ("left", readers.left),
        ("blocked", readers.blocked),
        ("gone", readers.gone),
    ] {
        add("state", name, "", count);
    }
    for (name, count) in [("reader", readers.active), ("group", readers.groups), ("channel", readers.channels)] {
        add("kind", name, "", count);
    }
    for (id, count) in &readers.by_rubric {
        let rubric = newsroom.rubrics.iter().find(|rubric| rubric.id == *id);
        add("rubric", id, rubric.map_or("", |rubric| rubric.title.in_language(newsroom.language)), *count);
    }
    for (by, counts) in [("language", &readers.by_language), ("mode", &readers.by_mode), ("source", &readers.by_source)]
    {
        counts.iter().for_each(|(name, count)| add(by, name, "", *count));
    }
    for (hour, count) in (0..24).zip(&statistics.by_hour) {
        add("messages_by_hour", &format!("{hour:02}:00"), "", *count);
    }
    rows
}

fn written(rows: &[Row], separator: Separator) -> Vec<u8> {
    let delimiter = if separator == Separator::Comma { b',' } else { b';' };
    let mut writer: Writer<Vec<u8>> = WriterBuilder::new().delimiter(delimiter).from_writer(MARK.to_vec());
    for cells in rows {
        let cells = cells.iter().map(|cell| harmless(cell));
        writer.write_record(cells).expect("rows of a sheet are equally long, and memory takes what is written");
    }
    writer.into_inner().expect("memory takes what is written")
}

/// The cell as text where a spreadsheet would calculate it.
fn harmless(cell: &str) -> String {
    let is_number = cell.parse::<f64>().is_ok();
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && !is_number {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let check = |cell: &str, expected: &str| assert_eq!(harmless(cell), expected, "{cell}");
        check("=1+1", "'=1+1");
        check("+7 727", "'+7 727");
        check("-5", "-5");
        check("-цена", "'-цена");
        check("@vecher", "'@vecher");
        check("\tx", "'\tx");
        check("Общество", "Общество");
        check("", "");
    }

    #[test]
    fn sheets_begin_with_their_mark_and_keep_their_cells() {
        let rows = [row(["a", "b"]), row(["Мост; и \"парк\"", "=x"])];
        let text = |separator| String::from_utf8(written(&rows, separator)).unwrap();
        assert_eq!(text(Separator::Semicolon), "\u{feff}a;b\n\"Мост; и \"\"парк\"\"\";'=x\n");
        assert_eq!(text(Separator::Comma), "\u{feff}a,b\n\"Мост; и \"\"парк\"\"\",'=x\n");
    }
}
