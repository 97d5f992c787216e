"""Turns an article into the rows that it becomes; pure."""

from __future__ import annotations

from datetime import datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from storage.sql import writable, writable_row
from warraq.fields import STORED, kinds
from warraq.items import Article, Medium

if TYPE_CHECKING:
    from collections.abc import Mapping

    from storage.sql import Row
    from warraq.items import Attribution, PageRecord

LONGEST_NAME: Final = 500
"""Characters of the longest author, keyword or source name; what is longer is none, and would not fit PostgreSQL's index."""

_STORED_FIELDS: Final = tuple(kinds(Article, STORED))


def article_row(article: Article, outlet_id: int, timezone: str, page_id: int | None, story_id: int | None, now: datetime) -> Row:
    """The row in `articles`; `timezone` is the outlet's, `fetched_at` is `now` where the page came without a time."""
    fetched_at = article.fetched_at or now
    own = {name: getattr(article, name) for name in _STORED_FIELDS}
    found = {"outlet_id": outlet_id, "page_id": page_id, "story_id": story_id, "fetched_at": fetched_at, "stored_at": now}
    sorts = {"sort_at": sort_at(article, timezone, fetched_at), "story_state": "pending", "vanished_at": None}
    return writable_row(own | found | sorts)


def sort_at(article: Article, timezone: str, fetched_at: datetime) -> datetime:
    """When the article stands in the order of all: its publication, else noon of its day where the outlet is, else its fetching."""
    if article.published_at is not None:
        return article.published_at
    if article.published_day is not None:
        return datetime.combine(article.published_day, time(12), _zone(timezone))
    return fetched_at


@lru_cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def page_row(page: PageRecord) -> Row:
    """The row in `pages`."""
    names = ("url", "final_url", "fetched_at", "status", "encoding", "body_sha256")
    headers = {writable(name): writable(value) for name, value in page.headers.items()}
    return writable_row({name: getattr(page, name) for name in names}) | {"headers": headers}


def child_rows(article: Article, article_id: int, outlet_ids: Mapping[str, int]) -> dict[str, list[Row]]:
    """The rows that belong to the article, by table. Raises ValueError for a source whose name is too long to be one."""
    links = [{"label": link.label, "title": link.title, "url": link.url} for link in article.related_links]
    return {
        "authors": _numbered(article_id, [{"name": name} for name in article.authors if len(name) <= LONGEST_NAME]),
        "keywords": _numbered(article_id, [{"keyword": keyword} for keyword in article.keywords if len(keyword) <= LONGEST_NAME]),
        "related_links": _numbered(article_id, links),
        "media": [
            {"article_id": article_id} | writable_row({name: getattr(medium, name) for name in kinds(Medium)}) for medium in article.media
        ],
        "attributions": [_attribution_row(article, article_id, source, outlet_ids) for source in article.attributions],
    }


def _numbered(article_id: int, rows: list[Row]) -> list[Row]:
    return [{"article_id": article_id, "number": number} | writable_row(row) for number, row in enumerate(rows)]


def _attribution_row(article: Article, article_id: int, source: Attribution, outlet_ids: Mapping[str, int]) -> Row:
    if len(source.name) > LONGEST_NAME:
        raise ValueError(f"{article.url}: a source's name has {len(source.name)} characters; {LONGEST_NAME} are the most")
    outlet_id = outlet_ids.get(source.outlet) if source.outlet is not None else None
    words = {"role": source.role, "name": source.name, "field": source.field, "quote": source.quote, "rule": source.rule}
    places = {name: getattr(source, name) for name in ("name_start", "name_end", "quote_start", "quote_end")}
    text: str = "" if source.field == "structured" else getattr(article, source.field) or ""
    if writable(text) is not text:
        places = {name: None if place is None else len(writable(text[:place])) for name, place in places.items()}
    return writable_row({"article_id": article_id, "outlet_id": outlet_id} | words) | places
