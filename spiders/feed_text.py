"""The text that a feed itself gives, in the place of a page that is walled, empty or gone."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Final

from warraq.crawl.page_reader.handle import UnreadError
from warraq.extract import extract_quickly
from warraq.items import Outcome, Page, Reason
from warraq.outlet import FEED_READER, OutletKnowledge

if TYPE_CHECKING:
    from datetime import datetime

    from warraq.crawl.page_reader.pool import AwaitedRead
    from warraq.items import Article, Entry, Extraction, Verdict
    from warraq.outlet import Outlet

STANDS_IN_FOR: Final = frozenset(
    {Reason.BLOCKED, Reason.LOGIN, Reason.GONE, Reason.EMPTY, Reason.NO_ARTICLE, Reason.NEEDS_SCRIPT, Reason.TOO_SHORT, Reason.SOFT_404}
    | {Reason.FRONT_PAGE, Reason.VIDEO}
)
"""What is said of a page that has no text for us, whatever it has for others."""

FOR_GOOD: Final = frozenset({Reason.HTTP_STATUS})
"""The same where it is said for good; a server that fails for a while is asked again. What robots.txt refuses stays refused."""

_LAST_LINE: Final = re.compile(
    r"<p>\s*(?:The post\b.{0,2000}?(?:appeared first on|first appeared on)|(?:ظهرت|نُشرت|نشرت) (?:المقالة|التدوينة|هذه المقالة)\b.{0,2000}?)"
    r".{0,2000}?</p>\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
"""What WordPress writes under each text of a feed."""


async def from_feed(entry: Entry, verdict: Verdict, outlet: Outlet, now: datetime, read: AwaitedRead) -> Article | None:
    """The article as the feed gives it, read by the reader of pages; None where the feed gives no whole text, or the page may yet come."""
    has_none = verdict.reason in STANDS_IN_FOR or (verdict.reason in FOR_GOOD and verdict.outcome is Outcome.REJECTED)
    if not entry.text or not has_none:
        return None
    page = Page(entry.url, _as_page(entry).encode(), now, headers={"content-type": "text/html; charset=utf-8"}, entry=entry)
    known = OutletKnowledge(outlet)
    try:
        found: Extraction = extract_quickly(page, known) or await read(page, known)
    except UnreadError:
        return None
    if not found.articles:
        return None
    why = ": ".join(filter(None, (verdict.reason, verdict.detail)))
    own = {"outlet": outlet.name, "found_as": verdict.url, "guid": entry.guid, "fetched_at": now, "extractor": FEED_READER}
    return replace(found.articles[0], url=verdict.url, stands_for=f"{why}; the feed's own text stands in", **own)  # type: ignore[arg-type]


def _as_page(entry: Entry) -> str:
    title = escape(entry.title or "")
    text = _LAST_LINE.sub("", entry.text or "")
    head = f'<title>{title}</title><meta property="og:type" content="article"><meta property="og:title" content="{title}">'
    body = f"<article><h1>{title}</h1>{text}</article>"
    return f'<!DOCTYPE html><html dir="rtl"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
