CREATE VIEW coverage AS
WITH judged AS (
    SELECT
        CAST(urls.first_seen_at AT TIME ZONE 'UTC' AS date) AS day,
        urls.outlet_id,
        CASE
            WHEN urls.article_id IS NOT NULL AND articles.url = urls.url THEN 'stored'
            WHEN urls.article_id IS NOT NULL THEN 'duplicate'
            WHEN urls.state = 'pending' OR urls.next_check_at IS NOT NULL THEN 'waiting'
            WHEN urls.outcome = 'failed' THEN 'failed'
            ELSE 'refused'
        END AS kind
    FROM urls
    LEFT JOIN articles ON articles.id = urls.article_id
), counted AS (
    SELECT
        day,
        day - DATE '0001-01-01' AS number,
        outlet_id,
        count(*) AS seen,
        count(*) FILTER (WHERE kind = 'stored') AS stored,
        count(*) FILTER (WHERE kind = 'duplicate') AS duplicate,
        count(*) FILTER (WHERE kind = 'refused') AS refused,
        count(*) FILTER (WHERE kind = 'failed') AS failed,
        count(*) FILTER (WHERE kind = 'waiting') AS waiting
    FROM judged
    GROUP BY day, outlet_id
), dated AS (
    SELECT
        counted.*,
        number - min(number) OVER (PARTITION BY outlet_id) AS known,
        COALESCE(sum(stored) OVER (PARTITION BY outlet_id ORDER BY number RANGE BETWEEN 28 PRECEDING AND 1 PRECEDING), 0) AS before
    FROM counted
)
SELECT
    CAST(dated.day AS text) AS day, outlets.name AS outlet, dated.seen, dated.stored, dated.duplicate, dated.refused, dated.failed,
    dated.waiting,
    CASE WHEN dated.known > 0 THEN CAST(round(1.0 * dated.before / LEAST(28, dated.known), 1) AS double precision) END AS usual
FROM dated
LEFT JOIN outlets ON outlets.id = dated.outlet_id
