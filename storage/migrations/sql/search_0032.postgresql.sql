DROP TABLE search_texts

CREATE TABLE search_texts (
    id bigserial NOT NULL,
    article_id bigint NOT NULL,
    sort_at timestamp with time zone NOT NULL,
    words text NOT NULL,
    CONSTRAINT pk_search_texts PRIMARY KEY (article_id, sort_at)
) PARTITION BY RANGE (sort_at)

COMMENT ON COLUMN search_texts.id IS 'number in the index, another one for another text; never given twice'

COMMENT ON COLUMN search_texts.article_id IS 'whose words'

COMMENT ON COLUMN search_texts.sort_at IS 'as in articles; here because rows of articles are long to read'

COMMENT ON COLUMN search_texts.words IS 'stems, those of the title after a t; words as written that stems do not lead to after an x, of the title a y'

CREATE INDEX ix_search_texts_sort ON search_texts (sort_at, article_id)

CREATE INDEX ix_search_texts_words ON search_texts USING gin (array_to_tsvector(string_to_array(words, ' ')))

CREATE TABLE search_texts_before PARTITION OF search_texts FOR VALUES FROM (MINVALUE) TO ('1990-01-01 00:00:00+00')

CREATE TABLE search_texts_beyond PARTITION OF search_texts FOR VALUES FROM ('2100-01-01 00:00:00+00') TO (MAXVALUE)

CREATE FUNCTION forget_search_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM search_texts WHERE article_id = OLD.id AND sort_at = OLD.sort_at;
    RETURN NULL;
END
$$

CREATE TRIGGER articles_forget_search_text AFTER DELETE ON articles FOR EACH ROW EXECUTE FUNCTION forget_search_text()
