"""Cron slots: cron's own meaning of its fields, and each slot once where the clocks change."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.cron import CronTrigger
from hypothesis import assume, example, given
from hypothesis import strategies as st

from warraq.polling.cron import DAYS, Cron


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
        pytest.param("0 6 12 * 0-6", ["Wed 11", "Thu 12"], id="any day of the week will do"),
        pytest.param("0 6 */2 * 4", ["Thu 19", "Thu 09"], id="both where one of them holds a star"),
        pytest.param("0 6 * * 7-7", ["Sun 15", "Sun 22"], id="from Sunday to Sunday"),
        pytest.param("0 6 30 2 6", ["Sat 06", "Sat 13"], id="a day that never comes, or of the week"),
        pytest.param("0 6 29 2 *", ["Tue 29"], id="a day that not every year has"),
    ],
)
def test_days_are_those_of_cron(expression: str, expected: list[str]) -> None:
    found = slots(expression, "Asia/Riyadh", "2026-03-10T12:00+03:00", len(expected))
    assert [slot[:6] for slot in found] == expected


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        pytest.param("", "has 0 fields; write five fields", id="nothing"),
        pytest.param("* * * *", "has 4 fields; write five", id="too few"),
        pytest.param("* * * * * *", "has 6 fields; write five", id="seconds"),
        pytest.param("61 * * * *", "61", id="no minute"),
        pytest.param("0 6 * * 8", "'8' is no day of the week; write 0-6 from Sunday", id="no day of the week"),
        pytest.param("0 6 * * funday", "'funday' is no day of the week", id="no name of a day"),
        pytest.param("0 6 * * */0", "write a step of 1 to 7 days", id="no step"),
        pytest.param("0 6 30 2 *", "it never comes", id="no such day in any year"),
        pytest.param("a b c d e", "is no cron expression", id="words"),
    ],
)
def test_a_bad_expression_is_refused_with_what_is_wrong(expression: str, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)) as refused:
        Cron.parse(expression, "UTC")
    assert str(refused.value).startswith(f"{expression!r} is no cron expression: ")


MOMENTS = st.integers(0, 3 * 365 * 24 * 60).map(lambda minute: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minute))
ZONES = st.sampled_from(["Africa/Cairo", "Asia/Beirut", "Asia/Gaza", "Africa/Casablanca", "Asia/Riyadh", "UTC"])


def fields(least: int, most: int) -> st.SearchStrategy[str]:
    """Every form of a field that cron and APScheduler know alike."""
    span = st.tuples(st.integers(least, most), st.integers(least, most)).map(lambda ends: f"{min(ends)}-{max(ends)}")
    listed = st.lists(st.integers(least, most).map(str) | span, min_size=1, max_size=3).map(",".join)
    return st.just("*") | st.integers(1, most - least).map("*/{}".format) | listed


DAYS_OF_THE_WEEK = st.lists(st.sampled_from(DAYS), min_size=1, max_size=3).map(",".join)
DAYS_OF_THE_MONTH = st.tuples(fields(1, 31), fields(1, 12), st.just("*"))
OF_THE_WEEK = st.tuples(st.just("*"), fields(1, 12), DAYS_OF_THE_WEEK)


@given(st.tuples(fields(0, 59), fields(0, 23)), DAYS_OF_THE_MONTH | OF_THE_WEEK, ZONES, MOMENTS)
@example(("*", "*"), ("*/16", "*", "*"), "Asia/Beirut", datetime(2025, 3, 17, 21, 59, tzinfo=UTC))
def test_slots_are_those_of_apscheduler_but_for_nights_of_change(
    time: tuple[str, str], days: tuple[str, str, str], timezone: str, moment: datetime
) -> None:
    expression, zone = " ".join((*time, *days)), ZoneInfo(timezone)
    trigger, just = CronTrigger.from_crontab(expression, zone), timedelta(microseconds=1)
    expected, found = trigger.get_next_fire_time(None, moment + just), Cron.parse(expression, timezone).next_after(moment)
    assume(expected and all(steady(zone, moment) for moment in (moment, expected)))
    assert found
    if moment.astimezone(zone).utcoffset() != expected.utcoffset():
        # On its way past a change APScheduler may miss slots; from nearby it sees them.
        assume(steady(zone, found))
        assert found <= expected
        expected = trigger.get_next_fire_time(None, max(moment, found - timedelta(hours=1)) + just)
    assert found == expected


def steady(zone: ZoneInfo, moment: datetime) -> bool:
    """Whether no clock is moved in the hours around."""
    around = (moment.astimezone(UTC) + timedelta(hours=hours) for hours in (-4, 4))
    return len({instant.astimezone(zone).utcoffset() for instant in around}) == 1


PIECES = st.sampled_from(["*", "/", "-", ",", "0", "1", "2", "7", "30", "31", "60", "last", "sun", "fri", "feb", "٣"])
LIKELY = st.tuples(fields(0, 60), fields(0, 24), fields(1, 32), fields(1, 13), fields(0, 8)).map(" ".join)
ODD = st.lists(st.lists(PIECES, min_size=1, max_size=4).map("".join), min_size=4, max_size=6).map(" ".join)


@given(LIKELY | ODD, ZONES, MOMENTS)
def test_whatever_an_outlet_file_may_say_comes(expression: str, timezone: str, moment: datetime) -> None:
    try:
        cron = Cron.parse(expression, timezone)
    except ValueError:
        return
    following = cron.next_after(moment)
    assert following
    assert following > moment


@given(
    st.sampled_from(["*/10 * * * *", "30 0 * * *", "0 */2 * * *", "15,45 23,0,1 * * *", "0 1 * * 5", "59 23 * * *"]),
    ZONES,
    MOMENTS,
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


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("@hourly", "0 * * * *"),
        ("@Daily", "0 0 * * *"),
        ("@weekly", "0 0 * * sun"),
        ("*/60 * * * *", "0 * * * *"),
        ("0 */24 * * *", "0 0 * * *"),
        ("10-20/30 * * * *", "10 * * * *"),
    ],
)
def test_what_users_of_crontab_write(written: str, means: str) -> None:
    moment = datetime(2026, 3, 9, 12, 34, tzinfo=UTC)
    assert Cron.parse(written, "Africa/Cairo").next_after(moment) == Cron.parse(means, "Africa/Cairo").next_after(moment)


@pytest.mark.parametrize(
    ("written", "words"), [("*/99 * * * *", "1 to 60 in the minute"), ("0 */0 * * *", "1 to 24 in the hour"), ("@reboot", "@hourly")]
)
def test_steps_and_words_that_mean_nothing_are_refused_in_our_own_words(written: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Cron.parse(written, "UTC")
