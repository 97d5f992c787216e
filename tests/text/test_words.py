from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.text.words import sentences, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("قال «الوزير»، أمس: نعم!", ["قال", "الوزير", "أمس", "نعم"], id="arabic punctuation"),
        pytest.param(
            "قالت (أ ف ب) ود.ب.أ وأ. ف. ب أمس", ["قالت", "أ ف ب", "ود.ب.أ", "وأ. ف. ب", "أمس"], id="initials with a glued conjunction"
        ),
        pytest.param("د.ب.أ / أ ش أ", ["د.ب.أ", "أ ش أ"], id="initials"),
        pytest.param("ارتفع 3.5% و٢٫٧٪ إلى 1,200", ["ارتفع", "3.5%", "و", "٢٫٧٪", "إلى", "1,200"], id="numbers"),
        pytest.param("مُحَمَّدٌ كـــتب مي\u200cخواهم", ["مُحَمَّدٌ", "كـــتب", "مي\u200cخواهم"], id="marks, tatweel, joiners"),
        pytest.param("موقع elbalad.news وAl-Monitor عربي21", ["موقع", "elbalad.news", "وAl-Monitor", "عربي21"], id="latin names"),
        pytest.param("", [], id="empty"),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [word.text for word in words(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ذهب. عاد! أين؟ هنا…", ["ذهب.", "عاد!", "أين؟", "هنا…"], id="end marks"),
        pytest.param("قال: «انتهى.» ثم خرج.", ["قال: «انتهى.»", "ثم خرج."], id="closing quote belongs to its sentence"),
        pytest.param(
            "قال د. سمير وأ.د. هند لـ(أ.ف.ب) نعم. انتهى", ["قال د. سمير وأ.د. هند لـ(أ.ف.ب) نعم.", "انتهى"], id="titles and initials"
        ),
        pytest.param("بلغ 3.5 في المئة. وزاد", ["بلغ 3.5 في المئة.", "وزاد"], id="decimals"),
        pytest.param("افتتح عام 2015م. وأضاف", ["افتتح عام 2015م.", "وأضاف"], id="era after a number"),
        pytest.param("بحسب العربية.نت أمس. عاد", ["بحسب العربية.نت أمس.", "عاد"], id="host name"),
        pytest.param("من المقاومة.وفقا لمصدر", ["من المقاومة.", "وفقا لمصدر"], id="space left out"),
        pytest.param("سطر بلا نقطة\n\nسطر آخر", ["سطر بلا نقطة", "سطر آخر"], id="line breaks"),
        pytest.param(" \n ", [], id="nothing"),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == expected


TEXTS = st.text() | st.text(st.sampled_from("أبد .،؟!…«»()\n\"'5٣٫%ـ\u064eaB-"))


@given(TEXTS)
def test_spans_are_pieces_of_the_text_in_order(text: str) -> None:
    for pieces in (list(words(text)), list(sentences(text))):
        assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
        assert all(one.end <= other.start for one, other in pairwise(pieces))


@given(TEXTS)
def test_sentences_lose_nothing_but_white_space(text: str) -> None:
    assert "".join("".join(sentence.text.split()) for sentence in sentences(text)) == "".join(text.split())
