from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from spiders.documents.results import Note, Problem, SitemapRef, Skip
from spiders.documents.sitemaps import MOST_URLS, newest_first, of_site, read_sitemap, within
from warraq.items import Entry
from warraq.outlet import DocumentKind

URL = "https://mina.test/sitemap.xml"
PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


def urlset(inside: str, namespace: str = PROTOCOL) -> bytes:
    others = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    return f'{DECLARATION}<urlset xmlns="{namespace}" {others}>{inside}</urlset>'.encode()


def url(loc: str, inside: str = "") -> str:
    return f"<url><loc>{loc}</loc>{inside}</url>"


def test_addresses_with_their_last_change() -> None:
    reading = read_sitemap(
        urlset(url("\n https://mina.test/1 \n", "<lastmod>2026-11-22T10:00:00+02:00</lastmod><priority>0.5</priority>")), URL
    )
    assert reading.entries == (Entry("https://mina.test/1", updated="2026-11-22T10:00:00+02:00", origin=DocumentKind.SITEMAP),)
    assert (reading.problem, reading.children) == (None, ())


def test_news_sitemap() -> None:
    news = (
        "<news:news><news:publication><news:name>الميناء</news:name><news:language>ar</news:language></news:publication>"
        "<news:publication_date>2026-11-22</news:publication_date><news:title>خبر &amp; آخر</news:title>"
        "<news:keywords>ميناء، شحن, تجارة</news:keywords></news:news>"
        "<image:image><image:loc>/i/1.jpg</image:loc><image:title>صورة</image:title></image:image>"
    )
    reading = read_sitemap(urlset(url("https://mina.test/1", news)), URL)
    assert reading.entries == (
        Entry(
            "https://mina.test/1",
            title="خبر & آخر",
            published="2026-11-22",
            categories=("ميناء", "شحن", "تجارة"),
            image_url="https://mina.test/i/1.jpg",
            origin="sitemap",
        ),
    )


def test_index() -> None:
    body = (
        f'{DECLARATION}<sitemapindex xmlns="{PROTOCOL}"><sitemap><loc>/a.xml.gz</loc><lastmod>2026-11-01</lastmod></sitemap>'
        "<sitemap><loc>https://other.test/b.xml</loc></sitemap><sitemap><loc>/a.xml.gz</loc></sitemap></sitemapindex>"
    )
    reading = read_sitemap(body.encode(), URL)
    assert reading.children == (SitemapRef("https://mina.test/a.xml.gz", "2026-11-01"), SitemapRef("https://other.test/b.xml"))
    assert of_site(reading.children, ["mina.test"]) == [SitemapRef("https://mina.test/a.xml.gz", "2026-11-01")]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(gzip.compress(urlset(url("https://mina.test/1"))), id="gzip"),
        pytest.param(urlset(url("https://mina.test/1"), "http://www.google.com/schemas/sitemap/0.84"), id="old namespace"),
        pytest.param(urlset(url("https://mina.test/1")).replace(f'xmlns="{PROTOCOL}"'.encode(), b""), id="no namespace"),
        pytest.param(b"\n\xef\xbb\xbf" + urlset(url("https://mina.test/1")), id="mark and white space"),
        pytest.param(b"\xef\xbb\xbfhttps://mina.test/1\r\n\r\n", id="plain text"),
        pytest.param(b"<rss><channel><item><link>https://mina.test/1</link></item></channel></rss>", id="rss"),
        pytest.param(urlset(url("https://mina.test/1") + url("https://mina.test/2"))[:-40], id="truncated"),
        pytest.param(urlset(url("<![CDATA[https://mina.test/1]]>", "<news:title>&nbsp;</news:title>")), id="cdata and foreign entities"),
        pytest.param(
            f'<s:urlset xmlns:s="{PROTOCOL}"><s:url><s:loc>https://mina.test/1</s:loc></s:url><s:url><s:loc>https'.encode(), id="prefix"
        ),
    ],
)
def test_forms(body: bytes) -> None:
    assert [(entry.url, entry.origin) for entry in read_sitemap(body, URL).entries] == [("https://mina.test/1", "sitemap")]


@pytest.mark.parametrize(
    "loc", ["https://mina.test/a?x=1&y=2", "https://mina.test/a?x=1&amp;y=2", "<![CDATA[https://mina.test/a?x=1&y=2]]>"]
)
def test_ampersands(loc: str) -> None:
    assert read_sitemap(urlset(url(loc)), URL).entries[0].url == "https://mina.test/a?x=1&y=2"


def test_what_is_left_out_is_counted() -> None:
    body = urlset(url("javascript:x()") + url("https://mina.test/1") + url("https://mina.test/1") + "<url><lastmod>2026</lastmod></url>")
    reading = read_sitemap(body, URL)
    assert len(reading.entries) == 1
    assert reading.skipped == {Skip.BAD_LINK: 1, Skip.REPEATED: 1, Skip.NO_LINK: 1}


