-- The page of an article, however it is linked: one story that comes by several ways is found by it.
ALTER TABLE article ADD COLUMN page TEXT;       -- without scheme, trailing slash and what only tracks; NULL: none, or not known yet
CREATE INDEX article_page ON article(page) WHERE page IS NOT NULL;

-- What happened and another program is to be told (HEADLINER_WEBHOOK); a row goes when it has been taken.
CREATE TABLE happening (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,    -- in this order
  mark    TEXT NOT NULL DEFAULT (lower(hex(randomblob(8)))), -- a restored database counts on from before: with this, no two have one name
  what    INTEGER NOT NULL,                     -- 1 published, 2 breaking, 3 corrected, 4 retracted, 5 report, 6 held
  article INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  sent INTEGER, whole INTEGER, refused INTEGER, uncertain INTEGER, -- of a report
  tries   INTEGER NOT NULL DEFAULT 0,
  due     INTEGER NOT NULL                      -- not tried before
) STRICT;
CREATE INDEX happening_article ON happening(article, id); -- of an article one after the other

-- Publications whose report is still to come.
CREATE TABLE unreported (
  seq     INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL,
  due     INTEGER NOT NULL                      -- not looked at before
) STRICT;

-- Written with what happened, in its own transaction, whichever process and whichever act made it happen; only while meta says
-- that somebody is to be told.
CREATE TRIGGER happening_published AFTER INSERT ON publication
WHEN (SELECT value FROM meta WHERE name = 'webhook') = 1 BEGIN
  INSERT INTO happening (what, article, at, due) VALUES (iif(new.lane = 1, 2, 1), new.article, new.at, new.at);
  INSERT INTO unreported (seq, at, due) SELECT new.seq, new.at, new.at + 60000 WHERE new.part_of IS NULL;
END;
CREATE TRIGGER happening_revised AFTER INSERT ON revision
WHEN new.grade IN (1, 2) AND (SELECT value FROM meta WHERE name = 'webhook') = 1
  AND EXISTS (SELECT 1 FROM publication p WHERE p.article = new.article)
  AND NOT EXISTS (SELECT 1 FROM revision r
                  WHERE r.article = new.article AND r.revision = new.revision - 1 AND r.grade = 2 AND new.grade = 2) BEGIN
  INSERT INTO happening (what, article, at, due) VALUES (new.grade + 2, new.article, new.at, new.at);
END;
CREATE TRIGGER happening_held AFTER INSERT ON held
WHEN (SELECT value FROM meta WHERE name = 'webhook') = 1 BEGIN
  INSERT INTO happening (what, article, at, due) VALUES (6, new.article, new.at, new.at);
END;
CREATE TRIGGER happening_held_anew AFTER UPDATE OF at ON held
WHEN new.verdict = 0 AND (SELECT value FROM meta WHERE name = 'webhook') = 1 BEGIN
  INSERT INTO happening (what, article, at, due) VALUES (6, new.article, new.at, new.at);
END;
