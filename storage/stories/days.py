"""Keeps what each day printed anew, and learns from it which shingles are boilerplate at a given time."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import numpy as np
import xxhash
from sqlalchemy import Date, bindparam, delete, exists, insert, select, union_all

from storage.sql import chunks
from storage.tables import dedup_days, dedup_prints
from warraq.dedup.common import LEARNING_DAYS, SHARDS, CommonSet, History, common_set, day_shingles, history, merge, pack, split, unpack
from warraq.dedup.fingerprint import ALGO_VERSION, Fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from numpy.typing import NDArray
    from sqlalchemy import Connection

_SETS_KEPT: Final = 8
"""Common sets held at once, of a megabyte each: articles come in the order of their days but for a few."""

_SHARDS_READ: Final = 8  # at a time, an eighth of two weeks
_PRINTS_AT_ONCE: Final = 500  # prints of a day that are merged at a time, of 1.5 KB each


_AROUND: Final = range(-LEARNING_DAYS, LEARNING_DAYS + 1)
_KNOWN: Final = union_all(
    *(
        select(bindparam(f"day{distance}", type_=Date)).where(exists().where(dedup_prints.c.day == bindparam(f"day{distance}", type_=Date)))
        for distance in _AROUND
    )
)
"""The days around one on which articles are stored: one look into the index for each, whatever their number."""


class Boilerplate:
    """The common sets of the days that one process is busy with, made from the stored days when they are first asked for."""

    def __init__(self, *, settled: bool) -> None:
        """`settled`: whether days without history may borrow from the days after them."""
        self._settled = settled
        self._histories: dict[date, History] = {}
        self._made: dict[History, tuple[CommonSet, int]] = {}

    def renew(self) -> None:
        """Has it look again on which days articles are stored."""
        self._histories.clear()

    def of(self, connection: Connection, day: date) -> tuple[CommonSet, int]:
        """The boilerplate of a day, and the number that stands for it in the store."""
        if day not in self._histories:
            self._histories[day] = history(day, known_days(connection, day), settled=self._settled)
        found = self._histories[day]
        if found not in self._made:
            while len(self._made) >= _SETS_KEPT:
                del self._made[next(iter(self._made))]
            self._made[found] = _common(connection, found)
        return self._made[found]


def known_days(connection: Connection, day: date) -> set[date]:
    """The days around the given one on which articles are stored."""
    return set(connection.scalars(_KNOWN, {f"day{distance}": day + timedelta(distance) for distance in _AROUND}))


def _common(connection: Connection, past: History) -> tuple[CommonSet, int]:
    for day in past.days:
        if connection.scalar(select(dedup_days.c.shard).where(dedup_days.c.day == day).limit(1)) is None:
            count_day(connection, day)
    made = common_set((part for first in range(0, SHARDS, _SHARDS_READ) for part in _parts(connection, past, first)), past.depth)
    digest = xxhash.xxh3_64_intdigest(pack(made.shingles), seed=past.depth)
    return made, int(np.uint64(digest).astype(np.int64))


def _parts(connection: Connection, past: History, first: int) -> Iterator[tuple[list[NDArray[np.uint32]], list[NDArray[np.uint32]]]]:
    """What the near and the distant days have in each of the next hash ranges."""
    near, distant = (_by_shard(connection, days, first) for days in (past.near, past.distant))
    return ((near[number], distant[number]) for number in range(first, first + _SHARDS_READ))


def _by_shard(connection: Connection, days: Sequence[date], first: int) -> defaultdict[int, list[NDArray[np.uint32]]]:
    table = dedup_days.c
    wanted = table.day.in_(days), table.shard.between(first, first + _SHARDS_READ - 1)
    found: defaultdict[int, list[NDArray[np.uint32]]] = defaultdict(list)
    for row in connection.execute(select(table.shard, table.shingles).where(*wanted)):
        found[row.shard].append(unpack(row.shingles))
    return found


def count_day(connection: Connection, day: date) -> None:
    """Gathers anew what the first prints of a day contribute."""
    found = merge([day_shingles(prints) for prints in _first_prints(connection, day)])
    connection.execute(delete(dedup_days).where(dedup_days.c.day == day))
    rows = [{"day": day, "shard": number, "shingles": pack(part)} for number, part in enumerate(split(found))]
    connection.execute(insert(dedup_days), rows)


def _first_prints(connection: Connection, day: date) -> Iterator[list[Fingerprint]]:
    table = dedup_prints.c
    wanted = (table.day == day, table.first_print.is_(True), table.algo_version == ALGO_VERSION)
    ids = connection.scalars(select(table.article_id).where(*wanted)).all()
    for chunk in chunks(ids, _PRINTS_AT_ONCE):
        yield [Fingerprint.unpack(kept) for kept in connection.scalars(select(table.print).where(table.article_id.in_(chunk)))]


def days_touched(connection: Connection, changed: Iterable[date]) -> list[date]:
    """The days whose boilerplate rests on the changed ones, and these themselves, ascending; days without articles are none."""
    table = dedup_prints.c
    touched: set[date] = set()
    for day in changed:
        near = table.day.between(day - timedelta(LEARNING_DAYS), day + timedelta(LEARNING_DAYS))
        touched.update(connection.scalars(select(table.day).where(near).distinct()))
    return sorted(touched)
