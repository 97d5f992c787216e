"""Frames in which somebody speaks to an outlet: told it, was interviewed, appeared on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.attribution.frames.frames import PIECE_REACH, QUOTE_REACH, RELIED_ON, Frame
from warraq.attribution.lexicon.kinds import KINDS
from warraq.attribution.lexicon.phrases import (
    ACCORDING,
    APPEARED,
    BEFORE_TO,
    BELONGING,
    CONFIDE,
    INTERVIEWS,
    ON_AIR,
    PIECES,
    PROGRAMMES,
    TALKS,
    TELL,
)
from warraq.attribution.lexicon.verbs import CONTACT, DENIAL, REPORT, REPORTERS, SPEECH, THAT, WITNESSES
from warraq.attribution.rules import Rule

if TYPE_CHECKING:
    from warraq.attribution.mentions.mention import Mention
    from warraq.attribution.mentions.tokens import Tokens


_TOLD_TRIGGERS: Final = SPEECH | INTERVIEWS | PIECES | ACCORDING
_SPOKE: Final = SPEECH | CONTACT
_IN_PRINT: Final = INTERVIEWS | PIECES | APPEARED
_INTERVIEWS_PROPER: Final = INTERVIEWS - PROGRAMMES
# «عدد» is an issue of a paper, «عدد من» some people.
_SOME: Final = ["عدد", "من"]
# «في تصريح صحفي خاص إلى X».
_TALK_REACH: Final = 3
# «في مقابلة خاصة مع X».
_NEAR_INTERVIEW: Final = 3
# «المدير العام لX» belongs to it, «قال المتحدث باسم المؤتمر العام لX» does not.
_GENERAL: Final = "العام"
# «في مقال له في X، قال».
_SPEECH_REACH: Final = 4
# «برنامج مسابقات سيعرض على قناة X» is shown there and says nothing.
_SHOWN: Final = frozenset({"سيعرض", "ستعرض", "يعرض", "تعرض", "عرض", "سيبث"})
_THROUGH: Final = frozenset({"عبر", "وعبر"})
_CLOSES: Final = THAT | {",", ":"}


def told(tokens: Tokens, mention: Mention) -> Frame | None:
    """«قال لX», «في حديث لX», «شهود لمراسل X»."""
    previous = tokens.word(mention.start - 1)
    by_reporter = previous.startswith("ل") and previous.removeprefix("ل") in REPORTERS and not mention.preposition
    holder = tokens.word(mention.start - 2) if previous == _GENERAL else previous
    belongs = holder in BELONGING and not _reports(tokens, mention)
    if not by_reporter and (mention.preposition != "ل" or belongs):
        return None
    triggers = (place for place in tokens.before(mention.start) if tokens.words[place] in _TOLD_TRIGGERS)
    trigger = next((place for place in triggers if tokens.words[place : place + 2] != _SOME), None)
    if trigger is None:
        # «الوزير لX: …», a headline; «بين الوزير ل«X» أن», a verb that reads as another word.
        follower = tokens.word(mention.end)
        plain = mention.start > 0 and (follower == ":" or (mention.quoted and follower in THAT))
        return Frame("cited", Rule.TOLD, mention.start, mention.end) if plain else None
    if tokens.words[trigger] in PIECES and (_is_denied(tokens, trigger) or not _is_told_piece(tokens, trigger, mention)):
        return None
    near = mention.start - trigger == 1 or tokens.word(mention.end) in _CLOSES
    start = trigger if mention.start - trigger <= QUOTE_REACH else mention.start
    return Frame("cited", Rule.TOLD, start, mention.end, media=near)


def interviewed(tokens: Tokens, mention: Mention) -> Frame | None:
    """«في مقابلة مع X», «تحدث إلى X», «في تصريح إلى X»."""
    previous = tokens.word(mention.start - 1)
    if mention.preposition or previous not in {"مع", "الي"}:
        return None
    if previous == "الي":
        return _addressed(tokens, mention)
    interview = tokens.nearest_before(mention.start, INTERVIEWS, QUOTE_REACH)
    near = interview is not None and mention.start - interview <= _NEAR_INTERVIEW
    return None if interview is None else Frame("cited", Rule.TOLD, interview, mention.end, media=near)


def _addressed(tokens: Tokens, mention: Mention) -> Frame | None:
    if tokens.word(mention.start - 2) in BEFORE_TO:
        return Frame("cited", Rule.TOLD, mention.start - 2, mention.end)
    talk = tokens.nearest_before(mention.start - 1, TALKS, _TALK_REACH)
    if talk is None and tokens.word(mention.end) in _CLOSES:
        talk = tokens.nearest_before(mention.start - 1, SPEECH, QUOTE_REACH)
    return None if talk is None else Frame("cited", Rule.TOLD, talk, mention.end)


def on_air(tokens: Tokens, mention: Mention) -> Frame | None:
    """«في برنامج … على قناة X», «في مقال في صحيفة X», «مقال نشر في X», «طالب عبر «X»»."""
    before = tokens.word(mention.start - 1)
    shown = before in _THROUGH or (before == "علي" and tokens.word(mention.end) in _CLOSES)
    if shown and mention.quoted and not mention.kind:
        return _through(tokens, mention)
    glued = mention.preposition == "ب"
    if not glued and tokens.word(mention.start - 1) not in ON_AIR:
        return None
    kind = mention.kind or tokens.words[mention.name_start][mention.offset :]
    if kind not in KINDS or KINDS[kind] == "site":
        return None
    if tokens.has_before(mention.start, _SHOWN, _TALK_REACH):
        return None
    broadcast = KINDS[kind] == "broadcast"
    wanted, reach = (INTERVIEWS, QUOTE_REACH) if broadcast else (_IN_PRINT, PIECE_REACH)
    place = tokens.nearest_before(mention.start, wanted, reach)
    if place is None:
        return None
    said = tokens.words[place] in (APPEARED if not broadcast else _INTERVIEWS_PROPER)
    around = (*tokens.before(place), *tokens.after(mention.end, _SPEECH_REACH))
    if not said and not any(tokens.words[near] in _SPOKE for near in around):
        return None
    return Frame("cited", Rule.ON_AIR, place, mention.end)


def _through(tokens: Tokens, mention: Mention) -> Frame | None:
    speech = tokens.nearest_before(mention.start, SPEECH, QUOTE_REACH)
    return None if speech is None else Frame("cited", Rule.TOLD, speech, mention.end)


def told_object(tokens: Tokens, mention: Mention) -> Frame | None:
    """«أبلغ مسؤول X أن …», «أبلغ «X» مسؤول …»."""
    ends = tokens.word(mention.end) in {"", ".", "\n"} and (mention.kind or tokens.words[mention.name_start] in KINDS)
    told = mention.quoted and tokens.word(mention.start - 1) in CONFIDE
    if mention.preposition or not (tokens.word(mention.end) in THAT or ends or told):
        return None
    verb = tokens.nearest_before(mention.start, TELL)
    return None if verb is None or mention.start - verb > QUOTE_REACH else Frame("cited", Rule.TOLD, verb, mention.end)


def _reports(tokens: Tokens, mention: Mention) -> bool:
    """«أفاد مصور لX»: who belongs to the outlet speaks."""
    person = mention.start - 1
    return tokens.words[person] in WITNESSES and tokens.has_before(person, REPORT, 2)


def _is_denied(tokens: Tokens, piece: int) -> bool:
    """«نفى مسؤولون تقريرا لX»."""
    return tokens.has_before(piece, DENIAL, PIECE_REACH)


def _is_told_piece(tokens: Tokens, piece: int, mention: Mention) -> bool:
    """«في تقرير لX», «بحسب مقال لX», but not «أرسل مقالا لX»."""
    introduced = tokens.word(piece - 1) in {"في", "وفي"} or tokens.has_before(piece, RELIED_ON, 3)
    return introduced and mention.start - piece <= PIECE_REACH
