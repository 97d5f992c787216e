"""A text cut at every edge of its sources' places, so that each piece knows which of them it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive letters of a field that the same sources cover."""

    start: int
    """Into the field, in code points."""
    end: int
    text: str
    sources: tuple[Mapping[str, Any], ...]
    """The rows of `attributions` whose quote covers it, by id; empty: none does."""
    in_name: bool
    """Whether it is part of a source's name."""

    @property
    def ids(self) -> str:
        """The ids of its sources, parted by blanks."""
        return " ".join(str(source["id"]) for source in self.sources)

    @property
    def roles(self) -> str:
        """Their roles, in the order of the ids."""
        return " ".join(str(source["role"]) for source in self.sources)

    @property
    def outlets(self) -> str:
        """Their slugs, in the order of the ids; `-` for a name that no outlet has."""
        return " ".join(str(source["outlet"] or "-") for source in self.sources)


def lines(text: str, field: str, attributions: Iterable[Mapping[str, Any]]) -> list[list[Piece]]:
    """The lines of a field that are not empty, each in pieces; all pieces of an attribution, in order, are its quote less its breaks."""
    here = [row for row in sorted(attributions, key=lambda row: row["id"]) if row["field"] == field and row["quote_start"] is not None]
    found, begun = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(list(_pieces(text, begun, begun + len(line), here)))
        begun += len(line) + 1
    return found


def _pieces(text: str, start: int, end: int, here: list[Mapping[str, Any]]) -> Iterator[Piece]:
    edges = {start, end} | {edge for row in here for edge in _edges(row) if start < edge < end}
    for first, last in pairwise(sorted(edges)):
        covering = tuple(row for row in here if row["quote_start"] <= first and last <= row["quote_end"])
        in_name = any(row["name_start"] is not None and row["name_start"] <= first and last <= row["name_end"] for row in covering)
        yield Piece(first, last, text[first:last], covering, in_name)


def _edges(row: Mapping[str, Any]) -> Iterator[int]:
    places = (row["quote_start"], row["quote_end"], row["name_start"], row["name_end"])
    yield from (place for place in places if place is not None)
