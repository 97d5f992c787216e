"""Addresses as documents write them: cleaned, made absolute, checked, and each taken once."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from spiders.documents.results import Skip
from warraq.text.suffixes import same_site
from warraq.text.urls import LONGEST_URL, host_of, same_outlet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from warraq.items import Entry

# As browsers do (WHATWG URL, section 4.1): controls and spaces around an address and line breaks within it are not part of it.
_AROUND_ADDRESS: Final = "".join(map(chr, range(0x21))) + "\u00a0\u200b\u200e\u200f\u202a\u202b\u202c\ufeff"
_LINE_BREAKS: Final = re.compile(r"[\t\n\r]+ *")
# An address that needs no further check; escaping lengthens a character to three at most.
_PLAIN_ADDRESS: Final = re.compile(r"https?://(?:[a-z0-9][a-z0-9-]{0,61}\.){1,8}[a-z][a-z0-9]{1,20}(?::\d{1,4})?(?:[/?#][!-~]*)?")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def tidy(link: str) -> str:
    """The address without the white space, line breaks and invisible characters around and in it."""
    return _LINE_BREAKS.sub("", link.strip(_AROUND_ADDRESS))


def absolute(link: str, base: str) -> str | None:
    """The http or https address that `link` means in a document at `base`; None where it means none that can be fetched.

    Refused are other schemes (javascript:, data:, file:, mailto:, …), addresses without a valid host, and those longer than `LONGEST_URL`.
    """
    link = tidy(link)
    if not link or len(link) > LONGEST_URL:
        return None
    scheme = _SCHEME.match(link)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return None
    try:
        url = link if scheme else urljoin(base, link)
        if not (len(url) <= LONGEST_URL // 3 and _PLAIN_ADDRESS.fullmatch(url)):
            host_of(url)
    except (ValueError, UnicodeError):
        return None
    return url


def own_first(links: Iterable[str], base: str, domains: Sequence[str]) -> str | None:
    """The first of the links, made absolute, that lies on one of the domains; else the first that is an address; None where none is."""
    first = None
    for link in links:
        if url := absolute(link, base):
            if not domains or same_outlet(host_of(url), domains):
                return url
            first = first or url
    return first


def own_base(stated: str, url: str, domains: Sequence[str]) -> str:
    """What relative links of a feed at `url` are relative to: the site that it names as its own, else its own address.

    A site on other domains than the outlet's is not believed; without `domains`, one that is not the feed's own site.
    """
    site = absolute(stated, url)
    if site is None:
        return url
    host = host_of(site)
    return site if (same_outlet(host, domains) if domains else same_site(host, host_of(url))) else url


class Gathering:
    """The entries of one document in its order, each address once, and how many were left out."""

    def __init__(self, limit: int, skipped: Mapping[Skip, int] | None = None) -> None:
        self.limit = limit
        self.skipped: Counter[Skip] = Counter(skipped)
        self._entries: dict[str, Entry] = {}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What was taken so far."""
        return tuple(self._entries.values())

    def take(self, entry: Entry | Skip) -> None:
        """Keeps the entry, or counts why there is none."""
        if isinstance(entry, Skip):
            self.skipped[entry] += 1
        elif entry.url in self._entries:
            self.skipped[Skip.REPEATED] += 1
        elif len(self._entries) >= self.limit:
            self.skipped[Skip.OVER_LIMIT] += 1
        else:
            self._entries[entry.url] = entry
