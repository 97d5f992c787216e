"""Lines that recur across an outlet's pages are counted page by page, and forgotten when they recur no more."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, case, delete, select, update

from storage.models import Base
from storage.models.knowledge import FurnitureRow, LayoutSampleRow
from warraq.extract.learn.learning import is_over

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

logger = logging.getLogger(__name__)
samples: Final = Base.metadata.tables[LayoutSampleRow.__tablename__]
furniture: Final = Base.metadata.tables[FurnitureRow.__tablename__]

_COUNT: Final = (
    update(furniture)
    .where(furniture.c.outlet_id == bindparam("outlet"))
    .values(
        pages=furniture.c.pages + 1,
        seen=furniture.c.seen + case((furniture.c.line.in_(bindparam("had", expanding=True)), 1), else_=0),
    )
    .returning(furniture)
)


def forget(connection: Connection, outlet_id: int, had: Collection[str]) -> bool:
    """Counts a page and the recurring lines that it had, and lets go of those that recur no more; True where there were any."""
    rows = connection.execute(_COUNT, {"outlet": outlet_id, "had": list(had)}).all()
    stay = [row.id for row in rows if is_over(row.pages, row.seen) is False]
    if stay:
        connection.execute(update(furniture).where(furniture.c.id.in_(stay)).values(pages=0, seen=0))
    gone = [row for row in rows if is_over(row.pages, row.seen)]
    if gone:
        logger.info("%d recurring lines of outlet %d are forgotten, the first: %s", len(gone), outlet_id, gone[0].line)
        connection.execute(delete(furniture).where(furniture.c.id.in_([row.id for row in gone])))
        _erase(connection, outlet_id, {row.line for row in gone})
    return bool(gone)


def _erase(connection: Connection, outlet_id: int, lines: set[str]) -> None:
    """Takes lines out of the samples, so that those of a time when they recurred do not bring them back."""
    for row in connection.execute(select(samples).where(samples.c.outlet_id == outlet_id)).all():
        kept = [line for line in row.sample["lines"] if line not in lines]
        if len(kept) < len(row.sample["lines"]):
            connection.execute(update(samples).where(samples.c.id == row.id).values(sample=row.sample | {"lines": kept}))
