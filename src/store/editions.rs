//! Editions: what exactly was rendered, shared by all chats that got the same. In: all that a message is rendered from.
//! Out: the edition's number, and from the number the edition again, so that the very message can be rendered anew. Also
//! photos: what Telegram calls a picture that it has.

use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::{
    ChatKey, Reading, Result, Writing,
    codes::{form_from, form_number, layout_from, layout_number},
    words::{Word, WordId},
};
use crate::{
    article::{ArticleKey, Form, Language},
    clock::Time,
};

/// `edition.used` is right to so many milliseconds.
pub(super) const A_DAY: i64 = 86_400_000;

/// The number of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EditionId(pub i64);

/// How the stories of a message are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layout {
    /// One story and nothing besides.
    Single,
    /// One story in a channel, and below it what else there is to say.
    Post,
    /// The first in full, others as links.
    Bundle,
    /// By rubrics, the first on top: two stories at least.
    Digest,
    /// That the message which it answers was wrong: no story of its own.
    Note,
}

impl Layout {
    /// Whether a message of it is a list of stories.
    pub fn is_list(self) -> bool {
        matches!(self, Layout::Bundle | Layout::Digest)
    }
}

/// The last line of an edited message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Something was wrong: the story's `correction`, at this time. Without one, nothing is said.
    Corrected(Time),
    /// Details were added at this time.
    Updated(Time),
    /// It was withdrawn, and published again at this time.
    Restored(Time),
}

impl Mark {
    fn parts(self) -> (i64, Time) {
        match self {
            Mark::Corrected(at) => (1, at),
            Mark::Updated(at) => (2, at),
            Mark::Restored(at) => (3, at),
        }
    }

    fn from_parts(mark: i64, at: Option<i64>) -> Option<Mark> {
        let at = Time(at?);
        match mark {
            1 => Some(Mark::Corrected(at)),
            2 => Some(Mark::Updated(at)),
            3 => Some(Mark::Restored(at)),
            _ => None,
        }
    }
}

/// All that a message is rendered from, but for the words of the newsroom and of the locale.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Edition {
    /// How it is laid out.
    pub layout: Layout,
    /// It leads with breaking news, and says so.
    pub urgent: bool,
    /// The richest form it uses.
    pub form: Form,
    /// The language of its furniture.
    pub tongue: Language,
    /// Articles and their revisions in the order in which they stand; at least one.
    pub stories: Vec<(ArticleKey, i64)>,
    /// Named once more, since they may not have arrived.
    pub mentions: Vec<(ArticleKey, i64)>,
    /// Named since they came as breaking news at night.
    pub overnight: Vec<(ArticleKey, i64)>,
    /// How many stories more are only counted.
    pub tail: usize,
    /// How many stories that an outage made too old are counted.
    pub older: usize,
    /// It ends a break, and says so.
    pub pause: bool,
    /// The time that a digest names, or a note of what was withdrawn: when that was sent.
    pub at: Option<Time>,
    /// Why a message of one story is no longer as it was sent.
    pub mark: Option<Mark>,
    /// It has a button that makes digests of what comes.
    pub offers: bool,
    /// The word for which a message of one story came.
    pub word: Option<Word>,
}

impl Edition {
    /// One article in one of its revisions, and nothing besides.
    pub fn single(article: (ArticleKey, i64), form: Form, tongue: Language) -> Edition {
        Edition {
            layout: Layout::Single,
            urgent: false,
            form,
            tongue,
            stories: vec![article],
            mentions: Vec::new(),
            overnight: Vec::new(),
            tail: 0,
            older: 0,
            pause: false,
            at: None,
            mark: None,
            offers: false,
            word: None,
        }
    }

    /// Of all of it, in order. Editions of before are of another kind, and so of other hashes; what came to be kept since counts
    /// where it is there.
    fn hash(&self) -> Vec<u8> {
        let mut hash = Sha256::new();
        hash.update(b"2");
        for number in [
            layout_number(self.layout),
            i64::from(self.urgent),
            form_number(self.form),
            self.tongue.number(),
            count(self.tail),
            count(self.older),
            i64::from(self.pause),
            self.at.map_or(i64::MIN, Time::ms),
            count(self.mentions.len()),
        ] {
            hash.update(number.to_le_bytes());
        }
        for (article, revision) in self.articles() {
            hash.update(article.0.to_le_bytes());
            hash.update(revision.to_le_bytes());
        }
        if let Some((mark, at)) = self.mark.map(Mark::parts) {
            hash.update(mark.to_le_bytes());
            hash.update(at.ms().to_le_bytes());
        }
        if self.offers || !self.overnight.is_empty() {
            hash.update([b'+', u8::from(self.offers)]);
            hash.update(count(self.overnight.len()).to_le_bytes());
        }
        if let Some(word) = &self.word {
            hash.update(b"word");
            hash.update(word.id.0.to_le_bytes());
        }
        hash.finalize()[..16].to_vec()
    }

