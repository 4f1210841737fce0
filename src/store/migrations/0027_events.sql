-- The page of an article, however it is linked: one story that comes by several ways is found by it.
ALTER TABLE article ADD COLUMN page TEXT;       -- without scheme, trailing slash and what only tracks; NULL: none, or not known yet
CREATE INDEX article_page ON article(page) WHERE page IS NOT NULL;
