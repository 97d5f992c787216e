"""The grammar of citation inside sentences: according to, said, quoting, told to, on air, and the page speaking of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from warraq.attribution.lexicon.kinds import KINDS, MASCULINE_KINDS
from warraq.attribution.lexicon.phrases import (
    ACCORDING,
    ACCORDING_TO,
    BEFORE_TO,
    BELONGING,
    COPY,
    INTERVIEWS,
    OF_IT,
    ON_AIR,
    OWN_VOICE,
    PIECES,
    QUOTING,
    RECEIVED,
    STATEMENTS,
    TELL,
    WRITTEN_BY,
)
from warraq.attribution.lexicon.verbs import (
    ANNOUNCE,
    BETWEEN,
    CONTACT,
    DENIAL,
    INDEFINITE_RELATIVES,
    NOUN_LIKE,
    PUNCTUATION_BETWEEN,
    RELATIVES,
    RELAY,
    REPORT,
    REPORTERS,
    SAY,
    SELF,
    SPEECH,
    THAT,
    WITNESSES,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.attribution.mentions import Mention
    from warraq.attribution.tokens import Tokens

Voice = Literal["cited", "own", "credited"]
"""`own`: the page speaks of its own outlet, or of whom it copies."""

# Farthest tokens between a verb and its outlet, and between any trigger and the outlet for the trigger to stand in the quote.
_VERB_REACH: Final = 7
_QUOTE_REACH: Final = 14
_DENIAL_REACH: Final = 8
# «بحسب تقرير المجموعة الدولية لوكالة X».
_PIECE_REACH: Final = 4
# After an announcement «أن» follows within the outlet's adjectives and a time phrase.
_CLAUSE_REACH: Final = 12


@dataclass(frozen=True, slots=True)
class Frame:
    """A grammatical frame around a mention; the quote runs over these tokens."""

    voice: Voice
    rule: str
    start: int
    end: int
    media: bool = False
    """True where only media can stand in the frame."""


def citation(tokens: Tokens, mention: Mention, *, ordinary: bool = False) -> Frame | None:
    """The first frame that fits, or None: named, but no source. An `ordinary` word is believed in frames that nothing but an outlet fits."""
    for rule in SURE_RULES if ordinary else RULES:
        if frame := rule(tokens, mention):
            return frame
    return None


def _received(tokens: Tokens, mention: Mention) -> Frame | None:
    """«في بيان وصل X نسخة منه», «تسلمت X نسخة», «حصلت X على نسخة من …»."""
    verb = _verb_before(tokens, mention, RECEIVED)
    if verb is None or mention.preposition:
        return None
    following = list(tokens.after(mention.end, 5))
    copy = next((place for place in following if tokens.words[place] in COPY), None)
    statement = next((place for place in range(verb - 1, max(-1, verb - 5), -1) if tokens.words[place] in STATEMENTS), None)
    if copy is None:
        relative = tokens.words[verb] not in SELF or tokens.word(verb + 1) in OF_IT
        return Frame("own", "statement-received", statement, mention.end, media=True) if statement is not None and relative else None
    of_it = tokens.word(copy + 1) in OF_IT
    voice: Voice = "own" if of_it or tokens.words[verb] not in SELF or statement is not None else "cited"
    return Frame(voice, "statement-received", verb if statement is None else statement, copy + 1 + of_it, media=True)


def _self_reference(tokens: Tokens, mention: Mention) -> Frame | None:
    """«علمت X», «X علمت», «ترجمته X», «رصدته X»."""
    verb = _verb_before(tokens, mention, SELF)
    if verb is not None and not mention.preposition:
        return Frame("own", "self-reference", verb, mention.end)
    if tokens.opens_clause(mention.start) and tokens.word(mention.end) in SELF:
        return Frame("own", "self-reference", mention.start, mention.end + 1)
    return None


def _disclaimer(tokens: Tokens, mention: Mention) -> Frame | None:
    """«تم كتابته بواسطة X», «لا يعبر عن وجهة نظر X»."""
    before = tuple(tokens.words[max(0, mention.start - 3) : mention.start])
    if mention.preposition:
        before = (*before, mention.preposition)
    for phrases, voice, rule in ((WRITTEN_BY, "credited", "disclaimer-written-by"), (OWN_VOICE, "own", "disclaimer-own-voice")):
        for phrase in phrases:
            if before[-len(phrase) :] == phrase:
                return Frame(
                    "credited" if voice == "credited" else "own", rule, mention.start - len(phrase) + bool(mention.preposition), mention.end
                )
    return None


def _according(tokens: Tokens, mention: Mention) -> Frame | None:
    """«بحسب X», «وفقا لX», «استنادا إلى X»."""
    place = mention.start - 1
    word = tokens.word(place)
    if word in REPORTERS or word in PIECES:
        place -= 1
        word = tokens.word(place)
    if (word in ACCORDING and not mention.preposition) or (word in ACCORDING_TO and mention.preposition == "ل"):
        return Frame("cited", "according-to", place, mention.end, media=not mention.preposition)
    if word == "الي" and tokens.word(place - 1) in ACCORDING_TO:
        return Frame("cited", "according-to", place - 1, mention.end)
    return None


def _quoting(tokens: Tokens, mention: Mention) -> Frame | None:
    """«نقلا عن X», «نقلت Y عن X»."""
    if tokens.word(mention.start - 1) not in {"عن", "من"} or mention.preposition:
        return None
    if tokens.word(mention.start - 2) in QUOTING:
        return Frame("cited", "quoting", mention.start - 2, mention.end, media=True)
    if tokens.word(mention.start - 1) == "من":
        return None
    relay = next((place for place in tokens.before(mention.start - 1) if tokens.words[place] in QUOTING), None)
    if relay is None or mention.start - relay > _QUOTE_REACH:
        return None
    return Frame("cited", "quoting", relay, mention.end)


def _verb(tokens: Tokens, mention: Mention) -> Frame | None:
    """«ذكرت X», «ما نشرته X», «أفاد مراسل X», «اتصلت به X»."""
    if mention.preposition:
        return None
    verb = _verb_before(tokens, mention, REPORT | CONTACT)
    if verb is None or not _asserted(tokens, mention, verb):
        return None
    start = _opening(tokens, verb)
    relative = start < verb
    if relative and any(tokens.words[place] in DENIAL for place in _reach_back(tokens, start, _DENIAL_REACH)):
        return None
    rule = "contact" if tokens.words[verb] in CONTACT else "verb"
    return Frame("cited", rule, start, mention.end, media=tokens.words[verb] in RELAY)


def _told(tokens: Tokens, mention: Mention) -> Frame | None:
    """«قال لX», «في حديث لX», «في مقابلة مع X», «تحدث إلى X»."""
    previous = tokens.word(mention.start - 1)
    together = previous == "مع" and not mention.preposition
    toward = previous == "الي" and tokens.word(mention.start - 2) in BEFORE_TO
    if toward:
        return Frame("cited", "told", mention.start - 2, mention.end)
    if not together and (mention.preposition != "ل" or (previous in BELONGING and not _reports(tokens, mention))):
        return None
    triggers = INTERVIEWS if together else SPEECH | INTERVIEWS | PIECES | ACCORDING
    trigger = next((place for place in tokens.before(mention.start) if tokens.words[place] in triggers), None)
    if trigger is not None and tokens.words[trigger] in PIECES and not _is_told_piece(tokens, trigger, mention):
        return None
    if trigger is None:
        headline = tokens.word(mention.end) == ":" and mention.start > 0 and not together
        return Frame("cited", "told", mention.start, mention.end) if headline else None
    if together and mention.start - trigger > _QUOTE_REACH:
        return None
    near = mention.start - trigger == 1 or tokens.word(mention.end) in THAT or tokens.word(mention.end) in {",", ":"}
    return Frame("cited", "told", trigger if mention.start - trigger <= _QUOTE_REACH else mention.start, mention.end, media=near)


def _on_air(tokens: Tokens, mention: Mention) -> Frame | None:
    """«في برنامج … على قناة X», «في مقال في صحيفة X», «مقال نشر في X»."""
    glued = mention.preposition == "ب"
    if not glued and tokens.word(mention.start - 1) not in ON_AIR:
        return None
    if not mention.kind or KINDS[mention.kind] == "site":
        return None
    broadcast = KINDS[mention.kind] == "broadcast"
    wanted, reach = (INTERVIEWS, _QUOTE_REACH) if broadcast else (INTERVIEWS | PIECES, _PIECE_REACH)
    place = next((place for place in _reach_back(tokens, mention.start, reach) if tokens.words[place] in wanted), None)
    if place is None or not (broadcast or tokens.word(place - 1) in {"في", "وفي"} or tokens.words[place] in PIECES):
        return None
    if not any(tokens.words[before] in SPEECH | CONTACT for before in tokens.before(place)):
        return None
    return Frame("cited", "on-air", place, mention.end)


def _piece(tokens: Tokens, mention: Mention) -> Frame | None:
    """«قال تقرير صحيفة X», «أشارت افتتاحية X»."""
    place = mention.start - 1
    if tokens.word(place) not in PIECES or mention.preposition:
        return None
    verb = next(
        (before for before in _reach_back(tokens, place, 3) if tokens.words[before] in REPORT or tokens.words[before] in ACCORDING), None
    )
    return None if verb is None else Frame("cited", "piece", verb, mention.end)


def _witness(tokens: Tokens, mention: Mention) -> Frame | None:
    """«قال شاهد من X», «قال مراسل لدى X»."""
    if tokens.word(mention.start - 1) not in {"من", "لدي"} or mention.preposition:
        return None
    person = next((place for place in _reach_back(tokens, mention.start - 1, 3) if tokens.words[place] in WITNESSES), None)
    verb = None if person is None else next((place for place in _reach_back(tokens, person, 2) if tokens.words[place] in REPORT), None)
    return None if verb is None else Frame("cited", "reporter", verb, mention.end)


def _reporter(tokens: Tokens, mention: Mention) -> Frame | None:
    """«مراسل X قال»; the verb in front is found with the outlet's own."""
    if tokens.word(mention.start - 1) not in REPORTERS or mention.preposition:
        return None
    verb = next((place for place in tokens.after(mention.end, 8) if tokens.words[place] in REPORT), None)
    return None if verb is None else Frame("cited", "reporter", mention.start - 1, verb + 1)


