"""The registry of outlet names: an index built once, in which one look-up per word finds every name of a text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from warraq.attribution.lexicon.countries import NATIONALITIES
from warraq.attribution.lexicon.dates import is_name_of_date
from warraq.attribution.lexicon.kinds import KINDS
from warraq.attribution.lexicon.ordinary import ORDINARY_PHRASES, ORDINARY_WORDS, SHARED, is_phrase
from warraq.attribution.mentions.aliases import AliasNames, alias_names
from warraq.attribution.mentions.spelling import skeleton
from warraq.attribution.mentions.tokens import token_words
from warraq.text.places import PLACES
from warraq.words.countries import ARAB

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from warraq.outlet import Kind

_CONJUNCTIONS: Final = ("", "و", "ف")
_JOINED_PREPOSITIONS: Final = ("", "ب", "ل", "ك")
_ARTICLE: Final = "ال"
_AGENCY_BEFORE: Final = "وكاله "
# «إيه بي سي», «أ ف ب».
_LONGEST_INITIAL: Final = 3
_WORD_AND_NUMBER: Final = re.compile(r"([\u0621-\u064a]+) ?(\d+)")


OWN_PAGE: Final = "(page)"
"""Slug of the entry that a page's own names make, where no outlet of the registry owns the page; never given out."""


class Strength(IntEnum):
    """How much a name proves by itself."""

    ORDINARY = 0
    """An ordinary word: counts in a slot, in quotes or after a kind word only."""
    PHRASE = 1
    """Reads as a phrase too («روسيا اليوم»): counts also where only media can be meant."""
    DISTINCT = 2
    """Nothing else is called so."""


@dataclass(frozen=True, slots=True)
class RegistryEntry:
    """What attribution knows of one outlet."""

    slug: str
    title: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    country: str | None = None
    """ISO 3166 alpha-2; None where no one country."""
    kind: Kind = "publisher"
    common_word: bool = False
    """True: the one-word names are ordinary words too."""
    national: bool = False
    """True: the one that its country and kind name without a name: «وكالة الأنباء السورية»."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name and every outlet that bears it."""

    tokens: tuple[str, ...]
    text: str
    """Folded."""
    entries: tuple[RegistryEntry, ...]
    strength: Strength
    dateline: bool = False
    """True where an alias has the name with a separator behind it («عمون -»): its articles open so."""
    derived: bool = False
    """True for a spelling that no outlet file writes: «تايمز» of «التايمز»."""
    shared: bool = False
    """True where outlets outside the registry bear it too, so that a single entry proves nothing."""


@dataclass(frozen=True, slots=True)
class Surface:
    """One way in which a first word may stand in a text: with what is glued to it."""

    word: str
    """The bare word, with its article."""
    offset: int
    """How many characters of the token come before the word as it is written."""
    conjunction: str
    preposition: str


