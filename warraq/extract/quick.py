"""Reads a page where that is sure to be quick: with the outlet's layouts alone, which the process that runs the crawl can wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.extract.answering import is_checked
from warraq.extract.assemble import extract_by_layout
from warraq.extract.attributes import long_tags

if TYPE_CHECKING:
    from warraq.items import Extraction, Page
    from warraq.outlet import OutletKnowledge

QUICK_BYTES: Final = 1_000_000
"""Half as much again as the largest of 436 stored news pages. Of 38 kinds of page made to be slow the slowest of this size takes 0.8 s of
CPU with two layouts, where the generic reader takes 11 s."""
MOST_VALUES: Final = 25_000
"""Attributes with a value, about: twice the most equals signs of those pages (13,825). One element with as many takes 0.6 s to parse; they
are counted because a value may hide the end of its tag."""


def extract_quickly(page: Page, knowledge: OutletKnowledge) -> Extraction | None:
    """The same as `extract`, or None, at once where that can be told, where it may take long: `extract` must then run where it can be
    stopped."""
    return extract_by_layout(page, knowledge) if _is_quick(page, knowledge) else None


def _is_quick(page: Page, knowledge: OutletKnowledge) -> bool:
    declared = knowledge.outlet is not None and bool(knowledge.outlet.layouts)
    trusted = any(learned.trusted for learned in knowledge.learned) and not is_checked(page)
    return (declared or trusted) and len(page.body) <= QUICK_BYTES and _attributes_are_few(page.body)


def _attributes_are_few(body: bytes) -> bool:
    return body.count(b"=") <= MOST_VALUES and next(long_tags(body), None) is None
