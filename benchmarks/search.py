"""What a search takes beside the same expression in raw FTS5 or tsvector, and how both grow with the store.

    python benchmarks/search.py [--articles 10000 100000 …] [--words 150] [--database postgresql+psycopg://…] [--store FILE.db]

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
from typing import TYPE_CHECKING, Any

from sqlalchemy import cast, func, insert, literal_column, select, text
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from storage.search import find as searching
from storage.search.match import FTS5, Where, matches
from storage.search.query import parse, wanted
from storage.search.text import search_text
from storage.store import Store
from storage.tables import articles, outlets, search_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from storage.search.query import AllOf

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


def rows(count: int, length: int, words: list[str], chance: random.Random) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Rows of `articles` and of `search_texts`."""
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    totals = [sum(weights[:1])]
    for weight in weights[1:]:
        totals.append(totals[-1] + weight)
    for number in range(1, count + 1):
        picked = chance.choices(words, cum_weights=totals, k=length)
        title, body = " ".join(picked[:8]), " ".join(picked[8:])
        sort_at = START + timedelta(minutes=chance.randrange(3_000_000))
        found = search_text(title, body)
        shadow = {name: getattr(found, name) for name in ("title", "body", "title_stems", "stems")}
        article = {"id": number, "outlet_id": 1 + number % 50, "url": f"https://made.test/{number}", "title": title, "body": body}
        article |= {"fetched_at": sort_at, "sort_at": sort_at, "extractor": "made", "extract_version": 1, "text_hash": f"{number:032x}"}
        yield article, {"article_id": number, "sort_at": sort_at} | shadow


def fill(store: Store, count: int, length: int, words: list[str], chance: random.Random) -> None:
    with store.write() as connection:
        names = [{"name": f"made{number}", "title": f"made {number}", "country": "EG", "kind": "publisher"} for number in range(50)]
        connection.execute(insert(outlets), names)
    made = rows(count, length, words, chance)
    for _ in range(0, count, BATCH):
        batch = [row for _, row in zip(range(BATCH), made, strict=False)]
        with store.write() as connection:
            connection.execute(insert(articles), [article for article, _ in batch])
            connection.execute(insert(search_texts), [shadow for _, shadow in batch])
    if store.engine.dialect.name == "postgresql":
        with store.write() as connection:
            connection.execute(text("ANALYZE"))  # else its planner knows nothing of the rows


def raw(connection: Connection, query: str) -> list[Any]:
    """The best twenty by the engine's own rank, with its own snippets."""
    parsed = parse(query)
    assert parsed is not None
    if connection.dialect.name == "postgresql":
        return _raw_tsvector(connection, parsed)
    piece = literal_column("snippet(article_search, 1, '[', ']', '…', 32)").label("piece")
    found = select(FTS5.c.rowid, piece).where(matches("sqlite", parsed, Where.ANYWHERE)).order_by(literal_column("rank")).limit(20)
    best = found.subquery()
    return list(connection.execute(select(articles.c.url, articles.c.title, best.c.piece).join(best, best.c.rowid == articles.c.id)))


def _raw_tsvector(connection: Connection, parsed: AllOf) -> list[Any]:
    words = " | ".join(f"'{word}'" for term in wanted(parsed) for word in term.words)
    rank = func.ts_rank(literal_column("search_texts.body_words", TSVECTOR), cast(words, TSQUERY)).label("rank")
    found = select(search_texts.c.article_id, rank).where(matches("postgresql", parsed, Where.ANYWHERE))
    best = found.order_by(rank.desc()).limit(20).subquery()
    piece = func.ts_headline("simple", articles.c.body, cast(words, TSQUERY), "MaxFragments=1")
    return list(connection.execute(select(articles.c.url, articles.c.title, piece).join(best, best.c.article_id == articles.c.id)))


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
    parser.add_argument("--store", type=pathlib.Path, help="SQLite file that exists; real queries run on it")
    given = parser.parse_args()
    if given.store:
        with Store.open(f"sqlite:///{given.store}", read_only=True) as store:
            print(json.dumps([measure(store, REAL_QUERIES)]))
        return
    figures = []
    for count in given.articles:
        chance = random.Random(7)  # noqa: S311 - the same articles every time
        words = vocabulary(chance)
        with tempfile.TemporaryDirectory() as folder, Store.open(given.database or f"sqlite:///{folder}/store.db") as store:
            fill(store, count, given.words, words, chance)
            figures.append(measure(store, made_queries(words, chance)))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
