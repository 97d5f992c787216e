from __future__ import annotations

import pytest

from tests.crawl.fault_server import FaultServer, Visit
from tests.crawl.visit import Came, visit
from warraq.items import Reason

IN_TURN = {"CONCURRENT_REQUESTS": 1, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "WARRAQ_HOSTS": {"*.test": "127.0.0.1"}, "RETRY_TIMES": 2}
PLAN = {
    "many": ("/429", "/page"),
    "told": ("/503-wait", "/page"),
    "silent": ("/503", "/page"),
    "robots": ("/page", "/page?2"),
    "other": ("/page", "/page?2"),
}


def _robots_txt(seen: Visit) -> None:
    if seen.request.host.startswith("robots"):
        seen.respond("429 Too Many Requests", b"", "Retry-After: 30")
    else:
        seen.respond("404 Not Found")


@pytest.fixture(scope="module")
def visits() -> dict[str, tuple[Came, Came, list[str]]]:
    """For each host what came of its two addresses, asked for in turn, and what reached it."""
    with FaultServer({"/robots.txt": _robots_txt, "/page?2": lambda seen: seen.respond()}) as server:
        urls = {host: [server.url(path, f"{host}.test") for path in paths] for host, paths in PLAN.items()}
        came = visit([url for pair in urls.values() for url in pair], **IN_TURN)
        reached = {
            host: [seen.path for seen in server.requests if seen.host.startswith(host) and seen.path != "/robots.txt"] for host in PLAN
        }
    return {host: (came[first], came[second], reached[host]) for host, (first, second) in urls.items()}


def test_host_that_answers_429_is_left_alone_for_an_hour_and_more(visits: dict[str, tuple[Came, Came, list[str]]]) -> None:
    first, second, reached = visits["many"]
    assert reached == ["/429"]
    assert (first.reason, first.status) == (Reason.RATE_LIMITED, 429)
    assert (second.reason, second.status) == (Reason.RATE_LIMITED, None)
    assert 3_600 <= (second.retry_after or 0) <= (first.retry_after or 0) <= 7_200


def test_retry_after_is_kept_for_503(visits: dict[str, tuple[Came, Came, list[str]]]) -> None:
    first, second, reached = visits["told"]
    assert reached == ["/503-wait"]
    assert first.retry_after == 120
    assert 100 < (second.retry_after or 0) <= 120


def test_503_that_says_nothing_holds_nobody(visits: dict[str, tuple[Came, Came, list[str]]]) -> None:
    first, second, reached = visits["silent"]
    assert reached == ["/503", "/page"]
    assert (first.reason, second.status) == (Reason.HTTP_STATUS, 200)


def test_robots_txt_that_asks_to_wait_holds_its_host(visits: dict[str, tuple[Came, Came, list[str]]]) -> None:
    first, second, reached = visits["robots"]
    assert reached == []
    assert first.reason == second.reason == Reason.RATE_LIMITED
    assert 20 < (second.retry_after or 0) <= (first.retry_after or 0) <= 30


def test_other_hosts_go_on(visits: dict[str, tuple[Came, Came, list[str]]]) -> None:
    assert visits["other"][0].status == visits["other"][1].status == 200


def test_requests_that_wait_for_their_turn_are_not_made_either() -> None:
    with FaultServer() as server:
        urls = [server.url("/429", "a.test"), *(server.url(f"/page?{number}", "a.test") for number in range(8))]
        came = visit(urls, **{**IN_TURN, "CONCURRENT_REQUESTS": 16, "DOWNLOAD_DELAY": 0.3, "ROBOTSTXT_OBEY": False})
        assert server.paths() == ["/429"]
    assert {came[url].reason for url in urls} == {Reason.RATE_LIMITED}