def _topic(tokens: Tokens, mention: Mention) -> Frame | None:
    """«X قالت», at the opening of a clause."""
    opening = tokens.opens_clause(mention.start) or tokens.word(mention.start - 1) in {"لكن", "كما", "اما", "ان", ",", "و", ":"}
    verb = mention.end + (tokens.word(mention.end) in {"كانت", "كان", "قد", "التي", "ايضا"})
    if mention.preposition or not opening or tokens.word(verb) not in RELAY | SAY | ANNOUNCE:
        return None
    if not any(
        tokens.words[place] in THAT or tokens.words[place] in {"عن", "الي", '"', ":", "قوله", "قولها"}
        for place in tokens.after(verb + 1, 6)
    ):
        return None
    return Frame("cited", "topic", mention.start, verb + 1, media=tokens.word(verb) in RELAY)


def _reports(tokens: Tokens, mention: Mention) -> bool:
    """«أفاد مصور لX»: who belongs to the outlet speaks."""
    person = mention.start - 1
    return tokens.words[person] in WITNESSES and any(tokens.words[place] in REPORT for place in _reach_back(tokens, person, 2))


def _is_told_piece(tokens: Tokens, piece: int, mention: Mention) -> bool:
    """«في تقرير لX», «بحسب مقال لX», but not «أرسل مقالا لX»."""
    introduced = tokens.word(piece - 1) in {"في", "وفي"} or any(
        tokens.words[place] in REPORT or tokens.words[place] in ACCORDING for place in _reach_back(tokens, piece, 3)
    )
    return introduced and mention.start - piece <= _PIECE_REACH


