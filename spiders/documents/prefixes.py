"""The attributes and name prefixes of a feed's elements: quoted, bounded, and every prefix declared."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from spiders.documents.references import mended_references
from warraq.text.urls import LONGEST_URL

MOST_ATTRIBUTES: Final = 100
"""Of one element, the first ones. 30,000 took feedparser 6 s."""

MOST_PREFIXES: Final = 100
"""Of one feed; elements and attributes of further ones are dropped. 30,000 took feedparser 20 s."""

OTHER_ROOM: Final = LONGEST_URL + 100
"""Characters that an attribute keeps, and an element that is neither a name nor prose: the longest address, and some."""

# Prefixes that feeds use and sometimes forget to declare.
_NAMESPACES: Final = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "itunes": "http://www.itunes.com/DTDs/PodCast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}
_FEED_ATTRIBUTE: Final = re.compile(r"""([A-Za-z_][\w.-]*+(?::[A-Za-z_][\w.-]*+)?)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")


@dataclass(slots=True)
class Prefixes:
    """The prefixes of one feed, as its elements are met."""

    declared: set[str] = field(default_factory=lambda: {"xml", "xmlns"})
    used: set[str] = field(default_factory=set)

    def have_room_for(self, name: str) -> bool:
        """Whether its prefix may be used: as it was before, or as one of the first."""
        prefix, colon, _ = name.partition(":")
        return not colon or prefix in self.used or len(self.used) < MOST_PREFIXES

    def attributes(self, written: str) -> str:
        """The attributes in quotes, each once, with their ampersands mended."""
        if "=" not in written:
            return ""
        kept: dict[str, str] = {}
        for found in islice(_FEED_ATTRIBUTE.finditer(written), MOST_ATTRIBUTES):
            name, value = found[1], found[2] or found[3] or found[4] or ""
            if name.startswith("xmlns"):
                value = "".join(value.split())
                if name[6:] in ("xml", "xmlns") or (name[6:] and not value):
                    continue
                self.declared.add(name[6:])
            elif self.have_room_for(name):
                self.use(name)
            else:
                continue
            kept.setdefault(name, mended_references(value[:OTHER_ROOM]).replace("<", "&lt;").replace('"', "&quot;"))
        return "".join(f' {name}="{value}"' for name, value in kept.items())

    def use(self, name: str) -> None:
        prefix, colon, _ = name.partition(":")
        if colon:
            self.used.add(prefix)

    def declared_in(self, root: str) -> str:
        """The root's tag, which declares the prefixes that the feed uses without saying what they mean."""
        missing = sorted(self.used - self.declared)
        names = "".join(f' xmlns:{prefix}="{_NAMESPACES.get(prefix, f"urn:undeclared:{prefix}")}"' for prefix in missing)
        return f"{root[:-1]}{names}>" if names else root
