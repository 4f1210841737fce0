-- An editor made it main news: it stays so, whatever its file says.
ALTER TABLE article ADD COLUMN promoted INTEGER NOT NULL DEFAULT 0;
