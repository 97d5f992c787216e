"""The clock that is set, metrics that are asked for, log lines for programs, and settings that are refused."""

from __future__ import annotations

import json
import logging
import socket
import sys
import urllib.request
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from warraq import clock, config
from warraq.errors import ConfigError
from warraq.timer.json_log import JsonFormatter
from warraq.timer.jumps import Jumps
from warraq.timer.metrics import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.scheduler.conftest import Room
    from warraq.outlet import Outlet


@pytest.fixture
def shifted() -> Iterator[None]:
    """A clock that may be set; the real one afterwards."""
    clock.shift(clock.now())
    yield
    clock.reset()


@pytest.mark.usefixtures("shifted")
@pytest.mark.parametrize("hours", [2, -2])
def test_a_clock_that_was_set_is_noticed_once(hours: float) -> None:
    jumps = Jumps()
    assert jumps.look() == 0
    clock.shift(clock.now() + timedelta(hours=hours))
    assert jumps.look() == pytest.approx(hours * 3600, abs=1)
    assert jumps.look() == 0


@pytest.mark.usefixtures("shifted")
def test_drift_is_no_jump() -> None:
    jumps = Jumps()
    clock.shift(clock.now() + timedelta(seconds=20))
    assert jumps.look() == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_metrics_are_served_on_loopback(room: Room, outlets: dict[str, Outlet]) -> None:
    room.watch(outlets["nahar"])
    room.poll(5, 5)
    port = free_port()
    observe, end = serve(room.store, room.outlets, port)
    try:
        observe(0.7)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            lines = answer.read().decode().splitlines()
    finally:
        end()
    assert 'warraq_feeds{state="active"} 1.0' in lines
    assert "warraq_broken_feeds 0.0" in lines
    assert 'warraq_runs_total{outcome="ok",trigger="poll"} 1.0' in lines
    assert 'warraq_crawl_seconds_bucket{le="1.0"} 1.0' in lines
    assert any(line.startswith("warraq_queue_age_seconds ") for line in lines)


def test_a_port_that_is_taken_is_told(room: Room) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ConfigError, match="choose another"):
            serve(room.store, room.outlets, taken.getsockname()[1])


def test_a_log_line_is_one_json_object() -> None:
    try:
        raise ValueError("سطر\nوآخر")
    except ValueError:
        record = logging.LogRecord("warraq.timer", logging.ERROR, __file__, 1, "%s: %s", ("نهر", "a\nb"), sys.exc_info())
    line = JsonFormatter().format(record)
    told = json.loads(line)
    assert "\n" not in line
    assert (told["level"], told["logger"], told["message"]) == ("ERROR", "warraq.timer", "نهر: a\nb")
    assert "ValueError" in told["error"]


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        pytest.param("WARRAQ_SCHEDULES", "nahar=61 * * * *", "nahar", id="no cron expression"),
        pytest.param("WARRAQ_SCHEDULES", "nahar", "separated by semicolons", id="no pair"),
        pytest.param("WARRAQ_WEBHOOK", "file:///etc/passwd", "https://", id="no web address"),
        pytest.param("WARRAQ_CRAWLS", "0", "WARRAQ_CRAWLS", id="no crawls"),
    ],
)
def test_settings_that_cannot_be_are_refused(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: str) -> None:
    monkeypatch.setenv(variable, value)
    config.load.cache_clear()
    with pytest.raises(ConfigError, match=words):
        config.load()
    config.load.cache_clear()


def test_schedules_are_read_from_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_SCHEDULES", "nahar=*/10 * * * *; sahil=0 6 * * 5")
    config.load.cache_clear()
    assert config.load().schedules == {"nahar": "*/10 * * * *", "sahil": "0 6 * * 5"}
    config.load.cache_clear()
