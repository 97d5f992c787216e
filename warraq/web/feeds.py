"""A listing of articles as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1; pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from warraq.text.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without items was updated."""
ATOM: Final = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a feed."""

    url: str
    """Its own address; what the feed knows it by."""
    title: str
    summary: str
    updated: datetime
    """Aware: publication, else when it was fetched."""
    published: datetime | None
    """Aware; None where the page states no instant."""
    outlet: str
    """Name of the outlet."""
    site: str
    """Address of the outlet's own site."""
    origin: str | None = None
    """Name of the outlet that its text comes from; None where that is its own or not known."""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed and its items, the newest first."""

    title: str
    page: str
    """Address of the page that lists the same."""
    url: str
    """Of the feed itself."""
    updated: datetime
    """Aware: of the newest item; the beginning of the epoch where there is none, so that an unchanged feed stays the same."""
    items: Sequence[Item]
    next: str | None = None
    """Address of the feed's next page."""


def atom(channel: Channel) -> bytes:
    """The feed as Atom; `source` names the outlet of each entry, and who is credited stands as a contributor."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    _atom_head(root, channel.title, channel.url, channel.updated)
    _link(root, "alternate", channel.page, "text/html")
    _link(root, "self", channel.url, "application/atom+xml")
    if channel.next:
        _link(root, "next", channel.next, "application/atom+xml")
    for item in channel.items:
        entry = _below(root, "entry")
        _atom_head(entry, item.title, item.url, item.updated)
        _link(entry, "alternate", item.url, "text/html")
        if item.published:
            _below(entry, "published", _instant(item.published))
        _below(_below(entry, "author"), "name", item.outlet)
        if item.origin:
            _below(_below(entry, "contributor"), "name", item.origin)
        _below(entry, "summary", item.summary)
        _atom_head(_below(entry, "source"), item.outlet, item.site, item.updated)
    return _written(root)


def rss(channel: Channel) -> bytes:
    """The feed as RSS 2.0; `source` names the outlet of each item by its site."""
    root = etree.Element("rss", version="2.0", nsmap={"atom": ATOM})
    head = etree.SubElement(root, "channel")
    for name, text in (("title", channel.title), ("link", channel.page), ("description", channel.title)):
        _plain(head, name, text)
    _plain(head, "lastBuildDate", format_datetime(channel.updated))
    _link(head, "self", channel.url, "application/rss+xml")
    for item in channel.items:
        entry = etree.SubElement(head, "item")
        for name, text in (("title", item.title), ("link", item.url), ("description", item.summary)):
            _plain(entry, name, text)
        _plain(entry, "guid", item.url).set("isPermaLink", "true")
        _plain(entry, "pubDate", format_datetime(item.published or item.updated))
        _plain(entry, "source", item.outlet).set("url", item.site)
    return _written(root)


def json_feed(channel: Channel) -> bytes:
    """The feed as JSON Feed 1.1; `_warraq` of each item holds outlet and origin."""
    items = [_json_item(item) for item in channel.items]
    feed: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": visible(channel.title), "home_page_url": channel.page}
    feed |= {"feed_url": channel.url} | ({"next_url": channel.next} if channel.next else {})
    return json.dumps(feed | {"items": items}, ensure_ascii=False).encode()


def _json_item(item: Item) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": item.url,
        "url": item.url,
        "title": visible(item.title),
        "content_text": visible(item.summary, lines=True),
    }
    found |= {"date_published": _instant(item.published)} if item.published else {}
    found |= {"language": item.language} if item.language else {}
    own = {"outlet": visible(item.outlet), "origin": item.origin and visible(item.origin)}
    return found | {"date_modified": _instant(item.updated), "authors": [{"name": own["outlet"], "url": item.site}], "_warraq": own}


def _atom_head(parent: etree._Element, title: str, identity: str, updated: datetime) -> None:
    for name, text in (("id", identity), ("title", title), ("updated", _instant(updated))):
        _below(parent, name, text)


def _below(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    return _plain(parent, f"{{{ATOM}}}{name}", text)


def _plain(parent: etree._Element, name: str, text: str | None) -> etree._Element:
    child = etree.SubElement(parent, name)
    child.text = text and visible(text, lines=True)
    return child


def _link(parent: etree._Element, relation: str, address: str, kind: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", rel=relation, href=address, type=kind)


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _written(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
