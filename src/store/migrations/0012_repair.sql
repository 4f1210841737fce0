-- What was sent is repaired: a revision says how loud its change is, an edition why the message is no longer as it was sent.

ALTER TABLE revision ADD COLUMN grade INTEGER NOT NULL DEFAULT 0;    -- 0 silent, 1 something was wrong, and it says what, 2 withdrawn, 3 published again
ALTER TABLE edition ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;      -- what the last line of an edited message says: 0 nothing, 1 corrected, 2 details came, 3 published again
ALTER TABLE edition ADD COLUMN marked INTEGER;                       -- and the time that it names

-- The article of the same story whose file withdraws this one too; NULL: none does, whatever its own file says.
ALTER TABLE article ADD COLUMN withdrawn_by INTEGER;
