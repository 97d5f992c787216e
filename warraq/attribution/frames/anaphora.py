"""Leads «الصحيفة», «الوكالة», «القناة» back to the outlet that the same text named before."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from warraq.attribution.frames.citations import citation
from warraq.attribution.lexicon.kinds import ANAPHORS, KINDS
from warraq.attribution.mentions.mention import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warraq.attribution.frames.frames import Frame
    from warraq.attribution.mentions.tokens import Tokens

_PREFIXES: Final = {"": "", "و": "", "ف": "", "لل": "ل", "ولل": "ل", "بال": "ب"}
_MEDIA: Final = {
    "paper": {"publisher", "aggregator"},
    "agency": {"agency"},
    "broadcast": {"broadcaster"},
    "site": {"publisher", "aggregator", "broadcaster"},
}


def _surfaces() -> dict[str, tuple[str, str]]:
    found = {}
    for word in ANAPHORS:
        for prefix, preposition in _PREFIXES.items():
            found[prefix + (word.removeprefix("ال") if preposition else word)] = (word, preposition)
    return found


_SURFACES: Final = _surfaces()


def anaphoric(tokens: Tokens, mentions: list[Mention]) -> Iterator[tuple[Mention, Frame]]:
    """(outlet named before, frame around the anaphor) for every cited anaphor whose nearest antecedent is of its kind.

    `mentions` are those that certainly name an outlet, in order.
    """
    ends = [mention.end for mention in mentions]
    taken = {place for mention in mentions if mention.kind or mention.quoted for place in range(mention.start, mention.end)}
    for place, word in enumerate(tokens.words):
        if word in _SURFACES and place not in taken:
            anaphor, preposition = _SURFACES[word]
            stand_in = Mention(None, place, place + 1, place, place + 1, preposition=preposition, kind=anaphor)
            before = bisect_right(ends, place)
            antecedent = mentions[before - 1] if before else None
            if antecedent and _fits(anaphor, antecedent) and (frame := citation(tokens, stand_in)) and frame.voice == "cited":
                yield antecedent, frame


def _fits(anaphor: str, mention: Mention) -> bool:
    wanted = ANAPHORS[anaphor]
    if wanted is None or (mention.kind and KINDS[mention.kind] == wanted):
        return True
    return mention.name is not None and any(entry.kind in _MEDIA[wanted] for entry in mention.name.entries)
