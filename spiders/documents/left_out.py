"""What a document names and is not taken up, counted by why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from spiders.documents.results import Skip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OLDER: Final = "older"
ELSEWHERE: Final = "elsewhere"
OVER_LIMIT: Final = "over the limit"
_WORDS: Final = {
    Skip.NO_LINK: "without an address",
    Skip.BAD_LINK: "no web address",
    Skip.UNREADABLE: "unreadable",
    Skip.CUT_OFF: "cut off",
    Skip.OVER_LIMIT: OVER_LIMIT,
}


@dataclass(slots=True)
class LeftOut:
    """Counts of one document."""

    counts: Counter[str] = field(default_factory=Counter)
    example: str | None = None
    """The first address; None where there was none."""

    @classmethod
    def of(cls, skipped: Mapping[Skip, int]) -> LeftOut:
        """What the document's reader left out; an address named twice is not."""
        return cls(Counter({_WORDS[skip]: count for skip, count in skipped.items() if skip in _WORDS and count}))

    def add(self, why: str, addresses: Iterable[str]) -> None:
        """Counts addresses that are left out."""
        for address in addresses:
            self.counts[why] += 1
            self.example = self.example or address
