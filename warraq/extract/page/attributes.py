"""Tells of a page, before it is parsed into a tree, whether an element may have attributes in such number that it takes long."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_TAG: Final = 20_000
"""Bytes. libxml2 walks past all attributes of an element to add one: 40,000 of one element take 1.4 s, 80,000 take 5.7 s, a page of 1 MB of
tags of this length 1 s. Of 436 stored news pages 12 have a tag as long, mostly data in an attribute."""
MOST_STEPS: Final = 1_000_000_000
"""The squares of elements' numbers of attributes together: a second of CPU. The most of 446 stored pages is 50,855."""
_DEEPEST_TREE: Final = 1_000
"""Elements inside each other. A tree ends at 256; without one the parser would go on, and go through all that are open at each end tag."""
_BYTES_AT_ONCE: Final = 1 << 16
_STEP: Final = LONGEST_TAG // 2
_TAG_OPENING: Final = re.compile(rb"<[\x00-\x1f]*[A-Za-z]")
"""Readers of pages take control characters out before they parse."""
_BLANK_BYTES: Final = bytes(range(0x21))
_MOST_BLANK: Final = 64
"""Looked at between an equals sign and a quote; a quote behind more of them is taken for one that opens a value."""


def may_have_long_tags(body: bytes) -> bool:
    """Whether a tag of the body may be longer than `LONGEST_TAG`, wherever quotes hide its end; ASCII bytes must stand for themselves.

    A tag ends at a `>` outside values in quotes, and a quote opens a value behind an equals sign only (HTML, section 13.2.5). So a `>` is
    sure to end the tag it stands in where neither the last `"` nor the last `'` before it stands behind such a sign. A script or text may
    pass for a long tag, a long tag never for none. Looks into the body at steps, at least one of which meets no sure end in a long tag:
    0.09 ms for 200 kB.
    """
    here = _Place(body)
    step = 0
    while step < len(body):
        before = replace(here)
        end = here.next_sure_end(step)
        if end >= step + _STEP and _may_span(before, step, end):
            return True
        step = max(step + _STEP, end + 1)
    return False


def _may_span(before: _Place, step: int, end: int) -> bool:
    """Whether a long tag may reach over `step` to `end`: it begins behind the last sure end before."""
    opening = _TAG_OPENING.search(before.body, before.last_sure_end(step) + 1, end)
    return opening is not None and end - opening.start() > LONGEST_TAG


@dataclass(slots=True)
class _Place:
    """A place in a body that moves forward, and the last quotes before it."""

    body: bytes
    at: int = 0
    double: int = -1
    single: int = -1

    def next_sure_end(self, start: int) -> int:
        """Goes to the first `>` from `start` on that quotes cannot hide, and returns its place; the body's length where there is none."""
        end = self.body.find(b">", start)
        while end >= 0:
            hiding = self._hiding(end)
            if not hiding:
                return end
            closing = self.body.find(hiding, end)
            end = self.body.find(b">", closing) if closing >= 0 else -1
        return len(self.body)

    def last_sure_end(self, limit: int) -> int:
        """The place of the last `>` before `limit` that quotes cannot hide; where there is none, the one before its own."""
        last = self.body.rfind(b">", self.at, limit)
        if last < 0:
            return self.at - 1
        if not replace(self)._hiding(last):
            return last
        before = self.at - 1
        while (sure := self.next_sure_end(before + 1)) < limit:
            before = sure
        return before

    def _hiding(self, end: int) -> bytes:
        """The kind of quotes that may be open at `end`, where the place moves to; empty where none can be."""
        double, single = self.body.rfind(b'"', self.at, end), self.body.rfind(b"'", self.at, end)
        self.at, self.double, self.single = end, max(self.double, double), max(self.single, single)
        return b'"' if self._opens(self.double) else b"'" if self._opens(self.single) else b""

    def _opens(self, quote: int) -> bool:
        """Whether the quote at that place, -1 for none, may open a value."""
        if quote < 0:
            return False
        before = self.body[max(0, quote - _MOST_BLANK) : quote]
        written = before.rstrip(_BLANK_BYTES)
        return written.endswith(b"=") or (not written and len(before) == _MOST_BLANK)


def has_too_many(source: bytes) -> bool:
    """Whether the attributes of a page in UTF-8 are so many of one element that adding them takes more than a second.

    The parser counts them. It makes no tree, so its time grows with the length alone: 2 ms for 200 kB.
    """
    counting = _Counting()
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, target=counting)
    with suppress(_CountedError, etree.ParserError, etree.XMLSyntaxError):
        for start in range(0, len(source), _BYTES_AT_ONCE):  # only between two pieces can it be ended
            parser.feed(source[start : start + _BYTES_AT_ONCE])
        parser.close()
    return counting.steps > MOST_STEPS


class _CountedError(Exception):
    """Ends the counting."""


class _Counting:
    """Told of each tag by the parser in the place of a tree."""

    def __init__(self) -> None:
        self.steps = 0
        self.depth = 0

    def start(self, _: str, attributes: Mapping[str, str]) -> None:
        self.steps += len(attributes) ** 2
        self.depth += 1
        if self.steps > MOST_STEPS or self.depth > _DEEPEST_TREE:
            raise _CountedError

    def end(self, _: str) -> None:
        self.depth -= 1

    def close(self) -> None:
        """The parser asks for it."""
