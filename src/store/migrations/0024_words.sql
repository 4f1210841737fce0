-- Followed words, and threads of stories that are followed or muted.

-- A word: what somebody follows, in its normal form (`search::followed`); or a thread, `thread:KEY`, by an article of its first story.
CREATE TABLE word (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,     -- stands in links and on buttons: never given out again
  text   TEXT NOT NULL UNIQUE,
  said   TEXT NOT NULL,                         -- as it was first typed; a thread has no words
  linked INTEGER NOT NULL DEFAULT 0,            -- 1: a link bears its number, so it stays without followers
  at     INTEGER NOT NULL
) STRICT;
-- What a text must have so that the word is looked at more closely: the longest of its parts, as each language has it.
CREATE TABLE word_stem (
  stem   TEXT NOT NULL,
  word   INTEGER NOT NULL REFERENCES word(id) ON DELETE CASCADE,
  PRIMARY KEY (stem, word)
) STRICT, WITHOUT ROWID;
CREATE INDEX word_stem_word ON word_stem(word);

CREATE TABLE follow (
  chat   INTEGER NOT NULL REFERENCES chat(key) ON DELETE CASCADE,
  word   INTEGER NOT NULL REFERENCES word(id),
  since  INTEGER,                               -- the head of the log when it began: entries up to it do not come for this; NULL: none does
  muted  INTEGER NOT NULL DEFAULT 0,            -- of a thread: nothing of it up to this place comes; the largest number: nothing at all
  said   TEXT NOT NULL,                         -- as this chat typed it
  PRIMARY KEY (chat, word)
) STRICT, WITHOUT ROWID;
CREATE INDEX follow_word ON follow(word, chat);
-- The words and threads of an entry of the log, as they were when it was published.
CREATE TABLE matched (
  seq    INTEGER NOT NULL,
  word   INTEGER NOT NULL,
  PRIMARY KEY (seq, word)
) STRICT, WITHOUT ROWID;

-- How many words and threads the chat follows: who follows none is not looked at.
ALTER TABLE chat ADD COLUMN words INTEGER NOT NULL DEFAULT 0;
-- The word for which a message of one story came, which says so.
ALTER TABLE edition ADD COLUMN word INTEGER;
-- One a line.
ALTER TABLE revision ADD COLUMN tags TEXT;
-- The continuations of a story.
CREATE INDEX article_follows ON article(follows) WHERE follows IS NOT NULL;
