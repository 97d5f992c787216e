"""Finds the section that a page prints over its article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from warraq.extract.canonical import same_site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from warraq.extract.blocks import Block
    from warraq.extract.document import Document

LONGEST: Final = 4
"""Words of a section's name («العالم العربي», «أخبار محلية ودولية»)."""

_SECTION_PATH: Final = re.compile(r"/(?:category|categories|cat|sections?|topics?|taxonomy|قسم|أقسام|تصنيف)/", re.IGNORECASE)


def find_section(document: Document, near: Iterable[Block]) -> str | None:
    """The name of the section: the first short link around the headline that leads to a folder of the article's own address, or to an
    address that calls itself a section; None where none does."""
    for block in near:
        link = block.links[0] if len(block.links) == 1 and block.link_share > 0.8 else None
        address = document.absolute(link.href) if link else None
        if link and address and link.text.count(" ") < LONGEST and _leads_to_section(document, address):
            return link.text
    return None


def _leads_to_section(document: Document, address: str) -> bool:
    own = document.address
    path = unquote(urlsplit(address).path)
    folder = path.rstrip("/")
    if not folder or not same_site(address, own, document):
        return False
    return unquote(urlsplit(own).path).startswith(f"{folder}/") or bool(_SECTION_PATH.search(path))
