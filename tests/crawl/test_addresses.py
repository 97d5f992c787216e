from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.crawl.manners.addresses import Allowed, is_public, lookup
from warraq.errors import ConfigError


@pytest.mark.parametrize(
    ("address", "public"),
    [
        pytest.param("8.8.8.8", True, id="public"),
        pytest.param("2606:4700::1111", True, id="public ipv6"),
        pytest.param("::ffff:8.8.8.8", True, id="public, mapped"),
        pytest.param("64:ff9b::808:808", True, id="public, nat64"),
        pytest.param("2002:808:808::1", True, id="public, 6to4"),
        pytest.param("127.0.0.1", False, id="loopback"),
        pytest.param("127.255.255.254", False, id="loopback end"),
        pytest.param("0.0.0.0", False, id="unspecified"),  # noqa: S104 - asked for, not bound
        pytest.param("10.1.2.3", False, id="private 10"),
        pytest.param("172.16.0.1", False, id="private 172"),
        pytest.param("192.168.1.1", False, id="private 192"),
        pytest.param("169.254.169.254", False, id="link-local, cloud metadata"),
        pytest.param("100.64.0.1", False, id="carrier-grade nat"),
        pytest.param("192.0.2.1", False, id="documentation"),
        pytest.param("198.18.0.1", False, id="benchmarking"),
        pytest.param("224.0.0.1", False, id="multicast"),
        pytest.param("240.0.0.1", False, id="reserved"),
        pytest.param("255.255.255.255", False, id="broadcast"),
        pytest.param("::1", False, id="ipv6 loopback"),
        pytest.param("::", False, id="ipv6 unspecified"),
        pytest.param("fe80::1", False, id="ipv6 link-local"),
        pytest.param("fe80::1%eth0", False, id="ipv6 link-local with zone"),
        pytest.param("fc00::1", False, id="ipv6 unique local"),
        pytest.param("fec0::1", False, id="ipv6 site-local"),
        pytest.param("ff02::1", False, id="ipv6 multicast"),
        pytest.param("::ffff:127.0.0.1", False, id="mapped"),
        pytest.param("::127.0.0.1", False, id="compatible"),
        pytest.param("64:ff9b::7f00:1", False, id="nat64"),
        pytest.param("64:ff9b:1::7f00:1", False, id="local nat64"),
        pytest.param("2002:7f00:1::1", False, id="6to4"),
        pytest.param("2001:0:7f00:1::80ff:fffe", False, id="teredo"),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@given(st.ip_addresses(v=4))
def test_an_embedded_address_is_judged_as_the_plain_one(address: object) -> None:
    assert is_public(f"::ffff:{address}") is is_public(str(address))
    assert is_public(f"64:ff9b::{address}") is is_public(str(address))


ALLOWED = Allowed.parse(["10.0.0.0/8", "fd00::/8", "127.0.0.1", "Intranet.example.", "*.lab.example"])


@pytest.mark.parametrize(
    ("host", "address", "permitted"),
    [
        pytest.param("any.example", "8.8.8.8", True, id="public"),
        pytest.param("any.example", "10.9.9.9", True, id="network"),
        pytest.param("any.example", "::ffff:10.9.9.9", True, id="network, mapped"),
        pytest.param("any.example", "fd00::7", True, id="ipv6 network"),
        pytest.param("any.example", "127.0.0.1", True, id="address"),
        pytest.param("any.example", "127.0.0.2", False, id="next address"),
        pytest.param("any.example", "192.168.0.1", False, id="other network"),
        pytest.param("intranet.example", "192.168.0.1", True, id="host"),
        pytest.param("INTRANET.EXAMPLE.", "192.168.0.1", True, id="host, written otherwise"),
        pytest.param("x.intranet.example", "192.168.0.1", False, id="below a host"),
        pytest.param("a.b.lab.example", "192.168.0.1", True, id="below a suffix"),
        pytest.param("lab.example", "192.168.0.1", False, id="the suffix itself"),
    ],
)
def test_listed_exceptions(host: str, address: str, permitted: bool) -> None:
    assert ALLOWED.permits(host, address) is permitted


@pytest.mark.parametrize("entry", ["10.0.0.0/33", "10.0.0.1/8", "http://intranet.example", "", " . ", "fd00::/200"])
def test_an_entry_that_is_neither_network_nor_host_is_an_error(entry: str) -> None:
    with pytest.raises(ConfigError, match="allowed_private"):
        Allowed.parse([entry])


def test_lookup_prefers_the_name_then_the_longest_suffix() -> None:
    table = {"a.b.test": "1", "*.b.test": "2", "*.test": "3"}
    assert [lookup(table, host) for host in ("A.b.test.", "c.b.test", "x.y.b.test", "b.test", "test")] == ["1", "2", "2", "3", None]
