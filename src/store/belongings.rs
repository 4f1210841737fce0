//! What is kept of one chat, whatever table it is in. In: a chat. Out: its rows of every table that names a chat, found in
//! the schema itself, so that a new table cannot be forgotten where somebody asks what is stored about them.

use rusqlite::{params, types::ValueRef};
use serde_json::{Map, Value};

use super::{ChatKey, Reading, Result};

/// Tables whose rows are told in words, and the cards of staff, which go by Telegram's number of a chat.
const TOLD: [&str; 3] = ["delivery", "event", "card"];

impl Reading<'_> {
    /// The chat's rows, by table; tables without any are left out.
    pub fn belongings(&self, chat: ChatKey) -> Result<Vec<(String, Vec<Value>)>> {
        let mut belongings = Vec::new();
        for table in self.tables_of_chats()?.into_iter().filter(|table| !TOLD.contains(&table.as_str())) {
            let mut sql = self.connection.prepare(&format!("SELECT * FROM \"{table}\" WHERE chat = ?1"))?;
            let names: Vec<String> = sql.column_names().map(str::to_owned).collect();
            let rows = sql.query_map(params![chat.0], |row| {
                let field = |(place, name): (usize, &String)| Ok((name.clone(), plain(row.get_ref(place)?)));
                let fields = names.iter().enumerate().filter(|(_, name)| *name != "chat").map(field);
                Ok(Value::Object(fields.collect::<rusqlite::Result<Map<_, _>>>()?))
            })?;
            let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
            if !rows.is_empty() {
                belongings.push((table, rows));
            }
        }
        Ok(belongings)
    }

    /// The tables that have a column for a chat.
    fn tables_of_chats(&self) -> Result<Vec<String>> {
        let mut sql = self.sql(
            "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
             WHERE m.type = 'table' AND c.name = 'chat' ORDER BY m.name",
        )?;
        let names = sql.query_map([], |row| row.get(0))?;
        Ok(names.collect::<rusqlite::Result<_>>()?)
    }
}

fn plain(value: ValueRef) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        ValueRef::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Store, Writing, forgotten_file};
    use super::*;
    use crate::{
        article::Language,
        clock::Time,
        newsroom::Newsroom,
        store::{Kind, chats::NewChat},
    };

    /// Five bytes that nothing else in the file has.
    const READER: i64 = 0x5A_5B5C_5D5E;
    /// What names a chat or a person.
    const NAMES: [&str; 5] = ["chat", "telegram", "person", "reader", "by"];
    /// What is kept of staff as such, who signed with it, stays when they erase what they are as readers; the chat itself.
    const STAFF: [&str; 9] = ["card", "staff", "name", "invite", "act", "plan", "publication", "pen", "practice"];

    /// Tables with a column that names somebody.
    fn naming(store: &Writing) -> Vec<(String, String)> {
        let sql = "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
                   WHERE m.type = 'table' AND m.name <> 'chat'";
        let mut sql = store.connection.prepare(sql).unwrap();
        let columns = sql.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let columns: Vec<(String, String)> = columns.collect::<rusqlite::Result<_>>().unwrap();
        let named =
            |(table, column): &(String, String)| NAMES.contains(&column.as_str()) && !STAFF.contains(&table.as_str());
        columns.into_iter().filter(named).collect()
    }

    /// Puts a row that names the chat into a table, whatever else that wants.
    fn fill(store: &Writing, (table, naming): &(String, String), chat: ChatKey) {
        let sql = format!("SELECT name, type FROM pragma_table_info('{table}')");
        let mut sql = store.connection.prepare(&sql).unwrap();
        let columns = sql.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let columns: Vec<(String, String)> = columns.collect::<rusqlite::Result<_>>().unwrap();
        let value = |(name, kind): &(String, String)| match kind.as_str() {
            _ if name == naming => if naming == "chat" { chat.0 } else { READER }.to_string(),
            "TEXT" => "'one'".to_owned(),
            "BLOB" => "x'01'".to_owned(),
            _ => "1".to_owned(),
        };
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        let values: Vec<String> = columns.iter().map(value).collect();
        let insert = format!("INSERT OR REPLACE INTO \"{table}\" ({}) VALUES ({})", names.join(","), values.join(","));
        store.connection.execute(&insert, []).unwrap_or_else(|error| panic!("{insert}: {error}"));
    }

    fn count(store: &Writing, (table, naming): &(String, String), chat: ChatKey) -> i64 {
        let number = if naming == "chat" { chat.0 } else { READER };
        let sql = format!("SELECT count(*) FROM \"{table}\" WHERE \"{naming}\" = {number}");
        store.connection.query_row(&sql, [], |row| row.get(0)).unwrap()
    }

    /// A new table with such a column is in this test by itself: whoever adds one sees to it that it is told and erased.
    #[test]
    fn what_any_table_holds_of_a_reader_is_told_and_erased() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("headliner.db");
        let store = Store::open(&file).unwrap();
        let (kind, tongue) = (Kind::Reader, Language::Ru);
        let new =
            NewChat { telegram: READER, topic: 0, kind, tongue, languages: 1, rubrics: 1, source: None, title: None };
        let joined = store.write_here(|store| store.join(&new, &Newsroom::default().new_reader, Time(10)));
        let chat = joined.unwrap().0.key;
        let told = store.write_here(|store| {
            store.connection.execute_batch("PRAGMA defer_foreign_keys = ON; PRAGMA ignore_check_constraints = ON;")?;
            let tables = naming(store);
            assert!(tables.len() >= 6, "the test looks in the wrong way: {tables:?}");
            tables.iter().for_each(|table| fill(store, table, chat));
            let told = store.belongings(chat)?;
            let named = |table: &String| TOLD.contains(&table.as_str()) || told.iter().any(|(told, _)| told == table);
            let untold: Vec<_> = tables.iter().filter(|(table, _)| !named(table)).collect();
            assert!(untold.is_empty(), "/privacy does not tell {untold:?}");
            store.erase(chat, Time(20))?;
            let left: Vec<_> = tables.iter().filter(|table| count(store, table, chat) > 0).collect();
            assert!(left.is_empty(), "they still name who was erased: {left:?}");
            Ok(tables.len())
        });
        assert!(told.unwrap() > 0);
        assert!(store.wipe_traces().unwrap());
        let bytes = READER.to_be_bytes();
        for file in [file.clone(), file.with_extension("db-wal"), forgotten_file(&file)] {
            let held = std::fs::read(&file).unwrap_or_default();
            assert!(!held.windows(5).any(|five| five == &bytes[3..]), "{} names who was erased", file.display());
        }
    }
}
