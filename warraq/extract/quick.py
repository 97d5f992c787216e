"""Reads a page where that is sure to be quick: with the outlet's layouts alone, which the process that runs the crawl can wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.extract.assemble import extract_by_layout
from warraq.extract.choose import is_checked
from warraq.extract.page.attributes import may_have_long_tags
from warraq.text.encoding import keeps_ascii

if TYPE_CHECKING:
    from warraq.items import Extraction, Page
    from warraq.outlet import OutletKnowledge

QUICK_BYTES: Final = 1_000_000
"""Half as much again as the largest of 436 stored news pages. Of 136 kinds of page made to be slow the slowest of this size takes 1.1 s of
CPU to read with a layout, where the generic reader takes 11 s; a layout that knows where to cut a page may read it twice."""


def extract_quickly(page: Page, knowledge: OutletKnowledge) -> Extraction | None:
    """The same as `extract`, or None, at once where that can be told, where it may take long: `extract` must then run where it can be
    stopped."""
    return extract_by_layout(page, knowledge) if _is_quick(page, knowledge) else None


def _is_quick(page: Page, knowledge: OutletKnowledge) -> bool:
    declared = knowledge.outlet is not None and bool(knowledge.outlet.layouts)
    trusted = any(learned.trusted for learned in knowledge.learned) and not is_checked(page)
    return (declared or trusted) and len(page.body) <= QUICK_BYTES and _tags_are_short(page)


def _tags_are_short(page: Page) -> bool:
    """False also where bytes above ASCII may be read as mark-up, so that looking at the bytes tells nothing of it."""
    return keeps_ascii(page.body, page.headers.get("content-type")) and not may_have_long_tags(page.body)
