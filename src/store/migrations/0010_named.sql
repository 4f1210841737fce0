-- What an article's file calls itself, where that may be otherwise than the article: an id that was added later, a mended
-- link, another name of the file.
ALTER TABLE article ADD COLUMN named TEXT;
CREATE INDEX article_named ON article(named) WHERE named IS NOT NULL;
