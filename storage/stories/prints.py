"""Keeps the fingerprints of stored texts, with the hashes by which they are looked up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, func, select, true, update

from storage.sql import chunks, insert_for, upsert
from storage.tables import articles, dedup_days, dedup_postings, dedup_prints
from warraq import clock
from warraq.dedup.fingerprint import ALGO_VERSION, Fingerprint, fingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from storage.sql import Found, Row


_FORGOTTEN_AT_ONCE: Final = 500


@dataclass(slots=True)
class Print:
    """The text of one article, as it is compared."""

    article_id: int
    sort_at: datetime
    url: str
    outlet_id: int
    text_hash: str
    text: Fingerprint
    first_print: bool
    """Whether no article of the days before has this text already, as far as is known."""
    basis: int | None
    """Which boilerplate its links were judged by; None: they are to be judged again."""
    candidates: int = 0
    """Earlier articles that share hashes enough with it; at least so many where texts were replaced since."""

    @property
    def day(self) -> date:
        """In UTC."""
        return self.sort_at.date()

    @property
    def place(self) -> tuple[datetime, str]:
        """Its place in the order of all articles, the same whatever order they were stored in."""
        return self.sort_at, self.url


def save_prints(connection: Connection, texts: Sequence[tuple[int, datetime, str | None, str]], replaced: Collection[int]) -> None:
    """Fingerprints articles (id, sort_at, title, body) and makes them known to look-ups. `replaced`: ids that may have a print already."""
    _forget_hashes(connection, replaced)
    signed = [(article_id, sort_at.date(), fingerprint(title, body)) for article_id, sort_at, title, body in texts]
    upsert(connection, dedup_prints, [_print_row(*entry) for entry in signed], key="article_id")
    postings = sorted((number, day.toordinal(), article_id) for article_id, day, text in signed for number in text.hashes)
    if postings:
        statement = insert_for(connection, dedup_postings).on_conflict_do_nothing()
        connection.execute(statement, [dict(zip(("hash", "day", "article_id"), posting, strict=True)) for posting in postings])


def _print_row(article_id: int, day: date, text: Fingerprint) -> Row:
    kept = {"print": text.pack(), "first_print": True, "basis": None, "settled": False, "algo_version": text.algo_version}
    return {"article_id": article_id, "day": day, "candidates": 0, "kept_since": clock.now().date()} | kept


def _forget_hashes(connection: Connection, article_ids: Collection[int]) -> None:
    """Removes the hashes of prints that are about to be replaced, and has the days counted anew that they leave."""
    old = [row for chunk in chunks(sorted(article_ids)) for row in connection.execute(_PRINTED.where(dedup_prints.c.article_id.in_(chunk)))]
    _remove_postings(connection, old)
    for day in sorted({row.day for row in old}):
        connection.execute(update(dedup_prints).where(dedup_prints.c.day == day).values(settled=False))


_PRINTED = select(dedup_prints.c.article_id, dedup_prints.c.day, dedup_prints.c.print, dedup_prints.c.algo_version)


def _remove_postings(connection: Connection, printed: Iterable[Found]) -> None:
    """By key, because an index by article would cost as much as the table."""
    keys = [
        {"h": number, "d": row.day.toordinal(), "a": row.article_id}
        for row in printed
        for number in Fingerprint.unpack(row.print, row.algo_version).hashes
    ]
    if keys:
        table = dedup_postings.c
        which = (table.hash == bindparam("h")) & (table.day == bindparam("d")) & (table.article_id == bindparam("a"))
        connection.execute(delete(dedup_postings).where(which), keys)


def forget_articles(connection: Connection, article_ids: Collection[int]) -> None:
    """Removes the prints and hashes of articles that leave the store."""
    for chunk in chunks(sorted(article_ids)):
        _remove_postings(connection, connection.execute(_PRINTED.where(dedup_prints.c.article_id.in_(chunk))).all())
        connection.execute(delete(dedup_prints).where(dedup_prints.c.article_id.in_(chunk)))


def forget_prints(connection: Connection, before: date, kept_before: date | None = None) -> int:
    """Removes the prints and hashes of articles older than a day, by batches that the caller repeats until none is left; returns how many.

    `kept_before`: only those that were stored before that day. Copies of these articles are found no longer; their stories and links stay.
    """
    table = dedup_prints.c
    stored = true() if kept_before is None else table.kept_since.is_(None) | (table.kept_since < kept_before)
    old = connection.execute(_PRINTED.where(table.day < before, stored).limit(_FORGOTTEN_AT_ONCE)).all()
    _remove_postings(connection, old)
    connection.execute(delete(dedup_prints).where(dedup_prints.c.article_id.in_([row.article_id for row in old])))
    connection.execute(delete(dedup_days).where(dedup_days.c.day < before))
    return len(old)


def load_prints(connection: Connection, article_ids: Iterable[int]) -> dict[int, Print]:
    """By id; articles without a print of this program's version are left out."""
    columns = (articles.c.id, articles.c.sort_at, articles.c.url, articles.c.outlet_id, articles.c.text_hash)
    kept = (dedup_prints.c.print, dedup_prints.c.first_print, dedup_prints.c.basis, dedup_prints.c.candidates)
    query = select(*columns, *kept).join_from(articles, dedup_prints)
    query = query.where(dedup_prints.c.algo_version == ALGO_VERSION)
    found = (row for chunk in chunks(article_ids) for row in connection.execute(query.where(articles.c.id.in_(chunk))))
    return {row.id: _print(row) for row in found}


