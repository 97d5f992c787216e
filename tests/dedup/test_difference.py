from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from warraq.dedup.difference import Change, diff
from warraq.text.words import words


def test_what_was_changed_removed_and_added() -> None:
    assert diff("أعلنت البلدية، أمس، إغلاق الشارع رسميا", "اعلنت البلديه اليوم إغلاق الشارع حتى الأحد") == [
        Change("same", "أعلنت البلدية", "اعلنت البلديه"),
        Change("changed", "أمس", "اليوم"),
        Change("same", "إغلاق الشارع", "إغلاق الشارع"),
        Change("changed", "رسميا", "حتى الأحد"),
    ]


def test_added_and_removed_words_have_an_empty_side() -> None:
    assert diff("فتح الجسر", "فتح الجسر القديم")[-1] == Change("added", "", "القديم")
    assert diff("فتح الجسر القديم", "فتح الجسر")[-1] == Change("removed", "القديم", "")


def test_spelling_and_punctuation_are_no_change() -> None:
    assert [change.kind for change in diff("قال: «الإدارة» وافقت", "قال الاداره وافقت.")] == ["same"]


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_no_word_is_left_out(before: str, after: str) -> None:
    changes = diff(before, after)
    assert [word.text for change in changes for word in words(change.before)] == [word.text for word in words(before)]
    assert [word.text for change in changes for word in words(change.after)] == [word.text for word in words(after)]
