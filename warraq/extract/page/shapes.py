"""Names elements by selectors that hold from page to page: tag, stable classes, id and microdata, else their place among others."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

_STABLE: Final = re.compile(r"-?[A-Za-z_]+(?:[-_]+[A-Za-z]+)*_*")
"""Names without digits: those with them number posts, columns and generated styles."""
_UTILITY: Final = re.compile(
    r"-?(?:[mp][trblxyse]?|gap(?:-[xy])?|space-[xy]|(?:max-|min-)?[wh]|leading|text|bg|border(?:-[trblxyse])?|rounded|shadow|opacity|top|order"
    r"|z|g[xy]?|f[sw]|col(?:-(?:span|sm|md|lg|xl|xs))?|row|grid-cols|offset|flex)(?:-[a-z]+)*-\d{1,3}"
)
"""Utility classes of Tailwind and Bootstrap, whose numbers are sizes and stay the same on all pages."""
_GENERATED: Final = re.compile(
    r"(_[A-Za-z]+(?:-[A-Za-z]+)*_|[A-Za-z][A-Za-z_-]*?[A-Za-z](?:__|--|-sc-))(?![a-z]{2,}-?\d+$)(?=[\w+-]*\d)[\w+-]+"
)
"""A name that its author gave and the hash that a bundler adds: CSS modules (`Text_body__q8Zx`), styled components (`Text-sc-1q8z`)."""
_KEPT_ID: Final = re.compile(r"-?[A-Za-z_]+(?:[-_]?(?:[A-Za-z]+|\d{1,2}(?!\d)))*_*")
"""Ids with small numbers too: WebForms gives `ctl00_ContentPlaceHolder1_lblText`. Those of single posts find no other page's text."""
_FRAGMENT: Final = re.compile(r'\.([\w-]+)|\[class\*="([^"]+)"\]')
_TELLING: Final = frozenset(("article", "main", "h1"))
"""Elements that need no name, as a page has one of them at most."""
_SITE_FURNITURE: Final = frozenset(("aside", "nav", "form", "footer", "figure", "figcaption"))
"""Elements that say what they are without a class."""
STEPS: Final = 12
"""Elements around a nameless one among which one with a name is looked for; a cell of a table in a table has eight."""
ANCHORS: Final = 2
"""Named elements around a nameless one that are tried."""


def shape(element: HtmlElement) -> str:
    """The element's tag with its stable classes, or its id where it has none, as a selector."""
    tag = str(element.tag)
    classes = _classes(element.get("class") or "")
    if classes:
        return "".join((tag, *sorted(classes)))
    return f"{tag}#{element.get('id')}" if _STABLE.fullmatch(element.get("id") or "") else tag


def selectors(element: HtmlElement) -> Iterator[str]:
    """Selectors that may find the element on the outlet's other pages too, the most telling first."""
    tag = str(element.tag)
    if element.get("itemprop") and re.fullmatch(r"\w+", element.get("itemprop")):
        yield f'{tag}[itemprop="{element.get("itemprop")}"]'
    if _KEPT_ID.fullmatch(element.get("id") or ""):
        yield f"{tag}#{element.get('id')}"
    classes = _classes(element.get("class") or "")
    yield from (f"{tag}{name}" for name in classes)
    if len(classes) > 1:
        yield shape(element)
    if tag in _TELLING:
        yield tag


def placed(element: HtmlElement) -> Iterator[str]:
    """Selectors by the element's place in a named element around it, or in the page; for elements whose own name does not tell them."""
    ends = tuple(_among_siblings(element))
    path, anchors = "", 0
    for around in islice(element.iterancestors(), STEPS):
        named = ("body",) if around.tag == "body" else tuple(selectors(around))
        yield from (f"{anchor} > {path}{end}" for anchor in named for end in ends)
        anchors += bool(named)
        if anchors == ANCHORS or around.tag == "body":
            return
        path = f"{next(_among_siblings(around))} > {path}"


def _among_siblings(element: HtmlElement) -> Iterator[str]:
    """What tells an element from the others in its parent: its tag alone, else its place counted from either end."""
    before = sum(1 for other in element.itersiblings(preceding=True) if other.tag == element.tag)
    after = sum(1 for other in element.itersiblings() if other.tag == element.tag)
    if not before and not after:
        yield str(element.tag)
    else:
        yield f"{element.tag}:nth-of-type({before + 1})"
        yield f"{element.tag}:nth-last-of-type({after + 1})"


def is_named(name: str) -> bool:
    """True for a shape that says what the element is: by a class or an id, or by its tag alone."""
    tag, classes = _parts(name)
    return bool(classes) or "#" in name or tag in _SITE_FURNITURE


def is_droppable(name: str, kept: Iterable[str]) -> bool:
    """True where the shape says what it is, and matches none of the shapes that hold text."""
    tag, classes = _parts(name)
    if not is_named(name):
        return False
    if "#" in name:
        return name not in kept
    return not any(tag == other and all(_is_among(part, names) for part in classes) for other, names in map(_parts, kept))


def _is_among(part: str, names: frozenset[str]) -> bool:
    """True for one of the classes, or for a generated one's beginning that stands in one of them."""
    return part in names or (part.endswith("*") and any(part[:-1] in name for name in names))


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, frozenset[str]]:
    """Tag and classes of a shape; a generated class is its beginning and a star."""
    found = _FRAGMENT.findall(name)
    return re.split(r"[.\[]", name, maxsplit=1)[0], frozenset(plain or f"{stem}*" for plain, stem in found)


@lru_cache(maxsize=4096)
def _classes(stated: str) -> tuple[str, ...]:
    """The stable ones of an element's classes, as parts of a selector; sites repeat theirs on every page."""
    return tuple(dict.fromkeys(part for name in stated.split() if (part := _stable(name))))


def _stable(name: str) -> str | None:
    if _STABLE.fullmatch(name) or _UTILITY.fullmatch(name):
        return f".{name}"
    generated = _GENERATED.fullmatch(name)
    return f'[class*="{generated[1]}"]' if generated else None
