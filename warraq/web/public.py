"""What strangers see: a list of fields by name for each answer, and nothing that is not on it."""

from __future__ import annotations

from typing import Any, Final

MOST_QUOTED: Final = 300
"""Letters of a source's words that are shown."""

ARTICLE: Final = (
    "id", "url", "canonical_url", "outlet", "outlet_title", "country", "title", "subtitle", "kicker", "section", "language", "byline",
    "dateline", "published_at", "published_day", "published_precision", "modified_at", "fetched_at", "story_id", "authors", "keywords",
    "attributions",
)  # fmt: skip
BODY: Final = ("body", "summary")
SOURCE: Final = ("id", "role", "name", "outlet", "outlet_title", "field", "quote", "rule")
HIT: Final = ("article_id", "url", "title", "outlet", "outlet_title", "published_at", "published_day", "story_id", "score")
SNIPPET: Final = ("snippet", "highlights")
RUN: Final = (
    "id", "outlet", "trigger", "state", "started_at", "finished_at", "outcome", "found", "new", "updated", "unchanged", "duplicate",
    "rejected", "skipped", "pending", "failed",
)  # fmt: skip
EVENT: Final = ("id", "at", "kind", "outlet")
COVERAGE: Final = ("day", "outlet", "outlet_title", "seen", "stored", "duplicate", "refused", "failed", "waiting", "usual")
HIDDEN: Final = ("quarantine", "watches")
"""What is not there at all."""


def shown(name: str, answer: dict[str, Any], *, body: bool) -> dict[str, Any]:
    """The part of an answer of that name that strangers may see; `body`: whether they may read texts."""
    if name == "article":
        article = _only(answer, (*ARTICLE, *(BODY if body else ())))
        return article | {"attributions": [_source(row) for row in answer["attributions"]]}
    kept = {"search": (*HIT, *(SNIPPET if body else ())), "runs": RUN, "events": EVENT, "coverage": COVERAGE}.get(name)
    if kept and "items" in answer:
        return answer | {"items": [_only(item, kept) for item in answer["items"]]}
    if name == "story" and not body:
        return {key: value for key, value in answer.items() if key != "changes"}
    if name == "outlet":
        return {key: value for key, value in answer.items() if key != "health"}
    return answer


def _only(row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in names if name in row}


def _source(row: dict[str, Any]) -> dict[str, Any]:
    """Its places are left out with the text that they point into."""
    quote = row["quote"]
    cut = quote if quote is None or len(quote) <= MOST_QUOTED else quote[:MOST_QUOTED] + "…"
    return _only(row, SOURCE) | {"quote": cut}
