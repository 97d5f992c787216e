"""The schema: every table of the store as a SQLAlchemy model; migrations lead to exactly these.

Instants are UTC. Text is stored as its outlet wrote it; folded forms stand beside it, for matching only.
"""

from __future__ import annotations

from storage.models import articles, crawl, dedup, knowledge, timing, watch
from storage.models.base import Base

__all__ = ["Base", "articles", "crawl", "dedup", "knowledge", "timing", "watch"]
