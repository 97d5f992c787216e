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
# Both cases are written out: to ignore case would cost the search its fixed beginning, and a page of 200 kB half a millisecond.
_HEX: Final = "[0-9a-fA-F]"
_HEXADECIMAL: Final = f"(?:[0-8bcefBCEF]|1{_HEX}|[dD][89a-fA-F]{_HEX}{{2}}|[fF][dD][deDE]{_HEX}|(?:[1-9a-fA-F]|10)?[fF]{{3}}[efEF])"
# XML 1.0, 2.2: what a character is; HTML 13.2.5.80 takes references without a semicolon too.
_REFERENCE: Final = re.compile(f"&#(?:0*(?:{_FORBIDDEN_DECIMAL})(?![0-9])|[xX]0*{_HEXADECIMAL}(?![0-9a-fA-F]));?".encode())
_NONCHARACTER: Final = re.compile(b"|".join([b"\xef\xb7[\x90-\xaf]", *(re.escape(chr(code).encode()) for code in _LAST_OF_PLANES)]))


_BEYOND: Final = (b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")
"""The bytes that begin characters beyond the first plane."""


def without_forbidden(markup: bytes) -> bytes:
    """UTF-8 markup without noncharacters and without numeric references to characters that XML forbids, or to noncharacters."""
    if b"&#" in markup:
        markup = _REFERENCE.sub(b"", markup)
    return _NONCHARACTER.sub(b"", markup) if _may_hold_noncharacters(markup) else markup


def _may_hold_noncharacters(markup: bytes) -> bool:
    """Single bytes are looked for first: that is five times as fast as pairs, and ordinary pages hold none of these."""
    special = b"\xef" in markup and (b"\xef\xb7" in markup or b"\xef\xbf" in markup)
    return special or (any(lead in markup for lead in _BEYOND) and (b"\xbf\xbe" in markup or b"\xbf\xbf" in markup))
