"""Lines that credit a whole text, and lines that only look so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.items import Attribution

    Find = Callable[..., list[Attribution]]

BODY = "أغلق الجسر أمس.\nوعاد التيار إلى المدينة.\nوانتهى العمل في الميناء.\nوفتحت المدارس."


@pytest.mark.parametrize(
    ("line", "name", "slug"),
    [
        ("المصدر: صدى الميناء", "صدى الميناء", "mina"),
        ("المصدر : رويترز + وكالات", "رويترز", "reuters"),
        ("المصدر / رويترز", "رويترز", "reuters"),
        ("المصدر >> رويترز", "رويترز", "reuters"),
        ("[المصدر: صدى الميناء]", "صدى الميناء", "mina"),
        ("المصدر\nالسفينة", "السفينة", "safina"),
        ("نقلا عن صدى الميناء", "صدى الميناء", "mina"),
        ("* خدمة «الغارديان»", "الغارديان", "guardian"),
        ("* بالاتفاق مع «بلومبيرغ»", "بلومبيرغ", "bloomberg"),
        ("(أ. ف. ب)", "أ. ف. ب", "afp"),
        ("رويترز", "رويترز", "reuters"),
        ("المصدر: نداء الجبل", "نداء الجبل", None),
        ("المصدر: السفينة الحمراء", "السفينة الحمراء", None),
        ("رابط الخبر بصحيفة السفينة: إغلاق الجسر", "السفينة", "safina"),
        ("صدى الميناء: آخر أخبار اليوم", "صدى الميناء", "mina"),
    ],
)
def test_credit_line_in_the_body(find: Find, line: str, name: str, slug: str | None) -> None:
    assert [(source.role, source.name, source.outlet) for source in find(f"{BODY}\n{line}")] == [("credited", name, slug)]


def test_closing_brackets(find: Find) -> None:
    assert [(source.role, source.outlet) for source in find("أغلق الجسر أمس. (رويترز)")] == [("credited", "reuters")]


def test_every_outlet_of_the_line_is_credited(find: Find) -> None:
    assert [source.outlet for source in find("المصادر: رويترز، الأناضول")] == ["reuters", "aa"]


@pytest.mark.parametrize(
    "line",
    ["المصدر: وكالات", "المصدر: وزارة النقل", "مصدر الصورة: رويترز", "السفينة", "(السفينة عادت)", "المصدر: مواقع التواصل"],
)
def test_no_credit(find: Find, line: str) -> None:
    assert find(f"{BODY}\n{line}") == []


def test_credit_line_field(find: Find) -> None:
    (source,) = find("نص الخبر.", credit_line="المصدر: السفينة")
    assert (source.role, source.outlet, source.field) == ("credited", "safina", "credit_line")
    (source,) = find("نص الخبر.", credit_line="صدى الميناء", outlet="mina")
    assert (source.role, source.field) == ("published", "credit_line")
