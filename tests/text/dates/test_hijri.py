"""Hijri dates, alone and beside their Gregorian side."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from warraq.text.dates import parse_date

# Umm al-Qura: 1 Muharram 1446 = 7 July 2024; 1 Ramadan 1445 = 11 March 2024; 1 Shawwal 1445 = 10 April 2024.
HIJRI = [
    ("words", "1 محرم 1446", "2024-07-07"),
    ("words-mark", "1 محرم 1446هـ", "2024-07-07"),
    ("words-mark-spaced", "1 محرم 1446 هـ", "2024-07-07"),
    ("words-heh", "1 محرم 1446ه", "2024-07-07"),
    ("words-presentation-heh", "1 محرم 1446 ﻫ", "2024-07-07"),
    ("words-hijri", "1 محرم 1446 هجري", "2024-07-07"),
    ("words-lilhijra", "1 محرم 1446 للهجرة", "2024-07-07"),
    ("words-haram", "1 محرم الحرام 1446هـ", "2024-07-07"),
    ("words-mubarak", "1 رمضان المبارك 1445هـ", "2024-03-11"),
    ("words-ordinal", "الأول من رمضان 1445", "2024-03-11"),
    ("words-month-word", "1 شهر رمضان 1445هـ", "2024-03-11"),
    ("words-slashes", "1/رمضان/1445هـ", "2024-03-11"),
    ("words-arabic-digits", "١ رمضان ١٤٤٥ هـ", "2024-03-11"),
    ("weekday", "الاثنين 1 رمضان 1445هـ", "2024-03-11"),
    ("weekday-one-day-off", "الثلاثاء 1 رمضان 1445هـ", "2024-03-12"),
    ("rabi-first", "10 ربيع الأول 1446", "2024-09-13"),
    ("rabi-first-no-article", "10 ربيع أول 1446", "2024-09-13"),
    ("rabi-second", "10 ربيع الثاني 1446", "2024-10-13"),
    ("rabi-last", "10 ربيع الآخر 1446", "2024-10-13"),
    ("jumada-first", "10 جمادى الأولى 1446", "2024-11-12"),
    ("jumada-first-masculine", "10 جمادى الأول 1446", "2024-11-12"),
    ("jumada-last", "10 جمادى الآخرة 1446", "2024-12-11"),
    ("jumada-second", "10 جمادى الثانية 1446", "2024-12-11"),
    ("rajab", "10 رجب 1446", "2025-01-10"),
    ("shaaban", "10 شعبان 1446", "2025-02-09"),
    ("shawwal", "1 شوال 1445", "2024-04-10"),
    ("dhu-al-qadah", "10 ذو القعدة 1445", "2024-05-18"),
    ("dhi-al-hijjah", "10 ذي الحجة 1445", "2024-06-16"),
    ("safar", "10 صفر 1446", "2024-08-14"),
    ("numeric", "1/9/1445", "2024-03-11"),
    ("numeric-mark", "01/09/1445هـ", "2024-03-11"),
    ("numeric-dashes", "1-9-1445 هـ", "2024-03-11"),
    ("numeric-year-first", "1445/09/01", "2024-03-11"),
    ("numeric-year-first-mark", "1445-9-1هـ", "2024-03-11"),
    ("numeric-arabic-spaced", "١ /٩ /١٤٤٥هـ", "2024-03-11"),
    ("span-of-days", "من 5 إلى 7 شوال 1445هـ", "2024-04-14"),
    ("both-named", "1 رمضان 1445 هـ الموافق 11 مارس 2024 م", "2024-03-11"),
    ("both-no-word", "1 رمضان 1445 - 11 مارس 2024", "2024-03-11"),
    ("both-gregorian-first", "11 مارس 2024م - 1 رمضان 1445هـ", "2024-03-11"),
    ("both-numeric", "1/9/1445هـ الموافق 11/3/2024م", "2024-03-11"),
    ("both-numeric-order-decided", "29/1/1446هـ الموافق 8/4/2024م", "2024-08-04"),
    ("both-lam", "1 رمضان 1445هـ الموافق لـ 11 مارس 2024", "2024-03-11"),
    ("both-off-by-one", "2 رمضان 1445 هـ الموافق 11 مارس 2024 م", "2024-03-11"),
    ("both-brackets", "الاثنين 1 رمضان 1445 (11 آذار/مارس 2024)", "2024-03-11"),
    ("both-yuwafiq", "1 رمضان 1445 الذي يوافق 11 مارس 2024", "2024-03-11"),
    ("both-hijri-unreadable", "32 رمضان 145 - 11 مارس 2024", "2024-03-11"),
    ("both-year-first-and-last", "1445/08/30 - 11/03/2024", "2024-03-11"),
    ("both-year-first", "1445-08-29 / 2024-03-11", "2024-03-11"),
    ("both-dotted", "1445.08.29 - 11.03.2024", "2024-03-11"),
    ("both-weekday-between", "1445/9/1هـ - الاثنين - 2024/3/11م", "2024-03-11"),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in HIJRI])
def test_hijri(text: str, expected: str) -> None:
    parsed = parse_date(text, None, None, None)
    assert (parsed.value, parsed.precision) == (expected, "day")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("31 رمضان 1445", id="day-thirty-one"),
        pytest.param("30 شعبان 1446", id="month-of-twenty-nine-days"),
        pytest.param("رمضان 1445", id="month-only"),
        pytest.param("15 رمضان", id="no-year"),
        pytest.param("10 جمادى 1446", id="which-jumada"),
        pytest.param("15 رمضان 2024", id="gregorian-year"),
        pytest.param("1/13/1445هـ", id="month-thirteen"),
        pytest.param("1 رمضان 1445هـ الموافق 11 مايو 2024", id="sides-far-apart"),
        pytest.param("الجمعة 1 رمضان 1445هـ", id="weekday-far-off"),
        pytest.param("29 رمضان - 2 شوال 1445هـ", id="two-days"),
        pytest.param("5 - 7 شوال 1445هـ", id="span-of-days"),
        pytest.param("1 محرم 1250", id="before-the-tables"),
    ],
)
def test_refused(text: str) -> None:
    assert parse_date(text, None, None, None).value is None


@pytest.mark.parametrize(
    ("day", "expected"),
    [(8, None), (9, "2024-03-09"), (10, "2024-03-10"), (12, "2024-03-12"), (13, "2024-03-13"), (14, None)],
)
def test_the_sides_of_a_date_may_lie_two_days_apart_and_no_more(day: int, expected: str | None) -> None:
    assert parse_date(f"1 رمضان 1445هـ الموافق {day} مارس 2024", None, None, None).value == expected


def test_time_belongs_to_a_hijri_day_too() -> None:
    assert parse_date("1 رمضان 1445هـ 10:20 م", ZoneInfo("Asia/Riyadh"), None, None).value == "2024-03-11T22:20+03:00"


def test_solar_years_of_iran_are_not_lunar() -> None:
    assert parse_date("1404/05/06", None, None, "IR").value == "2025-07-28"
    assert parse_date("1404/05/06", "Asia/Tehran", None, None).value == "2025-07-28"


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        pytest.param("1403/02/10", None, None, id="unmarked"),
        pytest.param("10-02-1403", None, None, id="day-first"),
        pytest.param("۱۳۹۴-۰۳-۱۷", None, None, id="persian-digits"),
        pytest.param("۱۳۹۴-۰۳-۱۷", "IR", "2015-06-07", id="iran"),
        pytest.param("10/02/1403", "AF", "2024-04-29", id="afghanistan"),
        pytest.param("1403/02/10 هـ.ش", None, "2024-04-29", id="solar-mark"),
        pytest.param("1403/02/10 هـ", "IR", "1982-11-25", id="lunar-mark"),
        pytest.param("1403/02/10 - 2024/04/29", None, "2024-04-29", id="beside-its-gregorian-day"),
        pytest.param("1399/12/30", "IR", "2021-03-20", id="leap-year"),
        pytest.param("1400/12/30", "IR", None, id="no-leap-year"),
        pytest.param("1403/07/31", "IR", None, id="month-of-thirty-days"),
        pytest.param("10-09-1445", "IR", "2024-03-20", id="year-that-is-lunar"),
    ],
)
def test_solar_days_in_numbers(text: str, country: str | None, expected: str | None) -> None:
    assert parse_date(text, None, None, country).value == expected
