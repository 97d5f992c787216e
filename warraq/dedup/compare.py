"""Decides how the texts of two articles hang together, from what they share beyond the boilerplate of their days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from warraq.dedup.common import WARM
from warraq.dedup.evidence import weigh
from warraq.dedup.fingerprint import FINGERPRINT_WORDS

if TYPE_CHECKING:
    from warraq.dedup.common import CommonSet
    from warraq.dedup.evidence import Evidence, Overlap
    from warraq.dedup.fingerprint import Fingerprint

Relation = Literal["copy", "excerpt", "contains", "update", "shares-text"]
"""What the later article is to the earlier one."""

WHOLE_SHARE: Final = 0.75
"""Share of a text's own shingles from which on it lies wholly in the other: one edited word in twelve leaves so many."""

# Containment from which on two texts are the same one, by how they stand to each other. Chosen on 237 pairs of real articles read
# side by side: texts that open alike are one report down to four tenths, while a report that takes over a passage, or follows up
# days later, reaches six; beyond two days a series (weekly columns, notices) repeats its frame.
_OPENING_ALIKE: Final = 0.4
_OPENING_ALIKE_LATER: Final = 0.5
_SERIES: Final = 0.7  # opening alike, days apart, from one outlet
_OPENING_OTHERWISE: Final = 0.65
_OPENING_OTHERWISE_LATER: Final = 0.8
_FRAMED: Final = 0.75  # issues apart or of one outlet, and half boilerplate: the weather of two days shares half of the rest
_NEARLY_ALL_FRAME: Final = 0.65  # two reports of one issue: the weather of this morning and of last night
_MOVED_ON: Final = 0.9  # issues apart, with as many numbers changed as kept: bulletins of two days
_COLD: Final = 0.85  # while boilerplate is not known yet
_LATER: Final = 2.0  # days
_NEXT_ISSUE: Final = 0.5  # days
_MOSTLY_FRAME: Final = 0.48  # the weather of two days: 47 of 581 pairs joined from here on, 102 from .6 on

_BOTH: Final = 0.6  # coverage of the longer text from which on each is the whole of the other
_PART: Final = 0.35  # coverage of the longer text below which the rest of it is another text
_GROWN: Final = 0.45  # the same for a later text that holds all of an earlier one: with less it reports other things besides
_PASSAGE: Final = 0.4  # the same for a later text that is taken word for word out of the middle
_VERBATIM: Final = 0.9

# A round-up prints a text and more besides under a headline of its own; a report that grows keeps its subject. Of 330 pairs of real
# articles of which one lay in the other, ten had less than half of the longer one's headline in the shorter one, eight of them round-ups.
_WITHIN: Final = 0.85  # containment from which on a text lies in the other as a part of it
_OTHER_HEADLINE: Final = 0.4  # share of the longer text's headline below which the shorter one is not its subject
_SAME_HEADLINE: Final = 0.85
_GROWN_MUCH: Final = 0.3  # the same as `_GROWN` under one headline
_ONE_SUBJECT: Final = 0.6  # share of the longer text's headline from which on the shorter one tells of its subject
_NEARLY_EQUAL: Final = 0.85
_LINKED: Final = 8  # shared shingles of their own, ten words in a row: no accident
_LIKE: Final = 0.5  # containment, boilerplate included, from which on a link is worth showing
_UPDATED: Final = 1.5  # days within which other numbers in the same text are news of the same event


@dataclass(frozen=True, slots=True)
class Link:
    """How a later article hangs together with an earlier one."""

    relation: Relation
    score: float
    """Share of the smaller text's own shingles that stand in the other, 0 to 1."""


def joins(relation: str, score: float) -> bool:
    """Whether a link makes one story of its articles: copies and updates do, and an excerpt that lies wholly in the other text."""
    return relation in ("copy", "update") or (relation == "excerpt" and score >= WHOLE_SHARE)


def compare(later: Fingerprint, earlier: Fingerprint, common: CommonSet, *, days_apart: float, same_outlet: bool) -> Link | None:
    """How the later text relates to the earlier one; None: not worth a link. `judge` tells what the arguments are."""
    return judge(weigh(later, earlier), common, days_apart=days_apart, same_outlet=same_outlet)


def judge(evidence: Evidence, common: CommonSet, *, days_apart: float, same_outlet: bool) -> Link | None:
    """The link that the evidence bears out; None: not worth one.

    `common` is the boilerplate of the later article's own time, `days_apart` the time between the two publications, `same_outlet`
    whether one outlet published both.
    """
    if min(len(evidence.later.words), len(evidence.earlier.words)) < FINGERPRINT_WORDS:
        return Link("copy", 1.0) if np.array_equal(evidence.later.words, evidence.earlier.words) else None
    full, overlap = evidence.overlap(), evidence.overlap(common)
    if _nearly_equal(evidence, full, overlap):
        return Link("copy", full.containment)
    if overlap.shared < _LINKED:
        alike = full.containment >= _LIKE and not evidence.facts.differ
        return Link("shares-text", overlap.containment) if alike else None
    return Link(_relation(evidence, overlap, common, days_apart, same_outlet), overlap.containment)


