"""Measures answers about sources against labels; knows no program. The format of both stands in benchmarks/README.md."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

# Letters that writers exchange at will, and marks that they leave out.
_FOLD = str.maketrans({**dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك"})
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
# The normal quantile of a two-sided 95 % interval.
_Z = 1.96

Row = dict[str, Any]


@dataclass
class Score:
    """What a program answered to one labelled set; `slips` holds a line for everything that was not right."""

    labels: int = 0
    answers: int = 0
    found: int = 0
    right: int = 0
    """Answers that are a label's source in the label's role."""
    named: int = 0
    """Labels whose source was named, in whatever role."""
    resolvable: int = 0
    """Found labels that name a registered outlet."""
    resolved: int = 0
    misresolved: int = 0
    """Answers that give another outlet than the label, or one where the label leaves it open."""
    false_alarms: int = 0
    """Texts without a source that drew an answer."""
    slips: list[str] = field(default_factory=list)
    by_rule: dict[str, Counter[str]] = field(default_factory=dict)
    """Rule (where the program tells it) -> how many answers it gave (`n`) and how many were right."""

    @property
    def precision(self) -> float:
        return self.right / self.answers if self.answers else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.labels if self.labels else 0.0

    def figures(self) -> dict[str, Any]:
        """The score as one JSON object; intervals are Wilson's, 95 %."""
        return {
            "labels": self.labels,
            "answers": self.answers,
            "precision": round(self.precision, 3),
            "precision_interval": interval(self.right, self.answers),
            "recall": round(self.recall, 3),
            "recall_interval": interval(self.found, self.labels),
            "role_right": f"{self.found} of {self.named}",
            "outlet_right": f"{self.resolved} of {self.resolvable}",
            "wrong_outlets": self.misresolved,
            "false_alarms": self.false_alarms,
        }


def score(rows: list[Row], answers: list[list[Row]]) -> Score:
    """Sources per row against the row's labels, in the same order."""
    total = Score()
    for row, given in zip(rows, answers, strict=True):
        _score_row(total, row, given)
    return total


def _score_row(total: Score, row: Row, given: list[Row]) -> None:
    labels = row["sources"]
    total.labels += len(labels)
    total.answers += len(given)
    total.false_alarms += bool(given) and not labels
    found: set[int] = set()
    for answer in given:
        same = [number for number, label in enumerate(labels) if _same(answer, label)]
        hits = [number for number in same if labels[number]["role"] == answer["role"]]
        tally = total.by_rule.setdefault(answer.get("rule", ""), Counter())
        tally.update(n=1, right=int(bool(hits)))
        total.right += bool(hits)
        if not hits:
            said = [labels[number]["role"] for number in same]
            total.slips.append(f"{row['id']} wrong {answer['role']} {answer['name']} ({answer.get('rule', '')}) labelled {said}")
        if same and answer.get("outlet") and answer["outlet"] not in {labels[number]["outlet"] for number in same}:
            total.misresolved += 1
            total.slips.append(f"{row['id']} outlet {answer['name']} -> {answer['outlet']}")
        for number in hits:
            if number not in found and labels[number]["outlet"]:
                total.resolvable += 1
                total.resolved += answer.get("outlet") == labels[number]["outlet"]
        found.update(hits)
    total.found += len(found)
    total.named += sum(any(_same(answer, label) for answer in given) for label in labels)
    total.slips += [f"{row['id']} missed {label['role']} {label['name']}" for n, label in enumerate(labels) if n not in found]


def _same(answer: Row, label: Row) -> bool:
    """Whether both mean one source: the same words, the same outlet, or the same name."""
    overlap = answer.get("field") == label["field"] and answer.get("start") is not None
    if overlap and answer["start"] < label["end"] and label["start"] < answer["end"]:
        return True
    return (label["outlet"] is not None and answer.get("outlet") == label["outlet"]) or bare(answer["name"]) == bare(label["name"])


def bare(name: str) -> str:
    """A name without quotes, marks and the spellings that writers exchange."""
    return " ".join(re.findall(r"\w+", _MARKS.sub("", name).translate(_FOLD))).casefold()


def interval(right: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share; (0, 1) where nothing was counted."""
    if not n:
        return 0.0, 1.0
    share, z2 = right / n, _Z**2
    middle, spread = share + z2 / (2 * n), _Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return round((middle - spread) / (1 + z2 / n), 3), round((middle + spread) / (1 + z2 / n), 3)
