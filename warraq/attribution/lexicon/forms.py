"""Builds sets of folded word forms out of the words as a dictionary writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warraq.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

CONJUNCTIONS = ("", "و", "ف")
OBJECT_PRONOUNS = ("", "ه", "ها", "هم", "هما")


def folded(text: str) -> frozenset[str]:
    """The words of a text, folded."""
    return frozenset(fold(text).split())


def phrases(lines: str) -> frozenset[tuple[str, ...]]:
    """One phrase a line, folded, as tuples of words."""
    return frozenset(tuple(line.split()) for line in fold(lines).splitlines())


def with_conjunction(words: Iterable[str]) -> frozenset[str]:
    """The words alone and with «و» or «ف» glued to them."""
    return frozenset(conjunction + word for word in words for conjunction in CONJUNCTIONS)


def verb_forms(verbs: Iterable[str]) -> frozenset[str]:
    """The verb forms with glued conjunction and object pronoun («ونشرته», «نقلها»)."""
    return with_conjunction(verb + pronoun for verb in verbs for pronoun in OBJECT_PRONOUNS)


def feminine(adjective: str) -> str:
    """The feminine of a folded adjective of nationality; nouns that end in teh marbuta stay."""
    return adjective if adjective.endswith("ه") else adjective + "ه"
