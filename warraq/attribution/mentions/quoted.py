"""Holds that short quotes are one name: an outlet's is found in them only where they hold nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.attribution.lexicon.countries import NATIONALITIES
from warraq.attribution.lexicon.kinds import AGENCY_NOUN, KINDS, TAILS
from warraq.attribution.lexicon.verbs import REPORT, THAT
from warraq.attribution.mentions.tokens import CLOSERS, OPENERS

if TYPE_CHECKING:
    from warraq.attribution.mentions.mention import Mention
    from warraq.attribution.mentions.tokens import Tokens

# «بلس أوكسيمتر هارت أند أوكسجين مونيتور»: longer quotes are sentences.
_LONGEST_QUOTED_NAME: Final = 6
_SAID_OF_NAMES: Final = frozenset({*TAILS, *NATIONALITIES, *KINDS, *AGENCY_NOUN, ".", "نت", "com", "net", "org"})


def is_part_of_quoted(tokens: Tokens, mention: Mention) -> bool:
    """True for «الحدث» in «الحدث اليوم», where the quotes hold a longer name that no file has."""
    if mention.quoted or mention.name is None:
        return False
    opening = next(
        (
            place
            for place in range(mention.start - 1, max(-1, mention.start - _LONGEST_QUOTED_NAME - 1), -1)
            if tokens.words[place] in OPENERS
        ),
        None,
    )
    closing = next(
        (
            place
            for place in range(mention.end, min(len(tokens.words), mention.end + _LONGEST_QUOTED_NAME))
            if tokens.words[place] in CLOSERS
        ),
        None,
    )
    if opening is None or closing is None or opening not in tokens.outside_quotes or closing - opening - 1 > _LONGEST_QUOTED_NAME:
        return False
    rest = (*tokens.words[opening + 1 : mention.start], *tokens.words[mention.end : closing])
    if any(word in REPORT or word in THAT or not (word[0].isalnum() or word in ".-&") for word in rest):
        return False
    return any(word not in _SAID_OF_NAMES and not word.isdigit() for word in rest)
