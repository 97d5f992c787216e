"""Reads the sources of one field of an article: slots and credits first, then citations and anaphors."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from warraq.attribution.fields import credits as credit_lines
from warraq.attribution.fields.slots import exclusive_of, slotted
from warraq.attribution.frames.anaphora import anaphoric
from warraq.attribution.frames.believed import Belief, is_agency, is_strong
from warraq.attribution.frames.citations import citation
from warraq.attribution.frames.frames import Frame
from warraq.attribution.frames.own_voice import unregistered
from warraq.attribution.frames.presumed import explained, is_no_voice, presumed
from warraq.attribution.lexicon.kinds import DUAL_KINDS
from warraq.attribution.mentions.mention import Mention
from warraq.attribution.mentions.registry import OWN_PAGE, Strength
from warraq.attribution.mentions.resolve import resolve
from warraq.attribution.mentions.scan import find_mentions
from warraq.attribution.mentions.tokens import OPENING, Tokens, tokenise
from warraq.attribution.rules import Rule
from warraq.items import Attribution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warraq.attribution.mentions.resolve import Context
    from warraq.items import Field, Role

# Slots stand in the first lines of a text, credits without a label in the last.
_HEAD_LINES: Final = 3
_FOOT_LINES: Final = 3
_FOOT_LENGTH: Final = 12
_DATELINE_REACH: Final = 10
# «محرر X», «خبر من X».
_LONGEST_SIGNATURE: Final = 6
# «محرر X», «خبر من X».
# Fewer words behind a city and an agency are a caption or a list.
_SHORTEST_TEXT: Final = 6


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
        self.belief = Belief(self.tokens, context)
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
                slug = None if slug and self._is_abroad(slug) else slug
                yield self._source(slot.mention, self._slot_role(slot.role, slug), slug, slot.rule, slot.start, slot.end)

    def _is_abroad(self, slug: str) -> bool:
        """A page signs with its own country's papers, with agencies and broadcasters: another country's ordinary word is a namesake's."""
        entry = self.context.registry.entries.get(slug)
        known = entry is not None and entry.country and self.context.country and slug != self.context.outlet
        return bool(known and entry and entry.common_word and entry.kind == "publisher" and entry.country != self.context.country)

    def _inner_datelines(self, lines: list[range]) -> Iterator[Source]:
        """A round-up prints several reports, each under its own dateline: a known city, or any with an agency."""
        named = sorted(mention.start for mention in self._unused() if mention.name and mention.name.strength is not Strength.ORDINARY)
        for line in lines:
            first = bisect_left(named, line.start)
            if first == len(named) or named[first] >= line.start + _DATELINE_REACH:
                continue
            for slot in slotted(self.tokens, line, self._within(line)):
                opens_text = slot.end + _SHORTEST_TEXT <= line.stop and slot.mention.start > slot.start
                if slot.role == "dateline" and (slot.place or (opens_text and is_agency(slot.mention))):
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
            if line is None or mention.preposition or not self.belief.admissible(mention, media=True):
                continue
            if end := headline_end(self.tokens, mention, line):
                slug = self._use(mention)
                slug = None if slug and self._is_abroad(slug) else slug
                yield self._source(mention, "cited", slug, Rule.HEADLINE, mention.start, end)

    def _citations(self) -> Iterator[Source]:
        previous: tuple[Mention, Frame] | None = None
        for mention in self._unused():
            own = self.belief.is_own(mention)
            frame = citation(self.tokens, mention, ordinary=not self.belief.admissible(mention, media=True), own=own)
            if frame is None and previous and joins(self.tokens, previous[0], mention):
                frame = replace(previous[1], rule=Rule.JOINED, start=mention.start, end=mention.end)
            if frame and previous and frame.rule is Rule.TOLD and frame.start < previous[0].end:
                frame = None
            dual = frame is not None and frame.rule is Rule.JOINED and previous is not None and previous[0].kind in DUAL_KINDS
            if frame is None or not (
                dual or (own and (frame.media or frame.rule is Rule.SELF_REFERENCE)) or self.belief.fits(mention, frame)
            ):
                previous = None
                continue
            previous = mention, frame
            yield self._cited(mention, frame)

    def _unregistered(self) -> Iterator[Source]:
        for mention, frame in unregistered(self.tokens):
            if not self._within(range(mention.start, mention.end)) and mention.name_start not in self.used:
                yield self._cited(mention, frame)

    def _anaphora(self) -> Iterator[Source]:
        certain = [mention for mention in self.mentions if mention.name_start in self.used or self.belief.certain(mention)]
        for mention, frame in anaphoric(self.tokens, certain):
            if mention.name_start not in self.used:
                yield self._cited(mention, replace(frame, rule=Rule.ANAPHORA))

    def presumed(self, known: set[str]) -> Iterator[Source]:
        """Names of outlets that nothing else is called and that no rule explained; `known` holds slugs and folded names found so far."""
        lines = [line for line in self.tokens.lines if len(line)]
        starts = [line.start for line in lines]
        doubted: Mention | None = None
        accepted: Mention | None = None
        for mention in self._unused():
            name = mention.name or mention.twin
            shown = mention.quoted or bool(mention.kind) or (name is not None and name.strength is Strength.DISTINCT)
            spoken = shown and self.belief.is_own(mention)
            if name is None or not (spoken or is_strong(mention, name.strength)) or self.belief.is_anothers(mention, name):
                doubted = mention if mention.kind and explained(self.tokens, mention) else doubted
                continue
            line = lines[bisect_right(starts, mention.start) - 1]
            frame = self._own_voice(mention, line) if spoken else presumed(self.tokens, mention, line)
            if accepted is not None and joins(self.tokens, accepted, mention):
                frame = Frame("cited", Rule.PRESUMED, mention.start, mention.end)
            if frame is None or (doubted is not None and joins(self.tokens, doubted, mention)):
                doubted = mention
                continue
            accepted = mention
            if known.isdisjoint({name.text, *(entry.slug for entry in name.entries)}):
                yield self._cited(mention, frame)
                known |= {name.text, *(entry.slug for entry in name.entries)}

    def _own_voice(self, mention: Mention, line: range) -> Frame | None:
        """The page names itself; on a short first line («محرر X») the people are those who sign."""
        signs = self.field == "body" and line == self.tokens.lines[0] and len(line) <= _LONGEST_SIGNATURE
        return None if not signs and is_no_voice(self.tokens, mention) else Frame("own", Rule.PRESUMED, mention.start, mention.end)

    def _cited(self, mention: Mention, frame: Frame) -> Source:
        slug = self._use(mention)
        return self._source(mention, self._role(frame, slug, mention), slug, frame.rule, frame.start, frame.end, own=frame.voice == "own")

    def _role(self, frame: Frame, slug: str | None, mention: Mention) -> Role:
        outlet = self.context.outlet
        if slug is not None and slug == outlet:
            return "published"
        if frame.rule is Rule.SELF_REFERENCE and outlet is None and (is_agency(mention) or mention.country):
            return "cited"
        if frame.voice == "own":
            foreign: Role = "credited" if frame.rule is Rule.STATEMENT_RECEIVED else "cited"
            return "published" if outlet is None else foreign
        return frame.voice

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
        attribution = Attribution(
            role, name, None if slug == OWN_PAGE else slug, self.field, name_start, name_end, quote, quote_start, quote_end, rule.value
        )
        folded_name = " ".join(tokens.words[mention.name_start : mention.name_end])
        return Source(attribution, folded_name, own)


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
