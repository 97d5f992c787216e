"""Decides what an article is to the store: new, another text of a stored one, or one that it has already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from storage.sql import chunks
from storage.tables import articles, tombstones, urls
from storage.write.moved import STORED_COLUMNS, moved
from warraq.items import Outcome, Reason
from warraq.outlet import FEED_READER
from warraq.text.urls import EMBEDDED_FRAGMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Column, Connection, Select

    from storage.sql import Found
    from storage.write.draft import Draft
    from warraq.items import Article


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a draft, and what was found about it."""

    draft: Draft
    outcome: Outcome
    reason: Reason | None
    stored: Found | None
    """The stored article that it replaces or equals; None for a new one."""
    ledger: Found | None
    """Its row of the ledger; None where there is none yet."""
    moved: bool = False
    """Whether it replaces an article that stands under another address."""

    @property
    def is_written(self) -> bool:
        """Whether its text goes into the store."""
        return self.outcome in (Outcome.NEW, Outcome.UPDATED)

    @property
    def replaces_text(self) -> bool:
        """Whether a stored text gives way to another, and not only an embedded one to the same text from its own page."""
        return self.outcome is Outcome.UPDATED and self.stored is not None and self.stored.text_hash != self.draft.article.text_hash


def waves(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    """The drafts in lists, sorted by address, without two that may be one article: of those the later has to find the earlier stored."""
    left = list(drafts)
    while left:
        wave: list[Draft] = []
        later: list[Draft] = []
        taken: set[tuple[str | int | None, ...]] = set()
        for draft in left:
            marks = {("url", draft.article.url), ("url", draft.key), ("text", draft.outlet_id, draft.article.text_hash)}
            (later if marks & taken else wave).append(draft)
            taken |= marks
        yield sorted(wave, key=lambda draft: draft.article.url)
        left = later


def decisions(connection: Connection, wave: list[Draft]) -> list[Decision]:
    """One decision a draft, in the same order; for a wave of `waves`."""
    addresses = {address for draft in wave for address in (draft.article.url, draft.key)}
    stored = _by_url(connection, select(*(articles.c[name] for name in STORED_COLUMNS)), articles.c.url, sorted(addresses))
    _keep_apart(wave, stored)
    ledger_columns = (urls.c.url, urls.c.state, urls.c.article_id, urls.c.next_check_at, urls.c.look_reason)
    ledger = _by_url(connection, select(*ledger_columns), urls.c.url, [draft.key for draft in wave])
    twins = _twins(connection, wave)
    removed = _removed(connection, wave)
    fresh = [draft for draft in wave if not {draft.article.url} & stored.keys() and draft.place not in twins.keys() | removed]
    elsewhere = moved(connection, fresh, ledger)
    return [
        _decide(draft, stored.get(draft.article.url), twins.get(draft.place), ledger.get(draft.key), elsewhere.get(draft.place))
        if draft.place not in removed
        else Decision(draft, Outcome.REJECTED, Reason.REMOVED, None, ledger.get(draft.key))
        for draft in wave
    ]


def _removed(connection: Connection, wave: list[Draft]) -> set[int]:
    """Places of the drafts whose articles were removed for good."""
    addresses = {url for draft in wave for url in (draft.article.url, draft.key)}
    gone = {
        url
        for chunk in chunks(sorted(addresses))
        for url in connection.scalars(select(tombstones.c.url).where(tombstones.c.url.in_(chunk)))
    }
    closed = select(urls.c.url).where(urls.c.reason == Reason.REMOVED.value)
    gone |= {url for chunk in chunks(sorted(addresses)) for url in connection.scalars(closed.where(urls.c.url.in_(chunk)))}
    return {draft.place for draft in wave if not gone.isdisjoint((draft.article.url, draft.key))}


def _keep_apart(wave: Iterable[Draft], stored: Mapping[str, Found]) -> None:
    """An article whose canonical address is stored as another outlet's stands under the address where it was found instead."""
    for draft in wave:
        found = stored.get(draft.article.url)
        if found is not None and found.outlet_id != draft.outlet_id:
            draft.article.url = draft.key


def _decide(draft: Draft, stored: Found | None, twin: Found | None, ledger: Found | None, moved: Found | None) -> Decision:
    if stored is None and moved is not None:
        draft.article.url = moved.url
        return Decision(draft, Outcome.UPDATED, None, moved, ledger, moved=True)
    if stored is None and twin is None:
        return Decision(draft, Outcome.NEW, None, None, ledger)
    if stored is None:
        assert twin is not None, "the case above"
        known = ledger is not None and ledger.state == "pending" and ledger.article_id == twin.id and not ledger.look_reason
        return Decision(draft, *((Outcome.SKIPPED, Reason.UNCHANGED) if known else (Outcome.DUPLICATE, Reason.SAME_TEXT)), twin, ledger)
    if stored.outlet_id != draft.outlet_id:
        return Decision(draft, Outcome.DUPLICATE, Reason.OTHER_OUTLET, stored, ledger)
    if _replaces(draft.article, stored):
        return Decision(draft, Outcome.UPDATED, None, stored, ledger)
    looked_again = ledger is not None and ledger.state == "pending" and ledger.article_id == stored.id
    if looked_again and stored.text_hash == draft.article.text_hash:
        return Decision(draft, Outcome.SKIPPED, Reason.UNCHANGED, stored, ledger)
    return Decision(draft, Outcome.DUPLICATE, Reason.SAME_URL, stored, ledger)


def _replaces(article: Article, stored: Found) -> bool:
    """Whether the article takes the place of the one stored under its address."""
    differs: bool = stored.text_hash != article.text_hash
    if not article.from_embedded:
        stood_in = stored.extractor == FEED_READER and article.extractor != FEED_READER
        return differs or stood_in or bool(stored.from_embedded)
    # Two pages may each embed a part of one linked text; only a text whose address lies in one page changes with that page.
    return differs and bool(stored.from_embedded) and f"#{EMBEDDED_FRAGMENT}" in article.url


def _twins(connection: Connection, wave: list[Draft]) -> dict[int, Found]:
    """By the draft's place: the first article of its outlet with the same text; an embedded one is none to an article from its own page."""
    firsts: dict[tuple[int, str, bool], Found] = {}
    columns = (func.min(articles.c.id).label("id"), articles.c.outlet_id, articles.c.text_hash, articles.c.from_embedded)
    for chunk in chunks(sorted({draft.article.text_hash or "" for draft in wave})):
        same = select(*columns).where(articles.c.text_hash.in_(chunk)).group_by(*columns[1:])
        firsts |= {(row.outlet_id, row.text_hash, bool(row.from_embedded)): row for row in connection.execute(same)}
    twins = {}
    for draft in wave:
        text = (draft.outlet_id, draft.article.text_hash or "")
        twin = firsts.get((*text, False)) or (firsts.get((*text, True)) if draft.article.from_embedded else None)
        if twin is not None:
            twins[draft.place] = twin
    return twins


def _by_url(connection: Connection, query: Select[*tuple[object, ...]], column: Column[str], keys: Iterable[str]) -> dict[str, Found]:
    return {row.url: row for chunk in chunks(keys) for row in connection.execute(query.where(column.in_(chunk)))}