@pytest.mark.parametrize(
    ("body", "problem", "note"),
    [
        pytest.param(b"", Problem.EMPTY, None, id="nothing"),
        pytest.param(b"<html><body>404</body></html>", Problem.HTML_SITEMAP, None, id="html"),
        pytest.param(b"{}", Problem.UNKNOWN, None, id="json"),
        pytest.param(b"User-agent: *\nSitemap: https://mina.test/s.xml", Problem.UNKNOWN, None, id="robots.txt"),
        pytest.param(urlset(""), None, Note.NO_ENTRIES, id="no addresses"),
        pytest.param(urlset(url("file:///etc/passwd")), Problem.NO_ADDRESS, None, id="no usable address"),
        pytest.param(b"<urlset>" + b"<url/>" * 2_100_000, Problem.TOO_COMPLEX, None, id="too many tags"),
        pytest.param(urlset("&" * 2_100_000), Problem.TOO_COMPLEX, None, id="too many references"),
    ],
)
def test_what_cannot_be_used_says_why(body: bytes, problem: Problem | None, note: Note | None) -> None:
    reading = read_sitemap(body, URL)
    assert (reading.entries, reading.problem, reading.note) == ((), problem, note)


def test_entities_are_not_expanded() -> None:
    doctype = '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "https://mina.test/">]>'
    body = urlset(url("&y;1") + url("https://mina.test/&x;")).decode().replace("<urlset", f"{doctype}<urlset")
    assert [entry.url for entry in read_sitemap(body.encode(), URL).entries] == ["https://mina.test/&y;1", "https://mina.test/&x;"]


def test_more_addresses_than_are_read_are_counted() -> None:
    body = "\n".join(f"https://mina.test/{number}" for number in range(MOST_URLS + 3)).encode()
    reading = read_sitemap(body, URL)
    assert len(reading.entries) == MOST_URLS
    assert reading.skipped == {Skip.OVER_LIMIT: 3}


def test_gzip_bomb_is_cut() -> None:
    bomb = gzip.compress(urlset(url("https://mina.test/1"))[:-9] + b" " * 60_000_000)
    assert len(read_sitemap(bomb, URL).entries) == 1


REFS = [
    SitemapRef("https://a.test/old", "2026-01-31"),
    SitemapRef("https://a.test/new", "2026-11-22T10:00:00Z"),
    SitemapRef("https://a.test/silent"),
    SitemapRef("https://a.test/month", "2026-10"),
    SitemapRef("https://a.test/odd", "yesterday"),
    SitemapRef("https://a.test/far", "9999-12-31"),
]


def test_newest_first_puts_the_undated_before_the_dated() -> None:
    names = [ref.url.rpartition("/")[2] for ref in newest_first(REFS)]
    assert names == ["silent", "odd", "far", "new", "month", "old"]


@pytest.mark.parametrize(
    ("cutoff", "left"),
    [
        pytest.param(datetime(2026, 1, 31, 23, 0, tzinfo=UTC), set(), id="a day counts to its end"),
        pytest.param(datetime(2026, 2, 2, tzinfo=UTC), {"old"}, id="after that day everywhere"),
        pytest.param(datetime(2026, 10, 31, tzinfo=UTC), {"old"}, id="a month counts to its end"),
        pytest.param(datetime(2026, 11, 22, 11, 0, tzinfo=UTC), {"old", "month", "new"}, id="after the last"),
    ],
)
def test_within_leaves_what_surely_is_older(cutoff: datetime, left: set[str]) -> None:
    kept = {ref.url.rpartition("/")[2] for ref in within(REFS, cutoff)}
    assert {ref.url.rpartition("/")[2] for ref in REFS} - kept == left


MARKUP = (
    "<urlset>¦<sitemapindex>¦<url>¦</url>¦<loc>¦</loc>¦<sitemap>¦</sitemap>¦https://a.test/1¦<news:news>¦&x;¦&#1;¦<lastmod>¦"
    "</lastmod>¦<![CDATA[¦]]>¦<!--¦<!DOCTYPE x [¦</urlset>¦\x00¦<¦>¦<image:image>¦<?x¦خبر"
)
TAGS = st.sampled_from(MARKUP.split("¦"))


@given(st.binary() | st.lists(TAGS).map(lambda parts: "".join(["<urlset>", *parts]).encode()) | st.text().map(str.encode))
@example(gzip.compress(b"<urlset>")[:-5])
@settings(max_examples=400, deadline=None)
def test_no_bytes_raise(body: bytes) -> None:
    reading = read_sitemap(body, URL)
    assert reading.entries or reading.children or reading.problem or reading.note
