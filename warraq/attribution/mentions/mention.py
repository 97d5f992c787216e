"""What it is to name an outlet in a text: the name, and the words that belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warraq.attribution.mentions.registry import Name


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
    """The kind word in front, folded and bare."""
    quoted: bool = False
    country: str | None = None
    """From an adjective of nationality beside the name."""
    languages: frozenset[str] | None = None
    """Countries whose language the outlet is said to publish in."""
    twin: Name | None = None
    """The second name in «وكالة الأنباء الفلسطينية (وفا)»."""
