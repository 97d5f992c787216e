"""ATTACH THE SOURCES: who published this page, whom it credits, whom it cites, each with the words that prove it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pipelines.stage import Stage
from warraq.attribution import find_sources
from warraq.attribution.rules import Rule
from warraq.items import Attribution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warraq.items import Article
    from warraq.outlet import Outlet


_NO_HOST: Final = ".invalid"
"""Reserved, RFC 2606: stands in for the address of a page that was given without one."""


class Attribute(Stage):
    """Adds what the text says to what the address says: the page's own outlet is always *published*."""

    def process_item(self, item: Article) -> Article:
        outlet = self.context.outlet(item.outlet)
        found = find_sources(
            item.body,
            title=item.title,
            byline=item.byline,
            credit_line=item.credit_line,
            outlet=outlet.name if outlet else None,
            country=outlet.country if outlet else item.country,
            names=() if outlet else _own_names(item),
            registry=self.context.names(),
        )
        item.attributions = (*_own_outlet(outlet), *found)
        return item


def _own_names(item: Article) -> Iterator[str]:
    """What a page without an outlet file calls itself: the names it states, an outlet given by name, its host."""
    yield from item.site_names
    if item.outlet:
        yield item.outlet
    host = urlsplit(item.url).hostname or ""
    if not host.endswith(_NO_HOST):
        yield host


def _own_outlet(outlet: Outlet | None) -> tuple[Attribution, ...]:
    """The outlet that the page's address belongs to; no words are needed to prove it."""
    if outlet is None:
        return ()
    return (Attribution("published", outlet.title, outlet.name, "structured", None, None, outlet.title, None, None, Rule.PAGE_HOST.value),)
