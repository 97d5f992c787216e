"""Reads a fetched page: its article and the articles embedded in it, what they link to, or why it is no article. Pure.

extract(page: Page, knowledge: OutletKnowledge) -> Extraction
"""

from __future__ import annotations

from warraq.extract.assemble import extract
from warraq.extract.details import EXTRACT_VERSION

__all__ = ["EXTRACT_VERSION", "extract"]
