-- What an editor typed and what one more word of theirs is waited for: a link whose story nobody has, a text that may be a new lead.
CREATE TABLE typed (
  id      INTEGER PRIMARY KEY,
  article INTEGER REFERENCES article(key),  -- what it is about; NULL: a story that is none yet
  text    TEXT NOT NULL,
  at      INTEGER NOT NULL
) STRICT;
