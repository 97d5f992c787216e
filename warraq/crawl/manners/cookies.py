"""Downloader middleware that gives a cookie back within one chain of redirects, and forgets it after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scrapy.http.cookies import CookieJar

if TYPE_CHECKING:
    from scrapy.http import Request, Response

CHAIN: Final = "chain_cookies"
"""Key of `Request.meta`, which a redirected request takes over and no other does."""

MOST_COOKIES: Final = 50
"""Of one chain, as many as RFC 6265 (section 6.1) asks clients to keep of a domain; an answer with more is sent none of its own back."""


class ChainCookiesMiddleware:
    """Load balancers redirect a visitor to the same address until the cookie that they set comes back; no visit is known by it later.

    Stands nearer to the network than Scrapy's RedirectMiddleware, which makes the next request of a chain out of the one before.
    """

    def process_request(self, request: Request) -> None:
        """Adds the cookies that the chain was given for this host."""
        jar = request.meta.get(CHAIN)
        if jar is not None:
            request.headers.pop("Cookie", None)
            jar.add_cookie_header(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Keeps what the answer sets, for the next request of its chain."""
        if 0 < len(response.headers.getlist("Set-Cookie")) <= MOST_COOKIES:
            request.meta.setdefault(CHAIN, CookieJar()).extract_cookies(response, request)
        return response
