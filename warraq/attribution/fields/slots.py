"""Reads bylines and datelines: «القاهرة (رويترز) –», «واس - الدمام», «الجزيرة - واس:», «صفا» alone on its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from warraq.attribution.fields.bare_names import SLOT_SEPARATORS, is_bare_date, may_name_outlet, names
from warraq.attribution.lexicon.dates import DATE_WORDS, is_date
from warraq.attribution.lexicon.phrases import ACCORDING, ACCORDING_TO, AUTHORS, DESKS, EXCLUSIVE, QUOTING, SECTIONS
from warraq.attribution.lexicon.verbs import REPORT, SPEECH, THAT
from warraq.attribution.mentions.registry import Strength
from warraq.attribution.mentions.tokens import CLOSING
from warraq.attribution.rules import Rule
from warraq.text.places import PLACES, is_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from warraq.attribution.mentions.mention import Mention
    from warraq.attribution.mentions.tokens import Tokens
    from warraq.items import Role

SegmentKind = Literal["outlet", "place", "date", "desk", "person", "somewhere", "other", "prose"]
# "somewhere" reads as the name of a place that no list has, "other" may be anything.

# A slot in front of running text is closed by one of these.
_CLOSERS: Final = frozenset("-/|:)]}")
_BULLETS: Final = frozenset("*•-·")
# «الدمام 26 شوال 1436 هـ الموافق 11 اغسطس 2015 م واس» has 11; names of people and offices in bylines have up to five words.
_LONGEST_SLOT: Final = 30
_LONGEST_SEGMENT: Final = 5
# «تيزي وزو في 5 يناير».
_LONGEST_CITY: Final = 3
# «نيويورك - خاص بـ"العربي الجديد"»: a line of its own.
_LONGEST_EXCLUSIVE: Final = 12
_PROSE_WORDS: Final = (
    THAT
    | REPORT
    | SPEECH
    | ACCORDING
    | ACCORDING_TO
    | QUOTING
    | frozenset({"في", "الي", "علي", "عن", "مع", "بعد", "قبل", "خلال", "كان", "كانت", "هذا", "هذه", "التي", "الذي", "لا", "لم", "لن", "قد"})
)
# What stands beside an outlet and shows that a word is its name.
_PROVING: Final = ("place", "desk", "person")
_FROM: Final = "من"
# «مسقط في 5 يناير /العمانية/».
_ON: Final = "في"


@dataclass(frozen=True, slots=True)
class Segment:
    """What stands between two separators of a slot."""

    kind: SegmentKind
    start: int
    end: int
    mention: Mention | None = None


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


@dataclass(frozen=True, slots=True)
class Slot:
    """The part of a line in front of its running text."""

    segments: list[Segment]
    separators: frozenset[str]
    end: int
    whole_line: bool
    closed: bool
    """True where a separator stands between it and the running text."""
    dashed: bool = False
    """True where a line of its own ends with a dash, as the text goes on below."""


def slotted(tokens: Tokens, line: range, mentions: Sequence[Mention], *, trusted: bool = False, own: str | None = None) -> list[Slotted]:
    """The outlets that the slot at the head of this line names.

    `trusted` says that the line is known to be a byline; `own` is the slug of the page's outlet, whose name is believed in any slot.
    """
    if exclusive := exclusive_of(tokens, line, mentions):
        return [exclusive]
    slot = _slot(tokens, line, {mention.start: mention for mention in mentions if may_name_outlet(tokens, mention, line, own)})
    outlets = [segment for segment in slot.segments if segment.kind == "outlet" and segment.mention]
    if len(outlets) > 1 and _is_section(outlets[0], own):
        outlets = outlets[1:]
    if not outlets or not (slot.whole_line or slot.closed):
        return []
    others = [segment for segment in slot.segments if segment.kind != "outlet"]
    opening = slot.closed and _is_perfect(tokens.word(slot.end))
    named = [outlet.mention for outlet in outlets if outlet.mention]
    if len(named) == 1 and _is_mere_date(tokens, named[0], others, trusted=trusted, own=own):
        return []
    strangers = [outlet for outlet in outlets if outlet.mention and not names(outlet.mention, own)]
    if not trusted and not all(_believable(outlet, others, outlets, opening=opening) for outlet in strangers):
        return []
    if not trusted and ((strangers and _is_headline(tokens, slot)) or _is_photo_credit(slot, outlets, others)):
        return []
    place = next((" ".join(_place_words(tokens, segment)) for segment in others if segment.kind == "place"), None)
    roles = [
        _own_role(slot, others, role) if names(mention, own) else role
        for mention, role in zip(named, _roles(slot, outlets, others), strict=True)
    ]
    # What follows an agency's dateline is the text, short as it may be.
    end = max(segment.end for segment in slot.segments if segment.kind != "other" or not all(map(_is_agency, outlets)))
    end += end < line.stop and tokens.words[end] in CLOSING
    return [
        Slotted(outlet.mention, role, rule, slot.segments[0].start, end, place)
        for outlet, (role, rule) in zip(outlets, roles, strict=True)
        if outlet.mention
    ]


def _is_section(outlet: Segment, own: str | None) -> bool:
    """«العالم / الأناضول»: the section that the agency's report stands in."""
    mention = outlet.mention
    bare = mention is not None and mention.name is not None and not mention.quoted and not mention.kind
    return bare and mention is not None and not names(mention, own) and " ".join(mention.name.tokens if mention.name else ()) in SECTIONS


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


