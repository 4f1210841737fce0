-- The parts of a breaking push, one for each language that has its own article, bear the number of the first: NULL is a
-- publication by itself, or the first. A story's number changes when its original comes after its translation, and two
-- pushes may fall on one millisecond: neither says what belongs together.
ALTER TABLE publication ADD COLUMN part_of INTEGER REFERENCES publication(seq);
UPDATE publication SET part_of = (
  SELECT nullif(min(o.seq), publication.seq) FROM publication o
  JOIN article b ON b.key = o.article JOIN article a ON a.key = publication.article
  WHERE o.lane = 1 AND o.at = publication.at AND b.story = a.story) WHERE lane = 1;
CREATE INDEX publication_part ON publication(part_of) WHERE part_of IS NOT NULL;
