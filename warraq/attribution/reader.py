"""Reads the sources of one field of an article: slots and credits first, then citations and anaphors."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from warraq.attribution.fields import credits as credit_lines
from warraq.attribution.fields.slots import exclusive_of, slotted
from warraq.attribution.frames.anaphora import anaphoric
from warraq.attribution.frames.citations import citation
from warraq.attribution.frames.own_voice import unregistered
from warraq.attribution.lexicon.countries import NATIONALITIES
from warraq.attribution.lexicon.kinds import AGENCY_NOUN, DUAL_KINDS, KINDS, LOOSE_KINDS, NATIONAL_KINDS, SITES
from warraq.attribution.lexicon.verbs import ANNOUNCE, THAT
from warraq.attribution.mentions.mention import Mention
from warraq.attribution.mentions.registry import Strength
from warraq.attribution.mentions.resolve import resolve
from warraq.attribution.mentions.scan import find_mentions
from warraq.attribution.mentions.tokens import OPENING, Tokens, tokenise
from warraq.attribution.rules import DISCLAIMERS, Rule
from warraq.items import Attribution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warraq.attribution.frames.frames import Frame
    from warraq.attribution.mentions.resolve import Context
    from warraq.items import Field, Role

# Slots stand in the first lines of a text, credits without a label in the last.
_HEAD_LINES: Final = 3
_FOOT_LINES: Final = 3
_FOOT_LENGTH: Final = 12
_DATELINE_REACH: Final = 10
# «وأشار موقع «X» المتخصص في كذا إلى أن».
_CLAUSE_REACH: Final = 12
# Fewer words behind a city and an agency are a caption or a list.
_SHORTEST_TEXT: Final = 6
_NICKNAME_FOLLOWERS: Final = frozenset({"", ".", ",", "\n", "عن", "قوله", "قولها", ":"})


@dataclass(frozen=True, slots=True)
class Source:
    """An attribution before the sources of all fields are compared."""

    attribution: Attribution
    folded_name: str
    own: bool = False
    """True where the page seems to speak of its own outlet."""


class FieldReader:
    """Reads the sources of one field."""

    def __init__(self, text: str, field: Field, context: Context) -> None:
        self.field = field
        self.context = context
        self.tokens: Tokens = tokenise(text)
        self.mentions: list[Mention] = find_mentions(self.tokens, context.registry)
        self.starts = [mention.start for mention in self.mentions]
        self.used: set[int] = set()
        self.read_lines: set[int] = set()

    def sources(self) -> Iterator[Source]:
        """Slots and credits first, for what they take is no citation."""
        lines = [line for line in self.tokens.lines if len(line)]
        if self.field == "credit_line":
            yield from self._credits(lines, foot=True)
            yield from self._slots(lines, trusted=True)
        elif self.field == "byline":
            yield from self._slots(lines, trusted=True)
        elif self.field == "body":
            yield from self._credits(lines, foot=False)
            yield from self._slogans(lines)
            yield from self._slots(lines[:_HEAD_LINES], trusted=False)
            yield from self._inner_datelines(lines[_HEAD_LINES:])
            yield from self._foot(lines)
        yield from self._headlines(lines)
        yield from self._citations()
        yield from self._unregistered()
        yield from self._anaphora()

    def _credits(self, lines: list[range], *, foot: bool) -> Iterator[Source]:
        for line, following in zip_longest(lines, lines[1:]):
            label = credit_lines.label_of(self.tokens, line)
            if label is not None:
                mentions = self._within(range(line.start, following.stop if following else line.stop))
                found = credit_lines.labelled(self.tokens, line, label, mentions, following)
            else:
                found = credit_lines.unlabelled(self.tokens, line, self._within(line)) if foot else []
            if found or (label and label.separated):
                self.read_lines.add(line.start)
            yield from map(self._credited, found)

    def _foot(self, lines: list[range]) -> Iterator[Source]:
        for line in lines[-_FOOT_LINES:] if len(lines) > _HEAD_LINES else []:
            if slot := exclusive_of(self.tokens, line, self._within(line)):
                slug = self._use(slot.mention)
                yield self._source(slot.mention, self._slot_role(slot.role, slug), slug, slot.rule, slot.start, slot.end)
        for line in lines[-_FOOT_LINES:] if len(lines) > 1 else []:
            if len(line) <= _FOOT_LENGTH:
                yield from map(self._credited, credit_lines.unlabelled(self.tokens, line, self._within(line)))
        if lines:
            yield from map(self._credited, credit_lines.closing(self.tokens, lines[-1], self._within(lines[-1])))

    def _credited(self, credit: credit_lines.Credit) -> Source:
        mention = credit.mention or Mention(None, credit.start, credit.end, credit.start, credit.end)
        slug = self._use(mention)
        role: Role = "published" if slug and slug == self.context.outlet else "credited"
        return self._source(mention, role, slug, credit.rule, credit.quote_start, credit.quote_end)

    def _slots(self, lines: list[range], *, trusted: bool) -> Iterator[Source]:
        for line in [line for line in lines if line.start not in self.read_lines]:
            for slot in slotted(self.tokens, line, self._within(line), trusted=trusted, own=self.context.outlet):
                slug = self._use(slot.mention, slot.place)
                yield self._source(slot.mention, self._slot_role(slot.role, slug), slug, slot.rule, slot.start, slot.end)

    def _inner_datelines(self, lines: list[range]) -> Iterator[Source]:
        """A round-up prints several reports, each under its own dateline: a known city, or any with an agency."""
        named = sorted(mention.start for mention in self._unused() if mention.name and mention.name.strength is not Strength.ORDINARY)
        for line in lines:
            first = bisect_left(named, line.start)
            if first == len(named) or named[first] >= line.start + _DATELINE_REACH:
                continue
            for slot in slotted(self.tokens, line, self._within(line)):
                opens_text = slot.end + _SHORTEST_TEXT <= line.stop and slot.mention.start > slot.start
                if slot.role == "dateline" and (slot.place or (opens_text and _is_agency(slot.mention))):
                    slug = self._use(slot.mention, slot.place)
                    yield self._source(slot.mention, "dateline", slug, slot.rule, slot.start, slot.end)

    def _slot_role(self, role: Role, slug: str | None) -> Role:
        """With the page's outlet known, a byline's «publisher» is that outlet or one that is copied, and the page's own needs no credit."""
        if self.context.outlet is None or role == "dateline":
            return role
        return "published" if slug == self.context.outlet else "credited"

    def _slogans(self, lines: list[range]) -> Iterator[Source]:
        starts = {line.start: line for line in lines}
        for mention in self._unused():
            if mention.start in starts and credit_lines.is_slogan(self.tokens, mention):
                self.read_lines.add(mention.start)
                yield self._source(mention, "credited", self._use(mention), Rule.CREDIT_SLOGAN, mention.start, mention.end)

    def _headlines(self, lines: list[range]) -> Iterator[Source]:
        """«X: …» and «X عن مسؤولين: …» at the start of a headline or line."""
        starts = {line.start: line for line in lines if line.start not in self.read_lines}
        for mention in self._unused():
            line = starts.get(mention.start)
            if line is None or mention.preposition or not self._admissible(mention, media=True):
                continue
            if end := headline_end(self.tokens, mention, line):
                yield self._source(mention, "cited", self._use(mention), Rule.HEADLINE, mention.start, end)

    def _citations(self) -> Iterator[Source]:
        previous: tuple[Mention, Frame] | None = None
        for mention in self._unused():
            frame = citation(self.tokens, mention, ordinary=not self._admissible(mention, media=True))
            if frame is None and previous and joins(self.tokens, previous[0], mention):
                frame = replace(previous[1], rule=Rule.JOINED, start=mention.start, end=mention.end)
            if frame and previous and frame.rule is Rule.TOLD and frame.start < previous[0].end:
                frame = None
            dual = frame is not None and frame.rule is Rule.JOINED and previous is not None and previous[0].kind in DUAL_KINDS
            if frame is None or not (dual or self._fits(mention, frame)):
                previous = None
                continue
            previous = mention, frame
            yield self._cited(mention, frame)

    def _unregistered(self) -> Iterator[Source]:
        for mention, frame in unregistered(self.tokens):
            if not self._within(range(mention.start, mention.end)) and mention.name_start not in self.used:
                yield self._cited(mention, frame)

    def _anaphora(self) -> Iterator[Source]:
        certain = [mention for mention in self.mentions if mention.name_start in self.used or self._certain(mention)]
        for mention, frame in anaphoric(self.tokens, certain):
            if mention.name_start not in self.used:
                yield self._cited(mention, replace(frame, rule=Rule.ANAPHORA))

    def _cited(self, mention: Mention, frame: Frame) -> Source:
        slug = self._use(mention)
        return self._source(mention, self._role(frame, slug, mention), slug, frame.rule, frame.start, frame.end, own=frame.voice == "own")

    def _role(self, frame: Frame, slug: str | None, mention: Mention) -> Role:
        outlet = self.context.outlet
        if slug is not None and slug == outlet:
            return "published"
        if frame.rule is Rule.SELF_REFERENCE and outlet is None and (_is_agency(mention) or mention.country):
            return "cited"
        if frame.voice == "own":
            foreign: Role = "credited" if frame.rule is Rule.STATEMENT_RECEIVED else "cited"
            return "published" if outlet is None else foreign
        return frame.voice

    def _fits(self, mention: Mention, frame: Frame) -> bool:
        received = frame.rule is Rule.STATEMENT_RECEIVED or frame.rule in DISCLAIMERS
        if mention.name is None and mention.twin is None:
            if mention.kind in NATIONAL_KINDS and frame.rule is Rule.TOLD and not mention.quoted:
                return frame.media
            told = frame.media or frame.rule in (Rule.TOLD, Rule.QUOTING, Rule.ACCORDING_TO)
            return told or mention.kind not in LOOSE_KINDS or self._of_the_press(mention, frame)
        relied_on = frame.rule is Rule.ACCORDING_TO and self._is_nickname(mention)
        return received or relied_on or self._admissible(mention, media=frame.media)

    def _of_the_press(self, mention: Mention, frame: Frame) -> bool:
        """Whether an unknown «وكالة», «شبكة» or «موقع» is an outlet: an agency of news, a network of a country, a quoted site that says."""
        if KINDS[mention.kind] == "agency":
            return self.tokens.word(mention.start + 1) in AGENCY_NOUN
        words = self.tokens.words
        says = frame.rule in (Rule.VERB, Rule.TOPIC) and not any(word in ANNOUNCE for word in words[frame.start : frame.end])
        says = says and self.tokens.has_after(mention.end, THAT, _CLAUSE_REACH)
        return mention.country is not None or (mention.quoted and says and mention.kind in SITES)

    def _admissible(self, mention: Mention, *, media: bool) -> bool:
        """Whether the name, as it stands here, is a name at all."""
        name = mention.name or mention.twin
        if name is None:
            return bool(mention.kind)
        if mention.quoted or name.strength is Strength.DISTINCT:
            return True
        if mention.kind:
            return (
                media
                or mention.kind not in LOOSE_KINDS
                or name.strength is Strength.PHRASE
                or (name.text, mention.kind) in self.context.registry.kinds
                or (KINDS[mention.kind] == "agency" and _is_agency(mention))
            )
        return media and (name.strength is Strength.PHRASE or self._is_nickname(mention))

    def _is_nickname(self, mention: Mention) -> bool:
        """«نقلت الفرنسية عن …»: an agency by its nationality alone, where no person's name follows."""
        follower = self.tokens.word(mention.end)
        named = mention.name is not None and mention.name.text in NATIONALITIES and _is_agency(mention)
        return named and (follower in THAT or follower in _NICKNAME_FOLLOWERS)

    def _certain(self, mention: Mention) -> bool:
        known = mention.quoted or (mention.name is not None and bool(mention.kind))
        return known and self._admissible(mention, media=False)

    def _unused(self) -> list[Mention]:
        return [mention for mention in self.mentions if mention.name_start not in self.used]

    def _within(self, places: range) -> list[Mention]:
        """The unused mentions that start among these tokens."""
        inside = self.mentions[bisect_left(self.starts, places.start) : bisect_left(self.starts, places.stop)]
        return [mention for mention in inside if mention.name_start not in self.used]

    def _use(self, mention: Mention, place: str | None = None) -> str | None:
        self.used.add(mention.name_start)
        return resolve(mention, self.context, place)

    def _source(self, mention: Mention, role: Role, slug: str | None, rule: Rule, start: int, end: int, *, own: bool = False) -> Source:
        tokens = self.tokens
        if rule is not Rule.ANAPHORA:
            start, end = min(start, mention.start), max(end, mention.end)
        name_start, name_end = tokens.folded.original_span(
            tokens.starts[mention.name_start] + mention.offset, tokens.ends[mention.name_end - 1]
        )
        quote_start, quote_end = tokens.folded.original_span(tokens.starts[start], tokens.ends[end - 1])
        text = tokens.original
        name, quote = text[name_start:name_end], text[quote_start:quote_end]
        attribution = Attribution(role, name, slug, self.field, name_start, name_end, quote, quote_start, quote_end, rule.value)
        folded_name = " ".join(tokens.words[mention.name_start : mention.name_end])
        return Source(attribution, folded_name, own)


def _is_agency(mention: Mention) -> bool:
    """Agencies are seldom the page that speaks of itself («وثيقة اطلعت عليها رويترز»), as nobody tells his own nationality."""
    return mention.name is not None and all(entry.kind == "agency" for entry in mention.name.entries)


def headline_end(tokens: Tokens, mention: Mention, line: range) -> int | None:
    """Where the citing words of a headline end that opens with this outlet; None where it does not cite it."""
    if tokens.word(mention.end) == ":":
        return mention.end + 1
    if tokens.word(mention.end) == "عن":
        return next((place + 1 for place in range(mention.end, min(line.stop, mention.end + 8)) if tokens.words[place] == ":"), None)
    return None


def joins(tokens: Tokens, previous: Mention, mention: Mention) -> bool:
    """«رويترز و«أ ف ب»»: the second shares the frame of the first; in brackets it rather is the first's other name."""
    between = tokens.words[previous.end : mention.start]
    if tokens.words[mention.start] in OPENING:
        return False
    return (bool(mention.conjunction) and not between) or (between in ([","], ["و"], ["او"]) and not mention.preposition)
