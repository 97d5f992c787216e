"""Writes the chosen lines of an article as Markdown: its headings, lists, quotes, tables, links, pictures, a ticker's times, embeds."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from warraq.extract.page.blocks import BETWEEN_CELLS, HEADINGS, is_code
from warraq.extract.page.kinship import elements_around
from warraq.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.html import HtmlElement

    from warraq.extract.page.blocks import Block
    from warraq.extract.page.document import Document
    from warraq.items import Medium

MOST_EMBEDS: Final = 50
"""Embeds of one text."""
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>])|^(\s*)([#>+-]|\d+[.)])(?=\s)")
_QUOTED_POST: Final = re.compile("twitter-|instagram-|tiktok-|fb-")
_MARKED_POST: Final = re.compile("fb-post|fb-video")
_ADDRESS_OF: Final = ("src", "data-src", "data-href", "cite", "data-instgrm-permalink")
_PLAYERS: Final = re.compile(
    r"youtube|youtu\.be|vimeo|dailymotion|twitter|x\.com|facebook|instagram|tiktok|t\.me|telegram"
    r"|soundcloud|spotify|video|player|embed",
    re.IGNORECASE,
)
_TIME: Final = re.compile(r"\s*[\d٠-٩۰-۹]{1,2}[:.][\d٠-٩۰-۹]{2}\s*(?:ص|م|صباحا|مساء|am|pm)?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Embed:
    """A film, a sound or a post of another site inside a text."""

    element: HtmlElement
    url: str


def body_markdown(document: Document, places: Sequence[int], lines: Sequence[str], pictures: Mapping[HtmlElement, Medium]) -> str | None:
    """The text as Markdown, made of the blocks at `places` that say one of the paragraphs `lines`, with what stands between them: pictures,
    embeds, times. None where that says no more than the paragraphs."""
    kept = _kept(document.blocks, places, lines)
    if not kept:
        return None
    between = _between(document, kept, pictures)
    parts, plain = [], True
    for number, place in enumerate(kept):
        block = document.blocks[place]
        for piece in between.get(number, ()):
            parts.append(("", piece))
            plain = False
        kind, text = _written(block, document)
        follows = kind and parts and parts[-1][0] == kind
        plain = plain and text == block.text
        if kind == "table" and not follows:
            text += "\n" + "|".join(["", *(" --- " for _ in block.text.split(BETWEEN_CELLS)), ""])
        parts.append((kind, text))
    for piece in between.get(len(kept), ()):
        parts.append(("", piece))
        plain = False
    return None if plain else _joined(parts)


def _joined(parts: Sequence[tuple[str, str]]) -> str:
    """The parts with a blank line between them, but for the rows, items and lines of one."""
    text = ""
    for number, (kind, part) in enumerate(parts):
        same = number and kind and parts[number - 1][0] == kind
        text += ("" if not number else "\n" if same else "\n\n") + part
    return text


def _kept(blocks: Sequence[Block], places: Sequence[int], lines: Sequence[str]) -> list[int]:
    """Those of the places whose lines became paragraphs, in order."""
    kept: list[int] = []
    wanted = iter(lines)
    line = next(wanted, None)
    for place in places:
        if line is not None and clean_line(blocks[place].text) == line:
            kept.append(place)
            line = next(wanted, None)
    return kept


def _written(block: Block, document: Document) -> tuple[str, str]:
    """The kind of part that a block is, empty for one that stands alone, and its Markdown."""
    if block.tag == "tr":
        return "table", "| " + " | ".join(map(_escaped, block.text.split(BETWEEN_CELLS))) + " |"
    if block.element is not None and is_code(block.element):
        return "code", f"    {block.text}"
    text = _linked(block, document)
    if block.tag in HEADINGS:
        return "", f"{'#' * int(block.tag[1])} {text}"
    item, quoted = _holder(block, "li"), _holder(block, "blockquote")
    if item is not None:
        listing = item.getparent()
        ordered = listing is not None and listing.tag == "ol"
        number = 1 + sum(1 for _ in item.itersiblings("li", preceding=True)) if ordered else 0
        return ("ol", f"{number}. {text}") if ordered else ("ul", f"- {text}")
    return ("quote", f"> {text}") if quoted is not None else ("", text)


def _holder(block: Block, tag: str) -> HtmlElement | None:
    """The element of the tag that the block is or stands in, not beyond the next box."""
    element = block.element
    for _ in range(3):
        if element is None or element.tag == tag:
            return element
        element = element.getparent()
    return None


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", text)


def _linked(block: Block, document: Document) -> str:
    """The line with its links that lead to web pages."""
    text, written = block.text, ""
    for link in block.links:
        address = document.absolute(link.href) if not link.href.startswith("#") else None
        before, found, after = text.partition(link.text)
        if address and found:
            written += f"{_escaped(before)}[{_escaped(found)}]({address.replace(' ', '%20').replace(')', '%29')})"
            text = after
    return written + (_escaped(text) if written else _SPECIAL.sub(lambda found: found[0] if found[1] else f"{found[2]}\\{found[3]}", text))


# What stands between the lines


def _between(document: Document, kept: Sequence[int], pictures: Mapping[HtmlElement, Medium]) -> dict[int, list[str]]:
    """By number of the line before which it stands: pictures, embeds and times, as Markdown."""
    lines, times = [document.blocks[place] for place in kept], _times(document, kept)
    container = container_of([*lines, *times])
    posts = list(embeds(container, document))
    if not (pictures or posts or times):
        return {}
    order = {element: place for place, element in enumerate(container.iter())} if container is not None else {}
    starts = [order.get(line.element, -1) for line in lines if line.element is not None]
    found = [(order[element], _picture(medium)) for element, medium in pictures.items() if element in order]
    found += [(order[embed.element], f"[{embed.url}]({embed.url})") for embed in posts if embed.element in order]
    found += [(order[line.element], f"**{line.text}**") for line in times if line.element in order]
    between: dict[int, list[str]] = {}
    for at, text in sorted(found, key=lambda row: row[0]):
        between.setdefault(bisect_left(starts, at), []).append(text)
    return between


def _picture(medium: Medium) -> str:
    caption = _escaped(medium.caption or "")
    return f"![{caption}]({medium.url.replace(' ', '%20').replace(')', '%29')})"


def _times(document: Document, kept: Sequence[int]) -> list[Block]:
    """The times of a ticker: lines of nothing but an hour right before lines of the text."""
    chosen = set(kept)
    near = (document.blocks[place] for place in range(max(0, kept[0] - 1), kept[-1]) if place not in chosen and place + 1 in chosen)
    return [block for block in near if block.element is not None and _TIME.fullmatch(block.text)]


def embeds(container: HtmlElement | None, document: Document) -> Iterator[Embed]:
    """The films, sounds and posts of other sites in the element, in page order."""
    if container is None:
        return
    found = (element for element in container.iter() if element is not container and _is_embed(element))
    for element in islice(found, MOST_EMBEDS):
        if address := _address(element, document):
            yield Embed(element, address)


def _is_embed(element: HtmlElement) -> bool:
    if element.tag == "iframe":
        return "src" in element.attrib or "data-src" in element.attrib
    named = element.get("class") or ""
    quoted = element.tag == "blockquote" and _QUOTED_POST.search(named)
    return element.tag in ("video", "audio") or bool(quoted or _MARKED_POST.search(named))


def container_of(lines: Sequence[Block]) -> HtmlElement | None:
    """The innermost element around the lines that holds more than one of them, or the one around a single line."""
    around = elements_around(line.element for line in lines if line.element is not None)
    if not around:
        return None
    return around[1] if len(around) > 1 and around[0] is lines[0].element else around[0]


def _address(element: HtmlElement, document: Document) -> str | None:
    """Where an embed leads: its file or page, or for a post the last link in it."""
    if element.tag == "blockquote" or "fb-" in (element.get("class") or ""):
        links = [link.get("href") for link in element.iter("a")]
        said = next((element.get(name) for name in _ADDRESS_OF if element.get(name)), links[-1] if links else None)
        return document.absolute(said)
    inner = (source.get("src") for source in element.iter("source"))
    said = next((element.get(name) for name in _ADDRESS_OF if element.get(name)), None) or next(inner, None)
    address = document.absolute(said)
    return address if address and (element.tag != "iframe" or _PLAYERS.search(address)) else None
