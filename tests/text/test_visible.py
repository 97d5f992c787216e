"""Text from outside that wants to command a terminal, and markup that wants to break a parser."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.text.clean import clean_line, clean_text
from warraq.text.forbidden import without_forbidden
from warraq.text.visible import escaped, visible


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("خبر عاجل", "خبر عاجل"),
        ("كتاب\u200cها \u200fو", "كتاب\u200cها \u200fو"),
        ("\x1b[31mأحمر\x1b[0m", "أحمر"),
        ("\x9b31mأحمر", "أحمر"),
        ("\x1b]0;title\x07بعد", "بعد"),
        ("\x1b]8;;http://x.test\x1b\\رابط\x1b]8;;\x1b\\", "رابط"),
        ("\x9d0;title\x9cبعد", "بعد"),
        ("\x1bPq#0\x1b\\بعد", "بعد"),
        ("\x1b]0;بلا نهاية", "0;بلا نهاية"),
        ("\x1bcبعد", "بعد"),
        ("\x1b", "\ufffd"),
        ("أ\x07ب\x00ج\x7f\x90", "أ\ufffdب\ufffdج\ufffd\ufffd"),
        ("سطر\r\nآخر\tهنا\u2028ثم\x85", "سطر آخر هنا ثم "),
        ("\ud800\ufffe\U0001ffff\ufdd0", "\ufffd" * 4),
        ("\u202eعكس", "عكس"),
        ("\u202eعكس\u202c", "عكس"),
        ("\u2067نص\u2069", "\u2067نص\u2069"),
        ("نص\u2069\u202c", "نص"),
        ("\u2067\u202bنص\u2069\u202c", "\u2067نص\u2069"),
        ("\u202b\u2068نص\u202c\u2069", "\u2068نص\u2069"),
        ("\u202bنص\u202c", "\u202bنص\u202c"),
    ],
)  # fmt: skip
def test_what_a_terminal_would_obey_goes(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_line_feeds_stay_where_lines_are_wanted_and_balance_ends_with_each() -> None:
    assert visible("أ\n\u2067ب\nج\u2069", lines=True) == "أ\nب\nج"


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\x1b[]\x9b\x9d\x07\\m\u202e\u202c\u2067\u2069\ud800\ufffe\n"))))
def test_nothing_is_left_and_what_is_visible_stays(text: str) -> None:
    seen = visible(text, lines=True)
    assert not set(seen) & {"\x1b", "\x9b", "\x9d", "\x07", "\r", "\u202e", "\u202d", "\ufffe", "\ud800"}
    assert visible(seen, lines=True) == seen
    assert sum(map(seen.count, "\u2066\u2067\u2068")) == seen.count("\u2069")
    line = escaped(json.dumps(text, ensure_ascii=False))
    assert json.loads(line) == text
    assert line.encode()
    assert not set(line) & {"\x1b", "\x9b", "\u202e", "\u2069"}


@pytest.mark.parametrize("odd", ["\x9b", "\x80", "\x9d", "\ufffe", "\uffff", "\ufdd0", "\U0010fffe", "&#x9d;", "&#xfdd0;"])
def test_controls_and_noncharacters_leave_what_is_stored(odd: str) -> None:
    assert clean_line(f"جسر{odd} جديد") == "جسر جديد"
    assert clean_text(f"جسر{odd} جديد\nسطر") == "جسر جديد\nسطر"


FORBIDDEN = "&#8; &#8 &#008; &#27; &#x1B; &#X1b; &#31; &#xfffe; &#65535; &#xd83d; &#56832; &#xfdef; &#x10ffff; &#1114111; &#0; &#11;"
SOUND = "&#9; &#10; &#13; &#32; &#80; &#x8f; &#1580; &#x62c; &amp;#8; ﷲ &#128512; ﷺ"


@pytest.mark.parametrize("odd", [*FORBIDDEN.split(" "), "\ufffe", "\U0002ffff", "\ufdd0"])
def test_what_xml_forbids_leaves_the_markup(odd: str) -> None:
    assert without_forbidden(f"<p>جسر{odd}جديد</p>".encode()) == "<p>جسرجديد</p>".encode()


@pytest.mark.parametrize("sound", SOUND.split(" "))
def test_what_is_sound_stays(sound: str) -> None:
    assert without_forbidden(f"<p>{sound}</p>".encode()) == f"<p>{sound}</p>".encode()