def _nearly_equal(evidence: Evidence, full: Overlap, overlap: Overlap) -> bool:
    """The same text word for word: what it says may be boilerplate by now, because others have printed it for days.

    What is no boilerplate must agree for the greater part, or two fillings of a long template would be one text.
    """
    same_facts = not evidence.facts.numbers_changed and not evidence.facts.renamed and not evidence.facts.elsewhere
    return same_facts and full.containment >= _NEARLY_EQUAL and full.coverage >= WHOLE_SHARE and 2 * overlap.shared >= overlap.own


def _relation(evidence: Evidence, overlap: Overlap, common: CommonSet, days_apart: float, same_outlet: bool) -> Relation:
    if evidence.facts.numbers_differ:
        return "update" if _is_update(evidence, overlap, common, days_apart) else "shares-text"
    renamed = evidence.facts.elsewhere or (evidence.facts.renamed and overlap.containment < _COLD)
    if renamed or _is_next_issue(evidence, overlap, days_apart, same_outlet):
        return "shares-text"
    if _is_round_up(evidence, overlap):
        return "shares-text" if overlap.later_is_smaller else "contains"
    found = _shared(evidence, overlap, common, days_apart, same_outlet)
    retold = not same_outlet and not joins(found, overlap.containment) and _is_retold(evidence, overlap, days_apart)
    return "copy" if retold else found


def _shared(evidence: Evidence, overlap: Overlap, common: CommonSet, days_apart: float, same_outlet: bool) -> Relation:
    """By the words in a row that both have."""
    alike = evidence.open_alike
    if overlap.containment >= _threshold(evidence, overlap.frame, common, days_apart, same_outlet):
        if overlap.coverage >= _BOTH:
            return "copy"
        if alike:
            return _one_report(evidence, overlap)
    return _part(evidence, overlap)


def _is_retold(evidence: Evidence, overlap: Overlap, days_apart: float) -> bool:
    """Whether another desk condensed or reworded the report: under a headline or opening that tells of the same, from no form."""
    shorter = evidence.later if len(evidence.later.words) <= len(evidence.earlier.words) else evidence.earlier
    if days_apart > _UPDATED or overlap.frame >= _MOSTLY_FRAME or evidence.facts.numbers_changed:
        return False
    return (evidence.headline_told(shorter) or 0) >= _ONE_SUBJECT and evidence.retold


def _is_update(evidence: Evidence, overlap: Overlap, common: CommonSet, days_apart: float) -> bool:
    """Whether only the numbers moved on: the event is the same where all the rest is, soon after, and where templates are known.

    From one day to the next as many numbers must stay as change, or it is a bulletin.
    """
    if evidence.facts.elsewhere or (days_apart > _NEXT_ISSUE and evidence.facts.moved_on):
        return False
    return overlap.containment >= WHOLE_SHARE and overlap.coverage >= _BOTH and days_apart <= _UPDATED and common.depth >= WARM


def _is_next_issue(evidence: Evidence, overlap: Overlap, days_apart: float, same_outlet: bool) -> bool:
    """Whether an outlet filled its own text of an earlier day anew, or another one did, who keeps no number or changes more besides."""
    if days_apart <= _NEXT_ISSUE or not evidence.facts.moved_on:
        return False
    return same_outlet or not evidence.facts.numbers_kept or overlap.containment < _MOVED_ON


def _threshold(evidence: Evidence, frame: float, common: CommonSet, days_apart: float, same_outlet: bool) -> float:
    next_issue, later = days_apart > _NEXT_ISSUE, days_apart > _LATER
    if common.depth < WARM:
        return _COLD
    if not evidence.open_alike:
        return _OPENING_OTHERWISE_LATER if later else _OPENING_OTHERWISE
    if frame >= (_MOSTLY_FRAME if next_issue or same_outlet else _NEARLY_ALL_FRAME):
        return _FRAMED
    if not later:
        return _OPENING_ALIKE
    return _SERIES if same_outlet else _OPENING_ALIKE_LATER


def _is_round_up(evidence: Evidence, overlap: Overlap) -> bool:
    """Whether the longer text has the shorter one among other things."""
    if overlap.containment < _WITHIN or overlap.coverage >= (_BOTH if overlap.later_is_smaller else WHOLE_SHARE):
        return False
    told = _headline_told(evidence, overlap)
    return told is not None and told < _OTHER_HEADLINE


def _under_one_headline(evidence: Evidence, overlap: Overlap) -> bool:
    return (_headline_told(evidence, overlap) or 0) >= _SAME_HEADLINE


def _headline_told(evidence: Evidence, overlap: Overlap) -> float | None:
    return evidence.headline_told(evidence.later if overlap.later_is_smaller else evidence.earlier)


def _one_report(evidence: Evidence, overlap: Overlap) -> Relation:
    """Of two texts of one report, the shorter not the whole of the longer."""
    if overlap.containment < WHOLE_SHARE:
        return "copy" if overlap.coverage >= _PART else _part(evidence, overlap)
    if overlap.later_is_smaller:
        return "excerpt"
    grown = _GROWN_MUCH if _under_one_headline(evidence, overlap) else _GROWN
    return "update" if overlap.coverage >= grown else _part(evidence, overlap)


def _part(evidence: Evidence, overlap: Overlap) -> Relation:
    """Of two texts of which one at most is a part of the other's text."""
    if not overlap.later_is_smaller:
        return "contains" if overlap.containment >= WHOLE_SHARE else "shares-text"
    is_passage = overlap.coverage >= _PASSAGE or _under_one_headline(evidence, overlap)
    return "excerpt" if overlap.containment >= _VERBATIM and is_passage else "shares-text"
