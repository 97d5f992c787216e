"""Cron slots: cron's own meaning of its fields, and each slot once where the clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.polling.cron import Cron


def slots(expression: str, timezone: str, after: str, count: int) -> list[str]:
    """The next slots as the outlet's clock shows them."""
    cron, moment, found = Cron.parse(expression, timezone), datetime.fromisoformat(after), []
    for _ in range(count):
        following = cron.next_after(moment)
        if following is None:
            break
        moment = following
        found.append(moment.astimezone(cron.zone).strftime("%a %d %H:%M%z"))
    return found


SPRING = "2026-04-23T00:00+02:00"
AUTUMN = "2026-10-29T00:00+03:00"


@pytest.mark.parametrize(
    ("expression", "after", "expected"),
    [
        pytest.param(
            "30 0 * * *", SPRING, ["Thu 23 00:30+0200", "Fri 24 01:30+0300", "Sat 25 00:30+0300"], id="a slot that does not exist"
        ),
        pytest.param("30 0,1 * * *", "2026-04-23T02:00+02:00", ["Fri 24 01:30+0300", "Sat 25 00:30+0300"], id="two slots become one"),
        pytest.param("30 23 * * *", AUTUMN, ["Thu 29 23:30+0300", "Fri 30 23:30+0200"], id="a slot that comes twice"),
        pytest.param(
            "*/30 * * * *",
            "2026-10-29T22:45+03:00",
            ["Thu 29 23:00+0300", "Thu 29 23:30+0300", "Thu 29 23:00+0200", "Thu 29 23:30+0200", "Fri 30 00:00+0200"],
            id="every half hour goes on through the hour that comes twice",
        ),
        pytest.param(
            "*/30 * * * *",
            "2026-04-23T23:15+02:00",
            ["Thu 23 23:30+0200", "Fri 24 01:00+0300", "Fri 24 01:30+0300", "Fri 24 02:00+0300"],
            id="every half hour goes on over the hour that is left out",
        ),
    ],
)
def test_the_change_nights_of_cairo(expression: str, after: str, expected: list[str]) -> None:
    assert slots(expression, "Africa/Cairo", after, len(expected)) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        pytest.param("0 6 * * 5", ["Fri 13", "Fri 20"], id="5 is Friday"),
        pytest.param("0 6 * * 0", ["Sun 15", "Sun 22"], id="0 is Sunday"),
        pytest.param("0 6 * * 7", ["Sun 15", "Sun 22"], id="7 too"),
        pytest.param("0 6 * * fri-sat", ["Fri 13", "Sat 14", "Fri 20"], id="names"),
        pytest.param("0 6 * * 5-7", ["Fri 13", "Sat 14", "Sun 15", "Fri 20"], id="over the end of the week"),
        pytest.param("0 6 * * SAT,1", ["Sat 14", "Mon 16", "Sat 21"], id="a list"),
        pytest.param("0 6 * * */3", ["Wed 11", "Sat 14", "Sun 15"], id="steps from Sunday"),
        pytest.param("0 6 12 * 6", ["Thu 12", "Sat 14", "Sat 21"], id="day of the month or of the week"),
        pytest.param("0 6 30 2 *", [], id="never"),
    ],
)
def test_days_are_those_of_cron(expression: str, expected: list[str]) -> None:
    found = slots(expression, "Asia/Riyadh", "2026-03-10T12:00+03:00", len(expected) or 1)
    assert [slot[:6] for slot in found] == expected


@pytest.mark.parametrize("expression", ["", "* * * *", "* * * * * *", "61 * * * *", "0 6 * * 8", "0 6 * * funday", "a b c d e"])
def test_a_bad_expression_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Cron.parse(expression, "UTC")


@given(
    st.sampled_from(["*/10 * * * *", "30 0 * * *", "0 */2 * * *", "15,45 23,0,1 * * *", "0 1 * * 5", "59 23 * * *"]),
    st.sampled_from(["Africa/Cairo", "Asia/Beirut", "Asia/Gaza", "Africa/Casablanca", "Asia/Riyadh", "UTC"]),
    st.integers(0, 3 * 365 * 24 * 60).map(lambda minute: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)),
)
def test_slots_only_go_forward_and_none_is_forgotten(expression: str, timezone: str, moment: datetime) -> None:
    cron = Cron.parse(expression, timezone)
    found = [moment]
    for _ in range(12):
        following = cron.next_after(found[-1])
        assert following is not None
        found.append(following)
    assert all(earlier < later for earlier, later in pairwise(found))
    assert all(cron.next_after(earlier + (later - earlier) / 2) == later for earlier, later in pairwise(found))
    if expression.startswith("30 0"):
        assert all(timedelta(hours=22) < later - earlier < timedelta(hours=26) for earlier, later in pairwise(found[1:]))
