"""Datelines and bylines, in every order and with every separator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.items import Attribution

    Find = Callable[..., list[Attribution]]

DATELINES = [
    "القاهرة (رويترز) – قال الوزير إن الجسر مفتوح.",
    "القاهرة - رويترز",
    "عواصم العالم - رويترز",
    "رويترز - القاهرة",
    "رويترز (القاهرة)",
    "القاهرة: رويترز",
    "القاهرة/ رويترز/ أغلق الجسر أمس",
    "القاهرة /رويترز/ أغلق الجسر أمس",
    "القاهرة ـ رويترز: أغلق الجسر أمس",
    "رام الله - 9 - 10 (رويترز)-- أغلق الجسر مساء اليوم الخميس في حادث",
    "مسقط في 5 يناير /رويترز/ أغلق الجسر",
    "القاهرة 26 شوال 1446 هـ الموافق 24 أبريل 2025 م رويترز",
    "«رويترز» من القاهرة",
    "بني سويف - رويترز:",
    "شفاعمرو (رويترز) - أغلق الجسر",
    "مرسى الياقوت/ رويترز/ أغلقت البلدية الجسر",
    "مرسى الياقوت / رويترز / أغلقت البلدية الجسر",
    "مرسى الياقوت /رويترز/ أغلقت البلدية الجسر",
]


@pytest.mark.parametrize("text", DATELINES)
def test_dateline(find: Find, text: str) -> None:
    assert [(source.role, source.name, source.outlet) for source in find(text)] == [("dateline", "رويترز", "reuters")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("وفا - أعلنت البلدية فتح الجسر", [("dateline", "wafa")], id="agency, then text"),
        pytest.param("صدى الميناء : أفرجت المحكمة عن البحارة", [("dateline", "mina")], id="colon, then a verb"),
        pytest.param("السفينة - جدة", [("dateline", "safina")], id="ordinary word beside a city"),
        pytest.param("السفينة- وكالات:", [("published", "safina")], id="outlet and agencies"),
        pytest.param("متابعة - السفينة الإلكترونية", [("published", "safina")], id="desk first"),
        pytest.param("سامي الراوي- السفينة- الطائف: أغلق الجسر", [("published", "safina")], id="person, outlet, city"),
        pytest.param("السفينة - رويترز:", [("published", "safina"), ("credited", "reuters")], id="publisher and agency"),
        pytest.param("خاص بـ«السفينة»", [("published", "safina")], id="exclusive"),
        pytest.param("جدة، السفينة", [("published", "safina")], id="city, comma, outlet"),
        pytest.param("رويترز", [("credited", "reuters")], id="alone"),
        pytest.param("0|رويترز", [("credited", "reuters")], id="behind a comment count"),
        pytest.param("القاهرة - رويترز، أ ف ب", [("dateline", "reuters"), ("dateline", "afp")], id="two agencies"),
        pytest.param("صدى الميناء/ القاهرة", [("dateline", "mina")], id="outlet, slash, city"),
        pytest.param("مرسى الياقوت/ صدى الميناء/ أغلقت البلدية الجسر", [("dateline", "mina")], id="slashes, unknown city, no agency"),
        pytest.param("القاهرة - سامي الراوي", [], id="city and person"),
        pytest.param("هند الراوي (عمان)", [], id="city in brackets"),
        pytest.param("السفينة، أمس: عادت إلى الميناء", [], id="ordinary word in prose"),
        pytest.param("رويترز/سامي الراوي", [], id="photo credit"),
    ],
)
def test_slot(find: Find, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(source.role, source.outlet) for source in find(text)] == expected


@pytest.mark.parametrize(
    ("byline", "outlet", "role"),
    [
        pytest.param("رويترز", None, "credited", id="agency"),
        pytest.param("السفينة", "safina", "published", id="the page's own"),
        pytest.param("السفينة", "mina", "credited", id="another's"),
        pytest.param("السفينة - متابعات", "mina", "credited", id="another's desk"),
    ],
)
def test_byline_field(find: Find, byline: str, outlet: str | None, role: str) -> None:
    (source,) = find("نص الخبر.", byline=byline, outlet=outlet)
    assert (source.role, source.field, source.name) == (role, "byline", "السفينة" if "السفينة" in byline else "رويترز")


def test_an_agency_s_dateline_inside_a_round_up_needs_no_known_city(find: Find) -> None:
    text = "موجز\nخبر أول عن الجسر.\nخبر ثان عن النهر.\n* مرسى الياقوت - رويترز: فاض النهر أمس بعد أيام من المطر.\nسامي الراوي - أ ف ب"
    assert [(source.role, source.outlet) for source in find(text)] == [("dateline", "reuters")]


def test_an_exclusive_stands_at_the_foot_as_well(find: Find) -> None:
    text = "خبر أول عن الجسر.\nخبر ثان عن النهر.\nخبر ثالث عن البحر.\n* خدمة «الغارديان»\nخاص بـ{السفينة}"
    assert [(source.role, source.outlet) for source in find(text)] == [("credited", "guardian"), ("published", "safina")]


def test_datelines_inside_a_round_up(find: Find) -> None:
    text = "أخبار اليوم\nخبر أول عن الجسر.\nخبر ثان عن النهر.\n* لندن - «رويترز»: فاض النهر أمس."
    assert [(source.role, source.outlet) for source in find(text)] == [("dateline", "reuters")]


def test_the_page_s_own_name_is_believed_in_any_slot(find: Find) -> None:
    text = "سامي الراوي – السفينة: أغلق الجسر أمس"
    assert find(text) == []
    assert [(source.role, source.outlet) for source in find(text, outlet="safina")] == [("published", "safina")]


def test_a_tatweel_that_stands_for_a_dash_stays_in_the_quote(find: Find) -> None:
    (source,) = find("القاهرة ـ رويترز ـ أغلق الجسر")
    assert source.quote == "القاهرة ـ رويترز"
