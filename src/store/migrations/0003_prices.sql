-- What a publication may cost at most, and what has been charged for requests that left (less those that were certainly
-- not accepted): in tenths of a Star. A row only where something may be paid for; `spent` is written with the intents.
CREATE TABLE price (
  publication INTEGER PRIMARY KEY REFERENCES publication(seq),
  most  INTEGER NOT NULL,
  spent INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The same for a publication to come, as the editor confirmed it.
ALTER TABLE plan ADD COLUMN price INTEGER NOT NULL DEFAULT 0;
