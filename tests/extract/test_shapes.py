"""Elements are named by what stays the same: classes without numbers, utility classes, the stem of hashed ones, else a place."""

from __future__ import annotations

import pytest
from lxml import html

from warraq.extract.page.shapes import is_droppable, placed, selectors, shape
from warraq.extract.text.declared import find

SHAPES = {
    "plain classes": ('<div class="story wide">', "div.story.wide"),
    "numbers of posts are left out": ('<div class="post-45001 post">', "div.post"),
    "sizes of utility classes are kept": ('<div class="mb-4 text-gray-700 col-md-8">', "div.col-md-8.mb-4.text-gray-700"),
    "a hash of CSS modules": ('<div class="Text_body__q8ZxL">', 'div[class*="Text_body__"]'),
    "a hash of styled components": ('<div class="Story-sc-1q8z0k-0">', 'div[class*="Story-sc-"]'),
    "a numbered element of a block": ('<div class="grid__col-8">', "div"),
    "an id where there is no class": ('<div id="story">', "div#story"),
    "nothing that tells": ('<div style="float:right">', "div"),
}


def element(markup: str) -> html.HtmlElement:
    return html.fragment_fromstring(f"{markup}</div>")


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_are_of_what_stays_the_same(name: str) -> None:
    markup, expected = SHAPES[name]
    assert shape(element(markup)) == expected


def test_a_hashed_class_is_found_under_another_hash() -> None:
    (name,) = selectors(element('<div class="Text_body__q8ZxL">'))
    page = html.document_fromstring('<body><div class="x Text_body__9k2"></div><div class="Text_head__q8ZxL"></div></body>')
    assert [found.get("class") for found in find(name, page)] == ["x Text_body__9k2"]


def test_an_id_of_web_forms_is_a_name_and_that_of_a_post_is_none() -> None:
    assert "div#ctl00_ContentPlaceHolder1_lblText" in selectors(element('<div id="ctl00_ContentPlaceHolder1_lblText">'))
    assert list(selectors(element('<div id="post-45001">'))) == []


def test_a_nameless_element_is_found_by_its_place() -> None:
    page = html.document_fromstring("<body><table id=wide><tr><td>a</td></tr><tr><td>b</td><td id=post-1>c</td></tr></table></body>")
    cell = page.xpath("//td")[2]
    names = list(placed(cell))
    assert names[0] == "table#wide > tr:nth-of-type(2) > td:nth-of-type(2)"
    assert all(find(name, page) == [cell] for name in names)


DROPS = {
    "another class": ("div.box", "div.text", True),
    "the same class": ("div.box", "div.box.wide", False),
    "more classes": ("div.box.wide", "div.box", True),
    "no class": ("div", "p", False),
    "an element that tells": ("aside", "p", True),
    "another stem": ('div[class*="Box_root__"]', 'div[class*="Text_root__"]', True),
    "the same stem": ('div[class*="Box_root__"]', 'div.wide[class*="Box_root__"]', False),
    "a stem that opens a class without a hash": ('div[class*="Box_root__"]', "div.Box_root__wide", False),
}


@pytest.mark.parametrize("name", DROPS)
def test_what_may_be_dropped_matches_nothing_that_holds_text(name: str) -> None:
    dropped, kept, expected = DROPS[name]
    assert is_droppable(dropped, [kept]) is expected
