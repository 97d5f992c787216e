"""A running press, and a store in front of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crawl.desk import NOW, Desk, open_desk
from warraq import config
from warraq.newsroom import Newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A press at `NOW` with an empty store in front of it."""
    with Newsroom(now=NOW, seed=1, slow_seconds=0.3) as room:
        yield open_desk(tmp_path, room)


@pytest.fixture(autouse=True)
def fresh_configuration() -> Iterator[None]:
    config.load.cache_clear()
    yield
    config.load.cache_clear()
