"""Stamps as pages print them: labels, two stamps, glued words, controls, and text that is no date."""

from __future__ import annotations

import re
from datetime import datetime
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from warraq.text.dates import parse_date, parse_stamp

CAIRO = ZoneInfo("Africa/Cairo")
NOW = datetime(2024, 11, 24, 12, 0, tzinfo=CAIRO)

DIRTY = [
    ("glued-year-word", "23 نوفمبر 2024آخر تحديث", "2024-11-23"),
    ("glued-day", "السبت23نوفمبر2024", "2024-11-23"),
    ("glued-label", "نشر في:23/11/2024", "2024-11-23"),
    ("glued-year-mark", "23نوفمبر 2024م", "2024-11-23"),
    ("rlm", "\u200f23 نوفمبر\u200f 2024", "2024-11-23"),
    ("lrm-inside", "23\u200e/\u200e11\u200e/\u200e2024", "2024-11-23"),
    ("isolates", "\u2067السبت\u2069 \u206623\u2069 نوفمبر 2024", "2024-11-23"),
    ("embedding", "\u202b23 نوفمبر، 2024\u202c", "2024-11-23"),
    ("nbsp", "23\u00a0نوفمبر\u00a02024", "2024-11-23"),
    ("zwnj", "23 نوف\u200cمبر 2024", "2024-11-23"),
    ("bom", "\ufeff23 نوفمبر 2024", "2024-11-23"),
    ("presentation-forms", "23 ﻧﻮﻓﻤﺒﺮ 2024", "2024-11-23"),
    ("newlines", "السبت\n23\nنوفمبر\n2024", "2024-11-23"),
    ("full-width-digits", "２３/１１/２０２４", "2024-11-23"),
    ("full-dateline", "الميناء في 23 نوفمبر 2024 / وكالة النور / قال ناطق", "2024-11-23"),
    ("author-and-date", "كتب سالم المرزوقي - السبت 23 نوفمبر 2024", "2024-11-23"),
    ("section-and-date", "اقتصاد | 23 نوفمبر 2024 | 0 تعليق", "2024-11-23"),
    ("agency-after", "23 نوفمبر 2024 م واس", "2024-11-23"),
    ("quote-marks", "«23 نوفمبر 2024»", "2024-11-23"),
    ("trailing-bar", "السبت 23 نوفمبر 2024 | |", "2024-11-23"),
    ("two-stamps-updated-last", "23 نوفمبر 2024 - آخر تحديث: 24 نوفمبر 2024", "2024-11-23"),
    ("two-stamps-updated-first", "آخر تحديث: 24 نوفمبر 2024 - نشر: 23 نوفمبر 2024", "2024-11-23"),
    ("two-stamps-english", "Published: 23 Nov 2024 Updated: 24 Nov 2024", "2024-11-23"),
    ("two-times-labelled", "نشر: 23 نوفمبر 2024 18:40 - آخر تحديث: 20:15", "2024-11-23T18:40+02:00"),
    ("two-stamps-with-times", "نُشر في 23/11/2024 18:40 وحُدّث في 24/11/2024 09:00", "2024-11-23T18:40+02:00"),
    ("updated-time-of-another-stamp", "23 نوفمبر 2024 | تحديث 24 نوفمبر 2024 09:00", "2024-11-23"),
    ("only-update", "تم التحديث في 23 نوفمبر 2024", "2024-11-23"),
    ("span-of-days-words", "من 23 نوفمبر إلى 2 ديسمبر 2024", "2024-11-23"),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*case[1:], id=case[0]) for case in DIRTY])
def test_dirty(text: str, expected: str) -> None:
    assert parse_date(text, CAIRO, None, None).value == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("   ", id="blank"),
        pytest.param("أخبار محلية", id="words"),
        pytest.param("1540 مشاهدة", id="count"),
        pytest.param("آب اللهّاب", id="month-word-in-prose"),
        pytest.param("العدد 2024", id="issue-number"),
        pytest.param("مارس اللاعب 3 رياضات", id="march-the-verb"),
        pytest.param("5 باب 2024", id="door-is-no-august"),
        pytest.param("12:30", id="time-alone"),
        pytest.param("3.11", id="version"),
        pytest.param("٪23", id="percent"),
        pytest.param("رقم الهاتف 20-24-1123", id="telephone"),
        pytest.param("١٢٣٤٥٦٧٨٩٠" * 50, id="digits"),
        pytest.param("ا" * 5000 + " 23 نوفمبر 2024", id="longer-than-any-stamp"),
    ],
)
def test_no_date(text: str) -> None:
    parsed = parse_date(text, CAIRO, NOW, None)
    assert (parsed.value, parsed.precision, parsed.instant, parsed.day) == (None, None, None, None)


