"""Parts the blocks of a page by their labels: the main text, embedded articles, boxes and lists, credit and keyword lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.extract.page.embedding import EMBEDDED_WORDS, Following, is_whole_article, running_text, source_lines
from warraq.extract.page.kinship import common_element, entry_of, of_one_list, together, within
from warraq.extract.page.labels import Kind, Label, label_of
from warraq.extract.page.lines import (
    LONGEST_HEADLINE,
    SOURCE_WORDS,
    is_headline,
    is_item,
    is_linked_heading,
    is_listed,
    is_paragraph,
    is_point,
    made_alike,
    split_list,
)
from warraq.extract.page.parts import Listing, Parts, Text
from warraq.extract.page.wording import is_date_line
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warraq.extract.page.blocks import Block

VALUE_WORDS: Final = 8
"""Words of a line under a lone credit label that can be its value."""
KEYWORD_WORDS: Final = 6
MOST_LABELLED_KEYWORDS: Final = 100
LABEL_WORDS: Final = 3
"""A line of more words that reads like a label but heads no list («المزيد من الدعم للمزارعين») is a crosshead."""


def part(blocks: Sequence[Block]) -> Parts:
    """Takes a page apart.

    Whatever has no label goes to the first text, navigation included: what of it is running text is for the reader of the main text to
    say. An embedded text holds its own paragraphs only.
    """
    return _Cutter(blocks).cut()


class _Cutter:
    """One pass over the blocks, label by label."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.labels = [label_of(block) for block in blocks]
        self.parts = Parts([Text()], [])
        self.text = self.parts.texts[0]
        self.counted = (self.text, 0, 0)
        """A text, how many of its blocks are counted, and the words of its paragraphs among them."""
        self.closed = False
        self.opening: tuple[Block, Block] | None = None
        """Label and heading of the embedded text that is being read."""
        self.place = 0

    def cut(self) -> Parts:
        while self.place < len(self.blocks):
            label = self.labels[self.place]
            if label is not None and is_point(self.blocks, self.place, label.rest):
                label = self.labels[self.place] = None
            if label is None:
                self._add(self.place)
                self.place += 1
            else:
                self._take(label)
        return self.parts

    def _add(self, place: int) -> None:
        """Gives a block to the current text, or to the page's own where it stands in another part of the page than an embedded one."""
        own = self.text.title is None or together(self.blocks[self.text.blocks[0]], self.blocks[place])
        (self.text if own else self.parts.texts[0]).blocks.append(place)

    def _take(self, label: Label) -> None:
        at = self.place
        self.place += 1
        if label.kind is Kind.CREDIT:
            self._credit(label, at)
        elif label.kind is Kind.KEYWORDS:
            self._keywords(label, at)
        elif label.kind in (Kind.READ_ALSO, Kind.RELATED, Kind.POPULAR):
            self._recommendation(label, at)
        elif label.kind is Kind.COMMENTS:
            self._comments(at)
        else:
            self._skip_links()

    def _credit(self, label: Label, at: int) -> None:
        words = self.blocks[at].text
        if not label.rest:
            value = self._next(VALUE_WORDS)
            if value is None or value.is_heading:
                self._add(at)
                return
            words = f"{label.text}: {value.text}"
            self.place += 1
        self.text.credit = self.text.credit or words
        self._close()

    def _keywords(self, label: Label, at: int) -> None:
        words = [link.text for link in self.blocks[at].links if link.text != label.text] or split_list(label.rest)
        first = self.place
        while (
            not label.rest and len(words) < MOST_LABELLED_KEYWORDS and (block := self._next(KEYWORD_WORDS)) is not None and is_item(block)
        ):
            if not of_one_list(self.blocks[at], self.blocks[first], block):
                break
            words += [link.text for link in block.links] or split_list(block.text)
            self.place += 1
        if not words and (block := self._next(LONGEST_HEADLINE)) is not None and not block.is_heading:
            words = split_list(block.text)
            self.place += 1
        self.text.keywords = self.text.keywords or tuple(dict.fromkeys(filter(None, (word.strip(" #") for word in words))))
        self._close()

    def _recommendation(self, label: Label, at: int) -> None:
        items = [] if label.rest else self._headlines(label, at)
        title, heading = (self.blocks[items[0]].text, items[0]) if items else (label.rest, at)
        sources = source_lines(self.blocks, self.labels, self.place)
        body = running_text(self.blocks, self.labels, self.place + len(sources))
        following = Following(at, title, heading, (*items[1:], *sources), tuple(body))
        if self._may_embed(label, items, body) and self._embeds(following):
            self._embed(Text(title, heading, following.sources, body), at)
        elif title:
            self.parts.listings.append(Listing(label.text, at, tuple(items), label.rest, label.kind is Kind.POPULAR))
            self._leave_box(at, items)
        elif self.blocks[at].words > LABEL_WORDS:
            self._add(at)

    def _headlines(self, label: Label, at: int) -> list[int]:
        """The headlines from here on, which are thereby read."""
        items: list[int] = []
        while (block := self._next(LONGEST_HEADLINE)) is not None and is_headline(block) and not self._ends_list(label, at, items, block):
            items.append(self.place)
            self.place += 1
            self._leave_entry(label, at, items)
        return items

    def _leave_entry(self, label: Label, at: int, items: list[int]) -> None:
        """Passes over what an entry of a list says under its headline: section, teaser, date, button.

        Under «read also» inside a text only an entry in a row of others with linked headings is one.
        """
        headline = self.blocks[items[-1]]
        entry = entry_of(self.blocks[at], headline)
        if label.kind is Kind.READ_ALSO and not self.closed and not (entry is not None and is_listed(entry, headline)):
            return
        while entry is not None and (block := self._here()) is not None and within(block, entry):
            items += [self.place] if is_item(block) or block.is_heading else []
            self.place += 1
        if entry is None and self._is_teaser(items):
            self.place += 1

    def _is_teaser(self, items: list[int]) -> bool:
        """True for a line between two linked headings of one rank, and for one like it under the last of them."""
        here, headline = self._here(), self.blocks[items[-1]]
        if here is None or is_item(here) or not is_linked_heading(headline):
            return False
        following = self.blocks[self.place + 1] if self.place + 1 < len(self.blocks) else None
        if following is not None and is_linked_heading(following) and following.tag == headline.tag:
            return True
        return len(items) > 1 and items[-1] - items[-2] == 2 and here.tag == self.blocks[items[-1] - 1].tag

    def _ends_list(self, label: Label, at: int, items: list[int], block: Block) -> bool:
        """True where a line after the first headline belongs to something else."""
        if not items:
            return False
        first = self.blocks[items[0]]
        if not of_one_list(self.blocks[at], first, block):
            return not is_date_line(block)
        if is_item(first):
            return not (is_item(block) or block.is_heading or is_date_line(block))
        # Plain lines: one headline and then the text goes on; after the text's end, a heading and its source.
        return label.kind is Kind.READ_ALSO and not is_item(block) and not (self.closed and block.words <= SOURCE_WORDS)

    def _may_embed(self, label: Label, items: list[int], body: list[int]) -> bool:
        """True for a label that a whole text may follow: «read also», or that of a list where the text is over and one plain line follows.

        Headlines with a link among the paragraphs make them teasers.
        """
        if label.kind is not Kind.READ_ALSO and not (label.kind is Kind.RELATED and self.closed and len(items) == 1):
            return False
        linked = sum(is_linked_heading(self.blocks[place]) for place in range(body[0], body[-1])) if body else 0
        return 2 * linked < len(body)

    def _opens_alike(self, at: int, heading: int) -> bool:
        """True where label and heading are made as those of the embedded text before are: the page embeds one text after the other."""
        if self.opening is None:
            return False
        pairs = zip(self.opening, (self.blocks[at], self.blocks[heading]), strict=True)
        label, earlier = self.blocks[at].text, self.opening[0].text
        return fold(label) == fold(earlier) and all(made_alike(mine, theirs) for mine, theirs in pairs)

    def _embeds(self, following: Following) -> bool:
        opened = self.closed or self._opens_alike(following.label, following.heading)
        return is_whole_article(self.blocks, following, self._last_paragraph(), opened=opened)

    def _embed(self, text: Text, at: int) -> None:
        self.text = text
        self.opening = (self.blocks[at], self.blocks[text.heading])
        self.closed = False
        self.parts.texts.append(text)
        self.place = text.blocks[-1] + 1

    def _leave_box(self, at: int, items: list[int]) -> None:
        """Passes over the rest of a box that holds label and headlines, and nothing of the text: teasers, dates, buttons."""
        before = self._last_paragraph()
        around = common_element(self.blocks[at], self.blocks[items[0]]) if items else None
        if before is None or around is None or within(before, around):
            return
        while self.place < len(self.blocks) and self.labels[self.place] is None and within(self.blocks[self.place], around):
            self.place += 1

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

    def _here(self) -> Block | None:
        """The block here, if it has no label."""
        return self.blocks[self.place] if self.place < len(self.blocks) and self.labels[self.place] is None else None

    def _next(self, words: int) -> Block | None:
        """The block here, if it has no label and at most so many words."""
        block = self._here()
        return None if block is None or block.words > words else block

    def _close(self) -> None:
        self.closed = self.closed or self._has_text()

    def _has_text(self) -> bool:
        """True once the current text has running text, so that a credit or keyword line ends it and does not head it."""
        text, seen, words = self.counted
        seen, words = (seen, words) if text is self.text else (0, 0)
        own = (self.blocks[place] for place in self.text.blocks[seen:])
        words += sum(block.words for block in own if is_paragraph(block))
        self.counted = (self.text, len(self.text.blocks), words)
        return words >= EMBEDDED_WORDS

    def _last_paragraph(self) -> Block | None:
        return next((block for place in reversed(self.text.blocks) if is_paragraph(block := self.blocks[place])), None)
