"""Failures cost time in proportion, never a feed, and never when the fault is ours."""

from __future__ import annotations

from datetime import timedelta

import pytest

from warraq.items import Reason
from warraq.polling.patience import PROBE, Attempt, crash_wait, failing_wait, network_down

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("points", "wait"),
    [
        pytest.param(0.25, HOUR, id="a passing failure"),
        pytest.param(1, HOUR, id="one"),
        pytest.param(4.5, 4.5 * HOUR, id="linear"),
        pytest.param(29, 24 * HOUR, id="a day at most"),
        pytest.param(30, PROBE, id="asleep"),
    ],
)
def test_the_wait_grows_with_the_points(points: float, wait: timedelta) -> None:
    assert failing_wait(HOUR, points) == wait


def test_a_killed_crawl_is_tried_again_at_once_and_then_with_patience() -> None:
    assert [crash_wait(crashes) / timedelta(minutes=1) for crashes in (0, 1, 2, 4)] == [0, 0, 5, 15]
    assert crash_wait(10_000) == timedelta(hours=6)


def attempts(reached: int, unreached: int, reason: Reason = Reason.DNS) -> list[Attempt]:
    return [Attempt(f"a{number}", None) for number in range(reached)] + [Attempt(f"b{number}", reason) for number in range(unreached)]


@pytest.mark.parametrize(
    ("given", "down"),
    [
        pytest.param(attempts(0, 4), False, id="too few hosts to tell"),
        pytest.param(attempts(0, 5), True, id="none reached"),
        pytest.param(attempts(3, 3), False, id="half reached"),
        pytest.param(attempts(3, 4), True, id="more than half not reached"),
        pytest.param(attempts(1, 9, Reason.HTTP_STATUS), False, id="an error status is an answer"),
        pytest.param(attempts(1, 9, Reason.BLOCKED), False, id="a refusal is an answer"),
        pytest.param(attempts(1, 9, Reason.TIMEOUT), True, id="time-outs"),
        pytest.param([Attempt("one", Reason.DNS)] * 20, False, id="one host with many feeds"),
        pytest.param([Attempt("one", Reason.DNS), Attempt("one", None), *attempts(2, 3)], False, id="a host with a feed that answered"),
    ],
)
def test_our_own_network_is_told_from_theirs(given: list[Attempt], down: bool) -> None:
    assert network_down(given) is down
