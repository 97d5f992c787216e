"""An outlet's crawl that is led to a private address by all that a site controls makes no connection there, today or at a later look."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.crawl.bad_pages import page, sent, title
from tests.crawl.desk import Front
from tests.crawl.fault_server import FaultServer
from warraq.items import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.crawl.fault_server import Visit

NAMES = """
import socket
known = socket.getaddrinfo
def getaddrinfo(host, *rest, **more):
    return known("127.0.0.1" if str(host).endswith("inner.led.example") else host, *rest, **more)
socket.getaddrinfo = getaddrinfo
"""
"""A name service that gives the outlet's own name an address inside; Python runs it at its start as `sitecustomize`."""

REDIRECTS = {
    "literal": "127.0.0.1",
    "decimal": "2130706433",
    "hex": "0x7f000001",
    "mapped": "[::ffff:127.0.0.1]",
    "name": "inner.led.example",
}
"""Hosts that an article of the site redirects to."""


@dataclass
class Led:
    """What two crawls of the outlet left, and the server that none may reach."""

    front: Front
    inner: FaultServer
    door: FaultServer

    def reason(self, ending: str) -> str | None:
        (row,) = self.front.query(f"SELECT reason FROM urls WHERE url LIKE '%{ending}'")  # noqa: S608 - the test's own words
        reason: str | None = row["reason"]
        return reason


def refresh(target: str) -> str:
    return f'<html><head><meta http-equiv="refresh" content="0; url={target}"></head><body></body></html>'


def leading(inner: FaultServer) -> dict[str, Any]:
    """The site's own pages, which lead to the inner server in every way."""
    named = inner.url("/page", "inner.led.example")

    def to(target: str) -> Any:
        def answer(visit: Visit) -> None:
            visit.redirect(target)

        return answer

    index = "".join(f"<sitemap><loc>{inner.url('/sitemap.xml', host)}</loc></sitemap>" for host in ("inner.led.example", "127.0.0.1"))
    return {
        **{f"/to-{name}": to(inner.url("/page", host)) for name, host in REDIRECTS.items()},
        "/refresh": sent(refresh(named)),
        "/canonical": sent(page(1, f'<link rel="canonical" href="{named}?canonical"><meta property="og:url" content="{named}">')),
        "/canonical-literal": sent(page(2, f'<link rel="canonical" href="{inner.url("/page")}">')),
        "/index.xml": sent(f"<sitemapindex>{index}</sitemapindex>", "application/xml"),
        "/moved.xml": to(inner.url("/feed.xml", "inner.led.example")),
        "/robots.txt": lambda visit: to(named)(visit) if visit.request.host.startswith("robots") else visit.respond("404 Not Found", b""),
    }


def links(door: FaultServer, inner: FaultServer) -> str:
    own = [*(f"/to-{name}" for name in REDIRECTS), "/refresh", "/canonical", "/canonical-literal"]
    addresses = [door.url(path, "door.led.example") for path in own]
    addresses += [inner.url("/link", host) for host in ("inner.led.example", "127.0.0.1", "[::ffff:127.0.0.1]", "2130706433")]
    addresses.append(door.url("/canonical", "robots.led.example"))
    return "".join(f"<item><link>{address}</link></item>" for address in addresses)


@pytest.fixture(scope="module")
def led(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Led]:
    folder: Path = tmp_path_factory.mktemp("led")
    (folder / "sitecustomize.py").write_text(NAMES, encoding="utf-8")
    with contextlib.ExitStack() as stack:
        inner = stack.enter_context(FaultServer())
        door = stack.enter_context(FaultServer(leading(inner)))
        door.routes["/feed.xml"] = sent(f"<rss version='2.0'><channel>{links(door, inner)}</channel></rss>", "application/rss+xml")
        front = Front(folder, f"sqlite:///{folder / 'store.db'}")
        hosts = "door.led.example=127.0.0.1,robots.led.example=127.0.0.1"
        front.variables |= {"WARRAQ_HOSTS": hosts, "PYTHONPATH": str(folder)}
        feeds = [
            door.url("/feed.xml", "door.led.example"),
            door.url("/moved.xml", "door.led.example"),
            inner.url("/feed.xml", "inner.led.example"),
        ]
        front.write_outlet("led", domains=["led.example"], feeds=feeds, sitemaps=[door.url("/index.xml", "door.led.example")])
        front.run("warraq", "crawl", "led")
        front.now += timedelta(hours=2)  # failed addresses are due again, and stored articles are looked at again
        front.run("warraq", "crawl", "led")
        yield Led(front, inner, door)


def test_no_connection_is_made_inside(led: Led) -> None:
    assert led.inner.connections == 0
    assert {"/feed.xml", "/index.xml", "/moved.xml", "/refresh", "/canonical"} <= set(led.door.paths())


@pytest.mark.parametrize("path", [*(f"/to-{name}" for name in REDIRECTS), "/refresh"])
def test_an_article_that_leads_inside_is_refused(path: str, led: Led) -> None:
    assert led.reason(path) == Reason.PRIVATE_ADDRESS


def test_a_link_of_a_feed_that_leads_inside_is_refused(led: Led) -> None:
    rows = led.front.query("SELECT url, reason FROM urls WHERE url LIKE '%/link' ORDER BY url")
    assert [row["reason"] for row in rows] == [Reason.PRIVATE_ADDRESS]
    (run,) = led.front.query("SELECT reason FROM runs ORDER BY id LIMIT 1")
    assert "3 addresses left to" in run["reason"]  # hosts in figures are no counters of clicks, and are never asked
    assert led.reason("//inner.led.example%/link") == Reason.PRIVATE_ADDRESS


def test_a_robots_txt_that_leads_inside_closes_its_host(led: Led) -> None:
    assert led.reason("//robots.led.example%/canonical") == Reason.PRIVATE_ADDRESS


def test_a_canonical_address_inside_is_never_fetched(led: Led) -> None:
    titles = {row["title"] for row in led.front.query("SELECT title FROM articles")}
    assert titles == {title(1), title(2)}


def test_feeds_and_sitemaps_inside_say_why_they_are_not_read(led: Led) -> None:
    (run, _) = led.front.query("SELECT reason FROM runs ORDER BY id")
    assert run["reason"].count("which is not public") == 4, "three documents, and the sitemap below the index"
