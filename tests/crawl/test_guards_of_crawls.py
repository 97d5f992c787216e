"""What a crawl does not believe: a page that leads to another site, indexes within indexes, and silence while the whole site is down."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from spiders.outlet import SITEMAP_DEPTH
from tests.crawl.bad_pages import page, sent, title
from tests.crawl.desk import Front
from tests.crawl.fault_server import FaultServer
from warraq.items import Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.crawl.fault_server import Visit

HOST = "haris.test"
ELSEWHERE = "gharib.test"
DEEPER = SITEMAP_DEPTH + 2


def feed(server: FaultServer, *paths: str) -> str:
    return f"<rss version='2.0'><channel>{''.join(f'<item><link>{server.url(path, HOST)}</link></item>' for path in paths)}</channel></rss>"


def index(server: FaultServer, number: int) -> str:
    """An index of one sitemap, the next."""
    return f"<sitemapindex><sitemap><loc>{server.url(f'/deep-{number + 1}.xml', HOST)}</loc></sitemap></sitemapindex>"


def missing(visit: Visit) -> None:
    visit.respond("404 Not Found", b"")


@contextmanager
def site(folder: Path) -> Iterator[tuple[Front, FaultServer]]:
    """An empty store before a site that serves what its routes say."""
    with FaultServer() as server:
        server.routes["/robots.txt"] = missing
        front = Front(folder, f"sqlite:///{folder / 'store.db'}")
        yield front, server


def test_a_page_that_leads_to_another_site_is_not_stored(tmp_path: Path) -> None:
    with site(tmp_path) as (front, server):
        server.routes |= {
            "/rss": sent(feed(server, "/news/1", "/news/2"), "application/rss+xml"),
            "/news/1": sent(page(1)),
            "/news/2": lambda visit: visit.redirect(server.url("/theirs", ELSEWHERE)),
            "/theirs": sent(page(2)),
        }
        front.write_outlet("haris", domains=[HOST], feeds=[server.url("/rss", HOST)])
        front.run("warraq", "crawl", "haris")
        assert "/theirs" in server.paths()
    assert [row["title"] for row in front.query("SELECT title FROM articles")] == [title(1)]
    (left,) = front.query("SELECT outcome, reason, detail FROM urls WHERE url LIKE '%/news/2'")
    assert left == {"outcome": Outcome.REJECTED, "reason": Reason.FOREIGN_HOST, "detail": f"led to {ELSEWHERE}"}


def test_indexes_within_indexes_are_followed_so_deep_and_no_deeper(tmp_path: Path) -> None:
    with site(tmp_path) as (front, server):
        server.routes |= {f"/deep-{number}.xml": sent(index(server, number), "application/xml") for number in range(DEEPER + 1)}
        front.write_outlet("haris", domains=[HOST], sitemaps=[server.url("/deep-0.xml", HOST)])
        assert front.run("warraq", "crawl", "haris", check=False).returncode == 3, "nothing was taken of what they name"
        asked = sorted(path for path in server.paths() if path.startswith("/deep-"))
    assert asked == [f"/deep-{number}.xml" for number in range(SITEMAP_DEPTH + 1)]


@pytest.mark.parametrize(("down", "vanished"), [(False, [1]), (True, [])], ids=["the page is gone", "the whole site is down"])
def test_a_page_has_vanished_only_where_the_site_can_be_read(down: bool, vanished: list[int], tmp_path: Path) -> None:
    with site(tmp_path) as (front, server):
        server.routes |= {
            "/rss": sent(feed(server, "/news/1", "/news/2"), "application/rss+xml"),
            "/news/1": sent(page(1)),
            "/news/2": sent(page(2)),
        }
        front.write_outlet("haris", domains=[HOST], feeds=[server.url("/rss", HOST)])
        front.run("warraq", "crawl", "haris")
        server.routes["/news/1"] = missing
        if down:
            server.routes["/rss"] = missing
        front.now += timedelta(hours=2)  # stored articles are looked at again
        front.run("warraq", "crawl", "haris", check=False)
    gone = front.query("SELECT title FROM articles WHERE vanished_at IS NOT NULL")
    assert [row["title"] for row in gone] == [title(number) for number in vanished]
    (seen,) = front.query("SELECT outcome, reason, next_check_at FROM urls WHERE url LIKE '%/news/1'")
    assert (seen["outcome"], seen["reason"]) == (Outcome.SKIPPED, Reason.GONE)
    at_once = datetime.fromisoformat(seen["next_check_at"]) < front.now + timedelta(minutes=30)
    assert at_once is down, "it is looked at again as soon as the site is back"
