"""Tells of the times that elements carry in attributes which are the publication's and which a change's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from warraq.extract.facts.around import time_stated
from warraq.items import Stamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

TICKER_ENTRIES: Final = 3
"""Elements alike in one row that carry a time each: the entries of a live blog."""
ENTRY_REACH: Final = 6
"""Elements around a time among which the entry that it dates is looked for."""

MODIFIED_WORDS: Final = re.compile(
    r"^\W*(?:آخر|اخر|تاريخ)?\s*(?:ال)?(?:تحديث|تعديل|حُدث|حدث|عدل)|^\W*(?:last )?(?:updated|modified)|^\W*mis à jour", re.IGNORECASE
)
_PUBLISHED_WORDS: Final = re.compile(r"نشر|نُشر|publi|posted", re.IGNORECASE)
_PUBLISHED: Final = re.compile(r"publi|pub-?date|created|issued", re.IGNORECASE)
_MODIFIED: Final = re.compile(r"modif|updat", re.IGNORECASE)

Kind = Literal["published", "modified"]


def stamps_of_times(times: Sequence[HtmlElement], *, told: bool) -> Iterator[Stamp]:
    """The stamps of elements that carry a time, in page order; `told`: the page tells its publication elsewhere too.

    One rule of precedence: what itemprop says, then a class or words that say «published» or that a change follows; what is only
    classed as updated is a change where another time is stated, as templates so class the time of a page that never changed. The
    entries of a live blog are no article's; where nothing else is stated the earliest of them is its start.
    """
    entries = _ticker(times)
    own = [element for element in times if element not in entries]
    kinds = {element: _kind(element) for element in own}
    published = told or any(kind == "published" for kind in kinds.values())
    for element in own:
        yield _stamp(element, kinds[element] or ("modified" if published else "published"))
    if entries and not published:
        yield _stamp(min(entries, key=time_stated), "published")


def _stamp(element: HtmlElement, kind: Kind) -> Stamp:
    prop = element.get("itemprop")
    name = f"itemprop:{prop}" if prop else f"{element.tag}[{'datetime' if element.get('datetime') else 'title'}]"
    return Stamp(time_stated(element), "meta" if element.tag == "meta" else "visible", kind, name, "attribute")


def _kind(element: HtmlElement) -> Kind | None:
    """The event that an element's marks tell; None for one that is only classed as updated."""
    prop = element.get("itemprop") or element.get("property") or ""
    if _MODIFIED.search(prop):
        return "modified"
    if _PUBLISHED.search(prop):
        return "published"
    named = element.get("class") or ""
    if _PUBLISHED.search(named) or element.get("pubdate") is not None:
        return "published"
    said = _words_before(element)
    if MODIFIED_WORDS.search(said) or MODIFIED_WORDS.search(element.text or ""):
        return "modified"
    return None if _MODIFIED.search(named) and not _PUBLISHED_WORDS.search(said) else "published"


def _words_before(element: HtmlElement) -> str:
    """The words right before an element, in its parent or in the one around that."""
    for around in (element, element.getparent()):
        before = around.getprevious() if around is not None else None
        parent = around.getparent() if around is not None else None
        if before is not None:
            said = (before.tail or "") if time_stated(before) else f"{before.text_content()}{before.tail or ''}"
        else:
            said = (parent.text or "") if parent is not None else ""
        if said.strip() or (before is not None and time_stated(before)):
            return said
    return ""


def _ticker(times: Sequence[HtmlElement]) -> set[HtmlElement]:
    """Those of the elements that stand in entries alike of one row, several of which carry a time."""
    rows: dict[tuple[HtmlElement, object, object], dict[HtmlElement, list[HtmlElement]]] = {}
    for element in times:
        entry = element.getparent()
        for _ in range(ENTRY_REACH):
            row = entry.getparent() if entry is not None else None
            if entry is None or row is None:
                break
            rows.setdefault((row, entry.tag, entry.get("class")), {}).setdefault(entry, []).append(element)
            entry = row
    ticking = (entries for entries in rows.values() if len(entries) >= TICKER_ENTRIES)
    return {element for entries in ticking for dated in entries.values() for element in dated}
