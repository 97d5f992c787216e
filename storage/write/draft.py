"""An article on its way into the store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warraq.items import Article


@dataclass(frozen=True, slots=True)
class Draft:
    """An article on its way into the store."""

    article: Article
    place: int
    """Where it stood in its batch."""
    key: str
    """The address under which the ledger awaits it."""
    outlet_id: int
    timezone: str
    """IANA zone of its outlet."""
