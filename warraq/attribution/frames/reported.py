"""Frames in which an outlet reports: according to it, quoting it, it said, its reporter said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.attribution.frames.frames import QUOTE_REACH, RELIED_ON, Frame, verb_before
from warraq.attribution.lexicon.forms import folded
from warraq.attribution.lexicon.kinds import MASCULINE_KINDS
from warraq.attribution.lexicon.phrases import ACCORDING, ACCORDING_TO, APPEARED, PIECES, QUOTING
from warraq.attribution.lexicon.verbs import (
    ANNOUNCE,
    CONTACT,
    DENIAL,
    INDEFINITE_RELATIVES,
    NOUN_LIKE,
    RELATIVES,
    RELAY,
    REPORT,
    REPORTERS,
    THAT,
    WITNESSES,
)
from warraq.attribution.rules import Rule

if TYPE_CHECKING:
    from warraq.attribution.mentions.mention import Mention
    from warraq.attribution.mentions.tokens import Tokens

# How far in front of «ما نشرته X» a denial of it stands.
_DENIAL_REACH: Final = 8
# After an announcement «أن» follows within the outlet's adjectives and a time phrase.
_CLAUSE_REACH: Final = 12
# «مراسل X في بغداد سامي الراوي قال».
_REPORTER_REACH: Final = 5
_REPORTING: Final = REPORT | CONTACT
_AUXILIARIES: Final = frozenset({"كانت", "كان", "قد", "فقد", "التي", "ايضا"})
# What opens the words reported.
_REPORTED: Final = THAT | {"عن", "الي", '"', ":", "قوله", "قولها"}
_EARLIER: Final = frozenset({"سبق", "وسبق"})
# «سبق لصحيفة X البرازيلية الرياضية أن».
_MAY_BE: Final = folded("أن بأن لأن لن لم كي لكي حتى")
_SUBJECT_REACH: Final = 3
_INSIDERS: Final = frozenset({"مصادر", "ومصادر", "معلومات", "ومعلومات"})
_TOPIC_OPENERS: Final = frozenset({"لكن", "كما", "اما", "ان", ",", "و", ":", "كانت", "وكانت", "كان", "وكان"})


def according(tokens: Tokens, mention: Mention) -> Frame | None:
    """«بحسب X», «وفقا لX», «وفقا لتقرير X», «استنادا إلى X»."""
    place = mention.start - 1
    word = tokens.word(place)
    if word in REPORTERS or word in PIECES:
        place -= 1
        word = tokens.word(place)
    if (word in ACCORDING and not mention.preposition) or (word in ACCORDING_TO and mention.preposition == "ل"):
        return Frame("cited", Rule.ACCORDING_TO, place, mention.end, media=not mention.preposition)
    if word.removeprefix("ل") in PIECES and word.startswith("ل") and tokens.word(place - 1) in ACCORDING_TO:
        return Frame("cited", Rule.ACCORDING_TO, place - 1, mention.end, media=True)
    if word == "الي" and tokens.word(place - 1) in ACCORDING_TO:
        return Frame("cited", Rule.ACCORDING_TO, place - 1, mention.end)
    return None


def quoting(tokens: Tokens, mention: Mention) -> Frame | None:
    """«نقلا عن X», «نقلت Y عن X»."""
    if tokens.word(mention.start - 1) not in {"عن", "من"} or mention.preposition:
        return None
    if tokens.word(mention.start - 2) in QUOTING:
        return Frame("cited", Rule.QUOTING, mention.start - 2, mention.end, media=True)
    if tokens.word(mention.start - 1) == "من":
        return None
    relay = tokens.nearest_before(mention.start - 1, QUOTING)
    if relay is None or mention.start - relay > QUOTE_REACH:
        return None
    return Frame("cited", Rule.QUOTING, relay, mention.end)


def verb(tokens: Tokens, mention: Mention) -> Frame | None:
    """«ذكرت X», «ما نشرته X», «أفاد مراسل X», «اتصلت به X»."""
    place = None if mention.preposition else verb_before(tokens, mention, _REPORTING)
    if place is None or _is_wished(tokens, place) or not _asserted(tokens, mention, place):
        return None
    start = _opening(tokens, place)
    if start < place and tokens.has_before(start, DENIAL, _DENIAL_REACH):
        return None
    rule = Rule.CONTACT if tokens.words[place] in CONTACT else Rule.VERB
    return Frame("cited", rule, start, mention.end, media=tokens.words[place] in RELAY)


def _is_wished(tokens: Tokens, verb: int) -> bool:
    """«أن تهاجم X» says what may be, not what was."""
    return tokens.words[verb][0] in "تي" and tokens.word(verb - 1) in _MAY_BE


def earlier(tokens: Tokens, mention: Mention) -> Frame | None:
    """«سبق لX أن ذكرت», «على لسان X»."""
    before = tokens.word(mention.start - 1)
    if mention.preposition == "ل" and before in _EARLIER:
        place = tokens.nearest_after(mention.end, {"ان"}, _SUBJECT_REACH)
        said = place is not None and tokens.word(place + 1) in REPORT
        return Frame("cited", Rule.VERB, mention.start - 1, place + 2, media=True) if place is not None and said else None
    if not mention.preposition and before == "لسان" and tokens.word(mention.start - 2) == "علي":
        return Frame("cited", Rule.QUOTING, mention.start - 2, mention.end)
    return None


def piece(tokens: Tokens, mention: Mention) -> Frame | None:
    """«قال تقرير صحيفة X», «أشارت افتتاحية X»."""
    place = mention.start - 1
    if tokens.word(place) not in PIECES or mention.preposition:
        return None
    verb = tokens.nearest_before(place, RELIED_ON, 3)
    return None if verb is None else Frame("cited", Rule.PIECE, verb, mention.end)


def witness(tokens: Tokens, mention: Mention) -> Frame | None:
    """«قال شاهد من X», «قال مراسل لدى X»."""
    if tokens.word(mention.start - 1) not in {"من", "لدي"} or mention.preposition:
        return None
    person = tokens.nearest_before(mention.start - 1, WITNESSES, 3)
    verb = None if person is None else tokens.nearest_before(person, REPORT, 2)
    return None if verb is None else Frame("cited", Rule.REPORTER, verb, mention.end)


def reporter(tokens: Tokens, mention: Mention) -> Frame | None:
    """«مراسل X قال»; the verb in front is found with the outlet's own."""
    if tokens.word(mention.start - 1) not in REPORTERS or mention.preposition:
        return None
    verb = tokens.nearest_after(mention.end, REPORT, _REPORTER_REACH)
    return None if verb is None else Frame("cited", Rule.REPORTER, mention.start - 1, verb + 1)


