"""Turns the bytes of pages and feeds into text, whatever they declare to be, and says how that was decided."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding, to_unicode

from warraq.text.mojibake import arabic_score, repair

Kind = Literal["html", "xml", "text"]

FALLBACK: Final = "cp1252"
"""What browsers read bytes in that declare nothing."""

_MISDECLARED_RATIO: Final = 10
"""At most one byte in this many of those above ASCII may be broken in text that is still UTF-8: windows-1256 read as UTF-8 is nearly all
broken, a truncated tail or a cut string breaks a few bytes."""

_XML_ENCODING: Final = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_ENCODING_SAMPLE: Final = 200_000
_ASCII: Final = bytes(range(0x80))

# Encodings that servers and templates declare by default without looking at the text.
_DEFAULT_LABELS: Final = frozenset({"cp1252", "iso8859-1", "iso8859-15", "utf-8", "ascii"})
_ARABIC_ENCODINGS: Final = ("cp1256", "iso8859-6")
_ARABIC_UTF8: Final = re.compile(rb"(?:[\xd8-\xdb][\x80-\xbf]){3}")  # three letters; in the single-byte encodings no text looks so
_UTF8_RUN: Final = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}){2,}|[\xd8-\xdb][\x80-\xbf]")
_STRETCH_END: Final = re.compile(rb"([<>\"\r\n]+)")
_HIGH_RUN: Final = re.compile(rb"([\x80-\xff]+)")
_LEGACY_WORD: Final = re.compile(rb"[\xc0-\xff]{3}")  # letters beside each other, where cut UTF-8 leaves single bytes
_ESCAPE: Final = b"\x1b"
_WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
# Neither UTF-7 nor EBCDIC, nor any whose higher bytes may mean ASCII or whose second bytes may be in it.
_EXTENDS_ASCII: Final = re.compile(r"ascii|utf-8|cp125\d|iso8859-\d+|koi8-[ru]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes as text."""

    text: str
    """Without byte order mark and NUL characters."""
    encoding: str
    """The encoding read, by Python's name for it: `utf-8`, `cp1256`, `iso8859-6`, `utf-16-le`."""
    decision: str
    """How it was decided, in a few words: `utf-8`, `declared cp1256`, `scored cp1256 against declared utf-8; repaired utf-8 as cp1252`."""
    replaced: int = 0
    """Characters U+FFFD that stand for bytes that could not be read."""
    repaired: bool = False
    """True where the text had been misread before it was stored, and was put right."""


def decode(body: bytes, declared: str | None = None, kind: Kind = "html") -> Decoded:
    """The text of a body.

    `declared` is the charset of the HTTP header, or the whole Content-Type; None where it says nothing. `kind` says where the body itself
    may declare its encoding: a meta element or XML declaration (html), an XML declaration (xml), nowhere (text). In turn are tried: a
    byte order mark; UTF-8, if the bytes are valid as such or nearly so; what is declared; the two Arabic single-byte encodings, by how
    Arabic the text becomes; windows-1252. A declaration that servers make by default gives way to evident Arabic. Where some elements or
    lines are Arabic in UTF-8 and others are not, each is read for itself. Never raises.
    """
    encoding, text, decision = _read(body, declared, kind)
    if b"\x00" in body and "\x00" in text:  # bytes are looked through ten times as fast as text
        text = text.replace("\x00", "")
    replaced = 0 if decision == "utf-8" else text.count("\ufffd") - (body.count(b"\xef\xbf\xbd") if encoding == "utf-8" else 0)
    text, misreading = repair(text)
    if misreading:
        decision = f"{decision}; repaired {misreading}"
    return Decoded(text, encoding, decision, max(replaced, 0), misreading is not None)


def keeps_ascii(body: bytes, declared: str | None = None) -> bool:
    """Whether `decode` takes ASCII bytes of a page for themselves and no others for ASCII; False also where that is not known."""
    if b"\0" in body or _ESCAPE in body or body.startswith(_WIDE_MARKS):
        return False
    labels = (_label(declared), _declaration(body, "html"))
    return all(label is None or _EXTENDS_ASCII.fullmatch(label) for label in labels)


def _read(body: bytes, declared: str | None, kind: Kind) -> tuple[str, str, str]:
    """Encoding, text and decision."""
    encoding, mark = read_bom(body)
    if encoding and mark:
        return encoding, to_unicode(body[len(mark) :], encoding), "byte order mark"
    wide = _wide(body)
    if wide:
        return wide, to_unicode(body, wide), "zero bytes"
    header = _label(declared)
    if _ESCAPE in body and header and header.startswith("iso2022"):
        return header, to_unicode(body, header), f"declared {header}"
    try:
        return "utf-8", body.decode(), "utf-8"
    except UnicodeDecodeError:
        return _read_broken(body, header, _declaration(body, kind))


