//! Followed words and threads of stories. In: what a chat follows, or does not want to hear of any more. Out: [`Follow`], from
//! which a visit sees what it wants. A word counts for what is published after it was followed, so it needs no exception; what
//! was muted stays unwanted when the mute is lifted.

use rusqlite::{OptionalExtension, params};

use super::{Chat, ChatKey, Reading, Result, Seq, Writing};
use crate::{article::ArticleKey, clock::Time, search::followed::Query};

/// How the text of a thread begins; no word has a colon.
pub(super) const THREAD: &str = "thread:";
/// How many words a chat follows at most: the list fits on one screen of buttons, and a reader who is told why something came knows
/// the word. `/follow` says so.
pub const WORDS: usize = 20;
/// How many threads a chat follows or mutes at most; the oldest is let go, since stories end by themselves.
const THREADS: u32 = 100;
/// Nothing of a thread comes, whenever it is published.
const FOR_GOOD: i64 = i64::MAX;
/// A word that nobody follows stays so long: the question whether to follow it may stand in a chat.
const ASKED: i64 = 86_400_000;

/// The number of a word or a thread; never given out again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub i64);

/// What a chat has to do with a word or a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follow {
    /// Which.
    pub word: WordId,
    /// It is a thread.
    pub thread: bool,
    /// It is followed: what lies after this place of the log comes. `None`: it is not.
    pub since: Option<Seq>,
    /// Nothing of it comes that lies up to there.
    pub muted: Seq,
    /// As the chat typed it; a thread has no words.
    pub said: String,
}

impl Follow {
    /// Whether nothing of it comes, whenever it is published.
    pub fn is_muted(&self) -> bool {
        self.muted.0 == FOR_GOOD
    }
}

/// What a chat wants of a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// What its rubrics and words bring.
    Neutral,
    /// All of it.
    Follows,
    /// None of it.
    Mutes,
}

/// A word as it stands in messages.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// Its number.
    pub id: WordId,
    /// As it was first typed.
    pub said: String,
}

