"""Finds every source of an article: who published it, whom it credits, its dateline, whom it cites."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from warraq.attribution import credits as credit_lines
from warraq.attribution.anaphora import anaphoric
from warraq.attribution.citations import Frame, citation
from warraq.attribution.lexicon.kinds import LOOSE_KINDS
from warraq.attribution.mentions import Mention, find_mentions
from warraq.attribution.registry import Registry, Strength
from warraq.attribution.resolve import Context, resolve
from warraq.attribution.slots import is_slogan, slotted
from warraq.attribution.tokens import Tokens, tokenise
from warraq.items import Attribution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warraq.items import Field, Role

# Slots stand in the first lines of a text, credits without a label in the last.
_HEAD_LINES: Final = 3
_FOOT_LINES: Final = 3
_FOOT_LENGTH: Final = 12
_DATELINE_REACH: Final = 10


def find_sources(
    text: str,
    *,
    registry: Registry,
    title: str | None = None,
    byline: str | None = None,
    credit_line: str | None = None,
    outlet: str | None = None,
    country: str | None = None,
) -> list[Attribution]:
    """The sources that an article names, each once per role, in the order credit line, byline, title, text.

    `text` is the body with one paragraph a line; `outlet` is the slug of the page's own outlet and `country` the page's ISO 3166 alpha-2 code,
    None where unknown. Offsets are code points into the field as given. No text raises; a name that nothing resolves has outlet None.
    """
    context = Context(registry, outlet, country)
    fields: list[tuple[Field, str | None]] = [("credit_line", credit_line), ("byline", byline), ("title", title), ("body", text)]
    found = [source for field, content in fields if content for source in FieldReader(content, field, context).sources()]
    return [source.attribution for source in _settled(found, context)]


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
        yield from self._anaphora()

    def _credits(self, lines: list[range], *, foot: bool) -> Iterator[Source]:
        for line, following in zip(lines, [*lines[1:], None], strict=True):
            found = credit_lines.labelled(self.tokens, line, self._unused(), following)
            found = found or (credit_lines.unlabelled(self.tokens, line, self._unused()) if foot else [])
            if found:
                self.read_lines.add(line.start)
            yield from map(self._credited, found)

    def _foot(self, lines: list[range]) -> Iterator[Source]:
        for line in lines[-_FOOT_LINES:] if len(lines) > 1 else []:
            if len(line) <= _FOOT_LENGTH:
                yield from map(self._credited, credit_lines.unlabelled(self.tokens, line, self._unused()))
        if lines:
            yield from map(self._credited, credit_lines.closing(self.tokens, lines[-1], self._unused()))

    def _credited(self, credit: credit_lines.Credit) -> Source:
        mention = credit.mention or Mention(None, credit.start, credit.end, credit.start, credit.end)
        slug = self._use(mention)
        role: Role = "published" if slug and slug == self.context.outlet else "credited"
        return self._source(mention, role, slug, credit.rule, credit.quote_start, credit.quote_end)

    def _slots(self, lines: list[range], *, trusted: bool) -> Iterator[Source]:
        for line in [line for line in lines if line.start not in self.read_lines]:
            for slot in slotted(self.tokens, line, self._unused(), trusted=trusted):
                slug = self._use(slot.mention, slot.place)
                yield self._source(slot.mention, self._slot_role(slot.role, slug), slug, slot.rule, slot.start, slot.end)

    def _inner_datelines(self, lines: list[range]) -> Iterator[Source]:
        """A round-up prints several reports, each under its own dateline with a city."""
        starts = {mention.start for mention in self._unused()}
        for line in lines:
            if starts.isdisjoint(line[:_DATELINE_REACH]):
                continue
            for slot in slotted(self.tokens, line, self._unused()):
                if slot.place and slot.role == "dateline":
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
            if mention.start in starts and is_slogan(self.tokens, mention):
                self.read_lines.add(mention.start)
                yield self._source(mention, "credited", self._use(mention), "credit-slogan", mention.start, mention.end)

    def _headlines(self, lines: list[range]) -> Iterator[Source]:
        """«X: …» and «X عن مسؤولين: …» at the start of a headline or line."""
        starts = {line.start: line for line in lines if line.start not in self.read_lines}
        for mention in self._unused():
            line = starts.get(mention.start)
            if line is None or mention.preposition or not self._admissible(mention, media=True):
                continue
            if end := headline_end(self.tokens, mention, line):
                yield self._source(mention, "cited", self._use(mention), "headline", mention.start, end)

    def _citations(self) -> Iterator[Source]:
        previous: tuple[Mention, Frame] | None = None
        for mention in self._unused():
            frame = citation(self.tokens, mention, ordinary=not self._admissible(mention, media=True))
            if frame is None and previous and joins(self.tokens, previous[0], mention):
                frame = replace(previous[1], rule="joined", start=mention.start, end=mention.end)
            if frame and previous and frame.rule == "told" and frame.start < previous[0].end:
                frame = None
            if frame is None or not self._fits(mention, frame):
                previous = None
                continue
            previous = mention, frame
            yield self._cited(mention, frame)

    def _anaphora(self) -> Iterator[Source]:
        certain = [mention for mention in self.mentions if mention.name_start in self.used or self._certain(mention)]
        for mention, frame in anaphoric(self.tokens, certain):
            if mention.name_start not in self.used:
                yield self._cited(mention, replace(frame, rule="anaphora"))

    def _cited(self, mention: Mention, frame: Frame) -> Source:
        slug = self._use(mention)
        return self._source(mention, self._role(frame, slug), slug, frame.rule, frame.start, frame.end, own=frame.voice == "own")

    def _role(self, frame: Frame, slug: str | None) -> Role:
        outlet = self.context.outlet
        if slug is not None and slug == outlet:
            return "published"
        if frame.voice == "own":
            foreign: Role = "credited" if frame.rule == "statement-received" else "cited"
            return "published" if outlet is None else foreign
        return frame.voice

    def _fits(self, mention: Mention, frame: Frame) -> bool:
        received = frame.rule == "statement-received" or frame.rule.startswith("disclaimer")
        if mention.name is None and mention.twin is None:
            return mention.kind not in LOOSE_KINDS or frame.media or frame.rule in ("told", "quoting", "according-to")
        return received or self._admissible(mention, media=frame.media)

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
            )
        return media and name.strength is Strength.PHRASE

    def _certain(self, mention: Mention) -> bool:
        return (mention.quoted or bool(mention.kind)) and self._admissible(mention, media=False)

    def _unused(self) -> list[Mention]:
        return [mention for mention in self.mentions if mention.name_start not in self.used]

    def _use(self, mention: Mention, place: str | None = None) -> str | None:
        self.used.add(mention.name_start)
        return resolve(mention, self.context, place)

    def _source(self, mention: Mention, role: Role, slug: str | None, rule: str, start: int, end: int, *, own: bool = False) -> Source:
        tokens = self.tokens
        if rule != "anaphora":
            start, end = min(start, mention.start), max(end, mention.end)
        name_start, name_end = tokens.folded.original_span(
            tokens.starts[mention.name_start] + mention.offset, tokens.ends[mention.name_end - 1]
        )
        quote_start, quote_end = tokens.folded.original_span(tokens.starts[start], tokens.ends[end - 1])
        text = tokens.folded.original
        name, quote = text[name_start:name_end], text[quote_start:quote_end]
        attribution = Attribution(role, name, slug, self.field, name_start, name_end, quote, quote_start, quote_end, rule)
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
    """«رويترز و«أ ف ب»»: the second shares the frame of the first."""
    between = tokens.words[previous.end : mention.start]
    return (bool(mention.conjunction) and not between) or (between in ([","], ["و"], ["او"]) and not mention.preposition)


def _settled(found: list[Source], context: Context) -> list[Source]:
    """Names left open take the outlet that the same name has elsewhere in the article; what the page copies is not its own; no doubles."""
    known = {source.folded_name: source.attribution.outlet for source in found if source.attribution.outlet}
    found = [_resolved(source, known.get(source.folded_name)) for source in found]
    copied = {_identity(source) for source in found if source.attribution.role == "credited"}
    found = [_copied(source) if source.own and _identity(source) in copied else source for source in found]
    unique: dict[tuple[str, str], Source] = {}
    for source in found:
        unique.setdefault((source.attribution.role, _identity(source)), source)
    return list(unique.values())


def _identity(source: Source) -> str:
    return source.attribution.outlet or source.folded_name


def _resolved(source: Source, outlet: str | None) -> Source:
    if source.attribution.outlet or outlet is None:
        return source
    return replace(source, attribution=replace(source.attribution, outlet=outlet))


def _copied(source: Source) -> Source:
    return replace(source, attribution=replace(source.attribution, role="credited"))
