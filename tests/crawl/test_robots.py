from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.crawl.fault_server import FAULTS, FaultServer, Visit
from tests.crawl.visit import Came, visit
from warraq.crawl.manners.robots import MOST_BYTES
from warraq.items import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

DENY = b"User-agent: *\nDisallow: /\n"
FILES = {
    "denied": lambda seen: seen.respond("200 OK", DENY),
    "named": lambda seen: seen.respond("200 OK", b"User-agent: other\nDisallow: /\n\nUser-agent: Warraq\nDisallow: /private\n"),
    "meant": lambda seen: seen.respond("200 OK", b"User-agent: *\nAllow: /\n\nUser-agent: warraq\nDisallow: /\n"),
    "marked": lambda seen: seen.respond("200 OK", b"\xef\xbb\xbf" + DENY),
    "failing": lambda seen: seen.respond("500 Internal Server Error", b""),
    "unavailable": lambda seen: seen.respond("503 Service Unavailable", b""),
    "missing": lambda seen: seen.respond("404 Not Found", DENY),
    "forbidden": lambda seen: seen.respond("403 Forbidden", DENY),
    "html": lambda seen: seen.respond("200 OK", b"<html><body>Disallow: /</body></html>"),
    "empty": lambda seen: seen.respond("200 OK", b""),
    "binary": lambda seen: seen.respond("200 OK", bytes(range(256)) * 40),
    "early": lambda seen: seen.respond("200 OK", DENY + b"# " + b"x" * 2 * MOST_BYTES),
    "late": lambda seen: seen.respond("200 OK", b"#" + b"x" * MOST_BYTES + b"\n" + DENY),
    "moved": lambda seen: seen.redirect("/rules.txt"),
    "looping": lambda seen: seen.redirect("/robots.txt"),
    "reset": FAULTS["/reset"],
    "hanging": FAULTS["/hang"],
}
OUTCOMES = {
    "denied": Reason.ROBOTS,
    "named": None,
    "meant": Reason.ROBOTS,
    "marked": Reason.ROBOTS,
    "failing": Reason.ROBOTS,
    "unavailable": Reason.ROBOTS,
    "missing": None,
    "forbidden": None,
    "html": None,
    "empty": None,
    "binary": None,
    "early": Reason.ROBOTS,
    "late": None,
    "moved": Reason.ROBOTS,
    "looping": None,
    "reset": Reason.CONNECTION,
    "hanging": Reason.TIMEOUT,
}


def _answer(seen: Visit) -> None:
    FILES[seen.request.host.partition(".")[0]](seen)


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    with FaultServer({"/robots.txt": _answer, "/rules.txt": lambda seen: seen.respond("200 OK", DENY)}) as server:
        yield server


@pytest.fixture(scope="module")
def visits(server: FaultServer) -> dict[str, Came]:
    urls = {name: server.url("/page", f"{name}.test") for name in FILES}
    hanging = [urls["hanging"]]
    came = visit([url for url in urls.values() if url not in hanging], WARRAQ_HOSTS={"*.test": "127.0.0.1"})
    came |= visit(hanging, WARRAQ_HOSTS={"*.test": "127.0.0.1"}, DOWNLOAD_TIMEOUT=1)
    return {name: came[url] for name, url in urls.items()}


@pytest.mark.parametrize("name", FILES)
def test_robots_txt_is_obeyed(name: str, visits: dict[str, Came]) -> None:
    assert visits[name].reason == OUTCOMES[name]


def test_refusal_says_whether_to_ask_again(visits: dict[str, Came]) -> None:
    assert (visits["denied"].final, visits["denied"].detail) == (True, "robots.txt does not allow it")
    assert (visits["failing"].final, visits["failing"].detail) == (False, "robots.txt answered 500")
    assert visits["hanging"].detail.startswith("robots.txt: ")


def test_nothing_else_is_asked_of_a_host_that_refuses(server: FaultServer, visits: dict[str, Came]) -> None:
    reached = {request.host.partition(".")[0] for request in server.requests if request.path == "/page"}
    assert reached == {name for name, came in visits.items() if came.status == 200}


def test_crawl_delay_slows_a_host_down() -> None:
    times: list[float] = []

    def page(seen: Visit) -> None:
        times.append(time.monotonic())  # noqa: TID251 - a real crawl is timed
        seen.respond()

    routes = {"/robots.txt": lambda seen: seen.respond("200 OK", b"User-agent: *\nCrawl-delay: 0.5\n"), "/page": page}
    with FaultServer(routes) as server:
        urls = [server.url(f"/page#{number}", "slow.test") for number in range(2)]
        visit(urls, WARRAQ_HOSTS={"*.test": "127.0.0.1"}, CONCURRENT_REQUESTS_PER_DOMAIN=1)
    first, second = times
    assert second - first > 0.45
