"""Whether a text is an earlier one of the same article after a desk has edited it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warraq.dedup.evidence import weigh
from warraq.dedup.fingerprint import FINGERPRINT_WORDS

if TYPE_CHECKING:
    from warraq.dedup.fingerprint import Fingerprint

_SHARE_KEPT: Final = 0.75
"""Share of the shorter text that stands in the longer one: one edited word in twelve leaves so much."""
_SHARE_OF_GROWN: Final = 0.3
"""Share of the longer text that stands in the shorter one: a first report of three sentences grows so much, hardly more."""
_ISSUES_APART: Final = 0.5
"""Days apart from which on a number that changed makes it the next filling of a template."""


def is_edited(later: Fingerprint, earlier: Fingerprint, days_apart: float) -> bool:
    """Whether the one is the other edited, where something else says already that the two may be one article.

    Texts of a few words, and two fillings of one template (other numbers or names in the same frame), never are; `days_apart`: between
    their stated times.
    """
    if min(len(later.words), len(earlier.words)) < FINGERPRINT_WORDS:
        return False
    evidence = weigh(later, earlier)
    overlap, facts = evidence.overlap(), evidence.facts
    if facts.differ or (facts.numbers_changed and days_apart > _ISSUES_APART):
        return False
    return overlap.containment >= _SHARE_KEPT and overlap.coverage >= _SHARE_OF_GROWN
