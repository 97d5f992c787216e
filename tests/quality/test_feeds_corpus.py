"""Collected feeds and sitemaps of many projects through the readers: none may crash or hang, and none may be silent about why."""

from __future__ import annotations

import json
import os
import pathlib
import re
import time
import tracemalloc
from dataclasses import dataclass

import pytest

from spiders.documents.feeds import read_feed
from spiders.documents.results import FeedReading, Skip
from spiders.documents.sitemaps import read_sitemap

CORPUS = os.environ.get("WARRAQ_CORPUS")
pytestmark = pytest.mark.skipif(not CORPUS, reason="WARRAQ_CORPUS names no folder with collected feeds")

LEAST_READ = 0.98
"""Share of the well-formed feeds whose entries have addresses."""
MOST_SECONDS = 1.0
MOST_MEMORY = 64 * 2**20

_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)\b(?!s)", re.IGNORECASE)


@dataclass(frozen=True)
class Document:
    path: str
    kind: str
    wellformed: bool | None
    body: bytes


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    root = pathlib.Path(CORPUS or "")
    rows = [json.loads(line) for line in (root / "feeds/index.jsonl").read_text(encoding="utf-8").splitlines()]
    wanted = {row["path"]: row for row in rows if row["kind"] in ("feed", "sitemap")}
    return [Document(path, row["kind"], row["wellformed"], _body(root / path)) for path, row in wanted.items()]


@pytest.fixture(scope="module")
def readings(documents: list[Document]) -> dict[str, FeedReading]:
    return {document.path: read_feed(document.body, "https://feeds.test/a/feed.xml") for document in documents}


def _body(path: pathlib.Path) -> bytes:
    # Two feeds hold a placeholder where their test server's address belongs.
    return path.read_bytes().replace(b"<BASE_WEBSITE_URL/>", b"http://feeds.test/")


def test_every_document_has_entries_or_says_why_not(readings: dict[str, FeedReading]) -> None:
    assert len(readings) > 2_000
    assert [path for path, reading in readings.items() if not (reading.entries or reading.problem or reading.note)] == []


def test_entries_of_well_formed_feeds_are_read(documents: list[Document], readings: dict[str, FeedReading]) -> None:
    with_entries = [document.path for document in documents if document.wellformed and _ENTRY.search(document.body)]
    addressed = [path for path in with_entries if set(readings[path].skipped) != {Skip.NO_LINK} or readings[path].entries]
    read = [path for path in addressed if readings[path].entries]
    unread = {path: readings[path].problem or readings[path].note for path in addressed if path not in read}
    print(f"{len(read)} of {len(addressed)} read; {len(with_entries) - len(addressed)} more hold only entries without an address; {unread}")
    assert len(read) >= LEAST_READ * len(addressed)


def test_no_entry_is_lost_from_the_account(documents: list[Document], readings: dict[str, FeedReading]) -> None:
    """Entries without an address are counted, not forgotten."""
    for document in documents:
        reading = readings[document.path]
        if document.wellformed and reading.problem and set(reading.skipped) <= {Skip.NO_LINK, Skip.BAD_LINK} and reading.skipped:
            assert sum(reading.skipped.values()) == len(_ENTRY.findall(re.sub(rb"<!--.*?-->", b"", document.body, flags=re.DOTALL)))


def test_time_and_memory_are_bounded(documents: list[Document]) -> None:
    slowest, largest = ("", 0.0), ("", 0)
    for document in documents:
        started = time.process_time()
        read_feed(document.body, "https://feeds.test/a/feed.xml")
        slowest = max(slowest, (document.path, time.process_time() - started), key=lambda pair: pair[1])
    for document in sorted(documents, key=lambda document: len(document.body))[-10:]:
        tracemalloc.start()
        read_feed(document.body, "https://feeds.test/a/feed.xml")
        largest = max(largest, (document.path, tracemalloc.get_traced_memory()[1]), key=lambda pair: pair[1])
        tracemalloc.stop()
    print(f"slowest {slowest[0]}: {slowest[1]:.3f} s; largest {largest[0]}: {largest[1] / 2**20:.1f} MiB")
    assert slowest[1] < MOST_SECONDS
    assert largest[1] < MOST_MEMORY


def test_sitemaps_are_read(documents: list[Document]) -> None:
    for document in documents:
        if re.search(rb"<(?:urlset|sitemapindex)\b", document.body):
            reading = read_sitemap(document.body, "https://feeds.test/sitemap.xml")
            assert reading.problem is None, document.path
            assert reading.entries or reading.children, document.path
