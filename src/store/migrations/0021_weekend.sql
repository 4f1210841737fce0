-- Minutes of the day at which digests come on Saturday and Sunday, as in `digests`; nothing: none on those days. Whoever was
-- here before keeps the hours of other days.
ALTER TABLE chat ADD COLUMN weekend TEXT;
UPDATE chat SET weekend = digests WHERE digests <> '';
