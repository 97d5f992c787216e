"""One reading for every kind of document that names articles."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from spiders.documents.kinds import READERS, Document, Found, read_document
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
    return tuple(ref.url for ref in read(DocumentKind.SITEMAP, body).children)


def test_an_index_of_the_site_leads_wherever_the_site_keeps_its_sitemaps() -> None:
    addresses = ("https://alhadiqa.test/1.xml", "https://bucket.storage.test/alhadiqa/2.xml")
    assert children_of(index(*((address, None) for address in addresses))) == addresses


def test_an_index_that_stands_elsewhere_leads_to_its_own_host_and_home_only() -> None:
    own, home, foreign = "https://bucket.storage.test/2.xml", "https://alhadiqa.test/1.xml", "https://elsewhere.test/3.xml"
    body = index((own, None), (home, None), (foreign, None))
    found = read_document(DocumentKind.SITEMAP, Document(body, "https://bucket.storage.test/x", None, OUTLET, NOW, CUTOFF))
    assert [ref.url for ref in found.children] == [own, home]
    assert found.left.example == foreign


def test_a_sitemap_tells_the_newest_time_that_it_states() -> None:
    rows = "".join(
        f"<url><loc>https://alhadiqa.test/{day}</loc><lastmod>{day}T10:00:00Z</lastmod></url>" for day in ("2026-03-04", "2026-12-01")
    )
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()
    assert read(DocumentKind.SITEMAP, body).newest == datetime(2026, 3, 4, 10, tzinfo=UTC)


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