def _slot(tokens: Tokens, line: range, mentions: dict[int, Mention]) -> Slot:
    start = line.start
    while start < line.stop and tokens.words[start] in _BULLETS:
        start += 1
    segments: list[Segment] = []
    separators: set[str] = set()
    place = start
    while place < min(line.stop, start + _LONGEST_SLOT):
        segment = _segment(tokens, place, line.stop, mentions)
        if segment.kind == "prose" and _is_open_dateline(tokens, place, mentions.get(place), segments):
            segments.append(Segment("outlet", place, mentions[place].end, mentions[place]))
            return Slot(segments, frozenset(separators), mentions[place].end, False, True)
        if segment.kind == "prose":
            return Slot(segments, frozenset(separators), place, False, place > start and _closed(tokens, place, segments))
        if segment.end > segment.start:
            segments.append(segment)
        place = segment.end
        while place < line.stop and (tokens.words[place] in SLOT_SEPARATORS or tokens.words[place] == ".") and place not in mentions:
            separators.add(tokens.words[place])
            place += 1
    return Slot(segments, frozenset(separators), place, place >= line.stop, False, tokens.words[line.stop - 1] == "-")


def _is_open_dateline(tokens: Tokens, place: int, mention: Mention | None, segments: list[Segment]) -> bool:
    """«باريس - أ ف ب استقبل الرئيس …»: an agency behind a city and a dash, with the text right behind it."""
    if mention is None or mention.kind or len(segments) != 1 or segments[0].kind != "place" or tokens.words[place - 1] not in "-/":
        return False
    return _is_agency(Segment("outlet", place, mention.end, mention))


def _closed(tokens: Tokens, place: int, segments: list[Segment]) -> bool:
    bracketed = bool(segments) and segments[-1].end == place and tokens.words[place - 1] in _CLOSERS
    return tokens.words[place - 1] in _CLOSERS or bracketed


def _segment(tokens: Tokens, start: int, stop: int, mentions: dict[int, Mention]) -> Segment:
    mention = mentions.get(start)
    if mention:
        end = _past_from(tokens, mention.end, stop)
        bounded = (
            end >= stop
            or tokens.words[end] in SLOT_SEPARATORS
            or (tokens.words[end] == "." and end + 1 == stop)
            or tokens.words[end - 1] in SLOT_SEPARATORS
        )
        return Segment("outlet" if bounded else "prose", start, end, mention)
    end = start
    # What is longer than a slot is running text, however long its line.
    last = min(stop, start + _LONGEST_SLOT)
    while end < last and tokens.words[end] not in SLOT_SEPARATORS and not _trails_off(tokens, end, stop):
        follower = mentions.get(end)
        if end > start and follower and _follows_bare(tokens, start, follower, stop):
            break
        end += 1
    return Segment(_kind(tokens.words[start:end]), start, end)


def _trails_off(tokens: Tokens, place: int, stop: int) -> bool:
    """True for a full stop at the end of the line or before another one («خاص..»)."""
    return tokens.words[place] == "." and (place + 1 == stop or tokens.words[place + 1] == ".")


def _past_from(tokens: Tokens, end: int, stop: int) -> int:
    """Past «من الرياض» behind the outlet."""
    if end + 1 < stop and tokens.words[end] == _FROM:
        for past in (end + 3, end + 2):
            if past <= stop and " ".join(tokens.words[end + 1 : past]) in PLACES:
                return past
    return end


def _follows_bare(tokens: Tokens, start: int, mention: Mention, stop: int) -> bool:
    """An outlet may follow without a separator where it is bracketed, or closes a slot of city and date («… 2015 م واس»)."""
    if tokens.words[mention.start] in SLOT_SEPARATORS:
        return True
    if " ".join(tokens.words[start : mention.end]) in PLACES:
        return False
    closes = mention.end >= stop or tokens.words[mention.end] in _CLOSERS
    return closes and _kind(tokens.words[start : mention.start]) in ("place", "date")


