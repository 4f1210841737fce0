-- How publications went, counted as it happens: a report reads a few rows however many copies there are, says the same
-- when the ledger's rows are gone, and the ledger needs no index by what was sent, which was a third of it.

CREATE TABLE story_total (
  publication INTEGER NOT NULL,                 -- the story's newest when it left; minus the story if it was never in the log
  day     INTEGER NOT NULL,                     -- since 1970, UTC
  outcome INTEGER NOT NULL,                     -- as in the ledger; 4 left and 5 muted a rubric within an hour of getting it
  stuck   INTEGER NOT NULL,                     -- as in the ledger, else 0
  n       INTEGER NOT NULL,
  PRIMARY KEY (publication, day, outcome, stuck)
) STRICT, WITHOUT ROWID;

-- When copies were accepted, to a sixty-fourth of the time since the publication.
CREATE TABLE arrival (
  publication INTEGER NOT NULL,
  after   INTEGER NOT NULL,                     -- milliseconds after the publication: where this stretch begins
  n       INTEGER NOT NULL,
  newest  INTEGER NOT NULL,                     -- milliseconds after the publication: the last copy in it
  PRIMARY KEY (publication, after)
) STRICT, WITHOUT ROWID;

-- What has been sent so far.
CREATE TEMP TABLE shown AS
  SELECT d.chat, d.at, d.outcome, coalesce(d.stuck, 0) AS stuck, d.answered, a.story,
    coalesce((SELECT q.seq FROM article b JOIN publication q ON q.article = b.key
              WHERE b.story = a.story AND q.at <= d.at ORDER BY q.at DESC, q.seq DESC LIMIT 1), -a.story) AS publication
  FROM delivery d JOIN edition_article e ON e.edition = d.sent JOIN article a ON a.key = e.article
  WHERE d.outcome IS NOT NULL;
CREATE INDEX temp.shown_story ON shown(chat, story, at);
INSERT INTO story_total (publication, day, outcome, stuck, n)
  SELECT publication, day, outcome, 0, sum(n) FROM total WHERE publication > 0 GROUP BY 1, 2, 3;
INSERT INTO story_total (publication, day, outcome, stuck, n)
  SELECT publication, at / 86400000, outcome, stuck, count(*) FROM shown s
  WHERE outcome = 1 OR NOT EXISTS (SELECT 1 FROM shown l WHERE l.chat = s.chat AND l.story = s.story AND l.at > s.at)
  GROUP BY 1, 2, 3, 4 ON CONFLICT DO UPDATE SET n = n + excluded.n;
INSERT INTO story_total (publication, day, outcome, stuck, n)
  SELECT publication, at / 86400000, outcome, 0, count(*) FROM (
    SELECT v.id, v.at, CASE v.what WHEN 10 THEN 5 ELSE 4 END AS outcome, s.story, max(s.publication) AS publication
    FROM event v JOIN shown s ON s.chat = v.chat AND s.outcome = 1 AND s.at BETWEEN v.at - 3600000 AND v.at
    WHERE v.what IN (2, 3, 10) GROUP BY v.id, s.story)
  GROUP BY 1, 2, 3;
INSERT INTO arrival (publication, after, n, newest)
  WITH RECURSIVE step (length) AS (SELECT 1 UNION ALL SELECT length * 2 FROM step WHERE length < 1 << 40),
  copy AS (SELECT s.publication, max(coalesce(s.answered, s.at) - p.at, 0) AS took FROM shown s
    JOIN publication p ON p.seq = s.publication WHERE s.outcome = 1)
  SELECT publication, (took / length) * length AS after, count(*), max(took) FROM
    (SELECT publication, took, (SELECT min(length) FROM step WHERE took / length < 128) AS length FROM copy)
  GROUP BY 1, 2;
DROP TABLE temp.shown;
DROP TABLE total;
ALTER TABLE story_total RENAME TO total;

DROP INDEX delivery_edition;
DROP INDEX delivery_failed;
CREATE INDEX delivery_failed ON delivery(chat) WHERE outcome > 1; -- few: what a later copy makes up for
