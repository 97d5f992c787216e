"""Traces a text from anywhere: the stories that contain it, share by share, who was first, who carried it, crediting whom.

Nothing is stored. All stored articles are asked: those whose prints are kept by their hashes, older ones by the text's rarest words in the
search index, their prints made anew.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from storage.search.filters import CREDITED
from storage.search.index import why_stale
from storage.sql import chunks
from storage.stories.sought import first_kept, with_prints, without_prints
from storage.tables import articles, attributions, outlets, search_texts, stories
from warraq.dedup.fingerprint import FINGERPRINT_WORDS
from warraq.dedup.traced import Sought, set_phrases, stands_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from sqlalchemy import Connection

    from storage.stories.sought import Candidates
    from warraq.dedup.traced import Piece, Standing

MOST_STORIES: Final = 10
MOST_ARTICLES: Final = 100
"""Articles that are told of a story, the earliest."""


@dataclass(frozen=True, slots=True)
class TracedArticle:
    """One article of a story that contains the text."""

    article_id: int
    outlet: str
    outlet_title: str
    url: str
    title: str | None
    published_at: datetime | None
    published_day: date | None
    sort_at: datetime
    share: float | None
    """Of the text that stands in it, 0 to 1; None where it was not compared, as closer ones were."""
    of_article: float | None
    """Share of the article that stands in the text."""
    credits: tuple[str, ...]
    """Names of those it credits, as written."""


@dataclass(frozen=True, slots=True)
class TracedStory:
    """A story that contains the text or a part of it."""

    id: int
    title: str | None
    """Headline of its first article."""
    share: float
    """Of the text that stands in its articles, 0 to 1."""
    origin: str | None
    """Slug."""
    origin_title: str | None
    origin_rule: str | None
    first_outlet: str
    first_article_id: int
    first_published_at: datetime | None
    outlet_count: int
    article_count: int
    articles: list[TracedArticle]
    """Earliest first, `MOST_ARTICLES` at most."""


@dataclass(frozen=True, slots=True)
class TracedSentence:
    """One sentence of the text; `text[start:end]`, in code points."""

    start: int
    end: int
    text: str
    share: float
    """How much of it stands in the article that has most of it; 0 where it is too short to be looked for alone."""
    story_id: int | None
    """The story in which it stands; None where it stands nowhere in this store."""
    article_id: int | None
    """The article that has most of it."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What became of a text."""

    words: int
    too_short: bool
    """Fewer words than `FINGERPRINT_WORDS`: nothing was looked for."""
    share: float
    """Of the text that stands in one story or another, 0 to 1."""
    stories: list[TracedStory]
    """That with the largest share first."""
    sentences: list[TracedSentence]
    since: date | None
    """The earliest day (UTC) of which articles were searched; None where none were."""
    left_out: tuple[str, ...]
    """What was not searched, in words."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The articles that hold a part of the text."""

    sought: Sought
    standings: dict[int, Standing]
    stories: dict[int, int | None]
    """By article."""

    def share(self, article_ids: Iterable[int]) -> float:
        """Of the text that stands in one or the other of the articles."""
        return self.sought.share(self.standings[number].known for number in article_ids)


def trace(connection: Connection, text: str) -> Trace:
    """Where the text stands. A text of few words is not looked for: `warraq search` finds words."""
    sought = Sought(text)
    words = len(sought.print.words)
    if words < FINGERPRINT_WORDS:
        return Trace(words, True, 0.0, [], [], None, ())
    older, asked = without_prints(connection, text)
    found = _held(connection, sought, with_prints(connection, sought.print) | older)
    since, left_out = _searched(connection, asked=asked)
    left_out += _without_text(connection) if not found.standings and not left_out else ()
    sentences = [_sentence(piece, found) for piece in sought.pieces]
    return Trace(words, False, found.share(found.standings), _told(connection, found), sentences, since, left_out)


def _held(connection: Connection, sought: Sought, candidates: Candidates) -> _Found:
    """What is no accident of all that may hold the text."""
    standings = {number: sought.standing_in(candidate) for number, candidate in candidates.items()}
    belongs = _stories_of(connection, standings)
    phrases = set_phrases(((belongs[number], standing) for number, standing in standings.items()), sought)
    return _Found(sought, {number: standing for number, standing in standings.items() if standing.holds(phrases)}, belongs)


def _sentence(piece: Piece, found: _Found) -> TracedSentence:
    shares = {number: piece.share_in(standing) for number, standing in found.standings.items()}
    closest = max(shares, key=lambda number: (shares[number], found.standings[number].share, -number), default=None)
    written, share = found.sought.text[piece.start : piece.end], 0.0 if closest is None else shares[closest]
    if closest is None or not stands_in(share):
        return TracedSentence(piece.start, piece.end, written, share, None, None)
    return TracedSentence(piece.start, piece.end, written, share, found.stories[closest], closest)


