"""What a crawl met and left to others: addresses of other outlets that its documents name, and other sites that its pages claim to be."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from warraq.crawl.strangers import Strangers
from warraq.text.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable

HOSTS_TOLD: Final = 20
"""Of one run, those named most often."""


@dataclass(slots=True)
class Others:
    """Addresses of others: how many, on which hosts, one of them."""

    hosts: Counter[str] = field(default_factory=Counter)
    example: str | None = None
    """The first; None: there was none."""

    def add(self, addresses: Iterable[str]) -> None:
        """Counts them; they are http or https addresses."""
        for address in addresses:
            self.hosts[host_of(address)] += 1
            self.example = self.example or address

    @property
    def facts(self) -> dict[str, Any]:
        """As `runs.stats` keeps it; empty where there is nothing to tell."""
        if not self.hosts:
            return {}
        return {"addresses": self.hosts.total(), "hosts": dict(self.hosts.most_common(HOSTS_TOLD)), "example": self.example}

    def words(self, what: str) -> str | None:
        """For people; None where there is nothing to tell."""
        if not self.hosts:
            return None
        (host, _), *more = self.hosts.most_common()
        return f"{self.hosts.total()} {what} {host}{f' and {len(more)} other hosts' if more else ''}, such as {self.example}"


@dataclass(slots=True)
class Elsewhere:
    """What one crawl left to others."""

    named: Others = field(default_factory=Others)
    """Addresses that its documents name and that are not its own; they stand in no ledger of this outlet."""
    strangers: Strangers = field(default_factory=Strangers)
    """Hosts of no outlet that its feeds name, and that may lead home."""
    claimed: Others = field(default_factory=Others)
    """Canonical addresses that its pages state and that are not its own; the articles stand under their own addresses."""

    @property
    def facts(self) -> dict[str, Any]:
        """As `runs.stats` keeps it, without what did not happen."""
        return {name: found for name, found in (("elsewhere", self.named.facts), ("disbelieved", self.claimed.facts)) if found}

    @property
    def words(self) -> str | None:
        """For people; None where nothing was left."""
        told = (self.named.words("addresses left to"), self.claimed.words("canonical addresses disbelieved, of"))
        return "; ".join(filter(None, told)) or None
