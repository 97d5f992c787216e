ALTER TABLE search_texts
    ADD COLUMN title_words tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('simple', title)) STORED,
    ADD COLUMN body_words tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('simple', body)) STORED,
    ADD COLUMN title_stems_words tsvector NOT NULL GENERATED ALWAYS AS (strip(to_tsvector('simple', title_stems))) STORED,
    ADD COLUMN stems_words tsvector NOT NULL GENERATED ALWAYS AS (strip(to_tsvector('simple', stems))) STORED

CREATE INDEX ix_search_texts_words ON search_texts USING gin (title_words, body_words, title_stems_words, stems_words)
