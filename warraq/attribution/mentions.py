"""Finds in one pass every place of a text where an outlet is named, with the words that belong to its name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from warraq.attribution.lexicon.countries import LANGUAGES, NATIONALITIES
from warraq.attribution.lexicon.kinds import AGENCY_NOUN, BROADCASTING, KINDS, NATIONAL_KINDS, TAILS
from warraq.attribution.registry import Strength, Surface
from warraq.attribution.tokens import CLOSING, OPENING, QUOTES
from warraq.attribution.unknown import unknown_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warraq.attribution.registry import Name, Registry
    from warraq.attribution.tokens import Tokens

# A clitic that stands apart from its word, before a quote or a Latin name: «لـ"رويترز"», «الـ"بي بي سي"».
_LONE_CLITICS: Final = {"ل": "ل", "لل": "ل", "ول": "ل", "فل": "ل", "ب": "ب", "وب": "ب", "بال": "ب", "ك": "ك", "ال": "", "وال": "", "و": ""}
_LANGUAGE_WORDS: Final = frozenset({"باللغه", "بلغه", "بال"})
_ARTICLE: Final = "ال"
# «هيئة» is a broadcaster only as «هيئة الإذاعة …», «هيئة البث …».
_AUTHORITY: Final = "هييه"
# «وكالة أنباء الجمهورية الإسلامية الإيرانية الرسمية».
_LONGEST_DESCRIPTION: Final = 7
_RELATIVE: Final = frozenset({"التي", "الذي", "الناطقه", "الناطق", "الصادره"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One outlet named in a text; numbers are token numbers, ends exclusive."""

    name: Name | None
    """None: no registered name, only a kind word and what it names."""
    name_start: int
    name_end: int
    start: int
    """Of the whole group: glued clitics, kind word and quotes included."""
    end: int
    """Past quotes, adjectives and a second name of the same outlet."""
    offset: int = 0
    """Characters of the first name token that belong to glued clitics."""
    conjunction: str = ""
    preposition: str = ""
    kind: str = ""
    quoted: bool = False
    country: str | None = None
    """From an adjective of nationality beside the name."""
    languages: frozenset[str] | None = None
    """Countries whose language the outlet is said to publish in."""
    twin: Name | None = None
    """The second name in «وكالة الأنباء الفلسطينية (وفا)»."""


def find_mentions(tokens: Tokens, registry: Registry) -> list[Mention]:
    """All mentions in order, none overlapping; whether one is a source is for the rules to say."""
    scanner = Scanner(tokens, registry)
    found: list[Mention] = []
    done = 0
    surfaces = registry.surfaces
    for number in [number for number, word in enumerate(tokens.words) if word in surfaces]:
        if number >= done and (mention := scanner.mention_at(number)):
            found.append(mention)
            done = mention.end
    return found