    /// Everything that stands in it: stories, then what else it names.
    fn articles(&self) -> impl Iterator<Item = &(ArticleKey, i64)> {
        self.stories.iter().chain(self.named())
    }

    /// What it names besides its stories: mentions, then what came at night.
    pub fn named(&self) -> impl Iterator<Item = &(ArticleKey, i64)> {
        self.mentions.iter().chain(&self.overnight)
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// An article as an edition shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headed {
    /// The article.
    pub article: ArticleKey,
    /// Its name.
    pub id: String,
    /// The revision that was rendered.
    pub revision: i64,
    /// Its headline.
    pub headline: String,
}

/// What is known of a picture at Telegram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KnownPhoto {
    /// Telegram has it under this `file_id`.
    Uploaded(String),
    /// Telegram refused it, for this reason.
    Refused(String),
}

impl Reading<'_> {
    /// An edition as it was rendered; `None`: it is gone, or older than what is kept of editions.
    pub fn edition(&self, id: EditionId) -> Result<Option<Edition>> {
        let mut sql = self.sql(
            "SELECT layout, urgent, form, tongue, tail, older, pause, said_at, mentions, mark, marked,
               overnight, offers, word, said
             FROM edition e LEFT JOIN word w ON w.id = e.word WHERE e.id = ?1",
        )?;
        let found = sql.query_row([id.0], |row| {
            let Some(layout) = layout_from(row.get(0)?) else { return Ok(None) };
            let (tail, older): (i64, i64) = (row.get(4)?, row.get(5)?);
            let edition = Edition {
                layout,
                urgent: row.get(1)?,
                form: form_from(row.get(2)?),
                tongue: Language::from_number(row.get(3)?).unwrap_or(Language::Ru),
                stories: Vec::new(),
                mentions: Vec::new(),
                overnight: Vec::new(),
                tail: usize::try_from(tail).unwrap_or(0),
                older: usize::try_from(older).unwrap_or(0),
                pause: row.get(6)?,
                at: row.get::<_, Option<i64>>(7)?.map(Time),
                mark: Mark::from_parts(row.get(9)?, row.get(10)?),
                offers: row.get(12)?,
                word: match row.get(14)? {
                    Some(said) => Some(Word { id: WordId(row.get(13)?), said }),
                    None => None,
                },
            };
            Ok(Some((edition, row.get::<_, u32>(8)?, row.get::<_, u32>(11)?)))
        });
        let Some((mut edition, mentions, overnight)) = found.optional()?.flatten() else { return Ok(None) };
        let mut sql = self.sql("SELECT article, revision FROM edition_article WHERE edition = ?1 ORDER BY place")?;
        let rows = sql.query_map([id.0], |row| Ok((ArticleKey(row.get(0)?), row.get(1)?)))?;
        edition.stories = rows.collect::<rusqlite::Result<_>>()?;
        edition.overnight = edition.stories.split_off(edition.stories.len().saturating_sub(overnight as usize));
        edition.mentions = edition.stories.split_off(edition.stories.len().saturating_sub(mentions as usize));
        Ok(Some(edition))
    }

    /// What stands as the chat's message of this number at Telegram.
    pub fn edition_of(&self, chat: ChatKey, message: i64) -> Result<Option<EditionId>> {
        let mut sql = self.sql(
            "SELECT edition FROM delivery WHERE chat = ?1 AND message = ?2 AND outcome = 1
               AND coalesce(stuck, 0) NOT IN (101, 103, 105) ORDER BY at DESC LIMIT 1",
        )?;
        Ok(sql.query_row([chat.0, message], |row| row.get(0).map(EditionId)).optional()?)
    }

    /// The articles of an edition, in their order.
    pub fn edition_articles(&self, edition: EditionId) -> Result<Vec<ArticleKey>> {
        let mut sql = self.sql("SELECT article FROM edition_article WHERE edition = ?1 ORDER BY place")?;
        let rows = sql.query_map([edition.0], |row| row.get(0).map(ArticleKey))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What stood in an edition, in its order: articles with the headline of the revision that was rendered.
    pub fn edition_lines(&self, edition: EditionId) -> Result<Vec<Headed>> {
        let mut sql = self.sql(
            "SELECT e.article, a.id, e.revision, r.headline FROM edition_article e JOIN article a ON a.key = e.article
             JOIN revision r ON r.article = e.article AND r.revision = e.revision WHERE e.edition = ?1 ORDER BY e.place",
        )?;
        let rows = sql.query_map([edition.0], |row| {
            let (article, id, revision, headline) = (ArticleKey(row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?);
            Ok(Headed { article, id, revision, headline })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What is known of the picture with this hash.
    pub fn photo(&self, hash: &[u8]) -> Result<Option<KnownPhoto>> {
        let mut sql = self.sql("SELECT file_id, refused FROM photo WHERE hash = ?1")?;
        let found = sql.query_row([hash], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        Ok(found.and_then(|(file, refused): (Option<String>, Option<String>)| match (file, refused) {
            (Some(file), _) => Some(KnownPhoto::Uploaded(file)),
            (None, Some(refused)) => Some(KnownPhoto::Refused(refused)),
            (None, None) => None,
        }))
    }
}

impl Writing<'_> {
    /// The number of an edition; made if it is the first of its kind.
    pub fn edition_for(&self, edition: &Edition) -> Result<EditionId> {
        let hash = edition.hash();
        let mut known = self.sql("SELECT id FROM edition WHERE hash = ?1")?;
        if let Some(id) = known.query_row([&hash], |row| row.get(0).map(EditionId)).optional()? {
            return Ok(id);
        }
        self.sql(
            "INSERT INTO edition (hash, layout, urgent, form, tongue, tail, older, pause, said_at, mentions, mark, marked,
               overnight, offers, word)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(params![
            hash,
            layout_number(edition.layout),
            edition.urgent,
            form_number(edition.form),
            edition.tongue.number(),
            count(edition.tail),
            count(edition.older),
            edition.pause,
            edition.at.map(Time::ms),
            count(edition.mentions.len()),
            edition.mark.map_or(0, |mark| mark.parts().0),
            edition.mark.map(|mark| mark.parts().1.ms()),
            count(edition.overnight.len()),
            edition.offers,
            edition.word.as_ref().map(|word| word.id.0),
        ])?;
        let id = EditionId(self.connection.last_insert_rowid());
        for (place, (article, revision)) in (0i64..).zip(edition.articles()) {
            self.sql("INSERT INTO edition_article (edition, place, article, revision) VALUES (?1, ?2, ?3, ?4)")?
                .execute([id.0, place, article.0, *revision])?;
        }
        Ok(id)
    }

    /// Notes that a message of that time names the edition, to the day: so long it is kept ([`Writing::prune_editions`]).
    /// It is written once a day an edition, and looked at once an act.
    pub(super) fn use_edition(&self, edition: EditionId, at: Time) -> Result<()> {
        if self.used.borrow().get(&edition).is_some_and(|noted| at.0 < noted.0 + A_DAY) {
            return Ok(());
        }
        self.sql("UPDATE edition SET used = ?2 WHERE id = ?1 AND used <= ?2 - ?3")?
            .execute([edition.0, at.0, A_DAY])?;
        self.used.borrow_mut().insert(edition, at);
        Ok(())
    }

    /// Remembers what Telegram said to a picture.
    pub fn set_photo(&self, hash: &[u8], known: &KnownPhoto, now: Time) -> Result<()> {
        let (file, refused) = match known {
            KnownPhoto::Uploaded(file) => (Some(file), None),
            KnownPhoto::Refused(reason) => (None, Some(reason)),
        };
        self.sql(
            "INSERT INTO photo (hash, file_id, refused, at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (hash) DO UPDATE SET file_id = excluded.file_id, refused = excluded.refused, at = excluded.at",
        )?
        .execute(params![hash, file, refused, now.0])?;
        Ok(())
    }

    /// Forgets a `file_id` that Telegram no longer takes, so that the picture is uploaded again.
    pub fn forget_photo(&self, file_id: &str) -> Result<()> {
        self.sql("DELETE FROM photo WHERE file_id = ?1")?.execute([file_id])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn whatever_is_rendered_makes_an_edition_of_its_own() {
        let (one, other) = ((ArticleKey(1), 1), (ArticleKey(2), 1));
        let plain = Edition { stories: vec![one, other], ..Edition::single(one, Form::Formatted, Language::Ru) };
        let changes: [fn(&mut Edition); 19] = [
            |_| {},
            |edition| edition.layout = Layout::Digest,
            |edition| edition.urgent = true,
            |edition| edition.form = Form::Plain,
            |edition| edition.tongue = Language::Kk,
            |edition| edition.stories.reverse(),
            |edition| edition.stories[0].1 = 2,
            |edition| edition.mentions = edition.stories.split_off(1),
            |edition| edition.tail = 1,
            |edition| edition.older = 1,
            |edition| edition.pause = true,
            |edition| edition.at = Some(Time(0)),
            |edition| edition.mark = Some(Mark::Corrected(Time(0))),
            |edition| edition.mark = Some(Mark::Corrected(Time(1))),
            |edition| edition.mark = Some(Mark::Restored(Time(0))),
            |edition| edition.overnight = edition.stories.split_off(1),
            |edition| edition.offers = true,
            |edition| edition.word = Some(Word { id: WordId(1), said: String::new() }),
            |edition| edition.word = Some(Word { id: WordId(2), said: String::new() }),
        ];
        let changed = |change: &fn(&mut Edition)| {
            let mut edition = plain.clone();
            change(&mut edition);
            edition
        };
        let hashes: std::collections::HashSet<_> = changes.iter().map(|change| changed(change).hash()).collect();
        assert_eq!(hashes.len(), changes.len());
        assert_eq!(plain.hash(), plain.clone().hash());
        let gone = Store::in_memory().unwrap().read_here(|store| store.edition(EditionId(1)));
        assert_eq!(gone.unwrap(), None);
    }
}
