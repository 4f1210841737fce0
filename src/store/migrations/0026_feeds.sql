-- Feeds that are polled or were imported, and the stories that came by them.

CREATE TABLE feed (
  url      TEXT PRIMARY KEY,                    -- as the admin wrote it; of an imported file its name
  etag     TEXT,                                -- what its server knows it by
  modified TEXT,                                -- the same, the older way: Last-Modified as it came
  print    BLOB,                                -- SHA-256 of it
  rules    BLOB,                                -- SHA-256 of how it was read: rubrics, languages, what is main
  read     INTEGER NOT NULL,                    -- when it was last read, or nothing in it had changed; kept now and then
  changed  INTEGER,                             -- when something in it last changed
  gap      INTEGER                              -- so many milliseconds lie between two changes, on the whole
) STRICT;

-- A story that came by a feed.
CREATE TABLE feed_item (
  id     TEXT PRIMARY KEY,                      -- the article's name
  link   TEXT,                                  -- its address as two are compared: a name that changes is known by it
  path   TEXT NOT NULL UNIQUE,                  -- its file, below the store
  feed   TEXT NOT NULL,                         -- whose words the file has
  print  BLOB,                                  -- SHA-256 of those; NULL: the file is not written yet
  unseen INTEGER NOT NULL,                      -- until then it cannot have been seen
  is_old INTEGER NOT NULL                       -- it stood in a feed that was new here, and nobody knows since when
) STRICT;
CREATE INDEX feed_item_link ON feed_item (link) WHERE link IS NOT NULL;

-- What each of its feeds adds to a story.
CREATE TABLE feed_share (
  id     TEXT NOT NULL REFERENCES feed_item(id) ON DELETE CASCADE,
  feed   TEXT NOT NULL,
  rubric TEXT,                                  -- NULL: none
  main   INTEGER NOT NULL,                      -- it makes the story main news
  PRIMARY KEY (id, feed)
) STRICT, WITHOUT ROWID;
