-- What an edition was rendered from, so that the very message can be rendered again: an edition of before is of layout 0
-- and is not. One that no message names any more goes, so it is noted when one was last sent.

ALTER TABLE edition ADD COLUMN layout INTEGER NOT NULL DEFAULT 0;   -- 0 unknown, 1 single, 2 post, 3 bundle, 4 digest
ALTER TABLE edition ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;   -- leads with breaking news and says so
ALTER TABLE edition ADD COLUMN mentions INTEGER NOT NULL DEFAULT 0; -- so many of its articles, the last, are only named once more
ALTER TABLE edition ADD COLUMN tail INTEGER NOT NULL DEFAULT 0;     -- so many stories more are only counted
ALTER TABLE edition ADD COLUMN older INTEGER NOT NULL DEFAULT 0;    -- so many that an outage made too old are counted
ALTER TABLE edition ADD COLUMN pause INTEGER NOT NULL DEFAULT 0;    -- it ends a break, and says so
ALTER TABLE edition ADD COLUMN said_at INTEGER;                     -- the time that a digest names
ALTER TABLE edition ADD COLUMN used INTEGER NOT NULL DEFAULT 0;     -- no message that names it is a day younger than this
UPDATE edition SET used = (SELECT coalesce(max(at), 0) FROM delivery);
