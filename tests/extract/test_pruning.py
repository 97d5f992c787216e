"""Menus and lists of links are taken out of a copy of a page, lines of text never."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from warraq.extract.page.blocks import from_tree
from warraq.extract.text.pruning import without_lists

TEXT = "<p>افتتح متحف البلدة القديمة جناحا جديدا للخزف صباح اليوم بحضور عدد من الحرفيين.</p>"
LINKS = "".join(f"<li><a href=/n/{number}>خبر رقم {number} عن أسواق البلدة القديمة وحرفييها</a></li>" for number in range(12))
TOWNS = "".join(f"<a href=/t/{number}>بلدة {number}</a>، " for number in range(12))


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        pytest.param(f"<ul>{LINKS}</ul>{TEXT}", 1, id="a list goes"),
        pytest.param(f"<div><ul>{LINKS}</ul>{TEXT}</div>", 1, id="a list beside a text goes, the text stays"),
        pytest.param(f"{TEXT}<p>{TOWNS}</p>", 2, id="a paragraph of links stays"),
        pytest.param(f"{TEXT}<ul>{LINKS[: LINKS.index('</li>') + 5]}</ul>", 2, id="a box of one link stays"),
    ],
)
def test_lists_of_links_go_and_texts_stay(inside: str, expected: int) -> None:
    tree = document_fromstring(f"<html><body>{inside}</body></html>")
    before = len(from_tree(tree))
    assert len(from_tree(without_lists(tree, from_tree(tree)))) == expected
    assert len(from_tree(tree)) == before
