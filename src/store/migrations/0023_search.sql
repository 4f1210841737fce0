-- Search. A row an article, of the stems of its newest revision (`search::forms`), each once: where a word stands is not asked, so
-- an entry is two to four bytes. Nothing but stems is in it, no text.
CREATE VIRTUAL TABLE sought USING fts5(stems, content='', contentless_delete=1, detail=none, tokenize='ascii');

-- Where an article stands in it: rows are in the order of publication, so that the newest are found first without sorting.
CREATE TABLE sought_row (
  row      INTEGER PRIMARY KEY,                 -- the second of publication, times 64, and a place in it
  article  INTEGER NOT NULL UNIQUE REFERENCES article(key)
) STRICT;

-- A word of each stem, for those who mistype it; it stays when the last article with it goes.
CREATE TABLE sought_word (
  stem     TEXT PRIMARY KEY,
  word     TEXT NOT NULL                        -- the shortest that was seen, in small letters
) STRICT, WITHOUT ROWID;

-- What is in the database already is brought in after the start, from this article down. Whoever changes how stems are made says so
-- again in a migration of their own.
INSERT INTO meta (name, value) SELECT 'unsought', max(key) FROM article HAVING max(key) IS NOT NULL
  ON CONFLICT (name) DO UPDATE SET value = excluded.value;