class Scanner:
    """Reads single mentions out of one text."""

    def __init__(self, tokens: Tokens, registry: Registry) -> None:
        self.tokens = tokens
        self.registry = registry

    def mention_at(self, number: int) -> Mention | None:
        """The mention whose kind word or name is this token, in the reading that covers most."""
        readings = [reading for way in self.registry.surfaces[self.tokens.words[number]] for reading in self._readings(number, way)]
        if not readings:
            return None
        best = max(readings, key=_merit)
        return self._completed(best)

    def _readings(self, number: int, way: Surface) -> Iterator[Mention]:
        if name := self.name_at(number, way.word):
            yield Mention(
                name, number, number + len(name.tokens), number, number + len(name.tokens), way.offset, way.conjunction, way.preposition
            )
        if way.word in KINDS and (behind := self._behind_kind(number, way) or self._behind_second_kind(number, way)):
            yield behind

    def name_at(self, number: int, first: str) -> Name | None:
        """The longest registered name whose first token reads `first` here."""
        words = self.tokens.words
        for name in self.registry.names.get(first, ()):
            if len(name.tokens) == 1 or tuple(words[number + 1 : number + len(name.tokens)]) == name.tokens[1:]:
                return name
        return None

    def _behind_kind(self, number: int, way: Surface) -> Mention | None:
        if way.word == _AUTHORITY:
            return self._national(number, way) if self.tokens.word(number + 1) in BROADCASTING else None
        place, country = self._adjectives(number + 1)
        if self.tokens.word(place) in AGENCY_NOUN:
            place += 1
        opened = self.tokens.word(place) in QUOTES or self.tokens.word(place) in OPENING
        if not opened and (country or way.word.startswith(_ARTICLE)):
            return self._national(number, way)
        first = self._past_quotes(place)
        name = self._name_of_kind(first, way.word)
        if name is None and not opened and (described := self._described(number, way)):
            return described
        end = first + len(name.tokens) if name else first
        if name is None and (national := self._national(number, way)):
            return national
        if name is None or (opened and not self._closes(end)):
            unknown = unknown_name(self.tokens, way.word, first, quoted=opened)
            if unknown is None and name is None:
                return None
            if unknown is not None and unknown > end:
                name, end = self.registry.name_spelt(self.tokens.words[first:unknown]), unknown
        mention = Mention(name, first, end, number, end, 0, way.conjunction, way.preposition, way.word, opened, country)
        if name or opened or KINDS[way.word] != "broadcast" or any(not word.startswith(_ARTICLE) for word in self.tokens.words[first:end]):
            return mention
        end += self.tokens.word(end) in NATIONALITIES
        return replace(mention, name_start=number, name_end=end, end=end, offset=way.offset)

    def _national(self, number: int, way: Surface) -> Mention | None:
        """A country's broadcaster or agency: «التلفزيون الرسمي الإيراني», «القناة السابعة الإسرائيلية», «وكالة الأنباء الأرجنتينية»."""
        news_agency = KINDS[way.word] == "agency" and self.tokens.word(number + 1) in AGENCY_NOUN
        if way.word not in NATIONAL_KINDS and not news_agency:
            return None
        for place in range(number + 1, number + 4):
            word = self.tokens.word(place)
            if country := NATIONALITIES.get(word):
                end = place + 1
                return Mention(None, number, end, number, end, way.offset, way.conjunction, way.preposition, way.word, country=country)
            if not word.removeprefix("و").startswith(_ARTICLE) and not word.isdigit():
                return None
        return None

    def _behind_second_kind(self, number: int, way: Surface) -> Mention | None:
        """«موقع صحيفة X»: the second kind word tells what the outlet is."""
        second = self.tokens.word(number + 1)
        if second not in KINDS:
            return None
        inner = self._behind_kind(number + 1, Surface(second, 0, way.conjunction, way.preposition))
        return inner and replace(inner, start=number)

    def _name_of_kind(self, number: int, kind: str) -> Name | None:
        """The name behind a kind word; behind «وكالة» no newspaper's ordinary word («وكالة أنباء الجمهورية الإسلامية»)."""
        name = self.name_at(number, self.tokens.word(number))
        if name is None or KINDS[kind] != "agency" or name.strength is not Strength.ORDINARY:
            return name
        return name if any(entry.kind == "agency" for entry in name.entries) else None

    def _described(self, number: int, way: Surface) -> Mention | None:
        """An agency by its long name, told by the short one behind it: «وكالة الأنباء … (إرنا)»."""
        if KINDS[way.word] != "agency":
            return None
        place = number + 1
        while place < number + _LONGEST_DESCRIPTION and self.tokens.word(place)[:1].isalpha():
            place += 1
        if self.tokens.word(place) not in QUOTES and self.tokens.word(place) not in OPENING:
            return None
        short = self._past_quotes(place)
        if place == number + 1 or self._name_of_kind(short, way.word) is None:
            return None
        return Mention(None, number, place, number, place, way.offset, way.conjunction, way.preposition, way.word)

    def _adjectives(self, number: int) -> tuple[int, str | None]:
        """Past what stands between kind word and name in «الصحيفة البريطانية "…"», with the nationality read there."""
        country = None
        place = number
        while place < number + 3 and (self.tokens.word(place) in NATIONALITIES or self.tokens.word(place) in TAILS):
            country = NATIONALITIES.get(self.tokens.word(place), country)
            place += 1
        return (place, country) if self.tokens.word(place) in QUOTES or self.tokens.word(place) in OPENING else (number, None)

    def _past_quotes(self, number: int) -> int:
        while self.tokens.word(number) in QUOTES or self.tokens.word(number) in OPENING:
            number += 1
        return number

    def _closes(self, number: int) -> bool:
        """True where a closing quote follows, perhaps behind adjectives."""
        while self.tokens.word(number) in NATIONALITIES or self.tokens.word(number) in TAILS:
            number += 1
        return self.tokens.word(number) in QUOTES or self.tokens.word(number) in CLOSING

    def _completed(self, mention: Mention) -> Mention:
        """The mention with the quotes around it, the adjectives behind it, its second name, and a clitic that stands apart."""
        mention = self._with_quotes(mention)
        mention = self._with_tail(mention)
        mention = self._with_twin(mention)
        mention = self._with_tail(self._with_quotes(mention))
        clitic = self.tokens.word(mention.start - 1)
        if clitic in _LONE_CLITICS and not mention.preposition and not mention.conjunction:
            return replace(mention, start=mention.start - 1, preposition=_LONE_CLITICS[clitic])
        return mention

    def _with_quotes(self, mention: Mention) -> Mention:
        start, end = mention.start, mention.end
        if not mention.kind:
            while self._encloses(start, end):
                start, end = start - 1, end + 1
        elif self.tokens.word(mention.name_start - 1) in QUOTES | OPENING:
            while self.tokens.word(end) in QUOTES or self.tokens.word(end) in CLOSING:
                end += 1
        return replace(mention, start=start, end=end, quoted=mention.quoted or end > mention.end)

    def _encloses(self, start: int, end: int) -> bool:
        """True for quotes or brackets around the tokens; both standing off would be the quotes of its neighbours."""
        before, after = self.tokens.word(start - 1), self.tokens.word(end)
        if not ((before in QUOTES and after in QUOTES) or (before in OPENING and after in CLOSING)):
            return False
        return self.tokens.ends[start - 1] == self.tokens.starts[start] or self.tokens.ends[end - 1] == self.tokens.starts[end]

    def _with_tail(self, mention: Mention) -> Mention:
        end, country, languages = mention.end, mention.country, mention.languages
        while end < mention.end + 4:
            word = self.tokens.word(end)
            if word in NATIONALITIES:
                country = country or NATIONALITIES[word]
            elif word not in TAILS:
                break
            end += 1
        if self.tokens.word(end) in _RELATIVE:
            languages = self._languages(end)
        return replace(mention, end=end, country=country, languages=languages)

    def _languages(self, number: int) -> frozenset[str] | None:
        """The countries of the language in «التي تصدر بلغة …», None where none is named."""
        for place in range(number + 1, number + 4):
            if self.tokens.word(place) in _LANGUAGE_WORDS:
                return LANGUAGES.get(self.tokens.word(place + 1))
        return None

    def _with_twin(self, mention: Mention) -> Mention:
        """A second name of the same outlet right behind, in quotes, brackets or bare."""
        first = self._past_quotes(mention.end)
        twin = self.name_at(first, self.tokens.word(first))
        if twin is None or (mention.name and not set(mention.name.entries) & set(twin.entries)):
            return mention
        if mention.name is None and first == mention.end:
            return mention
        end = first + len(twin.tokens)
        while first > mention.end and (self.tokens.word(end) in CLOSING or self.tokens.word(end) in QUOTES):
            end += 1
        return replace(mention, end=end, twin=twin)


def _merit(mention: Mention) -> tuple[bool, int, bool]:
    """A registered name before an unknown one, the longer before the shorter; of equals the one without its kind word, but for «وكالة»."""
    kinded = bool(mention.kind) and KINDS[mention.kind] != "agency"
    return mention.name is not None, mention.name_end, kinded
