"""The book of a crawl's polls: what its feeds came to, why some could not be read, and how the run is judged by that."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from storage.timing.polls import Polled, moved_away
from warraq import clock
from warraq.crawl.summary import CUT_SHORT

if TYPE_CHECKING:
    from storage.timing.feeds import FeedAnswer, FeedState
    from warraq.crawl.manners.failures import Failed
    from warraq.items import Reason

UNTOLD: Final = ("older",)
"""What sitemaps leave out every time."""
DOCUMENTS_TOLD: Final = 20
"""Documents whose left-out addresses a run tells apart."""


@dataclass(slots=True)
class PollBook:
    """What the feeds, sitemaps and listings of one crawl answered."""

    asked: int = 0
    """Places to look that the crawl began with."""
    read: int = 0
    """Those of them that could be read."""
    problems: list[str] = field(default_factory=list)
    """What could not be read, and why, in words."""
    failures: Counter[Reason] = field(default_factory=Counter)
    """Classes of the failures of those that could not be read."""
    polled: dict[int, Polled] = field(default_factory=dict)
    """What the feeds that could be read came to, by id."""

    led_elsewhere: list[str] = field(default_factory=list)
    """Addresses whose pages led to a host that is not the outlet's."""
    left_out: dict[str, dict[str, int | str | None]] = field(default_factory=dict)
    """What each document named and was left out, by why, with an example."""

    def answered(self, feed: FeedState, answer: FeedAnswer) -> None:
        """Enters a document that could be read; those that a feed leads to add to its poll, from which its next is planned."""
        self.read += answer.depth == 0
        if answer.moved_to and answer.depth == 0 and (away := moved_away(feed.url, answer.moved_to)):
            self.problems.append(f"{feed.url}: {away}")
        if answer.problem:
            self.problems.append(f"{answer.url}: {answer.problem}")
        self.polled.setdefault(feed.id, Polled(feed, clock.now())).add(answer)
        if answer.left and len(self.left_out) < DOCUMENTS_TOLD:
            self.left_out[answer.url] = {**answer.left, "example": answer.example}

    def failed(self, url: str, failed: Failed, depth: int) -> None:
        """Enters a document that could not be read; one that a feed only leads to does not count against the feed."""
        self.problems.append(f"{url}: {failed.detail or failed.reason}")
        if depth == 0:
            self.failures[failed.reason] += 1

    @property
    def all_failed(self) -> bool:
        """Whether there was something to read and nothing of it could be read."""
        return bool(self.asked) and not self.read

    @property
    def failure(self) -> str | None:
        """The class of what went wrong: that of most feeds that could not be read."""
        return self.failures.most_common(1)[0][0].value if self.failures else None

    def judge(self, reason: str, taken: int) -> tuple[str, str | None]:
        """Outcome of the run and why, in words; `reason`: why Scrapy ended the crawl, `taken`: addresses that it took up."""
        if reason in CUT_SHORT:
            return "cut-short", CUT_SHORT[reason]
        if reason != "finished":
            return "failed", f"the crawl ended with {reason}; its log says more"
        if not self.read and (self.asked or not taken):
            return "empty", self.problems[0] if self.problems else "nothing to read: the outlet has no feed, sitemap or listing"
        refused = [polled.left_out for polled in self.polled.values()]
        if any(refused) and not any(polled.own or (not polled.read and not polled.left_out) for polled in self.polled.values()):
            return "empty", "; ".join([*filter(None, refused), *self.problems])
        if taken and len(self.led_elsewhere) == taken:
            example = self.led_elsewhere[0]
            return "empty", "; ".join([f"elsewhere {taken}: no address led to a host of this outlet, such as {example}", *self.problems])
        return "ok", "; ".join([*self._left_words(), *self.problems]) or None

    def _left_words(self) -> list[str]:
        """What was left out of documents of which something was taken, but for what is only older."""
        words = []
        for polled in self.polled.values():
            why = ", ".join(f"{word} {count}" for word, count in polled.left.most_common() if word not in UNTOLD or not polled.own)
            if why:
                words.append(f"left out of {polled.before.url}: {why}")
        return words
