"""The regular expression of a group of addresses that are told apart in the same way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from warraq.discovery.shapes import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from warraq.discovery.shapes import Shape

ANY: Final = "[^/?#]+"
"""One segment of a path."""

NEVER_ARTICLES: Final = frozenset({"author", "category", "keyword", "page", "section", "tag", "topic", "writer"})
"""Folders of numbered pages that are no articles; kept out unless the site's articles stand there."""

LATER_IDS: Final = 5
"""Identifiers of so many digits are counted up, so the site's older ones may have one digit less."""

MOST_ALTERNATIVES: Final = 12
MOST_SEPARATORS: Final = 3
"""A slug of four words is no section's name; asking for more would miss short headlines."""

_LITERAL: Final = re.compile(r"[A-Za-z0-9._=-]+")
_FIGURE_RUN: Final = re.compile(r"[0-9]+")
_MIXED: Final = "(?=[A-Z0-9]*[a-z])(?=[A-Za-z0-9][a-z]*[A-Z0-9])"
"""A small letter, and behind the first letter a capital or a figure."""
_ENDS: Final = r"(?:[/?#]|$)"


@dataclass(frozen=True, slots=True)
class Strictness:
    """How much narrower than the most general expression."""

    step: int = 0
    """0: as general as can be; 1: only as short numbers as were seen, longer slugs; 2: only the folders that were seen."""
    banned: frozenset[str] = NEVER_ARTICLES
    """Segments that lead to other pages."""


def expression(group: Sequence[Shape], how: Strictness) -> str:
    """The path and query of the group's addresses, beginning with their first slash; the group is of one kind and not empty."""
    kind = group[0].kind
    folders = _folders([shape.before for shape in group], how)
    if kind is Kind.QUERY:
        return f"{folders}/?{_query(group, how)}"
    if kind is Kind.DATE:
        return f"{folders}/{_date(group, how)}"
    return f"{folders}/{_CORES[kind](group, how)}{_end(group)}"


def _folders(befores: Sequence[tuple[str, ...]], how: Strictness) -> str:
    """What leads to the identifying segment: the segments that all share as they are, the others as any."""
    lead = _shared(befores)
    rest = [before[len(lead) :] for before in befores]
    tail = _shared([before[::-1] for before in rest])[::-1]
    wild = [before[: len(before) - len(tail)] for before in rest]
    return _literal(lead) + _wild(wild, how) + _literal(tail)


