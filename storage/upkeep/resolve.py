"""Resolves stored names of sources again: what had no outlet when its article was stored may have one since a file came or changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import xxhash
from sqlalchemy import bindparam, delete, func, insert, select, update

from storage.ledger.outlets import outlet_id, sync_names
from storage.sql import chunks, hold
from storage.stories.rows import save_rows
from storage.tables import articles, attributions, name_rules, outlets
from storage.timing import events
from storage.upkeep.adopt import Adopted, adopt
from warraq import clock
from warraq.attribution import find_sources
from warraq.attribution.lexicon.countries import NATIONALITIES
from warraq.attribution.mentions.tokens import token_words
from warraq.outlet_files.registry import default_registry, outlet_named
from warraq.version import version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from storage.sql import Found, Row
    from storage.store import Store
    from warraq.attribution.mentions.registry import Registry
    from warraq.items import Attribution

RESOLVE_BATCH: Final = 500
"""Sources in a transaction: at most about half a second during which a SQLite store has no other writer."""

RESOLVED: Final = "resolved"
"""Kind of the event that tells of it."""

_NAMES_LOCK: Final = "name rules"
_CACHED_QUOTES: Final = 1 << 14


@dataclass(slots=True)
class Resolved:
    """What was done."""

    adopted: list[Adopted] = field(default_factory=list)
    """What outlets got whose file came."""
    tried: int = 0
    """Sources without an outlet that were looked at."""
    names: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By slug and name as written: in how many articles the name is that outlet's now."""

    def __str__(self) -> str:
        return f"{self.names.total():,} names of sources are outlets' now"


def resolve(store: Store, *, whole: bool = False) -> Resolved:
    """Gives rows to outlets whose file came (`adopt`), then tries the sources without an outlet that were not tried with today's names.

    An article's text is read again as when it was stored; only the outlet and role of such sources change, and one that says the same
    as another goes. Stories whose articles changed have their origin told anew. In short transactions, each of which notes how far it
    came; cut off, the next call goes on. `whole`: all are tried. Raises OutletFileError where a file is bad.
    """
    done = Resolved(adopt(store))
    registry = default_registry()
    store.patiently(_begin, _digest(registry), whole)
    while (batch := store.patiently(_resolve_batch, registry)) is not None:
        done.tried += batch.tried
        done.names += batch.names
    if done.names:
        with store.write() as connection:
            events.record(connection, RESOLVED, clock.now(), detail=str(done))
    return done


def _digest(registry: Registry) -> str:
    """Changes with every outlet's names and with the program's version."""
    told = "\n".join([version(), *(repr(registry.entries[slug]) for slug in sorted(registry.entries))])
    return xxhash.xxh3_128_hexdigest(told.encode())


def _begin(connection: Connection, names: str, whole: bool) -> None:
    hold(connection, [_NAMES_LOCK])
    known = connection.scalar(select(name_rules.c.names))
    if known is None:
        connection.execute(insert(name_rules).values(id=1, names=names, reached=0))
    elif whole or known != names:
        connection.execute(update(name_rules).values(names=names, reached=0))


def _resolve_batch(connection: Connection, registry: Registry) -> Resolved | None:
    """Tries the next sources; None when none are left."""
    hold(connection, [_NAMES_LOCK])
    table = attributions.c
    reached = connection.execute(select(name_rules.c.reached)).scalar_one()
    query = select(table.id, table.article_id, table.quote).where(table.outlet_id.is_(None), table.id > reached)
    rows = connection.execute(query.order_by(table.id).limit(RESOLVE_BATCH)).all()
    if not rows:
        return None
    names = _read_again(connection, registry, {row.article_id for row in rows if _may_name(registry, row.quote)})
    last = connection.scalar(select(func.max(table.id))) or 0  # SQLite gives the number of a last row that went to the next
    connection.execute(update(name_rules).values(reached=min(rows[-1].id, last)))
    return Resolved(tried=len(rows), names=names)


@lru_cache(_CACHED_QUOTES)
def _may_name(registry: Registry, quote: str) -> bool:
    """Whether a word of the quote may begin an outlet's name, or is the nationality by which one may be told."""
    words = token_words(quote)
    begun = (way.word for word in words for way in registry.surfaces.get(word, ()))
    return any(word in registry.names or word in NATIONALITIES for word in (*begun, *words)) or registry.name_spelt(words) is not None


