"""ATTACH THE SOURCES: who published this page, whom it credits, whom it cites, each with the words that prove it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.stage import Stage
from warraq.attribution import find_sources
from warraq.attribution.rules import Rule
from warraq.items import Attribution

if TYPE_CHECKING:
    from warraq.items import Article
    from warraq.outlet import Outlet


class Attribute(Stage):
    """Adds what the text says to what the address says: the page's own outlet is always *published*."""

    def process_item(self, item: Article) -> Article:
        outlet = self.context.outlet(item.outlet)
        found = find_sources(
            item.body,
            title=item.title,
            byline=item.byline,
            credit_line=item.credit_line,
            outlet=item.outlet,
            country=outlet.country if outlet else None,
            registry=self.context.names(),
        )
        item.attributions = (*_own_outlet(outlet), *found)
        return item


def _own_outlet(outlet: Outlet | None) -> tuple[Attribution, ...]:
    """The outlet that the page's address belongs to; no words are needed to prove it."""
    if outlet is None:
        return ()
    return (Attribution("published", outlet.title, outlet.name, "structured", None, None, outlet.title, None, None, Rule.PAGE_HOST.value),)
