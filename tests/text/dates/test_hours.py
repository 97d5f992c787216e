"""Times of day: markers, parts of the day, zones in words and numbers."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from warraq.text.dates import parse_date

CAIRO = ZoneInfo("Africa/Cairo")

CLOCKS = [
    ("24-hours", "23 نوفمبر 2024 - 18:40", "18:40"),
    ("24-hours-bar", "23-11-2024 | 18:40", "18:40"),
    ("24-hours-first", "18:40 | 23-11-2024", "18:40"),
    ("24-hours-comma", "23/11/2024، 18:40", "18:40"),
    ("short-m", "23/11/2024 6:40 م", "18:40"),
    ("short-s", "23/11/2024 6:40 ص", "06:40"),
    ("short-glued", "23/11/2024 06:40م", "18:40"),
    ("noon-m", "12:10 م 23/11/2024", "12:10"),
    ("midnight-s", "12:10 ص 23/11/2024", "00:10"),
    ("first", "06:40 م، السبت 23 نوفمبر 2024", "18:40"),
    ("word-morning", "23 نوفمبر 2024 6:40 صباحاً", "06:40"),
    ("word-morning-no-tanween", "23 نوفمبر 2024 06:40 صباحا", "06:40"),
    ("word-evening", "23 نوفمبر 2024 6:40 مساءً", "18:40"),
    ("word-evening-no-hamza", "23 نوفمبر 2024 6:40 مسا", "18:40"),
    ("noon", "23 نوفمبر 2024 الساعة 1:40 ظهرا", "13:40"),
    ("noon-twelve", "23 نوفمبر 2024 الساعة 12:40 ظهرا", "12:40"),
    ("afternoon", "23 نوفمبر 2024 الساعة 4:40 عصراً", "16:40"),
    ("dawn", "23 نوفمبر 2024 الساعة 4:40 فجرا", "04:40"),
    ("night-late", "23 نوفمبر 2024 الساعة 11:40 ليلا", "23:40"),
    ("after-noon-phrase", "23 نوفمبر 2024 3:40 بعد الظهر", "15:40"),
    ("before-noon-phrase", "23 نوفمبر 2024 10:40 قبل الظهر", "10:40"),
    ("english-pm", "23/11/2024 6:40 PM", "18:40"),
    ("english-am-dots", "23/11/2024 6:40 a.m.", "06:40"),
    ("english-pm-24", "23/11/2024 18:40 pm", "18:40"),
    ("arabic-digits", "٢٣/١١/٢٠٢٤ ٠٦:٤٠ م", "18:40"),
    ("dot-after-hour-word", "23 نوفمبر 2024 الساعة ٦.٤٠ مساء", "18:40"),
    ("comma-after-hour-word", "23 نوفمبر 2024 الساعة (٦،٤٠) مساء", "18:40"),
    ("spaced-colon", "23 نوفمبر 2024 الساعة 18 : 40", "18:40"),
    ("whole-hour", "23 نوفمبر 2024 الساعة 6 مساء", "18:00"),
    ("whole-hour-words", "23 نوفمبر 2024 الساعة السادسة مساء", "18:00"),
    ("half-hour-words", "23 نوفمبر 2024 الساعة السادسة والنصف مساء", "18:30"),
    ("military", "23 نوفمبر 2024 الساعة 0640", "06:40"),
    ("day-after", "1:57 مساءً / 23 نوفمبر، 2024", "13:57"),
    ("update-only", "آخر تحديث: 23 - نوفمبر - 2024 6:40 مساء", "18:40"),
    ("same-time-twice", "18:40 23 نوفمبر 2024 (6:40 م)", "18:40"),
]


@pytest.mark.parametrize(("text", "clock"), [pytest.param(*case[1:], id=case[0]) for case in CLOCKS])
def test_clock(text: str, clock: str) -> None:
    parsed = parse_date(text, CAIRO, None, None)
    assert (parsed.value, parsed.precision) == (f"2024-11-23T{clock}+02:00", "minute")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("23 نوفمبر 2024 18:40 ص", id="evening-hour-marked-morning"),
        pytest.param("23 نوفمبر 2024 مساء", id="part-of-the-day-only"),
        pytest.param("23 نوفمبر 2024 الساعة 6", id="hour-of-either-half"),
        pytest.param("23 نوفمبر 2024 بين 10:00 و 12:00", id="two-times"),
        pytest.param("23 نوفمبر 2024 10:40 بتوقيت بلدة مجهولة", id="unknown-zone"),
        pytest.param("23 نوفمبر 2024 م 06:40", id="era-or-evening"),
        pytest.param("23 نوفمبر 2024 12 ليلا", id="twelve-at-night"),
        pytest.param("2024/11/23 (8)", id="count-in-brackets"),
        pytest.param("23 نوفمبر 2024 الساعة 16:25 (مكة المكرمة)، 10:25 (غرينتش)", id="zones-contradict"),
    ],
)
def test_no_time_is_invented(text: str) -> None:
    parsed = parse_date(text, CAIRO, None, None)
    assert (parsed.value, parsed.precision) == ("2024-11-23", "day")


@pytest.mark.parametrize("text", ["23 نوفمبر 2024 25:10", "23 نوفمبر 2024 10:75", "2024-11-23T25:00"])
def test_impossible_time_spoils_the_stamp(text: str) -> None:
    assert parse_date(text, CAIRO, None, None).value is None


ZONES = [
    ("greenwich", "23 يوليو 2024 14:00 بتوقيت غرينتش", "14:00+00:00"),
    ("greenwich-jeem", "23 يوليو 2024 14:00 بتوقيت جرينتش", "14:00+00:00"),
    ("greenwich-short", "23 يوليو 2024 14:00 ت.غ", "14:00+00:00"),
    ("greenwich-brackets", "23 يوليو 2024 14:00 (غرينتش)", "14:00+00:00"),
    ("gmt", "23 يوليو 2024 14:00 GMT", "14:00+00:00"),
    ("gmt-before-date", "14:00 GMT 23.07.2024", "14:00+00:00"),
    ("gmt-plus", "23 يوليو 2024 14:00 GMT+3", "14:00+03:00"),
    ("plus-gmt", "23 يوليو 2024 14:00 (+3 غرينتش)", "14:00+03:00"),
    ("utc", "23 يوليو 2024 14:00 UTC", "14:00+00:00"),
    ("mecca", "23 يوليو 2024 14:00 بتوقيت مكة المكرمة", "14:00+03:00"),
    ("mecca-short", "23 يوليو 2024 14:00 (توقيت مكة)", "14:00+03:00"),
    ("mecca-spa", "23 يوليو 2024 14:00 ت م", "14:00+03:00"),
    ("saudi", "23 يوليو 2024 14:00 بتوقيت السعودية", "14:00+03:00"),
    ("jerusalem-summer", "23 يوليو 2024 14:00 بتوقيت القدس (+2GMT)", "14:00+03:00"),
    ("jerusalem-occupied", "23 يوليو 2024 14:00 بتوقيت القدس المحتلة", "14:00+03:00"),
    ("cairo-summer", "23 يوليو 2024 14:00 بتوقيت القاهرة", "14:00+03:00"),
    ("abu-dhabi", "23 يوليو 2024 14:00 بتوقيت أبوظبي", "14:00+04:00"),
    ("abu-dhabi-apart", "23 يوليو 2024 14:00 بتوقيت أبو ظبي", "14:00+04:00"),
    ("london-summer", "23 يوليو 2024 14:00 بتوقيت لندن", "14:00+01:00"),
    ("yemen", "23 يوليو 2024 14:00 بتوقيت اليمن", "14:00+03:00"),
    ("local", "23 يوليو 2024 14:00 بالتوقيت المحلي", "14:00+01:00"),
    ("none-stated", "23 يوليو 2024 14:00", "14:00+01:00"),
    ("both-zones", "23 يوليو 2024 الساعة 14:00 (مكة المكرمة)، 11:00 (غرينتش)", "14:00+03:00"),
    ("both-zones-local-first", "23 يوليو 2024 14:00 (13:00 ت.غ)", "14:00+01:00"),
    ("marker-and-zone", "23 يوليو 2024 2:00 مساء بتوقيت غرينتش", "14:00+00:00"),
    ("zone-before", "بتوقيت غرينتش 14:00 - 23 يوليو 2024", "14:00+00:00"),
    ("gmt-plus-clock", "23 يوليو 2024 14:00 GMT+03:00", "14:00+03:00"),
    ("loose-city-in-brackets", "23 يوليو 2024 14:00 (القاهرة)", "14:00+03:00"),
    ("offset", "23 يوليو 2024 14:00 +0400", "14:00+04:00"),
    ("rfc-822", "Tue, 23 Jul 2024 14:00:00 +0300", "14:00:00+03:00"),
    ("rfc-822-gmt", "Tue, 23 Jul 2024 14:00:00 GMT", "14:00:00+00:00"),
    ("rfc-822-negative", "Tue, 23 Jul 2024 14:00:00 -0500", "14:00:00-05:00"),
    ("unix", "Tue Jul 23 14:00:00 UTC 2024", "14:00:00+00:00"),
    ("javascript", "Tue Jul 23 2024 14:00:00 GMT+0300 (EEST)", "14:00:00+03:00"),
    ("iso", "2024-07-23T14:00+0000", "14:00+00:00"),
    ("iso-z", "2024-07-23T14:00:00Z", "14:00:00+00:00"),
    ("iso-fraction", "2024-07-23T14:00:00.123456+03:00", "14:00:00+03:00"),
    ("iso-naive", "2024-07-23 14:00", "14:00+01:00"),
    ("iso-compact", "20240723T140000Z", "14:00:00+00:00"),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in ZONES])
def test_zone(text: str, expected: str) -> None:
    parsed = parse_date(text, ZoneInfo("Africa/Casablanca"), None, None)
    assert parsed.value == f"2024-07-23T{expected}"
    assert parsed.precision == ("second" if expected.count(":") == 3 else "minute")


def test_clock_without_any_zone_is_kept_but_not_placed() -> None:
    parsed = parse_date("23 نوفمبر 2024 18:40", None, None, None)
    assert (parsed.value, parsed.instant, str(parsed.clock)) == ("2024-11-23", None, "18:40:00")


def test_country_gives_its_only_zone() -> None:
    assert parse_date("23 نوفمبر 2024 18:40", None, None, "AE").value == "2024-11-23T18:40+04:00"


def test_zone_may_be_named() -> None:
    assert parse_date("23 نوفمبر 2024 18:40", "Asia/Riyadh", None, None).value == "2024-11-23T18:40+03:00"


def test_instants_are_aware_and_keep_the_day_of_their_own_clock() -> None:
    parsed = parse_date("23 نوفمبر 2024 00:40", CAIRO, None, None)
    assert parsed.instant is not None
    assert parsed.instant.utctimetuple()[:5] == (2024, 11, 22, 22, 40)
    assert str(parsed.day) == "2024-11-23"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("18:40 ت م", "2024-11-23T18:40+03:00", id="mecca"),
        pytest.param("الساعة 09:05 بتوقيت جرينتش", "2024-11-23T09:05+00:00", id="greenwich"),
        pytest.param("6:40 مساء", "2024-11-23T18:40+02:00", id="local"),
        pytest.param("الساعة 23:50", None, id="later-than-now"),
        pytest.param("2:26", None, id="length-of-a-video"),
        pytest.param("(16:10)", None, id="ratio"),
        pytest.param("29 بهمن 1398 الساعة 06:55 ص", None, id="beside-a-date-that-was-not-read"),
        pytest.param("افتتح الوزير المعرض في المدينة الساعة 10:30 صباحا", None, id="within-a-sentence"),
        pytest.param("اليوم 6:40 م", "2024-11-23T18:40+02:00", id="today"),
        pytest.param("أمس 23:10", "2024-11-22T23:10+02:00", id="yesterday"),
        pytest.param("أمس الساعة 10 مساء", "2024-11-22T22:00+02:00", id="yesterday-whole-hour"),
        pytest.param("اليوم، الساعة 3:20 م", "2024-11-23T15:20+02:00", id="today-hour-word"),
    ],
)
def test_time_of_a_day_that_now_supplies(text: str, expected: str | None) -> None:
    assert parse_date(text, CAIRO, datetime(2024, 11, 23, 21, 0), None).value == expected  # noqa: DTZ001
    assert parse_date(text, CAIRO, None, None).value is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-11-23 18:40:00+03", "2024-11-23T18:40:00+03:00"),
        ("2024-11-23 18:40:00.123456+03", "2024-11-23T18:40:00+03:00"),
        ("2024-11-23 18:40:00-05", "2024-11-23T18:40:00-05:00"),
        ("2024-11-23T18:40+03", "2024-11-23T18:40+03:00"),
        ("23/11/2024 18:40 +03", "2024-11-23T18:40+03:00"),
        ("2024-11-23 18:40:00 +0300 +03", "2024-11-23T18:40:00+03:00"),
        ("2024-11-23 10:20-12", "2024-11-23"),
    ],
)
def test_offsets_of_hours(text: str, expected: str) -> None:
    assert parse_date(text).value == expected
