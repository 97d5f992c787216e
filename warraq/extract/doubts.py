"""Doubts the reading of a learned layout: what it found may be another text, a part of it, or more than it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from warraq.extract.facts.edges import DATE_LINE_WORDS, TOP
from warraq.extract.page.blocks import Block
from warraq.extract.page.wording import bare, is_date_line, words_of
from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from warraq.extract.page.metadata import Metadata
    from warraq.extract.refuse.refusal import Refusal
    from warraq.items import Article

SURE_WORDS: Final = 40
"""Words below which a text may be a caption or what is left of a body that moved."""
HEADLINE_SHARE: Final = 0.2
"""Share of the words of headline and summary that its text has at least, else it may be another article's."""
OPENING_LETTERS: Final = 500
"""Characters of a text in which its headline's words mostly recur."""
EDGE_WORDS: Final = 3
"""Words of the shortest line that opens or closes a text without a doubt; end marks and desk codes have fewer."""
HEAD_LINES: Final = 3
"""Lines at the beginning of a text looked at so; a standfirst may stand above its byline."""
STATED_LENGTH: Final = 1.5
"""How many times the words of a text articleBody may have."""


@dataclass(frozen=True)
class Reading:
    """What a learned layout found on a page."""

    article: Article
    metadata: Metadata
    refused: Refusal | None = None
    """Why the page is no article; None where it is one."""
    strange: frozenset[str] = frozenset()
    """Shapes of elements that hold its lines and held none on the pages before."""

    @cached_property
    def lines(self) -> Sequence[str]:
        """Its paragraphs."""
        return self.article.body.splitlines()

    @cached_property
    def words(self) -> int:
        """Number of words of its text."""
        return len(self.article.body.split())


def doubt(reading: Reading) -> str | None:
    """Why a reading looks wrong, in words; None where it does not."""
    return next((said for doubted in DOUBTS if (said := doubted(reading))), None)


def _refused(reading: Reading) -> str | None:
    return f"no article: {reading.refused.detail}" if reading.refused else None


def _short(reading: Reading) -> str | None:
    return f"only {reading.words} words" if reading.words < SURE_WORDS else None


def _dated_above(reading: Reading) -> str | None:
    dated = any(is_date_line(Block(line)) and line.count(" ") < DATE_LINE_WORDS for line in reading.lines[:TOP])
    return "a date above the text" if dated else None


def _ragged(reading: Reading) -> str | None:
    edges = (*reading.lines[:HEAD_LINES], *reading.lines[-1:])
    return "text that begins or ends with a word or two" if any(len(line.split()) < EDGE_WORDS for line in edges) else None


def _strange(reading: Reading) -> str | None:
    return f"text in {', '.join(sorted(reading.strange))}, never seen before" if reading.strange else None


def _cut_short(reading: Reading) -> str | None:
    stated = reading.metadata.body
    return "articleBody is longer" if stated and len(stated.split()) > STATED_LENGTH * reading.words else None


def _of_another_headline(reading: Reading) -> str | None:
    """The page's own statements of its headline must hold the title, or there are none."""
    metadata, title = reading.metadata, bare(reading.article.title or "")
    stated = [bare(said) for said in (metadata.headline, *metadata.titles, metadata.document_title) if said]
    held = not stated or any(title in said or said in title for said in stated)
    return None if held else f"headline «{reading.article.title}» is not the page's"


def _of_another_article(reading: Reading) -> str | None:
    """The text must say enough of what headline and summary say; mostly its opening does."""
    article = reading.article
    told = set(words_of(fold(f"{article.title or ''} {article.summary or ''}")))
    said = (set(words_of(fold(text))) for text in (article.body[:OPENING_LETTERS], article.body))
    fits = any(len(told & words) >= HEADLINE_SHARE * len(told) for words in said)
    return None if fits else "text that shares no words with headline and summary"


DOUBTS: Final[tuple[Callable[[Reading], str | None], ...]] = (
    _refused,
    _short,
    _dated_above,
    _ragged,
    _strange,
    _cut_short,
    _of_another_headline,
    _of_another_article,
)
"""The cheap ones first; the first that says anything is the one that is told."""
