"""Makes the search texts of a store anew, a batch at a time, and tells whether that is due.

The rules that fold and stem words change with the program, while the texts made by them stay in the store: a query stemmed by newer rules
then misses words that older ones wrote. The store remembers by which rules all of its texts were made.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, func, select, update

from storage.search.index import MEND, made_by
from storage.search.save import dead, fills_next, newest_number, open_next, save_words, take_next
from storage.search.text import TEXT_VERSION
from storage.sql import hold
from storage.tables import articles, search_index, search_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from storage.store import Store

REINDEX_BATCH: Final = 200
"""Articles in a transaction: about half a second during which a SQLite store has no other writer."""

CLEARED_AT_ONCE: Final = 50_000
"""Articles whose words one night's chores make anew to be rid of dead ones: some two minutes."""
LEAST_DEAD: Final = 1_000
DEAD_SHARE: Final = 4
"""Words of so many texts, and of one to four that live, are worth that."""

_LOCK: Final = "search index"
_NEXT_TEXTS: Final = (
    select(articles.c.id, articles.c.sort_at, articles.c.title, articles.c.body)
    .where(articles.c.body != "")  # an emptied article is not found by its words
    .limit(bindparam("most"))
    .with_for_update()  # a writer of one of them waits, or is waited for: so no older text takes the place of a newer one
)
_NEXT_DOWN: Final = _NEXT_TEXTS.where(articles.c.id < bindparam("reached")).order_by(articles.c.id.desc())
_NEXT_UP: Final = _NEXT_TEXTS.where(articles.c.id > bindparam("reached")).order_by(articles.c.id)
"""Newer articles get higher numbers, which searches in FTS5 use."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """By which rules the words of a store were made."""

    version: int
    """Of the rules that made all of them, but for those that are newer."""
    left: int
    """Articles whose words are still to be made anew, the newest first; 0 where the version is this program's."""
    absent: int = 0
    """How many of them the index does not hold at all."""
    dead: int = 0
    """Texts that are gone or were replaced and whose words still take room; only counted where the version is this program's."""

    @property
    def is_stale(self) -> bool:
        """Whether words may be missed."""
        return self.version != TEXT_VERSION

    def __str__(self) -> str:
        if not self.is_stale:
            room = f"; words of {self.dead:,} texts that are gone or were replaced take room until the daily chores clear them"
            return f"of this program's rules, {TEXT_VERSION}" + (room if self.dead >= LEAST_DEAD else "")
        return (
            f"of other rules ({self.version}, now {TEXT_VERSION}), so that words are missed; make it anew: {MEND} ({self.left:,} articles)"
            + (f"; {self.absent:,} of them cannot be found until then" if self.absent else "")
        )


def state(connection: Connection) -> IndexState:
    """By which rules the words of the store were made, and how many articles a renewal would still visit; counting them takes a while."""
    version = made_by(connection)
    if version == TEXT_VERSION:
        return IndexState(version, 0, dead=dead(connection))
    held = connection.execute(select(func.count()).select_from(search_texts)).scalar_one()
    stored = connection.execute(select(func.count()).select_from(articles).where(articles.c.body != "")).scalar_one()
    return IndexState(version, left(connection), stored - held)


def left(connection: Connection, *, whole: bool = False) -> int:
    """How many articles `renew` would visit."""
    found = connection.execute(select(search_index)).one()
    begun = found.renewing == TEXT_VERSION and not whole
    if not (whole or begun or found.version != TEXT_VERSION):
        return 0
    ahead = [articles.c.id > found.reached if _goes_up(connection) else articles.c.id < found.reached] if begun else []
    return connection.execute(select(func.count()).select_from(articles).where(articles.c.body != "", *ahead)).scalar_one()


def renew(store: Store, *, whole: bool = False) -> Iterator[int]:
    """Makes the words of all articles anew where they are of other rules; yields after each batch how many it held.

    Each batch is a transaction that remembers how far it came: a renewal that was stopped goes on from there, and several at once share the
    work. With `whole` even a store of this program's rules is done, from its beginning.
    """
    store.patiently(_begin, whole)
    while count := store.patiently(_renew_batch):
        yield count


def clear(store: Store) -> Iterator[int]:
    """Rids the index of words that lead nowhere, where they are many, by making it anew: `CLEARED_AT_ONCE` articles, the next call goes on.

    Yields as `renew` does. Goes on with any renewal that was stopped, on PostgreSQL too.
    """
    with store.read() as connection:
        goes_on = connection.scalar(select(search_index.c.reached)) is not None
        due = worth_clearing(connection) > 0
    if goes_on or due:
        yield from islice(renew(store, whole=not goes_on), max(1, CLEARED_AT_ONCE // REINDEX_BATCH))


def worth_clearing(connection: Connection) -> int:
    """Texts whose words lead nowhere, where these are many; else 0."""
    found = dead(connection)
    held = connection.scalar(select(func.count()).select_from(search_texts)) or 0
    return found if found >= max(LEAST_DEAD, held // DEAD_SHARE) else 0


def _begin(connection: Connection, whole: bool) -> None:
    """Notes that a renewal begins, as a rule at the newest article, unless one of these rules has begun."""
    hold(connection, [_LOCK])
    found = connection.execute(select(search_index)).one()
    if not whole and (found.version == TEXT_VERSION or found.renewing == TEXT_VERSION):
        return
    newest = connection.scalar(select(func.max(articles.c.id))) or 0
    connection.execute(update(search_index).values(renewing=TEXT_VERSION, reached=newest + 1, since=newest_number(connection)))
    if fills_next(connection):
        open_next(connection)
    if _goes_up(connection):
        connection.execute(update(search_index).values(reached=0))


def _goes_up(connection: Connection) -> bool:
    """Whether a renewal begins with the oldest article: where the words are good and only the table that holds them is made anew."""
    return fills_next(connection) and made_by(connection) == TEXT_VERSION


def _renew_batch(connection: Connection) -> int:
    """Renews the next articles; 0 when none are left, which is then remembered."""
    hold(connection, [_LOCK])
    begun = connection.execute(select(search_index)).one()
    if begun.reached is None:
        return 0
    following = _NEXT_UP if _goes_up(connection) else _NEXT_DOWN
    found = connection.execute(following, {"reached": begun.reached, "most": REINDEX_BATCH}).all()
    if not found:
        if fills_next(connection):
            take_next(connection)
            connection.execute(update(search_index).values(emptied=begun.since))
        connection.execute(update(search_index).values(version=TEXT_VERSION, renewing=None, reached=None, since=None))
        return 0
    # What was written meanwhile has its words by this program's rules already.
    ids = [row.id for row in found]
    fresh = select(search_texts.c.article_id).where(search_texts.c.article_id.in_(ids), search_texts.c.id > begun.since)
    done = set(connection.scalars(fresh))
    save_words(connection, [tuple(row) for row in found if row.id not in done], set(ids) - done)
    connection.execute(update(search_index).values(reached=ids[-1]))
    return len(found)
