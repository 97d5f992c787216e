"""Reads what a kind word names: «صحيفة X», «الصحيفة البريطانية "X"», «التلفزيون السوري», «وكالة الأنباء … (X)»."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from warraq.attribution.lexicon.countries import NATIONALITIES
from warraq.attribution.lexicon.kinds import AGENCY_NOUN, BROADCASTING, KINDS, LOOSE_KINDS, NATIONAL_KINDS, NO_NAME, TAILS
from warraq.attribution.mentions.mention import Mention
from warraq.attribution.mentions.registry import Strength, Surface
from warraq.attribution.mentions.tokens import CLOSERS, OPENERS
from warraq.attribution.mentions.unknown import quoted_end, unknown_name

if TYPE_CHECKING:
    from warraq.attribution.mentions.registry import Name, Registry
    from warraq.attribution.mentions.tokens import Tokens

_ARTICLE: Final = "ال"
# «هيئة» is a broadcaster only as «هيئة الإذاعة …», «هيئة البث …».
_AUTHORITY: Final = "هييه"
# «وكالة أنباء الجمهورية الإسلامية الإيرانية الرسمية».
_LONGEST_DESCRIPTION: Final = 7


def behind_kind(tokens: Tokens, registry: Registry, number: int, way: Surface) -> Mention | None:
    """The outlet that the kind word at this token names, registered or not; None where it names none."""
    if way.word == _AUTHORITY:
        return _national(tokens, number, way) if tokens.word(number + 1) in BROADCASTING else None
    return _named(tokens, registry, number, way) or _behind_second(tokens, registry, number, way)


def _named(tokens: Tokens, registry: Registry, number: int, way: Surface) -> Mention | None:
    place, country = _adjectives(tokens, number + 1)
    place += tokens.word(place) in AGENCY_NOUN
    quoted = tokens.word(place) in OPENERS
    if not quoted and (country or way.word.startswith(_ARTICLE)):
        return _national(tokens, number, way)
    first = tokens.past(place, OPENERS)
    name = _name_of_kind(tokens, registry, first, way.word)
    if name is not None and not quoted and way.word in LOOSE_KINDS and name.text in NO_NAME:
        return None
    end = first + len(name.tokens) if name else first
    if name is None and not quoted and (described := _described(tokens, registry, number, way) or _national(tokens, number, way)):
        return described
    if name is None or (quoted and not _closes(tokens, end)):
        whole = unknown_name(tokens, way.word, first, quoted=quoted, told=way.preposition == "ل")
        if whole is not None and whole > end:
            words = tokens.words[first:whole]
            name, end = registry.name_spelt(words) or registry.name_spelt([way.word, *words]), whole
        elif name is not None and quoted_end(tokens, first) is not None:
            return None
    if end == first:
        return None
    mention = Mention(name, first, end, number, end, 0, way.conjunction, way.preposition, way.word, quoted, country)
    return mention if name or quoted else _with_generic_kind(tokens, mention, way)


def _with_generic_kind(tokens: Tokens, mention: Mention, way: Surface) -> Mention:
    """A station whose name is a common noun bears its kind word and nationality too: «إذاعة الجيش الإسرائيلي»."""
    words = tokens.words[mention.name_start : mention.name_end]
    if KINDS[mention.kind] != "broadcast" or not all(word.startswith(_ARTICLE) for word in words):
        return mention
    end = mention.end + (tokens.word(mention.end) in NATIONALITIES)
    return replace(mention, name_start=mention.start, name_end=end, end=end, offset=way.offset)


def _national(tokens: Tokens, number: int, way: Surface) -> Mention | None:
    """A country's broadcaster or agency: «التلفزيون الرسمي الإيراني», «القناة السابعة الإسرائيلية», «وكالة الأنباء الأرجنتينية»."""
    agency = KINDS[way.word] == "agency" and tokens.word(number + 1) in AGENCY_NOUN
    if way.word not in NATIONAL_KINDS and not agency:
        return None
    for place in range(number + 1, number + 4):
        word = tokens.word(place)
        if country := NATIONALITIES.get(word):
            end = place + 1
            return Mention(None, number, end, number, end, way.offset, way.conjunction, way.preposition, way.word, country=country)
        if not word.removeprefix("و").startswith(_ARTICLE) and not word.isdigit():
            return None
    return None


def _behind_second(tokens: Tokens, registry: Registry, number: int, way: Surface) -> Mention | None:
    """«موقع صحيفة X»: the second kind word tells what the outlet is."""
    second = tokens.word(number + 1)
    if second not in KINDS or second == _AUTHORITY:
        return None
    inner = _named(tokens, registry, number + 1, Surface(second, 0, way.conjunction, way.preposition))
    return inner and replace(inner, start=number)


def _name_of_kind(tokens: Tokens, registry: Registry, number: int, kind: str) -> Name | None:
    """The name behind a kind word; behind «وكالة» no newspaper's ordinary word («وكالة أنباء الجمهورية الإسلامية»).

    An agency named by its nationality («الفرنسية», «العمانية») is so named behind «وكالة» only: «القناة الفرنسية» is another.
    """
    name = registry.name_at(tokens.words, number, tokens.word(number))
    if name is not None and KINDS[kind] != "agency" and name.text in NATIONALITIES:
        return None
    if name is None or KINDS[kind] != "agency" or name.strength is not Strength.ORDINARY:
        return name
    return name if any(entry.kind == "agency" for entry in name.entries) else None


def _described(tokens: Tokens, registry: Registry, number: int, way: Surface) -> Mention | None:
    """An agency by its long name, told by the short one behind it: «وكالة الأنباء … (إرنا)»."""
    if KINDS[way.word] != "agency":
        return None
    place = number + 1
    while place < number + _LONGEST_DESCRIPTION and tokens.word(place)[:1].isalpha():
        place += 1
    if place == number + 1 or tokens.word(place) not in OPENERS:
        return None
    if _name_of_kind(tokens, registry, tokens.past(place, OPENERS), way.word) is None:
        return None
    return Mention(None, number, place, number, place, way.offset, way.conjunction, way.preposition, way.word)


def _adjectives(tokens: Tokens, number: int) -> tuple[int, str | None]:
    """Past what stands between kind word and name in «الصحيفة البريطانية "…"», with the nationality read there."""
    country = None
    place = number
    while place < number + 3 and (tokens.word(place) in NATIONALITIES or tokens.word(place) in TAILS):
        country = NATIONALITIES.get(tokens.word(place), country)
        place += 1
    return (place, country) if tokens.word(place) in OPENERS else (number, None)


def _closes(tokens: Tokens, number: int) -> bool:
    """True where a closing quote follows, perhaps behind adjectives."""
    while tokens.word(number) in NATIONALITIES or tokens.word(number) in TAILS:
        number += 1
    return tokens.word(number) in CLOSERS
