"""Finds the entries of a page that gathers: boxes alike in one row, each with a headline and a way to a page of its own."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from warraq.extract.page.blocks import HEADINGS, SET_APART, Block
from warraq.extract.page.lines import LONGEST_HEADLINE
from warraq.extract.page.wording import bare, is_date_line
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.document import Document

ENTRIES: Final = 3
"""Entries of the shortest row that makes a page one that gathers."""
ENTRY_SHARE: Final = 0.5
"""Share of the text's words that stand in entries: most of them."""
REACH: Final = 8
"""Elements around a line among which its entry is looked for."""
MOST_BOXES: Final = 30
"""Boxes of a row that are looked into."""
AT_ITS_HEAD: Final = 8
AT_ITS_END: Final = 3
"""Links of a box that are looked at: its headline and its button stand there."""
MORE_WORDS: Final = 5
"""Words of a button that leads on."""
ALONE: Final = 0.8
"""Share of its line, or of its box, that a link must be to stand for it."""
TITLE_WORDS: Final = 3
"""Words of a linked headline."""
PART: Final = 2
AT_HEAD: Final = 120
"""Characters of a box, dates and sections, before the link that is its headline."""

_MORE: Final = re.compile(
    r"\W*(?:(?:اقرا|اقراي|قراءه|شاهد|عرض|طالع|تابع|اكمل|مواصله|متابعه|اكمال)"
    r"(?: (?:ال)?(?:مزيد|خبر|مقال|موضوع|تفاصيل|قراءه|كامله?|باقي|بقيه|تتمه))+"
    r"|(?:ال)?(?:مزيد|تفاصيل|تتمه|بقيه)(?: (?:ال)?(?:خبر|مقال|موضوع))?"
    r"|(?:read|continue|learn|see) (?:more|reading)|more|full story|lire la suite)\W*"
)
_PATH: Final = re.compile(r"/?\w+[/.]")
"""A relative address with more than a fragment, of a page that came from a file."""
_NO_PAGE: Final = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|svg|mp4|pdf)$", re.IGNORECASE)
_BESIDE: Final = re.compile(r"side-?bar|widget|related|menu|\bnav|footer|header|popular|recent|most-", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"\d+")


@dataclass(frozen=True)
class Own:
    """What is the page's own: bare addresses, and the bare headlines that it states."""

    addresses: frozenset[str]
    headlines: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Door:
    """A link of a box that leads to another page."""

    kind: str
    """`title`, `more`, `button` (short words, which the other boxes have too) or `image`."""
    text: str
    address: str


def stands_in_entries(document: Document, chosen: Sequence[Block], own: Own) -> bool:
    """True where most of the words of a text stand in boxes of one row that lead each to a page of its own."""
    level: dict[HtmlElement, int] = {}
    for block in chosen:
        if block.element is not None:
            level[block.element] = level.get(block.element, 0) + block.words
    total = sum(level.values())
    doors = _Doors(document, own)
    for _ in range(REACH):
        if any(_words_in_entries(doors, row, level, ENTRY_SHARE * total) for row in _rows(level)):
            return True
        level = _one_up(level)
    return False


def stands_over_entries(document: Document, places: Sequence[int], own: Own) -> bool:
    """True where below the text, in its part of the page, boxes of one row lead each to a page of its own; `places` are the text's."""
    part = _part_of(document, places)
    doors = _Doors(document, own)
    below = document.blocks[places[-1] + 1 :] if places else document.blocks
    titles = (block.element for block in below if is_way(block) and block.words >= TITLE_WORDS)
    level = dict.fromkeys((element for element in titles if element is not None and _is_in(element, part)), 1)
    for _ in range(REACH):
        if any(_words_in_entries(doors, row, level, ENTRIES) for row in _rows(level)):
            return True
        level = {element: words for element, words in _one_up(level).items() if element is not part}
    return False


