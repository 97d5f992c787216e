"""Finds what watches wait for among articles that are being joined into stories, in the transaction that joins them.

So no hit is lost: what a crash undoes is pending, and is joined again by whoever comes next. And none is found twice: a hit has a key.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, func, or_, select

from storage.search.check import Text, fits
from storage.search.filters import Filters, conditions, timely
from storage.search.match import Where, is_exact, leads
from storage.search.names import with_names
from storage.search.query import parse
from storage.search.text import TEXT_VERSION, search_words
from storage.sql import chunks, insert_for
from storage.tables import article_links, articles, revisions, watch_hits, watch_waiting, watches
from storage.watch import hits
from storage.watch.filing import check_of, filed_under
from storage.watch.watches import choice_of
from warraq import clock
from warraq.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy import Connection

    from storage.search.query import Query
    from storage.sql import Found, Row
    from storage.watch.filing import Check

logger = logging.getLogger(__name__)

BY_US: Final = frozenset({"extractor", "address"})
"""What `revisions.changed` says where we read a page anew, or joined two addresses: no news of the outlet's."""


@dataclass
class _Watch:
    """One watch, its query read when an article first may fit."""

    row: Found

    @cached_property
    def query(self) -> Query | None:
        parsed = parse(self.row.query)
        return with_names(parsed) if parsed else None

    @cached_property
    def check(self) -> Check:
        """What the index would answer, of the words of one article."""
        return check_of(leads(self.query, Where.ANYWHERE) if self.query else None)

    @cached_property
    def is_exact(self) -> bool:
        """Whether that suffices, and the text need not be read."""
        return self.query is None or is_exact(self.query)

    @property
    def keys(self) -> Collection[str]:
        """Words of which an article must hold one; empty: all are looked at."""
        if self.row.filed_by == TEXT_VERSION:
            return str(self.row.filed_under).split()
        parsed = parse(self.row.query)
        return (filed_under(parsed, lambda word: 0) if parsed else None) or ()

    def filters(self) -> Filters:
        """What its options mean now; the times among them move with the clock."""
        return choice_of(self.row.options).filters(clock.now())

    def reads(self, article: _Article) -> bool:
        """Whether the words of the article fit."""
        if not self.check(article.words):
            return False
        return self.is_exact or (self.query is not None and fits(self.query, Where.ANYWHERE, *article.texts))


@dataclass
class _Article:
    """One article that is being joined."""

    row: Found
    revision: tuple[int, str] | None
    """Number of its last revision, and what that changed."""

    @cached_property
    def words(self) -> frozenset[str]:
        return search_words(self.row.title, self.row.body)

    @cached_property
    def texts(self) -> tuple[Text, Text]:
        return Text(self.row.title or ""), Text(self.row.body)

    @property
    def was_changed_by_us(self) -> bool:
        return self.revision is not None and self.revision[1] in BY_US

    def is_new_to(self, watch: Found) -> bool:
        """Whether it came into the store after the watch was made or taken up again, and not as an old one."""
        row = self.row
        if row.stored_at is None or row.stored_at < watch.changed_at or self.was_changed_by_us:
            return False
        return bool(row.sort_at >= row.stored_at - timedelta(days=watch.late_days))

    def was_changed_since(self, watch: Found) -> bool:
        """Whether its outlet gave it another text after the watch was made."""
        return self.revision is not None and not self.was_changed_by_us and self.row.fetched_at >= watch.changed_at


