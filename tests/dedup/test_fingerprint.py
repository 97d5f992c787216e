from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.dedup.fingerprint import Fingerprint, fingerprint
from warraq.dedup.shingles import WINDOW, shingle_hashes, winnow, word_hashes

MARKS = str.maketrans({"أ": "ا", "ة": "ه", "ي": "ی", "ك": "ک"})


def test_spelling_makes_no_difference(report: tuple[str, ...]) -> None:
    body = "\n".join(report)
    assert fingerprint("عنوان", body).hashes == fingerprint("عُنوان", body.translate(MARKS)).hashes


def test_hashes_do_not_depend_on_the_process(report: tuple[str, ...]) -> None:
    code = "import sys; from warraq.dedup.fingerprint import fingerprint; print(fingerprint(None, sys.argv[1]).hashes)"
    outcome = subprocess.run([sys.executable, "-c", code, report[0]], capture_output=True, text=True, check=True)
    assert outcome.stdout.strip() == str(fingerprint(None, report[0]).hashes)


def test_hashes_fit_a_signed_column(report: tuple[str, ...]) -> None:
    assert all(-(2**63) <= number < 2**63 for number in fingerprint("عنوان", "\n".join(report)).hashes)


def test_a_shared_run_of_34_words_gives_a_hash_in_common() -> None:
    passage = [f"كلمة{number}" for number in range(WINDOW + 2)]
    one = word_hashes([f"قبل{number}" for number in range(200)] + passage + [f"بعد{number}" for number in range(200)])
    other = word_hashes([f"غير{number}" for number in range(300)] + passage)
    assert set(winnow(shingle_hashes(one)).tolist()) & set(winnow(shingle_hashes(other)).tolist())


def test_a_short_text_is_known_by_its_very_words() -> None:
    assert fingerprint("خبر", "نص قصير جدا").hashes == fingerprint("خبر", "نص قصير جدا.").hashes
    assert fingerprint("خبر", "نص قصير جدا").hashes != fingerprint("خبر", "نص قصير آخر").hashes


def test_a_text_without_words_has_no_hashes() -> None:
    assert fingerprint(None, "؟!").hashes == ()


def test_short_texts_need_one_hash_in_common_and_long_ones_two(report: tuple[str, ...]) -> None:
    assert fingerprint(None, report[0]).hashes_needed == 1
    assert fingerprint(None, "\n".join(report)).hashes_needed == 2


@given(st.text(max_size=400), st.text(max_size=2_000))
def test_packing_loses_nothing(title: str, body: str) -> None:
    text = fingerprint(title, body)
    again = Fingerprint.unpack(text.pack())
    assert again.title_words == text.title_words
    assert np.array_equal(again.words, text.words)
    assert again.hashes == text.hashes


@pytest.mark.parametrize("packed", [b"", b"abc", b"\x05\x00\x00\x00"])
def test_bytes_that_are_no_fingerprint_are_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match=r"size|fingerprint"):
        Fingerprint.unpack(packed)
