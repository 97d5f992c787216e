"""What a crawl says of itself: by its outcome, its reason and its exit code, from the documents and pages that it met."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.crawl.bad_pages import page, sent, title
from tests.crawl.desk import Front
from tests.crawl.fault_server import FaultServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.crawl.fault_server import Visit


def broken(visit: Visit) -> None:
    visit.respond("500 Internal Server Error", b"")


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    """Outlets of many fates, each on a host of its own."""
    with FaultServer({f"/dead/{number}": broken for number in range(4)}) as server:
        server.routes |= {f"/sound/{number}": sent(page(number)) for number in range(4)}
        front = Front(tmp_path, f"sqlite:///{tmp_path / 'store.db'}")

        def feed(name: str, *addresses: str) -> None:
            items = "".join(f"<item><link>{address}</link></item>" for address in addresses)
            server.routes[f"/{name}.xml"] = sent(f"<rss version='2.0'><channel>{items}</channel></rss>", "application/rss+xml")
            front.write_outlet(name, domains=[f"{name}.test"], feeds=[server.url(f"/{name}.xml", f"{name}.test")])

        feed("dead", *(server.url(f"/dead/{number}", "dead.test") for number in range(3)))
        feed("pair", *(server.url(f"/dead/{number}", "pair.test") for number in range(2)))
        feed("mixed", server.url("/dead/0", "mixed.test"), *(server.url(f"/sound/{number}", "mixed.test") for number in range(2)))
        feed("foreign", *(server.url(f"/n/{number}", "dead.test") for number in range(4)))
        feed("limited", *(server.url(f"/sound/{number}", "limited.test") for number in range(4)))
        index = f"<sitemapindex><sitemap><loc>{server.url('/part.xml', 'dead.test')}</loc></sitemap></sitemapindex>"
        server.routes |= {"/index.xml": sent(index, "application/xml"), "/front": sent("<html><body><p>مرحبا</p></body></html>")}
        front.write_outlet("index", domains=["index.test"], sitemaps=[server.url("/index.xml", "index.test")])
        front.write_outlet("listing", domains=["listing.test"], listings=[server.url("/front", "listing.test")], article_url="/sound/")
        yield front


def crawl(front: Front, *arguments: str) -> tuple[int, dict[str, dict[str, Any]]]:
    done = front.run("warraq", "crawl", *arguments, "--json", check=False)
    return done.returncode, {line["outlet"]: line for line in json.loads(done.stdout)}


def test_a_run_is_as_good_as_what_came_of_it(front: Front) -> None:
    names = ("dead", "pair", "mixed", "foreign", "index", "listing")
    code, lines = crawl(front, *names)
    assert code == 1
    assert {name: line["outcome"] for name, line in lines.items()} == {
        "dead": "failed", "pair": "ok", "mixed": "ok", "foreign": "empty", "index": "empty", "listing": "empty",
    }  # fmt: skip
    assert lines["dead"]["reason"].startswith("all 3 of 3 pages failed (http-status 3), such as http://dead.test:")
    assert "1 of 3 pages failed (http-status 1)" in lines["mixed"]["reason"]
    assert "elsewhere 4" in lines["foreign"]["reason"]
    assert "http://dead.test:" in lines["foreign"]["reason"]
    assert "elsewhere 1" in lines["index"]["reason"]
    assert "no link looks like an article" in lines["listing"]["reason"]
    rows = front.query("SELECT r.state, r.failure FROM runs r JOIN outlets o ON o.id = r.outlet_id WHERE o.name = 'dead'")
    assert rows == [{"state": "finished", "failure": "pages-failed"}]


@pytest.mark.long
def test_it_stays_so_while_nothing_changes_and_health_knows_it(front: Front) -> None:
    crawl(front, "pair", "foreign", "index", "listing")
    front.now += timedelta(minutes=20)
    code, lines = crawl(front, "pair", "foreign", "index", "listing")
    assert (code, {line["outcome"] for name, line in lines.items() if name != "pair"}) == (3, {"empty"})
    assert lines["pair"]["outcome"] == "ok"
    front.now += timedelta(hours=30)
    code, lines = crawl(front, "pair")
    assert (code, lines["pair"]["outcome"]) == (1, "failed")
    judged = {row["outlet"]: row["state"] for row in json.loads(front.run("warraq", "outlets", "health", "--json").stdout)}
    assert judged == {"pair": "broken", "foreign": "left-out", "index": "left-out", "listing": "left-out"}


def test_what_the_limits_of_a_run_leave_out_makes_it_neither_empty_nor_unwell(front: Front) -> None:
    code, lines = crawl(front, "limited", "--max-items", "1")
    assert (code, lines["limited"]["outcome"], lines["limited"]["new"], lines["limited"]["skipped"]) == (0, "ok", 1, 3)


def test_what_keep_and_block_leave_out_is_skipped_with_its_rule_and_makes_no_run_empty(front: Front) -> None:
    sound = (front.folder / "outlets/int/limited.toml").read_text("utf-8")
    rules = 'block.url = ["/sound/[01]$"]\nkeep.title = ["{}"]\n'
    (front.folder / "outlets/int/limited.toml").write_text(sound + rules.format(title(2)), "utf-8")
    code, lines = crawl(front, "limited")
    figures = lines["limited"]
    assert (code, figures["outcome"], figures["found"], figures["new"], figures["skipped"]) == (0, "ok", 4, 1, 3)
    assert front.query("SELECT reason, detail FROM urls WHERE outcome = 'skipped' ORDER BY url") == [
        {"reason": "not-chosen", "detail": "block.url: /sound/[01]$"},
        {"reason": "not-chosen", "detail": "block.url: /sound/[01]$"},
        {"reason": "not-chosen", "detail": "no rule of keep fits"},
    ]
    front.now += timedelta(minutes=20)
    assert crawl(front, "limited")[1]["limited"]["found"] == 0


def test_a_feed_of_which_nothing_is_chosen_is_no_failure(front: Front) -> None:
    path = front.folder / "outlets/int/dead.toml"
    path.write_text(path.read_text("utf-8") + 'block.url = ["/dead/"]\n', "utf-8")
    code, lines = crawl(front, "dead")
    assert (code, lines["dead"]["outcome"], lines["dead"]["skipped"]) == (0, "ok", 3)
