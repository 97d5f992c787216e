"""Further looks at pages that gave no article: how many one has, when the next is, and whether such looks were ever of use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import case, select, update

from storage.ledger.due_times import LONE_LOOK
from storage.sql import insert_for
from storage.tables import look_records
from warraq.items import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from storage.sql import Row

IN_VAIN_AT_MOST: Final = 50
"""Looks in a row for one reason that found no article, after which each page of that outlet and reason has one look only."""
NO_MORE: Final[Row] = {"looks": 0, "looks_left": 0, "look_reason": None}
"""The columns of an address that leads to an article, or that says itself that it leads to none."""


@dataclass(slots=True)
class Record:
    """What the looks of one outlet came to, by reason."""

    fruitless: dict[str, int]
    """Looks in a row that were in vain."""
    more: dict[str, int] = field(default_factory=dict)
    """Those that this transaction adds."""

    def in_vain(self, reason: str) -> None:
        """One more look that found no article."""
        self.more[reason] = self.more.get(reason, 0) + 1

    def is_hopeless(self, reason: str) -> bool:
        """Whether looks for this reason were in vain so often that one is enough."""
        return self.fruitless.get(reason, 0) + self.more.get(reason, 0) >= IN_VAIN_AT_MOST


def next_look(looks: int, left: int, reason: str, record: Record, after: Sequence[timedelta]) -> tuple[int, timedelta | None]:
    """How many looks a page has left that gave no article now, and how long until the next; None: the verdict is final.

    `looks`: answers before this one; `left`: looks that it still had then; `after`: distances of all looks from the first answer.
    """
    plan = tuple(after)
    if reason == Reason.VIDEO and len(plan) > 1:
        plan = (plan[0], max(plan[0], LONE_LOOK))  # a page of that kind is mostly what it says
    left = min(left - 1 if looks else len(plan), len(plan))
    if left <= 0:
        return 0, None
    passed = plan[-left - 1] if left < len(plan) else timedelta(0)
    if not record.is_hopeless(reason):
        return left, plan[-left] - passed
    return (1, LONE_LOOK - passed) if passed < LONE_LOOK else (0, None)


def record_of(connection: Connection, outlet_id: int | None) -> Record:
    """What the outlet's looks came to so far."""
    rows = connection.execute(select(look_records.c.reason, look_records.c.fruitless).where(look_records.c.outlet_id == outlet_id))
    return Record({row.reason: row.fruitless for row in rows})


def keep(connection: Connection, outlet_id: int | None, record: Record) -> None:
    """Adds the looks that were in vain; more than `IN_VAIN_AT_MOST` are not told apart."""
    if outlet_id is None or not record.more:
        return
    statement = insert_for(connection, look_records)
    total = look_records.c.fruitless + statement.excluded.fruitless
    kept = case((total > IN_VAIN_AT_MOST, IN_VAIN_AT_MOST), else_=total)
    statement = statement.on_conflict_do_update(index_elements=["outlet_id", "reason"], set_={"fruitless": kept})
    rows = [{"outlet_id": outlet_id, "reason": reason, "fruitless": count} for reason, count in sorted(record.more.items())]
    connection.execute(statement, rows)


def found(connection: Connection, which: Iterable[tuple[int, str | None]]) -> None:
    """Enters that looks found articles, by outlet and by why the pages gave none before: looks for that reason are of use again."""
    for outlet_id, reason in sorted({(outlet_id, reason) for outlet_id, reason in which if reason}):
        mine = (look_records.c.outlet_id == outlet_id) & (look_records.c.reason == reason)
        connection.execute(update(look_records).where(mine).values(fruitless=0))


def columns(looks: int, left: int, reason: str, wait: timedelta | None, now: datetime) -> Row:
    """The columns of a page that gave no article, after so many answers; `wait` None: the verdict is final."""
    return {"looks": looks, "looks_left": left, "look_reason": reason, "next_check_at": None if wait is None else now + wait}
