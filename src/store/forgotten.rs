//! The list of the forgotten: who erased their data stays erased, whichever copy of the database comes back. In: an erasure,
//! before its transaction ends. Out: whether a chat is on the list. It lies beside the database ([`forgotten_file`]), is only
//! ever appended to, and names nobody: a line has a hash of the chat's number under the list's own key, and the time. Who
//! has the list can ask it about a number; whoever reads it learns none.
//!
//! The database remembers how much of the list it has been held to (`forgotten` in `meta`), so that only one that was
//! restored, or whose last erasure was broken off, is held to it again, when it is opened. An entry says nothing about a chat
//! that joined after it.

use std::{
    collections::HashMap,
    fmt::Write as _,
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::{ChatKey, Error, Reading, Result, State, Store, Writing, events::What, folding};
use crate::{clock::Time, config::private};

/// How the first line begins; the key follows.
const HEAD: &str = "headliner-forgotten-1 ";
/// `meta`: how many bytes of the list the database has been held to.
const HELD_TO: &str = "forgotten";
/// `meta`: kept while something was erased of which the write-ahead log may still hold a trace.
const TRACES: &str = "traces";
/// How many chats are compared at a time.
const PAGE: u32 = 2_000;

/// A chat, by a hash that nobody can turn back without the key.
type Hash = [u8; 16];

/// Where the list of a database lies: beside the file itself, as all that SQLite keeps, where its name is a link.
pub fn forgotten_file(database: &Path) -> PathBuf {
    let database = fs::canonicalize(database).unwrap_or_else(|_| database.to_owned());
    let mut name = database.into_os_string();
    name.push(".forgotten");
    PathBuf::from(name)
}

/// The list as it is on disk.
#[derive(Debug, Default)]
pub struct Forgotten {
    /// `None`: there is no list yet.
    key: Option<[u8; 32]>,
    /// The last time that each was erased.
    entries: HashMap<Hash, Time>,
    /// Bytes.
    length: u64,
}

impl Forgotten {
    /// Reads the list of a database; an empty one where there is none.
    ///
    /// # Errors
    /// It cannot be read, or is none: then nobody knows who must not come back.
    pub fn read(database: &Path) -> Result<Forgotten> {
        let path = forgotten_file(database);
        let mut text = Vec::new();
        match File::open(&path).and_then(|mut file| file.read_to_end(&mut text)) {
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Forgotten::default()),
            Err(error) => return Err(unusable(&path, &error.to_string())),
        }
        let text = String::from_utf8_lossy(&text);
        let mut lines = text.lines();
        let key = lines.next().and_then(|line| bytes(line.strip_prefix(HEAD)?));
        if key.is_none() && is_beginning(&text) {
            return Ok(Forgotten::default()); // the first erasure was broken off here, and is tried again
        }
        let Some(key) = key else { return Err(unusable(&path, "its first line is not that of such a list")) };
        let mut list = Forgotten { key: Some(key), length: text.len() as u64, ..Forgotten::default() };
        for (number, line) in (2..).zip(lines).filter(|(_, line)| !line.is_empty()) {
            match entry(line) {
                Some((hash, at)) => list.note(hash, at),
                // Broken off while it was written: so was the erasure, and it was tried again.
                None => log::warn!(
                    "{}:{number}: this is no entry of the list of the forgotten; it is passed",
                    path.display()
                ),
            }
        }
        Ok(list)
    }

    /// When this chat was erased last; `None`: it never was.
    pub fn erased(&self, telegram: i64, topic: i64) -> Option<Time> {
        self.entries.get(&hash(self.key.as_ref()?, telegram, topic)).copied()
    }

    fn length(&self) -> i64 {
        i64::try_from(self.length).unwrap_or(i64::MAX)
    }

    fn note(&mut self, hash: Hash, at: Time) {
        let last = self.entries.entry(hash).or_insert(at);
        *last = at.max(*last);
    }
}

/// Appends an erasure to the list of a database, and waits until it is on disk. How long the list is then.
fn append(database: &Path, telegram: i64, topic: i64, now: Time) -> Result<u64> {
    let path = forgotten_file(database);
    let failed = |error: io::Error| {
        Error::File(format!("cannot write the list of the forgotten, {}: {error}; nothing was erased", path.display()))
    };
    private::settle(&path).map_err(failed)?;
    let key = Forgotten::read(database)?.key;
    let mut file = OpenOptions::new().read(true).append(true).open(&path).map_err(failed)?;
    let (key, mut text) = if let Some(key) = key {
        (key, if ends_a_line(&mut file).map_err(failed)? { String::new() } else { "\n".to_owned() })
    } else {
        file.set_len(0).map_err(failed)?;
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(|error| failed(io::Error::other(error.to_string())))?;
        (key, format!("{HEAD}{}\n", hex(&key)))
    };
    let end = file.seek(SeekFrom::End(0)).map_err(failed)?;
    let _ = writeln!(text, "{} {}", hex(&hash(&key, telegram, topic)), now.ms()); // a String takes everything
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
    Ok(end + text.len() as u64)
}

