"""Learning on the pages of the small press: nothing wrong is stored on the way, also when an outlet changes its mark-up in mid-life."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from storage.learned import knowledge
from storage.ledger import outlets
from warraq.extract import extract
from warraq.items import Page
from warraq.newsroom import Press
from warraq.newsroom.pages import article_page
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.store import Store
    from warraq.newsroom.model import Slot

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@dataclass
class Reader:
    """Reads pages of one outlet of a press as a crawl does: with what the pages before taught."""

    store: Store
    press: Press
    name: str
    wrong: list[str] = field(default_factory=list)
    """Addresses whose body or headline is not what the page says."""

    @property
    def outlet(self) -> Outlet:
        profile = self.press.profiles[self.name]
        return Outlet(profile.name, profile.title, (profile.host,), timezone=profile.timezone)

    def read(self, slots: Sequence[Slot]) -> Counter[str]:
        """Who read the pages, by extractor without its number."""
        readers: Counter[str] = Counter()
        with self.store.write() as connection:
            outlet_id = outlets.sync_outlets(connection, [self.outlet])[self.name]
            known = knowledge.load(connection, self.outlet)
            for slot in slots:
                found = extract(self.page(slot), known)
                known = knowledge.observe(connection, self.outlet, outlet_id, found.observations, NOW) or known
                article, truth = found.articles[0], self.press.truth(slot)
                readers[article.extractor.partition(":")[0]] += 1
                self.wrong += [article.url] * ((article.body, article.title) != (truth.body, truth.title))
        return readers

    def page(self, slot: Slot) -> Page:
        url = self.press.url(self.name, self.press.path(slot))
        return Page(url, article_page(self.press, slot).encode(), headers={"content-type": "text/html; charset=utf-8"})

    def states(self) -> list[str]:
        with self.store.read() as connection:
            return list(connection.scalars(knowledge.layouts.select().with_only_columns(knowledge.layouts.c.state).order_by("id")))


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(NOW, seed=6)


@pytest.mark.parametrize("name", ["khalijpost", "hasad"])
def test_what_is_read_is_what_the_pages_say_at_every_stage_of_learning(store: Store, press: Press, name: str) -> None:
    reader = Reader(store, press, name)
    read = reader.read(press.slots(name)[:10])
    assert reader.wrong == []
    assert read["learned"] >= 5


def test_other_markup_in_mid_life_is_noticed_and_learned_anew(store: Store) -> None:
    press = Press(NOW, seed=6)
    reader = Reader(store, press, "hasad")
    slots = press.slots("hasad")
    assert reader.read(slots[:8])["learned"] >= 2
    press.set_templates("hasad", "classic")
    after = reader.read(slots[8:])
    assert reader.wrong == []
    assert reader.states() == ["retired", "trusted"]
    assert after["learned"] >= 3


def test_two_kinds_of_page_at_once_are_learned_side_by_side(store: Store) -> None:
    press = Press(NOW, seed=6)
    reader = Reader(store, press, "hasad")
    for number, slot in enumerate(press.slots("hasad")):
        press.set_templates("hasad", "classic" if number % 2 else "wordpress")
        reader.read([slot])
    assert reader.wrong == []
    assert reader.states() == ["trusted", "trusted"]
