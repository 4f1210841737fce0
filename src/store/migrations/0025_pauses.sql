-- Breaks that readers take, and what the bot has asked one of them.

ALTER TABLE chat ADD COLUMN pause_urgent INTEGER NOT NULL DEFAULT 0; -- breaking news comes during the break all the same
ALTER TABLE chat ADD COLUMN rested INTEGER;                          -- when the break before was over: by its time, by hand or by another

-- A question to a reader that a text answers; one a chat, and the newest counts.
CREATE TABLE question (
  chat    INTEGER PRIMARY KEY REFERENCES chat(key) ON DELETE CASCADE,
  what    INTEGER NOT NULL,                     -- 1 until when the break lasts
  item    INTEGER NOT NULL,                     -- what was chosen before: 1 breaking news comes all the same
  message INTEGER NOT NULL,                     -- where it stands
  at      INTEGER NOT NULL
) STRICT;