def _part_of(document: Document, places: Sequence[int]) -> HtmlElement | None:
    """Two elements up from the text's first line; None without a text."""
    element = document.blocks[places[0]].element if places else None
    for _ in range(PART):
        around = element.getparent() if element is not None else None
        element = around if around is not None else element
    return element


def _is_in(element: HtmlElement, part: HtmlElement | None) -> bool:
    """True for an element of the part that stands in no column or menu inside it."""
    around = element
    while around is not None and around is not part:
        if around.tag in ("aside", "nav", "footer", "header") or _BESIDE.search(f"{around.get('class') or ''} {around.get('id') or ''}"):
            return False
        around = around.getparent()
    return around is part


def is_more(block: Block) -> bool:
    """True for a line that leads to the rest of what stands above it."""
    return block.link_share > ALONE and bool(_MORE.fullmatch(fold(block.text)))


def other_page(document: Document, href: str | None, own: Own) -> str | None:
    """The bare address of another page that a link leads to; None for the page's own and for files."""
    said = (href or "").strip()
    address = document.absolute(said) or (said if _PATH.match(said) else None)
    named = bare_address(address) if address else ""
    return None if not named or named in own.addresses or _NO_PAGE.search(named) else named


def bare_address(address: str) -> str:
    """An address without scheme, `www.`, fragment and closing slash; a relative one as it is."""
    named = unquote(address).partition("#")[0]
    return named.partition("://")[2].removeprefix("www.").rstrip("/") if "://" in named else named.rstrip("/")


