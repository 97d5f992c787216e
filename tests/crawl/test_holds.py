from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from warraq.crawl.manners.holds import Holds, hold_seconds, retry_after_seconds

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = 86_400.0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        pytest.param("120", 120.0, id="seconds"),
        pytest.param(" 120 ", 120.0, id="space"),
        pytest.param("999999", DAY, id="more than a day"),
        pytest.param("99999999999999999999", None, id="absurd"),
        pytest.param("Sun, 22 Nov 2026 12:10:00 GMT", 600.0, id="date"),
        pytest.param("Sun, 22 Nov 2026 14:10:00 +0200", 600.0, id="date with zone"),
        pytest.param("Sunday, 22-Nov-26 12:10:00 GMT", 600.0, id="old date"),
        pytest.param("Fri, 01 Jan 2999 00:00:00 GMT", DAY, id="far date"),
        pytest.param("Sun, 22 Nov 2026 11:00:00 GMT", None, id="past date"),
        pytest.param("-5", None, id="negative"),
        pytest.param("0", None, id="zero"),
        pytest.param("1.5", None, id="fraction"),
        pytest.param("١٢٠", None, id="arabic digits"),
        pytest.param("soon", None, id="words"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="absent"),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(value, NOW) == seconds


@given(st.text())
@example("Sun, 99 Nov 2026 12:10:00 GMT")
@example("Mon, 01 Jan 0001 00:00:00 +1400")
def test_any_header_is_read_or_ignored(value: str) -> None:
    seconds = retry_after_seconds(value, NOW)
    assert seconds is None or 0 < seconds <= DAY


@pytest.mark.parametrize(
    ("status", "header", "held"),
    [
        (429, "60", True),
        (503, "60", True),
        (429, None, True),
        (503, None, False),
        (503, "soon", False),
        (500, "60", False),
        (200, "60", False),
    ],
)
def test_only_an_answer_that_asks_to_wait_holds(status: int, header: str | None, held: bool) -> None:
    assert (hold_seconds("mina.test", status, header, NOW) is not None) is held


def test_429_without_a_time_spreads_its_hosts_over_an_hour() -> None:
    holds = [hold_seconds(f"host-{number}.test", 429, None, NOW) or 0 for number in range(200)]
    assert 3_600 <= min(holds) < 3_900
    assert 6_900 < max(holds) <= 7_200
    assert holds[7] == hold_seconds("host-7.test", 429, None, NOW)


def test_hold_runs_out() -> None:
    holds = Holds()
    holds.hold("a.test", 60, NOW)
    assert holds.remaining("a.test", NOW + timedelta(seconds=20)) == 40
    assert holds.remaining("a.test", NOW + timedelta(seconds=61)) == 0
    assert holds.remaining("b.test", NOW) == 0


def test_longer_hold_stays() -> None:
    holds = Holds()
    holds.hold("a.test", 600, NOW)
    holds.hold("a.test", 60, NOW)
    assert holds.remaining("a.test", NOW) == 600


def test_holds_pass_from_run_to_run() -> None:
    before = Holds()
    before.hold("a.test", 60, NOW)
    before.hold("b.test", 600, NOW)
    kept = before.current(NOW + timedelta(seconds=100))
    assert kept == {"b.test": NOW + timedelta(seconds=600)}
    after = Holds()
    after.hold("b.test", 60, NOW)
    after.seed(kept)
    assert after.remaining("b.test", NOW) == 600


def test_a_hold_of_an_earlier_run_does_not_end_a_longer_one() -> None:
    holds = Holds()
    holds.hold("b.test", 600, NOW)
    holds.seed({"b.test": NOW + timedelta(seconds=60)})
    assert holds.remaining("b.test", NOW) == 600
