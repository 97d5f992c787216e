"""Outlet files that cannot be read, as conditions that last until they are mended."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from storage.tables import conditions, outlets
from storage.timing import events

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from warraq.outlet_files import FileProblem

BAD_FILE: Final = "bad-file"


def record(connection: Connection, problems: Iterable[FileProblem], now: datetime) -> None:
    """Enters which files are bad and which are so no more: one condition an outlet, and one for the files of outlets without a row."""
    ids = {row.name: row.id for row in connection.execute(select(outlets.c.name, outlets.c.id))}
    wrong: defaultdict[int | None, list[str]] = defaultdict(list)
    for problem in problems:
        wrong[ids.get(problem.file.stem)].append(str(problem))
    if not wrong and connection.scalar(select(conditions.c.id).where(conditions.c.kind == BAD_FILE, conditions.c.until.is_(None))) is None:
        return
    lasting = select(conditions.c.outlet_id).where(conditions.c.kind == BAD_FILE, conditions.c.until.is_(None))
    for outlet_id in set(connection.scalars(lasting)) - set(wrong):
        events.close_condition(connection, outlet_id, BAD_FILE, now)
    for outlet_id, texts in wrong.items():
        events.open_condition(connection, outlet_id, BAD_FILE, "; ".join(texts), now)
