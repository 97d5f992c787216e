CREATE VIEW story_chain AS
SELECT
    COALESCE(stories.merged_into, stories.id) AS story_id,
    ROW_NUMBER() OVER (PARTITION BY COALESCE(stories.merged_into, stories.id) ORDER BY articles.sort_at, articles.id) AS place,
    articles.id AS article_id,
    outlets.name AS outlet,
    outlets.title AS outlet_title,
    articles.title,
    articles.url,
    articles.published_at,
    articles.published_day,
    articles.sort_at,
    articles.vanished_at,
    (
        SELECT group_concat(names.name, '، ')
        FROM (
            SELECT DISTINCT COALESCE(credited.title, attributions.name) AS name
            FROM attributions
            LEFT JOIN outlets AS credited ON credited.id = attributions.outlet_id
            WHERE attributions.article_id = articles.id AND attributions.role IN ('credited', 'dateline')
            ORDER BY 1
        ) AS names
    ) AS credits,
    (
        SELECT group_concat(names.name, '، ')
        FROM (
            SELECT DISTINCT COALESCE(cited.title, attributions.name) AS name
            FROM attributions
            LEFT JOIN outlets AS cited ON cited.id = attributions.outlet_id
            WHERE attributions.article_id = articles.id AND attributions.role = 'cited'
            ORDER BY 1
        ) AS names
    ) AS cites
FROM articles
JOIN stories ON stories.id = articles.story_id
JOIN outlets ON outlets.id = articles.outlet_id
