-- What the editors' desk and the admins' numbers need besides.

-- Cards that the bot keeps up to date: a countdown, the progress of a push, a question.
CREATE TABLE card (
  chat     INTEGER NOT NULL, message INTEGER NOT NULL, -- as Telegram numbers them
  kind     INTEGER NOT NULL,                    -- 1 countdown of a plan, 2 progress of a publication, 3 question about a plan
  about    INTEGER NOT NULL,                    -- plan.id or publication.seq
  at       INTEGER NOT NULL,
  PRIMARY KEY (chat, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX card_about ON card(kind, about);

-- Outcomes by the hour, so that a week of a million readers is summed up without reading the ledger.
CREATE TABLE hour (
  hour     INTEGER NOT NULL,                    -- since 1970, UTC
  lane     INTEGER NOT NULL, outcome INTEGER NOT NULL, -- as in the ledger
  n        INTEGER NOT NULL,
  PRIMARY KEY (hour, lane, outcome)
) STRICT, WITHOUT ROWID;

-- What did not arrive, or nobody knows: few rows, asked for by publication.
CREATE INDEX delivery_failed ON delivery(sent, chat) WHERE outcome > 1;

-- Who invited, and who opened the invitation and waits for an admin's yes.
ALTER TABLE invite ADD COLUMN by INTEGER;
ALTER TABLE invite ADD COLUMN person INTEGER;
ALTER TABLE invite ADD COLUMN name TEXT;
CREATE INDEX invite_person ON invite(person) WHERE person IS NOT NULL;

-- The names of those who act at the desk, for "who did what"; staff by the settings have no row in `staff`.
CREATE TABLE name (telegram INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
