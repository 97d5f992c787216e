"""Writes an outlet's feed: RSS 2.0, RSS 1.0 (RDF), Atom or JSON Feed, with the habits of its house."""

from __future__ import annotations

import json
from email.utils import format_datetime
from html import escape
from string import Template
from typing import TYPE_CHECKING, Final

from warraq.newsroom.dates import written
from warraq.newsroom.world import read_text, read_toml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from warraq.newsroom.model import Profile, Slot, Truth
    from warraq.newsroom.press import Press

MEDIA_TYPES: Final = {
    "rss": "application/rss+xml; charset=utf-8",
    "rdf": "application/rdf+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json",
}


def feed_document(press: Press, profile: Profile) -> str:
    """The feed of `profile` as it stands now; raises ValueError for an outlet without one."""
    if profile.feed is None:
        raise ValueError(f"{profile.name} has no feed")
    entries = [(slot, press.truth(slot)) for slot in press.slots(profile.name)[: profile.feed_size]]
    if profile.feed == "json":
        return _json(press, profile, entries)
    item = Template(read_toml("templates/feeds.toml")[profile.feed])
    home, modified = press.url(profile.name, "/"), changed(press, profile)
    return Template(read_text(f"templates/{profile.feed}.xml")).substitute(
        title=escape(profile.title),
        home=home,
        self=press.url(profile.name, profile.feed_path),
        about=escape(profile.known_as),
        changed=modified.isoformat() if profile.feed == "atom" else format_datetime(modified),
        sequence="".join(f'<rdf:li rdf:resource="{escape(_link(profile, truth))}"/>' for _, truth in entries),
        entries="".join(item.substitute(_entry(press, profile, slot, truth)) for slot, truth in entries).strip(),
    )


def changed(press: Press, profile: Profile) -> datetime:
    """When the newest thing in the feed was written; the press's start for an empty one."""
    return max((press.changed(slot) for slot in press.slots(profile.name)[: profile.feed_size]), default=press.start)


def _link(profile: Profile, truth: Truth) -> str:
    if not profile.feed_query:
        return truth.canonical_url
    return f"{truth.canonical_url}{'&' if '?' in truth.canonical_url else '?'}{profile.feed_query}"


def _entry(press: Press, profile: Profile, slot: Slot, truth: Truth) -> dict[str, str]:
    """The texts of one entry of an XML feed; each kind uses those it knows."""
    html = "".join(f"<p>{escape(text)}</p>" for text in truth.paragraphs)
    return {
        "host": profile.host,
        "id": f"{profile.name}-{slot.number}",
        "title": escape(truth.title),
        "link": escape(_link(profile, truth)),
        "published": _stamp(profile, slot.published),
        "updated": press.changed(slot).isoformat(),
        "section": escape(truth.section),
        "summary": escape(truth.summary),
        "creators": "".join(f"<dc:creator>{escape(author)}</dc:creator>\n" for author in truth.authors),
        "full": f"<content:encoded><![CDATA[{html}]]></content:encoded>\n" if profile.feed_text == "full" else "",
    }


def _stamp(profile: Profile, when: datetime) -> str:
    """When an entry was published: right, or wrong the way this house gets it wrong."""
    local = when.astimezone(profile.zone)
    if profile.feed != "rss":
        return local.isoformat()
    if profile.feed_dates == "local-as-gmt":
        return f"{format_datetime(local.replace(tzinfo=None))[:-5]}GMT"
    if profile.feed_dates == "arabic":
        return f"{written(local, profile.date_style)} {local:%z}"
    return format_datetime(local)


def _json(press: Press, profile: Profile, entries: Sequence[tuple[Slot, Truth]]) -> str:
    items = [
        {
            "id": f"{profile.name}-{slot.number}",
            "url": _link(profile, truth),
            "title": truth.title,
            "summary": truth.summary,
            "date_published": slot.published.astimezone(profile.zone).isoformat(),
            "tags": list(truth.keywords),
            "authors": [{"name": author} for author in truth.authors],
        }
        for slot, truth in entries
    ]
    home = press.url(profile.name, "/")
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": profile.title, "home_page_url": home, "language": "ar", "items": items}
    return json.dumps(feed, ensure_ascii=False)
