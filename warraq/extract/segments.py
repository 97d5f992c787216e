"""Parts the blocks of a page by their labels: the main text, embedded articles, boxes and lists, credit and keyword lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from warraq.extract.labels import Kind, Label, label_of
from warraq.extract.stamps import is_date_line
from warraq.extract.witness import common_element, within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warraq.extract.blocks import Block

PARAGRAPH_WORDS: Final = 12
"""Words of a line that may be a paragraph of running text when it is no headline."""
HEADLINE_WORDS: Final = 28
"""The longest headlines in lists of related articles run to 25 words."""
EMBEDDED_PARAGRAPHS: Final = 2
EMBEDDED_WORDS: Final = 40
"""Less running text under a headline is its teaser."""
VALUE_WORDS: Final = 8
"""Words of a line under a lone credit label that can be its value."""
KEYWORD_WORDS: Final = 6
LABEL_WORDS: Final = 3
"""A line of more words that reads like a label but heads no list («المزيد من الدعم للمزارعين») is a crosshead."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A label and the headlines under it."""

    label: str
    items: tuple[int, ...]
    """Places in the list of blocks."""
    inline: str = ""
    """A headline in the label's own line («اقرأ أيضا: …»)."""
    at: int = 0
    """Place of the label."""


@dataclass(slots=True)
class Text:
    """One article's share of the page."""

    title: int | None = None
    """Place of its heading; None for the page's own article, whose headline is found by other means."""
    source_lines: tuple[int, ...] = ()
    """Short lines between an embedded heading and its text: a source, a city, a date."""
    blocks: list[int] = field(default_factory=list)
    """Places of what may be its text: nothing that belongs to a label."""
    credit: str | None = None
    keywords: tuple[str, ...] = ()


@dataclass(slots=True)
class Parts:
    """A page taken apart."""

    texts: list[Text]
    """The page's own article first, then the embedded ones in page order."""
    listings: list[Listing]


def part(blocks: Sequence[Block]) -> Parts:
    """Takes a page apart. Blocks before the first label are all in the first text, navigation included: which of them are running text
    is for the reader of the main text to say."""
    return _Cutter(blocks).cut()