def test_a_stamp_with_two_labels_tells_both() -> None:
    found = parse_stamp("نشر: 23/11/2024 18:40 | آخر تحديث: 24/11/2024 09:00", CAIRO, None, None)
    assert found.published.value == "2024-11-23T18:40+02:00"
    assert found.modified.value == "2024-11-24T09:00+02:00"


def test_an_update_is_no_publication() -> None:
    found = parse_stamp("آخر تحديث 24/11/2024 09:00", CAIRO, None, None)
    assert found.published.value is None
    assert found.modified.value == "2024-11-24T09:00+02:00"


def test_a_time_of_update_on_the_day_of_publication() -> None:
    found = parse_stamp("23 نوفمبر 2024 آخر تحديث 21:42 (توقيت مكة)", CAIRO, None, None)
    assert found.published.value == "2024-11-23"
    assert found.modified.value == "2024-11-23T21:42+03:00"


words = st.sampled_from(
    "منذ قبل 3 23 2024 1445 11 نوفمبر/تشرين رمضان ربيع الأول السبت ص م هـ الموافق : / - . ، ( ) الساعة 18:40 +0300 GMT بتوقيت"  # noqa: SIM905
    " مكة غرينتش أمس اليوم ساعتين دقيقة الماضي الجاري آخر تحديث نشر من إلى و عشر النصف 0640 T Z ago أول كانون ت 00:00 99:99 000".split()
)
anything = st.one_of(st.text(max_size=300), st.lists(words, max_size=20).map(" ".join), st.lists(words, max_size=12).map("".join))


@given(anything, st.sampled_from([None, CAIRO]), st.sampled_from([None, NOW]), st.sampled_from([None, "LY", "US", "MA", "??"]))
@example("+9999 23 نوفمبر 2024 23:59 -1200", CAIRO, NOW, None)
@example("منذ 99 سنة و 99 شهر", CAIRO, datetime(50, 1, 1), None)  # noqa: DTZ001
def test_never_raises_and_value_fits_precision(text: str, zone: ZoneInfo | None, now: datetime | None, country: str | None) -> None:
    parsed = parse_date(text, zone, now, country)
    shapes = {
        None: "None",
        "month": r"\d{4}-\d\d",
        "day": r"\d{4}-\d\d-\d\d",
        "minute": r"\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d",
        "second": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d",
    }
    assert re.fullmatch(shapes[parsed.precision], str(parsed.value))
    assert (parsed.instant is not None) == (parsed.precision in ("minute", "second"))
    assert (parsed.day is not None) == (parsed.precision not in (None, "month"))


@given(anything)
def test_reads_its_own_answer_again(text: str) -> None:
    value = parse_date(text, CAIRO, NOW, None).value
    if value is not None:
        assert parse_date(value, CAIRO, NOW, None).value == value


@given(st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2090, 1, 1)))  # noqa: DTZ001
def test_every_minute_survives(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0, tzinfo=ZoneInfo("UTC"))
    text = f"{moment:%H:%M} بتوقيت غرينتش {moment.day}/{moment.month}/{moment.year}"
    assert parse_date(text, None, None, None).instant == moment


@pytest.mark.parametrize("unit", ["1/", "12:30 ", "نوفمبر ", "5 نوفمبر 2024 ", "(", "- 5 ", "منذ ", "\u064b", "ـ", " "])
def test_long_garbage_is_refused_quickly(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    started = perf_counter()
    parse_date(text, CAIRO, NOW, None)
    parse_date(text[:990], CAIRO, NOW, None)
    assert perf_counter() - started < 0.5
