"""Which part of a host name one owner holds."""

from __future__ import annotations

import pytest

from warraq.text.suffixes import same_site, site_of


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("news.elwatan.com.eg", "elwatan.com.eg"),
        ("a.blogspot.com", "a.blogspot.com"),
        ("m.a.wordpress.com", "a.wordpress.com"),
        ("x.y.github.io", "y.github.io"),
        ("www.paper.web.app", "paper.web.app"),
        ("news.paper.org.mr", "paper.org.mr"),
        ("sport.big.test", "big.test"),
        ("big.test", "big.test"),
        ("com.eg", "com.eg"),
        ("blogspot.com", "blogspot.com"),
        ("192.0.2.7", "192.0.2.7"),
        ("[2001:db8::1]", "[2001:db8::1]"),
    ],
)
def test_a_site_is_what_one_owner_holds(host: str, site: str) -> None:
    assert site_of(host) == site
    assert site_of(site) == site


def test_two_hosts_are_one_site_where_one_owner_holds_both() -> None:
    assert same_site("www.big.test", "sport.big.test")
    assert not same_site("a.blogspot.com", "b.blogspot.com")
