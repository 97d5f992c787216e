"""Finds the section that a page prints over its article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from warraq.extract.canonical import same_site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from warraq.extract.blocks import Block, Link
    from warraq.extract.document import Document

LONGEST: Final = 4
"""Words of a section's name («العالم العربي», «أخبار محلية ودولية»)."""
LONGEST_LINE: Final = 15
"""Words of a breadcrumb trail, or of a line that names date, author and section."""

_SECTION_PATH: Final = re.compile(r"/(?:category|categories|cat|sections?|taxonomy|rubriques?|قسم|أقسام|تصنيف)/", re.IGNORECASE)


def find_section(document: Document, near: Iterable[Block]) -> str | None:
    """The name of the section: a short link around the headline that leads to a folder of the article's own address, or to an address that
    calls itself a section; the last of a breadcrumb trail. None where there is no such link."""
    for block in near:
        found = [link.text for link in block.links if block.words <= LONGEST_LINE and _is_section(document, link)]
        if found:
            return found[-1]
    return None


def _is_section(document: Document, link: Link) -> bool:
    address = document.absolute(link.href) if link.text.count(" ") < LONGEST else None
    if not address:
        return False
    path = unquote(urlsplit(address).path)
    folder = path.rstrip("/")
    of_article = bool(folder) and unquote(urlsplit(document.address).path).startswith(f"{folder}/")
    return (of_article or bool(_SECTION_PATH.search(path))) and same_site(address, document.address, document)
