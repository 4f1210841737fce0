-- What editors write on a phone or the command line is to stand in the file too. A row a field of an article's file, from the
-- moment at which it was written here until the file and the newsroom agree about it.
CREATE TABLE pen (
  article INTEGER NOT NULL REFERENCES article(key),
  field   INTEGER NOT NULL,            -- 0 the whole file, of a typed story; 1 headline, 2 lead, 3 url, 4 image, 5 correction, 6 status
  wrote   TEXT,                        -- what the desk wrote; NULL: nothing is to stand there. Of a whole file its place
  was     TEXT,                        -- what the file said, when that was last known
  mine    TEXT,                        -- what the desk wrote there before this, if the file may say that; NULL: nothing
  other   TEXT,                        -- what the file says instead, in state 3
  state   INTEGER NOT NULL DEFAULT 0,  -- 0 to be written, 1 stays in the database, 2 the file agrees, 3 the file says something else
  asked   INTEGER NOT NULL DEFAULT 0,  -- 1: the desk was asked, and this is its answer
  told    INTEGER NOT NULL DEFAULT 0,  -- 1: the desk knows that it cannot be written
  by      INTEGER,                     -- who wrote it
  at      INTEGER NOT NULL,
  PRIMARY KEY (article, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX pen_state ON pen(state);
