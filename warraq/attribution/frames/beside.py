"""Frames whose verb stands behind the outlet: relative clauses, «وكانت X … قد ذكرت», announcements, «جاء في X»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.attribution.frames.frames import QUOTE_REACH, Frame, verb_before
from warraq.attribution.lexicon.explained import OWN_BUSINESS
from warraq.attribution.lexicon.forms import folded, verb_forms, with_conjunction
from warraq.attribution.lexicon.phrases import OBTAINED
from warraq.attribution.lexicon.verbs import ANNOUNCE, NOUN_LIKE, RELATIVES, RELAY, REPORT, THAT
from warraq.attribution.rules import Rule

if TYPE_CHECKING:
    from warraq.attribution.mentions.mention import Mention
    from warraq.attribution.mentions.tokens import Tokens

# What an outlet does to its matter, besides saying it.
_WORK: Final = verb_forms(
    folded(
        "أفردت أفرد خصصت خصص عنونت عنون أجرت أجرى زارت زار أحصت أحصى رصدت رصد انفردت انفرد حاورت التقت اختارت اختار وصفت نقرأ أعدت أعد رأت"
    )
)
_ACTS: Final = REPORT | _WORK
_WERE: Final = with_conjunction(folded("كانت كان"))
# «وكانت صحيفة X اللندنية، في عددها الصادر أمس، قد كشفت».
_MODIFIED_REACH: Final = 14
_ANNOUNCED_REACH: Final = 5
_READ_IN: Final = with_conjunction(folded("جاء ورد نقرأ نطالع قرأنا كتب نشر نشرت جاءت وردت يرد مقال تقرير خبر"))
_NO_VERBAL_NOUN: Final = folded("في من على إلى مع عبر بعد قبل خلال أمام حتى التي الذي")


def relative(tokens: Tokens, mention: Mention) -> Frame | None:
    """«X، التي أفردت صفحتين», «X والتي عنونت»."""
    place = mention.end + (tokens.word(mention.end) == ",")
    if mention.preposition == "ل" or tokens.word(place) not in RELATIVES:
        return None
    verb = place + 1 + (tokens.word(place + 1) in {"قد", "كانت", "كان"})
    return Frame("cited", Rule.RELATIVE, mention.start, verb + 1, media=True) if tokens.word(verb) in _ACTS else None


def were(tokens: Tokens, mention: Mention) -> Frame | None:
    """«وكانت X التابعة لكذا نشرت», «وكان موقع X، نقلا عن مصدر، قد تحدث»."""
    if mention.preposition or tokens.word(mention.start - 1) not in _WERE:
        return None
    for place in tokens.after(mention.end, _MODIFIED_REACH):
        word = tokens.words[place]
        if (word == "قد" and tokens.word(place + 1) in _ACTS) or (word in RELAY and word not in NOUN_LIKE):
            return Frame("cited", Rule.TOPIC, mention.start - 1, place + 1 + (word == "قد"), media=True)
    return None


def announced(tokens: Tokens, mention: Mention) -> Frame | None:
    """«أعلنت «X» عن وصول …», «أعلنت «X» وفاة …»: with a clause behind it the verb has a rule of its own."""
    verb = (
        None if mention.preposition or not mention.name or not (mention.quoted or mention.kind) else verb_before(tokens, mention, ANNOUNCE)
    )
    if verb is None:
        return None
    behind = [tokens.words[place] for place in tokens.after(mention.end, _ANNOUNCED_REACH)]
    if behind and behind[0] in OWN_BUSINESS:
        return None
    if "عن" in behind or (behind and behind[0][0].isalpha() and behind[0] not in _NO_VERBAL_NOUN and not behind[0].startswith("ال")):
        return Frame("cited", Rule.ANNOUNCED, verb, mention.end)
    return None


def obtained(tokens: Tokens, mention: Mention) -> Frame | None:
    """«حصلت «X» على صور»."""
    named = not mention.preposition and mention.name and (mention.quoted or mention.kind) and tokens.word(mention.end) == "علي"
    verb = verb_before(tokens, mention, OBTAINED) if named else None
    return None if verb is None else Frame("cited", Rule.CONTACT, verb, mention.end)


def read_in(tokens: Tokens, mention: Mention) -> Frame | None:
    """«وجاء في «X» أن», «وفي «X» نقرأ أن»."""
    in_it = tokens.word(mention.start - 1) in {"في", "وفي"} and not mention.preposition
    if not in_it or not (mention.quoted or mention.kind):
        return None
    if tokens.word(mention.start - 2) in _READ_IN and any(tokens.words[place] in THAT for place in tokens.after(mention.end, QUOTE_REACH)):
        return Frame("cited", Rule.READ_IN, mention.start - 2, mention.end)
    if tokens.word(mention.end) in _WORK or tokens.word(mention.end + 1) in {"نقرا", "نطالع", "نقرأ"}:
        return Frame("cited", Rule.READ_IN, mention.start - 1, mention.end + 1)
    return None