@dataclass
class Matcher:
    """The watches of a store as one process keeps them, filed under their rarest words."""

    _known: tuple[Any, ...] | None = None
    _watches: dict[int, _Watch] = field(default_factory=dict)
    _filed: dict[str, list[_Watch]] = field(default_factory=dict)
    _keys: frozenset[str] = frozenset()
    """Those of `_filed`: two sets are cut four times as fast as a set and a dictionary."""
    _unfiled: list[_Watch] = field(default_factory=list)

    def match(self, connection: Connection, article_ids: Collection[int], story_ids: Collection[int]) -> None:
        """Enters what the watches find among the articles that are being joined, and what waited for one of the stories to grow."""
        if not self._renew(connection):
            return
        found = [(watch, article) for article in _articles(connection, article_ids) for watch in self._fitting(article)]
        self._enter(connection, found)
        self._enter_revisions(connection, found, article_ids)
        self.grown(connection, story_ids, article_ids)

    def grown(self, connection: Connection, story_ids: Collection[int], article_ids: Collection[int] = ()) -> None:
        """Enters what waited for one of the stories to grow, or for a link to one of the articles."""
        waiting: defaultdict[int, set[int]] = defaultdict(set)
        for row in _waiting(connection, story_ids, article_ids):
            waiting[row.watch_id].add(row.article_id)
        if not waiting or not self._renew(connection):
            return
        for watch_id, ids in sorted(waiting.items()):
            if (watch := self._watches.get(watch_id)) is not None:
                filters = watch.filters()
                rows = _chosen(connection, ids, Filters(outlets=filters.outlets, uncredited=filters.uncredited))
                hits.enter(connection, _hits(watch, rows), clock.now())
                _wait_no_more(connection, watch_id, [row.id for row in rows])

    def _fitting(self, article: _Article) -> Iterator[_Watch]:
        """The watches whose words it holds, or whose revisions it may be."""
        near = {id(watch): watch for word in article.words & self._keys for watch in self._filed[word]}
        for watch in (*near.values(), *self._unfiled):
            if watch.reads(article):
                yield watch

    def _enter(self, connection: Connection, found: Iterable[tuple[_Watch, _Article]]) -> None:
        new: defaultdict[int, set[int]] = defaultdict(set)
        for watch, article in found:
            if article.is_new_to(watch.row):
                new[watch.row.id].add(article.row.id)
        for watch_id, ids in sorted(new.items()):
            watch = self._watches[watch_id]
            filters = watch.filters()
            of_itself = replace(filters, outlets=None, uncredited=None)
            rows = _chosen(connection, ids, of_itself)
            if of_itself == filters:
                hits.enter(connection, _hits(watch, rows), clock.now())
            else:
                _let_wait(connection, watch_id, [row.id for row in rows])

    def _enter_revisions(self, connection: Connection, found: Iterable[tuple[_Watch, _Article]], article_ids: Collection[int]) -> None:
        """New texts of articles that fit now, or that the watch had found before; an article that is found just now is no revision."""
        asking = {number: watch for number, watch in self._watches.items() if watch.row.revisions}
        if not asking:
            return
        changed = {one.row.id: one for one in _articles(connection, article_ids) if one.revision is not None}
        wanted = {(watch.row.id, article.row.id) for watch, article in found if not article.is_new_to(watch.row)}
        table = watch_hits.c
        before = select(table.watch_id, table.article_id).where(table.what == "article", table.watch_id.in_(list(asking)))
        for chunk in chunks(sorted(changed)):
            numbers = {row.article_id: row for row in connection.execute(before.where(table.article_id.in_(chunk)))}
            wanted |= {(row.watch_id, row.article_id) for row in numbers.values()}
        rows: list[Row] = []
        for watch_id, article_id in sorted(wanted):
            one, watch = changed.get(article_id), asking.get(watch_id)
            if one is None or watch is None or one.revision is None or not one.was_changed_since(watch.row):
                continue
            if not _chosen(connection, [article_id], watch.filters()):
                continue
            rows.append({"watch_id": watch_id, "article_id": article_id, "what": "revision", "number": one.revision[0]})
        hits.enter(connection, rows, clock.now())

    def _renew(self, connection: Connection) -> bool:
        """Reads the watches anew where they changed; False where there are none."""
        table = watches.c
        known = tuple(connection.execute(select(func.count(), func.max(table.id), func.max(table.changed_at))).one())
        if known != self._known:
            rows = connection.execute(select(watches).where(~table.paused).order_by(table.id)).all()
            self._watches, self._filed, self._unfiled = {row.id: _Watch(row) for row in rows}, {}, []
            for watch in list(self._watches.values()):
                self._file(watch)
            self._keys, self._known = frozenset(self._filed), known
        return bool(self._watches)

    def _file(self, watch: _Watch) -> None:
        try:
            keys = watch.keys
            watch.filters()
        except UsageError as error:  # made by a program of other rules
            logger.error("watch %s finds nothing: %s", watch.row.name, error)
            del self._watches[watch.row.id]
            return
        for word in keys:
            self._filed.setdefault(word, []).append(watch)
        if not keys:
            self._unfiled.append(watch)


