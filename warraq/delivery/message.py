"""What is told, in the forms that the ways out need."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """One message. Sent again after its receipt could not be noted, it has the same `id`."""

    id: str
    """Letters, digits and hyphens: `Webhook-Id`, and the left half of `Message-ID`."""
    subject: str
    """One line, for people."""
    text: str
    """For people."""
    payload: dict[str, Any] = field(default_factory=dict)
    """For programs; instants and days are written as ISO 8601."""

    def body(self) -> str:
        """The payload as JSON."""
        return json.dumps(self.payload, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