def _told_object(tokens: Tokens, mention: Mention) -> Frame | None:
    """«أبلغ مسؤول X أن …»."""
    ends = tokens.word(mention.end) in {"", ".", "\n"} and mention.kind
    if mention.preposition or not (tokens.word(mention.end) in THAT or ends):
        return None
    verb = next((place for place in tokens.before(mention.start) if tokens.words[place] in TELL), None)
    return None if verb is None or mention.start - verb > _QUOTE_REACH else Frame("cited", "told", verb, mention.end)


SURE_RULES: Final = (_received, _disclaimer)
RULES: Final[tuple[Callable[[Tokens, Mention], Frame | None], ...]] = (
    _received,
    _disclaimer,
    _self_reference,
    _according,
    _quoting,
    _verb,
    _told,
    _on_air,
    _piece,
    _reporter,
    _witness,
    _topic,
    _told_object,
)


def _verb_before(tokens: Tokens, mention: Mention, verbs: frozenset[str]) -> int | None:
    """The verb whose subject the mention is: in front of it, with nothing but adverbs, pronouns and reporters between."""
    for place in _reach_back(tokens, mention.start, _VERB_REACH):
        word = tokens.words[place]
        if word in verbs:
            return place
        if word not in BETWEEN and word not in PUNCTUATION_BETWEEN and not word.isdigit():
            return None
    return None


def _reach_back(tokens: Tokens, number: int, reach: int) -> list[int]:
    return [place for place in tokens.before(number) if place >= number - reach]


def _asserted(tokens: Tokens, mention: Mention, verb: int) -> bool:
    """An announcement counts only with the clause announced; without one the outlet announces something of its own."""
    if tokens.words[verb] in NOUN_LIKE and verb == mention.start - 1 and mention.kind and mention.kind not in MASCULINE_KINDS:
        return False
    return tokens.words[verb] not in ANNOUNCE or any(tokens.words[place] in THAT for place in tokens.after(mention.end, _CLAUSE_REACH))


def _opening(tokens: Tokens, verb: int) -> int:
    """Where the quote begins: at «وفقا لما», «في بيان», «التي» in front of the verb, if any."""
    place = verb
    while tokens.word(place - 1) in INDEFINITE_RELATIVES or tokens.word(place - 1) in RELATIVES or tokens.word(place - 1) in ACCORDING:
        place -= 1
    return place