def _print(row: Found) -> Print:
    text = Fingerprint.unpack(row.print)
    return Print(row.id, row.sort_at, row.url, row.outlet_id, row.text_hash, text, row.first_print, row.basis, row.candidates)


def sign_missing(connection: Connection, article_ids: Collection[int]) -> None:
    """Fingerprints those articles that have no print of this program's version: they were stored by an earlier one."""
    signed: set[int] = set()
    for chunk in chunks(article_ids):
        current = select(dedup_prints.c.article_id).where(dedup_prints.c.article_id.in_(chunk), dedup_prints.c.algo_version == ALGO_VERSION)
        signed.update(connection.scalars(current))
    missing = sorted(set(article_ids) - signed)
    columns = (articles.c.id, articles.c.sort_at, articles.c.title, articles.c.body)
    for chunk in chunks(missing):
        rows = connection.execute(select(*columns).where(articles.c.id.in_(chunk))).all()
        save_prints(connection, [(row.id, row.sort_at, row.title, row.body) for row in rows], chunk)


def days_with_prints(connection: Connection, first: int, last: int) -> Iterator[int]:
    """The days, as postings count them, on which articles with prints stand: each a look into the index, however many these are."""
    table = dedup_prints.c
    following = select(func.min(table.day))
    while (day := connection.scalar(following.where(table.day.between(date.fromordinal(first), date.fromordinal(last))))) is not None:
        yield day.toordinal()
        first = day.toordinal() + 1


def keep_bases(connection: Connection, prints: Iterable[Print]) -> None:
    """Writes down which boilerplate the links of the articles rest on, and how many candidates were found."""
    rows = [{"key": each.article_id, "by": each.basis, "found": each.candidates} for each in prints]
    if rows:
        statement = update(dedup_prints).where(dedup_prints.c.article_id == bindparam("key"))
        connection.execute(statement.values(basis=bindparam("by"), candidates=bindparam("found")), rows)


def doubt(connection: Connection, article_ids: Iterable[int]) -> None:
    """Has the links of the articles to earlier ones judged again by the next pass."""
    table = dedup_prints.c
    for chunk in chunks(sorted(article_ids)):
        which = table.article_id.in_(chunk) & (table.basis.is_not(None) | table.settled)
        connection.execute(update(dedup_prints).where(which).values(basis=None, settled=False))


def note_first_prints(connection: Connection, article_ids: Iterable[int], first: bool) -> None:
    """Notes whether these articles are the first to print their text; where that is news, their days are to be counted anew."""
    for chunk in chunks(sorted(article_ids)):
        where = dedup_prints.c.article_id.in_(chunk) & dedup_prints.c.first_print.is_(not first)
        connection.execute(update(dedup_prints).where(where).values(first_print=first, settled=False))
