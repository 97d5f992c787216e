"""A store with watches whose hits are to be told, spoken of in few words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from storage.query.choice import Choice
from storage.stories.join import Stories
from storage.watch.watches import Watch, add
from storage.write.batch import write_articles
from warraq import clock, config
from warraq.items import Article
from warraq.timer.telling import tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.store import Store
    from tests.hook import Hook

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


@dataclass
class Newsdesk:
    """The time stands at what was last set, but for the seconds that pass."""

    store: Store
    targets: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    now: datetime = NOON
    count: int = 0

    def later(self, **distance: float) -> None:
        self.now += timedelta(**distance)
        clock.shift(self.now)

    def watch(self, name: str = "wheat", query: str = "قمح", target: str = "desk", **more: Any) -> None:
        with self.store.write() as connection:
            add(connection, Watch(name, query, Choice(), target, **more))

    def bring(self, amount: int = 1, body: str = "وصل القمح إلى المرفأ", **more: Any) -> None:
        """Stores and joins so many articles."""
        given = []
        for _ in range(amount):
            self.count += 1
            url = f"https://rawi.example/{self.count}"
            words = f"{body} {self.count}"
            about = {"title": f"خبر {self.count}", "published_at": clock.now(), "extractor": "import"} | more
            given.append(Article(url, words, text_hash=sha256(words.encode()).hexdigest()[:32], fetched_at=clock.now(), **about))
        with self.store.write() as connection:
            write_articles(connection, None, given, clock.now())
        Stories(self.store).join()

    def tell(self, **more: Any) -> dict[str, int]:
        chosen = config.Config(targets=self.targets, **self.settings)
        return tell(self.store, chosen, "test", **more)

    def all(self, query: str) -> list[tuple[Any, ...]]:
        with self.store.read() as connection:
            return [tuple(row) for row in connection.execute(text(query))]


@pytest.fixture
def desk(store: Store, hook: Hook, moved: Callable[[datetime], None]) -> Newsdesk:
    """Its target `desk` is the webhook."""
    moved(NOON)
    return Newsdesk(store, {"desk": {"url": hook.url, "secret": "x"}})
