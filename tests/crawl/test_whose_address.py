"""Whose an address is: what feeds and pages say of other outlets' addresses takes nothing from these, and is told."""

from __future__ import annotations

import json
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

OUTLETS = {
    "wadi": "wadi.test",
    "riyada": "riyada.wadi.test",
    "jar": "jar.test",
    "first": "first.blogspot.com",
    "second": "second.blogspot.com",
}
"""Names and domains: the second lies below the first, the last two share a host of many."""


def by_host(**answers: Any) -> Any:
    """Answers by the first label of the host."""

    def answer(visit: Visit) -> None:
        answers.get(visit.request.host.partition(".")[0], lambda visit: visit.respond("404 Not Found", b""))(visit)

    return answer


def feed(*addresses: str) -> Any:
    items = "".join(f"<item><link>{address}</link></item>" for address in addresses)
    return sent(f"<rss version='2.0'><channel>{items}</channel></rss>", "application/rss+xml")


@pytest.fixture
def front(tmp_path: Path) -> Iterator[tuple[Front, FaultServer]]:
    with FaultServer() as server:
        front = Front(tmp_path, f"sqlite:///{tmp_path / 'store.db'}")
        front.variables["WARRAQ_HOSTS"] = "*.test=127.0.0.1,*.blogspot.com=127.0.0.1"
        for name, domain in OUTLETS.items():
            front.write_outlet(name, domains=[domain], feeds=[server.url("/rss", domain)])
        yield front, server


def owners(front: Front) -> dict[str, str]:
    rows = front.query("SELECT a.title, o.name FROM articles a JOIN outlets o ON o.id = a.outlet_id")
    return {row["title"]: row["name"] for row in rows}


@pytest.mark.long
def test_an_address_is_its_own_outlets_whoever_names_it_first(front: tuple[Front, FaultServer]) -> None:
    desk, server = front
    theirs, match = server.url("/news/1", "www.jar.test"), server.url("/news/2", "riyada.wadi.test")
    own = server.url("/news/3", "wadi.test")
    server.routes |= {
        "/rss": by_host(wadi=feed(theirs, match, own), jar=feed(theirs), riyada=feed(match)),
        "/news/1": by_host(www=sent(page(1))),
        "/news/2": by_host(riyada=sent(page(2))),
        "/news/3": by_host(wadi=sent(page(3))),
    }
    (told,) = json.loads(desk.run("warraq", "crawl", "wadi", "--json").stdout)
    assert (told["entries"], told["elsewhere"], told["found"], told["new"]) == (3, 2, 1, 1)
    assert "2 addresses left to" in told["reason"]
    assert theirs in told["reason"]
    (run,) = desk.query("SELECT stats FROM runs")
    stats = json.loads(run["stats"]) if isinstance(run["stats"], str) else run["stats"]
    assert stats["elsewhere"] == {"addresses": 2, "hosts": {"www.jar.test": 1, "riyada.wadi.test": 1}, "example": theirs}
    assert [row["url"] for row in desk.query("SELECT url FROM urls")] == [own]
    desk.run("warraq", "crawl", "jar", "riyada")
    assert owners(desk) == {title(1): "jar", title(2): "riyada", title(3): "wadi"}


@pytest.mark.long
def test_a_page_cannot_speak_for_another_outlets_address(front: tuple[Front, FaultServer]) -> None:
    desk, server = front
    true, lie = server.url("/news/1", "first.blogspot.com"), server.url("/news/2", "second.blogspot.com")
    og = server.url("/news/4", "wadi.test")
    server.routes |= {
        "/rss": by_host(first=feed(true), second=feed(lie), wadi=feed(og)),
        "/news/1": sent(page(1)),
        "/news/2": sent(page(2, f'<link rel="canonical" href="{true}">')),
        "/news/4": sent(page(4, f'<meta property="og:url" content="{server.url("/news/5", "riyada.wadi.test")}">')),
    }
    desk.run("warraq", "crawl", "first")
    told = json.loads(desk.run("warraq", "crawl", "second", "wadi", "--json").stdout)
    assert owners(desk) == {title(1): "first", title(2): "second", title(4): "wadi"}
    assert sorted(row["url"] for row in desk.query("SELECT url FROM articles")) == sorted([true, lie, og])
    assert all("1 canonical addresses disbelieved" in run["reason"] for run in told)


@pytest.mark.long
def test_a_redirect_to_another_outlets_page_is_left_to_it(front: tuple[Front, FaultServer]) -> None:
    desk, server = front
    match = server.url("/news/2", "riyada.wadi.test")
    server.routes |= {
        "/rss": by_host(wadi=feed(server.url("/go", "wadi.test")), riyada=feed(match)),
        "/go": lambda visit: visit.redirect(match),
        "/news/2": sent(page(2)),
    }
    assert desk.run("warraq", "crawl", "wadi", check=False).returncode == 3
    (row,) = desk.query("SELECT reason FROM urls")
    assert row["reason"] == Reason.FOREIGN_HOST
    desk.run("warraq", "crawl", "riyada")
    assert owners(desk) == {title(2): "riyada"}


