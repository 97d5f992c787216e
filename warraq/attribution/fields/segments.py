"""Cuts the part of a line in front of its running text into what its separators part: outlets, places, dates, people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from warraq.attribution.fields.bare_names import SLOT_SEPARATORS
from warraq.attribution.lexicon.dates import DATE_WORDS, is_date
from warraq.attribution.lexicon.phrases import ACCORDING, ACCORDING_TO, AUTHORS, DESKS, QUOTING
from warraq.attribution.lexicon.verbs import REPORT, SPEECH, THAT
from warraq.text.places import PLACES, is_place

if TYPE_CHECKING:
    from warraq.attribution.mentions.mention import Mention
    from warraq.attribution.mentions.tokens import Tokens

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
_PROSE_WORDS: Final = (
    THAT
    | REPORT
    | SPEECH
    | ACCORDING
    | ACCORDING_TO
    | QUOTING
    | frozenset({"في", "الي", "علي", "عن", "مع", "بعد", "قبل", "خلال", "كان", "كانت", "هذا", "هذه", "التي", "الذي", "لا", "لم", "لن", "قد"})
)
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


def slot_of(tokens: Tokens, line: range, mentions: dict[int, Mention]) -> Slot:
    """The slot at the head of a line; `mentions` are those that may name an outlet there, by their first token."""
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
    return is_agency(Segment("outlet", place, mention.end, mention))


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
    if len(words) > _LONGEST_SEGMENT or any(word in _PROSE_WORDS or not word[0].isalnum() for word in words) or is_perfect(words[0]):
        return "prose"
    return "somewhere" if is_place(text) else "other"


def _without_date(words: list[str]) -> list[str]:
    return [word for word in words if not (word in DATE_WORDS or word.isdigit() or word == _ON)]


def place_words(tokens: Tokens, segment: Segment) -> list[str]:
    """The words of a segment without its date."""
    return _without_date(tokens.words[segment.start : segment.end])


def is_perfect(word: str) -> bool:
    """A verb in the perfect by its form («أفرجت», «شهدت»): running text opens with one, a headline with a noun."""
    return word in REPORT or (len(word) > 3 and word.endswith("ت") and not word.endswith(("ات", "وت", "يت")) and not word.startswith("ال"))


def is_agency(segment: Segment) -> bool:
    return bool(segment.mention and segment.mention.name and all(entry.kind == "agency" for entry in segment.mention.name.entries))
