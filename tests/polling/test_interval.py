"""The interval follows what a feed publishes, within its bounds."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.polling.interval import FIRST, LONGEST_INTERVAL, LONGEST_SILENT, SHORTEST_INTERVAL, Poll, next_interval, share, spread

NOW = timedelta(0)
HOUR = timedelta(hours=1)


def minutes(poll: Poll, last: float = 60, silence: timedelta = NOW) -> float:
    return next_interval(timedelta(minutes=last), poll, silence) / timedelta(minutes=1)


@pytest.mark.parametrize(
    ("poll", "expected"),
    [
        pytest.param(Poll(), 90, id="not sent again"),
        pytest.param(Poll(25, 0), 90, id="all known"),
        pytest.param(Poll(25, 1), 60, id="one new: it fits"),
        pytest.param(Poll(25, 2), 30, id="two new"),
        pytest.param(Poll(25, 8), 30, id="many new, most known"),
        pytest.param(Poll(25, 20), 30, id="little known"),
        pytest.param(Poll(25, 25), 19.8, id="nothing known"),
        pytest.param(Poll(1, 1), 19.8, id="the only entry is new"),
        pytest.param(Poll(25, 25, first=True), 60, id="nothing known at first"),
    ],
)
def test_the_interval_fits_what_was_new(poll: Poll, expected: float) -> None:
    assert minutes(poll) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("poll", "gap"),
    [
        pytest.param(Poll(10, 10), True, id="nothing known"),
        pytest.param(Poll(10, 9), False, id="one known"),
        pytest.param(Poll(0, 0), False, id="empty"),
        pytest.param(Poll(10, 10, first=True), False, id="first"),
    ],
)
def test_a_gap_is_possible_where_nothing_was_known(poll: Poll, gap: bool) -> None:
    assert poll.gap is gap


def test_the_second_poll_comes_after_a_quarter_of_an_hour() -> None:
    assert next_interval(None, Poll(30, 30, first=True), NOW) == FIRST


def test_a_feed_that_has_been_silent_for_long_is_asked_once_a_day() -> None:
    interval = FIRST
    for _ in range(30):
        interval = next_interval(interval, Poll(), timedelta(days=40))
    assert interval == LONGEST_SILENT
    assert next_interval(interval, Poll(20, 1), NOW) == LONGEST_INTERVAL


@given(st.integers(1, 10**7), st.integers(0, 1000), st.integers(0, 1000), st.booleans(), st.integers(0, 60))
def test_the_bounds_always_hold(last: int, entries: int, new: int, first: bool, days: int) -> None:
    poll = Poll(entries, min(new, entries), first)
    assert SHORTEST_INTERVAL <= next_interval(timedelta(seconds=last), poll, timedelta(days=days)) <= LONGEST_SILENT


@given(st.text())
def test_the_spread_is_small_and_always_the_same(name: str) -> None:
    assert 0 <= share(name) < 1
    assert 0.9 * HOUR <= spread(HOUR, name) <= 1.1 * HOUR
    assert spread(HOUR, name) == spread(HOUR, name)


def test_feeds_added_together_are_spread_over_the_interval() -> None:
    dues = sorted(spread(HOUR, f"https://outlet{number}.test/rss") for number in range(40))
    assert max(later - earlier for earlier, later in pairwise(dues)) < timedelta(minutes=3)
    assert dues[-1] - dues[0] > timedelta(minutes=9)
