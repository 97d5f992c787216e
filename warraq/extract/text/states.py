"""Reads the text of a page that a script draws, from the data in its scripts whose title is the page's; nothing is run."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any, Final

from lxml.etree import ParserError
from lxml.html import document_fromstring

from warraq.extract.page.blocks import from_tree
from warraq.extract.page.wording import bare
from warraq.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.html import HtmlElement

MOST_LETTERS: Final = 4_000_000
"""Characters of a page's scripts that are read; no page may have more bytes than twice that."""
MOST_STATE_VALUES: Final = 100_000
DEEPEST_STATE: Final = 40
MOST_ASSIGNED: Final = 20
"""Assignments looked at in one script."""
LONGEST_STATE_TITLE: Final = 400
STATE_WORDS: Final = 40
"""Words of a text; summaries and teasers are mostly shorter."""
_ASSIGNED: Final = re.compile(r"=\s*(?:JSON\.parse\(\s*)?(?=[{\[\"'])")
_PUSHED: Final = re.compile(r"__next_f\.push\(\s*(?=\[)")
_STREAM_ROW: Final = re.compile(r"(?m)^([0-9a-f]+):(?:T([0-9a-f]+),)?")
_MARKUP_IN: Final = re.compile(r"<(?:p|br|div|h[1-6]|li|span|strong)\b|&lt;(?:p|br|div)\b", re.IGNORECASE)
_LINKING: Final = frozenset(("title", "headline", "name", "url", "href", "link", "slug", "permalink"))
"""Keys of entries that lead to other articles; two of them in one entry make it such."""
_SAYING_KEYS: Final = ("text", "content", "html", "value", "children", "data", "body", "paragraph", "attrs", "items")
"""Keys under which the blocks of an editor keep what they say."""


def text_of_state(tree: HtmlElement, titles: Collection[str]) -> str | None:
    """The paragraphs, one a line, of the longest text in an object of the page's scripts that has one of the titles, which are bare; None
    where none has one or its text is a teaser."""
    texts = (_text_in(found) for value in _values(tree) for found in _titled(value, titles))
    best = max(texts, key=lambda text: len(text.split()), default="")
    return best if len(best.split()) >= STATE_WORDS else None


# Data in scripts


def _values(tree: HtmlElement) -> Iterator[Any]:
    """Every JSON value that the scripts hold."""
    pushed, left = [], MOST_LETTERS
    for script in tree.iter("script"):
        text, kind = script.text or "", (script.get("type") or "").lower()
        left -= len(text)
        if left < 0 or "ld+json" in kind:
            continue
        if "json" in kind:
            yield from _hydrated(_loaded(text))
        elif found := _PUSHED.search(text):
            pushed.append(_decoded(text, found.end()))
        else:
            yield from _assigned(text)
    yield from _streamed("".join(row[1] for row in pushed if isinstance(row, list) and len(row) > 1 and isinstance(row[1], str)))


def _assigned(text: str) -> Iterator[Any]:
    at, tries = 0, 0
    while tries < MOST_ASSIGNED and (found := _ASSIGNED.search(text, at)):
        tries, at = tries + 1, found.end()
        value = _decoded(text, at)
        value = _loaded(value) if isinstance(value, str) and value[:1] in ("{", "[") else value
        if isinstance(value, (dict, list)):
            yield from _hydrated(value)


def _streamed(text: str) -> Iterator[Any]:
    """The values of rows `id:json` and `id:Tlength,text`, references between them put in."""
    rows: dict[str, Any] = {}
    place = 0
    while found := _STREAM_ROW.search(text, place):
        if found[2]:
            size = int(found[2], 16)
            said = text[found.end() :].encode("utf-8", "replace")[:size].decode("utf-8", "ignore")
            rows[f"${found[1]}"], place = said, found.end() + len(said)
        else:
            end = text.find("\n", found.end())
            end = len(text) if end < 0 else end
            value = _loaded(text[found.end() : end].lstrip("I").removeprefix("HL"))
            rows[f"${found[1]}"], place = value, end
        if len(rows) > MOST_STATE_VALUES:
            return
    yield from (_referred(value, rows, 0) for value in rows.values())


