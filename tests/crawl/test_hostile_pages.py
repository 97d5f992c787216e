"""Pages that break their reader, in crawls by each command: the address is in quarantine, the rest is stored, no process is left over."""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.crawl import hostile
from tests.crawl.bad_pages import page, sent, title
from tests.crawl.desk import Front
from tests.crawl.fault_server import FaultServer
from tests.crawl.test_bad_input import feed
from warraq import clock

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

BROKEN = {
    "/hang": ("overrun", "reading it took more than 3 s"),
    "/swell": ("overrun", "reading it took more than 256 MB of memory"),
    "/die": ("reader-died", "the process that read it was ended by a signal: Segmentation fault"),
    "/leave": ("reader-died", "the process that read it ended with 3"),
}
"""By path the reason and the words in the ledger."""

COMMANDS = {
    "warraq crawl": ("warraq", "crawl", "hostile", "sound"),
    "scrapy crawl": ("scrapy", "crawl", "hostile"),
    "the timer": ("warraq", "schedule", "--once"),
}
SOUND = 4
"""Articles of either outlet that can be read."""


@dataclass
class Site:
    """Two outlets of one server, one of whose pages break readers."""

    front: Front
    server: FaultServer

    def readers(self) -> list[int]:
        return hostile.readers(lambda variables: variables.get("WARRAQ_DATABASE_URL") == self.front.url)

    def hang(self, *command: str, seconds: int) -> subprocess.Popen[str]:
        """Starts a crawl, and returns when it reads a page that hangs."""
        self.serve(("/hang",))
        self.front.variables["WARRAQ_READ_SECONDS"] = str(seconds)
        crawl = self.front.start(*command)
        wait_for(lambda: "/hang" in self.server.paths() and bool(self.readers()))
        return crawl

    def serve(self, broken: tuple[str, ...]) -> None:
        """Puts sound pages and broken ones, in turns, into the feeds."""
        own = [f"/sound/{number}" for number in range(SOUND)]
        mixed = [path for pair in zip(broken, own, strict=False) for path in pair] + own[len(broken) :]
        for name, paths in (("hostile", mixed), ("sound", own)):
            links = [self.server.url(path, f"{name}.test") for path in paths]
            self.server.routes[f"/{name}.xml"] = sent(feed(links), "application/rss+xml")


def wait_for(condition: object) -> None:
    assert callable(condition)
    begun = clock.monotonic()
    while not condition():
        assert clock.monotonic() - begun < 30
        clock.sleep(0.05)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    routes = {f"/sound/{number}": sent(page(number)) for number in range(SOUND)}
    routes |= {f"/{what}": sent(hostile.that_makes_it(what, 50 + number)) for number, what in enumerate(("hang", "swell", "die", "leave"))}
    with FaultServer(routes) as server:
        front = Front(tmp_path, f"sqlite:///{tmp_path / 'store.db'}")
        front.variables |= {"PYTHONPATH": str(hostile.place_misreader(tmp_path)), "WARRAQ_WATCHED": "hostile,sound"}
        front.variables |= {"WARRAQ_READ_SECONDS": "3", "WARRAQ_READ_MEMORY_MB": "256", "WARRAQ_GRACE": "5"}
        for name in ("hostile", "sound"):
            front.write_outlet(name, domains=[f"{name}.test"], feeds=[server.url(f"/{name}.xml", f"{name}.test")])
        yield Site(front, server)


@pytest.mark.long
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_page_that_breaks_its_reader_costs_itself_alone(command: tuple[str, ...], site: Site) -> None:
    site.serve(tuple(BROKEN))
    site.front.run(*command)
    rows = site.front.query("SELECT * FROM urls WHERE url LIKE '%hostile.test%'")
    broken = {path: (row["reason"], row["detail"]) for row in rows for path in BROKEN if row["url"].endswith(path)}
    assert broken == BROKEN
    assert all(row["next_try_at"] for row in rows if row["outcome"] == "failed")
    (run,) = site.front.query("SELECT r.* FROM runs r JOIN outlets o ON o.id = r.outlet_id WHERE o.name = 'hostile'")
    assert (run["outcome"], run["found"], run["new"], run["failed"], run["pending"]) == ("ok", SOUND + len(BROKEN), SOUND, len(BROKEN), 0)
    held = site.front.query("SELECT url, stage, error, state FROM quarantine ORDER BY id")
    assert {row["url"].partition(".test")[2].partition("/")[2]: row["error"] for row in held} == {
        path[1:]: words for path, (_, words) in BROKEN.items()
    }
    assert {(row["stage"], row["state"]) for row in held} == {("extract", "open")}
    assert site.readers() == []


@pytest.mark.long
def test_what_is_in_quarantine_is_read_when_it_is_mended(site: Site) -> None:
    site.serve(("/die", "/leave"))
    site.front.run("warraq", "crawl", "hostile")
    for number, path in enumerate(("/die", "/leave")):
        site.server.routes[path] = sent(page(60 + number))
    assert "2 addresses" in site.front.run("warraq", "quarantine", "retry").stdout
    site.front.now += timedelta(minutes=1)
    (line,) = json.loads(site.front.run("warraq", "crawl", "hostile", "--json").stdout)
    assert (line["new"], line["failed"]) == (2, 0)
    assert site.front.query("SELECT state FROM quarantine") == [{"state": "retried"}] * 2


@pytest.mark.long
def test_scrapy_parse_shows_what_a_page_holds_or_why_it_cannot_be_read(site: Site) -> None:
    urls = [site.server.url(path, "hostile.test") for path in ("/hang", "/sound/1")]
    broken, sound = (site.front.run("scrapy", "parse", "--spider", "hostile", "--nocolour", url) for url in urls)
    assert f"{urls[0]}: {': '.join(BROKEN['/hang'])}" in broken.stderr
    assert "Traceback" not in broken.stderr
    assert title(1) in sound.stdout
    assert site.readers() == []


@pytest.mark.long("the timer")
@pytest.mark.parametrize("command", ["scrapy crawl", "the timer"])
def test_no_reader_outlives_a_crawl_that_is_killed(command: str, site: Site) -> None:
    crawl = site.hang(*COMMANDS[command], seconds=600)
    crawl.kill()
    crawl.wait()
    wait_for(lambda: not site.readers())


@pytest.mark.long("scrapy")
@pytest.mark.parametrize(("command", "number"), [("warraq crawl", signal.SIGINT), ("scrapy crawl", signal.SIGTERM)])
def test_a_crawl_that_is_told_to_end_closes_its_run_and_its_reader(command: str, number: int, site: Site) -> None:
    crawl = site.hang(*COMMANDS[command], seconds=3)
    crawl.send_signal(number)
    crawl.wait(30)
    assert site.readers() == []
    runs = site.front.query("SELECT state, outcome, pending FROM runs r JOIN outlets o ON o.id = r.outlet_id WHERE o.name = 'hostile'")
    assert runs == [{"state": "finished", "outcome": "cut-short", "pending": 0}]
