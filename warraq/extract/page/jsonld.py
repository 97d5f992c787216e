"""Reads the JSON-LD of news pages, which is broken more often than not, and takes its objects apart."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Object: TypeAlias = "dict[str, Json]"

MAX_JSON_DEPTH: Final = 12
"""How deep objects are looked for; graphs of news pages nest three to five levels."""

_WRAPPING: Final = re.compile(r"<!--|-->|/\*\s*<!\[CDATA\[\s*\*/|/\*\s*\]\]>\s*\*/|//\s*<!\[CDATA\[|//\s*\]\]>|<!\[CDATA\[|\]\]>")
_TRAILING_COMMA: Final = re.compile(r",\s*(?=[}\]])")
_MISSING_COMMA: Final = re.compile(r'(?<=["}\]])\s*\n\s*(?=")')
_STRAY_BACKSLASH: Final = re.compile(r'\\(?!["\\/bfnrtu])')
_OTHER_THINGS: Final = frozenset(
    """
    hasPart itemListElement mentions review comment relatedLink isRelatedTo significantLink citation suggestedAnswer
    liveBlogUpdate
    """.split()  # noqa: SIM905 - a vocabulary reads better as words
)
"""Properties that lead to other things than the page's article."""
ARTICLE_TYPE: Final = re.compile(r"(?:Article|BlogPosting|(?:^|/)Report)$")


def load(source: str) -> list[Json]:
    """Every JSON value of one script block, as far as it can be read; an unreadable rest is dropped."""
    text = _WRAPPING.sub("", source).strip().rstrip(";").strip()
    for attempt in (str, _mend, lambda broken: _mend(html.unescape(broken))):
        values = _values(attempt(text))
        if values:
            return values
    return []


def objects_of(values: Iterable[Json]) -> list[Object]:
    """All objects in the values, those around others first, but for those in lists of other things."""
    return [found for value in values for found in _objects(value)]


def is_article(found: Object) -> bool:
    """True for an object of an article type, `LiveBlogPosting` among them."""
    return any(map(ARTICLE_TYPE.search, _types(found)))


def types_of(objects: Iterable[Object]) -> set[str]:
    """Every @type that they name."""
    return {name for found in objects for name in _types(found)}


def trail_of(objects: Iterable[Object]) -> list[str]:
    """The names of the first trail of breadcrumbs, from the home page on; empty where there is none."""
    trail = next((found for found in objects if "BreadcrumbList" in _types(found)), None)
    items = trail.get("itemListElement") if trail else None
    return [name for item in (items if isinstance(items, list) else [items]) for name in list(texts(item, "name", "item"))[:1]]


def countries_of(objects: Iterable[Object]) -> list[str]:
    """What the addresses of organisations name as their country."""
    organisations = (found for found in objects if any("Organization" in name for name in _types(found)))
    return [country for found in organisations for country in texts(found.get("address"), "addressCountry", "name")]


def referred(value: Json, objects: Collection[Object]) -> Json:
    """The value with each `{"@id": …}` that says nothing more replaced by the object of that name, where there is one."""
    if isinstance(value, list):
        return [referred(part, objects) for part in value]
    if not isinstance(value, dict) or set(value) - {"@id", "@type"}:
        return value
    named = (found for found in objects if found.get("@id") == value.get("@id") and "name" in found)
    return next(named, value)


def texts(value: Json, *keys: str) -> Iterator[str]:
    """The texts of a property: itself, those of a list, or the first of `keys` that an object has."""
    if isinstance(value, str):
        if value.strip():
            yield value.strip()
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, *keys)
    elif isinstance(value, dict):
        yield from next((found for key in keys if (found := list(texts(value.get(key), *keys)))), [])


def _mend(text: str) -> str:
    return _MISSING_COMMA.sub(",\n", _TRAILING_COMMA.sub("", _STRAY_BACKSLASH.sub(r"\\\\", text)))


def _values(text: str) -> list[Json]:
    """The JSON values that follow one another in the text, up to the first that cannot be read."""
    decoder = json.JSONDecoder(strict=False)
    values: list[Json] = []
    place = 0
    while place < len(text):
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            break
        values.append(value)
        place += len(text[place:]) - len(text[place:].lstrip(" \t\r\n,;"))
    return values


def _objects(value: Json, depth: int = 0) -> Iterator[Object]:
    if depth > MAX_JSON_DEPTH:
        return
    if isinstance(value, list):
        for part in value:
            yield from _objects(part, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key, part in value.items():
            if key not in _OTHER_THINGS and isinstance(part, dict | list):
                yield from _objects(part, depth + 1)


def _types(found: Object) -> list[str]:
    return list(texts(found.get("@type")))