# What was searched


def _searched(connection: Connection, *, asked: bool) -> tuple[date | None, tuple[str, ...]]:
    """The earliest day that was searched, and what was not."""
    indexed = connection.scalar(select(func.min(search_texts.c.sort_at)))
    stored = connection.scalar(select(func.min(articles.c.sort_at)))
    kept: Any = first_kept(connection)
    since = min((day for day in (indexed.date() if asked and indexed else None, kept) if day), default=None)
    left_out = []
    if not asked and indexed and (kept is None or indexed.date() < kept):
        left_out.append(f"articles before {kept or 'today'}: their words could not be asked for, as the text has none that is rare")
    elif since and stored and stored.date() < since:
        left_out.append(f"articles from {stored.date()} to {since}: their texts were pruned and only what is known of them is kept")
    if stale := why_stale(connection):
        left_out.append(stale)
    return since, tuple(left_out)


def _without_text(connection: Connection) -> tuple[str, ...]:
    stored, indexed = (connection.scalar(select(func.count()).select_from(table)) or 0 for table in (articles, search_texts))
    return (f"{stored - indexed:,} articles whose texts were pruned; only what is known of them is kept",) if stored > indexed else ()


# The stories


def _stories_of(connection: Connection, article_ids: Iterable[int]) -> dict[int, int | None]:
    query = select(articles.c.id, articles.c.story_id)
    return {row.id: row.story_id for chunk in chunks(article_ids) for row in connection.execute(query.where(articles.c.id.in_(chunk)))}


def _told(connection: Connection, found: _Found) -> list[TracedStory]:
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for number in found.standings:
        if (story_id := found.stories[number]) is not None:
            groups[story_id].append(number)
    shares = {story_id: found.share(group) for story_id, group in groups.items()}
    largest = sorted(shares, key=lambda story_id: (-shares[story_id], story_id))[:MOST_STORIES]
    return [_story(connection, story_id, shares[story_id], found) for story_id in largest]


def _story(connection: Connection, story_id: int, share: float, found: _Found) -> TracedStory:
    first, origin, first_outlet = articles.alias(), outlets.alias(), outlets.alias()
    own = (stories.c.id, stories.c.origin_rule, stories.c.first_article_id, stories.c.first_published_at)
    counts = (stories.c.outlet_count, stories.c.article_count)
    origin_title = func.coalesce(origin.c.title, stories.c.origin_name).label("origin_title")
    query = select(
        *own, *counts, first.c.title, origin.c.name.label("origin"), origin_title, first_outlet.c.name.label("first_outlet")
    ).select_from(stories)
    query = query.join(first, first.c.id == stories.c.first_article_id).join(first_outlet, first_outlet.c.id == first.c.outlet_id)
    row = connection.execute(query.outerjoin(origin, origin.c.id == stories.c.origin_outlet_id).where(stories.c.id == story_id)).one()
    return TracedStory(**row._mapping, share=share, articles=_articles(connection, story_id, found.standings))


def _articles(connection: Connection, story_id: int, compared: Mapping[int, Standing]) -> list[TracedArticle]:
    """The earliest of the story, and of the others those that were compared."""
    times = (articles.c.published_at, articles.c.published_day, articles.c.sort_at)
    names = (outlets.c.name.label("outlet"), outlets.c.title.label("outlet_title"))
    query = select(articles.c.id.label("article_id"), *names, articles.c.url, articles.c.title, *times).join_from(articles, outlets)
    query = query.where(articles.c.story_id == story_id).order_by(articles.c.sort_at, articles.c.url).limit(MOST_ARTICLES)
    rows = connection.execute(query).all()
    named = _credits(connection, [row.article_id for row in rows])
    return [_article(row._mapping, compared.get(row.article_id), named.get(row.article_id, ())) for row in rows]


def _article(row: Mapping[Any, Any], like: Standing | None, named: tuple[str, ...]) -> TracedArticle:
    shares = (like.share, like.of_article) if like else (None, None)
    return TracedArticle(**row, share=shares[0], of_article=shares[1], credits=named)


def _credits(connection: Connection, article_ids: list[int]) -> dict[int, tuple[str, ...]]:
    """Whom each names as its origin, itself left out."""
    table = attributions.c
    query = select(table.article_id, func.coalesce(outlets.c.title, table.name).label("name")).join_from(
        attributions, articles, articles.c.id == table.article_id
    )
    query = query.outerjoin(outlets, outlets.c.id == table.outlet_id).where(table.role.in_(CREDITED))
    query = query.where(table.outlet_id.is_distinct_from(articles.c.outlet_id), table.article_id.in_(article_ids))
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for row in connection.execute(query.order_by(table.id)):
        found[row.article_id][row.name] = None
    return {number: tuple(names) for number, names in found.items()}
