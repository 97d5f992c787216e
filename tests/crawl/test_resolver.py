from __future__ import annotations

import contextlib
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from tests.crawl.fault_server import FaultServer
from tests.crawl.visit import visit
from warraq.crawl.manners.addresses import Allowed
from warraq.crawl.manners.resolver import GuardedResolver, PrivateAddressError
from warraq.errors import ConfigError
from warraq.items import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

DOOR = {"*.test": "127.0.0.1"}


class Receiver:
    """Takes down what a resolver tells."""

    def __init__(self) -> None:
        self.addresses: list[IPv4Address | IPv6Address] = []
        self.complete = False

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802 - Twisted's interface
        assert not self.addresses

    def addressResolved(self, address: IPv4Address | IPv6Address) -> None:  # noqa: N802
        self.addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.complete = True


def resolve(host: str, answers: list[str], *, hosts: dict[str, str] | None = None, allowed: tuple[str, ...] = ()) -> Receiver:
    """What the guarded resolver tells of a host for which the system knows these addresses."""

    def system(receiver: Receiver, name: str, port: int, *rest: object) -> None:
        for answer in answers:
            receiver.addressResolved((IPv6Address if ":" in answer else IPv4Address)("TCP", answer, port))
        receiver.resolutionComplete()

    reactor = SimpleNamespace(nameResolver=SimpleNamespace(resolveHostName=system))
    receiver = Receiver()
    GuardedResolver(reactor, hosts or {}, Allowed.parse(allowed)).resolveHostName(receiver, host, 80)  # type: ignore[arg-type]
    assert receiver.complete
    return receiver


def test_private_answers_beside_public_ones_are_left_out() -> None:
    receiver = resolve("mixed.example", ["10.0.0.1", "8.8.8.8", "::1"])
    assert [(address.host, address.port) for address in receiver.addresses] == [("8.8.8.8", 80)]


def test_host_with_private_answers_only_says_so_to_whoever_connects() -> None:
    (address,) = resolve("inner.example", ["10.0.0.1"]).addresses
    with pytest.raises(PrivateAddressError, match=r"inner\.example leads to 10\.0\.0\.1") as caught:
        _ = address.host
    assert (caught.value.host, caught.value.address) == ("inner.example", "10.0.0.1")


def test_unknown_host_has_no_addresses() -> None:
    assert resolve("nowhere.example", []).addresses == []


def test_exceptions_and_given_addresses() -> None:
    assert resolve("a.example", ["10.0.0.1"], allowed=("10.0.0.0/24",)).addresses[0].host == "10.0.0.1"
    assert resolve("a.test", ["8.8.8.8"], hosts={"*.test": "127.0.0.1"}).addresses[0].host == "127.0.0.1"
    assert resolve("a.test", [], hosts={"*.test": " ::1 "}).addresses == [IPv6Address("TCP", "::1", 80)]


def test_given_address_that_is_none_is_an_error() -> None:
    with pytest.raises(ConfigError, match=r"hosts: a\.test = 'localhost'"):
        resolve("a.test", [], hosts={"a.test": "localhost"})


@pytest.fixture(scope="module")
def inner() -> Iterator[list[FaultServer]]:
    """Servers that no crawl may reach: one on IPv4, one on IPv6 where the machine has it."""
    with contextlib.ExitStack() as stack:
        servers = [stack.enter_context(FaultServer())]
        with contextlib.suppress(OSError):
            servers.append(stack.enter_context(FaultServer(address="::1")))
        yield servers


