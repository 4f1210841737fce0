-- An editor made it main news: it stays so, whatever its file says.
ALTER TABLE article ADD COLUMN promoted INTEGER NOT NULL DEFAULT 0;

-- A push for practice: it goes to whoever began it, and stands in no plan and no log.
CREATE TABLE practice (
  id       INTEGER PRIMARY KEY,
  article  INTEGER NOT NULL,
  by       INTEGER NOT NULL,                    -- who began it, and gets it
  due      INTEGER,                             -- NULL: waits for its second signature
  at       INTEGER NOT NULL,
  sent     INTEGER,
  state    INTEGER NOT NULL DEFAULT 0           -- as in plan: waiting, published, taken back
) STRICT;
