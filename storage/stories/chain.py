"""Reads a story: its origin, and who carried it, when, crediting whom, as what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, column, func, select, table

from storage.sql import rows_of
from storage.stories.rows import first_sights
from storage.tables import article_links, articles, outlets, stories

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.sql import Found

_CHAIN = table(
    "story_chain",
    *(column(name) for name in ("article_id", "outlet", "outlet_title", "title", "url", "credits", "cites")),
    column("story_id", Integer),
    column("place", Integer),
)


@dataclass(frozen=True, slots=True)
class StoryDetail:
    """One story with its articles; keys are the names of the columns."""

    story: dict[str, Any]
    """The columns of `stories`, and `origin` (slug) and `origin_title`, None for an outlet that is not registered."""
    articles: list[dict[str, Any]]
    """Earliest first: what `story_chain` says of each, its `published_at`, `published_day` and `sort_at`, `first_seen_at` and `unseen_at`
    (when its feed first named it, and was last read before that; None where no feed did), and `links`: what it is to articles before it
    (`other_id`, `relation`, `score`), the closest first."""

    def as_dict(self) -> dict[str, Any]:
        """All in one dictionary, for JSON."""
        return self.story | {"articles": self.articles}


def story(connection: Connection, story_id: int) -> StoryDetail | None:
    """The story of that id, or the one that it was merged into; None where there is none."""
    found = connection.scalar(select(func.coalesce(stories.c.merged_into, stories.c.id)).where(stories.c.id == story_id))
    if found is None:
        return None
    origin = (outlets.c.name.label("origin"), outlets.c.title.label("origin_title"))
    query = select(stories, *origin).outerjoin_from(stories, outlets, outlets.c.id == stories.c.origin_outlet_id)
    row = connection.execute(query.where(stories.c.id == found)).mappings().one()
    return StoryDetail(dict(row), _articles(connection, found))


def _articles(connection: Connection, story_id: int) -> list[dict[str, Any]]:
    times = (articles.c.published_at, articles.c.published_day, articles.c.sort_at)
    query = select(_CHAIN, *times).join(articles, articles.c.id == _CHAIN.c.article_id).where(_CHAIN.c.story_id == story_id)
    rows = rows_of(connection, query.order_by(_CHAIN.c.place))
    links = _links(connection, story_id)
    seen = first_sights(connection, [row["article_id"] for row in rows])
    return [row | _sight(seen.get(row["article_id"])) | {"links": links.get(row["article_id"], [])} for row in rows]


def _sight(row: Found | None) -> dict[str, Any]:
    return {"first_seen_at": row.seen_at, "unseen_at": row.unseen_at} if row else {"first_seen_at": None, "unseen_at": None}


def _links(connection: Connection, story_id: int) -> dict[int, list[dict[str, Any]]]:
    kept = article_links.c
    query = select(kept.article_id, kept.other_id, kept.relation, kept.score).join_from(
        article_links, articles, articles.c.id == kept.article_id
    )
    found: dict[int, list[dict[str, Any]]] = {}
    for link in rows_of(connection, query.where(articles.c.story_id == story_id).order_by(kept.score.desc(), kept.other_id)):
        found.setdefault(link.pop("article_id"), []).append(link)
    return found


def texts_of(connection: Connection, story_id: int) -> dict[int, str]:
    """Title and body of each article of a living story, by id."""
    query = select(articles.c.id, articles.c.title, articles.c.body).where(articles.c.story_id == story_id)
    return {row.id: f"{row.title or ''}\n{row.body}" for row in connection.execute(query)}
