"""What a file of articles is: how it was chosen, by which program, how many, with its hash, and what was missing in that time."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from storage.query.coverage import coverage
from warraq.version import version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime, tzinfo
    from pathlib import Path

    from sqlalchemy import Connection

    from storage.search.filters import Filters
    from storage.sql import Row

_AT_ONCE: Final = 1 << 20


class Told:
    """Counts what goes through, and remembers of which time it is."""

    def __init__(self) -> None:
        self.count = 0
        self.first: datetime | None = None
        self.last: datetime | None = None
        self.outlets: set[str] = set()

    def of(self, records: Iterable[Row]) -> Iterator[Row]:
        """The records as they are."""
        for record in records:
            self.count += 1
            self.first = min(filter(None, (self.first, record["sort_at"])))
            self.last = max(filter(None, (self.last, record["sort_at"])))
            self.outlets.add(record["outlet"])
            yield record


def manifest(
    connection: Connection,
    told: Told,
    path: Path,
    columns: Sequence[str],
    options: Mapping[str, Any],
    filters: Filters,
    zone: tzinfo,
    now: datetime,
    schema: str,
) -> dict[str, Any]:
    """What is written beside the file; `options` as typed, `now` aware, `schema` the number of the store's.

    Coverage is of the time that was asked for, else from the first article to now.
    """
    since, until = filters.since or told.first or now, filters.until or now
    covered = coverage(connection, since, until, zone, now=now, outlet=filters.outlet, country=filters.country)
    return {
        "file": path.name,
        "bytes": path.stat().st_size,
        "sha256": _hash(path),
        "exported_at": now,
        "program": f"warraq {version()}",
        "schema": schema,
        "options": {name: value for name, value in options.items() if value not in (None, "", False)},
        "columns": list(columns),
        "articles": told.count,
        "outlets": len(told.outlets),
        "first": told.first,
        "last": told.last,
        "coverage": {"since": since, "until": until, "total": covered.total, "days": [asdict(day) for day in covered.days]},
    }


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while part := stream.read(_AT_ONCE):
            digest.update(part)
    return digest.hexdigest()
