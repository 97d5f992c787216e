"""Joins stored articles into stories: at once after they are stored, and again once it is known what else their days printed.

Writing publishes the hashes of a text; joining looks them up afterwards, in transactions of its own that follow one another. So of two
copies that are written at the same moment the one that is joined later finds the other, and what a crash leaves pending is joined by
whoever comes next.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from sqlalchemy import bindparam, false, select, update

from storage.sql import hold
from storage.stories.days import Boilerplate, count_day, days_touched
from storage.stories.groups import regroup
from storage.stories.links import link_again, link_anew
from storage.stories.prints import forget_prints, load_prints, sign_missing
from storage.tables import articles, dedup_prints
from storage.watch.matching import Matcher
from warraq.dedup.fingerprint import ALGO_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy import Connection

    from storage.sql import Found
    from storage.store import Store
    from storage.stories.prints import Print

T = TypeVar("T")

STORY_DAYS: Final = 30
"""Days before an article's own time in which its copies are looked for, where nothing else is set."""

_BATCH: Final = 100
"""Articles joined in a transaction, while which other joiners wait; as many as the writer stores in one."""


class Stories:
    """The stories of one store, kept by one thread."""

    def __init__(self, store: Store, story_days: int = STORY_DAYS) -> None:
        """`story_days`: how far back copies are looked for."""
        self._store = store
        self._story_days = story_days
        self._boilerplate = Boilerplate(settled=False)
        self._matcher = Matcher()

    def join(self) -> int:
        """Joins all articles that are pending, this process' and others'; returns how many. Raises StoreError when the store fails."""
        joined = 0
        while done := self._alone(self._join_batch):
            joined += done
        return joined

    def settle(self) -> int:
        """Takes again the decisions that late arrivals touched; returns how many articles were looked at.

        Afterwards the stories follow from the set of stored articles, whatever order these came in, and another pass changes nothing.
        """
        self.join()
        unsettled = self._alone(_unsettled)
        changed = sorted({row.day for row in unsettled})
        for day in changed:
            self._alone(count_day, day)
        boilerplate = Boilerplate(settled=True)
        looked_at = 0
        for day in self._alone(days_touched, changed):
            ids = iter(self._alone(_ids_of, day))
            while batch := list(islice(ids, _BATCH)):
                looked_at += len(batch)
                self._alone(self._settle_batch, batch, boilerplate)
        self._alone(_mark_settled, unsettled)
        return looked_at

    def forget(self, before: date, kept_before: date | None = None) -> int:
        """Drops what look-ups need of articles older than a day; returns of how many. Stories and links stay as they are.

        `kept_before`: only of those that were stored before that day.
        """
        forgotten = 0
        while done := self._alone(forget_prints, before, kept_before):
            forgotten += done
        return forgotten

    def _join_batch(self, connection: Connection) -> int:
        query = select(articles.c.id).where(articles.c.story_state == "pending").order_by(articles.c.sort_at, articles.c.url).limit(_BATCH)
        pending = connection.scalars(query).all()
        if not pending:
            return 0
        self._boilerplate.renew()
        sign_missing(connection, pending)
        prints = load_prints(connection, pending)
        others = link_anew(connection, prints, self._boilerplate, self._story_days)
        story_ids = regroup(connection, others | prints.keys())
        self._matcher.match(connection, pending, story_ids)
        _mark_joined(connection, prints)
        return len(pending)

    def _settle_batch(self, connection: Connection, article_ids: list[int], boilerplate: Boilerplate) -> None:
        prints = list(load_prints(connection, article_ids).values())
        if touched := link_again(connection, prints, boilerplate, self._story_days):
            self._matcher.grown(connection, regroup(connection, touched), touched)

    def _alone(self, function: Callable[..., T], *arguments: object) -> T:
        """Runs the function in a transaction while no one else joins; again while a passing fault stops it."""
        result: T = self._store.patiently(_holding, function, *arguments)
        return result


def _holding(connection: Connection, function: Callable[..., T], *arguments: object) -> T:
    hold(connection, ["stories"])
    return function(connection, *arguments)


def _mark_joined(connection: Connection, prints: dict[int, Print]) -> None:
    """An article whose text was replaced meanwhile stays pending."""
    which = (articles.c.id == bindparam("article")) & (articles.c.text_hash == bindparam("text"))
    rows = [{"article": each.article_id, "text": each.text_hash} for _, each in sorted(prints.items())]
    connection.execute(update(articles).where(which).values(story_state="joined"), rows)


# Settling


def _unsettled(connection: Connection) -> list[Found]:
    """The prints that no pass has counted yet."""
    table = dedup_prints.c
    query = select(table.article_id, table.day, table.first_print)
    return list(connection.execute(query.where(table.settled == false(), table.algo_version == ALGO_VERSION)))


def _ids_of(connection: Connection, day: date) -> list[int]:
    query = select(articles.c.id).join_from(articles, dedup_prints).where(dedup_prints.c.day == day)
    return list(connection.scalars(query.order_by(articles.c.sort_at, articles.c.url)))


def _mark_settled(connection: Connection, counted: list[Found]) -> None:
    """What has become another since it was counted waits for the next pass."""
    table = dedup_prints.c
    same = (table.article_id == bindparam("article")) & (table.day == bindparam("then")) & (table.first_print == bindparam("first"))
    same &= table.basis.is_not(None)
    rows = [{"article": row.article_id, "then": row.day, "first": row.first_print} for row in sorted(counted)]
    if rows:
        connection.execute(update(dedup_prints).where(same).values(settled=True), rows)
