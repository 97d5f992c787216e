from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.text.clean import clean_line, clean_text
from warraq.text.fold import fold


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        pytest.param("\ufeffأول\r\nثان\rثالث", "أول\nثان\nثالث", id="byte order mark and line breaks"),
        pytest.param("أ\x00ب\x07ج\x1bد", "أبجد", id="controls"),
        pytest.param("كلمة\u00a0 \tأخرى  ", "كلمة أخرى", id="spaces"),
        pytest.param("فقرة\n \u200f \n\n\u2029فقرة", "فقرة\nفقرة", id="blank lines"),
        pytest.param("قال &quot;نعم&quot; &amp;#1571; &amp;lt;", 'قال "نعم" أ <', id="entities, twice escaped too"),
        pytest.param("?a=1&copy=2&amp;lang=ar", "?a=1&copy=2&lang=ar", id="no entity without a semicolon"),
        pytest.param("نص\ud83dنص", "نص\ufffdنص", id="lone surrogate"),
        pytest.param(
            "إنّ على مصرى «٢٢» ســبق مي\u200cخواهم \u202bنص\u202c",
            "إنّ على مصرى «٢٢» ســبق مي\u200cخواهم \u202bنص\u202c",
            id="letters as written",
        ),
        pytest.param("&\x08quot;نص&am\x01p;quot;", '"نص"', id="entity around a control"),
        pytest.param("", "", id="empty"),
    ],
)
def test_clean_text(text: str, cleaned: str) -> None:
    assert clean_text(text) == cleaned


def test_clean_line_is_one_line() -> None:
    assert clean_line(" عنوان\r\n من سطرين &nbsp;") == "عنوان من سطرين"


@given(st.text() | st.text(st.sampled_from("&amp;quot#1571;\ufeff \n\x00أ")))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text(st.characters(exclude_characters="&", exclude_categories=("Cs", "Cc"))))
def test_no_letter_changes(text: str) -> None:
    assert fold(clean_text(text)) == fold(text)
    clean_text(text).encode()
