CREATE VIEW coverage AS
WITH judged AS (
    SELECT
        substr(urls.first_seen_at, 1, 10) AS day,
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
        CAST(julianday(day) AS integer) AS number,
        outlet_id,
        count(*) AS seen,
        sum(kind = 'stored') AS stored,
        sum(kind = 'duplicate') AS duplicate,
        sum(kind = 'refused') AS refused,
        sum(kind = 'failed') AS failed,
        sum(kind = 'waiting') AS waiting
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
    dated.day, outlets.name AS outlet, dated.seen, dated.stored, dated.duplicate, dated.refused, dated.failed, dated.waiting,
    CASE WHEN dated.known > 0 THEN round(1.0 * dated.before / min(28, dated.known), 1) END AS usual
FROM dated
LEFT JOIN outlets ON outlets.id = dated.outlet_id
