CREATE VIEW article_sources AS
SELECT
    articles.id AS article_id,
    articles.url,
    articles.title,
    articles.published_at,
    articles.published_day,
    articles.sort_at,
    page_outlets.name AS outlet,
    page_outlets.title AS outlet_title,
    attributions.role,
    attributions.name AS source_as_written,
    source_outlets.name AS source,
    source_outlets.title AS source_title,
    source_outlets.country AS source_country,
    attributions.field,
    attributions.quote,
    attributions.rule
FROM attributions
JOIN articles ON articles.id = attributions.article_id
JOIN outlets AS page_outlets ON page_outlets.id = articles.outlet_id
LEFT JOIN outlets AS source_outlets ON source_outlets.id = attributions.outlet_id
