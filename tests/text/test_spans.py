"""A bound in time is read as people type it, and what none can read is no bound."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.text.spans import moment_of

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)


def day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "begins", "ends"),
    [
        ("6h", NOW - timedelta(hours=6), NOW - timedelta(hours=6)),
        (" 30m ", NOW - timedelta(minutes=30), NOW - timedelta(minutes=30)),
        ("٢w", NOW - timedelta(weeks=2), NOW - timedelta(weeks=2)),
        ("2026-01-31", day(2026, 1, 31), day(2026, 2, 1)),
        ("٢٠٢٦-٠١-٣١", day(2026, 1, 31), day(2026, 2, 1)),
        ("20260131", day(2026, 1, 31), day(2026, 2, 1)),
        ("2026-01", day(2026, 1, 1), day(2026, 2, 1)),
        ("2025", day(2025, 1, 1), day(2026, 1, 1)),
        ("2026-W05", day(2026, 1, 26), day(2026, 2, 2)),
        ("2026-01-31T10", day(2026, 1, 31) + timedelta(hours=10), day(2026, 1, 31) + timedelta(hours=10)),
        ("2026-01-31 10:30", day(2026, 1, 31) + timedelta(hours=10.5), day(2026, 1, 31) + timedelta(hours=10.5)),
        ("2026-01-31T01:00+02:00", day(2026, 1, 30) + timedelta(hours=23), day(2026, 1, 30) + timedelta(hours=23)),
        ("أمس", day(2026, 3, 8), day(2026, 3, 9)),
        ("31 يناير 2026", day(2026, 1, 31), day(2026, 2, 1)),
        ("كانون الثاني 2026", day(2026, 1, 1), day(2026, 2, 1)),
        ("اليوم", day(2026, 3, 9), day(2026, 3, 10)),
        ("today", day(2026, 3, 9), day(2026, 3, 10)),
        ("Yesterday", day(2026, 3, 8), day(2026, 3, 9)),
        ("هذا الأسبوع", day(2026, 3, 7), day(2026, 3, 14)),
        ("الأسبوع الماضي", day(2026, 2, 28), day(2026, 3, 7)),
        ("هذا الشهر", day(2026, 3, 1), day(2026, 4, 1)),
        ("last month", day(2026, 2, 1), day(2026, 3, 1)),
        ("منذ ساعتين", NOW - timedelta(hours=2), NOW - timedelta(hours=2)),
    ],
)
def test_a_bound_begins_and_ends(value: str, begins: datetime, ends: datetime) -> None:
    assert (moment_of(value, NOW), moment_of(value, NOW, end=True)) == (begins, ends)


@pytest.mark.parametrize(
    ("value", "begins", "ends"),
    [
        ("أمس", "2026-03-08T22:00", "2026-03-09T22:00"),
        ("اليوم", "2026-03-09T22:00", "2026-03-10T22:00"),
        ("هذا الأسبوع", "2026-03-06T22:00", "2026-03-13T22:00"),
        ("2026-03-29", "2026-03-28T22:00", "2026-03-29T21:00"),  # the clocks are put forward
        ("2026-03-09 10:30", "2026-03-09T08:30", "2026-03-09T08:30"),
        ("2026-03-09T10:30Z", "2026-03-09T10:30", "2026-03-09T10:30"),
        ("2h", "2026-03-09T20:30", "2026-03-09T20:30"),
    ],
)
def test_days_are_those_of_the_zone(value: str, begins: str, ends: str) -> None:
    late = datetime(2026, 3, 9, 22, 30, tzinfo=UTC)  # half past midnight in Beirut
    found = (moment_of(value, late, zone=ZoneInfo("Asia/Beirut")), moment_of(value, late, end=True, zone=ZoneInfo("Asia/Beirut")))
    assert [moment and moment.isoformat()[:16] for moment in found] == [begins, ends]


@pytest.mark.parametrize("value", ["", "soon", "يوما ما", "6", "6y", "-6h", "12345h", "2026-13-40", "0001-01-01T00:00+14:00"])
def test_what_none_can_read_is_no_bound(value: str) -> None:
    assert moment_of(value, NOW) is None


def test_a_day_without_an_end_is_no_bound() -> None:
    assert moment_of("9999-12-31", NOW, end=True) is None


@given(st.text() | st.text("0123456789-:TWZ+mhdw ."), st.booleans())
def test_any_text_is_an_instant_in_utc_or_none(value: str, end: bool) -> None:
    moment = moment_of(value, NOW, end=end)
    assert moment is None or moment.tzinfo is UTC
