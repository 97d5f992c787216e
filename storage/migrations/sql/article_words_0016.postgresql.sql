CREATE FUNCTION warraq_fold(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower(translate(written,
        U&'أإآٱىئؤةی٠١٢٣٤٥٦٧٨٩\0640\064B\064C\064D\064E\064F\0650\0651\0652\0670', 'ااااييوهي0123456789'))
$$

CREATE FUNCTION article_words(word text)
RETURNS TABLE (article_id bigint, sort_at timestamptz, title text, url text) LANGUAGE sql STABLE PARALLEL SAFE AS $$
    WITH asked AS (SELECT translate(warraq_fold(word), E'\'\\ ()&|!:*<>', '') AS folded),
    rests AS (
        SELECT DISTINCT substr(folded, length(particle) + 1) AS rest
        FROM asked, unnest(string_to_array(',و,ف,ب,ك,ل,ال,وال,فال,بال,كال,وبال,لل,ولل,فلل,وب,ول,فل,فب,س,وس', ',')) AS particle
        WHERE starts_with(folded, particle) AND length(folded) - length(particle) >= 2
    ),
    leading_to AS (
        SELECT 'x' || folded AS lexeme, '' AS star FROM asked
        UNION SELECT left(rest, size), '' FROM rests, generate_series(2, length(rest)) AS size
        UNION SELECT left(rest, size - 1) || 'ة', '' FROM rests, generate_series(2, length(rest)) AS size WHERE substr(rest, size, 1) = 'ه'
        UNION SELECT rest, ':*' FROM rests
    ),
    led AS (SELECT string_agg('''' || lexeme || '''' || star, ' | ')::tsquery AS query FROM leading_to)
    SELECT articles.id, articles.sort_at, articles.title, articles.url
    FROM asked, led, search_texts JOIN articles ON articles.id = search_texts.article_id
    WHERE asked.folded <> '' AND array_to_tsvector(string_to_array(search_texts.words, ' ')) @@ led.query
    AND CASE
        WHEN asked.folded ~ '[0-9]' THEN array_to_tsvector(string_to_array(search_texts.words, ' ')) @@ ('''x' || asked.folded || '''')::tsquery
        ELSE warraq_fold(coalesce(articles.title, '') || ' ' || articles.body)
            ~ ('(^|[^0-9a-zء-ي])' || asked.folded || '($|[^0-9a-zء-ي])')
    END
$$

COMMENT ON FUNCTION article_words(text) IS 'articles that hold a plain word, as it is typed but for the letters that writers exchange'
