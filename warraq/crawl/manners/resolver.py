"""Looks host names up and refuses those that lead into a private network, under whatever name or notation.

Every connection of Scrapy's HTTP handlers for Twisted, also after a redirect, asks this resolver, for literal addresses too, and connects
to the very address that was checked, so a name cannot be pointed elsewhere in between. A proxy resolves names by itself: through one
nothing is guarded.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Protocol, Self, cast

from scrapy.exceptions import IgnoreRequest
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from warraq.crawl.manners.addresses import Allowed, host_key, lookup
from warraq.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase

    Address = IPv4Address | IPv6Address


class _Receiver(Protocol):
    """`IResolutionReceiver` in words that type checkers read: they take zope's interfaces for classes whose methods lack `self`."""

    def resolutionBegan(self, resolution: _Resolution) -> None: ...  # noqa: N802 - Twisted's name

    def addressResolved(self, address: Address) -> None: ...  # noqa: N802

    def resolutionComplete(self) -> None: ...  # noqa: N802


class _Resolver(Protocol):
    """`IHostnameResolver`, likewise."""

    def resolveHostName(  # noqa: N802
        self, receiver: _Receiver, name: str, port: int, types: Sequence[type[Address]] | None, semantics: str, /
    ) -> _Resolution: ...


@implementer(IHostResolution)
class _Resolution:
    """A look-up that was answered at once."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing is left to cancel."""


class PrivateAddressError(IgnoreRequest):
    """A host that leads to an address inside a private network; asking again would not help."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(f"{host} leads to {address}, which is not public; allowed_private in warraq.toml lists exceptions")
        self.host = host
        self.address = address


class _RefusedAddress(IPv4Address):
    """Stands where an address was refused: whoever wants to connect to it gets the reason instead.

    A resolver has no way to report an error; without this the connection would fail as an unknown host.
    """

    def __init__(self, error: PrivateAddressError) -> None:
        self.error = error

    @property
    def host(self) -> str:  # type: ignore[override]
        raise self.error


@implementer(IResolutionReceiver)
class _Filter:
    """Passes on the permitted addresses of one host; where there are none but refused ones, the refusal."""

    def __init__(self, receiver: _Receiver, host: str, allowed: Allowed) -> None:
        self._receiver = receiver
        self._host = host
        self._allowed = allowed
        self._permitted = False
        self._refused: str | None = None

    def resolutionBegan(self, resolution: _Resolution) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Address) -> None:  # noqa: N802
        if self._allowed.permits(self._host, address.host):
            self._permitted = True
            self._receiver.addressResolved(address)
        else:
            self._refused = address.host

    def resolutionComplete(self) -> None:  # noqa: N802
        if self._refused and not self._permitted:
            self._receiver.addressResolved(_RefusedAddress(PrivateAddressError(self._host, self._refused)))
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class GuardedResolver:
    """For `TWISTED_DNS_RESOLVER`; resolves IPv4 and IPv6 through the system, with the settings `WARRAQ_HOSTS` and `WARRAQ_ALLOWED_PRIVATE`.

    Raises ConfigError at the start of a crawl for settings it cannot read.
    """

    def __init__(self, reactor: ReactorBase, hosts: Mapping[str, str], allowed: Allowed) -> None:
        self._reactor = reactor
        self._system = cast("_Resolver", reactor.nameResolver)
        self._hosts = {host_key(host): _checked(host, address) for host, address in hosts.items()}
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """As Scrapy makes it."""
        settings = crawler.settings
        return cls(reactor, settings.getdict("WARRAQ_HOSTS"), Allowed.parse(settings.getlist("WARRAQ_ALLOWED_PRIVATE")))

    def install_on_reactor(self) -> None:
        """As Scrapy asks for it."""
        self._reactor.installNameResolver(cast("IHostnameResolver", self))

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: _Receiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[Address]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> _Resolution:
        """The addresses of a host: the one that the settings give it, else those that the system knows and that may be connected to."""
        if mapped := lookup(self._hosts, hostName):
            resolution = _Resolution(hostName)
            resolutionReceiver.resolutionBegan(resolution)
            family = IPv6Address if ":" in mapped else IPv4Address
            resolutionReceiver.addressResolved(family("TCP", mapped, portNumber))
            resolutionReceiver.resolutionComplete()
            return resolution
        receiver = _Filter(resolutionReceiver, hostName, self._allowed)
        return self._system.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


def _checked(host: str, address: str) -> str:
    try:
        return str(ip_address(address.strip()))
    except ValueError:
        raise ConfigError(f"hosts: {host} = {address!r} is no IP address; write one such as 127.0.0.1") from None
