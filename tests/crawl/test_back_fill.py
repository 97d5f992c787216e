"""What came and went during a pause is found on the older pages, and a crawl that is told how far back goes there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.crawl.bad_pages import page, sent
from tests.crawl.desk import Front
from tests.crawl.fault_server import FaultServer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def feed(server: FaultServer, numbers: Iterable[int], more: str = "") -> Any:
    items = "".join(f"<item><link>{server.url(f'/n/{number}', 'wadi.test')}</link></item>" for number in numbers)
    return sent(f"<rss version='2.0' xmlns:a='http://www.w3.org/2005/Atom'><channel>{more}{items}</channel></rss>", "application/rss+xml")


def sitemap(server: FaultServer, *days: str, index: bool = False) -> Any:
    outer, inner = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    rows = "".join(
        f"<{inner}><loc>{server.url(f'/s-{day}.xml' if index else f'/n/{day}', 'wadi.test')}</loc>"
        f"{'' if index else f'<lastmod>{day[:10]}</lastmod>'}</{inner}>"
        for day in days
    )
    return sent(f"<{outer}>{rows}</{outer}>", "application/xml")


def stored(front: Front) -> set[str]:
    return {row["url"].rpartition("/")[2] for row in front.query("SELECT url FROM articles")}


def test_after_a_pause_older_pages_are_read_until_something_is_known(tmp_path: Path) -> None:
    with FaultServer() as server:
        front = Front(tmp_path, f"sqlite:///{tmp_path / 'store.db'}")
        front.write_outlet("wadi", domains=["wadi.test"], feeds=[server.url("/feed/", "wadi.test")])
        server.routes |= {f"/n/{number}": sent(page(number)) for number in range(40)}
        server.routes |= {"/feed/": feed(server, (2, 1, 0))}
        front.run("warraq", "crawl", "wadi")
        server.routes |= {"/feed/": feed(server, (30, 29, 28))}
        server.routes |= {f"/feed/?paged={n}": feed(server, range(33 - 3 * n, 30 - 3 * n, -1)) for n in range(2, 12)}
        front.now += timedelta(hours=9)
        front.run("warraq", "crawl", "wadi")
        assert stored(front) == {str(number) for number in range(31)}
        assert not front.query("SELECT kind FROM events WHERE kind = 'possible-gap'")
        asked = [request.path for request in server.requests if request.path.startswith("/feed/?")]
        assert asked == [f"/feed/?paged={n}" for n in range(2, 11)]
        unseen = front.query("SELECT url FROM urls WHERE unseen_at IS NOT NULL")
        assert {row["url"].rpartition("/")[2] for row in unseen} == {"28", "29", "30"}


def test_a_crawl_goes_back_over_months_and_is_taken_up_where_it_was_ended(tmp_path: Path) -> None:
    with FaultServer() as server:
        front = Front(tmp_path, f"sqlite:///{tmp_path / 'store.db'}")
        front.write_outlet("wadi", domains=["wadi.test"], sitemaps=[server.url("/index.xml", "wadi.test")])
        months = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)][:15]
        server.routes |= {"/index.xml": sitemap(server, *months, index=True)}
        server.routes |= {f"/s-{month}.xml": sitemap(server, f"{month}-05", f"{month}-25") for month in months[:-1]}
        server.routes |= {f"/s-{months[-1]}.xml": sitemap(server, f"{months[-1]}-05")}
        days = [f"{month}-{day}" for month in months for day in ("05", "25")][:-1]
        server.routes |= {f"/n/{day}": sent(page(number)) for number, day in enumerate(days)}
        front.now = front.now.replace(month=3, day=6)
        front.run("warraq", "crawl", "wadi")
        assert stored(front) == {"2026-03-05"}
        front.now += timedelta(hours=2)
        front.run("warraq", "crawl", "wadi", "--since", "2025-12-20", "--max-items", "2")
        assert len(stored(front)) == 3
        front.now += timedelta(minutes=10)
        front.run("warraq", "crawl", "wadi", "--since", "2025-12-20")
        assert stored(front) == {"2025-12-25", "2026-01-05", "2026-01-25", "2026-02-05", "2026-02-25", "2026-03-05"}