def _shared(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The leading segments that all have and that can be written as they are: Arabic ones come escaped here and plain there."""
    levels = (set(level) for level in zip(*paths, strict=False))
    return tuple(level.pop() for level in takewhile(lambda level: len(level) == 1 and all(map(_LITERAL.fullmatch, level)), levels))


def _literal(segments: Iterable[str]) -> str:
    return "".join(f"/{_as_written(segment)}" for segment in segments)


def _as_written(text: str) -> str:
    """The text itself, but for its figures: a year that all share is another one soon."""
    return _FIGURE_RUN.sub(r"\\d+", text.replace(".", r"\."))


def _wild(paths: Sequence[tuple[str, ...]], how: Strictness) -> str:
    shortest, longest = min(map(len, paths)), max(map(len, paths))
    if not longest:
        return ""
    segment = "/" + _segment({segment for path in paths for segment in path}, how)
    if shortest == longest == 1:
        return segment
    return f"(?:{segment}){{{shortest}}}" if shortest == longest else f"(?:{segment}){{{shortest},{longest}}}"


def _segment(seen: set[str], how: Strictness) -> str:
    """Any segment but the banned ones; at the strictest only those that were seen, where they are few and plain."""
    if how.step >= 2 and len(seen) <= MOST_ALTERNATIVES and all(map(_LITERAL.fullmatch, seen)):
        return _either(seen)
    banned = how.banned - seen - {segment.removesuffix("s") for segment in seen}
    return f"(?!{_either(banned)}s?/){ANY}" if banned else ANY


def _either(words: Iterable[str]) -> str:
    alternatives = "|".join(word.replace(".", r"\.") for word in sorted(words))
    return f"(?:{alternatives})"


def _digits(numbers: Sequence[str], how: Strictness) -> str:
    r"""`\d{k,}` by the shortest number but for one outlier in twenty."""
    lengths = sorted(map(len, numbers))
    shortest = lengths[len(lengths) // 20]
    return rf"\d{{{shortest - (shortest >= LATER_IDS and how.step == 0)},}}"


def _number(group: Sequence[Shape], how: Strictness) -> str:
    return _digits([shape.number for shape in group], how)


def _number_first(group: Sequence[Shape], how: Strictness) -> str:
    return f"{_number(group, how)}[-_,:]{ANY}"


def _number_last(group: Sequence[Shape], how: Strictness) -> str:
    texts = {shape.text for shape in group}
    if len(texts) == 1 and _LITERAL.fullmatch(text := next(iter(texts))):
        return _as_written(text) + _number(group, how)
    if all(text.isascii() and text.isalpha() for text in texts):
        return f"[A-Za-z]+{_number(group, how)}"
    ends = {text[-1:] for text in texts}
    before = f"[{''.join(sorted(ends - {'-'}))}{'-' * ('-' in ends)}]" if ends <= set("-_.,=") else r"\D"
    return f"[^/?#]*{before}{_number(group, how)}"


def _uuid(group: Sequence[Shape], how: Strictness) -> str:
    return "[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27}"


def _code(group: Sequence[Shape], how: Strictness) -> str:
    shortest = min(len(shape.number.rstrip("=")) for shape in group)
    mixed = r"(?=\d*[A-Za-z])(?=[A-Za-z]*\d)" if all(_FIGURE_RUN.search(shape.number) for shape in group) else _MIXED
    # In a folder of their own they need not be told from words.
    own_folder = any(_shared([shape.before[::-1] for shape in group])) and how.step == 0
    return f"{'' if own_folder else mixed}[A-Za-z0-9]{{{shortest},}}={{0,2}}"


def _slug(group: Sequence[Shape], how: Strictness) -> str:
    counts = sorted(shape.separators for shape in group)
    least = min(MOST_SEPARATORS, counts[len(counts) // 20]) + how.step
    return f"(?:[^/?#_-]+[-_]+){{{least}}}[^/?#_-][^/?#]*"


def _word(group: Sequence[Shape], how: Strictness) -> str:
    return ANY


_CORES: Final[dict[Kind, Callable[[Sequence[Shape], Strictness], str]]] = {
    Kind.NUMBER: _number,
    Kind.NUMBER_FIRST: _number_first,
    Kind.NUMBER_LAST: _number_last,
    Kind.UUID: _uuid,
    Kind.CODE: _code,
    Kind.SLUG: _slug,
    Kind.WORD: _word,
}


def _end(group: Sequence[Shape]) -> str:
    """After the identifying segment: its extension where all have the same, else the end of the segment."""
    extensions = {shape.extension for shape in group}
    if group[0].kind in (Kind.SLUG, Kind.WORD):
        same = re.escape(extensions.pop()) if len(extensions) == 1 else ""
        return rf"{same}/?(?:[?#]|$)" if not same else rf"(?<={same})(?:[?#]|$)"
    if group[0].kind is Kind.NUMBER_FIRST:
        return _ENDS
    return _ENDS if extensions == {""} else (re.escape(extensions.pop()) + _ENDS if len(extensions) == 1 else r"(?:[/?#.]|$)")


def _date(group: Sequence[Shape], how: Strictness) -> str:
    """The segments of the date, then one that is no day and no further page of an archive."""
    *date, _ = group[0].core
    leaves = [shape.core[-1] for shape in group]
    digits = all(leaf.isdigit() and len(leaf) > 2 for leaf in leaves)
    leaf = _digits(leaves, how) + _ENDS if digits else rf"(?!\d{{1,2}}{_ENDS}|page/){ANY}"
    return "/".join([*map(_of_date, date, range(len(date))), leaf])


def _of_date(segment: str, place: int) -> str:
    if len(segment) > 4:
        return r"\d{8}" if segment.isdigit() else rf"\d{{4}}[{segment[4]}]\d\d[{segment[4]}]\d\d"
    return r"\d{1,2}" if place else r"\d{4}"


def _query(group: Sequence[Shape], how: Strictness) -> str:
    r"""`\?id=…` among other parameters in any order; those that choose the kind of page must have the value that all have."""
    routing = frozenset.intersection(*(frozenset(shape.routing) for shape in group))
    chosen = "".join(rf"(?=(?:[^#]*&)?{re.escape(name)}={re.escape(value)}(?:[&#]|$))" for name, value in sorted(routing))
    numbers = [shape.number for shape in group]
    value = _digits(numbers, how) if all(number.isdigit() for number in numbers) else "[0-9a-f-]{36}"
    return rf"\?{chosen}(?:[^#]*&)?{_name(group)}={value}"


def _name(group: Sequence[Shape]) -> str:
    """The parameter's name; where pages write it in capitals and small letters by turns, every way that was seen."""
    names = {shape.text for shape in group}
    return re.escape(names.pop()) if len(names) == 1 else _either(names)
