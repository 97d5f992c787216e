"""A newsroom that stands still, and a client that reaches its hosts without a resolver."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from warraq.newsroom import Newsroom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]


def fetch(url: str, **headers: str) -> Answer:
    """GET on loopback with the Host of `url`; header names are written with underscores."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=10)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(
            "GET", target, headers={"Host": parts.netloc} | {name.replace("_", "-"): value for name, value in headers.items()}
        )
        response = connection.getresponse()
        return Answer(response.status, response.read(), dict(response.headers))
    finally:
        connection.close()


@pytest.fixture(name="fetch")
def fetch_fixture() -> Callable[..., Answer]:
    return fetch


@pytest.fixture(scope="package")
def room() -> Iterator[Newsroom]:
    """Shared by tests that only look."""
    with Newsroom(now=NOW, seed=1, slow_seconds=0.05) as room:
        yield room


@pytest.fixture
def own_room() -> Iterator[Newsroom]:
    """For tests that move time, set faults or count requests."""
    with Newsroom(now=NOW, seed=1, slow_seconds=0.2) as room:
        yield room