@dataclass(frozen=True, eq=False)
class Registry:
    """All names, by their first word; build it once with `Registry.build` and share it."""

    entries: Mapping[str, RegistryEntry] = field(repr=False)
    """By slug."""
    names: Mapping[str, tuple[Name, ...]] = field(repr=False)
    """By first token, longest first."""
    surfaces: Mapping[str, tuple[Surface, ...]] = field(repr=False)
    """By token as it may stand in a text, kind words included; the least glued first."""
    spellings: Mapping[str, Name] = field(repr=False)
    """Distinct names of one outlet without their spaces, and foreign ones by the skeleton of their spelling."""
    places: Mapping[tuple[str, str], frozenset[str]] = field(repr=False)
    """(name, place) -> slugs whose datelines read so."""
    kinds: Mapping[tuple[str, str], frozenset[str]] = field(repr=False)
    """(name, kind word) -> slugs that are written so."""

    def name_at(self, words: list[str], number: int, first: str) -> Name | None:
        """The longest name that these tokens hold from there on, its first token read as `first`."""
        second = words[number + 1] if number + 1 < len(words) else ""
        for name in self.names.get(first, ()):
            rest = name.tokens[1:]
            if not rest or (rest[0] == second and tuple(words[number + 1 : number + len(name.tokens)]) == rest):
                return name
        return None

    def name_spelt(self, words: Iterable[str]) -> Name | None:
        """The name that these folded words spell with other spaces, or, a foreign one, with other letters; None: there is none."""
        text = " ".join(words)
        return self.spellings.get(_joined(text)) or self.spellings.get(skeleton(text) or "")

    def with_page(self, names: tuple[str, ...], country: str | None = None) -> Registry:
        """This registry and one more, unregistered entry that bears these folded names of a page's own.

        A name that nothing but a registered outlet is called stays with that outlet, however the page calls itself.
        """
        entry = RegistryEntry(OWN_PAGE, names[0] if names else "", country=country)
        borne = {text: self.name_at(list(tokens), 0, tokens[0]) for text in names if (tokens := token_words(text))}
        taken = {text: name if name and name.text == text else None for text, name in borne.items()}
        added = [_own_name(text, entry, name) for text, name in taken.items() if _is_free(name)]
        by_first = dict(self.names)
        for name in added:
            kept = (other for other in by_first.get(name.tokens[0], ()) if other.text != name.text)
            by_first[name.tokens[0]] = tuple(sorted((name, *kept), key=lambda one: -len(one.tokens)))
        new = _surfaces({name.tokens[0] for name in added} - self.names.keys() - KINDS.keys())
        surfaces = {**self.surfaces, **{word: (*self.surfaces.get(word, ()), *ways) for word, ways in new.items()}}
        return replace(self, names=by_first, surfaces=surfaces)

    @staticmethod
    def build(entries: Iterable[RegistryEntry]) -> Registry:
        """The index over these outlets; a slug given twice keeps its last entry. Takes some 50 ms for 423 outlets."""
        by_slug = {entry.slug: entry for entry in entries}
        aliases = {slug: alias_names(entry.title, entry.aliases) for slug, entry in by_slug.items()}
        bearers = _bearers(by_slug, aliases)
        datelines = frozenset().union(*(found.datelines for found in aliases.values()))
        written = frozenset().union(*(found.clean | found.cluttered for found in aliases.values()))
        names = [_name(text, bearing, dateline=text in datelines, derived=text not in written) for text, bearing in bearers.items()]
        by_first: defaultdict[str, list[Name]] = defaultdict(list)
        for name in sorted(names, key=lambda name: -len(name.tokens)):
            by_first[name.tokens[0]].append(name)
        return Registry(
            by_slug,
            {first: tuple(found) for first, found in by_first.items()},
            _surfaces({*by_first, *KINDS}),
            _spellings(names),
            _pairs((pair, slug) for slug, found in aliases.items() for pair in found.places),
            _pairs((pair, slug) for slug, found in aliases.items() for pair in found.kinds),
        )


def _bearers(entries: Mapping[str, RegistryEntry], aliases: Mapping[str, AliasNames]) -> dict[str, list[RegistryEntry]]:
    """Every name with its outlets; a cluttered alias never takes a name that another outlet bears cleanly."""
    bearers: defaultdict[str, list[RegistryEntry]] = defaultdict(list)
    for slug, found in aliases.items():
        for name in {variant for clean in found.clean for variant in _variants(clean, entries[slug])}:
            bearers[name].append(entries[slug])
    clean_names = frozenset(bearers)
    for slug, found in aliases.items():
        for name in found.cluttered - clean_names:
            bearers[name].append(entries[slug])
            bearers[name].extend(_namesakes(name, entries[slug], entries, aliases))
    for name, bearing in bearers.items():
        if name.startswith(_AGENCY_BEFORE):
            rivals = bearers.get(name.removeprefix(_AGENCY_BEFORE), [])
            bearing.extend(entry for entry in rivals if entry.kind == "agency" and entry not in bearing)
    return {name: found for name, found in bearers.items() if token_words(name)}


def _namesakes(
    name: str, entry: RegistryEntry, entries: Mapping[str, RegistryEntry], aliases: Mapping[str, AliasNames]
) -> Iterator[RegistryEntry]:
    """Rivals of one country and kind whose clean name goes on from this one: «وكالة الأنباء اليمنية» (سبأ) of two governments."""
    for slug, found in aliases.items():
        rival = entries[slug]
        kindred = slug != entry.slug and (rival.country, rival.kind) == (entry.country, entry.kind) and name not in found.cluttered
        if kindred and any(clean.startswith(f"{name} ") for clean in found.clean):
            yield rival


