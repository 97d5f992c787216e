"""Bad answers and bad pages through the spider of one outlet, all in one crawl: each address ends with its outcome and costs no other."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import pytest

from tests.crawl.bad_pages import CASES, SENTENCES, page, sent, title
from tests.crawl.desk import NOW, Front
from tests.crawl.fault_server import Certificate, FaultServer
from warraq.items import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STORM = 8
"""Pages that one host answers with 500, and pages that another closes the connection after."""

SEVERAL = ("/same/7?utm_source=rss", "/same/7/amp", "/same/7#top", "/other/7")
"""Addresses of one article; the last says by its canonical link whose copy it is."""


FINISHED = "SELECT o.name, r.finished_at FROM runs r JOIN outlets o ON o.id = r.outlet_id"


@dataclass
class Crawled:
    """The store after one crawl of all outlets, what its hosts were asked and what was told."""

    front: Front
    server: FaultServer
    summary: dict[str, dict[str, Any]]
    told: str

    def url(self, path: str) -> dict[str, Any]:
        """What the ledger knows of the address with this path."""
        (row,) = (row for row in self.front.query("SELECT * FROM urls") if row["url"].endswith(path))
        return row

    def article(self, path: str) -> dict[str, Any]:
        (row,) = (row for row in self.front.query("SELECT * FROM articles") if row["url"].endswith(path))
        return row


def feed(links: Sequence[str]) -> bytes:
    items = "".join(f"<item><link>{escape(link)}</link></item>" for link in links)
    return f"<rss version='2.0'><channel><title>خلاصة</title>{items}</channel></rss>".encode()


def host_of(path: str) -> str:
    return f"{path.strip('/')}.faults.test"


def _own_routes() -> dict[str, Any]:
    """Articles that are sound, and the several addresses of one."""
    canonical = "<link rel='canonical' href='/same/7'>"
    routes = {f"/sound/{number}": sent(page(1000 + number)) for number in range(STORM)}
    routes |= dict.fromkeys(("/same/7?utm_source=rss", "/same/7/amp", "/same/7", "/other/7"), sent(page(69, canonical)))
    return routes | {f"/error/{number}": lambda seen: seen.respond("500 Internal Server Error", b"") for number in range(STORM)}


def _faulty_links(server: FaultServer, secure: FaultServer, six: FaultServer | None) -> list[str]:
    links = [server.url(path, host_of(path)) for path in CASES]
    links += [server.url(f"/error/{number}", "storm.faults.test") for number in range(STORM)]
    links += [server.url(f"/sound/{number}", "closing.faults.test") for number in range(STORM)]
    links += [server.url(path, "same.faults.test") for path in SEVERAL]
    links += [server.url("/gone-host", "nowhere.faults.invalid"), secure.url("/sound/0", "tls.faults.test")]
    links += ["javascript:alert(1)", server.url("/" + "a" * 5_000, "long.faults.test")]
    return links + ([six.url("/ipv6", "six.faults.test")] if six else [])


@pytest.fixture(scope="module")
def six() -> Iterator[FaultServer | None]:
    """A server on IPv6 alone; None where the machine has none."""
    with contextlib.ExitStack() as stack:
        server = None
        with contextlib.suppress(OSError):
            server = stack.enter_context(FaultServer({"/ipv6": sent(page(34))}, address="::1"))
        yield server


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, six: FaultServer | None) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("faulty")
    routes = {path: case.answer for path, case in CASES.items()} | _own_routes()
    with FaultServer(routes) as server, FaultServer(routes) as secure:
        secure.context = Certificate("tls.faults.test").context(folder)
        served: dict[str, list[str]] = {
            "faults": _faulty_links(server, secure, six),
            "trusting": [secure.url("/sound/0", "www.trusting.test")],
            "sound": [server.url(f"/sound/{number}", "www.sound.test") for number in range(STORM)],
        }
        for name, links in served.items():
            server.routes[f"/{name}.xml"] = sent(feed(links), "application/rss+xml")
        front = Front(folder, f"sqlite:///{folder / 'store.db'}")
        front.variables |= {"WARRAQ_HOSTS": "*.test=127.0.0.1,six.faults.test=::1", "WARRAQ_TIMEOUT": "5", "WARRAQ_LOG_LEVEL": "INFO"}
        front.write_outlet("faults", domains=["faults.test", "faults.invalid"], feeds=[server.url("/faults.xml", "feed.faults.test")])
        front.write_outlet(
            "trusting", domains=["trusting.test"], feeds=[server.url("/trusting.xml", "feed.trusting.test")], verify_tls=False
        )
        front.write_outlet("sound", domains=["sound.test"], feeds=[server.url("/sound.xml", "www.sound.test")])
        done = front.run("warraq", "crawl", *served, "--json")
        summary = {line["outlet"]: line for line in json.loads(done.stdout)}
        yield Crawled(front, server, summary, done.stderr)


@pytest.mark.parametrize("path", CASES, ids=[f"{case.number} {path.strip('/')}" for path, case in CASES.items()])
def test_every_address_ends_with_its_outcome(path: str, crawled: Crawled) -> None:
    row = crawled.url(path)
    assert (row["outcome"], row["reason"]) == (CASES[path].outcome, CASES[path].reason)
    assert (row["state"] == "done") == (CASES[path].outcome != "failed")
    assert (row["next_try_at"] is not None) == (CASES[path].outcome == "failed")


@pytest.mark.parametrize(
    "path", ["/cp1256", "/cp1256-as-utf-8", "/meta-charset", "/no-charset", "/unknown-charset", "/utf-16", "/controls"]
)
def test_text_is_read_whatever_the_page_declares(path: str, crawled: Crawled) -> None:
    article = crawled.article(path)
    assert article["title"] == title(CASES[path].number)
    assert article["body"] == "\n".join(sentence.format(CASES[path].number) for sentence in SENTENCES)


def test_letters_that_are_odd_stay_and_halves_of_letters_do_not_break_the_store(crawled: Crawled) -> None:
    body = crawled.article("/surrogates")["body"]
    assert "\u202bشكرا\u202c" in body
    assert "مي\u200cخواهم \ufffd" in body
    assert "ســلام" in body
    assert crawled.article("/emoji")["title"] == f"{title(47)} 🎉"


def test_a_headline_as_long_as_a_text_is_none(crawled: Crawled) -> None:
    assert (crawled.article("/long-title")["title"], crawled.article("/bare")["title"]) == (None, None)


def test_no_file_of_this_machine_gets_into_a_text(crawled: Crawled) -> None:
    assert not [row["url"] for row in crawled.front.query("SELECT url, body FROM articles") if "root:" in row["body"]]


@pytest.mark.parametrize(("path", "day"), [("/no-such-day", None), ("/arabic-digits", "2026-03-01"), ("/year-2099", None), ("/bare", None)])
def test_a_date_that_cannot_be_is_none(path: str, day: str | None, crawled: Crawled) -> None:
    article = crawled.article(path)
    assert (article["published_at"], article["published_day"]) == (None, day)


def test_scripts_and_markup_are_no_text(crawled: Crawled) -> None:
    body = crawled.article("/script")["body"]
    assert "alert" not in body
    assert "<" not in body
    assert body.endswith("وانتهى الحفل مساء.")


def test_links_of_a_page_lead_a_crawl_nowhere(crawled: Crawled) -> None:
    assert "/calendar" in crawled.server.paths()
    assert "/calendar/next" not in crawled.server.paths()


def test_a_headline_cannot_write_lines_of_its_own(crawled: Crawled) -> None:
    assert crawled.article("/injection")["title"].isprintable()
    assert "\x1b" not in crawled.told
    assert not [line for line in crawled.told.splitlines() if line.startswith("ERROR")]


def test_several_addresses_of_one_article_are_one_article(crawled: Crawled) -> None:
    rows = crawled.front.query("SELECT outcome, reason FROM urls WHERE url LIKE '%same.faults.test%'")
    assert sorted((row["outcome"], row["reason"]) for row in rows) == [("duplicate", "same-url"), ("new", None)]
    assert len(crawled.front.query("SELECT id FROM articles WHERE url LIKE '%same.faults.test%'")) == 1


def test_a_host_without_an_address_and_one_that_cannot_be_trusted(crawled: Crawled) -> None:
    assert crawled.url("/gone-host")["reason"] == Reason.DNS
    secure = crawled.front.query("SELECT outcome, reason FROM urls WHERE url LIKE 'https:%' ORDER BY url")
    assert [(row["outcome"], row["reason"]) for row in secure] == [("failed", "tls"), ("new", None)]


def test_a_host_on_ipv6_alone_is_reached(crawled: Crawled, six: FaultServer | None) -> None:
    if six is None:
        pytest.skip("this machine has no IPv6")
    assert crawled.url("/ipv6")["outcome"] == "new"


def test_a_storm_of_errors_waits_and_closed_connections_are_opened_again(crawled: Crawled) -> None:
    storm = crawled.front.query("SELECT outcome, reason, next_try_at FROM urls WHERE url LIKE '%//storm.faults.test%'")
    assert [(row["outcome"], row["reason"]) for row in storm] == [("failed", "http-status")] * STORM
    assert all(row["next_try_at"] > NOW.isoformat()[:16] for row in storm)
    closing = crawled.front.query("SELECT outcome FROM urls WHERE url LIKE '%//closing.faults.test%'")
    assert [row["outcome"] for row in closing] == ["new"] * STORM


def test_a_host_that_asks_to_wait_is_asked_once(crawled: Crawled) -> None:
    paths = crawled.server.paths()
    assert (paths.count("/429"), paths.count("/503-wait"), paths.count("/500")) == (1, 1, 2)


def test_links_that_lead_nowhere_are_not_in_the_account(crawled: Crawled) -> None:
    assert not crawled.front.query("SELECT url FROM urls WHERE url LIKE 'javascript%' OR url LIKE '%long.faults%'")


def test_the_account_adds_up_and_other_outlets_are_unaffected(crawled: Crawled) -> None:
    faults, sound = crawled.summary["faults"], crawled.summary["sound"]
    rows = crawled.front.query("SELECT run_id, outcome FROM urls")
    counted = Counter(row["outcome"] for row in rows if row["run_id"] == faults["run_id"])
    assert (faults["outcome"], faults["pending"], faults["found"]) == ("ok", 0, sum(counted.values()))
    assert {name: faults[name] for name in counted} == dict(counted)
    assert (sound["outcome"], sound["new"], crawled.summary["trusting"]["new"]) == ("ok", STORM, 1)
    ended = {row["name"]: row["finished_at"] for row in crawled.front.query(FINISHED)}
    assert ended["sound"] < ended["faults"]
    assert crawled.front.query("SELECT id FROM quarantine") == []
