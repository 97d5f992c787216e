CREATE VIEW article_words AS
SELECT article_search.article_search AS word, articles.id AS article_id, articles.sort_at, articles.title, articles.url
FROM article_search
JOIN search_texts ON search_texts.id = article_search.rowid
JOIN articles ON articles.id = search_texts.article_id
