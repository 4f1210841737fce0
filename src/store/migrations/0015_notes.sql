-- Whoever got a wrong version is told, what is withdrawn may be deleted, and how many copies stand as what is counted as it happens.

-- A note: whoever was sent an older revision of the article is told, by a message that answers it. Who was told is in the ledger (lane 5,
-- an edition of layout 5).
CREATE TABLE note (
  article  INTEGER NOT NULL REFERENCES article(key) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (article, revision)
) STRICT, WITHOUT ROWID;

-- As long as the article is withdrawn, and was without interruption since this revision, its copies are deleted, not replaced.
ALTER TABLE article ADD COLUMN deletes INTEGER;

-- How many copies show an article in a revision: a sum over the ledger.
CREATE TABLE copies (
  article  INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  how      INTEGER NOT NULL,                    -- 0 as it was sent, 1 edited, 2 its number is not known, else `stuck` of the ledger
  n        INTEGER NOT NULL,
  PRIMARY KEY (article, revision, how)
) STRICT, WITHOUT ROWID;
INSERT INTO copies (article, revision, how, n)
  SELECT e.article, e.revision, g.how, sum(g.n) FROM (
    SELECT d.edition, CASE WHEN d.outcome = 3 OR d.message = 0 THEN 2 WHEN d.stuck IS NOT NULL THEN d.stuck
        WHEN t.layout = 0 THEN 102 WHEN d.sent = d.edition THEN 0 ELSE 1 END AS how, count(*) AS n
    FROM delivery d JOIN edition t ON t.id = d.edition WHERE d.outcome IN (1, 3) GROUP BY 1, 2) g
  JOIN edition_article e ON e.edition = g.edition GROUP BY 1, 2, 3;
