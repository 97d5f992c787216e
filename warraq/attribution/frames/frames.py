"""What a citing frame is, and how the words in front of a mention are searched for its trigger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from warraq.attribution.lexicon.phrases import ACCORDING
from warraq.attribution.lexicon.verbs import BETWEEN, PUNCTUATION_BETWEEN, REPORT

if TYPE_CHECKING:
    from collections.abc import Container

    from warraq.attribution.mentions.mention import Mention
    from warraq.attribution.mentions.tokens import Tokens
    from warraq.attribution.rules import Rule

Voice = Literal["cited", "own", "credited"]
"""`own`: the page speaks of its own outlet, or of whom it copies."""

# Told-to frames of the labelled sentences span up to 14 tokens from their trigger; farther triggers still count, outside the quote.
QUOTE_REACH: Final = 14
# «بحسب تقرير المجموعة الدولية لوكالة X».
PIECE_REACH: Final = 4
# What makes an outlet's report, or its piece, the ground of what is said.
RELIED_ON: Final = REPORT | ACCORDING
# «نشرته، يوم أمس جريدة X», «ذكرت في وقت سابق اليوم صحيفة X».
_VERB_REACH: Final = 9


@dataclass(frozen=True, slots=True)
class Frame:
    """A grammatical frame around a mention; the quote runs over these tokens."""

    voice: Voice
    rule: Rule
    start: int
    end: int
    media: bool = False
    """True where only media can stand in the frame."""


def verb_before(tokens: Tokens, mention: Mention, verbs: Container[str]) -> int | None:
    """The verb whose subject the mention is: in front of it, with nothing but adverbs, pronouns and reporters between."""
    for place in tokens.before(mention.start, _VERB_REACH):
        word = tokens.words[place]
        if word in verbs:
            return place
        if word not in BETWEEN and word not in PUNCTUATION_BETWEEN and not word.isdigit():
            return None
    return None