def _articles(connection: Connection, article_ids: Collection[int]) -> list[_Article]:
    columns = [articles.c[name] for name in ("id", "title", "body", "sort_at", "stored_at", "fetched_at")]
    last = select(revisions.c.article_id, func.max(revisions.c.number).label("number")).group_by(revisions.c.article_id)
    found: list[_Article] = []
    for chunk in chunks(sorted(article_ids)):
        newest = last.where(revisions.c.article_id.in_(chunk)).subquery()
        query = select(revisions.c.article_id, revisions.c.number, revisions.c.changed)
        query = query.join(newest, (newest.c.article_id == revisions.c.article_id) & (newest.c.number == revisions.c.number))
        changed = {row.article_id: (row.number, row.changed) for row in connection.execute(query)}
        rows = connection.execute(select(*columns).where(articles.c.id.in_(chunk)))
        found += [_Article(row, changed.get(row.id)) for row in rows]
    return found


def _chosen(connection: Connection, article_ids: Collection[int], filters: Filters) -> list[Found]:
    """Id and story of those that the filters let through."""
    query = select(articles.c.id, articles.c.story_id).where(*conditions(filters), *timely(articles.c.sort_at, filters))
    return [row for chunk in chunks(sorted(article_ids)) for row in connection.execute(query.where(articles.c.id.in_(chunk)))]


def _hits(watch: _Watch, rows: Iterable[Found]) -> list[Row]:
    if watch.row.of == "stories":
        story_ids = sorted({row.story_id for row in rows if row.story_id is not None})
        return [{"watch_id": watch.row.id, "story_id": story_id, "what": "story"} for story_id in story_ids]
    return [{"watch_id": watch.row.id, "article_id": row.id, "what": "article"} for row in rows]


# What waits for its story


def _let_wait(connection: Connection, watch_id: int, article_ids: Iterable[int]) -> None:
    rows = [{"watch_id": watch_id, "article_id": number, "noted_at": clock.now()} for number in article_ids]
    if rows:
        connection.execute(insert_for(connection, watch_waiting).on_conflict_do_nothing(), rows)


def _wait_no_more(connection: Connection, watch_id: int, article_ids: Iterable[int]) -> None:
    for chunk in chunks(sorted(article_ids)):
        mine = (watch_waiting.c.watch_id == watch_id) & watch_waiting.c.article_id.in_(chunk)
        connection.execute(delete(watch_waiting).where(mine))


def _waiting(connection: Connection, story_ids: Collection[int], article_ids: Collection[int]) -> Iterator[Found]:
    query = select(watch_waiting.c.watch_id, watch_waiting.c.article_id)
    if connection.execute(query.limit(1)).first() is None:
        return
    for chunk in chunks(sorted(story_ids)):
        inside = select(articles.c.id).where(articles.c.story_id.in_(chunk))
        yield from connection.execute(query.where(watch_waiting.c.article_id.in_(inside))).all()
    for chunk in chunks(sorted(article_ids)):
        linked = select(article_links.c.article_id).where(article_links.c.other_id.in_(chunk))
        near = or_(watch_waiting.c.article_id.in_(linked), watch_waiting.c.article_id.in_(chunk))
        yield from connection.execute(query.where(near)).all()
