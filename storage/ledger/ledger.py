"""The ledger: what feeds name is offered to it, and it says what to fetch; what became of each address is settled in it.

An address is done or pending. Done ones are known and left alone until their feed says they changed, or their time for another look comes;
where the page gave no article so far, that time alone counts, whatever the feed says.
Pending ones with `next_try_at` wait for that time; pending ones without it and without an outcome are in a run's hands.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, case, func, null, select, update

from storage.ledger.stated_changes import asks_for_a_look, is_restless
from storage.sql import CHUNK, chunks, insert_missing, writable, writable_row
from storage.tables import articles, feeds, urls
from warraq.items import Entry, Outcome, Reason
from warraq.outlet import FEED_READER, DocumentKind
from warraq.text.fold import fold
from warraq.text.urls import LONGEST_URL, canonical_url, own_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from storage.sql import Found, Row

LONGEST_GUID: Final = 500
"""Characters of the longest identifier kept; longer ones identify nothing and would not fit PostgreSQL's index."""

LONGEST_SUMMARY: Final = 1000
"""Characters of an entry's summary that are kept; some feeds put the whole article there."""

_TOLD: Final = ("title", "guid", "published", "updated", "summary", "authors", "categories", "image_url")
_STORED_OUTCOMES: Final = ("new", "updated", "duplicate")


@dataclass(slots=True)
class Offer:
    """What the ledger says to the entries of one document: entries = len(fetch) + known + duplicate + rejected."""

    entries: int
    fetch: list[Entry] = field(default_factory=list)
    """To be fetched now, in the order of the document; they are pending in this run."""
    known: int = 0
    """Seen before and unchanged, waiting for their next try, in a run's hands already, or named twice in the document."""
    duplicate: int = 0
    """Addresses seen for the first time that lead to a stored article."""
    rejected: int = 0
    """Links that are no web address."""
    looks: int = 0
    """Those of `fetch` that were seen before."""


@dataclass(frozen=True, slots=True)
class _Finder:
    """Where addresses were found, and by whom."""

    run_id: int
    outlet_id: int
    feed_id: int | None
    now: datetime
    unseen_at: datetime | None


def offer(
    connection: Connection,
    run_id: int,
    outlet_id: int,
    feed_id: int | None,
    entries: Sequence[Entry],
    now: datetime,
    unseen_at: datetime | None = None,
) -> Offer:
    """Enters what a document names and takes up what is to be fetched; `feed_id` None: given by hand; `unseen_at`: when the document was
    read before, None where it was not, or only in part.

    Taken up are addresses not seen before, failed or left over ones whose time has come, done ones whose own feed states another change
    than before, and those of which only an embedded text is stored. A new address of a stored article is a duplicate at once: the
    article's canonical address, or an identifier that the outlet used before for a text of the same title.
    """
    finder = _Finder(run_id, outlet_id, feed_id, now, unseen_at)
    result = Offer(len(entries))
    named = _by_address(connection, finder, entries, result)
    shared = Counter(entry.guid for entry in named.values())
    for chunk in chunks(named.items()):
        _offer_chunk(connection, finder, dict(chunk), shared, result)
    result.known = result.entries - len(result.fetch) - result.duplicate - result.rejected
    return result


def due(connection: Connection, run_id: int, outlet_id: int, now: datetime, limit: int) -> list[Entry]:
    """Takes up the outlet's addresses whose time has come, longest due first: those pending, then further looks.

    Those at stored articles have the origin `recheck`.
    """
    columns = (urls.c.url, urls.c.run_id, urls.c.url_seen, urls.c.entry, urls.c.article_id, feeds.c.kind)
    mine = select(*columns).outerjoin_from(urls, feeds)
    mine = mine.where(urls.c.outlet_id == outlet_id)
    tries = mine.where(urls.c.state == "pending", urls.c.next_try_at <= now).order_by(urls.c.next_try_at, urls.c.id)
    looks = mine.where(urls.c.state == "done", urls.c.next_check_at <= now).order_by(urls.c.next_check_at, urls.c.id)
    found: list[Found] = list(connection.execute(tries.limit(limit)))
    found += connection.execute(looks.limit(limit - len(found)))
    taken: set[str] = set()
    for chunk in chunks(found):
        taken |= _take_up(connection, run_id, {row.url: _Hold(row.run_id) for row in chunk})
    return [_entry(row) for row in found if row.url in taken]


def _entry(row: Found) -> Entry:
    """The entry as its document gave it, so that a later try knows the date and title that the feed stated."""
    told: dict[str, Any] = row.entry or {}
    told |= {name: tuple(told[name]) for name in ("authors", "categories") if name in told}
    if row.article_id is not None:
        return Entry(row.url_seen, **told, origin="recheck")
    return Entry(row.url_seen, **told, origin=DocumentKind(row.kind) if row.kind else "given")


