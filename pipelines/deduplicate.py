"""DEDUPLICATE: the fingerprint by which the same article is known again under another address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xxhash

from pipelines.stage import Stage
from warraq.text.fold import fold
from warraq.text.words import words

if TYPE_CHECKING:
    from warraq.items import Article


class Deduplicate(Stage):
    """Gives every article its text hash; the writer compares it inside the transaction that stores the article."""

    def process_item(self, item: Article) -> Article:
        item.text_hash = text_hash(item.title, item.body)
        return item


def text_hash(title: str | None, body: str) -> str:
    """128-bit hash of the folded words of title and body, in hexadecimal.

    Equal where only marks, spacing, punctuation or variants of letters differ.
    """
    parts = (" ".join(word.text for word in words(fold(part))) for part in (title or "", body))
    return xxhash.xxh3_128_hexdigest("\n".join(parts).encode())
