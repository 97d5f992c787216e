"""The desk: turns a slot of the plan into the words its outlet prints, copies edited as those who republish edit them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from warraq.newsroom import world
from warraq.newsroom.compose import compose
from warraq.newsroom.grammar import Facts, fill
from warraq.newsroom.seeding import seeded
from warraq.newsroom.spelling import respell

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from warraq.newsroom.model import Profile, Slot, Story

BYLINE_CREDITS: Final = ("$agency", "$town - $agency", "$agency - $town", "$agency ($town)", "$town – $agency")
LINE_CREDITS: Final = ("المصدر: $agency", "المصدر : $known", "نقلا عن $known", "المصدر/ $agency", "المصدر: $known")
DATELINES: Final = ("$town ($agency) – ", "$town - $agency: ", "$town/ $agency/ ", "$agency - $town: ")


_PARAGRAPHS_KEPT: Final = 3
"""Paragraphs that no cut takes away: the third introduces the people whom later ones name."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A story with what its outlet puts around it: the words of the page before any mark-up."""

    story: Story
    byline: str | None = None
    authors: tuple[str, ...] = ()
    credit_line: str | None = None
    credited: str | None = None
    dateline: str | None = None


class Desk:
    """Writes stories on demand and keeps them; the same seed writes the same words."""

    def __init__(self, profiles: Mapping[str, Profile], seed: int) -> None:
        self._profiles = profiles
        self._seed = seed
        self._stories: dict[str, Story] = {}
        self._printed: dict[str, Printed] = {}

    def printed(self, slot: Slot, edited: bool = False) -> Printed:
        """What the outlet prints in this slot; `edited`: after the edit, which appends a paragraph and sometimes changes the headline."""
        if slot.key not in self._printed:
            self._printed[slot.key] = self._dress(slot)
        printed = self._printed[slot.key]
        return self._update(slot, printed) if edited else printed

    def _update(self, slot: Slot, printed: Printed) -> Printed:
        story, rng = printed.story, self._rng(slot, "update")
        titles = story.titles[1:] + story.titles[:1] if rng.random() < 0.5 else story.titles
        paragraphs = (*story.paragraphs, rng.choice(story.updates))
        return replace(printed, story=replace(story, titles=titles, paragraphs=paragraphs))

    def _rng(self, slot: Slot, purpose: str) -> Random:
        return seeded(self._seed, slot.key, purpose)

    def _story(self, slot: Slot) -> Story:
        """The plain text behind a slot, spelled as the dictionary has it."""
        if slot.key not in self._stories:
            self._stories[slot.key] = self._edit(slot, slot.source) if slot.source else self._write(slot)
        return self._stories[slot.key]

    def _write(self, slot: Slot) -> Story:
        profile, rng = self._profiles[slot.outlet], self._rng(slot, "story")
        names = list(world.topics())
        seeded(self._seed, slot.outlet, "topics").shuffle(names)
        around, at = divmod(slot.index, len(names))
        turn = list(self._profiles).index(slot.outlet) + around * len(self._profiles)
        codes = list(world.countries())
        country = rng.choice(codes) if profile.kind == "agency" or profile.country not in codes else profile.country
        peers = [peer for peer in self._profiles.values() if peer.kind != "aggregator" and peer.name != profile.name]
        return compose(
            world.topics()[names[at]], turn, world.countries()[country], profile, peers, slot.published.astimezone(profile.zone), rng
        )

    def _edit(self, slot: Slot, source: Slot) -> Story:
        """The source's story under another headline, with paragraphs cut, one appended and words swapped, each of it sometimes."""
        story, rng = self._story(source), self._rng(slot, "edit")
        paragraphs = list(story.paragraphs)
        if len(paragraphs) > 4 and rng.random() < 0.6:
            del paragraphs[rng.randint(_PARAGRAPHS_KEPT, len(paragraphs) - 1)]
        if len(paragraphs) > 5 and rng.random() < 0.3:
            del paragraphs[-2:]
        if rng.random() < 0.4:
            facts = Facts({"self": self._profiles[slot.outlet].known_as, "town": story.town})
            paragraphs.append(fill(rng.choice(world.phrases()["appended"]), facts, rng))
        if rng.random() < 0.5:
            paragraphs = [_swap(paragraph, rng) for paragraph in paragraphs]
        titles = story.titles if rng.random() < 0.25 else story.titles[1:] + story.titles[:1]
        return replace(story, titles=titles, paragraphs=tuple(paragraphs))

    def _dress(self, slot: Slot) -> Printed:
        profile = self._profiles[slot.outlet]
        if slot.source and slot.kind == "roundup":
            return self._gather(slot.source)
        bare = Printed(self._story(slot))
        if slot.source:
            dressed = _credit(bare, self._profiles[slot.source.outlet], profile, self._rng(slot, "credit"))
        elif profile.kind == "agency":
            dressed = _set_dateline(bare, profile, DATELINES[0])
        else:
            dressed = _sign(bare, profile, self._rng(slot, "byline"))
        return _spell(dressed, profile)

    def _gather(self, taken: Slot) -> Printed:
        """The text as its outlet printed it, under the aggregator's own credit line and keyword (with the Persian yeh)."""
        source, printed = self._profiles[taken.outlet], self.printed(taken)
        keywords = tuple(word.replace("ي", "ی") for word in printed.story.keywords[:1])
        story = replace(printed.story, keywords=keywords)
        return Printed(story, credit_line=f"المصدر: {source.title}", credited=source.name, dateline=printed.dateline)


