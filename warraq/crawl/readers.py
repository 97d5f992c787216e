"""Where `warraq.crawl.page_reader.pool` stood before; it goes with the next release."""

from __future__ import annotations

from warraq.moved import moved

__getattr__ = moved("warraq.crawl.readers", "warraq.crawl.page_reader.pool")
