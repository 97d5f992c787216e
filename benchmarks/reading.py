"""What it costs to read pages in a process of their own: its start and memory, and CPU a page beside reading them in place.

    python benchmarks/reading.py [--pages 10] [--rounds 3]

The pages are heavy ones of six mark-ups, of 200 kB each, of which nothing is known. CPU is that of both processes; of several rounds the
least counts. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import resource
import time
from typing import TYPE_CHECKING

from chain_pages import sites

from warraq.crawl.page_reader.handle import Bounds
from warraq.crawl.page_reader.pool import Readers
from warraq.extract import extract
from warraq.outlet import OutletKnowledge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warraq.items import Page

UNKNOWN = OutletKnowledge()
BOUNDS = Bounds(60, 1024)


def of_readers() -> float:
    """CPU seconds of the processes that were started here and have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


async def read(pages: Sequence[Page]) -> None:
    readers = Readers(BOUNDS)
    readers.enter()
    for page in pages:
        await readers.read(page, UNKNOWN)
    await readers.leave()


def apart(pages: Sequence[Page]) -> tuple[float, float]:
    """CPU seconds of reading the pages by a reader that is started for them: here, and there."""
    here, there = time.process_time(), of_readers()
    asyncio.run(read(pages))
    return time.process_time() - here, of_readers() - there


def in_place(pages: Sequence[Page]) -> float:
    started = time.process_time()
    for page in pages:
        extract(page, UNKNOWN)
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10, help="of each mark-up")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    pages = [page for site in sites(given.pages) for page in site.pages]
    in_place(pages[:1])
    rounds = [(in_place(pages), *apart(pages[:1]), *apart([*pages[:1], *pages])) for _ in range(given.rounds)]
    place, one_here, one_there, all_here, all_there = (min(column) for column in zip(*rounds, strict=True))
    figures = {
        "pages": len(pages),
        "in place, ms a page": 1000 * place / len(pages),
        "apart, ms a page": 1000 * (all_here + all_there - one_here - one_there) / len(pages),
        "of these in the crawl": 1000 * (all_here - one_here) / len(pages),
        "start and one page, ms": 1000 * (one_here + one_there),
        "memory of the largest reader, MB": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }
    print("\n".join(f"{name:34}{value:10.2f}" for name, value in figures.items()))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
