"""The last resort: a name that nothing else is called is a source, unless the words around it say what else it is here."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from warraq.attribution.frames.frames import QUOTE_REACH, Frame
from warraq.attribution.lexicon.explained import (
    BUSINESS,
    EXPLAINED,
    HEADED_BY,
    MARKET,
    NAMES_OF_PRESS,
    NAMESAKES,
    OWN_BUSINESS,
    SHOWS,
    STAFF,
)
from warraq.attribution.lexicon.forms import folded, with_conjunction
from warraq.attribution.lexicon.kinds import KINDS, NATIONAL_KINDS
from warraq.attribution.lexicon.phrases import ACCORDING, ACCORDING_TO, APPEARED, BELONGING, INTERVIEWS, PIECES
from warraq.attribution.lexicon.verbs import DENIAL, RELATIVES, REPORT, SPEECH, THAT
from warraq.attribution.mentions.tokens import CLOSERS, OPENERS, OPENING
from warraq.attribution.rules import Rule
from warraq.text.places import PLACES
from warraq.words.countries import ARAB

if TYPE_CHECKING:
    from warraq.attribution.mentions.mention import Mention
    from warraq.attribution.mentions.tokens import Tokens

_REACH: Final = 2
_HOUSE: Final = EXPLAINED - with_conjunction(folded("لدى مؤتمر ندوة منتدى معرض مهرجان"))
_PRESS_LIKE: Final = folded("صحفي صحافي صحفية صحافية إعلامي إعلامية")
_HELD: Final = with_conjunction(folded("مؤتمر تصريح بيان لقاء حوار حديث تقرير تحقيق مقال إيجاز منتدى مؤتمره بتصريح لتصريح ببيان تصريحات"))
# «رئيس القسم الرياضي في صحيفة X».
_STAFF_REACH: Final = 4
_LOOK_BACK: Final = 8
_SPEECH_REACH: Final = 4
_BELONGS: Final = folded("في من لدى")
_PARTICLES: Final = OPENERS | CLOSERS | with_conjunction(folded("في من على إلى عن مع هو هي كان كانت ال"))
_SHOWN_ON: Final = with_conjunction(folded("على عبر شاشة شاشات"))
# «الأمين العام لX».
_GENERAL: Final = "العام"
_SEEN: Final = with_conjunction(folded("يرى ترى صورة"))
_TO: Final = with_conjunction(folded("إلى"))
_CLAUSE_OPENERS: Final = with_conjunction(folded("أما لكن حتى حين بينما فيما كما كانت كان"))
_VOICED: Final = (
    SPEECH
    | INTERVIEWS
    | PIECES
    | APPEARED
    | ACCORDING
    | ACCORDING_TO
    | with_conjunction(folded("عنوان بعنوان صفحات عناوين استفتاء استطلاع"))
)
_BEING: Final = folded("كانت كان ستكون تكون")
_PRESS_NOUNS: Final = folded("الصحيفة الصحف الصحافة صحف صحافة الإعلام القنوات الوكالات")
_PORTRAIT_REACH: Final = 7
# A line of fewer words that has no verb is a caption, a list or a heading.
_SHORTEST_LINE: Final = 6
# Shorter words without an article have namesakes in every language.
_SHORTEST_BARE: Final = 5
_CAPTION_MARKS: Final = frozenset("/|©@#_+&")


def presumed(tokens: Tokens, mention: Mention, line: range) -> Frame | None:
    """The mention itself as a citation, None where something explains it otherwise."""
    if (
        _is_foreign(tokens, mention)
        or _is_caption(tokens, mention, line)
        or _reads_as_phrase(tokens, mention)
        or explained(tokens, mention)
    ):
        return None
    if not _acts(tokens, mention) or _is_marketed(tokens, mention):
        return None
    return Frame("cited", Rule.PRESUMED, mention.start, mention.end)


def works_there(tokens: Tokens, mention: Mention) -> bool:
    """True behind «رئيس القسم الرياضي في»: somebody of the outlet is meant."""
    near, joint = _before(tokens, mention)
    reach = _STAFF_REACH if joint in _BELONGS or joint in ("ل", "ب") else _REACH
    return any(word in STAFF for word in near[:reach])


def _before(tokens: Tokens, mention: Mention) -> tuple[list[str], str]:
    """The words in front, nearest first, without particles, kind words and «صحفي» of a «مؤتمر صحفي»; and what joins the outlet to them."""
    places = list(tokens.before(mention.start, _LOOK_BACK))
    near = [tokens.words[place] for place in places if not (tokens.words[place] in _PRESS_LIKE and tokens.word(place - 1) in _HELD)]
    near = [word for word in near if word not in _PARTICLES and word not in KINDS]
    return near, mention.preposition or (tokens.words[places[0]] if places else "")


def is_no_voice(tokens: Tokens, mention: Mention) -> bool:
    """True where the page's own name is an address, a city among cities, or that of an outlet spoken of."""
    if tokens.word(mention.start - 1) in ("@", "/") or _is_foreign(tokens, mention):
        return True
    text = " ".join(tokens.words[mention.name_start : mention.name_end])
    around = (*tokens.before(mention.start, QUOTE_REACH), *tokens.after(mention.end, _LOOK_BACK))
    if text in PLACES and not mention.kind and any(tokens.words[place] in PLACES and tokens.words[place] != text for place in around):
        return True
    near, _ = _before(tokens, mention)
    return works_there(tokens, mention) or any(word in _HOUSE for word in near[:_REACH])


