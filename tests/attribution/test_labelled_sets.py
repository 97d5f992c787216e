"""What the labelled sets of benchmarks/ say of the sources: no figure may fall, and every rule finds the source of its example."""

from __future__ import annotations

import pytest

from tools.sources_page import BENCHMARKS, EXAMPLES, judged
from warraq.attribution import find_sources
from warraq.attribution.rules import Rule
from warraq.outlet_files.registry import default_registry


def test_the_judge_s_figures_do_not_fall() -> None:
    whole, _ = judged()
    assert whole.misresolved == 0, whole.slips
    assert whole.false_alarms == 0, whole.slips
    assert whole.precision >= 0.97, whole.slips
    assert whole.recall >= 0.95, whole.slips


def test_every_source_of_the_regression_set_is_found() -> None:
    judged()
    import compare
    import ruler

    rows = compare.read(BENCHMARKS / "sources" / "rules.jsonl")
    assert ruler.score(rows, [compare.warraq(row) for row in rows]).slips == []


@pytest.mark.parametrize("rule", [rule for rule in Rule if rule is not Rule.PAGE_HOST])
def test_a_rule_finds_the_source_of_its_example(rule: Rule) -> None:
    assert rule.value in {source.rule for source in find_sources(EXAMPLES[rule], registry=default_registry())}
