"""Takes out of markup what XML 1.0 has no place for, before any parser sees it: one such character makes readers drop a whole text."""

from __future__ import annotations

import re
from typing import Final

_PLANES: Final = range(0, 0x110000, 0x10000)
_LAST_OF_PLANES: Final = [plane + last for plane in _PLANES for last in (0xFFFE, 0xFFFF)]
_FORBIDDEN_DECIMAL: Final = "|".join(
    (
        "[0-8]|1[124-9]|2[0-9]|3[01]",  # C0 but tab, line feed, carriage return
        "5529[6-9]|55[3-9][0-9]{2}|56[0-9]{3}|57[0-2][0-9]{2}|573[0-3][0-9]|5734[0-3]",  # surrogates
        "6497[6-9]|649[89][0-9]|6500[0-7]",  # noncharacters, U+FDD0 to U+FDEF
        *map(str, _LAST_OF_PLANES),
    )
)
_HEXADECIMAL: Final = "(?:[0-8bcef]|1[0-9a-f]|d[89a-f][0-9a-f]{2}|fd[de][0-9a-f]|(?:[1-9a-f]|10)?fff[ef])"
# XML 1.0, 2.2: what a character is; HTML 13.2.5.80 takes references without a semicolon too.
_REFERENCE: Final = re.compile(f"&#(?:0*(?:{_FORBIDDEN_DECIMAL})(?![0-9])|[xX]0*{_HEXADECIMAL}(?![0-9a-fA-F]));?".encode(), re.IGNORECASE)
_NONCHARACTER: Final = re.compile(b"|".join([b"\xef\xb7[\x90-\xaf]", *(re.escape(chr(code).encode()) for code in _LAST_OF_PLANES)]))


def without_forbidden(markup: bytes) -> bytes:
    """UTF-8 markup without noncharacters and without numeric references to characters that XML forbids, or to noncharacters."""
    if b"&#" in markup:
        markup = _REFERENCE.sub(b"", markup)
    if b"\xbf\xbe" in markup or b"\xbf\xbf" in markup or b"\xef\xb7" in markup:
        markup = _NONCHARACTER.sub(b"", markup)
    return markup
