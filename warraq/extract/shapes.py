"""Names elements by selectors that hold from page to page: tag, stable classes, id and microdata."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

_STABLE: Final = re.compile(r"-?[A-Za-z_]+(?:[-_]+[A-Za-z]+)*_*")
"""Names without digits: those with them number posts, columns and generated styles."""
_TELLING: Final = frozenset(("article", "main", "h1"))
"""Elements that need no name, as a page has one of them at most."""
_SITE_FURNITURE: Final = frozenset(("aside", "nav", "form", "footer", "figure", "figcaption"))
"""Elements that say what they are without a class."""


def shape(element: HtmlElement) -> str:
    """The element's tag with its stable classes, or its id where it has none, as a selector."""
    classes = sorted(set(_classes(element)))
    tag = str(element.tag)
    if classes:
        return "".join((tag, *(f".{name}" for name in classes)))
    return f"{tag}#{element.get('id')}" if _STABLE.fullmatch(element.get("id") or "") else tag


def selectors(element: HtmlElement) -> Iterator[str]:
    """Selectors that may find the element on the outlet's other pages too, the most telling first."""
    tag = str(element.tag)
    if element.get("itemprop") and re.fullmatch(r"\w+", element.get("itemprop")):
        yield f'{tag}[itemprop="{element.get("itemprop")}"]'
    if _STABLE.fullmatch(element.get("id") or ""):
        yield f"{tag}#{element.get('id')}"
    classes = _classes(element)
    yield from (f"{tag}.{name}" for name in classes)
    if len(classes) > 1:
        yield shape(element)
    if tag in _TELLING:
        yield tag


def nested(element: HtmlElement) -> Iterator[str]:
    """The element's own selectors, then, for an element without a name, those through the element around it."""
    found = tuple(selectors(element))
    yield from found
    around = element.getparent()
    if around is not None and not found:
        yield from (f"{selector} > {element.tag}" for selector in selectors(around))


def is_named(name: str) -> bool:
    """True for a shape that says what the element is: by a class or an id, or by its tag alone."""
    tag, classes = _parts(name)
    return bool(classes) or "#" in name or tag in _SITE_FURNITURE


def is_droppable(name: str, kept: Iterable[str]) -> bool:
    """True where the shape says what it is, and matches none of the shapes that hold text."""
    tag, classes = _parts(name)
    if not is_named(name):
        return False
    return not any(tag == other and classes <= names for other, names in map(_parts, kept)) if "#" not in name else name not in kept


def _parts(name: str) -> tuple[str, frozenset[str]]:
    tag, *classes = name.split(".")
    return tag, frozenset(classes)


def _classes(element: HtmlElement) -> list[str]:
    return [name for name in (element.get("class") or "").split() if _STABLE.fullmatch(name)]
