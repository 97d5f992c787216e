"""Makes the search texts of a store anew, a batch at a time, and tells whether that is due.

The rules that fold and stem words change with the program, while the texts made by them stay in the store: a query stemmed by newer rules
then misses words that older ones wrote. The store remembers by which rules all of its texts were made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, func, select, update

from storage.search.index import MEND, made_by
from storage.search.save import fills_next, open_next, save_words, take_next
from storage.search.text import TEXT_VERSION
from storage.sql import hold
from storage.tables import articles, search_index, search_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from storage.store import Store

REINDEX_BATCH: Final = 200
"""Articles in a transaction: about half a second during which a SQLite store has no other writer."""

_LOCK: Final = "search index"
_NEXT_BATCH: Final = (
    select(articles.c.id, articles.c.sort_at, articles.c.title, articles.c.body)
    .where(articles.c.id < bindparam("before"), articles.c.body != "")  # an emptied article is not found by its words
    .order_by(articles.c.id.desc())
    .limit(bindparam("most"))
    .with_for_update()  # a writer of one of them waits, or is waited for: so no older text takes the place of a newer one
)


@dataclass(frozen=True, slots=True)
class IndexState:
    """By which rules the words of a store were made."""

    version: int
    """Of the rules that made all of them, but for those that are newer."""
    left: int
    """Articles whose words are still to be made anew, the newest first; 0 where the version is this program's."""
    absent: int = 0
    """How many of them the index does not hold at all."""

    @property
    def is_stale(self) -> bool:
        """Whether words may be missed."""
        return self.version != TEXT_VERSION

    def __str__(self) -> str:
        if not self.is_stale:
            return f"of this program's rules, {TEXT_VERSION}"
        return (
            f"of other rules ({self.version}, now {TEXT_VERSION}), so that words are missed; make it anew: {MEND} ({self.left:,} articles)"
            + (f"; {self.absent:,} of them cannot be found until then" if self.absent else "")
        )


def state(connection: Connection) -> IndexState:
    """By which rules the words of the store were made, and how many articles a renewal would still visit; counting them takes a while."""
    version = made_by(connection)
    if version == TEXT_VERSION:
        return IndexState(version, 0)
    held = connection.execute(select(func.count()).select_from(search_texts)).scalar_one()
    stored = connection.execute(select(func.count()).select_from(articles).where(articles.c.body != "")).scalar_one()
    return IndexState(version, left(connection), stored - held)


def left(connection: Connection, *, whole: bool = False) -> int:
    """How many articles `renew` would visit."""
    found = connection.execute(select(search_index)).one()
    begun = found.renewing == TEXT_VERSION and not whole
    if not (whole or begun or found.version != TEXT_VERSION):
        return 0
    below = [articles.c.id < found.reached] if begun else []
    return connection.execute(select(func.count()).select_from(articles).where(articles.c.body != "", *below)).scalar_one()


def renew(store: Store, *, whole: bool = False) -> Iterator[int]:
    """Makes the words of all articles anew where they are of other rules; yields after each batch how many it held.

    Each batch is a transaction that remembers how far it came: a renewal that was stopped goes on from there, and several at once share the
    work. With `whole` even a store of this program's rules is done, from its beginning.
    """
    store.patiently(_begin, whole)
    while count := store.patiently(_renew_batch):
        yield count


def _begin(connection: Connection, whole: bool) -> None:
    """Notes that a renewal begins, at the newest article, unless one of these rules has begun."""
    hold(connection, [_LOCK])
    found = connection.execute(select(search_index)).one()
    if not whole and (found.version == TEXT_VERSION or found.renewing == TEXT_VERSION):
        return
    newest = connection.scalar(select(func.max(articles.c.id))) or 0
    since = connection.scalar(select(func.max(search_texts.c.id))) or 0
    connection.execute(update(search_index).values(renewing=TEXT_VERSION, reached=newest + 1, since=since))
    if fills_next(connection):
        open_next(connection)


def _renew_batch(connection: Connection) -> int:
    """Renews the next articles; 0 when none are left, which is then remembered."""
    hold(connection, [_LOCK])
    begun = connection.execute(select(search_index)).one()
    if begun.reached is None:
        return 0
    found = connection.execute(_NEXT_BATCH, {"before": begun.reached, "most": REINDEX_BATCH}).all()
    if not found:
        if fills_next(connection):
            take_next(connection)
        connection.execute(update(search_index).values(version=TEXT_VERSION, renewing=None, reached=None, since=None))
        return 0
    # What was written meanwhile has its words by this program's rules already.
    ids = [row.id for row in found]
    fresh = select(search_texts.c.article_id).where(search_texts.c.article_id.in_(ids), search_texts.c.id > begun.since)
    done = set(connection.scalars(fresh))
    save_words(connection, [tuple(row) for row in found if row.id not in done], set(ids) - done)
    connection.execute(update(search_index).values(reached=ids[-1]))
    return len(found)
