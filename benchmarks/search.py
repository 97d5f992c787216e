"""What a search takes beside the same words in raw FTS5 or tsvector, and how both grow with the store.

    python benchmarks/search.py [--articles 10000 100000 …] [--words 150] [--database postgresql+psycopg://…] [--store FILE.db]

The raw side is a table of folded titles and bodies with an index of its own, as the engine's documentation makes it, in the same store.
Made-up articles, words by Zipf's law over a vocabulary of 50,000, are written straight into a SQLite file among the system's temporary
files, or into the PostgreSQL database given, which must be empty. With --store the queries run on a store that exists. Both sides make
snippets. The last line is one JSON object: milliseconds, median and 95th percentile over all queries.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, text

from storage.search import find as searching
from storage.search.query import AllOf, Term, parse
from storage.search.save import save_words
from storage.store import Store
from storage.tables import articles, outlets
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from storage.search.query import Query

VOCABULARY = 50_000
BATCH = 1_000
ROUNDS = 5
START = datetime(2020, 1, 1, tzinfo=UTC)
SIZES = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}
LETTERS = "ابتثجحخدرزسشصضطعغفقكلمنهوي"


def vocabulary(chance: random.Random) -> list[str]:
    """Made-up words of three to seven letters, the most frequent first."""
    return ["".join(chance.choices(LETTERS, k=chance.randint(3, 7))) for _ in range(VOCABULARY)]


def made_queries(words: list[str], chance: random.Random) -> list[str]:
    """Queries of every kind, over frequent, middling and rare words."""
    ranks = (3, 30, 100, 300, 1_000, 5_000, 20_000)
    single = [words[rank] for rank in ranks]
    pairs = [f"{words[one]} {words[other]}" for one, other in ((3, 30), (30, 100), (100, 300), (300, 1_000))]
    phrases = [f'"{words[one]} {words[other]}"' for one, other in ((1, 2), (3, 30))]
    choices = [f"{words[30]} OR {words[300]}", f"({words[100]} OR {words[300]}) NOT {words[30]}", f"{words[30]} NOT {words[100]}"]
    return [*single, *pairs, *phrases, *choices, f"{chance.choice(single)[:3]}*"]


REAL_QUERIES = [
    *("الانتخابات", "اسرائيل", "أسعار النفط", '"مجلس الأمن"', "حادث مروري", "السعودية NOT كرة", "علم", "انفجار مسجد", "بنوك OR مصارف"),
    *("مدرسة", "الملك", "سوق الأسهم", "دولة", "وزير الصحة", "الدوري", "جريمة", "قال", "في", "اقتص*", "(إيران OR تركيا) النفط"),
]


def rows(count: int, length: int, words: list[str], chance: random.Random) -> Iterator[dict[str, Any]]:
    """Rows of `articles`."""
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    totals = list(accumulate(weights))
    for number in range(1, count + 1):
        picked = chance.choices(words, cum_weights=totals, k=length)
        title, body = " ".join(picked[:8]), " ".join(picked[8:])
        sort_at = START + timedelta(minutes=chance.randrange(3_000_000))
        article = {"id": number, "outlet_id": 1 + number % 50, "url": f"https://made.test/{number}", "title": title, "body": body}
        times = {"fetched_at": sort_at, "sort_at": sort_at}
        yield article | times | {"extractor": "made", "extract_version": 1, "text_hash": f"{number:032x}"}


def fill(store: Store, count: int, length: int, words: list[str], chance: random.Random) -> None:
    with store.write() as connection:
        names = [{"name": f"made{number}", "title": f"made {number}", "country": "EG", "kind": "publisher"} for number in range(50)]
        connection.execute(insert(outlets), names)
    made = rows(count, length, words, chance)
    for _ in range(0, count, BATCH):
        batch = list(islice(made, BATCH))
        with store.write() as connection:
            connection.execute(insert(articles), batch)
            save_words(connection, [(each["id"], each["sort_at"], each["title"], each["body"]) for each in batch], ())


def add_raw(store: Store) -> None:
    """The other side's own table and index of all articles."""
    with store.write() as connection:
        for statement in RAW[store.engine.dialect.name]:
            connection.exec_driver_sql(statement)
    last = 0
    chosen = select(articles.c.id, articles.c.title, articles.c.body).order_by(articles.c.id).limit(BATCH)
    put = text("INSERT INTO raw_search (rowid, title, body) VALUES (:id, :title, :body)")
    if store.engine.dialect.name == "postgresql":
        put = text("INSERT INTO raw_search (id, title, body) VALUES (:id, :title, :body)")
    while True:
        with store.write() as connection:
            found = connection.execute(chosen.where(articles.c.id > last)).all()
            if not found:
                break
            last = found[-1].id
            folded = [{"id": row.id, "title": fold(row.title or ""), "body": fold(row.body)} for row in found]
            connection.execute(put, folded)
    if store.engine.dialect.name == "postgresql":
        with store.write() as connection:
            connection.execute(text("ANALYZE"))  # else its planner knows nothing of the rows


