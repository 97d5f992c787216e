"""Text from outside as a terminal may be given it: it can say anything, and command nothing."""

from __future__ import annotations

import re
from typing import Final

NONCHARACTERS: Final = "\ufdd0-\ufdef" + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
"""Code points that never stand for a character (Unicode 16.0, 23.7), as they are written in a character class."""

# ECMA-48, 5.4 and 5.6: control sequences, and strings up to their end where they have one in the same line; each in 7 bits and in 8.
_SEQUENCE: Final = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[P\\]X^_]|[\x90\x9d\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x9c|\x1b\\\\)|\x1b[ -/]*[0-~]"
)
_BLANK: Final = re.compile("[\t\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_CONTROL: Final = re.compile(f"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufff9-\ufffb\u206a-\u206f{NONCHARACTERS}]")
_UNSAFE: Final = re.compile(f"[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u206f\ud800-\udfff{NONCHARACTERS}]")
_DIRECTION: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OPENS_ISOLATE: Final = "\u2066\u2067\u2068"
_ENDS_ISOLATE: Final = "\u2069"
_ENDS_EMBEDDING: Final = "\u202c"
_OVERRIDES: Final = "\u202d\u202e"


def visible(text: str, *, lines: bool = False) -> str:
    """The text without what a terminal would obey: escape sequences, controls, overrides and bidi controls that are not balanced.

    Sequences and bidi controls go, other controls, lone surrogates and noncharacters become U+FFFD, and breaks and tabs a blank; with
    `lines` line feeds stay. What is plain comes back as it is, and what is visible already stays the same.
    """
    if text.isprintable():
        return text
    text = _SEQUENCE.sub("", text.replace("\r\n", "\n"))
    parts = _BLANK.sub(" ", text).split("\n")
    return ("\n" if lines else " ").join(_balanced(_CONTROL.sub("\ufffd", part)) for part in parts)


def escaped(json_text: str) -> str:
    """A JSON or TOML text that says the same, with what `visible` would take out escaped; C0 controls are so already."""
    return _UNSAFE.sub(_as_escapes, json_text)


def _as_escapes(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\u{0xD800 + (code - 0x10000 >> 10):04x}\\u{0xDC00 + (code - 0x10000 & 0x3FF):04x}"


def _balanced(line: str) -> str:
    """Without overrides and without bidi controls that have no partner in the line (Unicode Annex 9, BD9 and BD11)."""
    open_at: list[int] = []
    dropped: set[int] = set()
    for found in _DIRECTION.finditer(line):
        letter, place = found[0], found.start()
        if letter not in (_ENDS_ISOLATE, _ENDS_EMBEDDING):
            open_at.append(place)
        elif (partner := _partner(line, open_at, letter)) is None:
            dropped.add(place)
        else:
            dropped.update(open_at[partner + 1 :])
            if line[open_at[partner]] in _OVERRIDES:
                dropped |= {open_at[partner], place}
            del open_at[partner:]
    dropped.update(open_at)
    return "".join(letter for place, letter in enumerate(line) if place not in dropped) if dropped else line


def _partner(line: str, open_at: list[int], closing: str) -> int | None:
    """Index in `open_at` of what the control closes: the last isolate, or the last embedding if no isolate stands between."""
    if closing == _ENDS_EMBEDDING:
        return len(open_at) - 1 if open_at and line[open_at[-1]] not in _OPENS_ISOLATE else None
    return next((index for index in reversed(range(len(open_at))) if line[open_at[index]] in _OPENS_ISOLATE), None)
