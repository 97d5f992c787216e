"""Completes a mention with the words around it: quotes, adjectives, a second name, a clitic that stands apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from warraq.attribution.lexicon.countries import LANGUAGES, NATIONALITIES
from warraq.attribution.lexicon.kinds import AGENCY, TAILS
from warraq.attribution.mentions.tokens import CLOSERS, CLOSING, OPENERS, OPENING, QUOTES

if TYPE_CHECKING:
    from warraq.attribution.mentions.mention import Mention
    from warraq.attribution.mentions.registry import Registry
    from warraq.attribution.mentions.tokens import Tokens

# A clitic that stands apart from its word, before a quote or a Latin name: «لـ"رويترز"», «الـ"بي بي سي"».
_LONE_CLITICS: Final = {"ل": "ل", "لل": "ل", "ول": "ل", "فل": "ل", "ب": "ب", "وب": "ب", "بال": "ب", "ك": "ك", "ال": "", "وال": "", "و": ""}
_LANGUAGE_WORDS: Final = frozenset({"باللغه", "بلغه", "بال"})
_RELATIVES: Final = frozenset({"التي", "الذي", "الناطقه", "الناطق", "الصادره"})
# «البريطانية الأسبوعية الواسعة الانتشار».
_LONGEST_TAIL: Final = 4
# «(أ ش أ)», «(أ.ش.أ)».
_LONGEST_INITIALS: Final = 5


def completed(tokens: Tokens, registry: Registry, mention: Mention) -> Mention:
    """The mention with everything that belongs to it."""
    mention = _with_tail(tokens, _with_quotes(tokens, mention))
    twinned = _with_twin(tokens, registry, mention)
    mention = _of_unknown_initials(tokens, _with_quotes(tokens, twinned))
    if twinned.twin is not None:
        mention = _with_tail(tokens, mention)
    clitic = tokens.word(mention.start - 1)
    if clitic in _LONE_CLITICS and not mention.preposition and not mention.conjunction:
        conjunction = clitic[0] if clitic[0] in "وف" else ""
        return replace(mention, start=mention.start - 1, preposition=_LONE_CLITICS[clitic], conjunction=conjunction)
    return mention


def _of_unknown_initials(tokens: Tokens, mention: Mention) -> Mention:
    """«وكالة الأنباء الإيرانية (إسنا)», where no file knows «إسنا»: another agency than the country's own."""
    national = mention.kind == AGENCY or (mention.name is not None and mention.name.tokens[0] == AGENCY)
    by_country = mention.country or (mention.name is not None and any(word in NATIONALITIES for word in mention.name.tokens))
    if not national or not by_country or mention.twin is not None or tokens.word(mention.end) not in OPENERS:
        return mention
    closing = next((place for place in range(mention.end + 1, mention.end + _LONGEST_INITIALS + 2) if tokens.word(place) in CLOSERS), None)
    named = tokens.words[mention.end + 1 : closing]
    if (
        closing is None
        or not named
        or any(word in NATIONALITIES or word in TAILS or (not word[0].isalnum() and word != ".") for word in named)
    ):
        return mention
    return replace(mention, name=None, country=None, kind=AGENCY, end=closing + 1)


def _with_quotes(tokens: Tokens, mention: Mention) -> Mention:
    start, end = mention.start, mention.end
    if not mention.kind:
        while _encloses(tokens, start, end):
            start, end = start - 1, end + 1
    elif tokens.word(mention.name_start - 1) in OPENERS:
        end = tokens.past(end, CLOSERS)
    elif tokens.word(start - 1) in QUOTES and tokens.word(end) in QUOTES:
        start, end = start - 1, end + 1
    return mention if end == mention.end else replace(mention, start=start, end=end, quoted=True)


def _encloses(tokens: Tokens, start: int, end: int) -> bool:
    """True for quotes or brackets around the tokens; quotes that both stand off must open here, lest they be those of its neighbours."""
    before, after = tokens.word(start - 1), tokens.word(end)
    if not ((before in QUOTES and after in QUOTES) or (before in OPENING and after in CLOSING)):
        return False
    return (
        tokens.ends[start - 1] == tokens.starts[start] or tokens.ends[end - 1] == tokens.starts[end] or start - 1 in tokens.outside_quotes
    )


def _with_tail(tokens: Tokens, mention: Mention) -> Mention:
    end, country = mention.end, mention.country
    while end < mention.end + _LONGEST_TAIL and (tokens.word(end) in NATIONALITIES or tokens.word(end) in TAILS):
        country = country or NATIONALITIES.get(tokens.word(end))
        end += 1
    languages = _languages(tokens, end) if tokens.word(end) in _RELATIVES else mention.languages
    if end == mention.end and languages is mention.languages:
        return mention
    return replace(mention, end=end, country=country, languages=languages)


def _languages(tokens: Tokens, number: int) -> frozenset[str] | None:
    """The countries of the language in «التي تصدر بلغة …», None where none is named."""
    for place in range(number + 1, number + 4):
        if tokens.word(place) in _LANGUAGE_WORDS:
            return LANGUAGES.get(tokens.word(place + 1))
    return None


def _with_twin(tokens: Tokens, registry: Registry, mention: Mention) -> Mention:
    """A second name of the same outlet right behind, in quotes, brackets or bare."""
    first = tokens.past(mention.end, OPENERS)
    twin = registry.name_at(tokens.words, first, tokens.word(first))
    if twin is None or (mention.name and not set(mention.name.entries) & set(twin.entries)):
        return mention
    if mention.name is None and first == mention.end:
        return mention
    end = first + len(twin.tokens)
    return replace(mention, end=tokens.past(end, CLOSERS) if first > mention.end else end, twin=twin)
