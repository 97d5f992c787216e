"""Finds the running text of a page's own article: by the outlet's layout, else by the generic reader, without what its labels set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from warraq.extract.facts.bylines import may_sign
from warraq.extract.page.lines import is_paragraph
from warraq.extract.page.wording import bare, shingles, words_of
from warraq.extract.text.beside import vicinity
from warraq.extract.text.declared import BAD_SELECTOR, LayoutReading, live, read_one
from warraq.extract.text.forms import without_forms, without_posts
from warraq.extract.text.generic import GenericReading, read_generic
from warraq.extract.text.hidden import without_copies
from warraq.extract.text.pictures import LEAST_CAPTIONS, captions_of_story
from warraq.extract.text.pruning import without
from warraq.extract.text.states import text_of_state
from warraq.extract.text.tracing import Selection
from warraq.outlet import LearnedLayout
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.blocks import Block
    from warraq.extract.page.document import Document
    from warraq.extract.page.metadata import Metadata
    from warraq.outlet import Layout

MISLED: Final = 0.3
"""Share of the chosen words that must be the page's own article's; below, the reader took an embedded article for it."""
HELD: Final = 0.8
"""Share of the own article's words above the first embedded one with which a reading has it, however long the others are."""
TITLE_GAPS: Final = 2
"""Spaces of the shortest title by which data of a page is believed; «News» is the title of much."""
_TITLE_MARK: Final = re.compile(r"\s+[|–—»-]\s+")
LINK_LINE: Final = 0.8
LINK_LINE_WORDS: Final = 4
"""Bare addresses and names are links of fewer words, and part of the text."""
_SUBHEADLINE: Final = re.compile(r"\bdeks?\b|sub-?_?(?:title|head)|heading|excerpt|[a-z]Dek\b", re.IGNORECASE)
LEAD_ABOVE: Final = 25
"""Blocks above the text in which its standfirst stands: date, author, picture and share buttons come between."""
AGREES: Final = 0.8
"""Share of the shorter of line and summary that both say; summaries are cut short."""


@dataclass(frozen=True)
class MainText:
    """The page's own article as its reader found it."""

    document: Document
    """The page as this reader saw it."""
    places: tuple[int, ...] = ()
    """Places of its paragraphs among that document's blocks; empty where the text is not on the page as such."""
    stated: str | None = None
    """The text where it stands in no blocks: an articleBody that the page does not print."""
    extractor: str = "generic"
    layout: LayoutReading | None = None
    """What the layout's selectors found; None where the generic reader answered."""
    notes: Mapping[str, str] = field(default_factory=dict)
    of_pictures: bool = False
    """True for a photo story, whose captions are its text."""
    furniture: tuple[str, ...] = ()
    """Folded lines among its paragraphs that were left out because they recur across the outlet's pages."""


def read_declared(document: Document, tree: HtmlElement) -> MainText | str | None:
    """The text by the layouts of the outlet's file; None where it declares none, else words that say why all of them failed."""
    failures = []
    for layout in live(document.outlet.layouts, document.page.fetched_at) if document.outlet else ():
        near, found = _read_layout(document, tree, LearnedLayout(layout))
        if isinstance(found, LayoutReading):
            own, recurring = _own(near, found.selection.indexes)
            places = tuple(place for place in own if not _is_link_line(near.blocks[place]))
            return MainText(near, places, None, layout.extractor, found, furniture=recurring)
        failures.append(f"{layout.id}: {found}")
    return "; ".join(failures) or None


def read_learned(document: Document, tree: HtmlElement, metadata: Metadata, learned: LearnedLayout) -> MainText | str:
    """The text by one learned layout, or words that say why it found none."""
    near, found = _read_layout(document, tree, learned)
    if isinstance(found, str):
        return found
    inside, recurring = _own(near, found.selection.indexes)
    places = tuple(place for place in inside if near.blocks[place].tag != "figcaption" and not _is_link_line(near.blocks[place]))
    if _may_be_photo_story(found) and captions_of_story(near.blocks, places):
        return "the text is the captions of pictures"
    lead = _lead(near, places, metadata.summaries)
    if found.byline and not _may_sign(found.byline, found.layout, [near.blocks[place] for place in inside]):
        found = replace(found, byline=None)
    return MainText(near, (*lead, *places), None, learned.extractor, found, furniture=recurring)


def _may_be_photo_story(found: LayoutReading) -> bool:
    container = found.selection.container
    return container is not None and next(islice(container.iter("figcaption"), LEAST_CAPTIONS - 1, None), None) is not None


def _may_sign(byline: str, layout: Layout, text: Sequence[Block]) -> bool:
    """True for what can be a byline: no sentence, no date, and, where nothing but its place tells it, no line of the text."""
    by_place = ":nth-" in (layout.byline or "")
    return may_sign(byline) and not (by_place and any(block.text == byline for block in text))


