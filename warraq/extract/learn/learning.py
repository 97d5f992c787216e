"""Learns how an outlet's pages are laid out: induces layouts from samples, judges them by their checks, and finds recurring furniture."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal

from warraq.extract.page.shapes import is_droppable
from warraq.outlet import Layout, LearnedLayout, PageSample

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from warraq.outlet import LayoutCheck

AGREEING_PAGES: Final = 3
"""Pages that must agree before a layout is put on trial."""
SIGNED: Final = 2
"""Pages with a byline in the same place that make it the byline's: many articles have none."""
AGREEMENTS: Final = 2
"""Further pages on which the generic reader must agree before it is trusted, and again after a doubt."""
DIFFERENCES: Final = 2
"""Pages in a row on which it differs before a layout is retired: single pages are misread by the generic reader."""
ABSENCES: Final = 5
"""Pages in a row that only the generic reader could read before it is retired: as many as it takes to learn the next one."""
ENDS: Final = 2
"""What pages end with that is looked for on each: 0.05 ms for one that it lacks."""
SAMPLES: Final = 20
"""Newest samples of an outlet that are looked at."""
FURNITURE_PAGES: Final = 3
FURNITURE_SHARE: Final = 0.4
"""Pages, and share of the newest ones of one kind, on which a paragraph stands that belongs to no article."""
FURNITURE_WORDS: Final = 3
"""Shorter lines are crossheads («خلفية», «وأضاف:») as often as furniture."""
DOUBTED_PAGES: Final = 2
"""Pages on which a layout alone takes a line for text: one can be the generic reader's error."""
DOUBTED_WORDS: Final = 2
"""What the generic reader never takes for text may be shorter; crossheads of a word it leaves out now and then."""
FURNITURE_TURN: Final = 100
"""Pages after which a recurring line is judged again."""
FURNITURE_STAYS: Final = 0.05
"""Share of these pages that must still have it, an eighth of the share that makes it furniture, as it may be that of one kind of page. By
chance, one that stands on every fifth page falls below in 4 of a million turns, one on every tenth in one of 42."""
SAME_ARTICLE: Final = 0.5
"""Share of the lines of the shorter of two pages above which they print one article, which then counts once."""