def insiders(tokens: Tokens, mention: Mention) -> Frame | None:
    """«تفيد مصادر «X» بأن», «مصادر X أكدت»."""
    if tokens.word(mention.start - 1) not in _INSIDERS or mention.preposition:
        return None
    before = tokens.nearest_before(mention.start - 1, RELIED_ON, 2)
    after = tokens.nearest_after(mention.end, REPORT, 3)
    if before is None and after is None:
        return None
    return Frame("cited", Rule.REPORTER, mention.start - 1 if before is None else before, mention.end if after is None else after + 1)


def stated_in(tokens: Tokens, mention: Mention) -> Frame | None:
    """«وفقا لما جاء في X», «حسبما ورد في X»."""
    place = mention.start - 1 - (not mention.preposition)
    if mention.preposition not in ("", "ب") or (not mention.preposition and tokens.word(place + 1) != "في"):
        return None
    if tokens.word(place) not in APPEARED or tokens.word(place - 1) not in INDEFINITE_RELATIVES:
        return None
    return Frame("cited", Rule.ACCORDING_TO, _opening(tokens, place), mention.end, media=True)


def topic(tokens: Tokens, mention: Mention) -> Frame | None:
    """«X قالت إن», ««X» التقت فلانا», at the opening of a clause."""
    opening = tokens.opens_clause(mention.start) or tokens.word(mention.start - 1) in _TOPIC_OPENERS
    place = mention.end + (tokens.word(mention.end) in _AUXILIARIES)
    if mention.preposition or not opening:
        return None
    if mention.quoted and tokens.word(place) in CONTACT:
        return Frame("cited", Rule.CONTACT, mention.start, place + 1)
    verb = tokens.word(place)
    if verb not in REPORT or (verb[0] == "و" and verb[1:] in REPORT):
        return None
    if not tokens.has_after(place + 1, _REPORTED, 6):
        return None
    return Frame("cited", Rule.TOPIC, mention.start, place + 1, media=tokens.word(place) in RELAY)


def _asserted(tokens: Tokens, mention: Mention, verb: int) -> bool:
    """An announcement counts only with the clause announced or behind «حسبما»; else the outlet announces something of its own."""
    if (
        tokens.words[verb] in NOUN_LIKE
        and verb == mention.start - 1
        and mention.kind
        and MASCULINE_KINDS.isdisjoint((mention.kind, tokens.words[mention.start]))
    ):
        return False
    relied_on = tokens.words[_opening(tokens, verb)] in INDEFINITE_RELATIVES
    return relied_on or tokens.words[verb] not in ANNOUNCE or tokens.has_after(mention.end, THAT, _CLAUSE_REACH)


def _opening(tokens: Tokens, verb: int) -> int:
    """Where the quote begins: at «وفقا لما», «في بيان», «التي» in front of the verb, if any."""
    place = verb
    while tokens.word(place - 1) in INDEFINITE_RELATIVES or tokens.word(place - 1) in RELATIVES or tokens.word(place - 1) in ACCORDING:
        place -= 1
    return place
