"""Reads a fetched page: its article and the articles embedded in it, what they link to, or why it is no article. Pure.

extract(page: Page, knowledge: OutletKnowledge) -> Extraction
extract_quickly(page: Page, knowledge: OutletKnowledge) -> Extraction | None, where the first may take long
"""

from __future__ import annotations

from warraq.extract.assemble import extract
from warraq.extract.describe import EXTRACT_VERSION
from warraq.extract.quick import extract_quickly

__all__ = ["EXTRACT_VERSION", "extract", "extract_quickly"]
