"""Looks up the stored articles that may hold a text from anywhere: by the hashes that are kept, and older ones by their rarest words."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from sqlalchemy import func, select, text

from storage.search.rare import holding_rare_words
from storage.sql import chunks
from storage.tables import articles, dedup_postings, dedup_prints
from warraq.dedup.fingerprint import ALGO_VERSION, Fingerprint, fingerprint
from warraq.dedup.shingles import distinct, shingle_hashes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, TextClause

_ASKED_AT_ONCE: Final = 512
_MOST_HASHES_ASKED: Final = 8_192
"""Hashes of a text that are asked about: its first 8,000 words and more."""
_WIDESPREAD_HASH: Final = 400
"""Articles from which on a hash is a phrase, or of a story of which others lead to its members."""
_COMMON_ASKED, _OF_EACH = 20, 100
"""Where a text has nothing but widespread hashes: so many of them are asked, for so many articles each."""
_COMPARED: Final = 60
"""Articles with kept prints that are compared, those that share most hashes."""
_READ_ANEW: Final = 25
"""Older articles whose text is read and fingerprinted anew, half a millisecond each."""

Candidates = dict[int, Fingerprint]
"""By article."""


def with_prints(connection: Connection, sought: Fingerprint) -> Candidates:
    """The articles whose prints are kept and that share most hashes with the text.

    All its shingles are asked about, not only those that it would keep itself: a text cut out of a longer one keeps others.
    """
    hashes = distinct(shingle_hashes(sought.words)).astype(np.int64).tolist()[:_MOST_HASHES_ASKED]
    found = _sharing(connection, hashes) or _sharing_common(connection, hashes)
    closest = sorted(found, key=lambda number: (-found[number], number))[:_COMPARED]
    query = select(dedup_prints.c.article_id, dedup_prints.c.print).where(dedup_prints.c.algo_version == ALGO_VERSION)
    rows = connection.execute(query.where(dedup_prints.c.article_id.in_(closest)))
    return {row.article_id: Fingerprint.unpack(row.print) for row in rows}


def _sharing(connection: Connection, hashes: Iterable[int]) -> Counter[int]:
    found: Counter[int] = Counter()
    for chunk in chunks(hashes, _ASKED_AT_ONCE):
        size = max(16, 1 << (len(chunk) - 1).bit_length())
        values: dict[str, int | None] = {f"hash{place}": chunk[place] if place < len(chunk) else None for place in range(size)}
        for article_id, count in connection.execute(_statement(size), {**values, "many": _WIDESPREAD_HASH}):
            found[article_id] += count
    return found


@cache
def _statement(size: int) -> TextClause:
    others = ", ".join(["(CAST(:hash0 AS BIGINT))", *(f"(:hash{place})" for place in range(1, size))])
    return text(f"""
        WITH asked(hash) AS (VALUES {others}),
        rare AS MATERIALIZED (
            SELECT hash FROM asked WHERE hash IS NOT NULL AND (
                SELECT other.day FROM dedup_postings AS other WHERE other.hash = asked.hash ORDER BY other.day LIMIT 1 OFFSET :many
            ) IS NULL
        )
        SELECT found.article_id, count(*)
        FROM rare CROSS JOIN dedup_postings AS found
        WHERE found.hash = rare.hash
        GROUP BY found.article_id
    """)  # noqa: S608 - only names of parameters are put in


def _sharing_common(connection: Connection, hashes: Iterable[int]) -> Counter[int]:
    """The earliest articles that have the text's widespread hashes; what follows them is led to by their stories."""
    found: Counter[int] = Counter()
    asked = 0
    for number in hashes:
        chosen = select(dedup_postings.c.article_id).where(dedup_postings.c.hash == number).order_by(dedup_postings.c.day).limit(_OF_EACH)
        having = connection.scalars(chosen).all()
        found.update(having)
        asked += bool(having)
        if asked >= _COMMON_ASKED:
            break
    return found


def without_prints(connection: Connection, written: str, most: int = _READ_ANEW) -> tuple[Candidates, bool]:
    """Articles whose prints are not kept and that hold the text's rarest words, with prints made anew from what is stored.

    The second answer is whether the search index could be asked about the text.
    """
    found, asked = holding_rare_words(connection, written, most)
    rows = connection.execute(select(articles.c.id, articles.c.title, articles.c.body).where(articles.c.id.in_(found)))
    return {row.id: fingerprint(row.title, row.body) for row in rows}, asked


def first_kept(connection: Connection) -> object:
    """The earliest day (UTC) of which prints are kept; None where none are."""
    return connection.scalar(select(func.min(dedup_prints.c.day)))