def _read_layout(document: Document, tree: HtmlElement, learned: LearnedLayout) -> tuple[Document, LayoutReading | str]:
    """What a layout finds, or why not, and the page cut down to what can matter to an article that stands there."""
    try:
        found = vicinity(tree, learned)
        near = replace(document, left_out=found.apart)
        return near, read_one(learned.layout, tree, near.blocks, found.part, found.bodies)
    except BAD_SELECTOR as error:
        return document, f"bad selector: {error}"


def read_any(document: Document, tree: HtmlElement, metadata: Metadata) -> MainText:
    """The text by the generic reader; without places and text where it found none."""
    reading = _read_generic(document, tree, metadata)
    own, recurring = _own(document, reading.selection.indexes)
    places = tuple(place for place in own if not _is_link_line(document.blocks[place]))
    if reading.text is None and (captions := _own(document, captions_of_story(document.blocks, places))[0]):
        return MainText(document, tuple(sorted({*places, *captions})), of_pictures=True, furniture=recurring)
    drawn = text_of_state(tree, _titles(metadata)) if not places and reading.text is None else None
    if drawn:
        return MainText(document, stated=drawn, extractor="state")
    return MainText(document, (*_lead(document, places, metadata.summaries), *places), reading.text, furniture=recurring)


def _titles(metadata: Metadata) -> frozenset[str]:
    """The bare headlines that the page states, with and without what stands after a mark in its <title>."""
    parts = _TITLE_MARK.split(metadata.document_title)
    said = (metadata.headline, *metadata.titles, metadata.document_title, parts[0])
    return frozenset(bare(title) for title in said if title and title.count(" ") >= TITLE_GAPS)


def _own(document: Document, places: Iterable[int]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Those of the places whose lines may belong to the page's own article: no label's, and none that recurs across the outlet's pages;
    and the lines that do recur, folded."""
    mine, known = set(document.parts.texts[0].blocks), document.knowledge.furniture
    own = tuple(place for place in places if place in mine)
    own = without_forms(document.blocks, without_copies(document.blocks, without_posts(document.blocks, own)))
    if not known:
        return own, ()
    folded = {place: fold(document.blocks[place].text) for place in own}
    return tuple(place for place in own if folded[place] not in known), tuple(line for line in folded.values() if line in known)


def _read_generic(document: Document, tree: HtmlElement, metadata: Metadata) -> GenericReading:
    blocks, address, parts = document.blocks, document.address, document.parts
    reading = read_generic(tree, blocks, address, metadata.body)
    chosen = set(reading.selection.indexes)
    own = _words(blocks, chosen & set(parts.texts[0].blocks))
    if len(parts.texts) == 1 or own >= MISLED * _words(blocks, chosen):
        return reading
    first = tuple(place for place in parts.texts[0].blocks if place < parts.texts[1].heading and is_paragraph(blocks[place]))
    if own >= HELD * _words(blocks, set(first)) > 0:
        return reading
    again = read_generic(without(tree, _embedded(document)), blocks, address, metadata.body)
    return again if again.selection.indexes or again.text else GenericReading(Selection(first))


def _embedded(document: Document) -> set[HtmlElement]:
    """The outermost elements of the embedded articles that hold nothing of the page's own."""
    blocks, parts = document.blocks, document.parts
    own: set[HtmlElement | None] = {None}
    for place in parts.texts[0].blocks:
        element = blocks[place].element if is_paragraph(blocks[place]) else None
        while element not in own:
            own.add(element)
            element = element.getparent() if element is not None else None
    found = set()
    for element in (blocks[place].element for text in parts.texts[1:] for place in (text.heading, *text.source_lines, *text.blocks)):
        while element is not None and element not in own and (around := element.getparent()) not in own:
            element = around
        if element is not None and element not in own:
            found.add(element)
    return found


def _is_link_line(block: Block) -> bool:
    """True for a headline of another article between two paragraphs."""
    return block.link_share > LINK_LINE and block.words >= LINK_LINE_WORDS


def _lead(document: Document, places: Sequence[int], summaries: Sequence[str]) -> tuple[int, ...]:
    """The standfirst above the text: the line there that says what the page gives as its summary, and that the text does not repeat."""
    blocks, said = document.blocks, set(shingles(words_of(summaries[0] if summaries else "")))
    for place in range(places[0] - 1, max(-1, places[0] - LEAD_ABOVE), -1) if places and said else ():
        block = blocks[place]
        if not is_paragraph(block) or _is_subheadline(block) or not _own(document, (place,))[0]:
            continue
        mine = set(shingles(words_of(block.text)))
        if len(mine & said) >= AGREES * min(len(mine), len(said)):
            first = set(shingles(words_of(blocks[places[0]].text)))
            return () if len(mine & first) >= AGREES * len(mine) else (place,)
    return ()


def _is_subheadline(block: Block) -> bool:
    """True for a line that belongs to the headline by its tag or its class, and for a caption."""
    named = block.element.get("class") or "" if block.element is not None else ""
    return block.is_heading or block.tag == "figcaption" or bool(_SUBHEADLINE.search(named))


def _words(blocks: Sequence[Block], places: set[int]) -> int:
    return sum(blocks[place].words for place in places)
