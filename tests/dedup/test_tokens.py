from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.dedup.skeleton import skeleton
from warraq.dedup.tokens import tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("بلغ 1,234 دينارا", "بلغ 1234 دينارا", id="thousands separators"),
        pytest.param("بلغ ١٢٣٤ دينارا", "بلغ 1234 دينارا", id="Arabic-Indic digits"),
        pytest.param("22 ألف صندوق", "22.000 صندوق", id="thousand in words"),
        pytest.param("الساعة 12:30 ظهرا", "الساعة 12,30 ظهرا", id="time of day"),
        pytest.param("7.3 مليار نسمة", "3.7 مليار نسمة", id="digits turned round"),
        pytest.param("5 ر 49 في المئة", "49.5 في المئة", id="agency decimal"),
        pytest.param("عام 2014م", "عام 2014 م", id="era"),
        pytest.param("عام 2014م", "عام 2014", id="era left out"),
        pytest.param("عبد الله وعبد الكريم", "عبدالله وعبدالكريم", id="name in one word"),
        pytest.param("خمسة و عشرون", "خمسة وعشرون", id="conjunction apart"),
        pytest.param("الإدارة، الى «علی»!", "الاداره إلى على", id="letters and punctuation"),
    ],
)
def test_one_form_for_what_desks_write_differently(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("الفجر 4:31", "الفجر 4:13", id="times of day"),
        pytest.param("1.5 مليون", "15 مليون", id="decimals"),
        pytest.param("3.2 مليون", "3.3 مليون", id="close decimals"),
    ],
)
def test_different_numbers_stay_different(one: str, other: str) -> None:
    assert tokens(one) != tokens(other)


@given(st.text())
def test_any_text_gives_words_without_spaces(text: str) -> None:
    assert all(word and not word.isspace() for word in tokens(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("انستغرام", "وانستجرام"),
        ("السوفياتي", "السوفيتي"),
        ("نتانياهو", "نتنياهو"),
        ("امريكيه", "الاميركيه"),
        ("للفيفا", "فيفا"),
        ("ووزير", "وزير"),
        ("ببرقيه", "برقيه"),
        ("جال", "غال"),
        ("لبنان", "اللبناني"),
    ],
)
def test_spellings_of_a_name_share_their_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_different_names_do_not_share_a_skeleton() -> None:
    assert len({skeleton(word) for word in ("الحلواني", "القصاب", "البستاني", "المنجد", "الصيرفي", "الخياط")}) == 6
