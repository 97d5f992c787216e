"""Finds the stored article that a new text is an edited one of, although it stands under another address."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import or_, select

from storage.sql import chunks
from storage.tables import articles, urls
from storage.write.rows import sort_at
from warraq.dedup.edited import is_edited
from warraq.dedup.fingerprint import fingerprint
from warraq.text.urls import own_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from storage.sql import Found
    from storage.write.draft import Draft

STATED_WITHIN: Final = timedelta(hours=48)
"""Between the times that the two texts state, or, where one states none, at which it was fetched."""

STORED_COLUMNS: Final = ("id", "url", "outlet_id", "text_hash", "from_embedded", "title", "body", "fetched_at", "sort_at", "extractor")
"""What a decision needs to know of a stored article."""


def moved(connection: Connection, drafts: Sequence[Draft], ledger: Mapping[str, Found]) -> dict[int, Found]:
    """By the draft's place: the article of its outlet that moved to the draft's address and was edited.

    Something has to say so (the address asked for led to that article before, the feed gives both one identifier, a number that no other
    address of the outlet has stands in both, or the path is the same on a sister host), the stated times have to lie near each other, and
    the texts have to be one text, edited. Drafts whose address or text is stored do not belong here.
    """
    asked = [draft for draft in drafts if draft.article.page is not None and not draft.article.from_embedded]
    if not asked:
        return {}
    hints = _hints(connection, asked, ledger)
    wanted = sorted({article_id for ids in hints.values() for article_id in ids})
    query = select(*(articles.c[name] for name in STORED_COLUMNS)).where(~articles.c.from_embedded)
    stored = {row.id: row for chunk in chunks(wanted) for row in connection.execute(query.where(articles.c.id.in_(chunk)))}
    found = {}
    for draft in asked:
        same = [stored[key] for key in sorted(hints[draft.place]) if key in stored and _is_one(draft, stored[key])]
        if len(same) == 1:
            found[draft.place] = same[0]
    return found


def _hints(connection: Connection, drafts: Sequence[Draft], ledger: Mapping[str, Found]) -> dict[int, set[int]]:
    """By the draft's place: articles of which something says that they may be the draft's."""
    rows = _addresses(connection, drafts)
    by_guid, by_number, by_url = defaultdict(list), defaultdict(list), {}
    for row in rows:
        by_guid[row.outlet_id, row.guid].append(row)
        by_number[row.outlet_id, row.number].append(row)
        by_url[row.url] = row.article_id
    hints: dict[int, set[int]] = {}
    for draft in drafts:
        before = ledger.get(draft.key)
        led = {before.article_id if before is not None else None} | {by_url.get(address) for address in draft.article.sisters}
        if guid := draft.article.guid:
            led |= _only({row.article_id for row in by_guid[draft.outlet_id, guid] if row.article_id})
        if number := own_number(draft.key):
            led |= _only({row.article_id for row in by_number[draft.outlet_id, number] if row.url not in (draft.key, draft.article.url)})
        hints[draft.place] = {article_id for article_id in led if article_id is not None}
    return hints


def _addresses(connection: Connection, drafts: Sequence[Draft]) -> list[Found]:
    """The addresses of the outlets that share an identifier or number with a draft, and those on sister hosts."""
    columns = (urls.c.url, urls.c.outlet_id, urls.c.guid, urls.c.number, urls.c.article_id)
    found: list[Found] = []
    for chunk in chunks(drafts, 50):
        sisters = [address for draft in chunk for address in draft.article.sisters]
        guids = [draft.article.guid for draft in chunk if draft.article.guid]
        numbers = [number for draft in chunk if (number := own_number(draft.key))]
        mine = urls.c.outlet_id.in_({draft.outlet_id for draft in chunk})
        same = or_(urls.c.url.in_(sisters), mine & urls.c.guid.in_(guids), mine & urls.c.number.in_(numbers))
        found += connection.execute(select(*columns).where(same))
    return found


def _only(ids: Iterable[int | None]) -> set[int | None]:
    """The one that all lead to; nothing where they lead to several, or one of them to none."""
    every = set(ids)
    return every if len(every) == 1 else set()


def _is_one(draft: Draft, stored: Found) -> bool:
    article = draft.article
    assert article.fetched_at is not None, "pages of a crawl have their time"
    apart = abs(sort_at(article, draft.timezone, article.fetched_at) - stored.sort_at)
    if stored.outlet_id != draft.outlet_id or apart > STATED_WITHIN:
        return False
    days = apart / timedelta(days=1)
    return is_edited(fingerprint(article.title, article.body), fingerprint(stored.title, stored.body), days)