def _variants(name: str, entry: RegistryEntry) -> Iterator[str]:
    """The name with its number glued or apart, initials with dots, and a foreign outlet's with or without the Arabic article."""
    yield name
    if " " in name and all(len(word) <= _LONGEST_INITIAL for word in name.split()):
        yield name.replace(" ", ".")
    yield _WORD_AND_NUMBER.sub(r"\1\2", name)
    yield _WORD_AND_NUMBER.sub(r"\1 \2", name)
    words = name.split()
    foreign = entry.country is not None and entry.country not in ARAB
    if foreign and not entry.common_word and words[0] not in KINDS and words[-1] not in NATIONALITIES:
        bare = name.removeprefix(_ARTICLE)
        if len(bare) > 4 and not bare[0].isascii():
            yield bare
            yield _ARTICLE + bare


def _name(text: str, entries: list[RegistryEntry], *, dateline: bool, derived: bool) -> Name:
    tokens = token_words(text)
    bearing = tuple(sorted(entries, key=lambda entry: entry.slug))
    return Name(tokens, text, bearing, _strength(text, tokens, entries), dateline, derived, text in SHARED)


def _is_free(name: Name | None) -> bool:
    return name is None or name.shared or len(name.entries) > 1 or name.strength is not Strength.DISTINCT


def _own_name(text: str, entry: RegistryEntry, taken: Name | None) -> Name:
    """One word may be an ordinary one, whoever bears it."""
    tokens = token_words(text)
    if taken is not None:
        return replace(taken, entries=(*taken.entries, entry))
    ordinary = len(tokens) == 1 and not (text.isascii() and len(text) >= _LONGEST_INITIAL + 2)
    return Name(tokens, text, (entry,), Strength.ORDINARY if ordinary else _strength(text, tokens, [entry]), dateline=True)


def _strength(text: str, tokens: tuple[str, ...], entries: list[RegistryEntry]) -> Strength:
    if text in PLACES or is_name_of_date(tokens):
        return Strength.ORDINARY
    if len(tokens) == 1:
        ordinary = any(entry.common_word for entry in entries) and not re.search("[a-z]", text)
        if ordinary or text in ORDINARY_WORDS or text.isdigit():
            return Strength.ORDINARY
    if text in ORDINARY_PHRASES or (len(tokens) == 2 and max(map(len, tokens)) == 1):
        return Strength.ORDINARY
    return Strength.PHRASE if is_phrase(text) else Strength.DISTINCT


def _surfaces(words: Iterable[str]) -> dict[str, tuple[Surface, ...]]:
    found: defaultdict[str, list[Surface]] = defaultdict(list)
    for word in words:
        for conjunction in _CONJUNCTIONS:
            for preposition in _JOINED_PREPOSITIONS:
                glued, offset = _glued(word, conjunction + preposition)
                found[glued].append(Surface(word, offset, conjunction, preposition))
    return {glued: tuple(sorted(ways, key=lambda way: way.offset)) for glued, ways in found.items()}


def _glued(word: str, clitics: str) -> tuple[str, int]:
    """«ل» and the article become «لل», and the name as written then starts behind both."""
    if clitics.endswith("ل") and word.startswith(_ARTICLE):
        return f"{clitics}ل{word.removeprefix(_ARTICLE)}", len(clitics) + 1
    return clitics + word, len(clitics)


def _spellings(names: list[Name]) -> dict[str, Name]:
    """Skeletons only of names whose spelling varies, foreign ones and coined words, and only keys that a single outlet has."""
    found: defaultdict[str, list[Name]] = defaultdict(list)
    for name in names:
        if name.strength is not Strength.DISTINCT or len(name.entries) > 1:
            continue
        found[_joined(name.text)].append(name)
        if name.tokens[0] in KINDS:
            continue
        country = name.entries[0].country
        foreign = (country is not None and country not in ARAB) or (len(name.tokens) == 1 and not name.text.startswith(_ARTICLE))
        if foreign and (key := skeleton(name.text)):
            found[key].append(name)
    return {key: bearing[0] for key, bearing in found.items() if len({name.entries[0].slug for name in bearing}) == 1}


def _joined(text: str) -> str:
    """The text without what writers leave out or put in at will: «لو موند», «بي.بي.سي»."""
    return text.replace(" ", "").replace(".", "")


def _pairs(pairs: Iterable[tuple[tuple[str, str], str]]) -> dict[tuple[str, str], frozenset[str]]:
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for pair, slug in pairs:
        found[pair].add(slug)
    return {pair: frozenset(slugs) for pair, slugs in found.items()}
