"""Feeds and sitemaps as sites should not serve them, through the spiders of outlets: each is read or told of, and costs no other."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from spiders.index_walk import SITEMAP_DEPTH, SITEMAPS_AT_MOST
from tests.crawl.bad_pages import page, sent
from tests.crawl.desk import Front
from tests.crawl.fault_server import FAULTS, FaultServer, Visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

BAD_FEEDS: dict[str, tuple[int, Callable[[Visit], None], str]] = {
    "hanging": (1, FAULTS["/hang"], "took longer than"),
    "dripping": (2, FAULTS["/drip-body"], "took longer than"),
    "reset": (7, FAULTS["/reset"], "ConnectionLost"),
    "endless": (9, FAULTS["/endless"], "larger than is taken"),
    "bomb": (11, FAULTS["/bomb-gzip"], "DOWNLOAD_MAXSIZE"),
    "waiting": (23, FAULTS["/503-wait"], "503"),
    "crowded": (24, FAULTS["/429"], "429"),
    "gone": (25, FAULTS["/410"], "answered 410"),
    "silent": (29, sent(b"", "application/rss+xml"), "an empty answer"),
    "page": (55, sent("<!DOCTYPE html><html><body>خلاصة</body></html>"), "html, not a feed"),
    "pdf": (58, sent(b"%PDF-1.7 \x00\x01", "application/pdf"), "neither a feed nor a sitemap"),
}
"""By host: number in docs/faults.md, the answer, and what the run says of it."""


ITEM = "<item><title>خبر الوادي</title><link>{link}</link>{inside}</item>"
UTF_8 = '<?xml version="1.0" encoding="utf-8"?>'
LAUGHS = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 10))
"""Entities that would unfold to two gigabytes."""


def feed(link: str, inside: str = "", before: str = UTF_8, after: str = "") -> str:
    """A feed of one entry."""
    item = ITEM.format(link=link, inside=inside)
    return f"{before}<rss version='2.0'><channel><title>خلاصة الوادي</title>{item}{after}</channel></rss>"


ODD_FEEDS: dict[str, tuple[int, Callable[[str], str | bytes]]] = {
    "cp1256": (43, lambda link: feed(link).encode("cp1256")),
    "utf-16": (46, lambda link: feed(link, before="").encode("utf-16")),
    "long-title": (48, lambda link: feed(link, after=f"<item><title>{'x' * 9_000_000}</title></item>")),
    "laughs": (49, lambda link: feed(link, "<description>&e9;</description>", f'<!DOCTYPE rss [<!ENTITY e0 "ها">{LAUGHS}]>')),
    "external": (50, lambda link: feed(link, "<author>&x;</author>", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
    "quadratic": (51, lambda link: feed(link, "<category>" + "&x;" * 50_000, f'<!DOCTYPE rss [<!ENTITY x "{"y" * 50_000}">]>')),
    "nested": (52, lambda link: feed(link, after="<item>" + "<b>" * 50_000)),
    "truncated": (54, lambda link: feed(link, after="<item><title>ناق")[:-30]),
    "junk-before": (57, lambda link: feed(link, before="<!-- 0.3 s -->\n<b>Warning</b>: include()" + UTF_8)),
    "no-such-day": (60, lambda link: feed(link, "<pubDate>Mon, 30 Feb 2026 25:10:00 GMT</pubDate>")),
    "no-link": (63, lambda link: feed(link, after="<item><title>بلا عنوان</title></item>")),
    "javascript": (64, lambda link: feed(link, after=ITEM.format(link="javascript:alert(64)", inside=""))),
    "script": (65, lambda link: feed(link, "<description>&lt;script&gt;alert(65)&lt;/script&gt;</description>")),
    "same-guid": (70, lambda link: feed(link, "<guid>1</guid>", after=ITEM.format(link=f"{link}/other", inside="<guid>1</guid>"))),
}
"""By host: number, and the feed that names one article and something odd beside it."""

PATH = quote("/خبر")
"""Of the article that each odd feed names; a feed that is read in a wrong encoding leads elsewhere."""


@dataclass
class Polled:
    """The store after the crawls, their summaries and what the hosts were asked."""

    front: Front
    server: FaultServer
    first: dict[str, dict[str, Any]]
    second: dict[str, Any]

    def urls(self, part: str) -> list[dict[str, Any]]:
        return [row for row in self.front.query("SELECT * FROM urls ORDER BY id") if part in row["url"]]


def answer_article(visit: Visit) -> None:
    """Another text at every host and path."""
    seen = f"{visit.request.host}{visit.request.path}"
    sent(page(sum(map(ord, seen)) * 1000 + len(seen)))(visit)


def index(children: Sequence[str]) -> str:
    return f"<sitemapindex>{''.join(f'<sitemap><loc>{child}</loc></sitemap>' for child in children)}</sitemapindex>"


def answer_trap(visit: Visit) -> None:
    """An index that names itself and twenty more like it, and so on without end."""
    path = visit.request.path.removesuffix(".xml")
    sent(index([f"{path}.xml", *(f"{path}-{number}.xml" for number in range(20))]), "application/xml")(visit)


class Routes(dict[str, Any]):
    """With a trap below one path, and articles below another."""

    def get(self, path: str, other: Any = None) -> Any:
        if path.startswith("/trap"):
            return answer_trap
        return answer_article if path.startswith((PATH, "/news/")) else super().get(path, other)


def sitemap(old: int, fresh: str) -> str:
    """Many addresses of long ago and one of today."""
    before = "".join(f"<url><loc>/old/{number}</loc><lastmod>2020-01-01</lastmod></url>" for number in range(old))
    return f"<urlset>{before}<url><loc>{fresh}</loc><lastmod>2026-03-01</lastmod></url></urlset>"


def answer_restless(visit: Visit) -> None:
    """Other identifiers at every poll for the same three articles."""
    poll = visit.server.paths().count("/restless.xml")
    links = (visit.server.url(f"/restless/{name}", "restless.test") for name in ("still", "edited", "gone"))
    items = "".join(ITEM.format(link=link, inside=f"<guid>{poll}-{number}</guid>") for number, link in enumerate(links))
    sent(f"<rss version='2.0'><channel>{items}</channel></rss>", "application/rss+xml")(visit)


def answer_edited(visit: Visit) -> None:
    sent(page(72, extra=f"<p>صححت البلدية عدد الدكاكين للمرة {visit.server.paths().count('/restless/edited')} اليوم.</p>"))(visit)


def answer_gone(visit: Visit) -> None:
    first = visit.server.paths().count("/restless/gone") == 1
    (sent(page(73)) if first else FAULTS["/410"])(visit)


def routes_of(server: FaultServer) -> Routes:
    """Every feed and sitemap at a path of its own, whatever the host."""
    found = Routes({f"/{name}.xml": answer for name, (_, answer, _) in BAD_FEEDS.items()})
    for name, (_, make) in ODD_FEEDS.items():
        body = make(server.url("/خبر", f"{name}.feeds.test"))
        found[f"/{name}.xml"] = sent(body, "application/rss+xml; charset=utf-8" if name == "cp1256" else "application/xml")
    bomb = gzip.compress(sitemap(1, "/news/in-bomb").removesuffix("</urlset>").encode() + b" " * 60_000_000)
    found |= {
        "/large.xml": sent(sitemap(10_000, "/news/in-large"), "application/xml"),
        "/bomb.xml.gz": sent(bomb, "application/gzip"),
        "/root.xml": sent(index(["/root.xml", "/failing.xml", "/page.xml", "/trap.xml"]), "application/xml"),
        "/failing.xml": FAULTS["/500"],
        "/restless.xml": answer_restless,
        "/restless/still": sent(page(71)),
        "/restless/edited": answer_edited,
        "/restless/gone": answer_gone,
    }
    return found


@pytest.fixture(scope="module")
def polled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Polled]:
    folder = tmp_path_factory.mktemp("feeds")
    with FaultServer() as server:
        server.routes = routes_of(server)
        front = Front(folder, f"sqlite:///{folder / 'store.db'}")
        front.variables |= {"WARRAQ_TIMEOUT": "4"}
        feeds = [server.url(f"/{name}.xml", f"{name}.feeds.test") for name in (*BAD_FEEDS, *ODD_FEEDS)]
        maps = [server.url(path, "maps.test") for path in ("/root.xml", "/large.xml", "/bomb.xml.gz")]
        front.write_outlet("feeds", domains=["feeds.test"], feeds=feeds)
        front.write_outlet("maps", domains=["maps.test"], sitemaps=maps)
        front.write_outlet("restless", domains=["restless.test"], feeds=[server.url("/restless.xml", "restless.test")])
        first = json.loads(front.run("warraq", "crawl", "feeds", "maps", "restless", "--json").stdout)
        front.now += timedelta(hours=2)
        (second,) = json.loads(front.run("warraq", "crawl", "restless", "--json").stdout)
        yield Polled(front, server, {line["outlet"]: line for line in first}, second)


@pytest.mark.parametrize("name", BAD_FEEDS, ids=[f"{number} {name}" for name, (number, _, _) in BAD_FEEDS.items()])
def test_a_feed_that_cannot_be_read_says_why(name: str, polled: Polled) -> None:
    (row,) = polled.front.query(f"SELECT reason, fail_points FROM feeds WHERE url LIKE '%//{name}.feeds.test%'")  # noqa: S608
    assert BAD_FEEDS[name][2] in row["reason"]
    assert row["fail_points"] > 0


@pytest.mark.parametrize("name", ODD_FEEDS, ids=[f"{number} {name}" for name, (number, _) in ODD_FEEDS.items()])
def test_a_feed_that_is_odd_is_read(name: str, polled: Polled) -> None:
    rows = polled.urls(f"//{name}.feeds.test")
    named = [f"{PATH}/other", PATH] if name == "same-guid" else [PATH]
    assert sorted(row["url"].rpartition(str(polled.server.port))[2] for row in rows) == sorted(named)
    assert {row["outcome"] for row in rows} == {"new"}


def test_no_feed_stops_the_others(polled: Polled) -> None:
    line = polled.first["feeds"]
    assert (line["outcome"], line["new"], line["pending"]) == ("ok", len(ODD_FEEDS) + 1, 0)


def test_nothing_that_a_feed_holds_is_believed_or_run(polled: Polled) -> None:
    rows = polled.front.query("SELECT summary, published_at, published_day FROM articles WHERE url LIKE '%.feeds.test%'")
    assert {(row["published_at"], row["published_day"]) for row in rows} == {(None, None)}
    assert not [row for row in rows if row["summary"] and ("<" in row["summary"] or "root:" in row["summary"])]


def test_indexes_that_lead_to_themselves_and_on_for_ever_end(polled: Polled) -> None:
    asked = [path for path in polled.server.paths() if path.startswith(("/trap", "/root.xml"))]
    assert len(asked) == len(set(asked)) <= SITEMAPS_AT_MOST
    assert max(path.count("-") for path in asked) == SITEMAP_DEPTH - 1


def test_a_sitemap_is_read_beside_a_trap_and_a_bomb(polled: Polled) -> None:
    line = polled.first["maps"]
    assert sorted(row["url"].rpartition("/")[2] for row in polled.urls("//maps.test")) == ["in-bomb", "in-large"]
    assert (line["outcome"], line["new"], line["pending"]) == ("ok", 2, 0)


def test_a_sitemap_below_an_index_that_cannot_be_read_is_told(polled: Polled) -> None:
    reason = polled.first["maps"]["reason"]
    assert "/failing.xml: the site answered 500" in reason
    assert "/page.xml: html, not a sitemap" in reason
    assert {row["fail_points"] for row in polled.front.query("SELECT fail_points FROM feeds WHERE kind = 'sitemap'")} == {0}


def test_new_identifiers_make_no_new_articles(polled: Polled) -> None:
    assert polled.first["restless"]["new"] == 3
    assert polled.second["new"] == 0
    assert len(polled.urls("//restless.test")) == 3


def test_what_is_edited_or_gone_at_the_second_look_is_kept(polled: Polled) -> None:
    rows = polled.front.query("SELECT a.url, a.vanished_at, r.number FROM articles a LEFT JOIN revisions r ON r.article_id = a.id")
    kept = {row["url"].rpartition("/")[2]: row for row in rows if "restless" in row["url"]}
    assert (kept["edited"]["number"], kept["still"]["number"]) == (1, None)
    assert kept["gone"]["vanished_at"] is not None
