ALTER TABLE search_texts ADD COLUMN words tsvector NOT NULL GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', title), 'A')
    || setweight(to_tsvector('simple', body), 'B')
    || setweight(to_tsvector('simple', stems), 'C')
) STORED

CREATE INDEX ix_search_texts_words ON search_texts USING gin (words)
