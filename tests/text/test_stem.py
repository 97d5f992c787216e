"""Forms of one word share a stem, other words of its root do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.text.stem import query_stems, stems

SAME = (
    ("article", "انتخابات", "الانتخابات"),
    ("conjunction, preposition and article", "انتخابات", "وبالانتخابات"),
    ("two lams", "لبنان", "للبنان"),
    ("sound plural", "قرار", "قراراتها"),
    ("feminine plural", "شركة", "شركات"),
    ("dual", "قرية", "القريتين"),
    ("broken plural", "بنك", "بنوك"),
    ("word that no list has", "قنيطرة", "والقنيطرة"),
    ("plural of a pattern", "جريدة", "جرائد"),
    ("hamza that moves", "عضو", "أعضائها"),
    ("hamza left out", "أسعار", "اسعار"),
    ("dots left out", "مدرسة", "مدرسه"),
    ("adjective", "اقتصاد", "الاقتصادية"),
    ("verb of a verbal noun", "إضراب", "أضرب"),
    ("imperfect of a verbal noun", "اجتماع", "يجتمعون"),
    ("marks and tatweel", "القمح", "القَـمْح"),
    ("shadda of the article", "صحيفة", "والصُّحف"),
    ("shadda in a plural of four letters", "عامل", "العُمّال"),
    ("Persian letters", "كتاب", "کتاب"),
    ("tanwin", "مستودع", "مستودعا"),
    ("preposition before a short word", "غزة", "بغزة"),
    ("imperfect of the sixth form", "تظاهر", "يتظاهرون"),
    ("hollow verb", "اختيار", "اختارت"),
    ("imperfect of a hollow verb", "استفادة", "يستفيد"),
    ("doubled verb", "انضمام", "ينضم"),
    ("imperfect of the second form", "تصويت", "يصوتون"),
    ("imperfect of the third form", "مفاوضات", "يفاوض"),
    ("hamza of an imperfect", "تأكيد", "يؤكد"),
    ("plural of four letters", "سنبلة", "السنابل"),
    ("plural of a doubled root", "شك", "شكوك"),
    ("plural in yeh and hamza", "ثري", "الأثرياء"),
    ("plural in long alef and teh", "رعاة", "الراعي"),
    ("colour of a feminine", "أحمر", "الحمراء"),
    ("noun in alef", "مستوى", "مستويات"),
    ("name spelled otherwise", "غونزاليس", "جونزالس"),
    ("name of the list spelled otherwise", "بلومبرغ", "بلومبيرج"),
)
APART = (
    ("knowledge, world", "علم", "عالم"),
    ("school, teacher", "مدرسة", "مدرس"),
    ("office, library", "مكتب", "مكتبة"),
    ("company, snare", "شركة", "شرك"),
    ("strike, blow", "إضراب", "ضربة"),
    ("girl, conquest", "فتاة", "فتح"),
    ("Egypt, bank", "مصر", "مصرف"),
    ("Lebanon, milk", "لبنان", "لبن"),
    ("Salman, ladder", "سلمان", "سلم"),
    ("media, flags", "الإعلام", "الأعلام"),
    ("state, international", "دولة", "دولي"),
    ("republic, audience", "جمهورية", "جمهور"),
    ("sick people, satisfying", "مرضى", "مرضية"),
    ("students, requests", "طلبة", "طلبات"),
    ("independence, use", "استقلال", "استغلال"),
    ("voting, voices", "تصويت", "أصوات"),
    ("newspaper, he misspelled", "صحيفة", "وصحّف"),
    ("books, he had it written", "كتب", "كتّبت"),
)


@pytest.mark.parametrize(("one", "other"), [pair[1:] for pair in SAME], ids=[pair[0] for pair in SAME])
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert query_stems(one) & stems(other)
    assert query_stems(other) & stems(one)


@pytest.mark.parametrize(("one", "other"), [pair[1:] for pair in APART], ids=[pair[0] for pair in APART])
def test_other_words_of_the_root_do_not(one: str, other: str) -> None:
    assert not query_stems(one) & stems(other)
    assert not query_stems(other) & stems(one)


@pytest.mark.parametrize("word", ["", "covid19", "Reuters", "٢٠٢٦", "«»"])
def test_what_is_no_arabic_word_has_no_stem(word: str) -> None:
    assert stems(word) == frozenset()


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآءئؤ\u064b\u064e\u0651\u0640ﻻی\u200c", max_size=14))
def test_any_word_has_stems_and_those_looked_for_are_among_them(word: str) -> None:
    assert query_stems(word) <= stems(word)
    assert all(stem and not set(stem) & set("أإآى\u0640\u064e\u0651") for stem in stems(word))
