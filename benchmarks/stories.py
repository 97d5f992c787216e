"""What joining an article into its story costs, and how the look-up grows with the store: on a SQLite file, or on PostgreSQL where named.

    python benchmarks/stories.py [--sizes 10000 100000 1000000] [--texts 1000] [--postgres postgresql://user@host/empty_database]

Look-up: postings of made-up articles, 20 hashes each and 3 % of them out of 3,000 that are furniture, spread over 30 days; a look-up is
that of one article with 20 hashes, four in ten of them a copy's, once widespread hashes
have been trimmed as joining does. Joining: made-up texts, four in ten of them edited copies, written in batches
of 100, joined and settled; CPU is this process's own, so for PostgreSQL it leaves out the server's. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from storage import outlets
from storage.sql import chunks
from storage.store import Store
from storage.stories import STORY_DAYS, Stories
from storage.stories_lookup import pairs
from storage.stories_prints import Print
from storage.tables import dedup_postings
from storage.write import write_articles
from warraq.dedup.fingerprint import Fingerprint
from warraq.items import Article
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

HASHES = 20
FURNITURE = 3_000
SHARE_OF_FURNITURE = 0.03
COPIES = 0.4
LOOKUPS = 300
NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
OUTLETS = [Outlet(f"outlet{number}", f"جريدة رقم {number}", (f"outlet{number}.test",)) for number in range(20)]


# How the look-up grows


def hashes(chance: np.random.Generator, number: int) -> list[int]:
    """Those of one article; four in ten articles have half of their predecessor's."""
    own = np.random.default_rng(number).integers(1 << 40, 1 << 62, HASHES)
    if chance.random() < COPIES and number:
        own[: HASHES // 2] = np.random.default_rng(number - 1).integers(1 << 40, 1 << 62, HASHES)[: HASHES // 2]
    furniture = chance.random(HASHES) < SHARE_OF_FURNITURE
    own[furniture] = np.minimum(chance.zipf(1.2, int(furniture.sum())), FURNITURE)
    return sorted({int(value) for value in own})


def posted(chance: np.random.Generator, first: int, last: int) -> Iterator[dict[str, int]]:
    day = NOON.toordinal()
    for number in range(first, last):
        for value in hashes(chance, number):
            yield {"hash": value, "day": day - number % STORY_DAYS, "article_id": number + 1}


def fill(store: Store, chance: np.random.Generator, first: int, last: int) -> None:
    for rows in chunks(posted(chance, first, last), 50_000):
        with store.write() as connection:
            connection.execute(dedup_postings.insert(), sorted(rows, key=lambda row: row["hash"]))


def looked_up(connection: Connection, chance: np.random.Generator, size: int) -> list[float]:
    """Milliseconds of each look-up, ascending."""
    taken = []
    for _ in range(LOOKUPS):
        number = int(chance.integers(1, size))
        text = Fingerprint(np.zeros(100, np.uint32), 0)
        text.__dict__["hashes"] = tuple(hashes(chance, number))
        each = Print(size + 1, NOON, "https://one.test/", 1, "", text, True, None)
        began = time.perf_counter()
        pairs(connection, [each], STORY_DAYS, both_ways=True)
        taken.append((time.perf_counter() - began) * 1000)
    return sorted(taken)


def growth(store: Store, sizes: list[int]) -> dict[str, dict[str, float]]:
    chance = np.random.default_rng(3)
    found: dict[str, dict[str, float]] = {}
    for before, size in zip([0, *sizes], sizes, strict=False):
        fill(store, chance, before, size)
        with store.write() as connection:
            looked_up(connection, chance, size)
            taken = looked_up(connection, chance, size)
        found[str(size)] = {"median_ms": round(taken[len(taken) // 2], 2), "p95_ms": round(taken[int(len(taken) * 0.95)], 2)}
        print(f"{size:>9,} articles: look-up {found[str(size)]}", flush=True)
    with store.write() as connection:
        connection.execute(dedup_postings.delete())
    return found


# What joining costs


def made(amount: int) -> list[Article]:
    chance = random.Random(20260309)  # noqa: S311 - the same texts each time, for figures that compare
    vocabulary = ["".join(chance.choices("ابتجحدرسشصطعغفقكلمنهوي", k=chance.randint(3, 7))) for _ in range(20_000)]
    found: list[Article] = []
    texts: list[list[str]] = []
    for number in range(amount):
        copied = bool(texts) and chance.random() < COPIES
        words = [chance.choice(vocabulary) if chance.random() < 0.03 else word for word in chance.choice(texts[-50:])] if copied else []
        texts.append(words or chance.choices(vocabulary, k=300))
        found.append(article(number, texts[-1], amount))
    return found


def article(number: int, words: list[str], amount: int) -> Article:
    outlet, body = OUTLETS[number % len(OUTLETS)], " ".join(words[8:])
    moment = NOON - timedelta(days=8 * (1 - number / amount))
    url = f"https://{outlet.name}.test/{number}"
    more = {"text_hash": sha256(body.encode()).hexdigest()[:32], "found_as": url, "extractor": "import"}
    return Article(url, body, title=" ".join(words[:8]), outlet=outlet.name, published_at=moment, fetched_at=moment, **more)  # type: ignore[arg-type]


def joining(store: Store, amount: int) -> dict[str, float]:
    """Milliseconds of CPU an article."""
    articles, stories = made(amount), Stories(store)
    with store.write() as connection:
        outlets.sync_outlets(connection, OUTLETS)
    spent = dict.fromkeys(("write", "join", "settle"), 0.0)
    for batch in chunks(articles, 100):
        began = time.process_time()
        with store.write() as connection:
            write_articles(connection, None, batch, NOON)
        written = time.process_time()
        stories.join()
        spent["write"] += written - began
        spent["join"] += time.process_time() - written
    began = time.process_time()
    stories.settle()
    spent["settle"] = time.process_time() - began
    return {name: round(seconds / amount * 1000, 2) for name, seconds in spent.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--texts", type=int, default=1_000)
    parser.add_argument("--postgres")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Store.open(given.postgres or f"sqlite:///{folder}/store.db") as store:
        figures = {"joining_cpu_ms": joining(store, given.texts), "look_up": growth(store, given.sizes)}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
