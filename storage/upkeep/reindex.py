"""Makes the search texts of a store anew, a batch at a time, and tells whether that is due.

The rules that fold and stem words change with the program, while the texts made by them stay in the store: a query stemmed by newer rules
then misses words that older ones wrote. The store remembers by which rules all of its texts were made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, func, select, update

from storage.search.index import MEND, made_by
from storage.search.text import TEXT_VERSION
from storage.sql import hold
from storage.tables import articles, search_index, search_texts
from storage.write.rows import search_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from storage.sql import Found, Row
    from storage.store import Store

REINDEX_BATCH: Final = 200
"""Articles in a transaction: about half a second during which a SQLite store has no other writer."""

_LOCK: Final = "search index"
_WORDS: Final = ("title", "body", "title_stems", "stems")
_NEXT: Final = (
    select(articles.c.id, articles.c.title, articles.c.body)
    .add_columns(search_texts.c.title.label("was_title"), search_texts.c.body.label("was_body"))
    .join_from(articles, search_texts)
    .where(articles.c.id > bindparam("after"))
    .order_by(articles.c.id)
    .limit(REINDEX_BATCH)
)
# An article that was written anew meanwhile has its words by this program's rules already, and is left.
_RENEW: Final = (
    update(search_texts)
    .where(search_texts.c.article_id == bindparam("of"), search_texts.c.title == bindparam("was_title"))
    .where(search_texts.c.body == bindparam("was_body"))
    .values({name: bindparam(f"new_{name}") for name in _WORDS})
)


@dataclass(frozen=True, slots=True)
class IndexState:
    """By which rules the words of a store were made."""

    version: int
    """Of the rules that made all of them, but for those that are newer."""
    left: int
    """Articles whose words are still to be made anew; 0 where the version is this program's."""

    @property
    def is_stale(self) -> bool:
        """Whether words may be missed."""
        return self.version != TEXT_VERSION

    def __str__(self) -> str:
        if not self.is_stale:
            return f"of this program's rules, {TEXT_VERSION}"
        return (
            f"of other rules ({self.version}, now {TEXT_VERSION}), so that words are missed; make it anew: {MEND} ({self.left:,} articles)"
        )


def state(connection: Connection) -> IndexState:
    """By which rules the words of the store were made, and how many articles a renewal would still visit; counting them takes a while."""
    version = made_by(connection)
    return IndexState(version, 0 if version == TEXT_VERSION else left(connection))


def left(connection: Connection, *, whole: bool = False) -> int:
    """How many articles `renew` would visit."""
    found = connection.execute(select(search_index)).one()
    if whole or found.renewing == TEXT_VERSION or found.version != TEXT_VERSION:
        after = 0 if whole or found.renewing != TEXT_VERSION else found.reached
        return connection.execute(
            select(func.count()).select_from(articles).where(*([articles.c.id > after] if after else []))
        ).scalar_one()
    return 0


def renew(store: Store, *, whole: bool = False) -> Iterator[int]:
    """Makes the words of all articles anew where they are of other rules; yields after each batch how many it held.

    Each batch is a transaction that remembers how far it came: a renewal that was stopped goes on from there, and several at once share the
    work. With `whole` even a store of this program's rules is done, from its beginning.
    """
    with store.write() as connection:
        hold(connection, [_LOCK])
        found = connection.execute(select(search_index)).one()
        if whole or (found.version != TEXT_VERSION and found.renewing != TEXT_VERSION):
            connection.execute(update(search_index).values(renewing=TEXT_VERSION, reached=0))
    while count := _batch(store):
        yield count


def _batch(store: Store) -> int:
    """Renews the next articles; 0 when none are left, which is then remembered."""
    with store.write() as connection:
        hold(connection, [_LOCK])
        if (reached := connection.scalar(select(search_index.c.reached))) is None:
            return 0
        found = connection.execute(_NEXT, {"after": reached}).all()
        if found:
            connection.execute(_RENEW, [_renewal(row) for row in found])
            connection.execute(update(search_index).values(reached=found[-1].id))
        else:
            connection.execute(update(search_index).values(version=TEXT_VERSION, renewing=None, reached=None))
        return len(found)


def _renewal(row: Found) -> Row:
    new = search_words(row.title, row.body)
    return {"of": row.id, "was_title": row.was_title, "was_body": row.was_body} | {f"new_{name}": new[name] for name in _WORDS}
