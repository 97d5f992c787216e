"""Values of feeds and sitemaps as plain text of bounded length."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from warraq.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TITLE_LENGTH: Final = 500
SUMMARY_LENGTH: Final = 2_000
RAW_LENGTH: Final = 200
GUID_LENGTH: Final = 500
MOST_NAMES: Final = 20
"""Authors and categories of one entry, each."""

_UNSEEN_ELEMENT: Final = re.compile(r"<(script|style|iframe)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_INLINE: Final = re.compile(r"</?(?:a|abbr|b|bdi|bdo|em|font|i|mark|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?>", re.IGNORECASE)
_TAG: Final = re.compile(r"<(?:[A-Za-z/][^<>]*|!--.*?--)(?:>|\Z)", re.DOTALL)
# ASCII words with single spaces: most dates and identifiers, which need no cleaning.
_TIDY: Final = re.compile(r"[!-%'-~]+(?: [!-%'-~]+)*")
_MAIL: Final = re.compile(r"\S+@\S+\.\S+")


def plain(html: str, length: int) -> str | None:
    """The text of a piece of HTML on one line, at most `length` characters, cut between words; None where nothing is left."""
    if not html:
        return None
    text = html
    if "<" in text:
        text = _TAG.sub(" ", _INLINE.sub("", _UNSEEN_ELEMENT.sub(" ", text)))
    text = clean_line(text)
    if len(text) > length:
        text = text[:length].rpartition(" ")[0] or text[:length]
    return text or None


def short(value: object, length: int) -> str | None:
    """A raw value on one line; None where it is empty or longer than such a value can be."""
    if not isinstance(value, str):
        return None
    text = value if _TIDY.fullmatch(value) else clean_line(value)
    return text if 0 < len(text) <= length else None


def names(values: Iterable[object]) -> tuple[str, ...]:
    """Names as plain text, each once, without mail addresses."""
    found = (plain(value, RAW_LENGTH) for value in values if isinstance(value, str))
    return tuple(dict.fromkeys(name for name in found if name and not _MAIL.fullmatch(name)))[:MOST_NAMES]


def text_in(values: Mapping[str, object], key: str) -> str:
    """The text under `key`; empty where there is none or it is something else."""
    value = values.get(key)
    return value if isinstance(value, str) else ""


WHOLE_LENGTH: Final = 500_000
"""Characters of a text with its mark-up that a feed gives; longer ones are books."""


def whole_text(markup: str) -> str | None:
    """The mark-up of a whole text as a feed gives it; None where there is none, or it is too long."""
    return markup if markup.strip() and len(markup) <= WHOLE_LENGTH else None


def paragraphs(text: str) -> str:
    """The mark-up of a plain text, a paragraph a line."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
