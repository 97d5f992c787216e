"""The server: hosts, status codes, conditional requests, robots, faults, and an end without leaks."""

from __future__ import annotations

import http.client
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from urllib.robotparser import RobotFileParser

import pytest

from warraq import clock
from warraq.newsroom import Fault, Newsroom


def test_one_port_answers_for_every_outlet_by_host(room, fetch):
    for name, profile in room.press.profiles.items():
        if profile.fault is Fault.SERVER_ERROR:
            continue
        answer = fetch(room.url(name))
        assert answer.status == 200
        assert profile.title.encode(profile.encoding) in answer.body


def test_a_host_that_is_nobodys_is_misdirected(room, fetch):
    assert fetch(f"http://nobody.test:{room.port}/").status == 421


def test_an_unknown_path_is_not_found(room, fetch):
    assert fetch(room.url("nawaris", "/no/such/page")).status == 404


def test_an_address_with_another_slug_leads_to_the_right_one(room, fetch):
    article = next(iter(room.press.articles("atlaspress")))
    answer = fetch(article.url.rsplit("/", 1)[0] + "/other-words")
    assert answer.status == 301
    assert article.url.endswith(answer.headers["Location"])


@pytest.mark.parametrize("validator", ["ETag", "Last-Modified"])
@pytest.mark.parametrize("target", ["feed", "page"])
def test_a_version_that_the_client_has_is_not_sent_again(room, fetch, validator, target):
    url = room.url("nawaris", "/feeds/all.atom") if target == "feed" else next(iter(room.press.articles("nawaris"))).url
    first = fetch(url)
    ask = {"ETag": "If_None_Match", "Last-Modified": "If_Modified_Since"}[validator]
    second = fetch(url, **{ask: first.headers[validator]})
    assert (first.status, second.status, second.body) == (200, 304, b"")


def test_a_stale_validator_gets_the_whole_answer(room, fetch):
    url = room.url("nawaris", "/feeds/all.atom")
    assert fetch(url, If_None_Match='"old"').status == 200
    assert fetch(url, If_Modified_Since="Sun, 01 Nov 2020 00:00:00 GMT").status == 200
    assert fetch(url, If_Modified_Since="yesterday").status == 200


def test_some_outlets_send_no_validators(room, fetch):
    headers = fetch(room.url("elwadi", "/rss.php")).headers
    assert "ETag" not in headers
    assert "Last-Modified" not in headers


def test_robots_forbid_a_path_that_the_feed_lists(room, fetch):
    robots = RobotFileParser()
    robots.parse(fetch(room.url("alnakheel", "/robots.txt")).body.decode().splitlines())
    allowed = {robots.can_fetch("warraq", article.url) for article in room.press.articles("alnakheel")}
    assert allowed == {True, False}


def test_the_print_version_is_there_and_forbidden(room, fetch):
    article = next(iter(room.press.articles("alnakheel")))
    page = fetch(article.url).body.decode()
    path = page[page.index("/print/") :].partition('"')[0]
    assert article.truth.title in fetch(room.url("alnakheel", path)).body.decode()
    assert f"Disallow: {path[:7]}" in fetch(room.url("alnakheel", "/robots.txt")).body.decode()


def test_the_date_header_tells_the_time_of_the_press(room, fetch):
    assert fetch(room.url("nawaris")).headers["Date"] == "Sun, 22 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(("fault", "status"), [("500", 500), ("404", 404), ("429", 429), ("ok", 200)])
def test_faults_answer_for_the_whole_host_until_healed(own_room, fetch, fault, status):
    own_room.press.set_fault("jabalnews", fault)
    assert fetch(own_room.url("jabalnews")).status == status
    assert fetch(own_room.url("nawaris")).status == 200
    own_room.press.set_fault("jabalnews", Fault.OK)
    assert fetch(own_room.url("jabalnews")).status == 200


def test_a_rate_limited_host_says_when_to_come_back(own_room, fetch):
    own_room.press.set_fault("jabalnews", Fault.RATE_LIMITED)
    assert int(fetch(own_room.url("jabalnews")).headers["Retry-After"]) > 0


def test_a_slow_host_keeps_others_waiting_for_nothing(own_room, fetch):
    with ThreadPoolExecutor(1) as pool:
        begun = clock.monotonic()
        slow = pool.submit(fetch, own_room.url("marfa"))
        fetch(own_room.url("nawaris"))
        assert not slow.done()
        assert slow.result().status == 200
        assert clock.monotonic() - begun >= 0.2


@pytest.mark.parametrize(("outlet", "fault"), [("nobody", "500"), ("jabalnews", "flood")])
def test_unknown_outlets_and_faults_are_refused(own_room, outlet, fault):
    with pytest.raises((KeyError, ValueError), match=r"nobody|flood"):
        own_room.press.set_fault(outlet, fault)


def test_requests_are_counted_by_host_path_and_status(own_room, fetch):
    for _ in range(3):
        fetch(own_room.url("nawaris", "/robots.txt"))
    fetch(own_room.url("difaf", "/robots.txt"))
    requests = own_room.requests
    assert requests.count() == 4
    assert requests.count("nawaris", "/robots.txt", 200) == 3
    assert requests.count(status=500) == requests.count("difaf.test") == 1
    requests.clear()
    assert requests.count() == 0


def test_many_clients_at_once_are_all_answered_and_logged(own_room, fetch):
    urls = [article.url for article in own_room.press.articles("nawaris")] * 6
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(fetch, urls))
    assert {answer.status for answer in answers} == {200}
    assert own_room.requests.count("nawaris") == len(urls)


def test_closing_ends_every_thread_even_with_connections_kept_alive():
    before = set(threading.enumerate())
    with Newsroom(now=datetime(2026, 3, 1, tzinfo=UTC), slow_seconds=30.0) as room:
        idle = http.client.HTTPConnection("127.0.0.1", room.port)
        idle.request("GET", "/", headers={"Host": "nawaris.test"})
        idle.getresponse().read()
        waiting = http.client.HTTPConnection("127.0.0.1", room.port)
        waiting.request("GET", "/", headers={"Host": "marfa.test"})
        while len(set(threading.enumerate()) - before) < 3:
            clock.sleep(0.01)
    assert set(threading.enumerate()) == before
    idle.close()
    waiting.close()


def test_a_room_that_never_served_closes_too():
    Newsroom(now=datetime(2026, 3, 1, tzinfo=UTC)).close()


def test_the_command_serves_until_interrupted_and_names_its_port():
    command = [sys.executable, "-m", "warraq.newsroom", "--port", "0", "--now", "2026-03-01T12:00:00+00:00"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        process.terminate()
        assert process.wait(10) == 0
    assert line.startswith("newsroom: 13 outlets, ")
    assert "http://nawaris.test:" in line


@pytest.mark.parametrize(("option", "value"), [("--outlets", "400"), ("--port", "99999"), ("--now", "today")])
def test_values_out_of_range_are_one_clear_line(option, value):
    done = subprocess.run(
        [sys.executable, "-m", "warraq.newsroom", "--port", "0", option, value], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_a_taken_port_is_one_clear_line(room):
    done = subprocess.run([sys.executable, "-m", "warraq.newsroom", "--port", str(room.port)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"port {room.port}: ")
    assert "Traceback" not in done.stderr
