"""Reads what a person types into a search: words, phrases, AND, OR, NOT, prefixes and brackets.

Words that stand side by side must all occur. The operators are capitals, because «or» may be looked for; `-word` is NOT. What is neither
word nor number only parts words. The longest query has `MOST_TERMS` words and phrases.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from storage.search.text import folded_words
from warraq.errors import UsageError
from warraq.text.stem import query_stems

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_TERMS: Final = 32
MOST_PHRASE_WORDS: Final = 64
_DEEPEST: Final = 16
"""Brackets within brackets."""
_SHORTEST_PREFIX: Final = 2
"""One letter begins so many words that a large store would be read whole."""

_QUOTE_MARKS: Final = '"«»“”„‟〝〞″'
_QUERY_TOKEN: Final = re.compile(
    rf"[{_QUOTE_MARKS}]([^{_QUOTE_MARKS}]*)[{_QUOTE_MARKS}]?|([()])|-(?=[{_QUOTE_MARKS}(]|[^\W\d])|([^\s(){_QUOTE_MARKS}]+)"
)
_ARABIC_RUN: Final = re.compile("[\u0621-\u064a]+")
_DEFINITE_ARTICLE: Final = re.compile("ال(?=..)")
_OPERATORS: Final = frozenset({"AND", "OR", "NOT"})


@dataclass(frozen=True, slots=True)
class Term:
    """One word, phrase or prefix."""

    words: tuple[str, ...]
    """Folded; they follow one another."""
    stems: frozenset[str] = frozenset()
    """Stems of a single word, any of which will do; empty for phrases, which are taken as they are written, and prefixes."""
    prefix: bool = False
    """Whether words that only begin like this one will do."""
    written: str = field(default="", compare=False)
    """A single word as it was typed; empty for others."""

    @property
    def openings(self) -> tuple[str, ...]:
        """What the first word may be written as: «ومجلس الأمن», «للأمم المتحدة»; a word on its own is taken as it is written."""
        first = self.words[0]
        return _joined(first) if len(self.words) > 1 and _ARABIC_RUN.fullmatch(first) else (first,)


def _joined(word: str) -> tuple[str, ...]:
    """A folded word alone and behind each particle that Arabic joins to it; «ل» swallows the alef of an article, and a third lam."""
    article = _DEFINITE_ARTICLE.match(word)
    to = "ل" + word[article.end() - 1 :] if article else "ل" + word
    return (word, *(particle + word for particle in ("و", "ف", "ب", "ك", "وب", "فب")), to, f"و{to}", f"ف{to}")


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of the parts, and none of the others."""

    parts: tuple[Query, ...]
    but: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the parts."""

    parts: tuple[Query, ...]


Query = Term | AllOf | AnyOf


def parse(text: str) -> AllOf | None:
    """The query of a text; None where it holds no word. Raises UsageError for operators and brackets that do not fit together."""
    tokens = list(_tokens(text))
    if not any(isinstance(token, Term) for token in tokens):
        return None
    reader = _Reader(tokens)
    found = reader.any_of()
    if reader.left():
        raise UsageError("a closing bracket too many; write as many ( as ), or put what they stand around in quotes")
    if len(set(terms(found))) > MOST_TERMS:
        raise UsageError(f"more than {MOST_TERMS} words and phrases; leave the less telling ones out")
    return found if isinstance(found, AllOf) else AllOf((found,))


def terms(query: Query) -> Iterator[Term]:
    """Every word, phrase and prefix of it."""
    if isinstance(query, Term):
        yield query
        return
    for part in (*query.parts, *(query.but if isinstance(query, AllOf) else ())):
        yield from terms(part)


def wanted(query: Query) -> Iterator[Term]:
    """Those that are not excluded."""
    if isinstance(query, Term):
        yield query
    else:
        for part in query.parts:
            yield from wanted(part)


def in_a_row(query: AllOf) -> Term | None:
    """Its words as one phrase, in their order; None where they stand in a choice or one is only a prefix."""
    if not all(isinstance(part, Term) and not part.prefix for part in query.parts):
        return None
    words = tuple(word for part in query.parts if isinstance(part, Term) for word in part.words)
    return Term(words) if len(words) <= MOST_PHRASE_WORDS else None


# Reading


def _tokens(text: str) -> Iterator[Term | str]:
    """Terms, operators and brackets in order."""
    for found in _QUERY_TOKEN.finditer(text):
        phrase, bracket, plain = found.groups()
        if phrase is not None:
            yield from _term(phrase, whole=True)
        elif plain in _OPERATORS:
            yield plain
        elif plain is not None:
            yield from _term(plain, whole=False)
        else:
            yield bracket or "NOT"


def _term(text: str, *, whole: bool) -> Iterator[Term]:
    """The term of a phrase (`whole`) or of what stands between two spaces; none where it holds no word."""
    words = tuple(folded_words(text))
    prefix = not whole and len(words) == 1 and text.endswith("*")
    if len(words) > MOST_PHRASE_WORDS:
        raise UsageError(f"a phrase of more than {MOST_PHRASE_WORDS} words; a part of it will do")
    if prefix and len(words[0]) < _SHORTEST_PREFIX:
        raise UsageError(f"{text}: a beginning of one letter fits too many words; write at least {_SHORTEST_PREFIX}")
    if words:
        yield single_word(words[0], text) if not whole and len(words) == 1 and not prefix else Term(words, prefix=prefix)


def single_word(folded: str, written: str) -> Term:
    """The term of one word, which any of its forms will do for."""
    return Term((folded,), query_stems(written), written=written)


class _Reader:
    """Goes through the tokens; OR binds weaker than AND, and AND may be left out."""

    def __init__(self, tokens: list[Term | str]) -> None:
        self.tokens = tokens
        self.place = 0
        self.depth = 0

    def left(self) -> bool:
        return self.place < len(self.tokens)

    def _take(self, token: str) -> bool:
        taken = self.left() and self.tokens[self.place] == token
        self.place += taken
        return taken

    def any_of(self) -> Query:
        parts = [self._all_of()]
        while self._take("OR"):
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all_of(self) -> Query:
        parts: list[Query] = []
        but: list[Query] = []
        while True:
            excluded = self._take("NOT")
            (but if excluded else parts).append(self._part("NOT" if excluded else "AND"))
            if not self._take("AND") and (not self.left() or self.tokens[self.place] in ("OR", ")")):
                break
        if not parts:
            raise UsageError("only words that must not occur; add one that must, as in: قمح NOT شعير")
        return AllOf(tuple(dict.fromkeys(parts)), tuple(but))

    def _part(self, operator: str) -> Query:
        if self._take("("):
            return self._bracket()
        if not self.left() and self.depth:
            raise UsageError("a bracket is not closed; write as many ( as ), or put what they stand around in quotes")
        if not self.left() or not isinstance(token := self.tokens[self.place], Term):
            near = self.tokens[self.place] if self.left() else operator
            raise UsageError(f"a word is missing beside {near}; to look for the word {near} itself put it in quotes")
        self.place += 1
        return token

    def _bracket(self) -> Query:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise UsageError(f"brackets deeper than {_DEEPEST}; write the query with fewer")
        inner = self.any_of()
        if not self._take(")"):
            raise UsageError("a bracket is not closed; write as many ( as ), or put what they stand around in quotes")
        self.depth -= 1
        return inner
