"""How many copies and look-alikes are told apart, and what the comparison costs an article.

    python benchmarks/dedup.py [--pairs N] [--seed S]

Makes N pairs of each of twenty-one kinds of edits and fourteen families of templates, from the texts of WARRAQ_CORPUS (made-up words
without it), after twelve days on which the templates were printed daily. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from stress.edits import EDITS, Text, furniture, new_headline, words_changed
from stress.templates import FAMILIES, fill
from stress.texts import texts

from warraq.dedup.common import CommonSet, common_set, day_shingles, history, split
from warraq.dedup.compare import Link, compare, joins
from warraq.dedup.fingerprint import Fingerprint, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HISTORY = 12
TODAY = date(2026, 3, 20)
SHORT = 40  # words of the short texts inside the same furniture


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, and whether they are one story; None: they are to be linked and kept apart."""

    kind: str
    later: Text
    earlier: Text
    same: bool | None
    days_apart: float


def positives(rng: random.Random, bases: Sequence[Text], count: int) -> Iterator[Pair]:
    for kind, edit in EDITS.items():
        for text in rng.choices(bases, k=count):
            yield Pair(kind, edit(rng, text, bases), text, None if kind.startswith("round-up") else True, rng.choice((0.1, 1.0)))
    republish = (new_headline, furniture, words_changed(0.05))
    for family in FAMILIES:
        for _ in range(count // 8):
            text = fill(rng, family)
            yield Pair(f"republished {family}", rng.choice(republish)(rng, text, bases), text, True, 0.2)


def negatives(rng: random.Random, bases: Sequence[Text], count: int) -> Iterator[Pair]:
    for family in FAMILIES:
        for _ in range(count // 2):
            one, other = _two_fills(rng, family)
            yield Pair(f"template {family}", one, other, False, rng.choice((0.3, 1.0, 1.0, 7.0)))
    for _ in range(count):
        one, other = rng.sample(bases, 2)
        yield Pair("unrelated", one, other, False, 0.5)
        framed = [furniture(rng, _shortened(text), bases) for text in (one, other)]
        yield Pair("same furniture", framed[0], framed[1], False, 0.5)


def _two_fills(rng: random.Random, family: str) -> tuple[Text, Text]:
    """Two texts of one template; where headlines name the event, of two events."""
    one, *others = (fill(rng, family) for _ in range(9))
    return one, next((other for other in others if other.title != one.title), others[0])


def _shortened(text: Text) -> Text:
    return Text(text.title, (" ".join(" ".join(text.body).split()[:SHORT]),))


def sign(text: Text) -> Fingerprint:
    return fingerprint(text.title, "\n".join(text.body))


def boilerplate(rng: random.Random, bases: Sequence[Text]) -> CommonSet:
    """What twelve days of templates, and of other texts with and without an aggregator's furniture, leave behind."""
    days = {}
    for number in range(1, HISTORY + 1):
        printed = [fill(rng, family) for family in FAMILIES]
        printed += [furniture(rng, _shortened(text), bases) for text in rng.sample(bases, 3)]
        days[TODAY - timedelta(number)] = split(day_shingles(map(sign, printed)))
    past = history(TODAY, days, settled=False)
    parts = (zip(*(days[day] for day in chosen), strict=True) for chosen in (past.near, past.distant))
    return common_set(zip(*parts, strict=True), past.depth)


def found(later: Fingerprint, earlier: Fingerprint) -> bool:
    """Whether the look-up would propose the pair."""
    return len(set(later.hashes) & set(earlier.hashes)) >= later.hashes_needed


def verdict(pair: Pair, link: Link | None) -> bool:
    joined = link is not None and joins(link.relation, link.score)
    return joined == pair.same if pair.same is not None else link is not None and not joined


def judged(pairs: Iterable[Pair], common: CommonSet) -> Iterator[tuple[Pair, Link | None]]:
    for pair in pairs:
        later, earlier = sign(pair.later), sign(pair.earlier)
        link = compare(later, earlier, common, days_apart=pair.days_apart, same_outlet=False) if found(later, earlier) else None
        yield pair, link


def tell(pairs: Iterable[Pair], common: CommonSet) -> dict[str, float]:
    """Prints a line for each kind, and sums up."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    joined: Counter[bool | None] = Counter()
    for pair, link in judged(pairs, common):
        total[pair.kind] += 1
        right[pair.kind] += verdict(pair, link)
        joined[pair.same] += link is not None and joins(link.relation, link.score)
    for kind, count in total.items():
        print(f"{right[kind]:5} of {count:5} right | {kind}")
    copies = sum(count for kind, count in total.items() if not kind.startswith(("template", "unrelated", "same", "round-up")))
    wrong = joined[False] + joined[None]
    return {"pairs": total.total(), "precision": round(joined[True] / (joined[True] + wrong), 4), "recall": round(joined[True] / copies, 4)}


def cost(bases: Sequence[Text], common: CommonSet) -> dict[str, float]:
    """Microseconds of CPU time of signing an article, and of comparing it with one candidate."""
    started = time.process_time()
    prints = [sign(text) for text in bases]
    signed = time.process_time()
    for later, earlier in pairwise(prints):
        compare(later, earlier, common, days_apart=1.0, same_outlet=False)
    compared = time.process_time()
    return {"sign_us": round((signed - started) / len(bases) * 1e6), "compare_us": round((compared - signed) / len(bases) * 1e6)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=100, help="pairs of each kind")
    parser.add_argument("--seed", type=int, default=11, help="other pairs")
    given = parser.parse_args()
    count, rng = given.pairs, random.Random(given.seed)  # noqa: S311 - the same pairs every time
    bases = texts(rng, 3_000)
    common = boilerplate(rng, bases)
    cold = CommonSet(common.shingles[:0], 0)
    pairs = [*positives(rng, bases, count), *negatives(rng, bases, count)]
    figures = {"warm": tell(pairs, common)}
    print("without history:")
    figures |= {"cold": tell(pairs, cold), "cost": cost(bases, common)}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