impl Reading<'_> {
    /// The words and threads with which a chat has to do.
    pub fn follows(&self, chat: ChatKey) -> Result<Vec<Follow>> {
        let mut sql = self.sql(
            "SELECT f.word, w.text GLOB 'thread:*', f.since, f.muted, f.said FROM follow f JOIN word w ON w.id = f.word
             WHERE f.chat = ?1 ORDER BY f.word",
        )?;
        let rows = sql.query_map([chat.0], |row| {
            Ok(Follow {
                word: WordId(row.get(0)?),
                thread: row.get(1)?,
                since: row.get::<_, Option<i64>>(2)?.map(Seq),
                muted: Seq(row.get(3)?),
                said: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The word of this number; no thread.
    pub fn word(&self, id: WordId) -> Result<Option<Word>> {
        let mut sql = self.sql("SELECT said FROM word WHERE id = ?1 AND text NOT GLOB 'thread:*'")?;
        Ok(sql.query_row([id.0], |row| row.get(0)).optional()?.map(|said| Word { id, said }))
    }

    /// The word among those that a chat follows which finds the same as this one in one of these languages.
    pub fn follow_like(&self, chat: ChatKey, query: &Query, languages: u8) -> Result<Option<Follow>> {
        for follow in self.follows(chat)?.into_iter().filter(|follow| !follow.thread && follow.since.is_some()) {
            let known = self.word_and_query(follow.word)?;
            if known.is_some_and(|(_, known)| known.is_like(query, languages)) {
                return Ok(Some(follow));
            }
        }
        Ok(None)
    }

    /// The number of a word, if anybody ever asked for it.
    pub fn word_of(&self, query: &Query) -> Result<Option<WordId>> {
        self.word_with_text(&query.text())
    }

    /// A word as the chat typed it, or as it was first typed.
    pub fn word_said_by(&self, chat: ChatKey, id: WordId) -> Result<Option<String>> {
        let own = self.follows(chat)?.into_iter().find(|follow| follow.word == id).map(|follow| follow.said);
        own.map_or_else(|| Ok(self.word(id)?.map(|word| word.said)), |said| Ok(Some(said)))
    }

    /// The word of this number, and what it asks for; no thread.
    pub fn word_and_query(&self, id: WordId) -> Result<Option<(Word, Query)>> {
        let mut sql = self.sql("SELECT said, text FROM word WHERE id = ?1 AND text NOT GLOB 'thread:*'")?;
        let found = sql.query_row([id.0], |row| Ok((row.get(0)?, row.get::<_, String>(1)?))).optional()?;
        Ok(found.map(|(said, text)| (Word { id, said }, Query::kept(&text))))
    }

    fn word_with_text(&self, text: &str) -> Result<Option<WordId>> {
        let mut sql = self.sql("SELECT id FROM word WHERE text = ?1")?;
        Ok(sql.query_row([text], |row| row.get(0)).optional()?.map(WordId))
    }

    /// The story with which the article's thread begins, as far as it is known.
    fn root(&self, article: ArticleKey) -> Result<Option<i64>> {
        let first = self.thread(article)?.first().copied();
        first.map_or_else(|| self.story_number(article), |first| Ok(Some(first)))
    }

    /// An article of the story with which a thread began when it was first followed or muted.
    pub fn thread_root(&self, word: WordId) -> Result<Option<ArticleKey>> {
        let mut sql =
            self.sql("SELECT CAST(substr(text, 8) AS INTEGER) FROM word WHERE id = ?1 AND text GLOB 'thread:*'")?;
        Ok(sql.query_row([word.0], |row| row.get(0).map(ArticleKey)).optional()?)
    }

    /// Whether a chat has asked for anything: a rubric, a word, a thread.
    pub fn has_chosen(&self, chat: &Chat) -> Result<bool> {
        Ok(chat.rubrics != 0 || self.sql("SELECT 1 FROM chat WHERE key = ?1 AND words > 0")?.exists([chat.key.0])?)
    }

    /// What a chat wants of the thread of an article.
    pub fn stance(&self, chat: ChatKey, article: ArticleKey) -> Result<Stance> {
        let Some(root) = self.root(article)? else { return Ok(Stance::Neutral) };
        let word = self.word_with_text(&format!("{THREAD}{root}"))?;
        let follow = self.follows(chat)?.into_iter().find(|follow| Some(follow.word) == word);
        Ok(follow.map_or(Stance::Neutral, |follow| match follow {
            follow if follow.is_muted() => Stance::Mutes,
            follow if follow.since.is_some() => Stance::Follows,
            _ => Stance::Neutral,
        }))
    }
}

impl Writing<'_> {
    /// The number of a word; made if nobody has asked for it before.
    pub fn word_for(&self, query: &Query, said: &str, now: Time) -> Result<WordId> {
        let text = query.text();
        if let Some(known) = self.word_with_text(&text)? {
            return Ok(known);
        }
        let word = self.insert_word(&text, said, now)?;
        for stem in query.anchors() {
            self.sql("INSERT OR IGNORE INTO word_stem (stem, word) VALUES (?1, ?2)")?.execute(params![stem, word.0])?;
        }
        Ok(word)
    }

    fn insert_word(&self, text: &str, said: &str, now: Time) -> Result<WordId> {
        self.sql("INSERT INTO word (text, said, at) VALUES (?1, ?2, ?3)")?.execute(params![text, said, now.0])?;
        Ok(WordId(self.connection.last_insert_rowid()))
    }

    /// A link bears the word's number from now on.
    pub fn link_word(&self, word: WordId) -> Result<()> {
        self.sql("UPDATE word SET linked = 1 WHERE id = ?1")?.execute([word.0])?;
        Ok(())
    }

    /// The thread of an article. It is made where nobody has followed or muted it before; what lies in the log of it already is
    /// noted as a part of it. `None`: there is no such article.
    pub fn thread_for(&self, article: ArticleKey, now: Time) -> Result<Option<WordId>> {
        let Some(root) = self.root(article)? else { return Ok(None) };
        let text = format!("{THREAD}{root}");
        if let Some(known) = self.word_with_text(&text)? {
            return Ok(Some(known));
        }
        let word = self.insert_word(&text, "", now)?;
        self.match_thread(word, root)?;
        Ok(Some(word))
    }

    /// The chat follows the word from the head of the log on. `false`: it did already.
    pub fn follow(&self, chat: ChatKey, word: WordId, said: &str) -> Result<bool> {
        let head = self.head()?.0;
        let changed = self
            .sql(
                "INSERT INTO follow (chat, word, since, said) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (chat, word) DO UPDATE SET since = excluded.since WHERE since IS NULL",
            )?
            .execute(params![chat.0, word.0, head, said])?;
        self.count_words(chat)?;
        Ok(changed == 1)
    }

    /// The chat does not follow the word any more. `false`: it did not.
    pub fn unfollow(&self, chat: ChatKey, word: WordId) -> Result<bool> {
        let mut sql = self.sql("UPDATE follow SET since = NULL WHERE chat = ?1 AND word = ?2 AND since IS NOT NULL")?;
        let changed = sql.execute([chat.0, word.0])?;
        self.sql("DELETE FROM follow WHERE chat = ?1 AND word = ?2 AND since IS NULL AND muted = 0")?
            .execute([chat.0, word.0])?;
        self.count_words(chat)?;
        Ok(changed == 1)
    }

    /// Nothing of the thread comes any more, whether the chat follows it or not; or what is published from now on may.
    pub fn mute_thread(&self, chat: ChatKey, word: WordId, mutes: bool) -> Result<()> {
        let until = if mutes { FOR_GOOD } else { self.head()?.0 };
        let mut sql = self.sql(
            "INSERT INTO follow (chat, word, muted, said) VALUES (?1, ?2, ?3, '')
             ON CONFLICT (chat, word) DO UPDATE SET muted = excluded.muted",
        )?;
        sql.execute([chat.0, word.0, until])?;
        Ok(())
    }

    /// The oldest threads of a chat are let go where it has too many.
    pub fn let_old_threads_go(&self, chat: ChatKey) -> Result<()> {
        self.sql(
            "DELETE FROM follow WHERE chat = ?1 AND word IN (
               SELECT f.word FROM follow f JOIN word w ON w.id = f.word WHERE f.chat = ?1 AND w.text GLOB 'thread:*'
               ORDER BY f.word DESC LIMIT -1 OFFSET ?2)",
        )?
        .execute([chat.0, i64::from(THREADS)])?;
        self.count_words(chat)
    }

    fn count_words(&self, chat: ChatKey) -> Result<()> {
        self.sql(
            "UPDATE chat SET words = (SELECT count(*) FROM follow f WHERE f.chat = chat.key AND f.since IS NOT NULL)
             WHERE key = ?1",
        )?
        .execute([chat.0])?;
        Ok(())
    }

    /// Nobody who is erased leaves words: what nobody else follows goes with the chat.
    pub(super) fn forget_words(&self, chat: ChatKey) -> Result<()> {
        let words: Vec<WordId> = self.follows(chat)?.into_iter().map(|follow| follow.word).collect();
        self.sql("DELETE FROM follow WHERE chat = ?1")?.execute([chat.0])?;
        for word in words {
            self.sql(
                "DELETE FROM word WHERE id = ?1 AND NOT linked AND NOT EXISTS (SELECT 1 FROM follow f WHERE f.word = word.id)",
            )?
            .execute([word.0])?;
        }
        Ok(())
    }

    /// Forgets which words entries older than `before` had, and the words that nobody follows and no message names.
    pub fn prune_words(&self, before: Time, now: Time) -> Result<()> {
        self.sql("DELETE FROM matched WHERE seq IN (SELECT seq FROM publication WHERE at < ?1)")?
            .execute([before.0])?;
        self.sql(
            "DELETE FROM follow WHERE since IS NULL AND muted <= (SELECT min(breaking, main, news) FROM chat WHERE key = chat)",
        )?
        .execute([])?;
        self.sql(
            "DELETE FROM word WHERE NOT linked AND at < ?1 AND NOT EXISTS (SELECT 1 FROM follow f WHERE f.word = word.id)
               AND id NOT IN (SELECT word FROM edition WHERE word IS NOT NULL)",
        )?
        .execute([now.0 - ASKED])?;
        Ok(())
    }
}
