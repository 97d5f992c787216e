"""Frames in which somebody speaks to an outlet: told it, was interviewed, appeared on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.attribution.frames.frames import PIECE_REACH, QUOTE_REACH, Frame, reach_back
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
        return Frame("cited", "told", mention.start, mention.end) if plain else None
    if tokens.words[trigger] in PIECES and (_is_denied(tokens, trigger) or not _is_told_piece(tokens, trigger, mention)):
        return None
    near = mention.start - trigger == 1 or tokens.word(mention.end) in _CLOSES
    start = trigger if mention.start - trigger <= QUOTE_REACH else mention.start
    return Frame("cited", "told", start, mention.end, media=near)


def interviewed(tokens: Tokens, mention: Mention) -> Frame | None:
    """«في مقابلة مع X», «تحدث إلى X», «في تصريح إلى X»."""
    previous = tokens.word(mention.start - 1)
    if mention.preposition or previous not in {"مع", "الي"}:
        return None
    if previous == "الي":
        return _addressed(tokens, mention)
    interview = next((place for place in reach_back(tokens, mention.start, QUOTE_REACH) if tokens.words[place] in INTERVIEWS), None)
    return None if interview is None else Frame("cited", "told", interview, mention.end)


def _addressed(tokens: Tokens, mention: Mention) -> Frame | None:
    if tokens.word(mention.start - 2) in BEFORE_TO:
        return Frame("cited", "told", mention.start - 2, mention.end)
    talk = next((place for place in reach_back(tokens, mention.start - 1, _TALK_REACH) if tokens.words[place] in TALKS), None)
    if talk is None and tokens.word(mention.end) in _CLOSES:
        talk = next((place for place in reach_back(tokens, mention.start - 1, QUOTE_REACH) if tokens.words[place] in SPEECH), None)
    return None if talk is None else Frame("cited", "told", talk, mention.end)


def on_air(tokens: Tokens, mention: Mention) -> Frame | None:
    """«في برنامج … على قناة X», «في مقال في صحيفة X», «مقال نشر في X», «طالب عبر «X»»."""
    if tokens.word(mention.start - 1) in _THROUGH and mention.quoted and not mention.kind:
        return _through(tokens, mention)
    glued = mention.preposition == "ب"
    if not glued and tokens.word(mention.start - 1) not in ON_AIR:
        return None
    kind = mention.kind or tokens.words[mention.name_start][mention.offset :]
    if kind not in KINDS or KINDS[kind] == "site":
        return None
    if any(tokens.words[place] in _SHOWN for place in reach_back(tokens, mention.start, _TALK_REACH)):
        return None
    broadcast = KINDS[kind] == "broadcast"
    wanted, reach = (INTERVIEWS, QUOTE_REACH) if broadcast else (_IN_PRINT, PIECE_REACH)
    place = next((place for place in reach_back(tokens, mention.start, reach) if tokens.words[place] in wanted), None)
    if place is None:
        return None
    said = tokens.words[place] in (APPEARED if not broadcast else _INTERVIEWS_PROPER)
    around = (*tokens.before(place), *tokens.after(mention.end, _SPEECH_REACH))
    if not said and not any(tokens.words[near] in _SPOKE for near in around):
        return None
    return Frame("cited", "on-air", place, mention.end)


def _through(tokens: Tokens, mention: Mention) -> Frame | None:
    speech = next((place for place in reach_back(tokens, mention.start, QUOTE_REACH) if tokens.words[place] in SPEECH), None)
    return None if speech is None else Frame("cited", "told", speech, mention.end)


def told_object(tokens: Tokens, mention: Mention) -> Frame | None:
    """«أبلغ مسؤول X أن …», «أبلغ «X» مسؤول …»."""
    ends = tokens.word(mention.end) in {"", ".", "\n"} and (mention.kind or tokens.words[mention.name_start] in KINDS)
    told = mention.quoted and tokens.word(mention.start - 1) in CONFIDE
    if mention.preposition or not (tokens.word(mention.end) in THAT or ends or told):
        return None
    verb = next((place for place in tokens.before(mention.start) if tokens.words[place] in TELL), None)
    return None if verb is None or mention.start - verb > QUOTE_REACH else Frame("cited", "told", verb, mention.end)


def _reports(tokens: Tokens, mention: Mention) -> bool:
    """«أفاد مصور لX»: who belongs to the outlet speaks."""
    person = mention.start - 1
    return tokens.words[person] in WITNESSES and any(tokens.words[place] in REPORT for place in reach_back(tokens, person, 2))


def _is_denied(tokens: Tokens, piece: int) -> bool:
    """«نفى مسؤولون تقريرا لX»."""
    return any(tokens.words[place] in DENIAL for place in reach_back(tokens, piece, PIECE_REACH))


def _is_told_piece(tokens: Tokens, piece: int, mention: Mention) -> bool:
    """«في تقرير لX», «بحسب مقال لX», but not «أرسل مقالا لX»."""
    introduced = tokens.word(piece - 1) in {"في", "وفي"} or any(
        tokens.words[place] in REPORT or tokens.words[place] in ACCORDING for place in reach_back(tokens, piece, 3)
    )
    return introduced and mention.start - piece <= PIECE_REACH
