"""Judges how articles hang together, and keeps the links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, insert, or_, select, update

from storage.sql import chunks
from storage.stories.lookup import look_up
from storage.stories.prints import doubt, keep_bases, note_first_prints
from storage.tables import article_links, articles, dedup_prints
from warraq.dedup.compare import Link, judge
from warraq.dedup.evidence import weigh
from warraq.dedup.fingerprint import ALGO_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from storage.stories.days import Boilerplate
    from storage.stories.lookup import Pair
    from storage.stories.prints import Print
    from warraq.dedup.evidence import Evidence

Links = dict[tuple[int, int], Link]
"""By the ids of the later and the earlier article."""

_REPRINTED: Final = 3.0
"""Days within which a text that stands there again is no news of its day."""


def link_anew(connection: Connection, prints: Mapping[int, Print], boilerplate: Boilerplate, story_days: int) -> set[int]:
    """Compares new or changed articles with all around them; returns the ids of others that were linked to them before."""
    before = _take_away(connection, prints)
    found = look_up(connection, list(prints.values()), story_days, both_ways=True)
    weighed = [(pair, weigh(pair.later.text, pair.earlier.text)) for pair in found.pairs]
    links = {_key(pair): link for pair, evidence in weighed if (link := _judged(connection, pair, evidence, boilerplate))}
    _insert(connection, links)
    _note_reprints(connection, prints, weighed)
    _note_bases(connection, prints, found.pairs, boilerplate)
    doubt(connection, found.unsure)
    return {end for key in before for end in key} - prints.keys()


def link_again(connection: Connection, prints: Sequence[Print], boilerplate: Boilerplate, story_days: int) -> set[int]:
    """Judges anew what these articles are to earlier ones, where their day's boilerplate is another now.

    Returns the ids of the articles whose links changed.
    """
    stale = [each for each in prints if each.basis != boilerplate.of(connection, each.day)[1]]
    if not stale:
        return set()
    links: Links = {}
    for pair in look_up(connection, stale, story_days, both_ways=False).pairs:
        if link := _judged(connection, pair, weigh(pair.later.text, pair.earlier.text), boilerplate):
            links[_key(pair)] = link
    before = _links_of(connection, [each.article_id for each in stale])
    changed = {key for key in links.keys() | before.keys() if links.get(key) != before.get(key)}
    _delete(connection, changed & before.keys())
    _insert(connection, {key: links[key] for key in changed if key in links})
    for each in stale:
        each.basis = boilerplate.of(connection, each.day)[1]
    keep_bases(connection, stale)
    return {article_id for key in changed for article_id in key}


def _key(pair: Pair) -> tuple[int, int]:
    return pair.later.article_id, pair.earlier.article_id


def _judged(connection: Connection, pair: Pair, evidence: Evidence, boilerplate: Boilerplate) -> Link | None:
    common, _ = boilerplate.of(connection, pair.later.day)
    return judge(evidence, common, days_apart=pair.days_apart, same_outlet=pair.later.outlet_id == pair.earlier.outlet_id)


def _note_reprints(connection: Connection, prints: Mapping[int, Print], weighed: Iterable[tuple[Pair, Evidence]]) -> None:
    reprints = {pair.later.article_id for pair, evidence in weighed if pair.days_apart <= _REPRINTED and evidence.reprints}
    note_first_prints(connection, prints.keys() - reprints, True)
    note_first_prints(connection, reprints, False)


def _note_bases(connection: Connection, prints: Mapping[int, Print], compared: Iterable[Pair], boilerplate: Boilerplate) -> None:
    """Notes what the articles were judged by, and that later ones were now judged by something else than before."""
    noted = {pair.later.article_id: pair.later for pair in compared}
    for later in noted.values():
        if later.basis != boilerplate.of(connection, later.day)[1]:
            later.basis = None
    for each in prints.values():
        each.basis = boilerplate.of(connection, each.day)[1]
    noted |= prints
    keep_bases(connection, noted.values())


# Rows


def _take_away(connection: Connection, prints: Mapping[int, Print]) -> set[tuple[int, int]]:
    """Deletes all links of the articles and returns their keys.

    Later articles that may have printed again what now reads otherwise are joined anew too.
    """
    taken: set[tuple[int, int]] = set()
    table = article_links.c
    for chunk in chunks(sorted(prints)):
        where = or_(table.article_id.in_(chunk), table.other_id.in_(chunk))
        deleted = delete(article_links).where(where).returning(table.article_id, table.other_id)
        taken.update((row.article_id, row.other_id) for row in connection.execute(deleted))
    replaced = {each.article_id for each in prints.values() if each.basis is None}
    for chunk in chunks(sorted({later for later, earlier in taken if earlier in replaced and later not in prints})):
        connection.execute(update(articles).where(articles.c.id.in_(chunk)).values(story_state="pending"))
    return taken


def _links_of(connection: Connection, later: Iterable[int]) -> Links:
    """The links of articles to earlier ones whose prints are kept, as their texts were judged."""
    table = article_links.c
    query = select(table.article_id, table.other_id, table.judged, table.score)
    query = query.join(dedup_prints, dedup_prints.c.article_id == table.other_id)
    found = (row for chunk in chunks(later) for row in connection.execute(query.where(table.article_id.in_(chunk))))
    return {(row.article_id, row.other_id): Link(row.judged, row.score) for row in found}


def _delete(connection: Connection, keys: Iterable[tuple[int, int]]) -> None:
    table = article_links.c
    for later, earlier in sorted(keys):
        connection.execute(delete(article_links).where(table.article_id == later, table.other_id == earlier))


def _insert(connection: Connection, links: Links) -> None:
    rows = [
        {"article_id": later, "other_id": earlier, "relation": link.relation, "judged": link.relation, "score": link.score}
        | {"algo_version": ALGO_VERSION}
        for (later, earlier), link in sorted(links.items(), key=lambda entry: entry[0])
    ]
    if rows:
        connection.execute(insert(article_links), rows)
