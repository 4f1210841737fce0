//! Whose database it is, and how it becomes another bot's. In: a bot's number at Telegram. Out: all chats as ones that have left,
//! with their wishes, since that bot may write to nobody who has not pressed Start there; and nothing left that only the old bot
//! could use: numbers of messages and updates, names of photos, cards.

use super::{Reading, Result, Writing, codes::state_number, events::What};
use crate::{clock::Time, store::State};

/// The name under which the bot's number is kept.
const BOT: &str = "bot";

impl Reading<'_> {
    /// The bot to which the database belongs.
    pub fn bot(&self) -> Result<Option<i64>> {
        self.number(BOT)
    }
}

impl Writing<'_> {
    /// It belongs to this bot.
    pub fn set_bot(&self, bot: i64) -> Result<()> {
        self.set_number(BOT, bot)
    }

    /// It belongs to this bot from now on, whosever it was. Says how many chats have to come again.
    pub fn adopt(&self, bot: i64, now: Time) -> Result<usize> {
        self.set_bot(bot)?;
        let (open, left) = (state_number(State::Open), state_number(State::Left));
        let readers = self.sql("SELECT count(*) FROM chat WHERE state = ?1 AND kind = 0")?;
        let readers: i64 = { readers }.query_row([open], |row| row.get(0))?;
        self.count_changes(What::Left.number(), readers, now);
        self.sql("INSERT INTO event (chat, at, what) SELECT key, ?1, ?2 FROM chat WHERE state = ?3")?.execute([
            now.0,
            What::Left.number(),
            open,
        ])?;
        let chats = self.sql("UPDATE chat SET state = ?1, gate = 0 WHERE state = ?2")?.execute([left, open])?;
        for sql in [
            "DELETE FROM barred",
            "DELETE FROM card",
            "DELETE FROM handled",
            "DELETE FROM photo WHERE file_id IS NOT NULL",
            "DELETE FROM meta WHERE name = 'held'",
            "UPDATE delivery SET message = 0 WHERE message <> 0",
        ] {
            self.sql(sql)?.execute([])?;
        }
        self.recount()?;
        Ok(chats)
    }
}
