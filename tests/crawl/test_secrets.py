"""What is kept secret goes to the one host or outlet that it is for, and nowhere else; feeds may stand on any host that the file names."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.http import Request, Response

from tests.crawl.bad_pages import page, sent
from tests.crawl.desk import Front
from tests.crawl.fault_server import FaultServer
from tests.crawl.test_whose_address import feed
from warraq.crawl.manners.cookies import ChainCookiesMiddleware
from warraq.crawl.manners.secrets import LOGIN_META, SecretsMiddleware
from warraq.crawl.manners.secrets_file import Secrets, read_secrets
from warraq.errors import ConfigError
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from pathlib import Path

    from tests.crawl.fault_server import Visit

WADI = Outlet("wadi", "الوادي", ("wadi.test",))
SECRETS = Secrets({"wire.test": "desk:pass", "wire.test:8443": "other:pass"}, {"wadi": {"user_agent": "Desk/1", "cookie": "key=1"}})


def asked(url: str, secrets: Secrets = SECRETS, outlet: Outlet | None = WADI, **meta: Any) -> Request:
    request = Request(url, meta=meta)
    SecretsMiddleware(secrets, outlet).process_request(request)
    return request


def login_of(request: Request) -> str | None:
    value = request.headers.get("Authorization")
    return b64decode(value.removeprefix(b"Basic ")).decode() if value else None


@pytest.mark.parametrize(
    ("url", "login"),
    [
        ("https://wire.test/feed", "desk:pass"),
        ("https://WIRE.test:443/feed", "desk:pass"),
        ("http://wire.test:8443/feed", "other:pass"),
        ("http://wire.test:8080/feed", None),
        ("https://www.wire.test/feed", None),
        ("https://wadi.test/feed", None),
    ],
)
def test_a_login_goes_to_its_own_host(url: str, login: str | None) -> None:
    assert login_of(asked(url)) == login


def test_a_login_goes_neither_to_another_host_nor_down_to_http() -> None:
    middleware = SecretsMiddleware(SECRETS, None)
    first = Request("https://wire.test/feed", meta={LOGIN_META: ("https://wire.test/feed", "in:address")})
    middleware.process_request(first)
    assert login_of(first) == "in:address"
    for url in ("https://elsewhere.test/feed", "http://wire.test/feed"):
        led = first.replace(url=url, meta=first.meta | {"redirect_urls": [first.url]})
        middleware.process_request(led)
        assert login_of(led) is None


def test_an_outlets_cookie_goes_to_its_own_hosts_beside_those_of_a_chain() -> None:
    chain, middleware = ChainCookiesMiddleware(), SecretsMiddleware(SECRETS, WADI)
    first = Request("https://www.wadi.test/1")
    for part in (chain, middleware):
        part.process_request(first)
    assert (first.headers["Cookie"], first.headers["User-Agent"]) == (b"key=1", b"Desk/1")
    chain.process_response(first, Response(first.url, 302, headers={"Set-Cookie": "lb=a; Path=/"}))
    for url, cookie in (("https://www.wadi.test/2", b"key=1; lb=a"), ("https://elsewhere.test/2", None)):
        led = first.replace(url=url)
        for part in (chain, middleware):
            part.process_request(led)
        assert led.headers.get("Cookie") == cookie
    assert not asked("https://www.wadi.test/1", outlet=Outlet("sahl", "سهل", ("wadi.test",))).headers


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[hosts.'a.test']\nuser = 'u'\n", 'hosts."a.test".password: missing'),
        ("[hosts.'a.test']\nuser = 'u'\npassword = 4711\n", 'hosts."a.test".password: not one line of text'),
        ("[outlets.wadi]\ncookies = 'a'\n", 'outlets."wadi".cookies: unknown; the keys are user_agent and cookie'),
        ('[outlets.wadi]\ncookie = "a\\r\\nX: 4711"\n', 'outlets."wadi".cookie: not one line of text'),
        ("[host.'a.test']\nuser = 'u'\n", "host: unknown"),
        ("hosts = 4711\n", "not a table"),
        ("password = 4711 4711\n", "is no valid TOML"),
    ],
)
def test_a_mistake_in_the_secrets_file_is_told_without_its_value(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as told:
        read_secrets(path)
    assert words in str(told.value)
    assert "4711" not in str(told.value)


def test_a_missing_secrets_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_secrets(tmp_path / "none.toml")


def barred(answer: Any) -> Any:
    def route(visit: Visit) -> None:
        allowed = visit.request.headers.get("authorization") == "Basic ZGVzazpzM2NyM3Q="
        answer(visit) if allowed else visit.respond("401 Unauthorized", b"", 'WWW-Authenticate: Basic realm="wire"')

    return route


def test_feeds_of_a_bridge_and_behind_a_password_are_read_and_nothing_tells_the_password(tmp_path: Path) -> None:
    with FaultServer() as server:
        desk = Front(tmp_path, f"sqlite:///{tmp_path / 'store.db'}", variables={"WARRAQ_LOG_LEVEL": "DEBUG"})
        own = [server.url(f"/news/{number}", "www.wadi.test") for number in (1, 2)]
        wire = server.url("/wire", "wadi.test").replace("://", "://desk:s3cr3t@")
        places = [wire, *(server.url(path, "bridge.desk.test") for path in ("/wadi", "/off", "/inside"))]
        desk.write_outlet("wadi", domains=["wadi.test"], feeds=places, feed_hosts=["mirror.test"])
        server.routes |= {"/wire": barred(feed(own[0])), "/at-mirror": feed(own[1]), "/at-stranger": feed(own[1])}
        server.routes |= {f"/news/{number}": sent(page(number)) for number in (1, 2)}
        server.routes |= {"/wadi": lambda visit: visit.redirect(server.url("/at-mirror", "eu.mirror.test"))}
        server.routes |= {"/off": lambda visit: visit.redirect(server.url("/at-stranger", "stranger.test"))}
        server.routes |= {"/inside": lambda visit: visit.redirect("http://10.1.2.3/feed")}
        done = desk.run("warraq", "crawl", "wadi", "--json")
        (told,) = json.loads(done.stdout)
        assert [row["url"] for row in desk.query("SELECT url FROM articles ORDER BY url")] == own
        assert "leads to stranger.test, which may not answer for it; add that host to feed_hosts if it may" in told["reason"]
        assert "10.1.2.3 leads to 10.1.2.3, which is not public; allowed_private in warraq.toml lists exceptions" in told["reason"]
        sent_to = {request.path for request in server.requests if "authorization" in request.headers}
        assert sent_to == {"/wire"}
        checked = desk.run("warraq", "outlets", "check", "--live", "wadi", check=False)
        assert "/wire" in checked.stdout
        assert [request.headers["accept"].partition(",")[0] for request in server.requests if request.path == "/wire"] == [
            "application/rss+xml"
        ] * 2
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("store.db*"))
    for place in (done.stdout + done.stderr + checked.stdout + checked.stderr, kept.decode("latin-1")):
        assert "s3cr3t" not in place
        assert "ZGVzazpzM2NyM3Q=" not in place