def one_place(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses that lie on the host of most of them: a text about many sites names each of them once."""
    named = set(addresses)
    hosts = Counter(map(_host, named)).most_common(1)
    return {address for address in named if _host(address) == hosts[0][0]}


def _host(address: str) -> str:
    return address.partition("/")[0] if "/" in address.lstrip("/") and not address.startswith("/") else ""


def _rows(level: Mapping[HtmlElement, int]) -> Iterator[list[HtmlElement]]:
    """The elements alike, one of which holds a line of the text, by their parents; single ones are no row."""
    kinds: dict[HtmlElement, set[tuple[str, str]]] = {}
    for element in level:
        around = element.getparent()
        if around is not None:
            kinds.setdefault(around, set()).add(_kind(element))
    for around, wanted in kinds.items():
        for kind in wanted:
            row = list(islice((child for child in around if _kind(child) == kind), MOST_BOXES))
            if len(row) >= ENTRIES:
                yield row


def _one_up(level: Mapping[HtmlElement, int]) -> dict[HtmlElement, int]:
    above: dict[HtmlElement, int] = {}
    for element, words in level.items():
        around = element.getparent()
        if around is not None:
            above[around] = above.get(around, 0) + words
    return above


def _kind(element: HtmlElement) -> tuple[str, str]:
    return str(element.tag), _NUMBERS.sub("", element.get("class") or "")


def _words_in_entries(found: _Doors, row: Sequence[HtmlElement], level: Mapping[HtmlElement, int], least: float) -> int:
    """The words of the text that stand in the row's entries; 0 where these are fewer than `least`, where the row has too few entries, and
    where one of its boxes is the page's own article."""
    doors = {box: list(found.of(box)) for box in row if box in level}
    if sum(level[box] for box, each in doors.items() if each) < least:
        return 0
    doors |= {box: list(found.of(box)) for box in row if box not in level}
    entries = _entries(doors)
    words = sum(level.get(box, 0) for box in entries)
    return words if len(entries) >= ENTRIES and words >= least and not found.hold_own(row) else 0


def _entries(doors: Mapping[HtmlElement, Sequence[_Door]]) -> list[HtmlElement]:
    """The boxes that lead each to a page of its own, those of one site whose headlines have one rank."""
    said = Counter(text for each in doors.values() for text in {door.text for door in each if door.kind == "button"})
    leading = {box: _leads(each, said) for box, each in doors.items()}
    shared = Counter(address for address in leading.values() if address)
    place = one_place(address for address, boxes in shared.items() if boxes == 1)
    entries = [box for box, address in leading.items() if address in place]
    ranks = Counter(map(_rank, entries))
    return [box for box in entries if _rank(box) == ranks.most_common(1)[0][0]]


def _leads(doors: Sequence[_Door], said: Counter[str]) -> str | None:
    """Where a box leads: by its headline, else by a button to the rest, else by its picture."""
    for kind in ("title", "more", "button", "image"):
        for door in doors:
            if door.kind == kind and (kind != "button" or said[door.text] >= ENTRIES):
                return door.address
    return None


class _Doors:
    """Finds the doors of boxes."""

    def __init__(self, document: Document, own: Own) -> None:
        self.document = document
        self.own = own

    @cached_property
    def lines(self) -> set[tuple[HtmlElement | None, str]]:
        """The links that are a line by themselves, or all of it but a date or a name, with the elements that set these apart."""
        return {(block.element, link.text) for block in self.document.blocks for link in block.links[:1] if is_way(block)}

    def hold_own(self, row: Sequence[HtmlElement]) -> bool:
        """True for boxes of which one has the page's own headline."""
        return any(bare(_text(heading)) in self.own.headlines for box in row for heading in box.iter("h1", "h2"))

    def of(self, box: HtmlElement) -> Iterator[_Door]:
        """The doors of one box."""
        links = list(box.iter("a"))
        links = links if len(links) <= AT_ITS_HEAD + AT_ITS_END else [*links[:AT_ITS_HEAD], *links[-AT_ITS_END:]]
        heading = _heading(box) if links else None
        ways = [(link, address) for link in links if (address := other_page(self.document, link.get("href"), self.own))]
        told = _text(box) if ways else ""
        for link, address in ways:
            if kind := self._kind_of(link, box, heading, told):
                yield _Door(kind, _text(link), address)

    def _kind_of(self, link: HtmlElement, box: HtmlElement, heading: HtmlElement | None, told: str) -> str | None:
        text = _text(link)
        if not text:
            pictured = next(link.iter("img", "picture", "amp-img"), None) is not None
            return "image" if pictured and (heading is not None or _is_headed(box, told)) else None
        if len(text) >= ALONE * len(told) or (heading is not None and _covers(link, text, heading)):
            return "title"
        line = link
        while line is not box and line.tag not in SET_APART:
            line = line.getparent()
        if (line, text) not in self.lines:
            return None
        if _MORE.fullmatch(fold(text)):
            return "more"
        if heading is None and " " in text and 0 <= told.find(text) <= AT_HEAD:
            return "title"
        return "button" if text.count(" ") < MORE_WORDS else None


def is_way(block: Block) -> bool:
    """True for a line that is a link, or a link and after it a date or a name."""
    if not block.links:
        return False
    if block.link_share > ALONE:
        return True
    first = block.links[0].text
    rest = block.text[len(first) :] if block.text.startswith(first) else None
    return bool(first) and rest is not None and len(rest) <= len(first) and not rest.rstrip().endswith((".", "؟", "!", "…"))


def _is_headed(box: HtmlElement, told: str) -> bool:
    """True for a box whose first line is a short one over a longer text."""
    first = next((text for text in box.itertext() if text.strip()), "")
    line = " ".join(first.split())
    return line.count(" ") < LONGEST_HEADLINE and 2 * len(line) < len(told) and not line.endswith((".", "،", ":"))


def _covers(link: HtmlElement, text: str, heading: HtmlElement) -> bool:
    """True for a link around the heading, and for one in it that is nearly all of what it says."""
    return link in heading.iterancestors() or (heading in link.iterancestors() and len(text) >= ALONE * len(_text(heading)))


def _heading(box: HtmlElement) -> HtmlElement | None:
    """The first heading inside that is no date."""
    return next((found for found in box.iter(*HEADINGS) if (said := _text(found)) and not is_date_line(Block(said))), None)


def _rank(box: HtmlElement) -> str:
    heading = _heading(box)
    return str(heading.tag) if heading is not None else ""


def _text(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())
