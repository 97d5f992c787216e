"""Whether a link of a front page leads to an article, judged by its address and headline alone."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

# Sections, tags, people, services: one such segment and the address is no article, whatever else it holds.
_SERVICES: Final = frozenset({
    "about", "about-us", "account", "advertise", "advertising", "amp", "app", "apps", "archive", "archives", "author", "authors",
    "careers", "cart", "categories", "category", "checkout", "comments", "contact", "contact-us", "cookies", "copyright", "disclaimer",
    "download", "faq", "feed", "feeds", "forgot-password", "forum", "help", "jobs", "keyword", "keywords", "label", "login", "logout",
    "newsletter", "newsletters", "page", "pages", "password", "podcast", "podcasts", "poll", "privacy", "privacy-policy", "profile",
    "register", "rss", "search", "share", "signin", "signup", "sitemap", "subscribe", "subscription", "tag", "tags", "taxonomy",
    "team", "terms", "topic", "topics", "user", "users", "weather", "widget", "wp-admin", "wp-content", "wp-json", "wp-login.php",
    "writer", "writers", "xmlrpc.php", "تصنيف", "تصنيفات", "وسم", "وسوم", "كاتب", "كتاب", "الكاتب", "بحث", "اتصل-بنا", "من-نحن",
    "سياسة-الخصوصية", "مواقيت-الصلاة", "هيئة-التحرير"
})  # fmt: skip
_FILES: Final = re.compile(
    r"\.(?:7z|apk|avi|css|docx?|epub|gif|ico|jpe?g|js|json|m3u8|m4a|mov|mp3|mp4|ogg|pdf|png|pptx?|rar|rss|svg|txt|webp|xlsx?|xml|zip)$",
    re.I,
)
_FILE_EXTENSION: Final = re.compile(r"\.(?:aspx?|cfm|cms|ece|html?|jsp|php\d?|shtml)$", re.I)
_ID: Final = re.compile(r"(?<![0-9])[0-9]{4,}(?![0-9])")
_YEAR_IN_PATH: Final = re.compile(r"(?:19|20)[0-9]{2}")
_DAY_IN_PATH: Final = re.compile(r"/(?:19|20)[0-9]{2}[/-](?:0?[1-9]|1[0-2])(?:[/-](?:0?[1-9]|[12][0-9]|3[01]))?/(?=.)")
_ID_PARAMETER: Final = re.compile(r"(?:\w*(?:id|idx|no)|p|n|num|news|article|story)", re.I)
# A digit is among its first characters; looked for any further, it would cost the square of a long segment.
_HEX_ID: Final = re.compile(r"(?=[0-9a-f-]{0,35}[0-9])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[a-z]{0,15}[0-9])[0-9a-f]{16,}", re.I)
_LETTER_PAIR: Final = re.compile(r"[^\W\d_]{2,}")

LINK_HEADLINE_WORDS: Final = 4
"""Words of two letters and more; section names have one to three."""

SLUG_WORDS: Final = 4

LONGEST_PATH: Final = 500
"""Characters, unescaped: several times the longest slug. Judging 2,700 paths of 2,000 characters takes up to 4 s."""


def headline_like(text: str | None) -> bool:
    """Whether the words of a link are a headline rather than the name of a section."""
    return len(_LETTER_PAIR.findall(text or "")) >= LINK_HEADLINE_WORDS


def leads_to_article(url: str, title: str | None) -> bool:
    """Whether a link of the site with these words leads to an article.

    The address must tell one page from the many: a number, a day with something after it, a hash or a slug of several words; the words
    must be a headline, or for a numbered page at least no bare section name (two words).
    """
    parts = urlsplit(url)
    path = unquote(parts.path)
    segments = [segment for segment in path.lower().split("/") if segment]
    if len(path) > LONGEST_PATH or _FILES.search(path) or not _SERVICES.isdisjoint(segments):
        return False
    if _numbered(segments, path, parts.query):
        return len(_LETTER_PAIR.findall(title or "")) >= LINK_HEADLINE_WORDS - 1
    return _slugged(segments) and headline_like(title)


def _numbered(segments: list[str], path: str, query: str) -> bool:
    """The last two segments or a parameter hold a number that is more than a year, or the path holds a day."""
    if _DAY_IN_PATH.search(path):
        return True
    if any(_ID_PARAMETER.fullmatch(name) and re.fullmatch(r"[0-9]{2,}", value) for name, value in parse_qsl(query)):
        return True
    tail = [_FILE_EXTENSION.sub("", segment) for segment in segments[-2:]]
    return any(_HEX_ID.search(segment) or any(not _YEAR_IN_PATH.fullmatch(number) for number in _ID.findall(segment)) for segment in tail)


def _slugged(segments: list[str]) -> bool:
    """A file such as `three-word-slug.html` is no section, so its name may be shorter."""
    name = segments[-1] if segments else ""
    stem = _FILE_EXTENSION.sub("", name)
    return len(_LETTER_PAIR.findall(stem.replace("_", "-"))) >= SLUG_WORDS - (stem != name)