def explained(tokens: Tokens, mention: Mention) -> bool:
    """True where the words around say that the outlet is spoken of: its people, its house, its public, its business, its programmes."""
    behind = tokens.word(mention.end)
    if (
        mention.preposition == "ك"
        or _is_portrayed(tokens, mention)
        or _goes_on(tokens, mention)
        or _is_left_alone(tokens, mention)
        or _is_abbreviation(tokens, mention)
        or behind.isdigit()
        or behind in BUSINESS
        or behind in OWN_BUSINESS
        or (behind == "," and tokens.word(mention.end + 1) in BUSINESS)
    ):
        return True
    near, joint = _before(tokens, mention)
    if any(word in DENIAL for word in near) or (near and near[0] in BUSINESS):
        return True
    if joint == "ل" and any(word in BELONGING for word in near[: 1 + (near[:1] == [_GENERAL])]):
        return True
    if joint in _TO or any(word in EXPLAINED for word in near[:_REACH]) or (near and near[0] in HEADED_BY):
        return True
    if works_there(tokens, mention):
        return True
    around = (*tokens.before(mention.start, _LOOK_BACK), *tokens.after(mention.end, _SPEECH_REACH))
    spoken = any(tokens.words[place] in SPEECH and tokens.words[place] not in _SEEN for place in around)
    return (joint in _SHOWN_ON or joint == "ل") and not spoken


def _is_portrayed(tokens: Tokens, mention: Mention) -> bool:
    """««X».. الصحيفة الأولى», «X كانت أصغر»: something is said of the outlet."""
    behind, then = tokens.word(mention.end), tokens.word(mention.end + 1)
    if behind in _BEING and then not in REPORT and then != "قد":
        return True
    opens = mention.start == 0 or tokens.words[mention.start - 1] == "\n"
    return (
        opens
        and behind not in REPORT
        and any(tokens.word(place) in _PRESS_NOUNS for place in range(mention.end, mention.end + _PORTRAIT_REACH))
    )


def _goes_on(tokens: Tokens, mention: Mention) -> bool:
    """True for «سي إن إن-آي بي إن»: a hyphen without spaces joins the name to more of it."""
    end = mention.end
    joined = tokens.word(end) == "-" and tokens.word(end + 1)[:1].isalnum()
    return joined and tokens.ends[end - 1] == tokens.starts[end] and tokens.ends[end] == tokens.starts[end + 1]


