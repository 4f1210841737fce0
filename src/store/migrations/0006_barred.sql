-- Chats to which Telegram lets nobody write for now. They are open, and tried again with growing pauses.

CREATE TABLE barred (
  chat   INTEGER PRIMARY KEY REFERENCES chat(key) ON DELETE CASCADE,
  why    TEXT NOT NULL,                         -- as Telegram says it
  since  INTEGER NOT NULL,
  last   INTEGER NOT NULL,                      -- when it was last tried
  tries  INTEGER NOT NULL,                      -- refusals in a row
  missed INTEGER NOT NULL                       -- on so many days in a row it was not found; 0: it is there
) STRICT;

-- What an earlier version closed for missing rights is tried again, from now on.
INSERT INTO barred (chat, why, since, last, tries, missed)
  SELECT key, 'not enough rights', CAST(strftime('%s', 'now') AS INTEGER) * 1000,
    CAST(strftime('%s', 'now') AS INTEGER) * 1000, 1, 0 FROM chat WHERE state = 4;
INSERT INTO event (chat, at, what)
  SELECT key, CAST(strftime('%s', 'now') AS INTEGER) * 1000, 1 FROM chat WHERE state = 4;
UPDATE chat SET state = 0, gate = 0,
  breaking = coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'publication'), 0),
  main = coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'publication'), 0),
  news = coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'publication'), 0) WHERE state = 4;
