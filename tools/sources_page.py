"""Writes what docs/sources.md says of the rules: an example of each, and how right their answers to the judge's sentences are."""

from __future__ import annotations

import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, Final

from warraq.attribution.rules import Rule

BENCHMARKS: Final = Path(__file__).resolve().parent.parent / "benchmarks"
JUDGE: Final = BENCHMARKS / "sources" / "judge.jsonl"
ROLES: Final = ("published", "credited", "dateline", "cited")

EXAMPLES: Final[dict[Rule, str]] = {
    Rule.DATELINE: "القاهرة (رويترز) - فتح الجسر أمام المشاة",
    Rule.DATELINE_OUTLET: "وفا - فتحت البلدية الجسر",
    Rule.BYLINE_ALONE: "رويترز\nفتح الجسر",
    Rule.BYLINE_CREDIT: "سبق - رويترز\nفتح الجسر",
    Rule.BYLINE_DESK: "سبق - متابعات\nفتح الجسر",
    Rule.BYLINE_EXCLUSIVE: "خاص بـ«هسبريس»\nفتح الجسر",
    Rule.BYLINE_PERSON: "سبق - سامي الراوي\nفتح الجسر",
    Rule.BYLINE_PLACE: "هسبريس، الرباط\nفتح الجسر",
    Rule.BYLINE_PUBLISHER: "سبق - رويترز\nفتح الجسر",
    Rule.CREDIT_ALONE: "فتح الجسر.\nوعبره المشاة.\nثم الحافلات.\nرويترز",
    Rule.CREDIT_CLOSING: "فتح الجسر أمس. (أ ف ب)",
    Rule.CREDIT_LABEL: "فتح الجسر أمس.\nالمصدر: هسبريس",
    Rule.CREDIT_SLOGAN: "فتح الجسر أمس.\nهسبريس: آخر أخبار اليوم",
    Rule.ACCORDING_TO: "وبحسب رويترز، فتح الجسر",
    Rule.ANNOUNCED: "أعلنت «هسبريس» عن تعطل خوادمها",
    Rule.CONTACT: "حصلت «هسبريس» على صور للجسر",
    Rule.HEADLINE: "«رويترز»: فتح الجسر",
    Rule.ON_AIR: "وقال الوزير في مقابلة على قناة «الميادين» إن الجسر فتح",
    Rule.PIECE: "أشار تقرير رويترز إلى أن الجسر فتح",
    Rule.QUOTING: "نقلا عن رويترز، فتح الجسر",
    Rule.READ_IN: "وجاء في «هسبريس» أن الجسر فتح",
    Rule.RELATIVE: "وفي «هسبريس»، التي أفردت صفحة للجسر، صور له",
    Rule.REPORTER: "وأكدت مصادر رويترز فتح الجسر",
    Rule.TOLD: "وقال العمدة لرويترز إن الجسر فتح",
    Rule.TOPIC: "«هسبريس» قالت إن الجسر فتح",
    Rule.VERB: "ذكرت رويترز أن الجسر فتح",
    Rule.DISCLAIMER_OWN_VOICE: "المقال لا يعبر عن وجهة نظر هسبريس",
    Rule.DISCLAIMER_WRITTEN_BY: "هذا الخبر تم كتابته بواسطة هسبريس",
    Rule.SELF_REFERENCE: "علمت «هسبريس» أن الجسر سيفتح",
    Rule.STATEMENT_RECEIVED: "وقالت البلدية في بيان تلقت «هسبريس» نسخة منه إن الجسر فتح",
    Rule.ANAPHORA: "يملك عقارات، وصحيفة «هسبريس» معه. وقالت الصحيفة إن الجسر فتح",
    Rule.JOINED: "ذكرت رويترز و«أ ف ب» أن الجسر فتح",
    Rule.PRESUMED: "ورسمت «نيويورك تايمز» صورة قاتمة للجسر",
}
"""A text in which the rule finds a source, the registry being what it is; `page-host` needs no words."""


@cache
def judged() -> tuple[Any, dict[str, Any]]:
    """The score of the program on judge.jsonl, and the score of each role alone."""
    sys.path.insert(0, str(BENCHMARKS))
    import compare
    import ruler

    rows = compare.read(JUDGE)
    answers = [compare.warraq(row) for row in rows]
    roles = {}
    for role in ROLES:
        labelled = [{**row, "sources": [label for label in row["sources"] if label["role"] == role]} for row in rows]
        roles[role] = ruler.score(labelled, [[answer for answer in found if answer["role"] == role] for found in answers])
    return ruler.score(rows, answers), roles


def sources_page() -> str:
    """Precision and recall of the whole and of each role, then every rule."""
    whole, roles = judged()
    lines = ["## How sure", "", "| role | labels | answers | precision | 95 % | recall | 95 % |", "|---|---|---|---|---|---|---|"]
    lines += [_figures(name, score.figures()) for name, score in (("all", whole), *roles.items())]
    lines += ["", f"Wrong outlets: {whole.misresolved}. Texts without a source that drew an answer: {whole.false_alarms}.", ""]
    lines += ["## The rules", "", "| rule | example | answers | right | 95 % |", "|---|---|---|---|---|"]
    lines += [_rule(rule, whole.by_rule.get(rule.value, Counter())) for rule in Rule if rule is not Rule.PAGE_HOST]
    return "\n".join(lines) + "\n"


def _figures(name: str, of: dict[str, Any]) -> str:
    precision, recall = (_range(of[f"{kind}_interval"]) for kind in ("precision", "recall"))
    return f"| {name} | {of['labels']} | {of['answers']} | {of['precision']:.3f} | {precision} | {of['recall']:.3f} | {recall} |"


def _rule(rule: Rule, tally: Counter[str]) -> str:
    import ruler

    example = EXAMPLES[rule].replace("\n", " ⏎ ")
    return f"| `{rule.value}` | {example} | {tally['n']} | {tally['right']} | {_range(ruler.interval(tally['right'], tally['n']))} |"


def _range(interval: tuple[float, float]) -> str:
    return f"{interval[0]:.3f} to {interval[1]:.3f}"
