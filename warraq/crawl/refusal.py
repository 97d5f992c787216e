"""How a stage says that an article is not stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.exceptions import DropItem

if TYPE_CHECKING:
    from warraq.items import Reason


class Refused(DropItem):
    """An article that the chain does not store: an outcome with its reason, not an error."""

    def __init__(self, reason: Reason, detail: str, stage: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.stage = stage
