"""The keys of an outlet file, read off the dataclasses, and tables read by them."""

from __future__ import annotations

import difflib
import math
import types
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_origin, get_type_hints

from warraq.outlet import Layout, Outlet, Rules
from warraq.outlet_files.logins import hidden

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

CITED_KEYS: Final = ("name", "title", "domains", "country", "timezone", "aliases", "common_word", "national", "kind")
"""Keys of an entry in `cited.toml`: what recognising a name needs, and the zone, because pages of such outlets are imported too."""

STORE_ONLY_KINDS: Final = frozenset({"unregistered"})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in an outlet file."""

    key: str
    """The key it is about, `layouts[0].body` for one inside a table; empty where it is about the whole file."""
    text: str
    """What is wrong, and the mend."""


class BadValueError(ValueError):
    """A value that a key cannot take; `problems` name places inside the value, empty for the value itself."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.text for problem in problems))
        self.problems = problems


Reader = tuple[str, "Callable[[object], object]"]
"""A type in words, and what turns a TOML value into it or raises BadValueError."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a file or of a table in it."""

    name: str
    type: str
    """The type in words."""
    required: bool
    default: object
    """Value where the key is absent; None for a required key too."""
    read: Callable[[object], object]
    """Turns the TOML value into the field's; raises BadValueError."""


@cache
def keys_of(schema: type[Outlet | Layout]) -> Mapping[str, Key]:
    """The keys of an outlet file or of a layout table, in the order of the fields."""
    hints = get_type_hints(schema)
    keys = {}
    for each in fields(schema):
        if not each.metadata.get("key", True):
            continue
        words, read = _reader(hints[each.name])
        required = each.default is MISSING or bool(each.metadata.get("required"))
        keys[each.name] = Key(each.name, words, required, None if required else each.default, read)
    return keys


@cache
def cited_keys() -> Mapping[str, Key]:
    """The keys of one entry in `cited.toml`."""
    return {name: keys_of(Outlet)[name] for name in CITED_KEYS}


def read_table(table: Mapping[str, object], keys: Mapping[str, Key]) -> tuple[dict[str, Any], list[Problem]]:
    """The usable values of a table by key, and all that is wrong with it: unknown and missing keys, values of a wrong type."""
    values: dict[str, Any] = {}
    problems = [Problem(name, f"missing; add a line {name} = …") for name, key in keys.items() if key.required and name not in table]
    for name, raw in table.items():
        try:
            values[name] = _key(name, keys).read(raw)
        except BadValueError as error:
            problems += [Problem(name + inner.key, inner.text) for inner in error.problems]
    return values, problems


def suggest(name: str, known: Collection[str]) -> str:
    """The end of an error about an unknown name: the nearest known ones; empty where none is near."""
    close = difflib.get_close_matches(name, known, 3)
    return f"; did you mean {' or '.join(close)}?" if close else ""


def _key(name: str, keys: Mapping[str, Key]) -> Key:
    if name in keys:
        return keys[name]
    raise _bad("unknown key" + (suggest(name, keys) or f"; the keys are {', '.join(keys)}"))


def _reader(hint: Any) -> Reader:
    """The reader of a field's annotation; None in a union only says that the key may be absent."""
    if get_origin(hint) is types.UnionType:
        return _reader(next(part for part in get_args(hint) if part is not types.NoneType))
    if get_origin(hint) is Literal:
        return _choice(tuple(word for word in get_args(hint) if word not in STORE_ONLY_KINDS))
    if get_origin(hint) is tuple:
        return _list_of(get_args(hint)[0])
    if hint is Rules:
        return "table", _rules
    return SIMPLE[hint]


def _bad(text: str) -> BadValueError:
    return BadValueError(Problem("", text))


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise _bad(f"{raw!r} is not text; put it in quotes")
    if raw != raw.strip() or not raw:
        raise _bad(f"{raw!r} is empty or has blanks around it; take them out, or leave the key out")
    return raw


def _truth(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise _bad(f"{raw!r} is neither true nor false")
    return raw


def _number(raw: object) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
        raise _bad(f"{raw!r} is not a number")
    return float(raw)


def _day(raw: object) -> date:
    if not isinstance(raw, date) or isinstance(raw, datetime):
        raise _bad(f"{raw!r} is not a day; write it as 2024-05-31, without quotes")
    return raw


def _choice(words: tuple[str, ...]) -> Reader:
    def read(raw: object) -> object:
        if raw not in words:
            raise _bad(f"{raw!r} is not one of {', '.join(words)}")
        return raw

    return f"one of {', '.join(words)}", read


def _list_of(item: Any) -> Reader:
    words, read_item = ("table", _layout) if item is Layout else _reader(item)

    def read(raw: object) -> tuple[object, ...]:
        if not isinstance(raw, list):
            raise _bad(f"{raw!r} is not a list; put it in square brackets" if item is str else f"write each as [[…]], not as {raw!r}")
        return _items(raw, read_item)

    return f"list of {words}s", read


def _items(raw: list[object], read_item: Callable[[object], object]) -> tuple[object, ...]:
    """Reads every item, so that all bad ones are told at once."""
    values, problems = [], []
    for place, item in enumerate(raw):
        try:
            values.append(read_item(item))
        except BadValueError as error:
            problems += [Problem(f"[{place}]{inner.key}", inner.text) for inner in error.problems]
    twice = [place for place, item in enumerate(raw) if item in raw[:place]]
    problems += [Problem(f"[{place}]", hidden(f"{raw[place]!r} stands there twice; take one out")) for place in twice]
    if problems:
        raise BadValueError(*problems)
    return tuple(values)


def _layout(raw: object) -> Layout:
    if not isinstance(raw, dict):
        raise _bad("not a table; write each layout as [[layouts]]")
    values, problems = read_table(raw, keys_of(Layout))
    if problems:
        raise BadValueError(*(Problem(f".{problem.key}", problem.text) for problem in problems))
    return Layout(**values)


def _rules(raw: object) -> Rules:
    if not isinstance(raw, dict):
        raise _bad("not a table; write it as [keep] or [block] with section, title or url below")
    values, problems = read_table(raw, keys_of(Rules))
    if problems:
        raise BadValueError(*(Problem(f".{problem.key}", problem.text) for problem in problems))
    return Rules(**values)


SIMPLE: Final[dict[object, Reader]] = {
    str: ("text", _text),
    bool: ("true or false", _truth),
    float: ("number", _number),
    date: ("day", _day),
}
