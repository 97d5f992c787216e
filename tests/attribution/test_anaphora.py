from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from warraq.items import Attribution

    Find = Callable[..., list[Attribution]]


def test_the_paper_named_before_is_cited(find: Find) -> None:
    text = "صدر العدد الجديد من صحيفة «الغارديان» أمس. وأضافت الصحيفة أن الجسر أغلق."
    (source,) = find(text)
    assert (source.role, source.outlet, source.name, source.rule) == ("cited", "guardian", "الغارديان", "anaphora")
    assert source.quote == "وأضافت الصحيفة"


def test_an_outlet_cited_already_is_not_cited_again(find: Find) -> None:
    assert len(find("قالت صحيفة «الغارديان» إن الجسر أغلق. وأضافت الصحيفة أنه قديم.")) == 1


def test_the_kind_must_fit(find: Find) -> None:
    assert find("زار الوفد مقر صحيفة «الغارديان». وأضافت القناة أن الجسر أغلق.") == []


def test_without_an_antecedent_nothing_is_said(find: Find) -> None:
    assert find("وأضافت الصحيفة أن الجسر أغلق.") == []