def _read_broken(body: bytes, header: str | None, declaration: str | None) -> tuple[str, str, str]:
    """Reads what is not valid UTF-8."""
    labels = [label for label in (header, declaration) if label and label != "utf-8"]
    trusted = next((label for label in labels if label not in _DEFAULT_LABELS and label not in _ARABIC_ENCODINGS), None)
    if not trusted and _ARABIC_UTF8.search(body) and (other := _other_runs(body)):
        legacy, _, decision = _read_single_bytes(other, labels, header or declaration)
        if legacy in _ARABIC_ENCODINGS:
            return "utf-8", _read_stretches(body, legacy), f"by stretch utf-8 and {decision}"
    text = body.decode("utf-8", "replace")
    if _broken(body, text) * _MISDECLARED_RATIO <= len(body.translate(None, _ASCII)):
        return "utf-8", text, "utf-8 with broken bytes"
    if trusted:
        return trusted, to_unicode(body, trusted), f"declared {trusted}"
    return _read_single_bytes(body, labels, header or declaration)


def _broken(body: bytes, text: str) -> int:
    """Characters that could not be read as UTF-8; `text` is the body so read."""
    return text.count("\ufffd") - body.count(b"\xef\xbf\xbd")


def _is_other(stretch: bytes) -> bool:
    """Whether an element's text is not UTF-8, not even a cut or slightly broken one."""
    if stretch.isascii():
        return False
    text = stretch.decode("utf-8", "replace")
    return _broken(stretch, text) * _MISDECLARED_RATIO > len(stretch.translate(None, _ASCII)) and bool(_LEGACY_WORD.search(stretch))


def _other_runs(body: bytes) -> bytes:
    """What stands above ASCII and is not UTF-8, for choosing its encoding."""
    stretches = filter(_is_other, _STRETCH_END.split(body)[::2])
    return b" ".join(run for stretch in stretches for run in _HIGH_RUN.split(stretch)[1::2] if not _UTF8_RUN.fullmatch(run))


def _read_stretches(body: bytes, legacy: str) -> str:
    """The text of a body some of whose elements or lines are UTF-8 and others `legacy`, a single-byte encoding."""

    def read(stretch: bytes) -> str:
        if not _is_other(stretch):
            return stretch.decode("utf-8", "replace")
        runs = _HIGH_RUN.split(stretch)  # at odd places the runs above ASCII
        return "".join(
            part.decode("utf-8" if not place % 2 or _UTF8_RUN.fullmatch(part) else legacy, "replace") for place, part in enumerate(runs)
        )

    pieces = _STRETCH_END.split(body)  # at odd places what ends a stretch
    return "".join(piece.decode() if place % 2 else read(piece) for place, piece in enumerate(pieces))


def _read_single_bytes(body: bytes, labels: list[str], stated: str | None) -> tuple[str, str, str]:
    """Chooses among the Arabic encodings by the text they give, the declared one first; none of them leaves what is declared."""
    sample = body[:_ENCODING_SAMPLE]
    arabic = [label for label in labels if label in _ARABIC_ENCODINGS]
    scores = {label: _score(sample, label) for label in (*arabic, *_ARABIC_ENCODINGS)}
    best = max(scores, key=scores.__getitem__)
    if scores[best] > 0:
        decision = f"declared {best}" if best in labels else f"scored {best}" + (f" against declared {stated}" if stated else "")
        return best, to_unicode(body, best), decision
    encoding = next(iter(arabic or labels), FALLBACK)
    return encoding, to_unicode(body, encoding), f"declared {encoding}" if labels else f"fallback {encoding}"


def _score(sample: bytes, encoding: str) -> float:
    return arabic_score(sample.decode(encoding, "replace"), len(sample.translate(None, _ASCII)))


@lru_cache(maxsize=256)
def _label(declared: str | None) -> str | None:
    """The encoding that a charset label or a Content-Type names, None for one that is not known."""
    if not declared:
        return None
    if "=" in declared or "/" in declared:
        return _usable(http_content_type_encoding(declared))
    return _resolve(declared.strip().strip("\"'"))


def _resolve(label: str) -> str | None:
    try:
        return _usable(resolve_encoding(label))
    except ValueError:  # a label with a NUL or a lone surrogate
        return None


def _usable(encoding: str | None) -> str | None:
    """The encoding, unless it is one of Python's codecs that decode no text (hex, zlib) or cannot skip what is broken (idna)."""
    if encoding is None:
        return None
    try:
        to_unicode(b"\x80", encoding)
    except (LookupError, ValueError):
        return None
    return encoding


def _declaration(body: bytes, kind: Kind) -> str | None:
    """What the body itself declares."""
    if kind == "text":
        return None
    found = _XML_ENCODING.match(body)
    if found:
        return _resolve(found[1].decode("ascii", "ignore"))
    return _usable(html_body_declared_encoding(body)) if kind == "html" else None


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: mark-up that begins with a zero byte beside each ASCII one."""
    if len(body) < 4 or len(body) % 2:
        return None
    if body[1] == body[3] == 0 and body[0] and body[2]:
        return "utf-16-le"
    return "utf-16-be" if body[0] == body[2] == 0 and body[1] and body[3] else None
