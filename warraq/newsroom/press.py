"""The press in time: what every outlet has printed by now, what its pages say, and how its host behaves."""

from __future__ import annotations

import re
from datetime import timedelta
from string import Template
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from warraq.newsroom.dates import STATES_HOUR, written
from warraq.newsroom.desk import Desk
from warraq.newsroom.model import Article, Fault, Truth
from warraq.newsroom.plan import make_plan
from warraq.newsroom.profiles import load_profiles
from warraq.newsroom.spelling import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from warraq.newsroom.desk import Printed
    from warraq.newsroom.model import Profile, Slot

SUMMARY_WORDS: Final = 28
"""Length of a summary, in words of the first paragraph."""
PRINT_FOLDER: Final = "/print/"
"""Where every outlet keeps a second copy of its articles, by number, for printers."""
_PRINT_PATTERN: Final = PRINT_FOLDER + r"(\d+)$"
RELATED_LINKS: Final = {"aggregator": 10}
"""Headlines in the list of similar articles, by kind of outlet; five otherwise."""


class Press:
    """A small Arabic press that publishes by a plan fixed by `seed`.

    `now` is the instant (aware) at which it stands until moved, or a function that tells the present, for a press that lives by a clock.
    The plan reaches from `back` before its start to `ahead` after it, then nothing new appears; `outlets` above the hand-made ones adds
    further invented outlets. Time and faults may be moved by one thread while others read.
    """

    def __init__(
        self,
        now: datetime | Callable[[], datetime],
        seed: int = 1,
        outlets: int | None = None,
        back: timedelta = timedelta(days=1.5),
        ahead: timedelta = timedelta(days=3),
    ) -> None:
        self._clock: Callable[[], datetime] = now if callable(now) else lambda: now
        self._shift = timedelta(0)
        self.port = 80
        """Port in every address; a server sets it to its own."""
        self.start = self.now.replace(second=0, microsecond=0)
        self.profiles: dict[str, Profile] = {profile.name: profile for profile in load_profiles(outlets, seed)}
        self._plan = make_plan(list(self.profiles.values()), self.start, seed, back, ahead)
        self._desk = Desk(self.profiles, seed)
        self._faults = {name: profile.fault for name, profile in self.profiles.items()}
        self._silent_since: dict[str, datetime] = {}
        self._templates = {name: profile.templates for name, profile in self.profiles.items()}
        self.seed = seed

    @property
    def now(self) -> datetime:
        return self._clock() + self._shift

    def advance(self, span: timedelta) -> None:
        """Moves the press's present by `span`."""
        self._shift += span

    def fault(self, outlet: str) -> Fault:
        return self._faults[outlet]

    def set_fault(self, outlet: str, fault: Fault | str) -> None:
        """Makes the host of `outlet` misbehave from now on; `ok` heals it. Raises KeyError for no outlet, ValueError for no fault."""
        if outlet not in self.profiles:
            raise KeyError(f"no outlet {outlet!r} in this press; it has {', '.join(self.profiles)}")
        self._faults[outlet] = Fault(fault)
        self._silent_since.pop(outlet, None)
        if self._faults[outlet] is Fault.SILENT:
            self._silent_since[outlet] = self.now

    def templates(self, outlet: str) -> tuple[str, ...]:
        """The mark-up in which the outlet's pages are printed now."""
        return self._templates[outlet]

    def set_templates(self, outlet: str, *templates: str) -> None:
        """Prints the outlet's pages, old and new, in another mark-up from now on; only `radio` has places for microdata."""
        self._templates[outlet] = templates

    def slots(self, outlet: str) -> list[Slot]:
        """What stands on the outlet's site now, newest first."""
        until = self._silent_since.get(outlet, self.now)
        return [slot for slot in reversed(self._plan[outlet]) if slot.published <= until and slot.standing(self.now)]

    def slot(self, outlet: str, path: str) -> Slot | None:
        """The published slot whose number stands in `path`, also when it has vanished since; None when there is none."""
        found = re.match(article_pattern(self.profiles[outlet]), path) or re.match(_PRINT_PATTERN, path)
        until = self._silent_since.get(outlet, self.now)
        return next((slot for slot in self._plan[outlet] if found and slot.number == int(found[1]) and slot.published <= until), None)

    def edited(self, slot: Slot) -> bool:
        return slot.edited is not None and slot.edited <= self.now

    def changed(self, slot: Slot) -> datetime:
        """When what this slot shows was last written."""
        return slot.edited if slot.edited and slot.edited <= self.now else slot.published

    def url(self, outlet: str, path: str) -> str:
        """The absolute address of `path` (starting with /) on the outlet's host."""
        return f"http://{self.profiles[outlet].host}:{self.port}{path}"

    def path(self, slot: Slot) -> str:
        """Where the article stands on its host; it stays the same when the article is edited."""
        profile, local = self.profiles[slot.outlet], slot.published.astimezone(self.profiles[slot.outlet].zone)
        story = self._desk.printed(slot).story
        slug = quote("-".join(re.findall(r"\w+", story.titles[0])[:7]))
        section = "khas" if slot.kind == "own" and slot.index % 9 == 4 and "/khas/" in profile.disallow else "news"
        return Template(profile.article_path).substitute(
            number=slot.number, year=local.year, month=f"{local.month:02}", day=f"{local.day:02}", slug=slug, section=section
        )

    def printed(self, slot: Slot) -> Printed:
        """The words of the slot as they stand now."""
        return self._desk.printed(slot, self.edited(slot))

    def headline(self, slot: Slot) -> str:
        """The headline as first printed; lists keep it when the article is edited, so that they never change."""
        return self._desk.printed(slot).story.titles[0]

    def older(self, slot: Slot, count: int) -> list[Slot]:
        """The `count` articles that the outlet printed before this one, newest first: what a page's lists are made of."""
        return list(reversed(self._plan[slot.outlet][max(0, slot.index - count) : slot.index]))

    def related(self, slot: Slot) -> list[Slot]:
        """The articles in the page's list of similar ones."""
        return self.older(slot, RELATED_LINKS.get(self.profiles[slot.outlet].kind, 5))

    def truth(self, slot: Slot) -> Truth:
        """What the page of this slot says now."""
        profile, printed, url = self.profiles[slot.outlet], self.printed(slot), self.url(slot.outlet, self.path(slot))
        local = slot.published.astimezone(profile.zone)
        exact = profile.structured != "none" or profile.date_style in STATES_HOUR
        stamped = profile.structured in ("json-ld", "meta")
        return Truth(
            title=printed.story.titles[0],
            paragraphs=printed.story.paragraphs,
            section=printed.story.section,
            keywords=printed.story.keywords,
            canonical_url=url,
            summary=summary(printed),
            byline=printed.byline,
            authors=printed.authors,
            published_at=slot.published if exact else None,
            published_day=None if exact else local.date(),
            date_text=written(local, profile.date_style),
            date_source="visible" if profile.structured == "none" else profile.structured,
            modified_at=slot.edited if stamped and self.edited(slot) else None,
            credit_line=printed.credit_line,
            credited=printed.credited,
            dateline=printed.dateline,
            cited=self._cited(printed),
            named=self._named(printed),
            embedded=self._embedded(slot, url),
            related=tuple((self.headline(other), self.url(slot.outlet, self.path(other))) for other in self.related(slot)),
        )

    def _cited(self, printed: Printed) -> tuple[str, ...]:
        """Those of the story's citations that no cut has taken away."""
        return tuple(name for name in self._named(printed) if name in printed.story.cited)

    def _named(self, printed: Printed) -> tuple[str, ...]:
        """Whom the paragraphs name by kind word and name, in whatever spelling, or in the opening dateline."""
        body = plain("\n".join(printed.story.paragraphs))
        return tuple(name for name, profile in self.profiles.items() if name == printed.dateline or plain(profile.known_as) in body)

    def heading_link(self, slot: Slot) -> str | None:
        """Where the heading of a round-up's second article leads: to its own page on the same host, if it has one."""
        own = next((other for other in self._plan[slot.outlet][: slot.index] if other.source is slot.second), None)
        return self.url(slot.outlet, self.path(own)) if own else None

    def _embedded(self, slot: Slot, url: str) -> Truth | None:
        if slot.second is None:
            return None
        source, printed = self.profiles[slot.second.outlet], self._desk.printed(slot.second)
        return Truth(
            title=printed.story.titles[0],
            paragraphs=printed.story.paragraphs,
            section=printed.story.section,
            keywords=(),
            canonical_url=self.heading_link(slot) or url,
            summary=summary(printed),
            credit_line=source.title,
            credited=source.name,
            dateline=printed.dateline,
            cited=self._cited(printed),
            named=self._named(printed),
        )

    def article(self, slot: Slot) -> Article:
        source = slot.source.outlet if slot.source else None
        url = self.url(slot.outlet, self.path(slot))
        return Article(slot.outlet, url, slot.published, self.truth(slot), self.edited(slot), not slot.standing(self.now), source)

    def articles(self, outlet: str | None = None) -> Iterator[Article]:
        """What stands on every site (or on one) at the present, newest first within an outlet, with the truth of each page."""
        for name in [outlet] if outlet else self.profiles:
            yield from map(self.article, self.slots(name))


def summary(printed: Printed) -> str:
    """The first words of the article, as descriptions and feeds give them."""
    words = printed.story.paragraphs[0].split()
    return " ".join(words[:SUMMARY_WORDS]) + ("..." if len(words) > SUMMARY_WORDS else "")


def article_pattern(profile: Profile) -> str:
    """Regular expression that finds the article's number in a path of this outlet."""
    parts = {"number": r"(\d+)", "year": r"\d{4}", "month": r"\d{2}", "day": r"\d{2}", "slug": r"[^/?#]+", "section": "(?:news|khas)"}
    escaped = re.escape(profile.article_path).replace(r"\$", "$")
    return Template(escaped).substitute(parts) + r"(?:[?#]|$)"
