"""Tags that are too long are found wherever they stand."""

from __future__ import annotations

import pytest

from warraq.extract.attributes import long_tags, without_long_tags

LONG = b"<i " + b"a" * 20_000 + b">"


@pytest.mark.parametrize("before", [b"", b"x", b"<b>" * 4_000, b"x" * 9_999, b"x" * 10_000, b"1 < 2" * 5_000], ids=len)
@pytest.mark.parametrize("tags", [LONG, LONG + LONG, LONG * 3 + b"<i a=b>" + LONG, LONG[:-1]], ids=["one", "two", "four", "not closed"])
def test_a_long_tag_goes_and_its_neighbours_stay(before: bytes, tags: bytes) -> None:
    closed = tags.endswith(b">")
    rest = without_long_tags(before + tags + (b"<p>text" if closed else b""))
    assert rest == before + (b"<i a=b>" if b"<i a=b>" in tags else b"") + (b"<p>text" if closed else b"")


@pytest.mark.parametrize(
    "body",
    [b"", b"x" * 90_000, b"<i a>" * 20_000, b"<i " + b"a" * 19_900 + b">", b"1 <2" + b" " * 50_000, b"<script>" + b"a" * 50_000],
    ids=["nothing", "text", "many tags", "nearly long", "no tag", "script"],
)
def test_what_is_no_long_tag_stays(body: bytes) -> None:
    assert list(long_tags(body)) == []
    assert without_long_tags(body) is body
