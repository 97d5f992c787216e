ALTER TABLE search_texts ADD COLUMN words text NOT NULL

COMMENT ON COLUMN search_texts.words IS 'stems, those of the title after a t; words as written that stems do not lead to after an x, of the title a y'

CREATE INDEX ix_search_texts_words ON search_texts USING gin (array_to_tsvector(string_to_array(words, ' ')))
