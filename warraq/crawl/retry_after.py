"""Where `warraq.crawl.manners.retry_after` stood before; it goes with the next release."""

from __future__ import annotations

from warraq.moved import moved

__getattr__ = moved("warraq.crawl.retry_after", "warraq.crawl.manners.retry_after")
