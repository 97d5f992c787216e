"""Downloader middleware that adds what hosts and outlets keep secret: user and password, user agent, cookie."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlsplit

from scrapy.utils.httpobj import urlparse_cached

from warraq.crawl.manners.cookies import CHAIN
from warraq.crawl.manners.secrets_file import Secrets, read_secrets
from warraq.text.urls import same_outlet

if TYPE_CHECKING:
    from urllib.parse import ParseResult, SplitResult

    from scrapy.crawler import Crawler
    from scrapy.http import Request

    from warraq.outlet import Outlet

LOGIN_META: Final = "login"
"""Key of `Request.meta`: the address that a login stood in, without it, and the login as `user:password`."""

_ADDED: Final = "added_headers"
_PORTS: Final = {"http": 80, "https": 443}


class SecretsMiddleware:
    """Adds them to each request anew, also to those of a redirect, and takes away what was added for another host.

    A login goes to its own host alone and not down from https to http; a cookie of an outlet goes to the outlet's own hosts, its user agent
    wherever the outlet's crawl asks. Stands nearer to the network than `ChainCookiesMiddleware`, whose cookies it keeps.
    """

    def __init__(self, secrets: Secrets, outlet: Outlet | None) -> None:
        self._logins = secrets.logins
        self._outlet = outlet
        self._headers = secrets.headers.get(outlet.name, {}) if outlet else {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes it. Raises ConfigError for a secrets file that cannot be used."""
        return cls(read_secrets(crawler.settings.get("WARRAQ_SECRETS")), getattr(crawler.spidercls, "outlet", None))

    def process_request(self, request: Request) -> None:
        """Adds what the request's host is given."""
        if not (self._logins or self._headers or LOGIN_META in request.meta or _ADDED in request.meta):
            return
        for name in request.meta.pop(_ADDED, ()):
            if name != "Cookie" or CHAIN not in request.meta:
                request.headers.pop(name, None)
        given = self._given(request)
        request.headers.update(given)
        request.meta[_ADDED] = tuple(given)

    def _given(self, request: Request) -> dict[str, Any]:
        parts = urlparse_cached(request)
        given: dict[str, Any] = {}
        if login := self._login(request, parts):
            given["Authorization"] = b"Basic " + b64encode(login.encode())
        if agent := self._headers.get("user_agent"):
            given["User-Agent"] = agent.encode()
        cookie = self._headers.get("cookie")
        if cookie and self._outlet and same_outlet(parts.hostname or "", self._outlet.domains):
            chained = request.headers.get("Cookie") if CHAIN in request.meta else None
            given["Cookie"] = b"; ".join(filter(None, (cookie.encode(), chained)))
        return given

    def _login(self, request: Request, parts: ParseResult) -> str | None:
        before = request.meta.get("redirect_urls", [])
        if parts.scheme == "http" and any(url.startswith("https:") for url in before):
            return None
        address, login = request.meta.get(LOGIN_META, ("", ""))
        if address and host_key(urlsplit(address)) == host_key(parts):
            return str(login)
        return self._logins.get(host_key(parts))


def host_key(parts: SplitResult | ParseResult) -> str:
    """Host in small letters, with its port where that is not the scheme's own."""
    port = "" if parts.port in (None, _PORTS.get(parts.scheme)) else f":{parts.port}"
    return f"{(parts.hostname or '').rstrip('.')}{port}"
