"""How the reading room is set up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Final

SECONDS: Final = 10.0
"""How long the database may work for one answer."""


@dataclass(frozen=True, slots=True)
class Site:
    """What whoever runs it has decided."""

    hosts: frozenset[str] = frozenset()
    """Names and addresses under which it may be asked, beside those of this machine itself."""
    public: bool = False
    """Whether strangers read it: `warraq.web.public` says what they see."""
    public_body: bool = False
    """Whether strangers see texts."""
    seconds: float = SECONDS
    zone: tzinfo = field(default=UTC)
    """The clock of the pages; JSON stays UTC."""
