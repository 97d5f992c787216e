"""Folds the lists of `warraq.words` for the rooms that match texts with them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def listed(*lists: str) -> frozenset[str]:
    """The folded names of lists in which white space parts names and "+" joins the words of one."""
    return frozenset(name.replace("+", " ") for words in lists for name in fold(words).split())


def alternatives(*lists: str) -> str:
    """The folded names as the alternatives of a regular expression, the longest first; without a group around them."""
    return "|".join(sorted(listed(*lists), key=lambda name: (-len(name), name)))


def numbered(row: str) -> Iterator[tuple[str, int]]:
    """Every spelling of a row of the calendar with the number of its month, as written: 1 for the first cell."""
    for number, cell in enumerate(row.split(","), 1):
        yield from ((name.strip(), number) for name in cell.split("|") if name.strip())


def customary(row: str) -> tuple[str, ...]:
    """The first spelling of each month in a row of the calendar, as written; "" for an empty cell."""
    return tuple(cell.partition("|")[0].strip() for cell in row.split(","))
