"""Finds in a page's bytes, before they are parsed, elements that may have attributes in such number that parsing it takes long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_TAG: Final = 20_000
"""Bytes. libxml2 compares each attribute of an element with all before it: parsing one element of 50,000 attributes takes 2.4 s, of 500,000
four minutes, a page of 1 MB with tags of this length 1.2 s. Of 436 stored news pages 12 have a tag as long, mostly data in an attribute."""
_STEP: Final = _LONGEST_TAG // 2
_OPENING: Final = re.compile(rb"<[A-Za-z]")


def long_tags(body: bytes) -> Iterator[slice]:
    """The tags that are too long, in their order. A `>` within quotes is taken for the end of its tag, so one made to hide is not found.

    Looks into the body at steps, at least one of which meets no end of a tag as long: a tenth of a regular expression's time.
    """
    end = 0
    for step in range(0, len(body), _STEP):
        if step >= end and body.find(b">", step, step + _STEP) < 0:
            end = (body.find(b">", step) + 1) or len(body)
            opening = _OPENING.search(body, body.rfind(b">", 0, step) + 1, end)
            if opening and end - opening.start() > _LONGEST_TAG:
                yield slice(opening.start(), end)


def without_long_tags(body: bytes) -> bytes:
    """The body without those tags; what stands in their elements stays."""
    kept, at = [], 0
    for tag in long_tags(body):
        kept.append(body[at : tag.start])
        at = tag.stop
    return b"".join((*kept, body[at:])) if kept else body
