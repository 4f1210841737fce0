//! Readers as a table, `readers.csv`: one line a chat, with all that it chose. In: the bytes of a file that a person, another bot
//! or a spreadsheet wrote; or chats. Out: what each line carries, or the line's mistake; or lines. Promised: what [`line()`] wrote
//! is read as it was, and nothing is half understood: a line is taken as a whole or refused with a sentence. Who is brought
//! in, and what becomes of a file that is mostly mistakes, is left to others (`cli`, `store::lists`).
//!
//! A line of the file is a line of the table. Fields that spread over several would make one stray quote swallow all that
//! follows it, and no column that is known here needs them.

mod columns;
mod lines;
#[cfg(test)]
mod tests;
mod values;

pub use columns::Passed;
use columns::{Columns, header};

use crate::{article::Fault, clock::Time, newsroom::Newsroom, store::lists::Carried};

/// The most bytes of a list: some two million readers.
pub const LARGEST: u64 = 256 << 20;

/// A list whose columns are known.
pub struct List {
    text: String,
    separator: char,
    columns: Columns,
    /// How many lines stand before the first reader.
    above: usize,
}

impl List {
    /// Finds encoding, separator and columns.
    pub fn read(bytes: &[u8]) -> Result<List, Fault> {
        let text = lines::text(bytes)?;
        let mut declared = None;
        let first = lines::lines(&text).find(|(_, line)| {
            declared = declared.or_else(|| lines::declared(line));
            !line.trim().is_empty() && lines::declared(line).is_none()
        });
        let (above, names) = first.unwrap_or((1, ""));
        let (separator, columns) = header(names, declared).map_err(|why| Fault::at(above, why))?;
        Ok(List { text, separator, columns, above })
    }

    /// Columns of the file that nobody reads.
    pub fn passed(&self) -> &[Passed] {
        &self.columns.passed
    }

    /// Every line that is not empty with its number in the file, and what it carries; where it says nothing, what a new
    /// reader of the newsroom gets.
    pub fn readers<'a>(
        &'a self,
        newsroom: &'a Newsroom,
        now: Time,
    ) -> impl Iterator<Item = (usize, Result<Carried, String>)> + 'a {
        let lines = lines::lines(&self.text).skip(self.above).filter(|(_, line)| !self.says_nothing(line));
        lines.map(move |(number, line)| {
            let fields = lines::fields(line, self.separator);
            (number, fields.and_then(|fields| self.columns.carried(&fields, newsroom, now)))
        })
    }

    /// Spreadsheets end a table with lines of separators.
    fn says_nothing(&self, line: &str) -> bool {
        line.chars().all(|letter| letter.is_whitespace() || letter == self.separator)
    }
}

/// The names of all columns.
pub fn head() -> impl Iterator<Item = &'static str> {
    columns::COLUMNS.iter().map(|column| column.name)
}

/// The fields of one chat, in the order of [`head`].
pub fn line<'a>(carried: &'a Carried, newsroom: &'a Newsroom) -> impl Iterator<Item = String> + 'a {
    columns::COLUMNS.iter().map(|column| values::shielded((column.write)(carried, newsroom)))
}
