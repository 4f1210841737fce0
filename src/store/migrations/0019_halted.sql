-- What an editor corrects or takes back in a conversation, and that the repair of copies was stopped.

-- As long as this is the article's newest revision, its copies stay as they are: an editor has stopped their repair.
ALTER TABLE article ADD COLUMN halted INTEGER;

-- What an editor is about to correct or to take back, until it is done: what was typed is longer than a button's data.
CREATE TABLE amendment (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,   -- stands on buttons: never given out again
  article  INTEGER NOT NULL REFERENCES article(key),
  revision INTEGER NOT NULL,                    -- the one that the editor was shown
  headline TEXT,                                -- what it is to say; NULL: as it does
  lead     TEXT,
  asks     INTEGER NOT NULL DEFAULT 0,          -- what is waited for: 0 nothing, 1 a headline, 2 a lead, 3 what was wrong, 4 a note
  note     TEXT,                                -- what readers see where the story was
  tell     INTEGER NOT NULL DEFAULT 0,          -- 1: a message of its own to those who got it
  push     INTEGER,                             -- the stopped entry of the log that goes on with it
  at       INTEGER NOT NULL
) STRICT;
