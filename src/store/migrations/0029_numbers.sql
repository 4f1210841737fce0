-- Numbers of readers, counted as it happens: statistics read a few rows however many readers there are.

-- What happened to readers, by the hour; groups and channels are no readers.
CREATE TABLE change (
  hour INTEGER NOT NULL,                        -- since 1970, UTC
  what INTEGER NOT NULL,                        -- as in `event`, 0 to 5; 100 came by a list
  n    INTEGER NOT NULL,
  PRIMARY KEY (hour, what)
) STRICT, WITHOUT ROWID;

-- Start links with a source that readers opened, by the hour.
CREATE TABLE opening (
  hour   INTEGER NOT NULL,
  what   INTEGER NOT NULL,                      -- as in `event`: 0 came by it, 20 was known already
  source TEXT NOT NULL,
  n      INTEGER NOT NULL,
  PRIMARY KEY (hour, what, source)
) STRICT, WITHOUT ROWID;

-- Chats by all that statistics ask of them. The triggers keep it, so that no act can forget it.
CREATE TABLE census (
  kind INTEGER NOT NULL, state INTEGER NOT NULL, languages INTEGER NOT NULL, mode INTEGER NOT NULL, rubrics INTEGER NOT NULL,
  source TEXT NOT NULL,                         -- '': without a link
  n    INTEGER NOT NULL,
  PRIMARY KEY (kind, state, languages, mode, rubrics, source)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER census_more AFTER INSERT ON chat BEGIN
  INSERT INTO census VALUES (new.kind, new.state, new.languages, new.mode, new.rubrics, coalesce(new.source, ''), 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER census_less AFTER DELETE ON chat BEGIN
  UPDATE census SET n = n - 1 WHERE kind = old.kind AND state = old.state AND languages = old.languages
    AND mode = old.mode AND rubrics = old.rubrics AND source = coalesce(old.source, '');
  DELETE FROM census WHERE kind = old.kind AND state = old.state AND languages = old.languages
    AND mode = old.mode AND rubrics = old.rubrics AND source = coalesce(old.source, '') AND n <= 0;
END;
CREATE TRIGGER census_other AFTER UPDATE OF kind, state, languages, mode, rubrics, source ON chat
  WHEN new.kind <> old.kind OR new.state <> old.state OR new.languages <> old.languages OR new.mode <> old.mode
    OR new.rubrics <> old.rubrics OR new.source IS NOT old.source
BEGIN
  UPDATE census SET n = n - 1 WHERE kind = old.kind AND state = old.state AND languages = old.languages
    AND mode = old.mode AND rubrics = old.rubrics AND source = coalesce(old.source, '');
  DELETE FROM census WHERE kind = old.kind AND state = old.state AND languages = old.languages
    AND mode = old.mode AND rubrics = old.rubrics AND source = coalesce(old.source, '') AND n <= 0;
  INSERT INTO census VALUES (new.kind, new.state, new.languages, new.mode, new.rubrics, coalesce(new.source, ''), 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;

-- Who takes a break, and what publications were left after: few rows of large tables.
CREATE INDEX chat_paused ON chat(paused) WHERE paused IS NOT NULL;
CREATE INDEX total_departures ON total(publication, outcome, n) WHERE outcome > 3;

-- What has happened so far.
INSERT INTO census SELECT kind, state, languages, mode, rubrics, coalesce(source, ''), count(*) FROM chat GROUP BY 1, 2, 3, 4, 5, 6;
INSERT INTO change SELECT v.at / 3600000, v.what, count(*) FROM event v JOIN chat c ON c.key = v.chat AND c.kind = 0
  WHERE v.what <= 5 GROUP BY 1, 2;
INSERT INTO opening SELECT v.at / 3600000, v.what, v.detail, count(*) FROM event v JOIN chat c ON c.key = v.chat AND c.kind = 0
  WHERE v.what IN (0, 20) AND v.detail IS NOT NULL GROUP BY 1, 2, 3;
INSERT INTO change SELECT c.joined_at / 3600000, 100, count(*) FROM chat c
  WHERE c.kind = 0 AND NOT EXISTS (SELECT 1 FROM event e WHERE e.chat = c.key AND e.what = 0)
    AND (c.state = 0 OR EXISTS (SELECT 1 FROM event e WHERE e.chat = c.key AND e.what BETWEEN 2 AND 5)) GROUP BY 1;
