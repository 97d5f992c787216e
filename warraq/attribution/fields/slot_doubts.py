"""Decides whether a slot names outlets at all: a headline, a date, a section or the credit of a picture may look like one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.attribution.fields.bare_names import is_bare_date, names
from warraq.attribution.fields.segments import is_agency, is_perfect
from warraq.attribution.lexicon.phrases import SECTIONS
from warraq.attribution.mentions.registry import Strength

if TYPE_CHECKING:
    from warraq.attribution.fields.segments import Segment, Slot
    from warraq.attribution.mentions.mention import Mention
    from warraq.attribution.mentions.tokens import Tokens

# What stands beside an outlet and shows that a word is its name.
_PROVING: Final = ("place", "desk", "person")


def believable(outlet: Segment, others: list[Segment], outlets: list[Segment], *, opening: bool) -> bool:
    """An ordinary word is an outlet in a slot only beside a city, a desk, a person or another outlet.

    An agency's initials, and a name whose outlet is known to open its articles with it, also stand alone; so does a word that is not
    declared ordinary, where a verb opens the text behind it.
    """
    name = outlet.mention.name if outlet.mention else None
    if outlet.mention is None or name is None or name.strength is not Strength.ORDINARY or outlet.mention.quoted or outlet.mention.kind:
        return name is not None
    agency = any(entry.kind == "agency" for entry in name.entries) and not name.text.startswith("ال")
    undeclared = opening and not any(entry.common_word for entry in name.entries)
    beside = any(segment.kind in _PROVING for segment in others)
    return name.dateline or agency or undeclared or beside or len(outlets) > 1


def is_section(outlet: Segment, own: str | None) -> bool:
    """«العالم / الأناضول»: the section that the agency's report stands in."""
    mention = outlet.mention
    bare = mention is not None and mention.name is not None and not mention.quoted and not mention.kind
    return bare and mention is not None and not names(mention, own) and " ".join(mention.name.tokens if mention.name else ()) in SECTIONS


def is_mere_date(tokens: Tokens, mention: Mention, others: list[Segment], *, trusted: bool, own: str | None) -> bool:
    """«اليوم: …»: the name of a date needs a city, a desk or a person beside it, in a byline anything, in one of its own page nothing."""
    beside = any(segment.kind in _PROVING or (trusted and segment.kind != "date") for segment in others)
    return is_bare_date(tokens, mention) and not beside and not (trusted and names(mention, own))


def is_headline(tokens: Tokens, slot: Slot) -> bool:
    """«هآرتس: …»: the outlet first, a colon, and neither a city nor a verb in the perfect behind it."""
    first = slot.segments[0]
    if first.mention is None or tokens.word(first.end) != ":" or first.end + 1 >= len(tokens.words):
        return False
    if len(slot.segments) > 1:
        return slot.segments[1].kind in ("other", "somewhere")
    return not slot.whole_line and (first.mention.quoted or not is_perfect(tokens.word(first.end + 1)))


def is_photo_credit(slot: Slot, outlets: list[Segment], others: list[Segment]) -> bool:
    """«AFP/محمد علي» stands under a picture; in front of running text it is a city that nobody knows («مرسى علي/ رويترز/ أعلنت»)."""
    return slot.whole_line and slot.separators == {"/"} and all(map(is_agency, outlets)) and has_person(slot.segments) and len(others) == 1


def has_person(segments: list[Segment]) -> bool:
    """Two unknown words are a person's name, unless a city follows them («مكسيكو سيتي - لندن: …»)."""
    return any(
        segment.kind == "person" or (segment.kind == "other" and segment.end - segment.start > 1 and follower != "place")
        for segment, follower in zip(segments, [*(segment.kind for segment in segments[1:]), ""], strict=True)
    )
