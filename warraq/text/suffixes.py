"""Which part of a host name one owner holds, by the public suffix list; for deciding whether two hosts are one site where no file tells."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from warraq.text.urls import registrable

if TYPE_CHECKING:
    from tldextract import TLDExtract

HOSTED: Final = frozenset({
    "beehiiv.com", "blogspot.com", "ghost.io", "github.io", "livejournal.com", "medium.com", "over-blog.com", "substack.com", "tumblr.com",
    "typepad.com", "weebly.com", "wordpress.com",
})  # fmt: skip
"""Domains whose subdomains belong to as many owners; the public suffix list holds some of them, by their operators' own wish."""


@lru_cache(maxsize=1_000)
def site_of(host: str) -> str:
    """The part of a host name (lower case, ASCII) that one owner holds: `a.blogspot.com` stays, `news.elwatan.com.eg` -> `elwatan.com.eg`.

    By the list's public and private part and `HOSTED`, as it came with tldextract (nothing is fetched); where `registrable` holds more to
    be shared (`x.org.mr`), by that. A host that is itself a suffix, or in figures, stays whole.
    """
    ruled = registrable(host)
    if ruled == host:
        return host
    suffix = next((hosted for hosted in HOSTED if host.endswith(f".{hosted}")), None) or _suffixes()(host).suffix
    if not suffix or suffix == host:
        return host if suffix else ruled
    listed = f"{host.removesuffix(f'.{suffix}').rpartition('.')[2]}.{suffix}"
    return max(listed, ruled, key=len)


def same_site(host: str, other: str) -> bool:
    """Whether two hosts are one owner's, as far as names tell."""
    return host == other or site_of(host) == site_of(other)


@cache
def _suffixes() -> TLDExtract:
    from tldextract import TLDExtract  # loads requests, which it never gets to use here

    return TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)
