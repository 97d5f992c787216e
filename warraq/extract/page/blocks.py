"""Cuts a page's tree, or a plain text, into blocks: the lines of text that its mark-up sets apart, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from lxml import etree

from warraq.text.clean import UNSEEN_LINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

SKIPPED: Final = frozenset(
    """
    script style noscript template svg math iframe object embed audio select option button textarea head
    """.split()  # noqa: SIM905 - a vocabulary reads better as words
)
"""Elements whose text no reader of the page sees as running text."""

SET_APART: Final = frozenset(
    """
    html body address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hgroup hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul video br
    """.split()  # noqa: SIM905
)
"""Elements that browsers set on a line of their own; a line break ends a line too, as Arabic sites part paragraphs with it."""


_SKIPPED, _SET_APART, _ROW, _PREFORMATTED, _BREAK, _IS_LINK, _IS_IMAGE = range(7)
_HOLDERS: Final = (_SET_APART, _ROW, _PREFORMATTED)
_TAG_ROLES: Final = {
    **dict.fromkeys(SKIPPED, _SKIPPED),
    **dict.fromkeys(SET_APART, _SET_APART),
    "tr": _ROW,
    "pre": _PREFORMATTED,
    "br": _BREAK,
    "a": _IS_LINK,
    "img": _IS_IMAGE,
}
"""What an element does to the lines of a page, by tag; all others are part of their line. Plain numbers, as this is asked thousands of
times a page."""

HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


BETWEEN_CELLS: Final = " | "
"""What parts the cells of a row in its line."""
CELL_WORDS: Final = 40
"""Words of the longest cell of a table of data; pages that are laid out with tables hold whole texts in one."""
FELLOWS: Final = 20
"""Rows of a table that are looked at to tell what it is."""
HEADLINE_CELL_WORDS: Final = 4
"""Words of a linked cell that is a headline of a list, not a name in a table."""

_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n")
_SAYING: Final = re.compile(r"[^\W_]")
_DIAGRAM: Final = re.compile(
    r"\b(?:mermaid|plantuml|graphviz|dot|flowchart|wavedrom|ditaa|nomnoml|blockdiag|d2|vega|vega-lite|chart)\b", re.IGNORECASE
)
"""Languages that draw diagrams, as classes of `pre` and `code` name them."""


@dataclass(frozen=True)
class Link:
    """A link inside a block."""

    text: str
    href: str


@dataclass(frozen=True, eq=False)
class Block:
    """One line of text that stands apart on the page."""

    text: str
    """White space collapsed, never a letter changed; never empty."""
    tag: str = "p"
    """The element that sets it apart: `p`, `h2`, `li`, `div` …; `p` in plain text."""
    links: tuple[Link, ...] = ()
    element: HtmlElement | None = field(default=None, repr=False)
    """The element that sets it apart, in the page's tree; None in plain text."""
    under_image: bool = False
    """True where nothing but an image stands right before it."""

    @cached_property
    def squashed(self) -> str:
        """The text without any white space: equal for texts that differ in spacing only."""
        return squash(self.text)

    # No cached properties: looking one up costs more than counting.
    @property
    def words(self) -> int:
        """Number of words, as white space parts them."""
        return self.text.count(" ") + 1

    @property
    def link_share(self) -> float:
        """Share of the letters that stand in links, 0 to 1."""
        return min(1.0, sum(len(link.text) for link in self.links) / len(self.text)) if self.links else 0.0

    @property
    def is_heading(self) -> bool:
        """True for h1 to h6."""
        return self.tag in HEADINGS


def is_code(element: HtmlElement) -> bool:
    """True for preformatted lines that are a program's."""
    return element.tag == "pre" and (element.find("code") is not None or "language-" in (element.get("class") or ""))


def _is_diagram(element: HtmlElement) -> bool:
    inner = element.find("code")
    named = (each.get("class") or "" for each in (element, inner) if each is not None)
    return any(map(_DIAGRAM.search, named))


def _is_row(cells: Sequence[Block], row: HtmlElement) -> bool:
    """True for the cells of a row of data: one line each, short, none a heading, and not all of them links or one a headline that leads
    elsewhere."""
    if not _has_fellows(row):
        return False
    held = [_cell_of(cell, row) for cell in cells]
    if len(set(held)) < len(held) or any(cell.is_heading or cell.words > CELL_WORDS for cell in cells):
        return False
    linked = [cell for cell in cells if cell.link_share > 0.5]
    return len(linked) < len(cells) and all(cell.words < HEADLINE_CELL_WORDS for cell in linked)


def _has_fellows(row: HtmlElement) -> bool:
    """True where another row of the table has several cells too; a single one lays out a page."""
    around = row.getparent()
    table = around.getparent() if around is not None and around.tag in ("thead", "tbody", "tfoot") else around
    rows = table.iter("tr") if table is not None else ()
    return any(other is not row and len(other) > 1 for other in islice(rows, FELLOWS))


def _cell_of(block: Block, row: HtmlElement) -> HtmlElement | None:
    """The child of the row that holds the block."""
    element = block.element
    while element is not None and (around := element.getparent()) is not row:
        element = around
    return element


