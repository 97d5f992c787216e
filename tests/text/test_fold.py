from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from warraq.text.fold import fold, fold_map

ARABIC = st.text(
    st.sampled_from(
        "ابجدهوزيىئؤأإآٱةـکگیپچژڤہھﻻﷲﷺﹰﺎﺑ٠٩۴،؛؟٪٫«»“”„‘’–—… \n\t\r\u00a0\u200c\u200f\u202b\u064b\u064f\u0651\u0670\u0654\ufeffAz9é½"
    )
)
TEXTS = ARABIC | st.text()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("أخبار إعلام آخر ٱلخبر", "اخبار اعلام اخر الخبر", id="alef"),
        pytest.param("على مصرى الولایات ئ ې", "علي مصري الولايات ي ي", id="yeh"),
        pytest.param("شؤون مسئول", "شوون مسيول", id="hamza carriers"),
        pytest.param("الإدارة الاداره", "الاداره الاداره", id="teh marbuta"),
        pytest.param("وکالة گود پرس چاي ژاله ڤيتو", "وكاله كود برس جاي زاله فيتو", id="persian letters"),
        pytest.param("مُحَمَّدٌ هٰذا كـــتب", "محمد هذا كتب", id="marks and tatweel"),
        pytest.param("مي\u200cخواهم \u202bنص\u202c\u200f \ufeffأ\u00adب", "ميخواهم نص اب", id="zero width and bidi"),
        pytest.param("ﻻ ﷲ ﺍﻟﺨﺒﺮ", "لا الله الخبر", id="presentation forms"),
        pytest.param("١٢٣ ۴۵۶ ٣٫٥ ٪ ١٬٠٠٠", "123 456 3.5 % 1,000", id="digits"),
        pytest.param("«قال» “نعم” „لا” – — ؟ ؛ ، …", '"قال" "نعم" "لا" - - ? ; , ...', id="punctuation"),
        pytest.param("  سطر\u00a0 أول \r\n\n \t سطر ثان ", "سطر اول\nسطر ثان", id="white space"),
        pytest.param("Reuters BBC É", "reuters bbc é", id="latin case"),
        pytest.param("سبق ـ أبها", "سبق ابها", id="tatweel as dash"),
        pytest.param("ا\u0654خبار", "اخبار", id="combining hamza"),
        pytest.param(" \u200f \u064b ", "", id="nothing left"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS, TEXTS)
def test_lines_fold_independently(one: str, other: str) -> None:
    assert fold(f"{one}\n{other}") == "\n".join(filter(None, [fold(one), fold(other)]))


@given(TEXTS)
@example(" «وفا»…  \u064bأ")
@example("ﷺ \u200f ﷲ")
def test_each_folded_character_leads_back_to_the_one_it_came_from(text: str) -> None:
    folded = fold_map(text)
    previous = 0
    for index, character in enumerate(folded.text):
        start, end = folded.original_span(index, index + 1)
        assert previous <= start < end <= len(text)
        piece = text[start:end]
        assert character in fold(piece) or (character.isspace() and piece[0].isspace())
        previous = start


@given(TEXTS, st.data())
def test_a_span_of_words_folds_to_itself(text: str, data: st.DataObject) -> None:
    folded = fold_map(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.original_span(start, end)
    assert folded.text[start:end].strip() in fold(text[first:last])


def test_span_leads_past_marks_and_folded_white_space() -> None:
    text = "\ufeffوقالتْ  «رويتـرزُ»: نعم"
    folded = fold_map(text)
    start = folded.text.index("رويترز")
    first, last = folded.original_span(start, start + len("رويترز"))
    assert text[first:last] == "رويتـرزُ"


def test_an_empty_span_stays_empty() -> None:
    assert fold_map("أب").original_span(1, 1) == (1, 1)
    assert fold_map("").original_span(0, 0) == (0, 0)
