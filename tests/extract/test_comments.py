"""Readers' comments are no part of a text, however long they are; boxes that are the text stay."""

from __future__ import annotations

import pytest

from warraq.extract import extract
from warraq.items import Page
from warraq.outlet import OutletKnowledge

TEXT = (
    "أعلنت بلدية الرابية صباح اليوم أنها تبدأ مطلع الشهر المقبل رصف الطريق الدائري بعد تأخر دام سنتين كاملتين.",
    "وقال رئيس البلدية إن العمل يجري ليلا كي لا تتعطل حركة السيارات، وإن الشركة تعهدت بإنجازه في أربعة أشهر.",
)
SAID = "والله نحن نسكن هنا منذ عشرين سنة وسمعنا هذا الوعد كل صيف ولم نر حفارة واحدة تعمل في هذا الطريق المكسور حتى اليوم {}"
NAMES = ("أبو خالد", "سلمى", "مواطن غاضب", "زائر", "رامي من الرابية")


def body_of(inside: str) -> list[str]:
    html = f"<html lang=ar><head><title>رصف الطريق الدائري</title></head><body>{inside}</body></html>"
    (article,) = extract(Page("https://rabia.test/1", html.encode()), OutletKnowledge()).articles
    return article.body.splitlines()


def boxes(shape: str, label: str = "") -> str:
    rows = "".join(shape.format(name=NAMES[number % 5], said=SAID.format(number)) for number in range(12))
    return f"{label}{rows}"


SHAPES = {
    "names in bold": "<div class=x9><b>{name}</b><p>{said}</p></div>",
    "names in a heading's place": "<div class=q><div class=n>{name}</div><div class=d>قبل يومين</div><div class=t>{said}</div></div>",
    "items of a list": "<li><span>{name}</span><div>{said}</div><a href=#>رد</a></li>",
    "articles": "<article class=c><header>{name}</header><p>{said}</p><footer>رد</footer></article>",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("label", ["", "<h4>آراء القراء</h4>"], ids=["no label", "label"])
def test_boxes_with_names_below_a_text_are_none_of_it(shape: str, label: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    inside = f"<div id=a><h1>رصف الطريق الدائري في الرابية</h1>{text}</div><div id=b>{boxes(shape, label)}</div>"
    assert body_of(inside) == list(TEXT)


def test_boxes_beside_the_paragraphs_need_an_answer_to_be_comments() -> None:
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    shape = "<div class=c><b>{name}</b><p>{said}</p><span>رد</span></div>"
    assert body_of(f"<div><h1>رصف الطريق الدائري في الرابية</h1>{text}{boxes(shape)}</div>") == list(TEXT)
    told = body_of(f"<div><h1>رصف الطريق الدائري في الرابية</h1>{text}{boxes('<div class=c><b>{name}</b><p>{said}</p></div>')}</div>")
    assert len(told) > len(TEXT)


def test_boxes_without_a_text_above_are_the_text() -> None:
    shape = "<div class=c><b>{}</b><p>{}</p></div>"
    rows = "".join(map(shape.format, NAMES, (*TEXT, SAID)))
    assert [line for line in body_of(f"<h1>ماذا يقول سكان الرابية عن الطريق</h1><div>{rows}</div>") if line in TEXT] == list(TEXT)
