"""One reading for every kind of document that names articles."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from spiders.documents.kinds import CHILDREN_AT_MOST, READERS, Document, Found, read_document
from warraq.outlet import DocumentKind, Outlet

OUTLET = Outlet("alhadiqa", "الحديقة", ("alhadiqa.test",), article_url=r"/\d+$")
CUTOFF = datetime(2026, 3, 1, tzinfo=UTC)
NOW = datetime(2026, 3, 10, tzinfo=UTC)


def read(kind: DocumentKind, body: bytes, cutoff: datetime | None = CUTOFF) -> Found:
    return read_document(kind, Document(body, "https://alhadiqa.test/x", None, OUTLET, NOW, cutoff))


def index(*children: tuple[str, str | None]) -> bytes:
    rows = "".join(f"<sitemap><loc>{url}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>" for url, day in children)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'.encode()


def children_of(body: bytes) -> tuple[str, ...]:
    return read(DocumentKind.SITEMAP, body).children


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


def test_what_a_sitemap_says_is_older_than_the_cut_off_is_left_out() -> None:
    days = ("2026-03-05", "2025-12-31", None)
    rows = "".join(
        f"<url><loc>https://alhadiqa.test/{number}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for number, day in enumerate(days)
    )
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()
    assert [entry.url[-1] for entry in read(DocumentKind.SITEMAP, body).entries] == ["0", "2"]
    assert [entry.url[-1] for entry in read(DocumentKind.SITEMAP, body, None).entries] == ["0", "1", "2"]


def test_every_kind_has_its_reader() -> None:
    assert set(READERS) == set(DocumentKind)


@pytest.mark.parametrize("kind", DocumentKind)
def test_what_cannot_be_read_says_why(kind: DocumentKind) -> None:
    found = read(kind, b"%PDF-1.7 \x00\x01")
    assert (found.entries, bool(found.problem)) == ((), True)