def _told(entry: Entry) -> Row | None:
    """What an entry says beside its address, as the ledger keeps it."""
    told = {name: getattr(entry, name) for name in _TOLD if getattr(entry, name)}
    if summary := told.get("summary"):
        told["summary"] = summary[:LONGEST_SUMMARY]
    return {name: writable(value) if isinstance(value, str) else [*map(writable, value)] for name, value in told.items()} or None


def _by_address(connection: Connection, finder: _Finder, entries: Iterable[Entry], result: Offer) -> dict[str, Entry]:
    """The entries by canonical address, the first of each; links that have none are entered as rejected."""
    named: dict[str, Entry] = {}
    bad: dict[str, Row] = {}
    for entry in entries:
        try:
            named.setdefault(canonical_url(entry.url), entry)
        except ValueError as error:
            row = _new_row(finder, entry.url[:LONGEST_URL], entry)
            bad[row["url"]] = row | {
                "state": "done",
                "outcome": Outcome.REJECTED.value,
                "reason": Reason.BAD_LINK.value,
                "detail": str(error),
            }
    for chunk in chunks(bad):
        seen = set(connection.scalars(select(urls.c.url).where(urls.c.url.in_(chunk))))
        insert_missing(connection, urls, [bad[key] for key in chunk if key not in seen], key="url")
        result.rejected += len(chunk) - len(seen)
    return named


def _offer_chunk(connection: Connection, finder: _Finder, named: dict[str, Entry], shared: Mapping[str | None, int], result: Offer) -> None:
    rows = _rows(connection, named)
    unseen = {key: entry for key, entry in named.items() if key not in rows}
    stored = _stored_elsewhere(connection, finder.outlet_id, unseen, shared)
    insert_missing(connection, urls, [_entered(finder, key, entry, stored.get(key)) for key, entry in unseen.items()], key="url")
    _take_over(connection, finder, [key for key, row in rows.items() if _is_anothers(row, finder)])
    restless = is_restless([(row, named[key]) for key, row in rows.items()], finder.feed_id)
    again = {
        key: _Hold(row.run_id, finder.feed_id, named[key], hinted=row.state == "done" and not _is_anothers(row, finder))
        for key, row in rows.items()
        if _is_wanted(row, named[key], finder, restless=restless)
    }
    _adopt(connection, finder, {key: named[key] for key, row in rows.items() if row.feed_id is None and key not in again})
    taken = _take_up(connection, finder.run_id, again) | _in_hand(connection, finder.run_id, unseen.keys() - stored.keys())
    # A text of the feed never takes the place of one that was read from its page.
    read = {key for key, row in rows.items() if row.extractor not in (None, FEED_READER)}
    result.fetch += [replace(entry, text=None) if key in read else entry for key, entry in named.items() if key in taken]
    result.looks += len(taken & again.keys())
    result.duplicate += len(stored)


def _rows(connection: Connection, keys: Iterable[str]) -> dict[str, Found]:
    names: tuple[str, ...] = (
        "url",
        "run_id",
        "outlet_id",
        "feed_id",
        "lastmod",
        "state",
        "outcome",
        "reason",
        "next_try_at",
        "next_check_at",
        "looks",
    )
    names += ("vain_looks", "checked_at")
    columns = [urls.c[name] for name in names]
    of_article = (articles.c.from_embedded, articles.c.extractor)
    query = select(*columns, *of_article).outerjoin_from(urls, articles, urls.c.article_id == articles.c.id)
    return {row.url: row for row in connection.execute(query.where(urls.c.url.in_(list(keys))))}


def _is_wanted(row: Found, entry: Entry, finder: _Finder, *, restless: bool) -> bool:
    """Whether an address that was seen before is taken up again now that a document names it."""
    if row.reason in (Reason.REMOVED, Reason.PRUNED):
        return False
    if _is_anothers(row, finder):
        return True
    if row.state == "pending":
        return row.next_try_at is not None and row.next_try_at <= finder.now
    if row.looks:
        return row.next_check_at is not None and row.next_check_at <= finder.now
    if row.from_embedded and row.outcome in _STORED_OUTCOMES:
        return True
    return asks_for_a_look(row, entry, finder.feed_id, finder.now, restless=restless)


def _is_anothers(row: Found, finder: _Finder) -> bool:
    """Whether another outlet's document named the address first and it was refused there as not that outlet's own."""
    return bool(row.outlet_id != finder.outlet_id and row.state == "done" and row.reason == Reason.FOREIGN_HOST)


def _stored_elsewhere(
    connection: Connection, outlet_id: int, unseen: Mapping[str, Entry], shared: Mapping[str | None, int]
) -> dict[str, tuple[int, Reason]]:
    """Which of the addresses lead to an article that is stored under another, with the reason."""
    own_page = select(articles.c.url, articles.c.id).where(articles.c.url.in_(list(unseen)), ~articles.c.from_embedded)
    stored = {row.url: (row.id, Reason.SAME_URL) for row in connection.execute(own_page)}
    # An identifier that one document gives to several addresses identifies none of them.
    by_guid = {guid: key for key, entry in unseen.items() if (guid := _guid(entry)) and shared[guid] == 1 and key not in stored}
    same_guid = (
        select(urls.c.guid, articles.c.id, articles.c.title)
        .join_from(urls, articles, urls.c.article_id == articles.c.id)
        .where(urls.c.outlet_id == outlet_id, urls.c.guid.in_(list(by_guid)))
    )
    for row in connection.execute(same_guid) if by_guid else ():
        key = by_guid[row.guid]
        if _same_title(unseen[key].title, row.title):
            stored[key] = (row.id, Reason.SAME_GUID)
    return stored


