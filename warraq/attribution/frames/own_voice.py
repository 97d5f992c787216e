"""Frames in which a page speaks of its own outlet or of whom it copies: copies received, scoops, disclaimers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.attribution.frames.frames import Frame, Voice, verb_before
from warraq.attribution.lexicon.phrases import COPY, OBTAINED, OF_IT, OWN_VOICE, RECEIVED, STATEMENTS, WRITTEN_BY
from warraq.attribution.lexicon.verbs import LEARNED, SELF, THAT
from warraq.attribution.mentions.mention import Mention
from warraq.attribution.mentions.tokens import OPENERS
from warraq.attribution.mentions.unknown import quoted_end
from warraq.attribution.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warraq.attribution.mentions.tokens import Tokens

_FOUND_OUT: Final = SELF | OBTAINED
_HEARD: Final = LEARNED | RECEIVED
_FROM_WHOM: Final = frozenset({"من", "عن"})
_LAST_WORDS: Final = frozenset(phrase[-1] for phrase in WRITTEN_BY | OWN_VOICE)


def received(tokens: Tokens, mention: Mention) -> Frame | None:
    """«في بيان وصل X نسخة منه», «تسلمت X نسخة», «حصلت X على نسخة من …»."""
    verb = verb_before(tokens, mention, RECEIVED)
    if verb is None or mention.preposition:
        return None
    copy = tokens.nearest_after(mention.end, COPY, 5)
    statement = next((place for place in range(verb - 1, max(-1, verb - 5), -1) if tokens.words[place] in STATEMENTS), None)
    if copy is None:
        return None if statement is None else Frame("own", Rule.STATEMENT_RECEIVED, statement, mention.end, media=True)
    of_it = tokens.word(copy + 1) in OF_IT
    voice: Voice = "own" if of_it or statement is not None or tokens.words[verb] not in OBTAINED else "cited"
    return Frame(voice, Rule.STATEMENT_RECEIVED, verb if statement is None else statement, copy + 1 + of_it, media=True)


def self_reference(tokens: Tokens, mention: Mention) -> Frame | None:
    """«علمت X», «X علمت», «ترجمته X», «رصدته X»."""
    verb = verb_before(tokens, mention, _FOUND_OUT)
    if verb is not None and not mention.preposition and (tokens.words[verb] not in OBTAINED or tokens.words[verb + 1] in OF_IT):
        return Frame("own", Rule.SELF_REFERENCE, verb, mention.end)
    if tokens.opens_clause(mention.start) and tokens.word(mention.end) in SELF:
        return Frame("own", Rule.SELF_REFERENCE, mention.start, mention.end + 1)
    return None


def disclaimer(tokens: Tokens, mention: Mention) -> Frame | None:
    """«تم كتابته بواسطة X», «لا يعبر عن وجهة نظر X»."""
    if mention.preposition not in _LAST_WORDS and tokens.word(mention.start - 1) not in _LAST_WORDS:
        return None
    before = (*tokens.words[max(0, mention.start - 3) : mention.start], *filter(None, [mention.preposition]))
    glued = bool(mention.preposition)
    if length := _ending(before, WRITTEN_BY):
        return Frame("credited", Rule.DISCLAIMER_WRITTEN_BY, mention.start - length + glued, mention.end)
    if length := _ending(before, OWN_VOICE):
        return Frame("own", Rule.DISCLAIMER_OWN_VOICE, mention.start - length + glued, mention.end)
    return None


def unregistered(tokens: Tokens) -> Iterator[tuple[Mention, Frame]]:
    """Quoted names that only the frame shows to be an outlet's: «علمت «X» أن», «في بيان تلقت «X» نسخة منه»."""
    for place in [place for place, word in enumerate(tokens.words) if word in _HEARD]:
        end = quoted_end(tokens, place + 2) if tokens.word(place + 1) in OPENERS else None
        if end is not None and end > place + 2:
            mention = Mention(None, place + 2, end, place + 1, end + 1, quoted=True)
            if tokens.words[place] in LEARNED and (tokens.word(end + 1) in THAT or tokens.word(end + 1) in _FROM_WHOM):
                yield mention, Frame("own", Rule.SELF_REFERENCE, place, end + 1)
            elif (frame := received(tokens, mention)) and tokens.word(frame.end - 1) in OF_IT:
                yield mention, frame


def _ending(words: tuple[str, ...], phrases: frozenset[tuple[str, ...]]) -> int:
    """The length of the phrase that these words end with, 0 for none."""
    return max((len(phrase) for phrase in phrases if words[-len(phrase) :] == phrase), default=0)
