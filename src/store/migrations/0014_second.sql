-- A plan without a time waits for a second editor: which revision the two confirm, and when it was to leave (NULL: after the
-- undo countdown). `why` 6.
ALTER TABLE plan ADD COLUMN revision INTEGER;
ALTER TABLE plan ADD COLUMN wanted INTEGER;
