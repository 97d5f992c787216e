"""Reads bylines and datelines: «القاهرة (رويترز) –», «واس - الدمام», «الجزيرة - واس:», «صفا» alone on its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from warraq.attribution.fields.bare_names import may_name_outlet, names
from warraq.attribution.fields.segments import is_agency, is_perfect, place_words, slot_of
from warraq.attribution.fields.slot_doubts import believable, has_person, is_headline, is_mere_date, is_photo_credit, is_section
from warraq.attribution.lexicon.phrases import EXCLUSIVE
from warraq.attribution.mentions.tokens import CLOSING
from warraq.attribution.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from warraq.attribution.fields.segments import Segment, Slot
    from warraq.attribution.mentions.mention import Mention
    from warraq.attribution.mentions.tokens import Tokens
    from warraq.items import Role

# «نيويورك - خاص بـ"العربي الجديد"»: a line of its own.
_LONGEST_EXCLUSIVE: Final = 12


@dataclass(frozen=True, slots=True)
class Slotted:
    """An outlet that a slot names; the quote is the slot."""

    mention: Mention
    role: Role
    rule: Rule
    start: int
    end: int
    place: str | None
    """The folded city beside it."""


def slotted(tokens: Tokens, line: range, mentions: Sequence[Mention], *, trusted: bool = False, own: str | None = None) -> list[Slotted]:
    """The outlets that the slot at the head of this line names.

    `trusted` says that the line is known to be a byline; `own` is the slug of the page's outlet, whose name is believed in any slot.
    """
    if exclusive := exclusive_of(tokens, line, mentions):
        return [exclusive]
    slot = slot_of(tokens, line, {mention.start: mention for mention in mentions if may_name_outlet(tokens, mention, line, own)})
    outlets = [segment for segment in slot.segments if segment.kind == "outlet" and segment.mention]
    if len(outlets) > 1 and is_section(outlets[0], own):
        outlets = outlets[1:]
    if not outlets or not (slot.whole_line or slot.closed):
        return []
    others = [segment for segment in slot.segments if segment.kind != "outlet"]
    opening = slot.closed and is_perfect(tokens.word(slot.end))
    named = [outlet.mention for outlet in outlets if outlet.mention]
    if len(named) == 1 and is_mere_date(tokens, named[0], others, trusted=trusted, own=own):
        return []
    strangers = [outlet for outlet in outlets if outlet.mention and not names(outlet.mention, own)]
    if not trusted and not all(believable(outlet, others, outlets, opening=opening) for outlet in strangers):
        return []
    if not trusted and ((strangers and is_headline(tokens, slot)) or is_photo_credit(slot, outlets, others)):
        return []
    place = next((" ".join(place_words(tokens, segment)) for segment in others if segment.kind == "place"), None)
    roles = [
        _own_role(slot, others, role) if names(mention, own) else role
        for mention, role in zip(named, _roles(slot, outlets, others), strict=True)
    ]
    # What follows an agency's dateline is the text, short as it may be.
    end = max(segment.end for segment in slot.segments if segment.kind != "other" or not all(map(is_agency, outlets)))
    end += end < line.stop and tokens.words[end] in CLOSING
    return [
        Slotted(outlet.mention, role, rule, slot.segments[0].start, end, place)
        for outlet, (role, rule) in zip(outlets, roles, strict=True)
        if outlet.mention
    ]


def _own_role(slot: Slot, others: list[Segment], role: tuple[Role, Rule]) -> tuple[Role, Rule]:
    """The page's own name on a line of its own, beside anything but a place, is its signature: «المدن - مجتمع»."""
    signs = slot.whole_line and not slot.dashed and all(segment.kind not in ("place", "somewhere") for segment in others)
    return ("published", Rule.BYLINE_DESK) if signs and role[0] == "dateline" else role


def exclusive_of(tokens: Tokens, line: range, mentions: Sequence[Mention]) -> Slotted | None:
    """«خاص بـ«X»», «خاص X» on a line of its own."""
    if len(line) > _LONGEST_EXCLUSIVE:
        return None
    for mention in mentions:
        if line.start < mention.start and mention.end == line.stop and tokens.words[mention.start - 1] in EXCLUSIVE:
            return Slotted(mention, "published", Rule.BYLINE_EXCLUSIVE, mention.start - 1, mention.end, None)
    return None


def _roles(slot: Slot, outlets: list[Segment], others: list[Segment]) -> Iterator[tuple[Role, Rule]]:
    kinds = {segment.kind for segment in others}
    if len(outlets) > 1 and "place" in kinds and all(map(is_agency, outlets)):
        for _ in outlets:
            yield "dateline", Rule.DATELINE
    elif len(outlets) > 1:
        listed = slot.separators <= {",", "+", "(", ")"} or all(is_agency(outlet) for outlet in outlets)
        yield ("credited", Rule.BYLINE_CREDIT) if listed else ("published", Rule.BYLINE_PUBLISHER)
        for _ in outlets[1:]:
            yield "credited", Rule.BYLINE_CREDIT
    elif not others and outlets[0].mention and outlets[0].end > outlets[0].mention.end:
        yield "dateline", Rule.DATELINE
    elif not others and slot.dashed:
        yield "dateline", Rule.DATELINE_OUTLET
    elif not others or (kinds == {"date"} and "|" in slot.separators):
        yield ("credited", Rule.BYLINE_ALONE) if slot.whole_line else ("dateline", Rule.DATELINE_OUTLET)
    elif "desk" in kinds and "place" not in kinds:
        yield "published", Rule.BYLINE_DESK
    elif has_person(slot.segments) and not is_agency(outlets[0]) and not _in_slashes(slot):
        yield "published", Rule.BYLINE_PERSON
    elif slot.whole_line and slot.separators == {","} and kinds == {"place"}:
        yield "published", Rule.BYLINE_PLACE
    else:
        yield "dateline", Rule.DATELINE


def _in_slashes(slot: Slot) -> bool:
    """«مرسى علي/ نوارس/ أعلنت»: between slashes in front of running text stand a city and its outlet."""
    return slot.closed and slot.separators == {"/"}
