"""Pages whose elements have attributes in such number that parsing takes long are told, however the end of a tag is hidden."""

from __future__ import annotations

from itertools import count, cycle, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from warraq.extract.page.attributes import LONGEST_TAG, has_too_many, may_have_long_tags

LONG = b"<i " + b"a" * LONGEST_TAG + b">"
NAMES = [f"a{number}" for number in range(80_000)]


def element(hiding: str = "", separator: str = " ", opening: str = "<p ") -> bytes:
    """One of 80,000 attributes; every thousandth has a value, which may hide the end of the tag."""
    names = (name if number % 1_000 else name + hiding for number, name in enumerate(NAMES))
    return f"{opening}{separator.join(names)}>".encode()


HIDDEN = {
    "not at all": element(),
    "double quotes": element('=">"'),
    "single quotes": element("='>'"),
    "either in turn": element('=">" b="\'" c=\'>"\''),
    "the other kind within": element("=\"'>'\""),
    "white space before": element('=\n\t ">"'),
    "much white space before": element(f'={" " * 100}">"'),
    "an element within": element("='<p class=\"b\">text</p>'"),
    "slashes between": element('=">"', "/"),
    "lines between": element('=">"', "\n"),
    "nothing between": "".join(["<p ", *(f'{name}=">"' for name in NAMES), ">"]).encode(),
    "upper case": element('=">"').upper(),
    "an odd quote before": b"it's 5\" wide, a='" + element('=">"'),
    "an element of its own name": element('=">"', opening="<x-y "),
    "in a picture": element('=">"', opening="<svg><path "),
}
"""Pages that take 2 to 6 s to parse."""
NO_TAGS = {
    "comment": (b"<!-- ", b" -->"),
    "script": (b"<script>x = '", b"'</script>"),
    "style": (b"<style>", b"</style>"),
    "title": (b"<title>", b"</title>"),
    "textarea": (b"<textarea>", b"</textarea>"),
    "processing instruction": (b"<?x ", b"?>"),
    "an end tag": (b"</p ", b""),
}
"""What may stand around such an element, so that it is none."""


@pytest.mark.parametrize("before", [b"", b"x", b"<b>" * 4_000, b"x" * 9_999, b"x" * 10_000, b"1 < 2" * 5_000], ids=len)
@pytest.mark.parametrize("tags", [LONG, LONG + LONG, b"<i a=b>" + LONG, LONG[:-1], b"<i a='>'" + LONG[2:]], ids=len)
def test_a_long_tag_is_found_wherever_it_stands(before: bytes, tags: bytes) -> None:
    assert may_have_long_tags(before + tags)
    assert may_have_long_tags(before + tags + b"<p>text")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"x" * 90_000,
        b"<i a>" * 20_000,
        b"<i " + b"a" * 19_900 + b">",
        b"1 <2" + b" " * 50_000,
        b"<script>" + b"a" * 50_000,
        b'<p class="b"><a href="/x?id=">text</a>' * 4_000,
        b"<a href=`>" + b"text " * 10_000 + b"`>",
        b"<a href='/x?a=b' title=\"it's\">text</a>" * 4_000,
        b"<script>a('<i class=\"b\">' + c + '</i>')</script>" * 2_000,
    ],
    ids=["nothing", "text", "many tags", "nearly long", "no tag", "script", "address", "backticks", "both quotes", "tags in scripts"],
)
def test_what_is_no_long_tag_is_not_taken_for_one(body: bytes) -> None:
    assert not may_have_long_tags(body)


@pytest.mark.parametrize("page", HIDDEN.values(), ids=HIDDEN)
def test_attributes_without_end_are_told_however_they_are_hidden(page: bytes) -> None:
    assert may_have_long_tags(page)
    assert has_too_many(page)


@pytest.mark.parametrize(("before", "behind"), NO_TAGS.values(), ids=NO_TAGS)
def test_what_is_no_tag_has_no_attributes(before: bytes, behind: bytes) -> None:
    assert not has_too_many(b"<p>text</p>" + before + element('="">"') + behind)


@pytest.mark.parametrize("unit", ["<p>", "<b></i></p>", "<a b c d>", "<!--", "<script>", "</p>"])
def test_many_elements_are_no_attributes(unit: str) -> None:
    assert not has_too_many(unit.encode() * (1_000_000 // len(unit)))


PIECES = st.sampled_from(
    ["=", '"', "'", ">", "<", " ", "/", "\n", "\0", "`", "x", " {}", " {}=", '{}="', "{}='", "<p ", "</p>", "<!--", "-->"]
)


@given(st.lists(PIECES, min_size=1, max_size=12), st.lists(PIECES, min_size=1, max_size=12))
@settings(max_examples=150, deadline=None)
def test_no_tag_that_the_parser_finds_long_is_overlooked(before: list[str], within: list[str]) -> None:
    numbers = count()
    text = "".join(before) + "<p " + "".join(piece.format(next(numbers)) for piece in islice(cycle(within), 20_000)) + ">"
    body = text.encode()[:40_000]
    longest = max(map(_length, html.document_fromstring(b"<html><body>" + body).iter(etree.Element)))
    assert may_have_long_tags(body) or longest <= LONGEST_TAG


def _length(element: html.HtmlElement) -> int:
    """Bytes that its tag has at least."""
    return len(element.tag) + sum(len(name) + len(value) + 1 for name, value in element.items())