def _credit(bare: Printed, source: Profile, profile: Profile, rng: Random) -> Printed:
    """Names the source in one of the shapes that the outlet `profile` uses."""
    shape = rng.choice(profile.credit_shapes)
    words = Facts({"agency": source.title, "known": source.known_as, "town": bare.story.town})
    if shape == "none":
        return bare
    if shape == "dateline":
        return replace(_set_dateline(bare, source, rng.choice(DATELINES)), credited=source.name)
    credited = replace(bare, credited=source.name)
    if shape == "byline":
        return replace(credited, byline=fill(rng.choice(BYLINE_CREDITS), words, rng))
    if shape == "last_line":
        return replace(credited, credit_line=fill(rng.choice(LINE_CREDITS), words, rng))
    *others, last = bare.story.paragraphs
    return replace(credited, story=replace(bare.story, paragraphs=(*others, f"{last} ({source.title})")))


def _swap(paragraph: str, rng: Random) -> str:
    for pair in world.phrases()["swaps"]:
        old, new = pair.split("=")
        if rng.random() < 0.5:
            paragraph = paragraph.replace(f" {old} ", f" {new} ", 1)
    return paragraph


def _set_dateline(printed: Printed, source: Profile, pattern: str) -> Printed:
    opening = pattern.replace("$town", printed.story.town).replace("$agency", source.title)
    first, *others = printed.story.paragraphs
    return replace(printed, story=replace(printed.story, paragraphs=(opening + first, *others)), dateline=source.name)


def _sign(printed: Printed, profile: Profile, rng: Random) -> Printed:
    """The byline of an article of its own, in one of the outlet's forms; an empty form is no byline."""
    form = rng.choice(profile.bylines) if profile.bylines else ""
    if not form:
        return printed
    reporter = printed.story.reporter
    facts = Facts({"reporter": reporter.name, "town": printed.story.town, "title": profile.title}, {"a": reporter.female})
    return replace(printed, byline=fill(form, facts, rng), authors=(reporter.name,) if "$reporter" in form else ())


def _spell(printed: Printed, profile: Profile) -> Printed:
    """The whole copy in the outlet's spelling; the people's names too, for the page prints them so."""

    def each(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(respell(text, profile.spelling) for text in texts)

    def one(text: str | None) -> str | None:
        return None if text is None else respell(text, profile.spelling)

    plain = printed.story
    story = replace(plain, titles=each(plain.titles), paragraphs=each(plain.paragraphs), updates=each(plain.updates))
    story = replace(story, keywords=each(plain.keywords))
    return replace(printed, story=story, byline=one(printed.byline), authors=each(printed.authors), credit_line=one(printed.credit_line))