def _same_title(named: str | None, stored: str | None) -> bool:
    """Outlets use identifiers again for other articles; where both titles are known they have to agree."""
    return not named or not stored or fold(named) == fold(stored)


def _guid(entry: Entry) -> str | None:
    return entry.guid if entry.guid and len(entry.guid) <= LONGEST_GUID else None


def _new_row(finder: _Finder, key: str, entry: Entry) -> Row:
    found: Row = {"outlet_id": finder.outlet_id, "feed_id": finder.feed_id, "run_id": finder.run_id}
    found |= {"first_seen_at": finder.now, "unseen_at": finder.unseen_at}
    told = {"guid": _guid(entry), "lastmod": entry.updated, "number": own_number(key)}
    return writable_row({"url": key, "url_seen": entry.url} | told | found) | {"entry": _told(entry)}


def _entered(finder: _Finder, key: str, entry: Entry, stored: tuple[int, Reason] | None) -> Row:
    row = _new_row(finder, key, entry)
    if stored is None:
        return row | {"state": "pending", "outcome": None, "reason": None, "article_id": None}
    article_id, reason = stored
    return row | {"state": "done", "outcome": Outcome.DUPLICATE.value, "reason": reason.value, "article_id": article_id}


@dataclass(frozen=True, slots=True)
class _Hold:
    """How a row was found that is to be taken up, and what is noted with it."""

    run_id: int | None
    feed_id: int | None = None
    entry: Entry | None = None
    """What the document says now; None: it was not asked."""
    hinted: bool = False
    """Whether a stored article is looked at because its document says that it changed."""

    def noted(self) -> Row:
        """The values for `_take_up`'s statement."""
        told = {"words": self.entry.updated, "told": _told(self.entry)} if self.entry else {"words": None, "told": None}
        return {"seen": self.run_id, "feed": self.feed_id, "hinted": int(self.hinted)} | told


def _take_up(connection: Connection, run_id: int, wanted: Mapping[str, _Hold]) -> set[str]:
    """Puts the rows into the run's hands; returns those that no other run took since they were read."""
    if not wanted:
        return set()
    untouched = (urls.c.url == bindparam("key")) & urls.c.run_id.is_not_distinct_from(bindparam("seen", type_=urls.c.run_id.type))
    looks = urls.c.vain_looks + bindparam("hinted")  # taken back where the look finds a change
    tries = case((urls.c.state == "done", 0), else_=urls.c.attempts)
    noted = {"feed_id": func.coalesce(urls.c.feed_id, bindparam("feed")), "lastmod": func.coalesce(bindparam("words"), urls.c.lastmod)}
    noted["entry"] = func.coalesce(bindparam("told", type_=urls.c.entry.type), urls.c.entry)
    nothing = dict.fromkeys(("outcome", "reason", "detail", "next_try_at", "next_check_at"), null())
    taken = {"state": "pending", "run_id": run_id, "attempts": tries, "vain_looks": looks}
    statement = update(urls).where(untouched).values(**taken, **noted, **nothing)
    connection.execute(statement, [{"key": key, **hold.noted()} for key, hold in sorted(wanted.items())])
    return _in_hand(connection, run_id, wanted)


def _take_over(connection: Connection, finder: _Finder, keys: list[str]) -> None:
    """Makes rows this outlet's that stood under another by mistake; they never led to an article."""
    if keys:
        mine = {"outlet_id": finder.outlet_id, "feed_id": finder.feed_id, "first_seen_at": finder.now, "unseen_at": finder.unseen_at}
        connection.execute(update(urls).where(urls.c.url.in_(keys), urls.c.article_id.is_(None)).values(**mine))


def _in_hand(connection: Connection, run_id: int, keys: Iterable[str]) -> set[str]:
    """Which of the addresses are the run's to fetch."""
    taken: set[str] = set()
    for chunk in chunks(keys, CHUNK):
        mine = select(urls.c.url).where(urls.c.url.in_(chunk), urls.c.run_id == run_id, urls.c.outcome.is_(None))
        taken.update(connection.scalars(mine))
    return taken


def _adopt(connection: Connection, finder: _Finder, named: Mapping[str, Entry]) -> None:
    """Lets the document speak from now on for addresses that no document named before, so that its changes are noticed."""
    if finder.feed_id is None or not named:
        return
    statement = update(urls).where(urls.c.url == bindparam("key"), urls.c.feed_id.is_(None)).values(feed_id=finder.feed_id)
    rows = [{"key": key, "words": entry.updated} for key, entry in sorted(named.items())]
    connection.execute(statement.values(lastmod=bindparam("words")), rows)
