-- Times: unix milliseconds, UTC. Masks: bit 0 of a rubric mask is main; languages: 1 Russian, 2 Kazakh, 4 English.

CREATE TABLE rubric (
  bit      INTEGER PRIMARY KEY CHECK (bit BETWEEN 0 AND 62), -- place in the masks; 0 is main; never given to another rubric
  id       TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO rubric (bit, id) VALUES (0, 'main');

CREATE TABLE article (
  key      INTEGER PRIMARY KEY AUTOINCREMENT,   -- what buttons and rows carry (id may be longer than 64 bytes)
  id       TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL,                    -- the desired one
  state    INTEGER NOT NULL,                    -- 0 draft, 1 ready, 2 withheld, 3 withdrawn, 4 held: its rubric is unknown
  form     INTEGER NOT NULL DEFAULT 0,          -- best form Telegram takes: 0 photo, 1 formatted, 2 plain, 3 set aside
  follows  TEXT, translates TEXT,               -- ids as the file gives them: the other file may come later
  story    INTEGER NOT NULL,                    -- the same for all translations of a story: the key of the first that came
  embargo  INTEGER,                             -- not to be published before
  published INTEGER NOT NULL,                   -- as readers see it
  version  INTEGER,                             -- the source's own number, where it has one
  path     TEXT,                                -- file it came from, below the store
  arrived  INTEGER NOT NULL
) STRICT;
CREATE INDEX article_published ON article(published);
CREATE INDEX article_story ON article(story);
CREATE INDEX article_translates ON article(translates) WHERE translates IS NOT NULL;

CREATE TABLE revision (
  article  INTEGER NOT NULL REFERENCES article(key),
  revision INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  hash     BLOB NOT NULL,                       -- of what readers see: a time stamp alone changes nothing
  headline TEXT NOT NULL, lead TEXT NOT NULL, url TEXT, image TEXT, credit TEXT, byline TEXT,
  sensitive INTEGER NOT NULL DEFAULT 0,
  language INTEGER NOT NULL, rubrics INTEGER NOT NULL, correction TEXT, body TEXT,
  UNIQUE (article, revision)
) STRICT;

-- What is to be published later: embargo, ask, undo countdown. It has no seq yet.
CREATE TABLE plan (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  article  INTEGER NOT NULL REFERENCES article(key),
  lane     INTEGER NOT NULL,                    -- 1 breaking, 2 news
  languages INTEGER NOT NULL DEFAULT 0,         -- 0: the article's own
  sound    INTEGER NOT NULL DEFAULT 0,          -- 0 as readers chose, 1 silent, 2 wake everybody
  due      INTEGER,                             -- NULL: waits for a person
  why      INTEGER NOT NULL,                    -- 1 embargo, 2 undo countdown, 3 the editors are asked, 4 scheduled
  by       INTEGER, at INTEGER NOT NULL,
  state    INTEGER NOT NULL DEFAULT 0           -- 0 waiting, 1 published, 2 taken back
) STRICT;
CREATE INDEX plan_due ON plan(due) WHERE state = 0;
CREATE INDEX plan_article ON plan(article) WHERE state = 0;

-- The log: only what may be sent now. Rows are immutable but for `stopped`.
CREATE TABLE publication (
  seq      INTEGER PRIMARY KEY AUTOINCREMENT,   -- AUTOINCREMENT: a pruned head is never given out again
  article  INTEGER NOT NULL REFERENCES article(key),
  lane     INTEGER NOT NULL,                    -- 1 breaking, 2 news
  rubrics  INTEGER NOT NULL, languages INTEGER NOT NULL, -- routing, frozen here; corrections never re-route
  sound    INTEGER NOT NULL DEFAULT 0,          -- 0 as readers chose, 1 silent, 2 wake everybody
  again    INTEGER NOT NULL DEFAULT 0,          -- 1: the article was in the log before
  stopped  INTEGER,                             -- when; never cleared: "Go on" is a new row
  by       INTEGER, at INTEGER NOT NULL
) STRICT;
CREATE INDEX publication_article ON publication(article, seq);

CREATE TABLE chat (
  key      INTEGER PRIMARY KEY AUTOINCREMENT,   -- never reused: an erased reader's late answer finds nobody
  telegram INTEGER NOT NULL, topic INTEGER NOT NULL DEFAULT 0, -- a forum topic is a chat of its own
  kind     INTEGER NOT NULL,                    -- 0 reader, 1 group, 2 channel
  state    INTEGER NOT NULL,                    -- 0 open, 1 left, 2 blocked, 3 gone, 4 no rights
  breaking INTEGER NOT NULL, main INTEGER NOT NULL, news INTEGER NOT NULL, -- cursors; they only grow
  gate     INTEGER NOT NULL DEFAULT 0,          -- not before (429 of this chat, back-off, resend of an uncertain one)
  rubrics  INTEGER NOT NULL, languages INTEGER NOT NULL, urgent INTEGER NOT NULL, -- masks; wants breaking
  mode     INTEGER NOT NULL,                    -- 0 now, 1 mixed, 2 digest, 3 breaking
  digests  TEXT, quiet_from INTEGER, quiet_to INTEGER, quiet_urgent INTEGER NOT NULL DEFAULT 1, -- night: 0 hold, 1 silent, 2 wake
  paused   INTEGER, spacing INTEGER NOT NULL, cap INTEGER NOT NULL, last INTEGER, -- spacing in ms; last ordinary message
  zone     TEXT, tongue INTEGER NOT NULL, photos INTEGER NOT NULL, sound INTEGER NOT NULL, -- sound: 0 breaking, 1 main, 2 all, 3 none
  source   TEXT, title TEXT,                    -- where a reader came from; a group's or channel's public name
  joined_at INTEGER NOT NULL,
  UNIQUE (telegram, topic)
) STRICT;

-- Exceptions to "everything after the cursor", only while they lie after it; the visit that passes them deletes them.
CREATE TABLE since (
  chat INTEGER NOT NULL REFERENCES chat(key) ON DELETE CASCADE,
  what INTEGER NOT NULL, item INTEGER NOT NULL, -- what: 0 rubric (item: bit), 1 language (bit mask), 2 breaking, 3 mode
  seq  INTEGER NOT NULL,                        -- head of the log when it was asked for
  PRIMARY KEY (chat, what, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE mute (
  chat INTEGER NOT NULL REFERENCES chat(key) ON DELETE CASCADE,
  rubric INTEGER NOT NULL,                      -- bit
  from_at INTEGER NOT NULL, until INTEGER NOT NULL,
  PRIMARY KEY (chat, rubric, from_at)
) STRICT, WITHOUT ROWID;

-- What exactly was rendered; shared by all chats that got the same.
CREATE TABLE edition (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  hash BLOB NOT NULL UNIQUE,                    -- of form, language, order and revisions
  form INTEGER NOT NULL, tongue INTEGER NOT NULL
) STRICT;
CREATE TABLE edition_article (
  edition INTEGER NOT NULL REFERENCES edition(id) ON DELETE CASCADE,
  place INTEGER NOT NULL, article INTEGER NOT NULL, revision INTEGER NOT NULL,
  PRIMARY KEY (edition, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX edition_by_article ON edition_article(article, revision, edition);

-- The ledger: one row a message. Written before the request (outcome NULL = the intent), finished after it.
CREATE TABLE delivery (
  chat    INTEGER NOT NULL, at INTEGER NOT NULL, -- no foreign key: checked in the outcome's own statement
  lane    INTEGER NOT NULL,                     -- 1 breaking, 2 main alone, 3 news, 4 news with a main story
  after INTEGER NOT NULL, upto INTEGER NOT NULL, -- the stretch of log this visit decided
  sent    INTEGER NOT NULL, edition INTEGER NOT NULL, -- as first sent; as it stands
  outcome INTEGER,                              -- 1 delivered, 2 refused, 3 uncertain
  message INTEGER, answered INTEGER, attempt INTEGER NOT NULL DEFAULT 0, stuck INTEGER, -- stuck: why refused (class)
  PRIMARY KEY (chat, at)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_open ON delivery(chat) WHERE outcome IS NULL;
CREATE INDEX delivery_edition ON delivery(edition, chat) WHERE message IS NOT NULL;

CREATE TABLE event (                             -- a chat's history: joined, rubric on or off, blocked ... (trace, growth)
  id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, at INTEGER NOT NULL, what INTEGER NOT NULL, detail TEXT
) STRICT;
CREATE INDEX event_chat ON event(chat, at);
CREATE INDEX event_at ON event(at);
CREATE TABLE total (
  day INTEGER NOT NULL, publication INTEGER NOT NULL, lane INTEGER NOT NULL, outcome INTEGER NOT NULL, rubric INTEGER NOT NULL,
  n INTEGER NOT NULL, PRIMARY KEY (day, publication, lane, outcome, rubric)
) STRICT, WITHOUT ROWID;
CREATE TABLE photo (hash BLOB PRIMARY KEY, file_id TEXT, refused TEXT, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE staff (telegram INTEGER PRIMARY KEY, role INTEGER NOT NULL, name TEXT NOT NULL DEFAULT '', since INTEGER NOT NULL) STRICT; -- role: 1 editor, 2 admin
CREATE TABLE invite (token TEXT PRIMARY KEY, role INTEGER NOT NULL, until INTEGER NOT NULL, used INTEGER) STRICT;
CREATE TABLE act (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, by INTEGER, what TEXT NOT NULL, article INTEGER, detail TEXT) STRICT;
CREATE TABLE handled (update_id INTEGER PRIMARY KEY) STRICT;  -- pruned below the confirmed offset
CREATE TABLE fault (path TEXT PRIMARY KEY, line INTEGER, what TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID; -- files that are no articles, reported
CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID; -- floor, alive, offset, bot
