-- Articles that wait for a person, and those that came too late to be news.

CREATE TABLE held (
  article INTEGER PRIMARY KEY REFERENCES article(key) ON DELETE CASCADE,
  reasons TEXT NOT NULL,                        -- JSON, one object a reason
  verdict INTEGER NOT NULL DEFAULT 0,           -- 0 none yet, 1 released, 2 dropped: of an editor, for these reasons
  rubrics INTEGER NOT NULL DEFAULT 0,           -- mask of those that an editor chose
  released INTEGER,                             -- it was a draft or withheld before: when that ended
  at      INTEGER NOT NULL,
  told    INTEGER                               -- when the desk was told
) STRICT;
CREATE INDEX held_untold ON held(article) WHERE told IS NULL;

ALTER TABLE article ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;  -- 1 taken for archive, 2 and the desk was told
CREATE INDEX article_archived ON article(archived) WHERE archived = 1;

-- What an earlier version kept and never meant to publish; nobody needs to be told of it now.
UPDATE article SET archived = 2 WHERE state = 1 AND NOT EXISTS (SELECT 1 FROM publication p WHERE p.article = article.key)
  AND NOT EXISTS (SELECT 1 FROM plan WHERE plan.article = article.key);

-- Unknown rubrics are no faults of files any more.
DELETE FROM fault WHERE what LIKE 'the rubric "%" is unknown';
