"""JSON Feed, versions 1.0 and 1.1 (jsonfeed.org), and WordPress's lists of posts, also where they were cut off in mid-entry."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from spiders.documents.bounded_text import (
    GUID_LENGTH,
    RAW_LENGTH,
    SUMMARY_LENGTH,
    TITLE_LENGTH,
    names,
    paragraphs,
    plain,
    short,
    text_in,
    whole_text,
)
from spiders.documents.links import Gathering, absolute, own_base, own_first, tidy
from spiders.documents.posts import feed_item
from spiders.documents.results import FeedHints, FeedReading, Note, Problem, Skip
from warraq.items import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_DECODER: Final = json.JSONDecoder(strict=False)
_ITEMS: Final = re.compile(r'"items"\s*:\s*\[')
_BETWEEN: Final = re.compile(r"[\s,]*")


def read_json_feed(text: str, url: str, most_entries: int, domains: Sequence[str] = ()) -> FeedReading:
    """The entries of a JSON Feed at `url`, of an outlet with these domains; never raises."""
    cut = is_list = False
    try:
        document = _DECODER.decode(text.strip())
    except RecursionError:
        return FeedReading(problem=Problem.TOO_COMPLEX)
    except ValueError:
        cut = True
        document = list(_whole_items(text)) if text.startswith("[") else {"items": list(_whole_items(text))}
        if not (document if isinstance(document, list) else document["items"]):
            return FeedReading(problem=Problem.BROKEN_JSON)
    if isinstance(document, list) or (isinstance(document, dict) and "items" not in document and isinstance(document.get("posts"), list)):
        posts = document if isinstance(document, list) else document["posts"]
        document, is_list = {"items": [feed_item(post) for post in posts]}, True
    items = document.get("items") if isinstance(document, dict) else None
    if is_list and not any(items or ()) and items:
        return FeedReading(problem=Problem.JSON)
    if not isinstance(items, list):
        return FeedReading(problem=Problem.JSON)
    return _reading(document, items, url, domains, Gathering(most_entries, {Skip.CUT_OFF: 1} if cut else {}))


def _whole_items(text: str) -> Iterator[object]:
    """The entries before the fault."""
    found = _ITEMS.search(text)
    at = 1 if text.startswith("[") else found.end() if found else len(text)
    while at < len(text):
        try:
            item, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield item
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at


def _reading(document: Mapping[str, object], items: list[object], url: str, domains: Sequence[str], gathering: Gathering) -> FeedReading:
    base = own_base(text_in(document, "home_page_url"), url, domains)
    for item in items:
        gathering.take(_entry(item, base, domains) if isinstance(item, dict) else Skip.NO_LINK)
    return FeedReading(
        gathering.entries,
        problem=None if gathering.entries or not items else Problem.NO_ADDRESS,
        note=None if items else Note.NO_ENTRIES,
        title=plain(text_in(document, "title"), TITLE_LENGTH),
        hints=FeedHints(self_url=absolute(text_in(document, "feed_url"), url), next_url=absolute(text_in(document, "next_url"), url)),
        skipped=gathering.skipped,
    )


def _entry(item: Mapping[str, object], base: str, domains: Sequence[str]) -> Entry | Skip:
    guid = short(str(item.get("id") or ""), GUID_LENGTH)
    written = [link for key in ("url", "external_url") if (link := tidy(text_in(item, key)))]
    if guid and guid.startswith(("http://", "https://")):
        written.append(guid)
    url = own_first(written, base, domains)
    if url is None:
        return Skip.BAD_LINK if written else Skip.NO_LINK
    return Entry(
        url=url,
        title=plain(text_in(item, "title"), TITLE_LENGTH),
        guid=None if guid == url else guid,
        published=short(item.get("date_published"), RAW_LENGTH),
        updated=short(item.get("date_modified"), RAW_LENGTH),
        summary=plain(text_in(item, "summary") or text_in(item, "content_text") or text_in(item, "content_html"), SUMMARY_LENGTH),
        authors=names(_authors(item)),
        categories=names(_list(item, "tags")),
        text=whole_text(text_in(item, "content_html") or paragraphs(text_in(item, "content_text"))),
        image_url=absolute(text_in(item, "image") or text_in(item, "banner_image"), base),
    )


def _authors(item: Mapping[str, object]) -> Iterator[object]:
    """`authors` of version 1.1, `author` of 1.0."""
    for author in (*_list(item, "authors"), item.get("author")):
        yield author.get("name") if isinstance(author, dict) else author


def _list(item: Mapping[str, object], key: str) -> list[object]:
    value = item.get(key)
    return value if isinstance(value, list) else []
