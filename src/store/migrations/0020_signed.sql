-- A breaking push remembers which text was confirmed: the sum of the revisions that went out together (NULL: unknown, from before).
-- A plan that waits for a second editor may be about a stopped push that goes on, by its place in the log.
ALTER TABLE publication ADD COLUMN signed INTEGER;
ALTER TABLE plan ADD COLUMN goes_on INTEGER;
