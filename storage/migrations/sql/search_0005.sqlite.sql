CREATE VIRTUAL TABLE article_search USING fts5(
    title, body, title_stems, stems,
    content = 'search_texts', content_rowid = 'article_id',
    tokenize = "unicode61 remove_diacritics 0"
)

CREATE TRIGGER search_texts_inserted AFTER INSERT ON search_texts BEGIN
    INSERT INTO article_search (rowid, title, body, title_stems, stems)
    VALUES (new.article_id, new.title, new.body, new.title_stems, new.stems);
END

CREATE TRIGGER search_texts_deleted AFTER DELETE ON search_texts BEGIN
    INSERT INTO article_search (article_search, rowid, title, body, title_stems, stems)
    VALUES ('delete', old.article_id, old.title, old.body, old.title_stems, old.stems);
END

CREATE TRIGGER search_texts_updated AFTER UPDATE ON search_texts BEGIN
    INSERT INTO article_search (article_search, rowid, title, body, title_stems, stems)
    VALUES ('delete', old.article_id, old.title, old.body, old.title_stems, old.stems);
    INSERT INTO article_search (rowid, title, body, title_stems, stems)
    VALUES (new.article_id, new.title, new.body, new.title_stems, new.stems);
END
