"""The pattern of a site's article addresses, induced from real ones and held against the addresses of its other pages."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from warraq.discovery.regexes import Strictness, expression
from warraq.discovery.shapes import Kind, Shape, shape_of
from warraq.outlet_files.patterns import pattern_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence

ANY_HOST: Final = "^https?://[^/]+"

FEWEST_ADDRESSES: Final = 3
"""Addresses from which nothing is concluded if there are fewer."""

COVERED: Final = 0.8
"""Share of the articles that a pattern must find to be used: what it leaves out would never be crawled from a listing."""

MINOR: Final = 0.05
"""Share of the articles below which a further kind of address is not worth a branch of its own."""

DOUBTFUL: Final = 0.1
"""Share of a page's menu that may be articles: on pages of 140 news sites 59 menus had links of an article's shape, 54 of them 1 to 7."""

MOST_BRANCHES: Final = 3


@dataclass(frozen=True, slots=True)
class Induced:
    """A pattern and what it rests on."""

    pattern: str
    """For `Outlet.article_url`."""
    found: tuple[str, ...]
    """The articles it finds."""
    missed: tuple[str, ...] = ()
    """The articles it does not find."""


def induce(articles: Iterable[str], others: Iterable[str] = ()) -> Induced | None:
    """The most general pattern that finds the addresses of `articles` and none of `others` (sections, tags, services).

    The folders above the articles, and the archives of their days, count among the others. Where no pattern can do so, a few of `others`
    may be articles that a menu names in short, and are passed over. None where there are too few articles, or where no pattern finds most
    of them and hardly anything else.
    """
    urls = tuple(dict.fromkeys(articles))
    if len(urls) < FEWEST_ADDRESSES:
        return None
    shapes = {url: shape_of(url) for url in urls}
    folders = {folder for url, shape in shapes.items() for folder in _folders(url, shape)} - set(urls)
    sections = set(others) - set(urls)
    if strict := _induced(shapes, {*sections, *folders}):
        return strict
    loose = _induced(shapes, folders)
    return loose if loose and sum(bool(re.search(loose.pattern, url)) for url in sections) <= DOUBTFUL * len(sections) else None


def _induced(shapes: Mapping[str, Shape], others: Collection[str]) -> Induced | None:
    """By the kind and depth of the addresses, else by their kind alone."""
    tried = (
        _judged(_united(list(_branches(groups, shapes, sorted(others)))), tuple(shapes)) for groups in (_grouped(shapes), _kinds(shapes))
    )
    return next((induced for induced in tried if induced), None)


def _judged(pattern: str, urls: Sequence[str]) -> Induced | None:
    """The pattern where it is sound and finds enough."""
    if not pattern or pattern_problem(pattern):
        return None
    found = dict.fromkeys(filter(re.compile(pattern).search, urls))
    missed = tuple(url for url in urls if url not in found)
    return Induced(pattern, tuple(found), missed) if len(found) >= COVERED * len(urls) else None


def _folders(url: str, shape: Shape) -> Iterator[str]:
    """The pages above an article: its folders, and the archive of its day."""
    root = "{0.scheme}://{0.netloc}".format(urlsplit(url))
    for depth in range(len(shape.before) + (shape.kind is not Kind.QUERY)):
        yield "/".join((root, *shape.before[:depth], ""))
    if shape.kind is Kind.DATE:
        for length in range(1, len(shape.core)):
            folder = "/".join((root, *shape.before, *shape.core[:length]))
            yield from (f"{folder}/", f"{folder}/page/2")


def _branches(groups: Iterable[list[str]], shapes: Mapping[str, Shape], others: Sequence[str]) -> Iterator[str]:
    """Expressions of the largest groups, each for articles that those before it do not find."""
    left = set(shapes)
    branches = 0
    for group in groups:
        if branches < MOST_BRANCHES and len(left & set(group)) >= max(2, MINOR * len(shapes)):
            branch = _fitted([shapes[url] for url in group], others)
            if branch:
                branches += 1
                left = {url for url in left if not re.search(ANY_HOST + branch, url)}
                yield branch


def _grouped(shapes: Mapping[str, Shape]) -> list[list[str]]:
    """Addresses of one kind and depth, the most frequent first."""
    return _by(shapes, lambda shape: (*_kind(shape), len(shape.before)))


def _kinds(shapes: Mapping[str, Shape]) -> list[list[str]]:
    """Addresses of one kind at whatever depth: for sites whose sections nest, some deeper than others."""
    return _by(shapes, _kind)


def _kind(shape: Shape) -> tuple[object, ...]:
    date = tuple(map(len, shape.core[:-1])) if shape.kind is Kind.DATE and len(shape.core[0]) > 4 else len(shape.core)
    return shape.kind, date, shape.text.lower() if shape.kind is Kind.QUERY else ""


def _by(shapes: Mapping[str, Shape], key: Callable[[Shape], Hashable]) -> list[list[str]]:
    groups: defaultdict[Hashable, list[str]] = defaultdict(list)
    for url, shape in shapes.items():
        groups[key(shape)].append(url)
    return sorted(groups.values(), key=len, reverse=True)


def _fitted(group: Sequence[Shape], others: Sequence[str]) -> str | None:
    """The most general expression of the group that finds none of the others; None where there is none, as for bare words in no folder."""
    if group[0].kind is Kind.WORD and not any(map(_shared_folder, zip(*(shape.before for shape in group), strict=False))):
        return None
    how = Strictness()
    for step in range(3):
        for _ in range(2):
            found = expression(group, how)
            wrong = list(filter(re.compile(ANY_HOST + found).search, others))
            if not wrong:
                return found
            how = replace(how, banned=how.banned | _segments_of(wrong))
        how = replace(how, step=step + 1)
    return None


def _shared_folder(level: tuple[str, ...]) -> bool:
    return len(set(level)) == 1


def _segments_of(urls: Iterable[str]) -> frozenset[str]:
    """Plain words among the path segments of pages that are no articles."""
    segments = {segment for url in urls for segment in urlsplit(url).path.split("/")[:-1]}
    return frozenset(segment for segment in segments if re.fullmatch(r"[A-Za-z][A-Za-z_-]{1,30}", segment))


def _united(branches: Sequence[str]) -> str:
    """One expression of all branches; empty where there are none."""
    if len(branches) < 2:
        return ANY_HOST + branches[0] if branches else ""
    return f"{ANY_HOST}(?:{'|'.join(branches)})"
