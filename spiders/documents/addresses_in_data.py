"""Addresses of articles in the JSON of a page that is drawn by a script."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from spiders.documents.links import Gathering, absolute
from warraq.items import Entry
from warraq.outlet import DocumentKind
from warraq.text.urls import host_of, same_outlet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from warraq.outlet_files.patterns import BoundedPattern

MOST_LISTING_ENTRIES: Final = 500
"""Front pages link to 60 to 250 articles."""

MOST_STRINGS: Final = 20_000
"""Strings that may be addresses, looked at in one page."""

_ADDRESS: Final = re.compile(r'"((?:https?:)?(?:\\?/|\\u002[fF])[^"<>\s]{1,2000})"')


def addresses_in(scripts: Iterable[str], base: str, wanted: BoundedPattern, domains: Sequence[str]) -> Gathering:
    """The addresses on `domains` among the strings of some JSON or JavaScript that the pattern is found in, each once, in order.

    Raises SlowPatternError where the pattern has used up its time.
    """
    gathering, looked_at = Gathering(MOST_LISTING_ENTRIES), 0
    for script in scripts:
        for found in _ADDRESS.finditer(script):
            looked_at += 1
            if looked_at > MOST_STRINGS:
                return gathering
            address = absolute(_plain(found[1]), base)
            if address and same_outlet(host_of(address), domains) and wanted.found_in(address):
                gathering.take(Entry(address.partition("#")[0], origin=DocumentKind.LISTING))
    return gathering


def _plain(written: str) -> str:
    """The string without JSON's escapes; as written where they are none."""
    try:
        return str(json.loads(f'"{written}"'))
    except ValueError:
        return written
