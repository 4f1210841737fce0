-- What a digest names besides its stories and that a message offers one, what readers save, and to whom a digest was offered.

ALTER TABLE edition ADD COLUMN overnight INTEGER NOT NULL DEFAULT 0; -- so many of its articles, the last, came as breaking news at night
ALTER TABLE edition ADD COLUMN offers INTEGER NOT NULL DEFAULT 0;    -- it has a button that makes digests of what comes

-- What a chat keeps for later.
CREATE TABLE saved (
  chat    INTEGER NOT NULL REFERENCES chat(key) ON DELETE CASCADE,
  article INTEGER NOT NULL REFERENCES article(key),
  at      INTEGER NOT NULL,
  PRIMARY KEY (chat, article)
) STRICT, WITHOUT ROWID;

-- A digest was offered to the chat: the last time.
CREATE TABLE offer (
  chat     INTEGER PRIMARY KEY REFERENCES chat(key) ON DELETE CASCADE,
  at       INTEGER NOT NULL,
  answered INTEGER NOT NULL DEFAULT 0
) STRICT;
