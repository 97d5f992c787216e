"""Cookies live as long as one chain of redirects."""

from __future__ import annotations

from scrapy.http import Request, Response

from warraq.crawl.manners.cookies import MOST_COOKIES, ChainCookiesMiddleware


def chain(*cookies: str, to: str = "http://a.zuhur.test/2") -> Request:
    """The request that follows an answer which sets cookies and redirects."""
    middleware = ChainCookiesMiddleware()
    first = Request("http://a.zuhur.test/1")
    middleware.process_request(first)
    middleware.process_response(first, Response(first.url, 302, headers={"Set-Cookie": list(cookies)}))
    following = first.replace(url=to)
    middleware.process_request(following)
    return following


def test_a_cookie_comes_back_to_the_host_that_set_it() -> None:
    assert chain("a=1; Path=/").headers["Cookie"] == b"a=1"
    assert "Cookie" not in chain("a=1; Path=/", to="http://elsewhere.test/2").headers
    assert "Cookie" not in chain("a=1; Path=/deep/").headers


def test_an_answer_with_a_flood_of_cookies_is_sent_none_back() -> None:
    assert "Cookie" not in chain(*(f"c{number}=1; Path=/" for number in range(MOST_COOKIES + 1))).headers


def test_another_request_knows_of_none() -> None:
    middleware = ChainCookiesMiddleware()
    chain("a=1; Path=/")
    later = Request("http://a.zuhur.test/3")
    middleware.process_request(later)
    assert "Cookie" not in later.headers
