"""What feeds and their hosts ask for is heard, within bounds, and believed when it is steady."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.polling.hints import LONGEST_ASKED, MOVED_FOR, Steady, asked_wait

NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ttl", "cache_control", "expires", "minutes"),
    [
        pytest.param(None, None, None, 0, id="nothing"),
        pytest.param(600, None, None, 10, id="ttl"),
        pytest.param(None, "public, max-age=900", None, 15, id="max-age"),
        pytest.param(None, 'max-age="120"', None, 2, id="quoted max-age"),
        pytest.param(None, "s-maxage=900", None, 0, id="a shared cache's age is not ours"),
        pytest.param(None, "no-cache, max-age=900", None, 0, id="not to be kept"),
        pytest.param(None, None, "Mon, 09 Mar 2026 12:20:00 GMT", 20, id="expires"),
        pytest.param(None, "max-age=60", "Mon, 09 Mar 2026 12:20:00 GMT", 1, id="max-age outweighs expires"),
        pytest.param(None, None, "Mon, 09 Mar 2026 11:20:00 GMT", 0, id="expired"),
        pytest.param(None, None, "0", 0, id="no date"),
        pytest.param(600, "max-age=1200", None, 20, id="the longest counts"),
        pytest.param(7 * 86_400, None, None, 60, id="a week is an hour"),
    ],
)
def test_what_is_asked(ttl: float | None, cache_control: str | None, expires: str | None, minutes: float) -> None:
    assert asked_wait(ttl, cache_control, expires, NOON) == timedelta(minutes=minutes)


@given(st.none() | st.floats(-1e9, 1e12), st.none() | st.text(), st.none() | st.text())
def test_no_words_break_it(ttl: float | None, cache_control: str | None, expires: str | None) -> None:
    assert timedelta(0) <= asked_wait(ttl, cache_control, expires, NOON) <= LONGEST_ASKED


def test_three_equal_answers_over_a_day_are_believed() -> None:
    steady = Steady()
    for hours in (0, 10, 20):
        steady = steady.again("https://new.test/rss", NOON + timedelta(hours=hours))
        assert not steady.believed(MOVED_FOR, NOON + timedelta(hours=hours))
    steady = steady.again("https://new.test/rss", NOON + timedelta(hours=24))
    assert steady.believed(MOVED_FOR, NOON + timedelta(hours=24))


def test_another_answer_begins_anew() -> None:
    steady = Steady().again("https://new.test/rss", NOON).again("https://other.test/rss", NOON + timedelta(hours=30))
    assert steady == Steady(1, NOON + timedelta(hours=30), "https://other.test/rss")


def test_two_answers_a_week_apart_are_too_few() -> None:
    later = NOON + timedelta(days=7)
    assert not Steady().again("410", NOON).again("410", later).believed(MOVED_FOR, later)
