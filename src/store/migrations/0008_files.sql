-- The file of an article that waits for its time cannot be read, or has not been read since the start.
ALTER TABLE article ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;
CREATE INDEX article_path ON article(path);