def _acts(tokens: Tokens, mention: Mention) -> bool:
    """True where a verb stands in front, or a clause opens with the outlet, or somebody speaks or writes nearby."""
    word = tokens.word(mention.start - 1)
    if word in THAT:
        return any(tokens.words[place] in REPORT for place in tokens.after(mention.end, _SPEECH_REACH))
    feminine = len(word) > 3 and word.endswith("ت") and not word.endswith(("ات", "وت", "يت")) and not word.startswith("ال")
    if (
        feminine
        or word in REPORT
        or word in _CLAUSE_OPENERS
        or tokens.opens_clause(mention.start)
        or tokens.opens_clause(mention.start - 1)
    ):
        return True
    around = (*tokens.before(mention.start, QUOTE_REACH), *tokens.after(mention.end, _LOOK_BACK))
    return any(tokens.words[place] in _VOICED for place in around)


def _is_marketed(tokens: Tokens, mention: Mention) -> bool:
    """True where the clause deals with the outlet as a business, or with what a broadcaster shows."""
    name = mention.name or mention.twin
    shows = name is not None and any(entry.kind == "broadcaster" for entry in name.entries)
    around = (*tokens.before(mention.start, QUOTE_REACH), *tokens.after(mention.end, _LOOK_BACK))
    return any(tokens.words[place] in MARKET or (shows and tokens.words[place] in SHOWS) for place in around)


def _is_left_alone(tokens: Tokens, mention: Mention) -> bool:
    """««رويترز» عامل ينظف نافذة» between two sentences signs a picture."""
    first = mention.start
    if (
        mention.kind
        or mention.preposition
        or mention.conjunction
        or first == 0
        or tokens.words[first - 1] == "\n"
        or not tokens.opens_clause(first)
    ):
        return False
    follower = tokens.word(mention.end)
    says = follower in REPORT and not (follower[0] == "و" and follower[1:] in REPORT)
    return not says and follower not in RELATIVES and follower != ","


def _is_abbreviation(tokens: Tokens, mention: Mention) -> bool:
    """«شركة طيران السعودية الخاص (SPA)»: letters in brackets are those of the name in front."""
    return tokens.words[mention.start] in OPENING and not mention.kind and tokens.word(mention.start - 1)[:1].isalpha()


def _is_foreign(tokens: Tokens, mention: Mention) -> bool:
    """True for Latin letters among others: a phrase of another language, not a name in an Arabic one."""
    if not tokens.words[mention.name_start][0].isascii():
        return False
    beside = (tokens.word(mention.start - 1), tokens.word(mention.end))
    return any(word[:1].isascii() and word[:1].isalnum() for word in beside) or not any("\u0600" <= word[:1] <= "\u06ff" for word in beside)


def _reads_as_phrase(tokens: Tokens, mention: Mention) -> bool:
    """True for names that bare may be just what they say: «الثورة السورية», «نداء الوطن», «26 سبتمبر», «الأناضول»."""
    name = mention.name or mention.twin
    if name is None or mention.quoted or mention.kind or (name.tokens[0][0].isascii() and not name.tokens[0].isdigit()):
        return False
    if name.tokens[0] in KINDS and len(name.tokens) > 1:
        return name.tokens[0] in NATIONAL_KINDS and tokens.word(mention.start - 1) not in _SHOWN_ON
    if len(name.tokens) == 1:
        return name.derived or name.text.startswith("ال") or len(name.text) < _SHORTEST_BARE or name.text in NAMESAKES
    arab = any(entry.country in ARAB for entry in name.entries)
    return name.tokens[0].isdigit() or (arab and NAMES_OF_PRESS.isdisjoint(name.tokens))


def _is_caption(tokens: Tokens, mention: Mention, line: range) -> bool:
    if tokens.word(mention.start - 1) in _CAPTION_MARKS or tokens.word(mention.end) in _CAPTION_MARKS:
        return True
    words = list(islice((tokens.words[place] for place in line if tokens.words[place][0].isalnum()), _SHORTEST_LINE))
    return len(words) < _SHORTEST_LINE and not any(word in REPORT for word in words)