State = Literal["trial", "trusted", "retired"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A learned layout and how it has done so far."""

    learned: LearnedLayout
    state: State = "trial"
    agreed: int = 0
    """Checks in a row on which the generic reader agreed."""
    differed: int = 0
    absent: int = 0
    """Pages in a row that had to be read without it."""
    reason: str | None = None
    """Why it was retired."""


def induce(samples: Sequence[PageSample], name: str, failed: Collection[Layout] = ()) -> LearnedLayout | None:
    """A layout for the pages that most samples agree on; None where fewer than three do, or it would read as those that have failed do.

    `name` becomes its id.
    """
    made = (_induced(body, [sample for sample in samples if body in sample.bodies], name) for body in _bodies(samples))
    wrong = {(other.body, other.drop) for other in failed}
    return next((learned for learned in made if (learned.layout.body, learned.layout.drop) not in wrong), None)


def _induced(body: str, alike: Sequence[PageSample], name: str) -> LearnedLayout:
    """The layout of pages whose text one selector finds."""
    kept = {shape for sample in alike for shape in sample.kept}
    dropped = {shape for sample in alike for shape in sample.dropped}
    drop = tuple(sorted(shape for shape in dropped if is_droppable(shape, kept)))
    title, published, credit, keywords = (_field(alike, field) for field in ("title", "published", "credit", "keywords"))
    apart = {shape for sample in alike for shape in sample.apart} - {shape for sample in alike for shape in sample.needed}
    layout = Layout(name, body, title, _byline(alike), published, credit, keywords, drop)
    return LearnedLayout(layout, frozenset(kept | dropped), apart=frozenset(apart), opens=_opens(alike), ends=_ends(alike))


def complete(learned: LearnedLayout, samples: Sequence[PageSample]) -> LearnedLayout:
    """The layout with the byline's place and with where its pages may be cut, where it has none and their samples now tell it."""
    layout = learned.layout
    alike = [sample for sample in samples if layout.body in sample.bodies]
    signed = replace(learned, layout=replace(layout, byline=layout.byline or _byline(alike)))
    whole = [sample for sample in alike if sample.kept]
    return signed if learned.opens or learned.ends else replace(signed, opens=_opens(whole), ends=_ends(whole))


def _opens(alike: Sequence[PageSample]) -> str | None:
    """What the article's part begins with on all pages."""
    return next(_shared([sample.opens for sample in alike]), None)


def _ends(alike: Sequence[PageSample]) -> tuple[str, ...]:
    """What all pages end with, the innermost that the article's part may begin with being the same; they were looked for after it."""
    return tuple(islice(_shared([sample.ends for sample in alike]), ENDS)) if len({sample.opens[:1] for sample in alike}) == 1 else ()


def _shared(marks: Sequence[Sequence[str]]) -> Iterator[str]:
    """The marks that all pages have, in the order of the first; none where these are too few."""
    if len(marks) >= AGREEING_PAGES:
        yield from (mark for mark in marks[0] if all(mark in others for others in marks))


def _byline(alike: Sequence[PageSample]) -> str | None:
    """The selector of the byline on all pages that have one; None where these are too few or have it in several places."""
    those = [sample for sample in alike if "byline" in sample.fields]
    return _field(those, "byline") if len(those) >= SIGNED else None


def _bodies(samples: Sequence[PageSample]) -> list[str]:
    """The selectors that find the text on enough samples, those of most pages first; of several the innermost."""
    votes = Counter(body for sample in samples for body in sample.bodies)
    depths = {body: sum(sample.bodies.index(body) for sample in samples if body in sample.bodies) for body in votes}
    return sorted((body for body in votes if votes[body] >= AGREEING_PAGES), key=lambda body: (-votes[body], depths[body]))


def _field(samples: Sequence[PageSample], field: str) -> str | None:
    """The first selector that finds the part on every sample; None where one of them has no such part."""
    common = set.intersection(*(set(sample.fields.get(field, ())) for sample in samples))
    return next((selector for selector in samples[0].fields.get(field, ()) if selector in common), None)


def judge(standing: Standing, check: LayoutCheck) -> Standing:
    """How a layout stands after the generic reader has checked it."""
    if check.verdict == "absent":
        gone = standing.absent + 1 >= ABSENCES
        return _retire(standing, f"not found on {ABSENCES} pages in a row; last: {check.detail}") if gone else _missed(standing)
    if check.verdict == "differs":
        if standing.differed + 1 >= DIFFERENCES:
            return _retire(standing, f"differs from the generic reader: {check.detail}")
        return replace(standing, state="trial", learned=replace(standing.learned, trusted=False), agreed=0, differed=standing.differed + 1)
    trusted = standing.state == "trusted" or standing.agreed + 1 >= AGREEMENTS
    before = standing.learned
    learned = replace(before, trusted=trusted, shapes=before.shapes | set(check.shapes), apart=before.apart - set(check.needed))
    learned = replace(learned, opens=None, ends=()) if check.cut_wrong else learned
    return Standing(learned, "trusted" if trusted else "trial", standing.agreed + 1)


def _missed(standing: Standing) -> Standing:
    return replace(standing, absent=standing.absent + 1)


def _retire(standing: Standing, reason: str) -> Standing:
    return replace(standing, state="retired", learned=replace(standing.learned, trusted=False), reason=reason)


def unexplained(samples: Sequence[PageSample], standing: Sequence[Standing]) -> list[PageSample]:
    """The samples of pages that no layout in use finds a text on."""
    bodies = {each.learned.layout.body for each in standing if each.state != "retired"}
    return [sample for sample in samples if bodies.isdisjoint(sample.bodies)]


def recurring(samples: Sequence[PageSample]) -> frozenset[str]:
    """Folded lines that recur across an outlet's pages and belong to no article.

    They stand on at least three pages of different articles, and on two in five of the newest pages of their kind; or on two pages as what
    a layout takes for text and the generic reader on no page does.
    """
    apart: list[tuple[set[str], set[str]]] = []
    votes, doubted = Counter[str](), Counter[str]()
    for sample in samples:
        lines = set(sample.lines)
        if not any(len(lines & other) > SAME_ARTICLE * min(len(lines), len(other)) for other, _ in apart):
            apart.append((lines, set(sample.bodies)))
            votes.update(lines)
            doubted.update(set(sample.beside))
    often = {line for line, pages in votes.items() if pages >= FURNITURE_PAGES and _words(line) >= FURNITURE_WORDS}
    never = (line for line, pages in doubted.items() if pages >= DOUBTED_PAGES and _words(line) >= DOUBTED_WORDS and not votes[line])
    return frozenset((*(line for line in often if votes[line] >= FURNITURE_SHARE * _of_kind(line, apart)), *never))


def _words(line: str) -> int:
    return line.count(" ") + 1


def _of_kind(line: str, apart: Sequence[tuple[set[str], set[str]]]) -> int:
    """The pages whose text is found as on those that have a line; all that are not known to be of another kind."""
    kind = set[str]().union(*(bodies for lines, bodies in apart if line in lines))
    return sum(not (kind and bodies) or not kind.isdisjoint(bodies) for _, bodies in apart)


def is_over(pages: int, seen: int) -> bool | None:
    """True for a recurring line that `seen` of the last `pages` pages had and that recurs no more; None before its turn to be judged."""
    return seen < FURNITURE_STAYS * pages if pages >= FURNITURE_TURN else None