def _read_again(connection: Connection, registry: Registry, article_ids: Iterable[int]) -> Counter[tuple[str, str]]:
    """Reads the texts of these articles with today's names and keeps what they say of sources without an outlet."""
    names: Counter[tuple[str, str]] = Counter()
    changed: set[int] = set()
    for chunk in chunks(sorted(article_ids)):
        stored = _stored_sources(connection, chunk)
        for article in connection.execute(_ARTICLES, {"ids": chunk}):
            found = [source for source in _sources(article, registry) if source.outlet]
            ids = _outlet_ids(connection, found)
            for row, source in _answers(article, stored[article.id], found):
                _keep(connection, row, source, ids, stored[article.id])
                names[source.outlet or "", row["name"]] += 1
                changed.add(article.story_id)
    _tell_origins(connection, changed)
    return names


_ARTICLES: Final = (
    select(articles.c.id, articles.c.story_id, articles.c.title, articles.c.body, articles.c.byline, articles.c.credit_line)
    .add_columns(outlets.c.name.label("outlet"), outlets.c.country, outlets.c.kind)
    .join_from(articles, outlets)
    .where(articles.c.id.in_(bindparam("ids", expanding=True)))
)


def _stored_sources(connection: Connection, article_ids: Iterable[int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {number: [] for number in article_ids}
    query = select(attributions).where(attributions.c.article_id.in_(found)).order_by(attributions.c.id)
    for row in connection.execute(query).mappings():
        found[row["article_id"]].append(dict(row))
    return found


def _sources(article: Found, registry: Registry) -> list[Attribution]:
    own = article.kind != "unregistered"
    return find_sources(
        article.body,
        title=article.title,
        byline=article.byline,
        credit_line=article.credit_line,
        outlet=article.outlet if own else None,
        country=article.country,
        names=() if own else (article.outlet,),
        registry=registry,
        once=False,
    )


def _answers(article: Found, stored: Iterable[Row], found: Iterable[Attribution]) -> list[tuple[Row, Attribution]]:
    """The sources without an outlet, each with what the text says by today's names.

    A page without a file may have told its own name in ways that the store does not keep: what it says of itself stays its own.
    """
    unresolved = [row for row in stored if row["outlet_id"] is None and row["name_start"] is not None]
    if article.kind == "unregistered":
        unresolved = [row for row in unresolved if row["role"] != "published"]
    pairs = ((row, next((source for source in found if _is_at(source, row)), None)) for row in unresolved)
    return [(row, source) for row, source in pairs if source is not None]


def _is_at(source: Attribution, row: Row) -> bool:
    """Whether the name that was found stands where the stored one does."""
    if source.field != row["field"] or source.name_start is None or source.name_end is None:
        return False
    return bool(source.name_start < row["name_end"] and row["name_start"] < source.name_end)


def _outlet_ids(connection: Connection, found: Iterable[Attribution]) -> dict[str, int]:
    named = {slug: outlet for source in found if (slug := source.outlet) and (outlet := outlet_named(slug))}
    sync_names(connection, named.values())
    return {slug: number for slug in named if (number := outlet_id(connection, slug)) is not None}


def _keep(connection: Connection, row: Row, source: Attribution, ids: Mapping[str, int], stored: list[Row]) -> None:
    """Writes the outlet and role of the source; what other words of the article say already goes."""
    said: dict[str, Any] = {"outlet_id": ids[source.outlet or ""], "role": source.role}
    mine = attributions.c.id == row["id"]
    if any(other["id"] != row["id"] and other["field"] != "structured" and said.items() <= other.items() for other in stored):
        connection.execute(delete(attributions).where(mine))
    else:
        connection.execute(update(attributions).where(mine).values(**said))
    row |= said


def _tell_origins(connection: Connection, story_ids: Iterable[int]) -> None:
    for chunk in chunks(sorted(story_ids)):
        groups: dict[int, list[int]] = {}
        for row in connection.execute(select(articles.c.id, articles.c.story_id).where(articles.c.story_id.in_(chunk))):
            groups.setdefault(row.story_id, []).append(row.id)
        save_rows(connection, groups)
