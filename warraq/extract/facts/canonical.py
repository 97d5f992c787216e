"""Finds the address that a page gives for itself, and believes it only where it can be the page's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from warraq.text import suffixes
from warraq.text.urls import EMBEDDED_FRAGMENT, belongs, embedded_url, host_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from warraq.extract.page.document import Document

_FORM: Final = re.compile(r"amp(?:\.html)?|m|mobile|print|\d{1,2}", re.IGNORECASE)
_SLUG: Final = re.compile(r"\d{4}|-.*-.*-|.{25}")
"""What names of articles have and names of sections have not: a number, several words, or length."""
_NUMBER_IN_QUERY: Final = re.compile(r"(?:^|&)\w*(?:id|p|n|no|num|news|article|post|story)=\d+(?:&|$)", re.IGNORECASE)


def canonical_address(document: Document, stated: Iterable[str]) -> str:
    """The first stated address that is plausible, else the one that answered.

    Plausible: on the same site, not its home page (a common slip of templates), not a section where the page's own address names an
    article, and not the bare script of a page that its query names.
    A page that came from a file without an address may name any.
    """
    own = document.address
    addresses = filter(None, map(document.absolute, stated))
    return next((address for address in addresses if address == own or _is_plausible(address, own, document)), document.page.address)


def disbelieved_address(document: Document, stated: Iterable[str]) -> str | None:
    """The first stated address that is not the page's outlet's, so that nobody believes it; None where there is none."""
    own = document.address
    if not own.startswith(("http://", "https://")):
        return None
    addresses = filter(None, map(document.absolute, stated))
    return next((address for address in addresses if not same_site(address, own, document)), None)


def same_site(address: str, other: str, document: Document) -> bool:
    """True for two addresses of the page's outlet; where no file tells whose they are, for those of one owner by the public suffix list."""
    try:
        host, own = host_of(address), host_of(other)
    except ValueError:
        return False
    if document.outlet is None:
        return suffixes.same_site(host, own)
    domains, lodgers = document.outlet.domains, document.knowledge.lodgers
    if belongs(own, domains, lodgers):
        return belongs(host, domains, lodgers)
    return host == own  # a page of elsewhere that was read as this outlet's, by a person's word


def embedded_address(document: Document, link: str | None, key: str) -> str:
    """The address of an embedded article: that of its heading's link where it leads to the same outlet, else the page's with a fragment."""
    own = document.address
    address = document.absolute(link)
    if address and _has_path(address) and same_site(address, own, document) and address.partition("#")[0] != own.partition("#")[0]:
        return address
    try:
        return embedded_url(own, key)
    except ValueError:
        return f"{own.partition('#')[0]}#{EMBEDDED_FRAGMENT}{key}"


def _is_plausible(address: str, own: str, document: Document) -> bool:
    if not own.startswith(("http://", "https://")):
        return _has_path(address)
    if not same_site(address, own, document):
        return False
    if not _has_path(address):
        return not _has_path(own)
    return not (_is_folder(_path(address), _path(own)) or _is_section(address, own) or _is_script(address, own))


def _is_section(address: str, own: str) -> bool:
    """True where the page's own address names an article by number or in words, and the other one, elsewhere, names nothing so."""
    named, mine = urlsplit(address), urlsplit(own)
    if not _SLUG.search(_name(mine.path)) or named.query or _path(address) == _path(own):
        return False
    return not any(map(_SLUG.search, named.path.split("/")))


def _is_script(address: str, own: str) -> bool:
    """True for the page's own path without the query that told which article it is (`/news.php?id=55`)."""
    named, mine = urlsplit(address), urlsplit(own)
    return named.path == mine.path and not named.query and bool(_NUMBER_IN_QUERY.search(mine.query)) and not _SLUG.search(_name(mine.path))


def _is_folder(path: str, own_path: str) -> bool:
    """True where the path is a folder of the page's own, and not the same article without its form (AMP, print, page number)."""
    if not own_path.startswith(f"{path}/"):
        return False
    rest = own_path.removeprefix(f"{path}/").split("/")
    return not all(map(_FORM.fullmatch, rest)) and not _SLUG.search(path.rpartition("/")[2])


def _has_path(address: str) -> bool:
    """True for more than a home page: a path, or a query as the old content systems have it (`/?p=123`)."""
    return bool(_path(address) or urlsplit(address).query)


def _name(path: str) -> str:
    """The last part of a path that is no form of the article (AMP, print, page number)."""
    parts = [part for part in unquote(path).split("/") if part]
    return next((part for part in reversed(parts) if not _FORM.fullmatch(part)), "")


def _path(address: str) -> str:
    return unquote(urlsplit(address).path).rstrip("/")
