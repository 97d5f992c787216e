"""Tidies text for storage without changing a letter: controls, entities, spaces and blank lines only."""

from __future__ import annotations

import html
import re
from typing import Final

from warraq.text.letters import LINE_BREAKS
from warraq.text.visible import NONCHARACTERS

_LINE_BREAK: Final = re.compile(f"\r\n|[{LINE_BREAKS}]")
# Controls have no meaning in prose, NUL cannot be stored by PostgreSQL, noncharacters are none; white space among them is kept for later.
_CONTROL_CHARACTERS: Final = re.compile(f"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f{NONCHARACTERS}]")
_LONE_SURROGATES: Final = re.compile("[\ud800-\udfff]")
# Only with the semicolon: without it «&copy» may be a part of an address.
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Nothing but white space, zero-width characters and bidi controls, with which editors fill empty paragraphs.
UNSEEN_LINE: Final = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]*")
_BYTE_ORDER_MARK: Final = "\ufeff"


def clean_text(text: str) -> str:
    """The text with one paragraph a line, no blank lines, single spaces, entities resolved and controls removed.

    Letters, marks, digits, quotes, tatweel, joiners and bidi controls stay as written; a lone surrogate, which no encoding can hold,
    becomes U+FFFD. Cleaning clean text changes nothing.
    """
    text = _resolve_entities(text)
    text = _LONE_SURROGATES.sub("\ufffd", text)
    lines = (" ".join(line.split()) for line in _LINE_BREAK.split(text))
    return "\n".join(line for line in lines if not UNSEEN_LINE.fullmatch(line)).lstrip(_BYTE_ORDER_MARK + " ")


def clean_line(text: str) -> str:
    """A headline, byline or label: cleaned like a text, on one line."""
    line = " ".join(text.split())
    if line.isprintable() and "&" not in line:
        return line
    return clean_text(text).replace("\n", " ")


def _resolve_entities(text: str) -> str:
    """The text without controls and entities, also those that were escaped twice («&amp;quot;») or are one only without a control inside.

    Each round makes the text shorter, so it ends.
    """
    text = _CONTROL_CHARACTERS.sub("", text)
    resolved = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return text if len(resolved) >= len(text) else _resolve_entities(resolved)
