"""A listing that would hold its outlet's crawl: the poll has failed and says why, the other listings are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.crawl.bad_pages import page, sent, title
from tests.crawl.desk import Front
from tests.crawl.fault_server import FaultServer

if TYPE_CHECKING:
    from pathlib import Path

WHY = "more attributes of one element than are read"
LINK = "<html><body><a href='/news/{number}'>{title}</a>{inside}</body></html>"


def attributes_without_end() -> str:
    """An element of 400,000 attributes, two minutes of the parser's time, with values that hide the end of its tag."""
    names = (f"a{number}" if number % 500 else f"a{number}='>'" for number in range(400_000))
    return f"<i {' '.join(names)}>"


def test_a_listing_with_attributes_without_end_fails_and_costs_no_other(tmp_path: Path) -> None:
    routes = {f"/news/{number}": sent(page(number)) for number in (48211, 48212)}
    routes["/heavy"] = sent(LINK.format(number=48213, title=title(48213), inside=attributes_without_end()))
    routes["/sound"] = sent(LINK.format(number=48211, title=title(48211), inside=""))
    routes["/other"] = sent(LINK.format(number=48212, title=title(48212), inside=""))
    with FaultServer(routes) as server:
        front = Front(tmp_path, f"sqlite:///{tmp_path / 'store.db'}")
        addresses = {path: server.url(path, f"{name}.test") for name, path in (("wadi", "/heavy"), ("wadi", "/sound"), ("sahl", "/other"))}
        front.write_outlet("wadi", domains=["wadi.test"], listings=[addresses["/heavy"], addresses["/sound"]], article_url="/news/")
        front.write_outlet("sahl", domains=["sahl.test"], listings=[addresses["/other"]], article_url="/news/")
        front.run("warraq", "crawl", "wadi", "sahl", check=False, timeout=60)
    stored = [row["url"].partition(".test")[2].partition("/")[2] for row in front.query("SELECT url FROM articles ORDER BY url")]
    assert sorted(stored) == ["news/48211", "news/48212"]
    points = {row["url"]: row["fail_points"] > 0 for row in front.query("SELECT url, fail_points FROM feeds")}
    assert points == {addresses["/heavy"]: True, addresses["/sound"]: False, addresses["/other"]: False}
    reasons = [row["reason"] or "" for row in front.query("SELECT r.reason FROM runs r ORDER BY r.id")]
    assert any(WHY in reason for reason in reasons)
