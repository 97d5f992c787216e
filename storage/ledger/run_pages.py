"""The pages of a run: how many answered, how many failed and why, and whether that is all that came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from storage.tables import runs, urls
from warraq.items import Outcome

if TYPE_CHECKING:
    from sqlalchemy import Connection

PAGES_FAILED: Final = "pages-failed"
"""The class of a run of which no page could be read, in `runs.failure`: no crash, and no reason to crawl the outlet again at once."""
FEWEST: Final = 3
"""Pages of one run that make it a failure where all of them failed."""
RUNS_IN_A_ROW: Final = 3
"""Runs with fewer pages that do so together."""
RUNS_LOOKED_BACK: Final = 50


@dataclass(frozen=True, slots=True)
class Pages:
    """What came of the pages that a run asked for."""

    asked: int
    """Those that failed, and those that gave an answer of any other kind."""
    failed: int
    reasons: tuple[tuple[str, int], ...]
    """Why they failed, the commonest first."""
    example: str | None
    """The address of one that failed; None where none did."""

    @property
    def words(self) -> str | None:
        """For people; None where none failed."""
        if not self.failed:
            return None
        why = ", ".join(f"{reason} {count}" for reason, count in self.reasons)
        return f"{'all ' if self.failed == self.asked else ''}{self.failed} of {self.asked} pages failed ({why}), such as {self.example}"


def pages_of(connection: Connection, run_id: int) -> Pages:
    """Counts them in the ledger."""
    mine = urls.c.run_id == run_id
    failed = mine & (urls.c.outcome == Outcome.FAILED.value)
    grouped = select(urls.c.reason, func.count().label("rows"), func.min(urls.c.url).label("url")).where(failed).group_by(urls.c.reason)
    rows = sorted(connection.execute(grouped), key=lambda row: (-row.rows, row.reason))
    answered = mine & (urls.c.outcome != Outcome.FAILED.value) & urls.c.http_status.is_not(None)
    others = connection.scalar(select(func.count()).where(answered)) or 0
    count = sum(row.rows for row in rows)
    return Pages(count + others, count, tuple((row.reason, row.rows) for row in rows), rows[0].url if rows else None)


def none_read(connection: Connection, outlet_id: int, run_id: int, pages: Pages) -> bool:
    """Whether all pages failed, and these are enough to say so, with those of the runs before."""
    if not pages.failed or pages.failed < pages.asked:
        return False
    return pages.failed >= FEWEST or _failed_before(connection, outlet_id, run_id)


def _failed_before(connection: Connection, outlet_id: int, run_id: int) -> bool:
    before = select(runs.c.stats, runs.c.failed).where(runs.c.outlet_id == outlet_id, runs.c.id < run_id, runs.c.stats.is_not(None))
    rows = connection.execute(before.order_by(runs.c.id.desc()).limit(RUNS_LOOKED_BACK))
    asked = [(row.stats["pages"], row.failed) for row in rows if row.stats.get("pages")][: RUNS_IN_A_ROW - 1]
    return len(asked) == RUNS_IN_A_ROW - 1 and all(failed >= pages for pages, failed in asked)
