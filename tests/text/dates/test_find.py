"""Choosing among the stamps of one article."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.items import Stamp
from warraq.text.dates import Found, find_date

FETCHED = datetime(2024, 11, 24, 12, 0, tzinfo=UTC)
Kind = Literal["published", "modified"]


def json_ld(raw: str, kind: Kind = "published") -> Stamp:
    return Stamp(raw, "json-ld", kind, "datePublished" if kind == "published" else "dateModified")


def meta(raw: str, kind: Kind = "published") -> Stamp:
    return Stamp(raw, "meta", kind, "article:published_time")


def feed(raw: str) -> Stamp:
    return Stamp(raw, "feed", "published", "published")


def visible(raw: str, kind: Kind = "published", name: str = "div") -> Stamp:
    return Stamp(raw, "visible", kind, name)


def attribute(raw: str) -> Stamp:
    return Stamp(raw, "visible", "published", "time[datetime]", "attribute")


def unnamed(raw: str) -> Stamp:
    return Stamp(raw, "json-ld", "published", "datePublished", "unnamed")


def url(raw: str) -> Stamp:
    return Stamp(raw, "url", "published", "path")


def found(*stamps: Stamp, zone: str | None = "Africa/Cairo", fetched_at: datetime | None = FETCHED) -> Found:
    return find_date(stamps, zone, fetched_at, None)


def instant(answer: Found) -> str:
    return f"{answer.published_at:%Y-%m-%dT%H:%M}" if answer.published_at else str(answer.published_day)


CHOICES = [
    ("one-instant", [json_ld("2024-11-23T18:40:00+02:00")], "2024-11-23T16:40", "json-ld"),
    ("structured-before-text", [visible("23 نوفمبر 2024"), json_ld("2024-11-23T18:40:00+02:00")], "2024-11-23T16:40", "json-ld"),
    ("text-refines-a-day", [json_ld("2024-11-23"), visible("السبت 23 نوفمبر 2024 06:40 م")], "2024-11-23T16:40", "visible"),
    ("day-only", [visible("23 نوفمبر 2024"), url("2024/11/23")], "2024-11-23", "visible"),
    ("address-alone", [url("2024/11/23")], "2024-11-23", "url"),
    ("address-of-the-draft", [visible("23 نوفمبر 2024"), url("2024/11/22")], "2024-11-23", "visible"),
    ("month-in-address", [visible("23 نوفمبر 2024"), url("2024/11")], "2024-11-23", "visible"),
    ("feed", [feed("Sat, 23 Nov 2024 18:40:00 +0200"), url("2024/11/23")], "2024-11-23T16:40", "feed"),
    ("epoch", [meta("1732380000")], "2024-11-23T16:40", "meta"),
    ("epoch-in-milliseconds", [meta("1732380000000")], "2024-11-23T16:40", "meta"),
    ("relative", [visible("منذ 3 ساعات")], "2024-11-24T09:00", "visible"),
    ("local-time-without-zone", [meta("2024-11-23 18:40:00")], "2024-11-23T16:40", "meta"),
    # A local time marked as UTC, proven by the text, by the outlet's own offset, by the future.
    ("false-utc-by-text", [json_ld("2024-11-23T18:40:00Z"), visible("السبت 23 نوفمبر 2024 06:40 م")], "2024-11-23T16:40", "json-ld"),
    ("false-utc-in-feed", [feed("Sat, 23 Nov 2024 18:40:00 GMT"), visible("23-11-2024 | 18:40")], "2024-11-23T16:40", "feed"),
    ("false-utc-by-offset", [json_ld("2024-11-23T18:40:00Z"), meta("2024-11-23T18:40:00+02:00")], "2024-11-23T16:40", "json-ld"),
    ("false-utc-by-future", [json_ld("2024-11-24T13:30:00Z")], "2024-11-24T11:30", "json-ld"),
    ("false-utc-over-midnight", [json_ld("2024-11-23T23:40:00Z"), visible("23/11/2024 11:40 م")], "2024-11-23T21:40", "json-ld"),
    ("true-utc-by-text", [json_ld("2024-11-23T16:40:00Z"), visible("23/11/2024 06:40 م")], "2024-11-23T16:40", "json-ld"),
    ("true-utc-named-in-text", [json_ld("2024-11-23T16:40:00Z"), visible("16:40 GMT 23.11.2024")], "2024-11-23T16:40", "json-ld"),
    ("true-utc-alone", [json_ld("2024-11-23T16:40:00Z"), visible("23 نوفمبر 2024")], "2024-11-23T16:40", "json-ld"),
    (
        "naive-attribute-proves-nothing",
        [meta("2024-11-23T16:40:00Z"), attribute("2024-11-23T16:40")],
        "2024-11-23T16:40",
        "meta",
    ),
    # Midnights that programs make up.
    ("midnight-utc", [json_ld("2024-11-23T00:00:00Z")], "2024-11-23", "json-ld"),
    ("midnight-local", [json_ld("2024-11-23T00:00:00+02:00")], "2024-11-23", "json-ld"),
    ("midnight-local-in-utc", [json_ld("2024-11-22T22:00:00Z")], "2024-11-23", "json-ld"),
    ("midnight-refined", [json_ld("2024-11-23T00:00:00+02:00"), visible("23 نوفمبر 2024 18:40")], "2024-11-23T16:40", "visible"),
    ("midnight-shown", [json_ld("2024-11-23T00:00:00+02:00"), visible("23 نوفمبر 2024 12:00 ص")], "2024-11-22T22:00", "json-ld"),
    # An attribute confirms no midnight in whatever form it is written: no reader sees it.
    *(
        (
            f"midnight-attribute-{number}",
            [attribute(raw), meta("2024-11-23T00:00:00+00:00"), visible("23 نوفمبر 2024")],
            "2024-11-23",
            "meta",
        )
        for number, raw in enumerate(
            (
                *("2024-11-23 00:00:00 +0000 UTC", "2024-11-23 00:00:00 +0000", "2024-11-23 00:00:00+00:00", "2024-11-23T00:00:00Z"),
                *("Sat, 23 Nov 2024 00:00:00 GMT", "Sat Nov 23 2024 00:00:00 GMT+0000 (UTC)", "2024-11-23 00:00:00 +0200 +02"),
            )
        )
    ),
    (
        "midnight-of-an-attribute-shown",
        [attribute("2024-11-23T00:00:00+02:00"), visible("23/11/2024 00:00")],
        "2024-11-22T22:00",
        "visible",
    ),
    ("midnight-in-text-alone", [visible("23/11/2024 12:00:00 ص")], "2024-11-23", "visible"),
    # Defaults and the future.
    ("epoch-default", [json_ld("1970-01-01T00:00:00Z"), visible("23 نوفمبر 2024")], "2024-11-23", "visible"),
    ("year-2000-default", [meta("2000-01-01T00:00:00Z"), visible("23 نوفمبر 2024")], "2024-11-23", "visible"),
    ("year-1-default", [json_ld("0001-01-01T00:00:00"), visible("23 نوفمبر 2024")], "2024-11-23", "visible"),
    ("future", [json_ld("2025-03-01T10:00:00+02:00"), visible("23 نوفمبر 2024")], "2024-11-23", "visible"),
    ("a-few-minutes-ahead", [json_ld("2024-11-24T14:05:00+02:00")], "2024-11-24T12:05", "json-ld"),
    # Contradictions.
    (
        "two-against-one",
        [json_ld("2024-11-24T09:00:00+02:00"), visible("23 نوفمبر 2019 18:40"), url("2019/11/23")],
        "2019-11-23T16:40",
        "visible",
    ),
    ("page-clock", [meta("2024-11-20T18:40:00+02:00"), visible("الأحد 24 نوفمبر 2024")], "2024-11-20T16:40", "meta"),
    ("todays-date-alone", [visible("الأحد 24 نوفمبر 2024")], "2024-11-24", "visible"),
    ("structured-against-text", [json_ld("2024-11-23T18:40:00+02:00"), visible("20 نوفمبر 2024")], "2024-11-23T16:40", "json-ld"),
    ("unnamed-against-text", [unnamed("2024-11-20T18:40:00+02:00"), visible("23 نوفمبر 2024")], "2024-11-23", "visible"),
    ("unnamed-beside-text", [unnamed("2024-11-23T18:40:00+02:00"), visible("23 نوفمبر 2024")], "2024-11-23T16:40", "json-ld"),
    (
        "day-of-the-change-is-printed",
        [unnamed("2024-11-20"), Stamp("2024-11-23", "json-ld", "modified", "dateModified", "unnamed"), visible("23 نوفمبر 2024")],
        "2024-11-20",
        "json-ld",
    ),
    ("numbers-read-the-other-way", [json_ld("2024-03-04T18:40:00+02:00"), visible("03/04/2024")], "2024-03-04T16:40", "json-ld"),
    ("numbers-decided-by-address", [visible("03/04/2024 18:40"), url("2024/03/04")], "2024-03-04T16:40", "visible"),
    (
        "caption-with-a-date",
        [visible("23 نوفمبر 2024 18:40"), visible("صورة وزعتها الشركة في حفل الافتتاح الذي أقامته في الميناء القديم يوم 2 مايو 2021")],
        "2024-11-23T16:40",
        "visible",
    ),
    (
        "attribute-before-lines",
        [attribute("2024-11-23T18:40+02:00"), visible("اقرأ: حصاد 2 مايو 2021")],
        "2024-11-23T16:40",
        "visible",
    ),
    (
        "update-is-no-publication",
        [visible("آخر تحديث: 24 نوفمبر 2024 09:00"), visible("23 نوفمبر 2024 18:40")],
        "2024-11-23T16:40",
        "visible",
    ),
    ("time-of-update-on-the-only-day", [visible("23 نوفمبر 2024 آخر تحديث 21:42 (توقيت مكة)")], "2024-11-23T18:42", "visible"),
    ("time-of-update-on-the-day-of-publication", [visible("نشر في 23 نوفمبر 2024 آخر تحديث 21:42 (توقيت مكة)")], "2024-11-23", "visible"),
    (
        "time-of-update-beside-a-time-of-publication",
        [visible("23 نوفمبر 2024 آخر تحديث 21:42 (توقيت مكة)"), meta("2024-11-23T18:40:00+02:00")],
        "2024-11-23T16:40",
        "meta",
    ),
]


@pytest.mark.parametrize(("stamps", "expected", "origin"), [pytest.param(*case[1:], id=case[0]) for case in CHOICES])
def test_choice(stamps: list[Stamp], expected: str, origin: str) -> None:
    answer = found(*stamps)
    assert (instant(answer), answer.published_from) == (expected, origin)
    assert (answer.published_day is None) == (answer.published_at is not None)


NOTHING_STATED = [
    ("no-stamps", []),
    ("no-date", [visible("أخبار محلية")]),
    ("modified-only", [json_ld("2024-11-23T18:40:00+02:00", "modified")]),
    ("month-only", [url("2024/11")]),
    ("future-only", [json_ld("2025-03-01T10:00:00+02:00")]),
    ("tomorrow", [visible("25 نوفمبر 2024")]),
    ("default-only", [meta("1970-01-01T00:00:00Z")]),
    ("two-lines", [visible("23 نوفمبر 2024"), visible("20 نوفمبر 2024")]),
    ("equal-rights", [meta("2024-11-23"), visible("20 نوفمبر 2024")]),
]


@pytest.mark.parametrize("stamps", [pytest.param(case[1], id=case[0]) for case in NOTHING_STATED])
def test_nothing_is_stated(stamps: list[Stamp]) -> None:
    answer = found(*stamps)
    assert (answer.published_at, answer.published_day, answer.published_raw, answer.published_from) == (None, None, None, None)


def test_answer_tells_words_offset_and_precision() -> None:
    answer = found(visible("السبت 23 نوفمبر 2024 06:40 م"))
    assert answer == Found(
        published_at=datetime(2024, 11, 23, 16, 40, tzinfo=UTC),
        published_precision="minute",
        published_offset=120,
        published_raw="السبت 23 نوفمبر 2024 06:40 م",
        published_from="visible",
    )


def test_day_is_the_outlets_own() -> None:
    answer = found(visible("23 نوفمبر 2024"))
    assert (answer.published_day, answer.published_precision, answer.published_offset) == (date(2024, 11, 23), "day", None)


def test_years_in_numbers_are_solar_for_persian_pages_alone() -> None:
    stamps = [visible("1403/02/10")]
    assert find_date(stamps).published_day is None
    assert find_date(stamps, language="fa").published_day == date(2024, 4, 29)
    assert find_date([visible("10/09/1445")], language="fa").published_day == date(2024, 3, 20)


def test_time_in_text_without_any_zone_stays_a_day() -> None:
    assert instant(found(visible("23 نوفمبر 2024 18:40"), zone=None)) == "2024-11-23"


def test_relative_words_need_the_time_of_the_fetch() -> None:
    assert instant(found(visible("منذ 3 ساعات"), fetched_at=None)) == "None"


@pytest.mark.parametrize(
    ("stamps", "expected"),
    [
        pytest.param([json_ld("2024-11-23T20:00:00+02:00", "modified")], "2024-11-23T18:00", id="structured"),
        pytest.param([visible("آخر تحديث: 23/11/2024 20:00")], "2024-11-23T18:00", id="label"),
        pytest.param([visible("نشر: 23/11/2024 18:40 | آخر تحديث: 23/11/2024 20:00")], "2024-11-23T18:00", id="both-in-one-line"),
        pytest.param([visible("23 نوفمبر 2024 آخر تحديث 20:00")], "2024-11-23T18:00", id="time-on-the-day-of-publication"),
        pytest.param(
            [json_ld("2024-11-23T18:40:00Z"), json_ld("2024-11-23T20:00:00Z", "modified"), visible("23/11/2024 18:40")],
            "2024-11-23T18:00",
            id="false-utc-of-the-same-origin",
        ),
        pytest.param(
            [json_ld("2024-11-23T18:40:00+02:00"), json_ld("2024-11-20T10:00:00+02:00", "modified")], None, id="before-publication"
        ),
        pytest.param(
            [json_ld("2024-11-23T18:40:00+02:00"), json_ld("2024-11-23T18:39:00+02:00", "modified")], None, id="a-minute-before-publication"
        ),
        pytest.param(
            [json_ld("2024-11-23T18:40:30+02:00"), json_ld("2024-11-23T18:40:00+02:00", "modified")],
            "2024-11-23T16:40",
            id="in-the-minute-of-publication",
        ),
        pytest.param([visible("23 نوفمبر 2024"), json_ld("2024-11-21T23:00:00+02:00", "modified")], None, id="two-days-before-the-day"),
        pytest.param([visible("23 نوفمبر 2024"), json_ld("2024-11-22T23:00:00+02:00", "modified")], "2024-11-22T21:00", id="the-eve"),
        pytest.param([json_ld("2025-11-23T18:40:00+02:00", "modified")], None, id="future"),
        pytest.param([visible("آخر تحديث: 23/11/2024")], None, id="day-only"),
    ],
)
def test_modified(stamps: list[Stamp], expected: str | None) -> None:
    modified_at = found(*stamps).modified_at
    assert (f"{modified_at:%Y-%m-%dT%H:%M}" if modified_at else None) == expected


def test_contradictions_are_noted() -> None:
    assert found(json_ld("2024-11-23T18:40:00+02:00"), visible("20 نوفمبر 2024")).notes == ("visible states 2024-11-20",)
    assert found(meta("2024-11-23"), visible("20 نوفمبر 2024")).notes == ("visible states 2024-11-20", "meta states 2024-11-23")
    assert found(json_ld("2024-11-23T18:40:00+02:00"), visible("23 نوفمبر 2024")).notes == ()


raws = st.sampled_from(
    [
        *("2024-11-23T18:40:00Z", "2024-11-23", "1732380000", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2024-11-23T00:00:00-12:00"),
        *("23 نوفمبر 2024 18:40", "03/04/2024", "منذ 3 ساعات", "أمس", "آخر تحديث 18:40", "1 رمضان 1445", "2024/11", "", "9999999999999"),
    ]
)
some_stamps = st.lists(
    st.builds(
        Stamp,
        st.one_of(raws, st.text(max_size=30)),
        st.sampled_from(["json-ld", "meta", "feed", "sitemap", "visible", "url", "import"]),
        st.sampled_from(["published", "modified"]),
        st.sampled_from(["", "layout", "div"]),
        st.sampled_from(["", "attribute", "unnamed"]),
    ),
    max_size=6,
)


@given(some_stamps, st.sampled_from([None, "Africa/Cairo", "Asia/Tehran"]), st.sampled_from([None, FETCHED]))
def test_any_stamps_are_answered_consistently(stamps: list[Stamp], zone: str | None, fetched_at: datetime | None) -> None:
    answer = find_date(stamps, zone, fetched_at, None)
    assert answer.published_at is None or answer.published_day is None
    assert (answer.published_precision is None) == (answer.published_at is None and answer.published_day is None)
    if answer.published_raw is not None:
        assert answer.published_raw in [stamp.raw for stamp in stamps]
    if fetched_at and answer.published_at:
        assert (answer.published_at - fetched_at).total_seconds() <= 15 * 60