/// Whether this is a list whose first line is not whole: nobody is on it.
fn is_beginning(text: &str) -> bool {
    !text.contains('\n') && (HEAD.starts_with(text) || text.starts_with(HEAD))
}

fn ends_a_line(file: &mut File) -> io::Result<bool> {
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

fn unusable(path: &Path, why: &str) -> Error {
    Error::File(format!(
        "cannot use the list of the forgotten, {}: {why}. It keeps readers erased who asked for it: put back its last copy \
         (`headliner backup FILE` writes one as FILE.forgotten)",
        path.display()
    ))
}

fn hash(key: &[u8; 32], telegram: i64, topic: i64) -> Hash {
    let mut keyed = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    keyed.update(&telegram.to_be_bytes());
    keyed.update(&topic.to_be_bytes());
    let whole = keyed.finalize().into_bytes();
    std::array::from_fn(|place| whole[place])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // a String takes everything
        text
    })
}

fn bytes<const N: usize>(hex: &str) -> Option<[u8; N]> {
    let digits = hex.as_bytes();
    if digits.len() != 2 * N || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

fn entry(line: &str) -> Option<(Hash, Time)> {
    let (hash, at) = line.split_once(' ')?;
    Some((bytes(hash)?, Time(at.parse().ok()?)))
}

impl Store {
    /// The list of those who erased their data, as it is now.
    pub fn forgotten(&self) -> Result<Forgotten> {
        self.0.path.as_deref().map_or_else(|| Ok(Forgotten::default()), Forgotten::read)
    }

    /// A database that was restored from a copy loses whom the list beside it names.
    pub(super) fn hold_to_the_forgotten(&self, path: &Path) -> Result<()> {
        let list = Forgotten::read(path)?;
        if self.read_here(|store| store.is_held_to(&list))? {
            return Ok(());
        }
        if list.key.is_none() {
            log::warn!(
                "the list of the forgotten, {}, is missing: put back its last copy (`headliner backup FILE` writes one as \
                 FILE.forgotten), else readers who asked to be erased come back with an older copy of the database",
                forgotten_file(path).display()
            );
            return Ok(());
        }
        let erased = self.write_here(|store| store.hold_to(&list))?;
        if erased > 0 {
            log::warn!("{erased} chats of this database had asked to be erased, and are erased again");
            self.wipe_traces()?; // else later, with what is erased then
        }
        Ok(())
    }

    /// Empties the write-ahead log where it may hold a trace of who was erased. `false`: others were in the way, and it is
    /// to be tried again.
    pub fn wipe_traces(&self) -> Result<bool> {
        let Some(path) = &self.0.path else { return Ok(true) };
        let Some(traces) = self.read_here(|store| store.traces())? else { return Ok(true) };
        if !folding::empty(path)? {
            return Ok(false);
        }
        self.write_here(|store| store.traces_are_gone(traces)).map(|()| true)
    }
}

impl Writing<'_> {
    /// Erases everything about a chat for ever: preferences, history, what was delivered; no copy of the database brings it
    /// back.
    ///
    /// # Errors
    /// The list of the forgotten cannot be written: then nothing is erased.
    pub fn erase(&self, key: ChatKey, now: Time) -> Result<()> {
        let Some(chat) = self.chat(key)? else { return Ok(()) };
        if let Some(database) = self.connection.path().filter(|path| !path.is_empty()) {
            // Whoever joined by a clock that was ahead has gone after that, whatever the clock says now.
            let at = now.max(chat.joined);
            let length = append(Path::new(database), chat.telegram, chat.topic, at)?;
            self.set_number(HELD_TO, i64::try_from(length).unwrap_or(i64::MAX))?;
        }
        self.set_number(TRACES, now.ms())?;
        if chat.state == State::Open {
            // What is counted is all that stays of it.
            self.count_event(key, What::Left, None, now)?;
            self.count_departure(key, What::Left, now)?;
        }
        self.delete_chat(key)
    }

    /// Erases who is on the list and comes from a copy of the database; how many that were.
    pub(super) fn hold_to(&self, list: &Forgotten) -> Result<usize> {
        let (mut erased, mut after) = (0, ChatKey(0));
        loop {
            let page = self.chats_after(after, PAGE)?;
            let Some(last) = page.last() else { break };
            after = last.key;
            for chat in &page {
                if list.erased(chat.telegram, chat.topic).is_some_and(|at| chat.joined <= at) {
                    self.delete_chat(chat.key)?;
                    erased += 1;
                }
            }
        }
        self.set_number(HELD_TO, list.length())?;
        if erased > 0 {
            self.set_number(TRACES, list.length())?;
        }
        Ok(erased)
    }

    /// The write-ahead log holds no trace any more of whoever was erased by then, as [`Reading::traces`] said it.
    pub(super) fn traces_are_gone(&self, then: i64) -> Result<()> {
        self.sql("DELETE FROM meta WHERE name = ?1 AND value = ?2")?.execute(rusqlite::params![TRACES, then])?;
        Ok(())
    }
}

