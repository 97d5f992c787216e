"""Options that several commands share, and how their words are read."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from dateutil.parser import isoparse

from warraq.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST: Final = 2**63 - 1
"""Number that a store can hold; what is larger is no row's."""

AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, with the names of the store's columns.")]


def instant(value: str | None, option: str) -> datetime | None:
    """An ISO 8601 time with its offset; None where not given. Raises UsageError for anything else."""
    if value is None:
        return None
    try:
        moment = isoparse(value)
    except ValueError:
        raise UsageError(f"{option} {value}: write an ISO 8601 time with its offset, such as 2026-01-31T12:00:00+02:00") from None
    if moment.tzinfo is None:
        raise UsageError(f"{option} {value}: the offset is missing; add Z or +02:00")
    return moment


def lines_in() -> Iterator[tuple[int, str]]:
    """The numbered lines of standard input, empty ones left out; bytes that are not UTF-8 are shown as U+FFFD, not refused."""
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for number, line in enumerate(sys.stdin, 1):
        if line.strip():
            yield number, line.rstrip("\n")


def json_object(line: str, place: str) -> dict[str, Any]:
    """One line of JSON Lines; raises UsageError that names the place."""
    import json

    try:
        value = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{place}: not JSON ({error}); write one object a line") from None
    if not isinstance(value, dict):
        raise UsageError(f"{place}: {type(value).__name__} instead of an object; write one object a line")
    return value
