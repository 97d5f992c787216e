"""References of mark-up (`&amp;`, `&#1605;`, `&nbsp;`) made such that every parser of XML and HTML can read them."""

from __future__ import annotations

import re
from html import escape
from html.entities import html5
from typing import Final

NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML may hold (XML 1.0, section 2.2)."""

_ANY_AMPERSAND: Final = re.compile(r"&(?:(?:#(\d{1,7}|[xX][0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));)?")


def mended_references(text: str) -> str:
    """References that XML knows stay, those of HTML become their character, all other ampersands are escaped.

    The numbers of what is no character go: libxml2 makes bytes of them of which no text can be made.
    """
    return _ANY_AMPERSAND.sub(_reference, text) if "&" in text else text


def _reference(found: re.Match[str]) -> str:
    number, name = found[1], found[2]
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        return f"&#{code};" if code <= 0x10FFFF and not NOT_XML.match(chr(code)) else ""
    if name is None:
        return "&amp;"
    if name in ("amp", "lt", "gt", "quot", "apos"):
        return found[0]
    return escape(html5[f"{name};"]) if f"{name};" in html5 else f"&amp;{name};"


def literal_text(text: str) -> str:
    """Text that holds no references; of a long one expat makes a line at a time, where it makes an event of every escaped bracket."""
    return escape(text, quote=False) if len(text) == 1 or "]]>" in text else f"<![CDATA[{text}]]>"