def _referred(value: Any, rows: dict[str, Any], depth: int) -> Any:
    if depth > DEEPEST_STATE:
        return None
    if isinstance(value, str):
        return rows[value] if isinstance(rows.get(value), str) else value
    if isinstance(value, list):
        return [_referred(each, rows, depth + 1) for each in value]
    return {key: _referred(each, rows, depth + 1) for key, each in value.items()} if isinstance(value, dict) else value


def _hydrated(value: Any) -> Iterator[Any]:
    """The value; of a list in which values name each other by place, the objects with what they name put in."""
    yield value
    if isinstance(value, list):
        flat = (row for row in value if isinstance(row, dict) and row and all(type(each) is int for each in row.values()))
        yield from ({key: _at(value, each, 0) for key, each in row.items()} for row in flat)


def _at(values: list[Any], place: int, depth: int) -> Any:
    value = values[place] if 0 <= place < len(values) else None
    if isinstance(value, list) and depth < 3 and all(type(each) is int for each in value):
        return [_at(values, each, depth + 1) for each in value]
    if isinstance(value, dict) and depth < 3 and all(type(each) is int for each in value.values()):
        return {key: _at(values, each, depth + 1) for key, each in value.items()}
    return value


def _loaded(text: str) -> Any:
    return _decoded(text.strip(), 0)


def _decoded(text: str, start: int) -> Any:
    """The JSON value that begins there; None where none does."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return None


# The article among them


def _titled(value: Any, titles: Collection[str]) -> Iterator[dict[str, Any]]:
    """The objects that have one of the titles as one of their own values."""
    todo, left = [(value, 0)], MOST_STATE_VALUES
    while todo and left:
        left -= 1
        here, depth = todo.pop()
        if depth > DEEPEST_STATE:
            continue
        if isinstance(here, dict):
            said = (each for each in here.values() if isinstance(each, str) and len(each) <= LONGEST_STATE_TITLE)
            if any(bare(clean_line(html.unescape(each))) in titles for each in said):
                yield here
            todo += [(each, depth + 1) for each in here.values() if isinstance(each, (dict, list))]
        elif isinstance(here, list):
            todo += [(each, depth + 1) for each in here if isinstance(each, (dict, list))]


def _text_in(found: dict[str, Any]) -> str:
    """The longest text of an object: one string of it, or a list of strings and blocks, of its own or of an object in it."""
    texts = []
    for value in found.values():
        if isinstance(value, str):
            texts.append(_paragraphs(value))
        elif isinstance(value, list) and not any(map(_leads_elsewhere, value)):
            texts.append("\n".join(filter(None, map(_paragraphs, map(_said, value)))))
        elif isinstance(value, dict) and not _leads_elsewhere(value):
            texts.append(_paragraphs(_said(value)))
            texts += [_paragraphs(inner) for inner in value.values() if isinstance(inner, str)]
    return max(texts, key=lambda text: len(text.split()), default="")


def _leads_elsewhere(value: Any) -> bool:
    return isinstance(value, dict) and len(_LINKING & value.keys()) > 1


def _said(value: Any, depth: int = 0) -> str:
    """What a block of an editor says, its parts one after the other."""
    if isinstance(value, str) or depth > DEEPEST_STATE:
        return value if isinstance(value, str) else ""
    if isinstance(value, list):
        parted = any(isinstance(each, dict) and isinstance(each.get("children") or each.get("content"), list) for each in value)
        return ("\n" if depth == 0 or parted else "").join(_said(each, depth + 1) for each in value)
    if isinstance(value, dict):
        return next((said for name in _SAYING_KEYS if name in value and (said := _said(value[name], depth + 1))), "")
    return ""


def _paragraphs(text: str) -> str:
    if len(text.split()) < 4:
        return ""
    if not _MARKUP_IN.search(text):
        return "\n".join(filter(None, map(clean_line, text.splitlines())))
    marked = text if "<" in text else html.unescape(text)
    try:
        root = document_fromstring(f"<div>{marked}</div>")
    except (ParserError, ValueError):
        return ""
    return "\n".join(clean_line(block.text) for block in from_tree(root))
