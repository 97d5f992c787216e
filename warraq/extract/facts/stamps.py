"""Gathers every statement of a time that belongs to the page's own article, the most trusted first; nothing is concluded here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from warraq.extract.facts.around import line_of
from warraq.extract.facts.times import MODIFIED_WORDS, stamps_of_times
from warraq.extract.page.wording import is_date_line
from warraq.items import Stamp
from warraq.outlet import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.blocks import Block
    from warraq.items import Entry, Origin

_PATH_DATE: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})[/_-](\d{1,2})(?:[/_-](\d{1,2}))?(?!\d)")
_PACKED_DATE: Final = re.compile(r"(?<![\d])((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=\d{6,12}(?!\d)|(?!\d))")


def gather(
    stated: Iterable[Stamp] = (),
    near: Sequence[Block] = (),
    times: Iterable[HtmlElement] = (),
    entry: Entry | None = None,
    address: str = "",
    by_layout: Stamp | None = None,
) -> tuple[Stamp, ...]:
    """All stamps of an article, without repetitions.

    `stated` are those of JSON-LD and meta, `near` the blocks around headline and text, `times` the elements there that carry a time in an
    attribute, `by_layout` what the outlet's layout points to, `entry` what the feed or sitemap said, `address` the page's own.
    """
    carried, stated = list(times), list(stated)
    lines = [by_layout] if by_layout else []
    own_lines = {line_of(element) for element in carried}
    told = (*stated, *lines, *_lines(block for block in near if block.element is None or block.element not in own_lines))
    attributes = stamps_of_times(carried, told=any(stamp.kind == "published" for stamp in told))
    found = (*stated, *lines, *attributes, *_lines(near), *_of_entry(entry), *_of_address(address))
    return tuple(dict.fromkeys(stamp for stamp in found if stamp.raw))


def _lines(near: Iterable[Block]) -> Iterator[Stamp]:
    for block in near:
        if is_date_line(block):
            yield Stamp(block.text, "visible", "modified" if MODIFIED_WORDS.search(block.text) else "published", block.tag)


def _of_entry(entry: Entry | None) -> Iterator[Stamp]:
    if entry is None or entry.origin not in (DocumentKind.FEED, DocumentKind.SITEMAP):
        return
    origin: Origin = "sitemap" if entry.origin is DocumentKind.SITEMAP else "feed"
    if entry.published:
        yield Stamp(entry.published, origin, "published", "published")
    if entry.updated:
        yield Stamp(entry.updated, origin, "modified", "updated")


def _of_address(address: str) -> Iterator[Stamp]:
    """The date in the path: folders or words of year, month and day, or the eight digits before a number («20200317104489»)."""
    path = unquote(urlsplit(address).path)
    found = _PATH_DATE.search(path)
    if found and 1 <= int(found[2]) <= 12 and (found[3] is None or 1 <= int(found[3]) <= 31):
        yield Stamp(found[0], "url", "published", "path")
    elif packed := _PACKED_DATE.search(path):
        yield Stamp("-".join(packed.groups()), "url", "published", "path")
