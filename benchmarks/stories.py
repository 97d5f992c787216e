"""What finding stories costs an article, from its text hash to the nightly pass: on a SQLite file, or on PostgreSQL where named.

    python benchmarks/stories.py [--texts 1000] [--postgres postgresql://user@host/empty_database]

Made-up texts of eight days, four in ten of them edited copies, go through the stage in batches of 100: the text hash of DEDUPLICATE,
the fingerprint and its rows (`prints`, within the transaction that writes the article; the rest of that is not counted), joining, and
settling all of them once. CPU is this process's own, so for PostgreSQL it leaves out the server's. The last line is one JSON object:
milliseconds an article, and articles a CPU second.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any

from pipelines.deduplicate import text_hash
from storage.ledger import outlets
from storage.sql import chunks
from storage.store import Store
from storage.stories.join import Stories
from storage.write import save
from storage.write.batch import write_articles
from warraq.items import Article
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Callable

COPIES = 0.4
NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
OUTLETS = [Outlet(f"outlet{number}", f"جريدة رقم {number}", (f"outlet{number}.test",)) for number in range(20)]


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
    more = {"found_as": url, "extractor": "import"}
    return Article(url, body, title=" ".join(words[:8]), outlet=outlet.name, published_at=moment, fetched_at=moment, **more)  # type: ignore[arg-type]


class Meter:
    """Adds up the CPU seconds of functions by name."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()

    def of(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def measured(*arguments: Any) -> Any:
            began = time.process_time()
            found = function(*arguments)
            self.spent[name] += time.process_time() - began  # type: ignore[assignment]
            return found

        return measured


def joining(store: Store, amount: int) -> dict[str, float]:
    """Milliseconds of CPU an article by part of the stage, and articles a CPU second."""
    articles, stories, meter = made(amount), Stories(store), Meter()
    with store.write() as connection:
        outlets.sync_outlets(connection, OUTLETS)
    save.save_prints = meter.of("prints", save.save_prints)
    hashed, join = meter.of("text_hash", text_hash), meter.of("join", stories.join)
    for batch in chunks(articles, 100):
        for each in batch:
            each.text_hash = hashed(each.title, each.body)
        with store.write() as connection:
            write_articles(connection, None, batch, NOON)
        join()
    meter.of("settle", stories.settle)()
    figures = {name: round(seconds / amount * 1000, 2) for name, seconds in meter.spent.items()}
    return figures | {"articles_per_cpu_second": round(amount / meter.spent.total())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=1_000)
    parser.add_argument("--postgres")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Store.open(given.postgres or f"sqlite:///{folder}/store.db") as store:
        print(json.dumps(joining(store, given.texts)))


if __name__ == "__main__":
    main()
