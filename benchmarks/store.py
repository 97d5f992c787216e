"""What storing an article costs, and what a search takes: on a SQLite file, and on PostgreSQL where a server is named.

    python benchmarks/store.py [--articles 4000] [--postgres postgresql://user@host/empty_database]

Articles are made-up prose of about 2,400 characters with the word frequencies of news, two keywords and three sources each, written in
batches of 100. CPU is this process's own, so for PostgreSQL it leaves out the server's. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from datetime import UTC, datetime
from hashlib import sha256
from itertools import accumulate
from typing import TYPE_CHECKING

from sqlalchemy import text

from storage.ledger import outlets
from storage.search.find import search
from storage.search.text import search_words
from storage.store import Store
from storage.write.batch import write_articles
from warraq.items import Article, Attribution, PageRecord
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Callable

BATCH = 100
NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
OUTLETS = [Outlet(f"outlet{number}", f"جريدة رقم {number}", (f"outlet{number}.test",)) for number in range(20)]


def vocabulary(chance: random.Random) -> list[str]:
    """20,000 words of Arabic letters and affixes; which of them are words matters to nobody here."""
    letters = "ابتجحدرزسشصطعغفقكلمنهوي"
    affixes = ("", "", "", "ال", "وال", "بال", "لل", "و", "ي", "ت"), ("", "", "", "ة", "ات", "ين", "ون", "ها", "هم", "ية")
    stems = ("".join(chance.choices(letters, k=chance.choice((2, 3, 3, 4, 5)))) for _ in range(20_000))
    return [chance.choice(affixes[0]) + stem + chance.choice(affixes[1]) for stem in stems]


def made_articles(amount: int) -> list[Article]:
    chance = random.Random(20260309)  # noqa: S311 - the same texts each time, for figures that compare
    words = vocabulary(chance)
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))  # Zipf's law
    made = []
    for number in range(amount):
        paragraphs = (" ".join(chance.choices(words, cum_weights=weights, k=55)) + "." for _ in range(6))
        made.append(article(number, "\n".join(paragraphs), chance))
    return made


def article(number: int, body: str, chance: random.Random) -> Article:
    outlet = chance.choice(OUTLETS)
    url = f"https://{outlet.name}.test/news/{number}/%D8%AE%D8%A8%D8%B1-{number}"
    headers = {"content-type": "text/html; charset=utf-8", "date": "Mon, 09 Mar 2026 12:00:00 GMT", "server": "nginx"}
    words = body.split()
    place = body.index(words[30])
    sources = (
        Attribution("published", outlet.title, outlet.name, "structured", None, None, outlet.title, None, None, "host"),
        Attribution("credited", words[0], "outlet1", "body", 0, len(words[0]), words[0], 0, len(words[0]), "slot"),
        Attribution("cited", words[30], None, "body", place, place + len(words[30]), words[30], place, place + len(words[30]), "verb"),
    )
    return Article(
        url,
        body,
        title=" ".join(words[3:12]),
        outlet=outlet.name,
        found_as=url,
        fetched_at=NOON,
        published_at=NOON,
        published_precision="minute",
        page=PageRecord(url, url, NOON, 200, headers, "utf-8", "0" * 64),
        extractor="generic",
        keywords=tuple(words[12:14]),
        attributions=sources,
        text_hash=sha256(body.encode()).hexdigest()[:32],
    )


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of wall clock and of this process's CPU."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def write_all(store: Store, articles: list[Article]) -> None:
    for start in range(0, len(articles), BATCH):
        with store.write() as connection:
            write_articles(connection, None, articles[start : start + BATCH], NOON)


def settle(store: Store) -> None:
    """What PostgreSQL's autovacuum does within minutes of a load: until then its planner reads the whole table."""
    if store.engine.dialect.name == "postgresql":
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def measure(url: str, articles: list[Article]) -> dict[str, float]:
    with Store.open(url) as store:
        with store.write() as connection:
            outlets.sync_outlets(connection, OUTLETS)
        write_all(store, articles[:BATCH])  # statements compiled, stems cached
        rest = articles[BATCH:]
        wall, cpu = timed(lambda: write_all(store, rest))
        again, _ = timed(lambda: write_all(store, rest))
        settle(store)
        queries = [" ".join(one.body.split()[5:7]) for one in rest[:50]]
        with store.read() as connection:
            finding, _ = timed(lambda: [search(connection, query) for query in queries])
    return {
        "articles_per_second": round(len(rest) / wall),
        "cpu_ms_per_article": round(cpu / len(rest) * 1000, 3),
        "unchanged_per_second": round(len(rest) / again),
        "search_ms": round(finding / len(queries) * 1000, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=4000)
    parser.add_argument("--postgres", help="URL of an empty database")
    given = parser.parse_args()
    articles = made_articles(given.articles)
    _, cpu = timed(lambda: [search_words(each.title, each.body) for each in articles])
    figures: dict[str, object] = {
        "articles": len(articles),
        "characters": round(sum(len(each.body) for each in articles) / len(articles)),
        "search_text_cpu_ms": round(cpu / len(articles) * 1000, 3),
    }
    with tempfile.TemporaryDirectory() as folder:
        figures["sqlite"] = measure(f"sqlite:///{folder}/store.db", articles)
    if given.postgres:
        figures["postgresql"] = measure(given.postgres, articles)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
