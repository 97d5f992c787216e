"""One reading for every kind of document that names articles."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from spiders.documents.kinds import CHILDREN_AT_MOST, read_document
from warraq.outlet import Outlet

OUTLET = Outlet("alhadiqa", "الحديقة", ("alhadiqa.test",), article_url=r"/\d+$")
CUTOFF = datetime(2026, 3, 1, tzinfo=UTC)


def index(*children: tuple[str, str | None]) -> bytes:
    rows = "".join(f"<sitemap><loc>{url}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>" for url, day in children)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'.encode()


def children_of(body: bytes) -> tuple[str, ...]:
    return read_document("sitemap", body, "https://alhadiqa.test/sitemap.xml", None, OUTLET, CUTOFF).children


def test_an_index_leads_to_its_own_sites_recent_sitemaps_the_newest_first() -> None:
    body = index(
        ("https://alhadiqa.test/1.xml", "2026-03-02"),
        ("https://elsewhere.test/2.xml", "2026-03-09"),
        ("https://alhadiqa.test/3.xml", "2025-12-31"),
        ("https://alhadiqa.test/4.xml", "2026-03-05"),
    )
    assert children_of(body) == ("https://alhadiqa.test/4.xml", "https://alhadiqa.test/1.xml")


def test_an_archive_that_tells_no_age_is_not_walked_whole() -> None:
    assert len(children_of(index(*((f"https://alhadiqa.test/{number}.xml", None) for number in range(500))))) == CHILDREN_AT_MOST


@pytest.mark.parametrize("kind", ["feed", "sitemap", "listing"])
def test_what_cannot_be_read_says_why(kind: str) -> None:
    found = read_document(kind, b"%PDF-1.7 \x00\x01", "https://alhadiqa.test/x", "application/pdf", OUTLET, CUTOFF)
    assert (found.entries, bool(found.problem)) == ((), True)
