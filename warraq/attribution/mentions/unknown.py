"""Reads the name of an outlet that no registry knows, where a kind word stands before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.attribution.lexicon.countries import INDEFINITE, NATIONALITIES
from warraq.attribution.lexicon.kinds import (
    AGENCY_NOUN,
    DUAL_KINDS,
    INSTITUTIONS,
    KINDS,
    LOOSE_KINDS,
    MEDIA_TAILS,
    NEWS_TAILS,
    NO_NAME,
    NOT_NEWS,
    PLURAL_KINDS,
    SITES,
    TAILS,
)
from warraq.attribution.lexicon.verbs import RELATIVES, REPORT, THAT
from warraq.attribution.mentions.tokens import CLOSING, QUOTES

if TYPE_CHECKING:
    from warraq.attribution.mentions.tokens import Tokens

# «لو سوار دالجيري», «ذا نيويورك ريفيو أوف بوكس»: the longest newspaper names have five words.
_LONGEST_NAME: Final = 5
_LONGEST_FOREIGN_NAME: Final = 4
_LONGEST_ARABIC_NAME: Final = 2
# «قال لموقع ليبانون ون إن».
_SITE_NAME: Final = (2, 3)
# What may follow a name that nothing else closes.
_FOLLOWERS: Final = frozenset({",", ":", ".", "\n", "", "عن", "نقلا"})
_PREPOSITIONS: Final = frozenset(
    {"عن", "في", "من", "علي", "الي", "مع", "ب", "ل", "قد", "لا", "ما", "انه", "انها", "يوم", "امس", "اليوم", "خلال", "بعد", "قبل", "نقلا"}
)
_DEPENDENT: Final = frozenset({"الصادره", "الصادر", "التابعه", "التابع", "المملوكه", "المواليه", "المقربه", "المحسوبه", "الناطقه"})
# «قال لقناة فوكس سبورتس "كنت هناك"».
_FOREIGN_FOLLOWERS: Final = _DEPENDENT | QUOTES
_STOPS: Final = _DEPENDENT | THAT | RELATIVES | REPORT | _PREPOSITIONS


def unknown_name(tokens: Tokens, kind: str, start: int, *, quoted: bool, told: bool = False) -> int | None:
    """Where the name that starts at this token ends; None where the words after the kind word are no outlet's name.

    In quotes the name is what they hold. Without quotes it ends before an adjective of nationality or of a medium, or, behind «صحيفة»,
    «مجلة», «قناة» and their like, where the clause goes on; foreign names, which lack the Arabic article, may be longer.
    """
    end = quoted_end(tokens, start) if quoted else _bare_end(tokens, kind, start, told=told)
    if end is None or end == start:
        return None
    words = tokens.words[start:end]
    generic = words[0] in INSTITUTIONS if quoted else words[0] in NO_NAME or words[0] in INDEFINITE
    longer = quoted and len(words) > 1 and words[0].startswith("ال")
    return None if generic or " ".join(words) in NOT_NEWS or (words[0] in NOT_NEWS and not longer) else end


def quoted_end(tokens: Tokens, start: int) -> int | None:
    """Where the quotes close that were opened before this token; None where they hold more than a name."""
    for place in range(start, min(start + _LONGEST_NAME + 1, len(tokens.words))):
        word = tokens.words[place]
        if word in QUOTES or word in CLOSING:
            return place
        if not word[0].isalnum() and word not in ".-&":
            return None
    return None


def _joins_letters(tokens: Tokens, dot: int) -> bool:
    """«كي.إكس.واي»: the dot stands between letters, without spaces."""
    close = tokens.ends[dot - 1] == tokens.starts[dot] and dot + 1 < len(tokens.words) and tokens.ends[dot] == tokens.starts[dot + 1]
    return close and tokens.words[dot + 1][0].isalpha() and tokens.words[dot - 1][0].isalpha()


def _bare_end(tokens: Tokens, kind: str, start: int, *, told: bool) -> int | None:
    if kind in PLURAL_KINDS:
        return None
    place = start
    last = start + _LONGEST_NAME
    while place < last:
        word = tokens.word(place)
        if word == "." and _joins_letters(tokens, place):
            place, last = place + 1, last + 2
            continue
        if place > start and kind in DUAL_KINDS and word.startswith("و"):
            return place
        if not word or not word[0].isalnum() or word in _STOPS or word in TAILS or word in NATIONALITIES or word in AGENCY_NOUN:
            break
        place += 1
    follower = tokens.word(place)
    if follower in (NEWS_TAILS if kind in LOOSE_KINDS else MEDIA_TAILS) or (follower in NATIONALITIES and kind not in LOOSE_KINDS):
        return place
    foreign = all(not word.startswith("ال") for word in tokens.words[start:place])
    if kind in LOOSE_KINDS or KINDS[kind] == "site":
        return place if told and kind in SITES and foreign and place - start in _SITE_NAME and follower in THAT else None
    longest = _LONGEST_FOREIGN_NAME if foreign else _LONGEST_ARABIC_NAME
    return (
        place
        if place - start <= longest and (follower in THAT or follower in _FOLLOWERS or (foreign and follower in _FOREIGN_FOLLOWERS))
        else None
    )