# Hosts of no outlet


def counted(server: FaultServer, amount: int, host: str = "go.counter.test") -> list[str]:
    return [server.url(f"/r/{number}", host) for number in range(amount)]


def test_a_host_that_counts_clicks_is_followed_home(front: tuple[Front, FaultServer]) -> None:
    desk, server = front
    routes = {f"/r/{n}": (lambda visit, n=n: visit.redirect(server.url(f"/news/{n}", "jar.test"))) for n in range(8)}
    server.routes |= routes | {f"/news/{n}": sent(page(n)) for n in range(8)} | {"/rss": feed(*counted(server, 8))}
    desk.run("warraq", "crawl", "jar")
    assert owners(desk) == {title(n): "jar" for n in range(8)}
    assert desk.query("SELECT host, home, elsewhere FROM link_hosts") == [{"host": "go.counter.test", "home": 8, "elsewhere": 0}]


@pytest.mark.long
def test_a_host_that_leads_elsewhere_is_asked_five_times_and_then_let_alone_for_a_week(front: tuple[Front, FaultServer]) -> None:
    desk, server = front
    server.routes |= {"/rss": feed(*counted(server, 9)), **{f"/r/{n}": sent(page(n)) for n in range(40)}}
    desk.run("warraq", "crawl", "jar", check=False)
    rows = desk.query("SELECT outcome, reason FROM urls")
    assert len(rows) == 9
    assert all(row == {"outcome": "rejected", "reason": Reason.FOREIGN_HOST} for row in rows)
    assert sum(path.startswith("/r/") for path in server.paths()) == 5
    server.routes["/rss"] = feed(*counted(server, 30)[20:])
    (told,) = json.loads(desk.run("warraq", "crawl", "jar", "--json", check=False).stdout)
    assert told["elsewhere"] == 10
    assert sum(path.startswith("/r/") for path in server.paths()) == 5
    desk.now += timedelta(days=8)
    server.routes["/rss"] = feed(*counted(server, 40)[30:])
    desk.run("warraq", "crawl", "jar", check=False)
    assert sum(path.startswith("/r/") for path in server.paths()) >= 10


def test_of_many_unknown_hosts_twenty_are_asked_in_a_run(front: tuple[Front, FaultServer]) -> None:
    desk, server = front
    named = [server.url("/r/1", f"h{number}.counter.test") for number in range(25)]
    server.routes |= {"/rss": feed(*named), "/r/1": sent(page(1))}
    (told,) = json.loads(desk.run("warraq", "crawl", "jar", "--json", check=False).stdout)
    assert (told["found"], told["elsewhere"]) == (20, 5)


@pytest.mark.long
def test_a_site_that_moves_to_another_domain_is_told_at_once(front: tuple[Front, FaultServer]) -> None:
    desk, server = front
    away = server.url("/rss", "jadid.test")
    server.routes["/rss"] = by_host(jar=lambda visit: visit.respond("301 Moved Permanently", b"", f"Location: {away}"), jadid=feed())
    (told,) = json.loads(desk.run("warraq", "crawl", "jar", "--json").stdout)
    assert away in told["reason"]
    desk.run("warraq", "crawl", "jar")
    (event,) = desk.query("SELECT kind, detail FROM events")
    assert event["kind"] == "moved-away"
    assert away in event["detail"]
    (ill,) = (one for one in json.loads(desk.run("warraq", "outlets", "health", "--json").stdout) if one["outlet"] == "jar")
    assert ill["state"] == "moved"
    assert away in ill["reason"]
    assert "outlets check --live jar" in ill["reason"]


def test_while_a_file_is_broken_its_pages_are_no_other_outlets_and_every_run_says_so(front: tuple[Front, FaultServer]) -> None:
    desk, server = front
    address = server.url("/news/7", "riyada.wadi.test")
    server.routes |= {"/rss": by_host(wadi=feed(address), riyada=feed(address)), "/news/7": sent(page(7))}
    path = desk.folder / "outlets/int/riyada.toml"
    whole = path.read_text("utf-8")
    path.write_text(whole[: whole.index("feeds")] + 'feeds = ["htt', "utf-8")
    desk.run("warraq", "crawl", "wadi", check=False)
    assert desk.query("SELECT url FROM urls") == []
    lasting = "SELECT kind FROM conditions WHERE until IS NULL"
    assert desk.query(lasting) == [{"kind": "bad-file"}]
    path.write_text(whole, "utf-8")
    desk.run("warraq", "crawl", "riyada")
    assert list(owners(desk).values()) == ["riyada"]
    assert desk.query(lasting) == []