class _Cutter:
    """One pass over the blocks, label by label."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.labels = [label_of(block) for block in blocks]
        self.text = Text()
        self.parts = Parts([self.text], [])
        self.closed = False
        self.place = 0

    def cut(self) -> Parts:
        while self.place < len(self.blocks):
            label = self.labels[self.place]
            if label is None:
                self.text.blocks.append(self.place)
                self.place += 1
            else:
                self._take(label)
        return self.parts

    def _take(self, label: Label) -> None:
        at = self.place
        self.place += 1
        if label.kind is Kind.CREDIT:
            self._credit(label, at)
        elif label.kind is Kind.KEYWORDS:
            self._keywords(label)
        elif label.kind in (Kind.READ_ALSO, Kind.RELATED):
            self._recommendation(label, at)
        elif label.kind is Kind.COMMENTS:
            self._comments(at)
        else:
            self._skip_links()

    def _credit(self, label: Label, at: int) -> None:
        words = self.blocks[at].text
        value = self._next(VALUE_WORDS)
        if not label.rest and value is None:
            self.text.blocks.append(at)
            return
        if not label.rest and value is not None:
            words = f"{words.rstrip(' :')}: {value.text}"
            self.place += 1
        self.text.credit = self.text.credit or words
        self.closed = self.closed or self._has_text()

    def _keywords(self, label: Label) -> None:
        words = [link.text for link in self.blocks[self.place - 1].links if link.text != label.text] or _split(label.rest)
        while not label.rest and not words[200:] and (block := self._next(KEYWORD_WORDS)) is not None and _is_item(block):
            words += [link.text for link in block.links] or _split(block.text)
            self.place += 1
        if not label.rest and not words and (block := self._next(VALUE_WORDS * 3)) is not None:
            words = _split(block.text)
            self.place += 1
        self.text.keywords = self.text.keywords or tuple(dict.fromkeys(word.strip(" #") for word in words if word.strip(" #")))
        self.closed = self.closed or self._has_text()

    def _recommendation(self, label: Label, at: int) -> None:
        if label.rest:
            self.parts.listings.append(Listing(label.text, (), label.rest, at))
            return
        items = self._headlines(at)
        if not items and self.blocks[at].words > LABEL_WORDS:
            self.text.blocks.append(at)
            return
        body = self._running_text(self.place)
        if label.kind is Kind.READ_ALSO and items and self._embeds(items, body):
            self._embed(items, body)
        else:
            self.parts.listings.append(Listing(label.text, tuple(items), "", at))

    def _headlines(self, at: int) -> list[int]:
        """The headlines from here on, which are thereby read: those in one part of the page with the first."""
        items: list[int] = []
        while (block := self._next(HEADLINE_WORDS)) is not None and _is_headline(block) and not self._resumes(items, block):
            if items and not is_date_line(block) and not _of_one_list(self.blocks[at], self.blocks[items[0]], block):
                break
            items.append(self.place)
            self.place += 1
        return items

    def _resumes(self, items: list[int], block: Block) -> bool:
        """True where a plain line after links or bullets belongs to the text again."""
        return bool(items) and _is_item(self.blocks[items[0]]) and not _is_item(block) and not block.is_heading

    def _running_text(self, start: int) -> list[int]:
        """The paragraphs from a place on, up to a label, a heading or a line of another part of the page."""
        found: list[int] = []
        for place in range(start, len(self.blocks)):
            block = self.blocks[place]
            elsewhere = bool(found) and not _together(self.blocks[found[0]], block)
            if self.labels[place] is not None or block.is_heading or block.link_share > 0.5 or elsewhere:
                break
            found.append(place)
        return found

    def _embeds(self, items: list[int], body: list[int]) -> bool:
        """True where a whole article follows, not the rest of the text that a box interrupted."""
        words = sum(self.blocks[place].words for place in body)
        paragraphs = sum(self.blocks[place].words >= PARAGRAPH_WORDS for place in body)
        return self.closed and paragraphs >= EMBEDDED_PARAGRAPHS and words >= EMBEDDED_WORDS

    def _embed(self, items: list[int], body: list[int]) -> None:
        title = max((n for n, item in enumerate(items) if self.blocks[item].words >= 4), default=0)
        if title:
            self.parts.listings.append(Listing("", tuple(items[:title])))
        self.text = Text(items[title], tuple(items[title + 1 :]), list(body))
        self.parts.texts.append(self.text)
        self.place = body[-1] + 1

    def _comments(self, at: int) -> None:
        """Passes over comments: in plain text all up to another label, on a page what stands in the label's own part of it."""
        around = self.blocks[at].element
        around = around.getparent() if around is not None else None
        while self._has_text() and self.place < len(self.blocks) and self.labels[self.place] is None:
            if around is not None and not within(self.blocks[self.place], around):
                return
            self.place += 1

    def _skip_links(self) -> None:
        while (block := self._next(KEYWORD_WORDS)) is not None and block.link_share > 0.5:
            self.place += 1

    def _next(self, words: int) -> Block | None:
        """The block here, if it has no label and at most so many words."""
        if self.place >= len(self.blocks) or self.labels[self.place] is not None or self.blocks[self.place].words > words:
            return None
        return self.blocks[self.place]

    def _has_text(self) -> bool:
        """True once the current text has running text, so that a credit or keyword line ends it and does not head it."""
        return sum(block.words for place in self.text.blocks if (block := self.blocks[place]).words >= PARAGRAPH_WORDS) >= EMBEDDED_WORDS


def _split(text: str) -> list[str]:
    for separator in ("،", ",", "|", "؛", ";", " - ", "#", "/"):
        if separator in text:
            return [word.strip() for word in text.split(separator)]
    return [text.strip()] if text.strip() else []


def _is_item(block: Block) -> bool:
    return block.tag in ("li", "dd") or block.link_share > 0.5


def _is_headline(block: Block) -> bool:
    return _is_item(block) or block.is_heading or (block.words <= HEADLINE_WORDS and not block.text.endswith((".", "،", ",", "؛", ":")))


def _of_one_list(label: Block, first: Block, block: Block) -> bool:
    """True for a line in the same part of the page as a list's label and first line, or shaped as that line is."""
    around = common_element(label, first)
    if around is None or block.element is None or first.element is None or within(block, around):
        return True
    return bool(block.tag == first.tag and block.element.get("class") == first.element.get("class"))


def _together(first: Block, second: Block) -> bool:
    """True for blocks of one part of the page: lines of one element, or of like elements under one parent."""
    if first.element is None or second.element is None:
        return True
    return first.element is second.element or first.element.getparent() is second.element.getparent()
