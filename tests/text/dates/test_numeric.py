"""Dates in numbers alone: the order of day, month and year, and what may decide it."""

from __future__ import annotations

from datetime import datetime

import pytest

from warraq.text.dates import parse_date

ORDERS = [
    ("day-first-slashes", "23/11/2024", "2024-11-23"),
    ("day-first-dashes", "23-11-2024", "2024-11-23"),
    ("day-first-dots", "23.11.2024", "2024-11-23"),
    ("day-first-spaced", "23 / 11 / 2024", "2024-11-23"),
    ("day-first-en-dash", "23 – 11 – 2024", "2024-11-23"),
    ("day-first-bars", "23|11|2024", "2024-11-23"),
    ("day-first-commas", "23، 11، 2024", "2024-11-23"),
    ("day-first-tatweel", "23ـ11ـ2024", "2024-11-23"),
    ("day-first-uneven", "23 /11 /2024م", "2024-11-23"),
    ("day-first-single-digits", "3/4/2024", "2024-04-03"),
    ("day-first-padded", "03/04/2024", "2024-04-03"),
    ("year-first-slashes", "2024/11/23", "2024-11-23"),
    ("year-first-short", "2024/4/3", "2024-04-03"),
    ("year-first-dashes", "2024-04-03", "2024-04-03"),
    ("year-first-dots", "2024.04.03", "2024-04-03"),
    ("year-first-day-second", "2024/23/11", "2024-11-23"),
    ("month-first-provable", "11/23/2024", "2024-11-23"),
    ("arabic-digits", "٢٣/١١/٢٠٢٤", "2024-11-23"),
    ("arabic-digits-year-first", "٢٠٢٤-١١-٢٣", "2024-11-23"),
    ("persian-digits", "۲۳/۱۱/۲۰۲۴", "2024-11-23"),
    ("weekday-says-day-first", "الأربعاء 03/04/2024", "2024-04-03"),
    ("weekday-says-month-first", "الاثنين 03/04/2024", "2024-03-04"),
    ("weekday-after", "03/04/2024 الاثنين", "2024-03-04"),
    ("weekday-after-bracketed", "03/04/2024 (الأربعاء)", "2024-04-03"),
    ("weekday-says-month-first-dashes", "اثنين, 03-04-2024", "2024-03-04"),
    ("weekday-conflict-one-order", "الأحد 23/11/2024", "2024-11-23"),
    ("weekday-english", "Mon, 03/04/2024", "2024-03-04"),
    ("two-digit-year-weekday", "السبت 23/11/24", "2024-11-23"),
    ("with-words", "تاريخ النشر: 23/11/2024", "2024-11-23"),
    ("with-comma-and-outlet", "23.11.2024، وكالة النور", "2024-11-23"),
    ("in-brackets", "(23/11/2024)", "2024-11-23"),
    ("comments-counted", "23/11/2024 | 15 تعليق", "2024-11-23"),
    ("views-counted", "23-11-2024 - مشاهدات 1540", "2024-11-23"),
    ("same-day-twice", "23/11/2024 - السبت 23 نوفمبر 2024", "2024-11-23"),
    ("other-date-decides", "03/04/2024 - 4 مارس 2024", "2024-03-04"),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in ORDERS])
def test_order(text: str, expected: str) -> None:
    parsed = parse_date(text, None, None, None)
    assert (parsed.value, parsed.precision) == (expected, "day")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("31/11/2024", id="impossible"),
        pytest.param("30/02/2024", id="thirtieth-of-february"),
        pytest.param("13/13/2024", id="month-thirteen"),
        pytest.param("2024/13/32", id="year-first-impossible"),
        pytest.param("الجمعة 03/04/2024", id="weekday-fits-neither-order"),
        pytest.param("23-11-24", id="two-digit-year"),
        pytest.param("23/11", id="no-year"),
        pytest.param("فاز الفريق 3-2", id="score"),
        pytest.param("10.0.2024.5", id="four-parts"),
        pytest.param("2024/11/23456", id="address-number"),
        pytest.param("0100-555-2024", id="telephone"),
        pytest.param("23/11/20245", id="five-digit-year"),
        pytest.param("3/4/1024", id="year-out-of-range"),
        pytest.param("3/4/2024 7:05:09 AM", id="american-fingerprint"),
        pytest.param("23/11/2024 - 24/11/2024", id="two-days"),
    ],
)
def test_refused(text: str) -> None:
    assert parse_date(text, None, None, None).value is None


def test_other_order_is_kept_where_the_numbers_allow_both() -> None:
    assert str(parse_date("03/04/2024", None, None, None).other_order) == "2024-03-04"
    assert parse_date("23/04/2024", None, None, None).other_order is None
    assert parse_date("04/04/2024", None, None, None).other_order is None
    assert parse_date("الأربعاء 03/04/2024", None, None, None).other_order is None


@pytest.mark.parametrize(
    ("text", "now", "expected"),
    [
        pytest.param("23/11/24", "2024-11-24T10:00", "2024-11-23", id="two-digit-year-near"),
        pytest.param("23/11/14", "2024-11-24T10:00", None, id="two-digit-year-far"),
        pytest.param("09/12/2024", "2024-09-13T10:00", None, id="only-the-other-order-is-past"),
        pytest.param("المدينة - 12 - 9 (وكالة) --", "2024-09-12T20:00", "2024-09-12", id="dateline"),
        pytest.param("المدينة - 12 - 9 (وكالة) --", "2024-11-12T20:00", None, id="dateline-far-from-now"),
        pytest.param("فاز الفريق 12 - 9 (بعد التمديد)", "2024-09-12T20:00", None, id="score-in-brackets-sentence"),
    ],
)
def test_now_as_evidence(text: str, now: str, expected: str | None) -> None:
    assert parse_date(text, None, datetime.fromisoformat(now), None).value == expected


def test_american_outlet_numbers_prove_nothing() -> None:
    assert parse_date("03/04/2024", None, None, "US").value is None
    assert parse_date("23/04/2024", None, None, "US").value == "2024-04-23"
