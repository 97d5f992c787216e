"""What a page makes of its answer before it is drawn: marked lines, charts, parts of a snippet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from warraq.web.chart import bars
from warraq.web.highlight import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warraq.web.api.parameters import Shown

MARKED_FIELDS: Final = ("title", "byline", "body", "credit_line")
"""Fields that are shown with their sources marked."""
View = Callable[[dict[str, Any], str], dict[str, Any]]


def of(name: str, answer: dict[str, Any], asked: Shown) -> dict[str, Any]:
    """What the template of that name is given beside the answer."""
    narrowed = bool(asked.model_fields_set - {"lang"})
    return {"narrowed": narrowed} | (_VIEWS[name](answer, asked.lang) if name in _VIEWS else {})


def _article(answer: dict[str, Any], language: str) -> dict[str, Any]:
    marked = {field: lines(answer.get(field) or "", field, _placed(answer)) for field in MARKED_FIELDS}
    return {"marked": marked}


def _placed(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The sources that say where they stand; for strangers none does."""
    return [row for row in answer["attributions"] if row.get("quote_start") is not None]


def _search(answer: dict[str, Any], language: str) -> dict[str, Any]:
    days = [(date.fromisoformat(facet["value"]), facet["count"]) for facet in answer["facets"].get("day", ())]
    return {
        "bars": bars(days, from_right=language == "ar"),
        "parts": parts,
        "facets": {name: values for name, values in answer["facets"].items() if name != "day"},
    }


def parts(hit: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """The snippet in pieces, and whether each is among the words found; nothing where strangers may not see it."""
    done, snippet = 0, hit.get("snippet", "")
    for start, end in hit.get("highlights", ()):
        yield from ((snippet[done:start], False), (snippet[start:end], True))
        done = end
    yield snippet[done:], False


def _outlet(answer: dict[str, Any], language: str) -> dict[str, Any]:
    days = ((date.fromisoformat(str(row["day"])), row["articles"]) for row in answer["days"])
    return {"bars": bars(days, from_right=language == "ar")}


_VIEWS: Final[dict[str, View]] = {"article": _article, "search": _search, "outlet": _outlet}
