"""Where the fields of a value go, said once beside each field; the lists of those who store, import, export and show derive from it."""

from __future__ import annotations

from dataclasses import fields
from enum import Flag, auto
from functools import reduce
from operator import or_
from typing import Final, Literal

Kind = Literal["text", "integer", "boolean", "instant", "day", "texts", "links", "media", "sources"]
"""What a field holds: one value, several texts, or several values of `RelatedLink`, `Medium` or `Attribution`."""


class Use(Flag):
    """Where a field may go."""

    STORED = auto()
    """Into a column of its own name in `articles`; what goes into a table of its own is not among them."""
    LINE = auto()
    """Cleaned as text of one line."""
    IMPORTED = auto()
    """Taken from the key of its own name of what is imported."""
    EXPORTED = auto()
    """Given under its own name in what is exported."""
    SHOWN = auto()
    """Shown beside the text of an article, where it is set."""


STORED, LINE, IMPORTED, EXPORTED, SHOWN = Use

_KINDS_OF_TYPE: Final[dict[str, Kind]] = {
    "str": "text", "Role": "text", "Field": "text", "int": "integer", "bool": "boolean", "datetime": "instant", "date": "day",
    "tuple[str, ...]": "texts", "tuple[RelatedLink, ...]": "links", "tuple[Medium, ...]": "media", "tuple[Attribution, ...]": "sources",
}  # fmt: skip


def to(*uses: Use) -> dict[str, Use]:
    """The metadata of a field that goes there."""
    return {"uses": reduce(or_, uses)}


def kinds(of: type, use: Use | None = None) -> dict[str, Kind]:
    """Name and kind of the fields of a dataclass that go to `use`, in order; None: of all its fields.

    Raises KeyError for a type of no kind.
    """
    taken = [each for each in fields(of) if use is None or use in each.metadata.get("uses", Use(0))]
    return {each.name: _KINDS_OF_TYPE[str(each.type).removesuffix(" | None")] for each in taken}