def _kind(words: list[str]) -> SegmentKind:
    if not words:
        return "other"
    text = " ".join(words)
    if text in PLACES or " ".join(_without_date(words)) in PLACES:
        return "place"
    if is_date(words):
        return "date"
    if all(word in DESKS for word in words):
        return "desk"
    if words[0] in AUTHORS and len(words) <= _LONGEST_SEGMENT:
        return "person"
    if _ON in words and 0 < len(_without_date(words)) < len(words) - 1 and len(_without_date(words)) <= _LONGEST_CITY:
        return "place"
    if len(words) > _LONGEST_SEGMENT or any(word in _PROSE_WORDS or not word[0].isalnum() for word in words) or _is_perfect(words[0]):
        return "prose"
    return "somewhere" if is_place(text) else "other"


def _without_date(words: list[str]) -> list[str]:
    return [word for word in words if not (word in DATE_WORDS or word.isdigit() or word == _ON)]


def _place_words(tokens: Tokens, segment: Segment) -> list[str]:
    return _without_date(tokens.words[segment.start : segment.end])


def _is_perfect(word: str) -> bool:
    """A verb in the perfect by its form («أفرجت», «شهدت»): running text opens with one, a headline with a noun."""
    return word in REPORT or (len(word) > 3 and word.endswith("ت") and not word.endswith(("ات", "وت", "يت")) and not word.startswith("ال"))


def _is_mere_date(tokens: Tokens, mention: Mention, others: list[Segment], *, trusted: bool, own: str | None) -> bool:
    """«اليوم: …»: the name of a date needs a city, a desk or a person beside it, in a byline anything, in one of its own page nothing."""
    beside = any(segment.kind in _PROVING or (trusted and segment.kind != "date") for segment in others)
    return is_bare_date(tokens, mention) and not beside and not (trusted and names(mention, own))


def _believable(outlet: Segment, others: list[Segment], outlets: list[Segment], *, opening: bool) -> bool:
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


def _is_headline(tokens: Tokens, slot: Slot) -> bool:
    """«هآرتس: …»: the outlet first, a colon, and neither a city nor a verb in the perfect behind it."""
    first = slot.segments[0]
    if first.mention is None or tokens.word(first.end) != ":" or first.end + 1 >= len(tokens.words):
        return False
    if len(slot.segments) > 1:
        return slot.segments[1].kind in ("other", "somewhere")
    return not slot.whole_line and (first.mention.quoted or not _is_perfect(tokens.word(first.end + 1)))


def _is_photo_credit(slot: Slot, outlets: list[Segment], others: list[Segment]) -> bool:
    """«AFP/محمد علي» stands under a picture; in front of running text it is a city that nobody knows («مرسى علي/ رويترز/ أعلنت»)."""
    return (
        slot.whole_line and slot.separators == {"/"} and all(map(_is_agency, outlets)) and _has_person(slot.segments) and len(others) == 1
    )


def _roles(slot: Slot, outlets: list[Segment], others: list[Segment]) -> Iterator[tuple[Role, Rule]]:
    kinds = {segment.kind for segment in others}
    if len(outlets) > 1 and "place" in kinds and all(map(_is_agency, outlets)):
        for _ in outlets:
            yield "dateline", Rule.DATELINE
    elif len(outlets) > 1:
        listed = slot.separators <= {",", "+", "(", ")"} or all(_is_agency(outlet) for outlet in outlets)
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
    elif _has_person(slot.segments) and not _is_agency(outlets[0]) and not _in_slashes(slot):
        yield "published", Rule.BYLINE_PERSON
    elif slot.whole_line and slot.separators == {","} and kinds == {"place"}:
        yield "published", Rule.BYLINE_PLACE
    else:
        yield "dateline", Rule.DATELINE


def _is_agency(segment: Segment) -> bool:
    return bool(segment.mention and segment.mention.name and all(entry.kind == "agency" for entry in segment.mention.name.entries))


def _in_slashes(slot: Slot) -> bool:
    """«مرسى علي/ نوارس/ أعلنت»: between slashes in front of running text stand a city and its outlet."""
    return slot.closed and slot.separators == {"/"}


def _has_person(segments: list[Segment]) -> bool:
    """Two unknown words are a person's name, unless a city follows them («مكسيكو سيتي - لندن: …»)."""
    return any(
        segment.kind == "person" or (segment.kind == "other" and segment.end - segment.start > 1 and follower != "place")
        for segment, follower in zip(segments, [*(segment.kind for segment in segments[1:]), ""], strict=True)
    )
