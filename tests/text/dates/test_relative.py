"""Words that count from now: how long ago, which day, which month."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from warraq.text.dates import parse_date

CAIRO = ZoneInfo("Africa/Cairo")
NOW = datetime(2024, 11, 20, 14, 30, tzinfo=CAIRO)  # a Wednesday

RELATIVE = [
    ("minute", "منذ دقيقة", "2024-11-20T14:29+02:00"),
    ("minute-one", "قبل دقيقة واحدة", "2024-11-20T14:29+02:00"),
    ("minutes-dual", "منذ دقيقتين", "2024-11-20T14:28+02:00"),
    ("minutes-dual-nominative", "منذ دقيقتان", "2024-11-20T14:28+02:00"),
    ("minutes-few", "منذ 7 دقائق", "2024-11-20T14:23+02:00"),
    ("minutes-many", "منذ 45 دقيقة", "2024-11-20T13:45+02:00"),
    ("minutes-arabic-digits", "منذ ٤٥ دقيقة", "2024-11-20T13:45+02:00"),
    ("minutes-glued", "منذ45دقيقة", "2024-11-20T13:45+02:00"),
    ("minutes-words", "قبل خمس دقائق", "2024-11-20T14:25+02:00"),
    ("minutes-compound-words", "قبل خمس وعشرين دقيقة", "2024-11-20T14:05+02:00"),
    ("minutes-short", "منذ 45 د", "2024-11-20T13:45+02:00"),
    ("half-hour", "قبل نصف ساعة", "2024-11-20T14:00+02:00"),
    ("hour", "منذ ساعة", "2024-11-20T13:30+02:00"),
    ("hour-one", "منذ ساعة واحدة", "2024-11-20T13:30+02:00"),
    ("hours-dual", "قبل ساعتين", "2024-11-20T12:30+02:00"),
    ("hours-few", "قبل 3 ساعات", "2024-11-20T11:30+02:00"),
    ("hours-many", "منذ 23 ساعة", "2024-11-19T15:30+02:00"),
    ("hours-wrong-plural", "منذ 3 ساعة", "2024-11-20T11:30+02:00"),
    ("hours-short", "منذ 5 س", "2024-11-20T09:30+02:00"),
    ("hours-passed", "3 ساعات مضت", "2024-11-20T11:30+02:00"),
    ("hours-and-minutes", "منذ ساعة و 20 دقيقة", "2024-11-20T13:10+02:00"),
    ("hours-and-minutes-glued", "قبل ساعتين و15 دقيقة", "2024-11-20T12:15+02:00"),
    ("hours-egyptian", "من 3 ساعات", "2024-11-20T11:30+02:00"),
    ("published-since", "نشر منذ 3 ساعات", "2024-11-20T11:30+02:00"),
    ("updated-since", "آخر تحديث منذ 3 ساعات", "2024-11-20T11:30+02:00"),
    ("seconds", "منذ 30 ثانية", "2024-11-20T14:29+02:00"),
    ("seconds-unnumbered", "قبل ثوانٍ", "2024-11-20T14:30+02:00"),
    ("moments", "قبل لحظات", "2024-11-20T14:30+02:00"),
    ("now", "الآن", "2024-11-20T14:30+02:00"),
    ("hour-and-a-half", "منذ ساعة ونصف", "2024-11-20T13:00+02:00"),
    ("quarter-hour", "قبل ربع ساعة", "2024-11-20T14:15+02:00"),
    ("english-hours", "3 hours ago", "2024-11-20T11:30+02:00"),
    ("english-hour", "an hour ago", "2024-11-20T13:30+02:00"),
    ("day", "منذ يوم", "2024-11-19"),
    ("day-one", "منذ يوم واحد", "2024-11-19"),
    ("days-dual", "قبل يومين", "2024-11-18"),
    ("days", "منذ 9 أيام", "2024-11-11"),
    ("days-no-hamza", "منذ 9 ايام", "2024-11-11"),
    ("days-many", "منذ 12 يومًا", "2024-11-08"),
    ("days-short", "منذ 3 ي", "2024-11-17"),
    ("days-words", "قبل ثلاثة أيام", "2024-11-17"),
    ("week", "منذ أسبوع", "2024-11-13"),
    ("weeks-dual", "قبل أسبوعين", "2024-11-06"),
    ("weeks", "منذ 3 أسابيع", "2024-10-30"),
    ("month", "منذ شهر", "2024-10-20"),
    ("months-dual", "منذ شهرين", "2024-09-20"),
    ("months", "قبل 5 أشهر", "2024-06-20"),
    ("months-wrong-plural", "منذ 5 شهر", "2024-06-20"),
    ("months-shuhur", "منذ 4 شهور", "2024-07-20"),
    ("year", "منذ سنة", "2023-11-20"),
    ("year-aam", "قبل عام", "2023-11-20"),
    ("years-dual", "قبل عامين", "2022-11-20"),
    ("years", "منذ 3 سنوات", "2021-11-20"),
    ("english-days", "2 days ago", "2024-11-18"),
    ("today", "اليوم", "2024-11-20"),
    ("today-weekday", "اليوم الأربعاء", "2024-11-20"),
    ("this-evening", "مساء اليوم", "2024-11-20"),
    ("this-morning-weekday", "صباح اليوم الأربعاء", "2024-11-20"),
    ("yesterday", "أمس", "2024-11-19"),
    ("yesterday-no-hamza", "امس", "2024-11-19"),
    ("yesterday-weekday", "أمس الثلاثاء", "2024-11-19"),
    ("yesterday-evening", "مساء أمس", "2024-11-19"),
    ("yesterday-article", "بالأمس", "2024-11-19"),
    ("yesterday-english", "yesterday", "2024-11-19"),
    ("day-before-yesterday", "أول أمس", "2024-11-18"),
    ("day-before-yesterday-min", "أول من أمس", "2024-11-18"),
    ("day-before-yesterday-weekday", "أول أمس الاثنين", "2024-11-18"),
    ("tomorrow", "غداً", "2024-11-21"),
    ("tomorrow-weekday", "غدا الخميس", "2024-11-21"),
    ("day-after-tomorrow", "بعد غد", "2024-11-22"),
    ("last-weekday", "الجمعة الماضي", "2024-11-15"),
    ("last-weekday-feminine", "يوم الجمعة الماضية", "2024-11-15"),
    ("last-weekday-today", "الأربعاء الماضي", "2024-11-13"),
    ("next-weekday", "الجمعة المقبل", "2024-11-22"),
    ("next-weekday-qadim", "السبت القادم", "2024-11-23"),
    ("month-last", "8 أكتوبر الماضي", "2024-10-08"),
    ("month-last-future-in-this-year", "8 ديسمبر الماضي", "2023-12-08"),
    ("month-last-pair", "8 أكتوبر/تشرين الأول الماضي", "2024-10-08"),
    ("month-current", "سادس نونبر الجاري", "2024-11-06"),
    ("month-current-hali", "6 نوفمبر الحالي", "2024-11-06"),
    ("month-next", "8 ديسمبر المقبل", "2024-12-08"),
    ("month-next-january", "8 يناير المقبل", "2025-01-08"),
    ("this-month-day", "الخامس من الشهر الجاري", "2024-11-05"),
    ("this-month-day-number", "5 الجاري", "2024-11-05"),
    ("last-month-day", "الخامس من الشهر الماضي", "2024-10-05"),
    ("last-month", "الشهر الماضي", "2024-10"),
    ("this-month", "الشهر الجاري", "2024-11"),
    ("month-name-last", "سبتمبر الماضي", "2024-09"),
    ("since-ordinal-last", "منذ العاشر من تشرين الأول الماضي", "2024-10-10"),
    ("last-year", "8 أكتوبر من العام الماضي", "2023-10-08"),
    ("this-year", "8 أكتوبر من العام الجاري", "2024-10-08"),
    ("no-year-past", "8 أكتوبر", "2024-10-08"),
    ("no-year-near-future", "8 ديسمبر", "2024-12-08"),
    ("no-year-pair", "8 أكتوبر/تشرين الأول", "2024-10-08"),
    ("no-year-with-time", "8 أكتوبر 10:20", "2024-10-08T10:20+03:00"),
    ("no-year-weekday", "الأحد 8 أكتوبر", "2023-10-08"),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in RELATIVE])
def test_relative(text: str, expected: str) -> None:
    parsed = parse_date(text, CAIRO, NOW, None)
    assert parsed.value == expected
    assert parsed.precision == {16 + 6: "minute", 10: "day", 7: "month"}[len(expected)]


@pytest.mark.parametrize("text", [case[1] for case in RELATIVE], ids=[case[0] for case in RELATIVE])
def test_nothing_without_now(text: str) -> None:
    assert parse_date(text, CAIRO, None, None).value is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("أمس الاثنين", id="yesterday-was-another-weekday"),
        pytest.param("اليوم الأحد", id="today-is-another-weekday"),
        pytest.param("اليوم السابع", id="name-of-a-paper"),
        pytest.param("صحيفة المدار اليوم", id="name-ending-in-today"),
        pytest.param("منذ بضع ساعات", id="some-hours"),
        pytest.param("منذ عدة أيام", id="several-days"),
        pytest.param("منذ أيام", id="days-unnumbered"),
        pytest.param("قبل 3 أيام من الافتتاح", id="before-something-else"),
        pytest.param("منذ 100000 سنة", id="before-all-calendars"),
        pytest.param("في أمس الحاجة", id="dire-need"),
        pytest.param("منذ عام 1534", id="since-a-year"),
        pytest.param("منذ لحظات الفجر", id="since-the-moments-of-something"),
        pytest.param("3 دقائق قراءة", id="reading-time"),
        pytest.param("من التأسيس حتى اليوم", id="until-today"),
        pytest.param("10 نوفمبر الماضي", id="this-november-or-the-last"),
        pytest.param("الأسبوع الماضي", id="a-week-is-no-day"),
        pytest.param("العام الماضي", id="a-year-is-no-day"),
        pytest.param("الأحد", id="weekday-alone"),
        pytest.param("31 فبراير الماضي", id="impossible-day"),
        pytest.param("6 أكتوبر الجاري", id="another-month-is-current"),
        pytest.param("3 ساعات", id="a-length-of-time"),
    ],
)
def test_refused(text: str) -> None:
    assert parse_date(text, CAIRO, NOW, None).value is None


def test_now_is_read_in_the_zone() -> None:
    late = datetime(2024, 11, 20, 23, 30, tzinfo=UTC)
    assert parse_date("أمس", CAIRO, late, None).value == "2024-11-20"
    assert parse_date("منذ ساعة", CAIRO, late, None).value == "2024-11-21T00:30+02:00"


def test_naive_now_is_the_clock_of_the_zone() -> None:
    assert parse_date("منذ ساعة", CAIRO, NOW.replace(tzinfo=None), None).value == "2024-11-20T13:30+02:00"


def test_hours_are_counted_across_a_change_of_clocks() -> None:
    # Cairo set its clocks forward at midnight of 26 April 2024.
    morning = datetime(2024, 4, 26, 2, 0, tzinfo=CAIRO)
    parsed = parse_date("منذ 3 ساعات", CAIRO, morning, None)
    assert parsed.instant == morning.astimezone(UTC) - timedelta(hours=3)
    assert parsed.value == "2024-04-25T22:00+02:00"
