"""Finds in one pass every place of a text where an outlet is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warraq.attribution.lexicon.kinds import KINDS
from warraq.attribution.mentions.around import completed
from warraq.attribution.mentions.kinded import behind_kind
from warraq.attribution.mentions.mention import Mention
from warraq.attribution.mentions.quoted import is_part_of_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warraq.attribution.mentions.registry import Registry
    from warraq.attribution.mentions.tokens import Tokens


def find_mentions(tokens: Tokens, registry: Registry) -> list[Mention]:
    """All mentions in order, none overlapping; whether one is a source is for the rules to say."""
    found: list[Mention] = []
    done = 0
    surfaces = registry.surfaces
    for number in [number for number, word in enumerate(tokens.words) if word in surfaces]:
        if number >= done and (readings := list(_readings(tokens, registry, number))):
            mention = completed(tokens, registry, max(readings, key=_merit))
            if not is_part_of_quoted(tokens, mention):
                found.append(mention)
                done = mention.end
    return found


def _readings(tokens: Tokens, registry: Registry, number: int) -> Iterator[Mention]:
    """The mentions whose kind word or name this token may be, with what may be glued to it."""
    for way in registry.surfaces[tokens.words[number]]:
        if name := registry.name_at(tokens.words, number, way.word):
            end = number + len(name.tokens)
            yield Mention(name, number, end, number, end, way.offset, way.conjunction, way.preposition)
        if way.word in KINDS and (mention := behind_kind(tokens, registry, number, way)):
            yield mention


def _merit(mention: Mention) -> tuple[bool, int, bool]:
    """A registered name before an unknown one, unless it is a kind word itself («الصحيفة الكينية «س»»); the longer before the shorter.

    Of equals the one without its kind word wins, but for «وكالة».
    """
    kinded = bool(mention.kind) and KINDS[mention.kind] != "agency"
    registered = mention.name is not None and (bool(mention.kind) or mention.name.text not in KINDS)
    return registered, mention.name_end, kinded
