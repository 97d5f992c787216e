"""Writes an outlet's sitemaps: an index, a news sitemap of the last two days, an archive of everything."""

from __future__ import annotations

from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warraq.newsroom.model import Profile, Slot
    from warraq.newsroom.press import Press

INDEX_PATH: Final = "/sitemap.xml"
NEWS_PATH: Final = "/sitemap-news.xml"
ARCHIVE_PATH: Final = "/sitemap-archive.xml.gz"
_NEWS_AGE: Final = timedelta(days=2)
"""News sitemaps list articles of the last two days (https://www.google.com/schemas/sitemap-news/0.9)."""
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def index(press: Press, profile: Profile) -> str:
    modified = max((press.changed(slot) for slot in press.slots(profile.name)), default=press.start).isoformat()
    addresses = [press.url(profile.name, path) for path in (NEWS_PATH, ARCHIVE_PATH)]
    members = [f"<sitemap><loc>{address}</loc><lastmod>{modified}</lastmod></sitemap>" for address in addresses]
    return f"{_HEAD}<sitemapindex {_NAMESPACE}>\n" + "\n".join(members) + "\n</sitemapindex>\n"


def news(press: Press, profile: Profile) -> str:
    """The articles of the last two days, with their headlines."""
    recent = [slot for slot in press.slots(profile.name) if slot.published > press.now - _NEWS_AGE]
    urls = [f"<url><loc>{_address(press, slot)}</loc>{_lastmod(press, slot)}{_news_element(press, profile, slot)}</url>" for slot in recent]
    return _urlset(urls, ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"')


def archive(press: Press, profile: Profile) -> str:
    """Every article that stands, with its last change."""
    return _urlset([f"<url><loc>{_address(press, slot)}</loc>{_lastmod(press, slot)}</url>" for slot in press.slots(profile.name)], "")


def _urlset(urls: Sequence[str], namespaces: str) -> str:
    return f"{_HEAD}<urlset {_NAMESPACE}{namespaces}>\n" + "\n".join(urls) + "\n</urlset>\n"


def _address(press: Press, slot: Slot) -> str:
    return escape(press.url(slot.outlet, press.path(slot)))


def _lastmod(press: Press, slot: Slot) -> str:
    return f"<lastmod>{press.changed(slot).isoformat()}</lastmod>"


def _news_element(press: Press, profile: Profile, slot: Slot) -> str:
    publication = f"<news:publication><news:name>{escape(profile.title)}</news:name><news:language>ar</news:language></news:publication>"
    date = slot.published.astimezone(profile.zone).isoformat()
    title = escape(press.printed(slot).story.titles[0])
    return f"<news:news>{publication}<news:publication_date>{date}</news:publication_date><news:title>{title}</news:title></news:news>"
