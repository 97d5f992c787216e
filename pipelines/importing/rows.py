"""Reads the article that one row of a file describes; pure.

What `warraq export` wrote is read back as it was, with the dates that were concluded from its page; of other rows the stages conclude
the dates from the words given.
"""

from __future__ import annotations

import json
from datetime import UTC, date
from typing import TYPE_CHECKING, Any, Final, get_args

from dateutil.parser import isoparse

from warraq.extract.facts.language import language_of
from warraq.fields import IMPORTED, kinds
from warraq.items import Article, Medium, Origin, RelatedLink, Stamp
from warraq.outlet_files.registry import outlet_called, outlet_named, outlet_of
from warraq.text.dates.find import CONCLUDED

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from warraq.outlet import Outlet

_DATED_BY: Final = {"second": "published_at", "minute": "published_at", "day": "published_day"}
"""By precision: the field that holds the date."""

_NOTHING: Final[tuple[object, ...]] = (None, "", [], {})


def article_of(row: dict[str, Any], now: datetime) -> Article:
    """The article that a row describes; `now` (aware) stands for a missing `fetched_at`. Raises ValueError that names the key."""
    outlet = _outlet_of(row)
    concluded = bool(row.get("published_from"))
    names = {name: kind for name, kind in kinds(Article, IMPORTED).items() if concluded or name not in CONCLUDED}
    given = {name: _value(name, kind, row[name]) for name, kind in names.items() if row.get(name) not in _NOTHING}
    if concluded:
        _check_dates(given)
    else:
        given["stamps"] = _stamps(row)
    own: dict[str, Any] = {"url": "", "body": "", "fetched_at": now, "extractor": "import"}
    article = Article(**own | given | {"outlet": outlet.name if outlet else None, "site_names": _site_names(row, given)})
    article.language = article.language or language_of(article.body)
    return article


def _site_names(row: dict[str, Any], given: dict[str, Any]) -> tuple[str, ...]:
    """What the row calls its page's site: `site_names`, `site_name`, `publisher`, and an `outlet` that no file has."""
    named = (row.get(name) for name in ("site_name", "publisher", "outlet"))
    return (*given.get("site_names", ()), *(name for name in named if isinstance(name, str) and name))


def _outlet_of(row: dict[str, Any]) -> Outlet | None:
    """The one whose host the address is on; where that is no outlet's, the one named, by slug, else by name or alias."""
    given = str(row.get("outlet") or "")
    return outlet_of(str(row.get("url") or "")) or outlet_named(given) or outlet_called(given)


def _stamps(row: dict[str, Any]) -> tuple[Stamp, ...]:
    kept: dict[str, Any] = {"published_at": "published", "published_day": "published", "modified_at": "modified"}
    return tuple(Stamp(str(row[name]), "import", kind, name) for name, kind in kept.items() if row.get(name))


def _check_dates(given: dict[str, Any]) -> None:
    """Refuses dates that no store concludes."""
    origin, precision = given["published_from"], given.get("published_precision")
    if origin not in get_args(Origin):
        raise ValueError(f"published_from {origin}: write one of {', '.join(get_args(Origin))}, or leave it out")
    if precision not in _DATED_BY:
        raise ValueError(f"published_precision {precision}: write one of {', '.join(_DATED_BY)}, or leave out published_from")
    if _DATED_BY[precision] not in given:
        raise ValueError(f"{_DATED_BY[precision]}: missing beside published_precision {precision}")


# Values by kind


def _value(name: str, kind: str, value: Any) -> Any:
    """The value as `Article` holds it, also where a CSV file had it as text. Raises ValueError that names the key."""
    try:
        return _READERS[kind](value)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError(f"{name} {str(value)[:80]}: {error}") from None


def _instant(value: Any) -> datetime:
    moment = isoparse(str(value))
    if moment.tzinfo is None:
        raise ValueError("the offset is missing")
    return moment.astimezone(UTC)


def _day(value: Any) -> date:
    return date.fromisoformat(str(value))


def _truth(value: Any) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[str(value).lower()]


def _number(value: Any) -> int:
    number = int(str(value))
    if abs(number) >= 2**31:
        raise ValueError("more than a column holds")
    return number


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(str, _listed(value)))


def _links(value: Any) -> tuple[RelatedLink, ...]:
    rows = _listed(value)
    return tuple(RelatedLink(str(row.get("label") or ""), str(row["title"]), row.get("url") and str(row["url"])) for row in rows)


def _media(value: Any) -> tuple[Medium, ...]:
    rows = enumerate(_listed(value))
    return tuple(
        Medium(
            place, str(row.get("kind") or "image"), str(row["url"]), row.get("caption") and str(row["caption"]), _width(row.get("width"))
        )
        for place, row in rows
    )


def _width(value: Any) -> int | None:
    return None if value in _NOTHING else _number(value)


def _listed(value: Any) -> list[Any]:
    """A list, also as JSON; a text alone is a list of one."""
    if isinstance(value, str):
        value = json.loads(value) if value.startswith("[") else [value]
    return list(value)


_READERS: Final[dict[str, Callable[[Any], Any]]] = {
    "text": str,
    "integer": _number,
    "boolean": _truth,
    "instant": _instant,
    "day": _day,
    "texts": _texts,
    "links": _links,
    "media": _media,
}
