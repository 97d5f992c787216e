"""Which pages are read without the generic reader, and that they are read the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from warraq.extract import extract, extract_quickly
from warraq.extract.choose import is_checked
from warraq.items import Page, Reason
from warraq.outlet import Layout, LearnedLayout, Outlet, OutletKnowledge

PARAGRAPHS = (
    "أعلنت هيئة الموانئ في مدينة الرأس الأبيض أن الرصيف الرابع سيعود إلى العمل في الأسبوع المقبل بعد أعمال صيانة دامت ثلاثة أشهر كاملة.",
    "وقالت الهيئة إن العمال استبدلوا رافعتين قديمتين وأصلحوا سكة القطار التي تصل الرصيف بالمخازن الواقعة عند المدخل الشرقي للميناء.",
    "وأضافت أن السفن التي حولت إلى الموانئ المجاورة ستعود تباعا، وأن رسوم الرسو لن تتغير قبل نهاية العام على الرغم من كلفة الأعمال.",
)
HEADLINE = "عودة الرصيف الرابع في الرأس الأبيض إلى العمل"
BODY = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
LAYOUT = Layout("1", "div.text", title="h1")
OUTLET = Outlet("ras", "الرأس", ("ras.test",))
TRUSTED = OutletKnowledge(OUTLET, learned=(LearnedLayout(LAYOUT, frozenset({"p", "i"}), trusted=True),))
DECLARED = OutletKnowledge(replace(OUTLET, layouts=(LAYOUT,)))
VALUES = " ".join(f"a{number}='>'" for number in range(3_000))
ADDRESSES = [f"https://ras.test/{number}" for number in range(200)]
ORDINARY, CHECKED = (next(url for url in ADDRESSES if is_checked(Page(url, b"")) is checked) for checked in (False, True))


def given(url: str = ORDINARY, container: str = "div class='text'", extra: str = "") -> Page:
    html = f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1><{container}>{BODY}</div>{extra}</body></html>"
    return Page(url, html.encode(), headers={"content-type": "text/html; charset=utf-8"})


@pytest.mark.parametrize(
    ("page", "known"),
    [
        pytest.param(given(), DECLARED, id="a declared layout"),
        pytest.param(given(CHECKED), DECLARED, id="a declared layout is not checked"),
        pytest.param(given(), TRUSTED, id="a trusted layout"),
        pytest.param(replace(given(), body=b" "), TRUSTED, id="nothing on the page"),
    ],
)
def test_what_a_layout_answers_is_quick_and_the_same(page: Page, known: OutletKnowledge) -> None:
    assert extract_quickly(page, known) == extract(page, known)


def test_an_answer_says_who_gave_it() -> None:
    quick = extract_quickly(given(), TRUSTED)
    assert quick
    assert [article.extractor for article in quick.articles] == ["learned:1"]
    assert extract(replace(given(), body=b" "), TRUSTED).rejected == Reason.EMPTY


@pytest.mark.parametrize(
    ("page", "known"),
    [
        pytest.param(given(), OutletKnowledge(), id="nothing is known"),
        pytest.param(given(), OutletKnowledge(OUTLET, learned=(LearnedLayout(LAYOUT),)), id="a layout on trial"),
        pytest.param(given(CHECKED), TRUSTED, id="the layout is checked"),
        pytest.param(given(container="div class='story'"), TRUSTED, id="a learned layout finds nothing"),
        pytest.param(given(container="div class='story'"), DECLARED, id="a declared layout finds nothing"),
        pytest.param(given(extra=f"<!--{'x' * 1_000_000}-->"), DECLARED, id="many bytes"),
        pytest.param(given(extra=f"<i {'a ' * 10_000}>"), DECLARED, id="a long tag"),
        pytest.param(given(extra=f"<i {VALUES}>"), DECLARED, id="values that hide the end of a tag"),
        pytest.param(given(extra=f"<i a='>' {'b ' * 11_000} c='>'>"), DECLARED, id="two values that hide the end of a tag"),
        pytest.param(replace(given(), headers={"content-type": "text/html; charset=gbk"}), DECLARED, id="bytes that may mean other marks"),
    ],
)
def test_what_may_take_long_is_left_to_be_watched(page: Page, known: OutletKnowledge) -> None:
    assert extract_quickly(page, known) is None
    assert extract(page, known).articles
