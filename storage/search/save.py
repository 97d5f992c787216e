"""The full-text index as it is written: a row of `search_texts` an article, whose words stand in it on PostgreSQL, in FTS5 on SQLite.

FTS5 keeps no text of its own here, so what it once took in cannot be taken out: a text that changes comes in under a new number, and the
old one leads nowhere. A renewal fills a second FTS5 table, which takes the place of the first when it is whole.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, exists, func, insert, select, text

from storage.search.months import make_room
from storage.search.text import plain_words, search_words
from storage.sql import chunks, writable
from storage.tables import search_index, search_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

Text = tuple[int, datetime, str | None, str]
"""Id, sort_at, title and body of an article."""

FTS5_TABLE: Final = "article_search"
NEXT_TABLE: Final = "article_search_next"
"""The table that a renewal fills."""
FTS5_MARK: Final = "§"
"""Before the words of the index in FTS5, to part them from plain ones, which people may type there; a letter to its tokenizer."""

_INSERT_WITH_WORDS: Final = text("INSERT INTO search_texts (article_id, sort_at, words) VALUES (:article_id, :sort_at, :words)")


def save_words(connection: Connection, texts: Sequence[Text], replaced: Iterable[int]) -> None:
    """Makes articles known to searches by the words of these texts; `replaced`: ids of those that were known by others."""
    for chunk in chunks(sorted(replaced)):
        connection.execute(delete(search_texts).where(search_texts.c.article_id.in_(chunk)))
    rows = [{"article_id": article_id, "sort_at": sort_at} for article_id, sort_at, _, _ in texts]
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        make_room(connection, (sort_at for _, sort_at, _, _ in texts))
        words = (writable(" ".join(sorted(search_words(title, body)))) for _, _, title, body in texts)
        connection.execute(_INSERT_WITH_WORDS, [row | {"words": held} for row, held in zip(rows, words, strict=True)])
        return
    numbers = connection.scalars(insert(search_texts).returning(search_texts.c.id, sort_by_parameter_order=True), rows).all()
    held = [{"number": number, "words": fts5_words(title, body)} for number, (_, _, title, body) in zip(numbers, texts, strict=True)]
    for table in (FTS5_TABLE, NEXT_TABLE) if fills_next(connection) else (FTS5_TABLE,):
        connection.execute(text(f"INSERT INTO {table} (rowid, words) VALUES (:number, :words)"), held)  # noqa: S608 - one of two names


def fts5_words(title: str | None, body: str) -> str:
    """What FTS5 takes in of an article: the words of the index under their mark, then the plain ones, parted by spaces."""
    marked = [FTS5_MARK + word for word in sorted(search_words(title, body))]
    return writable(" ".join((*marked, *sorted(plain_words(title, body)))))


def newest_number(connection: Connection) -> int:
    """Above every number in the index that was given until now; 0 where the index holds nothing."""
    if not connection.scalar(select(exists(select(search_texts.c.id)))):
        return 0
    return int(connection.scalar(_NEWEST_NUMBER[connection.dialect.name]) or 0)


_NEWEST_NUMBER: Final = {
    "sqlite": text("SELECT seq FROM sqlite_sequence WHERE name = 'search_texts'"),
    "postgresql": text("SELECT nextval(pg_get_serial_sequence('search_texts', 'id'))"),
}


def dead(connection: Connection) -> int:
    """How many texts that are gone or were replaced still have their words in FTS5; always 0 on PostgreSQL, which forgets them itself."""
    if connection.dialect.name != "sqlite":
        return 0
    given = connection.scalar(_NEWEST_NUMBER["sqlite"]) or 0
    emptied = connection.scalar(select(search_index.c.emptied)) or 0
    return int(given) - int(emptied) - (connection.scalar(select(func.count()).select_from(search_texts)) or 0)


def fills_next(connection: Connection) -> bool:
    """Whether a renewal of a SQLite store fills a second table; of an index that was empty it fills the first."""
    return bool(connection.dialect.name == "sqlite" and connection.scalar(select(search_index.c.since)))


def open_next(connection: Connection) -> None:
    """Makes the second table, empty, whatever became of an earlier one; the same as the first."""
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {NEXT_TABLE}")
    made = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": FTS5_TABLE})
    connection.exec_driver_sql(str(made).replace(FTS5_TABLE, NEXT_TABLE).replace(f'"{NEXT_TABLE}"', NEXT_TABLE))


def take_next(connection: Connection) -> None:
    """Puts the second table into the place of the first, which the view over it outlives."""
    view = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'article_words'"))
    connection.exec_driver_sql("DROP VIEW article_words")
    connection.exec_driver_sql(f"DROP TABLE {FTS5_TABLE}")
    connection.exec_driver_sql(f"ALTER TABLE {NEXT_TABLE} RENAME TO {FTS5_TABLE}")
    connection.exec_driver_sql(str(view))
