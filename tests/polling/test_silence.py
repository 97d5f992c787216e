"""Who is silent, who only sleeps, and who publishes much less than usual."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from warraq.polling.silence import volume

NOW = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ZONE = ZoneInfo("Asia/Riyadh")


def every(step: timedelta, since: timedelta, until: timedelta = timedelta(0)) -> list[datetime]:
    """Publications at even distances, from so long ago until so long ago."""
    count = int((since - until) / step)
    return [NOW - since + step * number for number in range(count + 1)]


def by_day(days: int, until: timedelta = timedelta(0), rest: int | None = None) -> list[datetime]:
    """Twelve a day, each hour from 8 to 19 in Riyadh; none on the weekday `rest`."""
    hours = (NOW - DAY * days + HOUR * number for number in range(days * 24))
    return [moment for moment in hours if moment <= NOW - until and _works(moment.astimezone(ZONE), rest)]


def _works(local: datetime, rest: int | None) -> bool:
    return 8 <= local.hour < 20 and local.weekday() != rest


@pytest.mark.parametrize(
    ("published", "silent"),
    [
        pytest.param([], False, id="nothing known"),
        pytest.param(every(HOUR, 5 * DAY), False, id="as ever"),
        pytest.param(every(HOUR, 5 * DAY, 30 * HOUR), True, id="a day without"),
        pytest.param(every(HOUR, 5 * DAY, 20 * HOUR), False, id="a long night, rhythm unknown"),
        pytest.param(every(DAY, 9 * DAY, 2 * DAY), False, id="one a day, two days without"),
        pytest.param(every(DAY, 9 * DAY, 4 * DAY), True, id="one a day, four days without"),
        pytest.param(by_day(29), False, id="rhythm known, as ever"),
        pytest.param(by_day(29, 4 * HOUR), False, id="rhythm known, four articles are missing"),
        pytest.param(by_day(29, 6 * HOUR), True, id="rhythm known, six articles are missing"),
        pytest.param(by_day(29, 27 * HOUR), True, id="rhythm known, a whole day without"),
    ],
)
def test_silence(published: list[datetime], silent: bool) -> None:
    found = volume(published, NOW, ZONE)
    assert (found.silent_since is not None) is silent
    if silent:
        assert found.silent_since == max(published)


def test_a_weekly_day_of_rest_is_no_silence() -> None:
    monday = NOW.astimezone(ZONE).weekday()
    rested = volume(by_day(29, rest=monday), NOW, ZONE)
    assert rested.silent_since is None
    assert rested.missing < 1


def test_much_less_than_usual_is_told_apart_from_silence() -> None:
    less = every(HOUR, 10 * DAY, DAY) + every(6 * HOUR, DAY)
    assert volume(less, NOW, ZONE).fallen
    assert not volume(every(HOUR, 10 * DAY), NOW, ZONE).fallen
    assert not volume(every(HOUR, 10 * DAY, 2 * DAY), NOW, ZONE).fallen
    assert not volume(every(HOUR, 10 * DAY, 2 * DAY) + every(HOUR, 2 * HOUR), NOW, ZONE).fallen, "it has just come back"


def test_the_figures_of_a_day() -> None:
    found = volume(every(HOUR, 5 * DAY + HOUR / 2), NOW, ZONE)
    assert (found.last_day, found.usual) == (24, 24.0)
