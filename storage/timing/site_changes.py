"""Whether a site has changed: its pages come as ever, and none of them gives an article any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, or_, select

from storage.tables import articles, runs, urls
from warraq.items import Outcome, Reason

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

SITE_CHANGED: Final = "site-changed"
"""The class of this failure, in `runs.failure` and `feeds.failure`."""
POINTS: Final = 0.5
"""What such a run counts against the feeds that led to its pages: as much as an answer that cannot be read."""
PAGES_IN_A_ROW: Final = 3
"""Pages without an article, one after the other, that make it a change: where one page in ten has none, as videos and galleries do, three
in a row come once in a thousand."""
RUNS_LOOKED_BACK: Final = 50
"""Runs that are looked back over."""
WITHOUT: Final = tuple(
    reason.value
    for reason in (
        Reason.NO_ARTICLE,
        Reason.NEEDS_SCRIPT,
        Reason.TOO_SHORT,
        Reason.FRONT_PAGE,
        Reason.LISTING,
        Reason.SOFT_404,
        Reason.INVALID,
    )
)
"""What is said of a page that came, could be read, and held no article. Not a video's: that is what its page should be."""


@dataclass(frozen=True, slots=True)
class Barren:
    """Pages in a row that gave no article."""

    here: int = 0
    """In this run."""
    in_all: int = 0
    """With those of the runs before, up to the last one that read an article."""

    @property
    def changed(self) -> bool:
        return self.in_all >= PAGES_IN_A_ROW

    @property
    def words(self) -> str:
        return f"none of the last {self.in_all} pages was an article; the site's layout may have changed"


def barren(connection: Connection, run_id: int, outlet_id: int) -> Barren:
    """How many pages have given no article, of an outlet that used to give articles; none where this run read one.

    A text that is known already, and one that is as it was, are articles that were read; a page that did not come says nothing.
    """
    read = _count(or_(urls.c.outcome.in_([Outcome.NEW, Outcome.UPDATED, Outcome.DUPLICATE]), urls.c.reason == Reason.UNCHANGED.value))
    # A page that gave none before says nothing new of the site.
    without = _count((urls.c.outcome == Outcome.REJECTED.value) & urls.c.reason.in_(WITHOUT) & (urls.c.looks <= 1))
    busy = or_(runs.c.id == run_id, runs.c.found > 0)
    recent = (
        select(runs.c.id).where(runs.c.outlet_id == outlet_id, runs.c.id <= run_id, busy).order_by(runs.c.id.desc()).limit(RUNS_LOOKED_BACK)
    )
    query = select(urls.c.run_id, read.label("read"), without.label("without")).where(urls.c.run_id.in_(recent.scalar_subquery()))
    here = in_all = 0
    for row in connection.execute(query.group_by(urls.c.run_id).order_by(urls.c.run_id.desc())):
        if row.read:
            break
        in_all += row.without
        here += row.without if row.run_id == run_id else 0
    gave = select(articles.c.id).where(articles.c.outlet_id == outlet_id, ~articles.c.from_embedded).limit(1)
    return Barren(here, in_all) if in_all and connection.scalar(gave) is not None else Barren()


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)
