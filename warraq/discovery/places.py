"""Where feeds and sitemaps stand by custom, and by which words a link shows that it leads to one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin, urlsplit

from warraq.text.urls import host_of, same_outlet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from warraq.discovery.front import Link

FEED_PATHS: Final[dict[str, tuple[str, ...]]] = {
    "wordpress": ("/feed/", "/?feed=rss2"),
    "drupal": ("/rss.xml",),
    "joomla": ("/?format=feed&type=rss", "/index.php?format=feed&type=rss"),
    "blogger": ("/feeds/posts/default?alt=rss",),
}
"""By content system: where it puts its main feed unless told otherwise."""

COMMON_FEED_PATHS: Final = (
    "/feed/",
    "/rss",
    "/rss.xml",
    "/ar/rss",
    "/rss.aspx",
    "/rss.php",
    "/ar/feed",
    "/feeds",
    "/feed.xml",
    "/atom.xml",
)
"""The most frequent among the feeds that public lists name for 191 Arabic outlets (the first four: 124), then two of static site makers."""

SITEMAP_PATHS: Final = (
    "/sitemap.xml",
    "/news-sitemap.xml",
    "/sitemap_index.xml",
    "/sitemap-news.xml",
    "/wp-sitemap.xml",
    "/google-news.xml",
)
"""Where sitemaps stand when robots.txt names none: the protocol's own example, then the names that content systems give them."""

_FEED_PATH: Final = re.compile(r"rss|(?:^|[/._-])(?:\w*feeds?|atom|rdf)(?:$|[/._-])", re.IGNORECASE)
_FEED_QUERY: Final = re.compile(r"(?:^|&)(?:feed|format|type|rss|alt|output)=(?:rss\d?|atom|feed|rdf|1)(?:$|&)", re.IGNORECASE)
_FEED_WORDS: Final = re.compile(r"\brss\b|\batom\b|خلاصات|خدمة الأخبار المتزامنة", re.IGNORECASE)
_COMMENTS: Final = re.compile(r"comments?(?:[-_/]?(?:feed|rss\d?|atom|default))?(?:$|[/?&])|withcomments", re.IGNORECASE)
_COMMENT_WORDS: Final = re.compile(r"\bcomments?\b|تعليقات", re.IGNORECASE)
_SHARING: Final = frozenset({
    "facebook.com", "twitter.com", "x.com", "youtube.com", "t.me", "feedly.com", "inoreader.com", "google.com",
    "netvibes.com", "my.yahoo.com",
})  # fmt: skip
"""Readers and networks whose buttons bear a feed's name."""

NEWS_SITEMAP: Final = re.compile(r"news|google|latest|today|recent", re.IGNORECASE)
"""In the name of a sitemap: it lists the newest articles, as Google News asks (those of two days)."""

NO_ARTICLES_SITEMAP: Final = re.compile(
    r"(?:^|[/_.-])(?:page|pages|categor(?:y|ies)|taxonom(?:y|ies)|tags?|post_tag|authors?|users?|images?|videos?|media|topics?|keywords?|sections?|static)"
    r"(?:$|[/_.-]|sitemap)",
    re.IGNORECASE,
)
"""In the name of a sitemap: it lists no articles."""

LATEST_WORDS: Final = re.compile(
    r"آخر الأخبار|اخر الاخبار|أحدث الأخبار|كل الأخبار|جميع الأخبار|الأرشيف|\blatest(?: news)?\b", re.IGNORECASE
)
"""Words of a link to the page that lists the newest articles."""


def looks_like_feed(link: Link) -> bool:
    """Whether a link of a page may lead to a feed, or to a page that lists feeds."""
    parts = urlsplit(link.url)
    if same_outlet(host_of(link.url), _SHARING):
        return False
    return bool(_FEED_PATH.search(unquote(parts.path)) or _FEED_QUERY.search(parts.query) or _FEED_WORDS.search(link.text))


def of_comments(url: str, title: str | None) -> bool:
    """Whether a feed is of comments, by its address or title."""
    parts = urlsplit(url)
    return bool(_COMMENTS.search(f"{parts.path}?{parts.query}") or _COMMENT_WORDS.search(title or ""))


def customary_feeds(front_url: str, generator: str) -> list[str]:
    """Where the site's feed may stand though the page names none; first where its content system puts it, then anywhere."""
    own = [path for name, paths in FEED_PATHS.items() if name in generator for path in paths]
    return _joined(front_url, [*own, *COMMON_FEED_PATHS])


def customary_sitemaps(front_url: str) -> list[str]:
    """Where the site's sitemaps may stand though robots.txt names none."""
    return _joined(front_url, SITEMAP_PATHS)


def _joined(front_url: str, paths: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(urljoin(front_url, path) for path in paths))
