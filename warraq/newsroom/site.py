"""Answers requests: from a host and a path to status, headers and bytes, as each outlet's site would."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from threading import Lock
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from warraq.newsroom import furniture, sitemaps
from warraq.newsroom.feeds import MEDIA_TYPES, changed, feed_document
from warraq.newsroom.listings import listing_page
from warraq.newsroom.model import Fault
from warraq.newsroom.pages import article_page, template_of
from warraq.newsroom.press import PRINT_FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from warraq.newsroom.model import Profile, Slot
    from warraq.newsroom.press import Press

RETRY_AFTER_SECONDS: Final = 120
"""What a rate-limited host asks for."""
_CACHED_PAGES: Final = 400
_XML: Final = "application/xml; charset=utf-8"
_HTML: Final = "text/html; charset=utf-8"
_TEXT: Final = "text/plain; charset=utf-8"
_STATIC: Final = dict(furniture.PAGES) | {"/live": "البث المباشر"}


@dataclass(frozen=True, slots=True)
class Response:
    status: int
    body: bytes = b""
    media_type: str = _TEXT
    modified: datetime | None = None
    """Last change, for Last-Modified and conditional requests; None: the answer carries no validators."""
    headers: dict[str, str] = field(default_factory=dict)


class Site:
    """All hosts of a press. Thread-safe."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._hosts = {profile.host: profile for profile in press.profiles.values()}
        self._pages: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._lock = Lock()

    def profile(self, host: str) -> Profile | None:
        """The outlet that answers under a Host header, with or without port; None for a host that is nobody's."""
        return self._hosts.get(host.rsplit(":", 1)[0].lower())

    def respond(self, host: str, target: str, request_headers: Mapping[str, str]) -> Response:
        """The answer to GET `target` (path and query) at `host`."""
        profile = self.profile(host)
        if profile is None:
            return Response(HTTPStatus.MISDIRECTED_REQUEST, f"no outlet answers under {host!r}\n".encode())
        failure = _failure(self._press.fault(profile.name))
        if failure:
            return failure
        response = self._route(profile, target)
        return _conditional(profile, response, request_headers)

    def _route(self, profile: Profile, target: str) -> Response:
        path = urlsplit(target).path
        if path == "/robots.txt":
            return Response(HTTPStatus.OK, _robots(self._press, profile).encode())
        if profile.feed and path == profile.feed_path:
            return self._feed(profile)
        if profile.sitemap and path in (sitemaps.INDEX_PATH, sitemaps.NEWS_PATH, sitemaps.ARCHIVE_PATH):
            return self._sitemap(profile, path)
        if path.startswith("/media/"):
            return Response(HTTPStatus.OK, _picture(path).encode(), "image/svg+xml")
        return self._article(profile, target) or self._listing(profile, path)

    def _feed(self, profile: Profile) -> Response:
        body = feed_document(self._press, profile).encode()
        if self._press.fault(profile.name) is Fault.BROKEN_FEED:
            body = body[: len(body) * 2 // 3]
        return Response(HTTPStatus.OK, body, MEDIA_TYPES[profile.feed or "rss"], changed(self._press, profile))

    def _sitemap(self, profile: Profile, path: str) -> Response:
        write = {sitemaps.INDEX_PATH: sitemaps.index, sitemaps.NEWS_PATH: sitemaps.news, sitemaps.ARCHIVE_PATH: sitemaps.archive}[path]
        body = write(self._press, profile).encode()
        if path.endswith(".gz"):
            return Response(HTTPStatus.OK, gzip.compress(body, mtime=0), "application/gzip")
        return Response(HTTPStatus.OK, body, _XML)

    def _article(self, profile: Profile, target: str) -> Response | None:
        slot = self._press.slot(profile.name, target)
        if slot is None:
            return None
        if not slot.standing(self._press.now):
            return _message(HTTPStatus.GONE if slot.number % 2 else HTTPStatus.NOT_FOUND, "حذف هذا الخبر")
        canonical = self._press.path(slot)
        if not target.startswith(canonical) and not target.startswith(PRINT_FOLDER):
            return Response(HTTPStatus.MOVED_PERMANENTLY, headers={"Location": canonical})
        return Response(HTTPStatus.OK, self._page(profile, slot), _html_type(profile), self._press.changed(slot))

    def _page(self, profile: Profile, slot: Slot) -> bytes:
        """The page's bytes; kept, for a page changes only with an edit or a change of mark-up."""
        key = (slot.key, self._press.edited(slot), template_of(self._press, slot), self._press.port)
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
                return self._pages[key]
        body = article_page(self._press, slot).encode(profile.encoding, "xmlcharrefreplace")
        with self._lock:
            self._pages[key] = body
            if len(self._pages) > _CACHED_PAGES:
                self._pages.popitem(last=False)
        return body

    def _listing(self, profile: Profile, path: str) -> Response:
        slots = self._press.slots(profile.name)
        folder, _, name = unquote(path).strip("/").partition("/")
        if path in ("/", profile.listing):
            heading = "آخر الأخبار"
        elif path in _STATIC:
            heading, slots = _STATIC[path], []
        elif folder in ("section", "tag") and name:
            heading, slots = name, [slot for slot in slots if _is_about(self._press, slot, name)]
        else:
            return _message(HTTPStatus.NOT_FOUND, "الصفحة غير موجودة")
        html = listing_page(self._press, profile, heading, slots)
        return Response(HTTPStatus.OK, html.encode(profile.encoding, "xmlcharrefreplace"), _html_type(profile))


def _message(status: int, text: str) -> Response:
    return Response(status, f'<!DOCTYPE html><html lang="ar" dir="rtl"><title>{text}</title><h1>{text}</h1></html>'.encode(), _HTML)


def _is_about(press: Press, slot: Slot, name: str) -> bool:
    story = press.printed(slot).story
    return name == story.section or name in story.keywords


def _failure(fault: Fault) -> Response | None:
    if fault is Fault.SERVER_ERROR:
        return Response(HTTPStatus.INTERNAL_SERVER_ERROR, b"internal server error\n")
    if fault is Fault.NOT_FOUND:
        return Response(HTTPStatus.NOT_FOUND, b"not found\n")
    if fault is Fault.RATE_LIMITED:
        return Response(HTTPStatus.TOO_MANY_REQUESTS, b"too many requests\n", headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
    return None


def _html_type(profile: Profile) -> str:
    return f"text/html; charset={profile.encoding}" if profile.declares_encoding else "text/html"


def _robots(press: Press, profile: Profile) -> str:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in profile.disallow or ("/search",))]
    if profile.sitemap:
        lines.append(f"Sitemap: {press.url(profile.name, sitemaps.INDEX_PATH)}")
    return "\n".join(lines) + "\n"


