"""Whether a text holds a phrase: what is passed over by a quick look never held it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.search.check import Text
from storage.search.query import Term
from storage.search.text import folded_words

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = (
    "أمّ",
    "الأمم",
    "لآل",
    "إلى",
    "مجلس",
    "مجـلـس",
    "هيئة",
    "ﻻ",
    "ک",
    "Nile",
    "NILE",
    "15",
    "١٥",
    "ال15",
    "ب3",
    "1,000",
    "مُ",
    "ـ",
    "٪",
    "و",
)
BETWEEN = (" ", "\n", "، ", " «", "» ", ".", "-", "", "_", " \u064e", "\u200f", "ـ ", "…", "\u00a0")
texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN)), min_size=2, max_size=12)


class Slow(Text):
    """Looks at nothing but the folded words."""

    def may_hold(self, term: Term) -> bool:
        return True


@given(texts, st.data())
def test_a_quick_look_passes_over_no_phrase(pieces: Sequence[tuple[str, str]], data: st.DataObject) -> None:
    written = "".join(word + between for word, between in pieces)
    words = folded_words(written) or ["لا"]
    start = data.draw(st.integers(0, len(words) - 1))
    of_text = tuple(words[start : start + data.draw(st.integers(1, 3))])
    joined = tuple(folded_words("".join(data.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))))) or of_text
    for wanted in (of_text, joined, of_text[:1] + joined):
        assert Text(written).holds(Term(wanted)) == Slow(written).holds(Term(wanted))


@pytest.mark.parametrize("written", ["قال مجلس الأمن أمس", "قَالَ مَجْلِـسُ «الأمن»", "ومجلس\nالامن"])
def test_a_phrase_is_seen_without_folding_the_text(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    phrase = Term(("مجلس", "الامن"))
    assert Text(written).may_hold(phrase)
    monkeypatch.setattr("storage.search.check.folded_words", None)
    assert not Text(written).holds(Term(("الامن", "مجلس")))
