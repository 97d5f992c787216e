"""The record of how outlets' pages were laid out: declared, learned and retired layouts, when each held, what it read and how it fared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import func, or_, select

from storage.models import Base
from storage.models.knowledge import LayoutRow
from storage.tables import articles, outlets
from warraq.outlet import DECLARED_READER, LEARNED_READER, learned_extractor

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy import Connection, Row

    from warraq.outlet import Layout, Outlet

_learned = Base.metadata.tables[LayoutRow.__tablename__]

State = Literal["declared", "trial", "trusted", "retired"]


@dataclass(frozen=True, slots=True)
class LayoutRecord:
    """One layout of one outlet."""

    outlet: str
    layout: str
    """As `articles.extractor` names it: `layout:2020`, `learned:7`."""
    state: State
    body: str
    """CSS selector of the text."""
    drop: tuple[str, ...]
    """CSS selectors of what is taken out of it."""
    held_from: datetime | None
    """When the first page that it was learned from was read; None for a declared one."""
    held_until: datetime | date | None
    """When a retired one last read a page rightly; the last day of a declared one; None while it holds."""
    articles: int
    """Stored articles that it read."""
    pages: int | None = None
    """Pages that it has read alone; None for a declared one, which always does."""
    agreed: int | None = None
    """Checks in a row that the generic reader confirmed."""
    differed: int | None = None
    """Checks in a row that it did not."""
    absent: int | None = None
    """Pages in a row on which it found nothing."""
    reason: str | None = None
    """Why it was retired."""


def layout_records(connection: Connection, declared: Iterable[Outlet], outlet: str | None = None) -> list[LayoutRecord]:
    """The layouts of one outlet, or of all that have any: by outlet, the declared first, then those learned, the newest first.

    `declared`: the outlets whose files may declare some; `outlet`: the slug.
    """
    read = _articles_read(connection)
    wanted = [each for each in declared if outlet in (None, each.name)]
    records = [_declared(each.name, layout, read) for each in wanted for layout in each.layouts]
    query = select(_learned, outlets.c.name).join(outlets, outlets.c.id == _learned.c.outlet_id).order_by(_learned.c.id.desc())
    query = query if outlet is None else query.where(outlets.c.name == outlet)
    return sorted((*records, *(_of_row(row, read) for row in connection.execute(query))), key=lambda record: record.outlet)


def _articles_read(connection: Connection) -> dict[tuple[str, str], int]:
    """How many stored articles each layout of each outlet has read."""
    by_layout = or_(*(articles.c.extractor.startswith(reader) for reader in (DECLARED_READER, LEARNED_READER)))
    query = select(outlets.c.name, articles.c.extractor, func.count()).join(outlets, outlets.c.id == articles.c.outlet_id)
    rows = connection.execute(query.where(by_layout).group_by(outlets.c.name, articles.c.extractor))
    return {(name, extractor): count for name, extractor, count in rows}


def _declared(outlet: str, layout: Layout, read: dict[tuple[str, str], int]) -> LayoutRecord:
    name = layout.extractor
    return LayoutRecord(outlet, name, "declared", layout.body, layout.drop, None, layout.valid_until, read.get((outlet, name), 0))


def _of_row(row: Row[Any], read: dict[tuple[str, str], int]) -> LayoutRecord:
    name = learned_extractor(row.id)
    return LayoutRecord(
        row.name,
        name,
        row.state,
        row.body,
        tuple(row.selectors["drop"]),
        row.held_from,
        row.held_until,
        read.get((row.name, name), 0),
        row.pages,
        row.agreed,
        row.differed,
        row.absent,
        row.reason,
    )
