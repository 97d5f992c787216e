"""Pieces of a text: cut at every edge, nothing lost, and each source's pieces its quote."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from warraq.web.highlight import lines


def source(number: int, quote: tuple[int, int], name: tuple[int, int] | None = None, **more: Any) -> dict[str, Any]:
    start, end = name or (None, None)
    found = {"id": number, "role": "cited", "outlet": None, "field": "body", "quote_start": quote[0], "quote_end": quote[1]}
    return found | {"name_start": start, "name_end": end} | more


def test_sources_that_overlap_share_the_pieces_that_both_cover() -> None:
    text = "قالت صحيفة الفجر نقلا عن وكالة صدى"
    (line,) = lines(text, "body", [source(2, (12, 34), (30, 34), outlet="sada"), source(1, (0, 16), (11, 16), role="credited")])
    assert [(piece.text, piece.ids, piece.roles, piece.outlets, piece.in_name) for piece in line if piece.sources][1:3] == [
        ("ا", "1", "credited", "-", True),
        ("لفجر", "1 2", "credited cited", "- sada", True),
    ]


def test_a_source_of_another_field_or_without_a_place_marks_nothing() -> None:
    ((piece,),) = lines("نص", "body", [source(1, (0, 2), field="title"), source(2, (0, 2), quote_start=None)])
    assert (piece.text, piece.sources) == ("نص", ())


places = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))


@given(st.text("ابجد \n", max_size=60), st.lists(st.tuples(places, places), max_size=5))
def test_nothing_is_lost_and_all_pieces_of_a_source_are_its_quote(text: str, given_places: list[tuple[Any, Any]]) -> None:
    sources = [source(number, quote, name) for number, (quote, name) in enumerate(given_places)]
    found = lines(text, "body", sources)
    assert ["".join(piece.text for piece in line) for line in found] == [line for line in text.split("\n") if line.strip()]
    pieces = [piece for line in found for piece in line]
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
    blank = {place for begun, line in _lines(text) if not line.strip() for place in range(begun, begun + len(line))}
    for each in sources:
        quote = "".join(text[place] for place in range(each["quote_start"], min(each["quote_end"], len(text))) if place not in blank)
        assert "".join(piece.text for piece in pieces if each in piece.sources) == quote.replace("\n", "")


def _lines(text: str) -> list[tuple[int, str]]:
    begun, found = 0, []
    for line in text.split("\n"):
        found.append((begun, line))
        begun += len(line) + 1
    return found
