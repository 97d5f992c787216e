"""The mark-ups of the press: page templates, and the small pieces that fill them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from string import Template
from typing import TYPE_CHECKING

from warraq.newsroom.world import read_text, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Pieces:
    """Fragments of one mark-up, each a `string.Template`; an empty one prints nothing. `layouts.toml` says what each is for."""

    paragraph: str
    box: str
    credit: str
    byline: str
    keyword: str
    keywords: str
    item: str
    block: str
    related: str
    image: str
    comment: str
    follow: str


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str
    number: int


@cache
def pieces(template: str) -> Pieces:
    """The fragments of the mark-up `template`; raises KeyError when there is no such mark-up."""
    table = read_toml("templates/layouts.toml")
    return Pieces(**(table["defaults"] | table[template]))


@cache
def page_template(template: str) -> Template:
    return Template(read_text(f"templates/{template}.html"))


def fragment(template: str, **texts: object) -> str:
    """`template` with `texts` put in, escaped."""
    return Template(template).substitute({key: escape(str(text)) for key, text in texts.items()}) if template else ""


def link_list(look: Pieces, heading: str, links: Iterable[Link]) -> str:
    """A framed list of headlines; nothing when there are none."""
    items = "\n".join(fragment(look.item, title=link.title, url=link.url, number=link.number) for link in links)
    return Template(look.block).substitute(heading=escape(heading), items=items) if items else ""
