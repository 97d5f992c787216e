"""Takes the bare names out of an outlet's aliases, which are written as credit lines and datelines have them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from warraq.attribution.lexicon.kinds import KINDS
from warraq.attribution.lexicon.phrases import DESKS
from warraq.text.fold import fold
from warraq.text.places import PLACES

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTES: Final = re.compile("[\"']")
_LATIN: Final = re.compile("[a-z]")
_ANY_ARABIC: Final = re.compile("[\u0621-\u064a]")
_LATIN_BRACKET: Final = re.compile(r"\s*\(.*?\)")
_ALIAS_SEPARATORS: Final = re.compile(r"[()\[\]{}:/|+,]+|(?<![a-z])-|-(?![a-z])")
_DATELINE_END: Final = re.compile(r"[-:/]$")
_AGENCY: Final = "وكاله"
_ARTICLE: Final = "ال"


@dataclass(frozen=True, slots=True)
class AliasNames:
    """What one outlet's aliases say, folded."""

    clean: frozenset[str]
    """Names written as names."""
    cluttered: frozenset[str]
    """Names taken out of datelines, brackets and credit lines: no proof against another outlet's clean name."""
    places: frozenset[tuple[str, str]]
    """(name, place) pairs out of datelines («صنعاء - سبأ»): with that place the name is this outlet's."""
    datelines: frozenset[str]
    """Names written with a separator behind them («عمون -»), as they open a dateline."""
    kinds: frozenset[tuple[str, str]]
    """(name, kind word) pairs: the kind word is written with the name («بوابة الوسط»)."""


def alias_names(title: str, aliases: Sequence[str]) -> AliasNames:
    """The names among an outlet's title and aliases; kind words that are no part of a name are told apart from it."""
    split = [(alias, pieces) for alias in (title, *aliases) if (pieces := _pieces(alias))]
    written = {pieces[0] for _, pieces in split if len(pieces) == 1} | _title_names(title)
    kinds = {pair for name in written if (pair := _without_kind(name)) and pair[0] in written}
    surplus = {f"{kind} {name}" for name, kind in kinds if kind != _AGENCY and not kind.startswith(_ARTICLE)}
    cluttered: set[str] = set()
    places: set[tuple[str, str]] = set()
    for alias, pieces in split:
        names = _names_among(pieces, written, bracketed="(" in alias)
        cluttered |= names - written
        places |= {(name, piece) for name in names for piece in pieces if piece in PLACES}
    datelines = {pieces[0] for alias, pieces in split if _DATELINE_END.search(fold(alias))}
    return AliasNames(frozenset(written - surplus), frozenset(cluttered), frozenset(places), frozenset(datelines), frozenset(kinds))


def _title_names(title: str) -> set[str]:
    """A title's first piece is the outlet's name even where something tells it from a namesake: «سبأ (صنعاء)»."""
    return set(_pieces(title)[:1])


def _pieces(alias: str) -> list[str]:
    text = _QUOTES.sub(" ", fold(alias))
    if _LATIN.search(text) and not _ANY_ARABIC.search(text):
        text = _LATIN_BRACKET.sub("", text)
    return [piece for part in _ALIAS_SEPARATORS.split(text) if (piece := " ".join(part.split()))]


def _without_kind(name: str) -> tuple[str, str] | None:
    kind, _, rest = name.partition(" ")
    return (rest, kind) if rest and kind in KINDS else None


def _names_among(pieces: list[str], written: set[str], *, bracketed: bool) -> set[str]:
    """The pieces that are names: those that share a word with a name written elsewhere, and the other half of «name (initials)»."""
    rest = {piece for piece in pieces if piece not in PLACES and piece not in DESKS}
    if bracketed and written & rest:
        return rest
    known = {word for name in written for word in (*name.split(), name.replace(" ", ""))}
    return {piece for piece in rest if piece in written or known & set(piece.split())}
