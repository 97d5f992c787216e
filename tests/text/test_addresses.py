"""The number of its own in an article's address, and the same path on an outlet's other hosts."""

from __future__ import annotations

import pytest

from warraq.text.urls import own_number, sisters


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/news/48213/new-bridge", 48213),
        ("/2026/03/10/48213/new-bridge", 48213),
        ("/new-bridge-48213.html", 48213),
        ("/a48213", 48213),
        ("/AR_48213", 48213),
        ("/جسر-الوادي-48213", 48213),
        ("/%D8%AC%D8%B3%D8%B1-48213", 48213),
        ("/news.aspx?id=48213&cat=3", 48213),
        ("/1234/5678901/x", 5678901),
        ("/1234/5678", 5678),
        ("/2026/1773133200", 1773133200),
        ("/news/482/new-bridge", None),
        ("/2026/03/10/new-bridge", None),
        ("/2026/new-bridge", None),
        ("/1447/09/new-bridge", None),
        ("/10-03-2026/new-bridge", None),
        ("/2026-03-10-1430/prices", None),
        ("/prices-20260310", None),
        ("/prices-10032026", None),
        ("/prices-03102026", None),
        ("/prices-202603101430", None),
        ("/prices-260310", None),
        ("/prices-100326", None),
        ("/5f3a12345bc0/new-bridge", None),
        ("/123456789012345678901", None),
        ("", None),
    ],
)
def test_the_number_of_its_own(path: str, number: int | None) -> None:
    assert own_number(f"https://wadi.test:8080{path}") == number


def test_what_is_no_address_has_none() -> None:
    assert own_number("http://[wadi.test/48213") is None


@pytest.mark.parametrize(
    ("url", "domains", "expected"),
    [
        (
            "https://wadi.test/p/1?a=2",
            ["wadi.test"],
            {"http://wadi.test/p/1?a=2", "https://www.wadi.test/p/1?a=2", "http://www.wadi.test/p/1?a=2"},
        ),
        (
            "http://sport.wadi.test:81/1",
            ["wadi.test", "wadi.net"],
            {
                f"{scheme}://{host}:81/1"
                for scheme in ("http", "https")
                for host in ("sport.wadi.test", "wadi.test", "www.wadi.test", "sport.wadi.net", "wadi.net", "www.wadi.net")
            }
            - {"http://sport.wadi.test:81/1"},
        ),
        ("https://other.test/1", ["wadi.test"], set()),
        ("https://notwadi.test/1", ["wadi.test"], set()),
    ],
)
def test_the_same_path_on_sister_hosts(url: str, domains: list[str], expected: set[str]) -> None:
    found = sisters(url, domains)
    assert set(found) == expected
    assert len(found) == len(expected)