RAW = {
    "sqlite": ("CREATE VIRTUAL TABLE raw_search USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 0')",),
    "postgresql": (
        "CREATE TABLE raw_search (id bigint PRIMARY KEY, title text, body text,"
        " words tsvector GENERATED ALWAYS AS (to_tsvector('simple', title || ' ' || body)) STORED)",
        "CREATE INDEX ix_raw_search ON raw_search USING gin (words)",
    ),
}
RAW_SEARCH = {
    "sqlite": "SELECT rowid, snippet(raw_search, 1, '[', ']', '…', 32) FROM raw_search"
    " WHERE raw_search MATCH :asked ORDER BY rank LIMIT 20",
    "postgresql": "WITH best AS (SELECT id, body FROM raw_search WHERE words @@ CAST(:asked AS tsquery)"
    " ORDER BY ts_rank(words, CAST(:asked AS tsquery)) DESC LIMIT 20)"
    " SELECT id, ts_headline('simple', body, CAST(:asked AS tsquery), 'MaxFragments=1') FROM best",
}


def raw(connection: Connection, query: str) -> list[Any]:
    """The best twenty by the engine's own rank, with its own snippets."""
    parsed = parse(query)
    assert parsed is not None
    engine = connection.dialect.name
    asked = (raw_fts5 if engine == "sqlite" else raw_tsquery)(parsed)
    return list(connection.execute(text(RAW_SEARCH[engine]), {"asked": asked}))


def raw_fts5(query: Query) -> str:
    if isinstance(query, Term):
        return f'"{" ".join(query.words)}"{"*" if query.prefix else ""}'
    sign = " AND " if isinstance(query, AllOf) else " OR "
    kept = sign.join(raw_fts5(part) for part in query.parts)
    but = " OR ".join(raw_fts5(part) for part in query.but) if isinstance(query, AllOf) else ""
    return f"(({kept}) NOT ({but}))" if but else f"({kept})"


def raw_tsquery(query: Query) -> str:
    if isinstance(query, Term):
        return " <-> ".join(f"'{word}'{':*' if query.prefix else ''}" for word in query.words)
    sign = " & " if isinstance(query, AllOf) else " | "
    kept = sign.join(f"({raw_tsquery(part)})" for part in query.parts)
    but = " | ".join(f"({raw_tsquery(part)})" for part in query.but) if isinstance(query, AllOf) else ""
    return f"({kept}) & !({but})" if but else kept


def milliseconds(work: Callable[[], object]) -> float:
    """The median of a few rounds, after one that warms the caches."""
    work()
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def measure(store: Store, queries: list[str]) -> dict[str, Any]:
    with store.read() as connection:
        ours = [milliseconds(lambda query=query: searching.search(connection, query)) for query in queries]  # type: ignore[misc]
        theirs = [milliseconds(lambda query=query: raw(connection, query)) for query in queries]  # type: ignore[misc]
        size = connection.scalar(text(SIZES[connection.dialect.name])) or 0
        count = connection.scalar(select(func.count()).select_from(articles))
    for query, one, other in zip(queries, ours, theirs, strict=True):
        print(f"{one:9.2f} ms {other:9.2f} ms raw   {query}")
    return {"articles": count, "megabytes": round(size / 1e6), "search_ms": spread(ours), "raw_ms": spread(theirs)}


def spread(times: list[float]) -> dict[str, float]:
    return {"median": round(statistics.median(times), 2), "p95": round(statistics.quantiles(times, n=20, method="inclusive")[-1], 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--words", type=int, default=150, help="words an article")
    parser.add_argument("--database", help="URL of an empty PostgreSQL database; one --articles")
    parser.add_argument("--store", type=pathlib.Path, help="SQLite file that exists, a copy that may be changed; real queries run on it")
    given = parser.parse_args()
    if given.store:
        with Store.open(f"sqlite:///{given.store}") as store:
            add_raw(store)
            print(json.dumps([measure(store, REAL_QUERIES)]))
        return
    figures = []
    for count in given.articles:
        chance = random.Random(7)  # noqa: S311 - the same articles every time
        words = vocabulary(chance)
        with tempfile.TemporaryDirectory() as folder, Store.open(given.database or f"sqlite:///{folder}/store.db") as store:
            fill(store, count, given.words, words, chance)
            add_raw(store)
            figures.append(measure(store, made_queries(words, chance)))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
