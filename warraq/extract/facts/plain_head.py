"""Takes headline and date off the head of a plain text: a line that is a stamp, and the headline above it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from warraq.extract.facts.edges import DATE_LINE_WORDS, TOP
from warraq.extract.page.blocks import TICKER_HEADLINES
from warraq.extract.page.lines import LONGEST_HEADLINE, is_paragraph
from warraq.extract.page.wording import bare, is_date_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from warraq.extract.page.blocks import Block

LEAST_TITLE: Final = 3
"""Words of the shortest line that is taken for the headline."""

_STAMPED: Final = re.compile(r"\W*(?:تاريخ|تم النشر|نُشر|نشر|published|posted|\d)", re.IGNORECASE)
"""How a line begins that is a stamp: with its label or a figure; datelines begin with a place."""


@dataclass(frozen=True)
class Head:
    """The lines above a plain text."""

    title: str | None
    dates: tuple[Block, ...]
    body: tuple[Block, ...]


def plain_head(lines: Sequence[Block]) -> Head:
    """The head of a text that a stamp opens; without one, or where a line above it may be text, all lines are the body.

    The headlines of a ticker above the first paragraph are none of it.
    """
    lines = _without_ticker(lines)
    dated = [place for place, line in enumerate(lines[:TOP]) if _is_stamp(line)]
    above = lines[: dated[-1]] if dated else ()
    if not dated or len(lines) == dated[-1] + 1 or not all(_may_head(line) for line in above):
        return Head(None, (), tuple(lines))
    dates = tuple(lines[place] for place in dated)
    title = next((line.text for line in reversed(above) if line not in dates and line.words >= LEAST_TITLE), None)
    body = list(lines[dated[-1] + 1 :])
    while title and len(body) > 1 and bare(body[0].text) == bare(title):
        body.pop(0)
    return Head(title, dates, tuple(body))


def _without_ticker(lines: Sequence[Block]) -> Sequence[Block]:
    first = next((place for place, line in enumerate(lines) if line.tag != "li" and is_paragraph(line)), 0)
    ticking = [line for line in lines[:first] if line.tag == "li"]
    return [line for line in lines if line not in ticking] if len(ticking) >= TICKER_HEADLINES else lines


def _is_stamp(line: Block) -> bool:
    return line.words <= DATE_LINE_WORDS and is_date_line(line) and bool(_STAMPED.match(line.text)) and not line.text.endswith(".")


def _may_head(line: Block) -> bool:
    return _is_stamp(line) or (line.words <= LONGEST_HEADLINE and not line.text.endswith((".", "،")))