def squash(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def from_text(text: str) -> list[Block]:
    """One block for each line that is not blank; a bullet before a line makes it a list item."""
    lines = (" ".join(part.split()) for line in text.splitlines() for part in _entries(line))
    return [_line(line) for line in lines if not UNSEEN_LINE.fullmatch(line)]


def _entries(line: str) -> Sequence[str]:
    """The line, or the headlines of a ticker that wide gaps part in it, each with a bullet."""
    parts = [part for part in _WIDE_GAP.split(line.strip()) if part] if len(line) > TICKER_LETTERS else []
    if len(parts) < TICKER_HEADLINES or any(part.count(" ") >= TICKER_WORDS or part.endswith(".") for part in parts):
        return (line,)
    return [f"• {part}" for part in parts]


TICKER_HEADLINES: Final = 5
"""Headlines in one line, parted by wide gaps, bars or stars, that make it a ticker."""
TICKER_WORDS: Final = 28
"""Words of the longest of them."""
TICKER_LETTERS: Final = 120
"""Characters of the shortest ticker; rows of words are shorter."""
_WIDE_GAP: Final = re.compile(r"\s{3,}|\t+|\s+[|•*●■]+\s+|\s\*{2,}\s")
_LINE_BULLET: Final = re.compile(r"^[•●▪■◾*·‣–-]\s+(?=\S)")


def _line(line: str) -> Block:
    bare = _LINE_BULLET.sub("", line)
    return Block(bare, tag="p" if bare == line else "li")


def from_tree(root: HtmlElement, left_out: frozenset[HtmlElement] = frozenset()) -> list[Block]:
    """The blocks of everything below `root` (itself included) that is read as text, in document order, without the elements `left_out`."""
    gathered = _Gatherer(root)
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        role = _TAG_ROLES.get(element.tag)
        if event == "end":
            if role:
                gathered.leave(role)
            text = element.tail if element is not root else None
        else:
            if role:
                gathered.enter(element, role)
            if role == _SKIPPED or element in left_out or (role == _PREFORMATTED and _is_diagram(element)):
                walk.skip_subtree()
                continue
            text = element.text
        # Most of it is white space between blocks, which would cost more than the text.
        if text and (gathered.parts or not text.isspace()):
            gathered.parts.append(text)
    return gathered.blocks


class _Gatherer:
    """Gathers text and links until an element sets the next line apart."""

    def __init__(self, root: HtmlElement) -> None:
        self.blocks: list[Block] = []
        self.holders = [root]
        self.parts: list[str] = []
        self.links: list[Link] = []
        self.open_link: tuple[str, int] | None = None
        self.image = False
        self.rows: list[int] = []
        """By open row of a table: how many blocks stand before it."""

    def enter(self, element: HtmlElement, role: int) -> None:
        if role <= _BREAK:
            if self.parts:
                self._flush()
            if role in _HOLDERS:
                self.holders.append(element)
            if role == _ROW:
                self.rows.append(len(self.blocks))
        elif role == _IS_LINK:
            self.open_link = (element.get("href") or "", len(self.parts))
        else:
            self.image = True

    def leave(self, role: int) -> None:
        if role in _HOLDERS:
            if self.parts:
                self._flush()
            holder = self.holders.pop()
            if role == _ROW:
                self._join_cells(self.rows.pop(), holder)
        elif role == _IS_LINK:
            self._close_link()
            self.open_link = None

    def _close_link(self) -> None:
        if self.open_link is not None:
            href, start = self.open_link
            text = " ".join("".join(self.parts[start:]).split())
            # A permanent link's mark, «#» or «¶»; one in brackets leads back from a footnote.
            if "#" in href and not _SAYING.search(text) and "".join(self.parts[:start]).rstrip()[-1:] not in ("[", "("):
                del self.parts[start:]
            elif text:
                self.links.append(Link(text, href))

    def _join_cells(self, start: int, row: HtmlElement) -> None:
        """Makes one line of a row of short cells."""
        cells = self.blocks[start:]
        if len(cells) > 1 and _is_row(cells, row):
            links = tuple(link for cell in cells for link in cell.links)
            self.blocks[start:] = [Block(BETWEEN_CELLS.join(cell.text for cell in cells), "tr", links, row)]

    def _flush(self) -> None:
        if self.open_link is not None:
            self._close_link()
            self.open_link = (self.open_link[0], 0)
        holder = self.holders[-1]
        for line in self._lines("".join(self.parts), holder):
            text = " ".join(line.split())
            if text and not UNSEEN_LINE.fullmatch(text):
                links = self.links if holder.tag != "pre" else [link for link in self.links if link.text in text]
                self.blocks.append(Block(text, holder.tag, tuple(links), holder, self.image))
                self.image = False
        self.parts, self.links = [], []

    @staticmethod
    def _lines(text: str, holder: HtmlElement) -> Sequence[str]:
        """The whole text, but for preformatted one: by blank lines, or by line breaks where it is code or has none of these."""
        if holder.tag != "pre":
            return (text,)
        if is_code(holder):
            return text.splitlines()
        return _BLANK_LINE.split(text) if _BLANK_LINE.search(text.strip()) else text.splitlines()