def _picture(path: str) -> str:
    """A plain landscape whose colours depend on the path."""
    hue = int.from_bytes(hashlib.sha256(path.encode()).digest()[:2]) % 360
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 428" width="760" height="428">'
        f'<rect width="760" height="428" fill="hsl({hue},45%,78%)"/>'
        f'<circle cx="590" cy="110" r="52" fill="hsl({(hue + 40) % 360},80%,88%)"/>'
        f'<path d="M0 330 L190 190 L330 300 L520 160 L760 320 V428 H0 Z" fill="hsl({hue},38%,46%)"/></svg>'
    )


def _conditional(profile: Profile, response: Response, request: Mapping[str, str]) -> Response:
    """Adds ETag and Last-Modified where the house sends them, and answers 304 to a request that already has this version."""
    if response.modified is None or not profile.validators:
        return response
    etag = f'"{hashlib.sha256(response.body).hexdigest()[:20]}"'
    response.headers.update({"ETag": etag, "Last-Modified": format_datetime(response.modified, usegmt=True)})
    known, since = request.get("If-None-Match"), request.get("If-Modified-Since")
    if known == etag or (known is None and since is not None and _not_newer(response.modified, since)):
        return Response(HTTPStatus.NOT_MODIFIED, headers=response.headers)
    return response


def _not_newer(modified: datetime, since: str) -> bool:
    try:
        return modified <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
