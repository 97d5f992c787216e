"""One entry of a feed as feedparser answers it, made an `Entry`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spiders.documents.bounded_text import (
    GUID_LENGTH,
    RAW_LENGTH,
    SUMMARY_LENGTH,
    TITLE_LENGTH,
    names,
    paragraphs,
    plain,
    short,
    text_in,
    whole_text,
)
from spiders.documents.links import absolute, own_first, tidy
from spiders.documents.results import Skip
from warraq.items import Entry
from warraq.outlet import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def entry_of(item: Mapping[str, object], base: str, *, atom: bool, domains: Sequence[str] = ()) -> Entry | Skip:
    """What one feedparser entry says, or why it is none; `base`: what relative links are relative to, `domains`: the outlet's own."""
    url = _link(item, base, domains)
    if isinstance(url, Skip):
        return url
    published, updated = _times(item, atom=atom)
    return Entry(
        url=url,
        title=plain(text_in(item, "title"), TITLE_LENGTH),
        guid=_guid(item, url),
        published=published,
        updated=updated,
        summary=plain(text_in(item, "summary") or _content(item), SUMMARY_LENGTH),
        authors=names(author.get("name") for author in _dicts(item, "authors")) or names([item.get("author")]),
        categories=names(tag.get("label") or tag.get("term") for tag in _dicts(item, "tags")),
        image_url=_image(item, base),
        text=whole_text(_content_markup(item)),
        origin=DocumentKind.FEED,
    )


def _link(item: Mapping[str, object], base: str, domains: Sequence[str]) -> str | Skip:
    """FeedBurner's own statement of the original address, else the link, else a guid that is an address; but first what is of the own
    domains, as links of many feeds go through a host that counts clicks."""
    permalink = text_in(item, "id")
    written = [
        text_in(item, "feedburner_origlink"),
        text_in(item, "link"),
        *(str(link.get("href", "")) for link in _dicts(item, "links") if link.get("rel") == "alternate"),
        permalink if permalink.startswith(("http://", "https://")) else "",
    ]
    links = [link for link in map(tidy, written) if link and (link != permalink or link.startswith("http"))]
    return own_first(links, base, domains) or (Skip.BAD_LINK if links else Skip.NO_LINK)


def _guid(item: Mapping[str, object], url: str) -> str | None:
    guid = short(item.get("id"), GUID_LENGTH)
    return None if guid == url else guid


def _times(item: Mapping[str, object], *, atom: bool) -> tuple[str | None, str | None]:
    """The words of publication and last change. Only Atom tells the two apart: elsewhere a sole date, `dc:date`, is the publication."""
    published = short(item.get("published"), RAW_LENGTH) or short(item.get("created"), RAW_LENGTH)
    updated = short(item.get("updated"), RAW_LENGTH)
    return (updated, None) if updated and not published and not atom else (published, updated)


def _content(item: Mapping[str, object]) -> str:
    return next((value for part in _dicts(item, "content") if isinstance(value := part.get("value"), str)), "")


def _content_markup(item: Mapping[str, object]) -> str:
    part = next((part for part in _dicts(item, "content") if isinstance(part.get("value"), str)), {})
    value = str(part.get("value", ""))
    return paragraphs(value) if part.get("type") == "text/plain" and "<p" not in value else value


def _image(item: Mapping[str, object], base: str) -> str | None:
    """The first picture: media:content or an enclosure of an image type, else media:thumbnail."""
    pictures = [part for part in _dicts(item, "media_content") if _is_image(part)]
    pictures += [link for link in _dicts(item, "links") if link.get("rel") == "enclosure" and _is_image(link)]
    pictures += _dicts(item, "media_thumbnail")
    addresses = (str(part.get("url") or part.get("href") or "") for part in pictures)
    return next((url for address in addresses if (url := absolute(address, base))), None)


def _is_image(part: Mapping[str, object]) -> bool:
    return part.get("medium") == "image" or str(part.get("type", "")).startswith("image")


def _dicts(item: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    values = item.get(key)
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
