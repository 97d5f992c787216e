"""Which network addresses may be connected to: public ones, and those that a setting lists."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, Final, Self

from warraq.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NAT64: Final = IPv6Network("64:ff9b::/96")
"""RFC 6052: the last 32 bits are the IPv4 address that the gateway connects to."""


def is_public(address: str) -> bool:
    """Whether an IPv4 or IPv6 address belongs to the public internet.

    It does not if it is loopback, private, link-local, shared (RFC 6598), multicast, reserved or unspecified, nor if it carries such an
    IPv4 address within it (IPv4-mapped, 6to4, Teredo, NAT64). Raises ValueError for anything but an address.
    """
    ip = ip_address(address)
    if isinstance(ip, IPv4Address):
        return _is_public(ip)
    if embedded := _embedded(ip):
        return all(map(_is_public, embedded))
    return _is_public(ip) and not ip.is_site_local


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _embedded(ip: IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses to which traffic to this one would go."""
    if ip in _NAT64:
        return [IPv4Address(int(ip) & 0xFFFF_FFFF)]
    return [inner for inner in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if inner]


@dataclass(frozen=True, slots=True)
class Allowed:
    """The private networks and hosts that a setting lists."""

    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    hosts: frozenset[str] = frozenset()
    """Lower case; `*.suffix` stands for every name below the suffix."""

    @classmethod
    def parse(cls, entries: Iterable[str]) -> Self:
        """Networks (`192.0.2.0/24`), addresses and host names; raises ConfigError for what is none of them."""
        networks: list[IPv4Network | IPv6Network] = []
        hosts: set[str] = set()
        for entry in entries:
            try:
                networks.append(ip_network(entry))
            except ValueError as error:
                if "/" in entry or ":" in entry or not entry.strip(" ."):
                    raise ConfigError(f"allowed_private: {entry!r} is no network or host ({error}); write 192.0.2.0/24 or a name") from None
                hosts.add(host_key(entry))
        return cls(tuple(networks), frozenset(hosts))

    def permits(self, host: str, address: str) -> bool:
        """Whether a connection to `address`, to which `host` was resolved, may be made."""
        if is_public(address) or lookup(dict.fromkeys(self.hosts, ""), host) is not None:
            return True
        ip = ip_address(address)
        mapped = ip.ipv4_mapped if isinstance(ip, IPv6Address) else None
        return any((mapped or ip) in network for network in self.networks)


def host_key(host: str) -> str:
    """The form under which a host name is compared."""
    return host.strip().rstrip(".").lower()


def lookup(table: Mapping[str, str], host: str) -> str | None:
    """The value for a host, by its name or the longest `*.suffix` above it; None where the table has neither. Keys as by `host_key`."""
    key = host_key(host)
    if key in table:
        return table[key]
    labels = key.split(".")
    patterns = (f"*.{'.'.join(labels[start:])}" for start in range(1, len(labels)))
    return next((table[pattern] for pattern in patterns if pattern in table), None)
