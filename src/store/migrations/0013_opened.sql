-- When a reader first opened the article by a link: whoever did has it, also where it comes into the log later. Of what was opened
-- before this nothing is known.
ALTER TABLE article ADD COLUMN opened INTEGER;