NOTATIONS = {
    "literal": "127.0.0.1",
    "other loopback": "127.8.9.10",
    "decimal": "2130706433",
    "hex": "0x7f000001",
    "hex parts": "0x7f.0.0.1",
    "octal": "0177.0.0.1",
    "short": "127.1",
    "zero": "0",
    "unspecified": "0.0.0.0",  # noqa: S104 - asked for, not bound
    "trailing dot": "127.0.0.1.",
    "user name": "news.example@127.0.0.1",
    "full width digits": "１２７.0.0.1",
    "ipv6": "[::1]",
    "ipv6 unspecified": "[::]",
    "ipv6 mapped": "[::ffff:127.0.0.1]",
    "ipv6 mapped hex": "[::ffff:7f00:1]",
    "nat64": "[64:ff9b::7f00:1]",
    "6to4": "[2002:7f00:1::]",
    "localhost": "localhost",
    "upper case": "LOCALHOST",
    "dns name": "inner.news.example",
    "dns name, mapped": "six.news.example",
    "dns name, metadata": "meta.news.example",
}
NEVER_LOOKED_UP = {"trailing dot": Reason.DNS, "user name": Reason.BAD_LINK}
"""Forms that are no host to the system or to the HTTP client; whatever they are taken for, nothing connects."""

STUB = {"inner.news.example": ["127.0.0.1"], "six.news.example": ["::ffff:127.0.0.1"], "meta.news.example": ["169.254.169.254"]}


@pytest.fixture(scope="module", params=[True, False], ids=["robots.txt first", "at once"])
def refusals(request: pytest.FixtureRequest, inner: list[FaultServer]) -> dict[str, str | None]:
    """The reason that each notation of an inner address got."""
    port = inner[0].port
    urls = {name: f"http://{host}:{port}/page" for name, host in NOTATIONS.items()}
    came = visit(list(urls.values()), STUB, ROBOTSTXT_OBEY=request.param)
    return {name: came[url].reason for name, url in urls.items()}


@pytest.mark.parametrize("notation", NOTATIONS)
def test_inner_address_is_refused_in_every_notation(notation: str, refusals: dict[str, str | None], inner: list[FaultServer]) -> None:
    assert refusals[notation] == NEVER_LOOKED_UP.get(notation, Reason.PRIVATE_ADDRESS)
    assert [server.connections for server in inner] == [0] * len(inner)


def test_page_that_leads_inside_makes_no_connection_there(inner: list[FaultServer]) -> None:
    target = inner[0].url("/page")

    def refresh(attribute: str) -> bytes:
        return f'<html><head><meta http-equiv="refresh" content="{attribute}"></head><body></body></html>'.encode()

    routes = {
        "/redirect": lambda seen: seen.redirect(target),
        "/redirect-decimal": lambda seen: seen.redirect(f"http://2130706433:{inner[0].port}/"),
        "/redirect-twice": lambda seen: seen.redirect("/redirect"),
        "/scheme-relative": lambda seen: seen.redirect(f"//127.0.0.1:{inner[0].port}/page"),
        "/meta-refresh": lambda seen: seen.respond("200 OK", refresh(f"0; url={target}")),
        "/refresh-header": lambda seen: seen.respond("200 OK", b"<html></html>", f"Refresh: 0; url={target}"),
        "/robots.txt": lambda seen: seen.redirect(target) if seen.request.host.startswith("robots") else seen.respond("404 Not Found"),
    }
    with FaultServer(routes) as door:
        led = [door.url(path, "a.test") for path in routes if path not in ("/refresh-header", "/robots.txt")]
        led.append(door.url("/page", "robots.test"))
        came = visit([*led, door.url("/refresh-header", "a.test")], WARRAQ_HOSTS=DOOR)
    assert {came[url].reason for url in led} == {Reason.PRIVATE_ADDRESS}
    assert came[door.url("/refresh-header", "a.test")].status == 200
    assert inner[0].connections == 0


def test_what_the_settings_list_is_reached() -> None:
    stub = {"two.news.example": ["::1", "127.0.0.1"]}
    with FaultServer() as server:
        urls = {host: server.url("/page", host) for host in ("127.0.0.1", "localhost", "a.test", "two.news.example", "nowhere.invalid")}
        came = visit(list(urls.values()), stub, WARRAQ_ALLOWED_PRIVATE=["127.0.0.0/8", "::1"], WARRAQ_HOSTS=DOOR)
    assert {host: came[url].status for host, url in urls.items()} == dict.fromkeys(urls, 200) | {"nowhere.invalid": None}
    assert came[urls["nowhere.invalid"]].reason == Reason.DNS