impl Reading<'_> {
    /// Whether nothing has been added to the list that the database does not know of.
    pub(super) fn is_held_to(&self, list: &Forgotten) -> Result<bool> {
        Ok(self.number(HELD_TO)?.unwrap_or(0) == list.length())
    }

    /// The last erasure of which the write-ahead log may still hold a trace, by whatever number it has.
    pub(super) fn traces(&self) -> Result<Option<i64>> {
        self.number(TRACES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::Language,
        newsroom::Newsroom,
        store::{Kind, chats::NewChat},
    };

    fn joined(store: &Writing, telegram: i64, now: Time) -> Result<ChatKey> {
        let (kind, tongue) = (Kind::Reader, Language::Ru);
        let new = NewChat { telegram, topic: 0, kind, tongue, languages: 1, rubrics: 1, source: None, title: None };
        store.join(&new, &Newsroom::default().new_reader, now).map(|(chat, _)| chat.key)
    }

    #[test]
    fn a_list_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("headliner.db");
        assert_eq!(Forgotten::read(&database).unwrap().erased(1, 0), None);
        let lengths: Vec<u64> = [(412_555_777, 0, 10), (-100, 7, 20), (412_555_777, 0, 30)]
            .map(|(telegram, topic, at)| append(&database, telegram, topic, Time(at)).unwrap())
            .to_vec();
        let list = Forgotten::read(&database).unwrap();
        let erased = [(412_555_777, 0), (-100, 7), (-100, 0), (412_555_778, 0)]
            .map(|(telegram, topic)| list.erased(telegram, topic));
        assert_eq!(erased, [Some(Time(30)), Some(Time(20)), None, None]);
        assert_eq!((list.length, lengths.is_sorted()), (lengths[2], true));
        let text = std::fs::read_to_string(forgotten_file(&database)).unwrap();
        assert!(!text.contains("412555777"), "it names somebody: {text}");
    }

    #[test]
    fn a_line_that_was_broken_off_costs_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("headliner.db");
        append(&database, 1, 0, Time(10)).unwrap();
        let mut file = OpenOptions::new().append(true).open(forgotten_file(&database)).unwrap();
        file.write_all(b"0123456789abc").unwrap();
        append(&database, 2, 0, Time(20)).unwrap();
        let list = Forgotten::read(&database).unwrap();
        assert_eq!([1, 2, 3].map(|chat| list.erased(chat, 0)), [Some(Time(10)), Some(Time(20)), None]);
    }

    #[test]
    fn a_list_whose_beginning_was_broken_off_is_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("headliner.db");
        let broken = [String::new(), HEAD[..5].to_owned(), HEAD.to_owned(), format!("{HEAD}0123456789abcdef")];
        for beginning in broken {
            std::fs::write(forgotten_file(&database), &beginning).unwrap();
            assert_eq!(Forgotten::read(&database).unwrap().length, 0, "{beginning}");
            let length = append(&database, 412, 0, Time(10)).unwrap();
            let list = Forgotten::read(&database).unwrap();
            assert_eq!((list.erased(412, 0), list.length), (Some(Time(10)), length), "{beginning}");
        }
    }

    #[test]
    fn the_list_lies_beside_the_file_and_not_beside_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("disk/headliner.db"), folder.path().join("headliner.db"));
        std::fs::create_dir(folder.path().join("disk")).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let store = Store::open(&link).unwrap();
        let chat = store.write_here(|store| joined(store, 412, Time(10))).unwrap();
        store.write_here(|store| store.erase(chat, Time(20))).unwrap();
        for list in [store.forgotten().unwrap(), Forgotten::read(&file).unwrap()] {
            assert_eq!(list.erased(412, 0), Some(Time(20)));
        }
    }

    #[test]
    fn whoever_joined_by_a_clock_that_was_ahead_stays_erased() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("headliner.db")).unwrap();
        let (ahead, right) = (Time(25_200_000), Time(1_000));
        let chat = store.write_here(|store| joined(store, 412, ahead)).unwrap();
        store.back_up(&folder.path().join("copy.db")).unwrap();
        store.write_here(|store| store.erase(chat, right)).unwrap();
        std::fs::copy(folder.path().join("headliner.db.forgotten"), folder.path().join("copy.db.forgotten")).unwrap();
        let restored = Store::open(&folder.path().join("copy.db")).unwrap();
        assert_eq!(restored.read_here(|store| store.chat_of(412, 0)).unwrap(), None);
    }

    #[test]
    fn what_is_no_list_is_not_taken_for_an_empty_one() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("headliner.db");
        std::fs::write(forgotten_file(&database), "chat_id\n412\n").unwrap();
        for refusal in [Forgotten::read(&database).unwrap_err(), append(&database, 1, 0, Time(1)).unwrap_err()] {
            assert!(refusal.to_string().contains("headliner.db.forgotten: its first line"), "{refusal}");
        }
    }
}
