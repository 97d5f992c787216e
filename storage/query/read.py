"""Reads what is stored about one article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import distinct, func, select

from storage.sql import rows_of
from storage.tables import article_heirs, articles, attributions, authors, keywords, media, outlets, related_links, revisions, urls

if TYPE_CHECKING:
    from sqlalchemy import Connection

Value = object
"""What a column holds: text, number, truth, date, instant or None."""


@dataclass(frozen=True, slots=True)
class ArticleDetail:
    """One article with all that belongs to it; keys are the names of the columns."""

    article: dict[str, Value]
    """The columns of `articles`, and `outlet` (slug), `outlet_title`, `country`."""
    authors: list[str]
    keywords: list[str]
    related_links: list[dict[str, Value]]
    media: list[dict[str, Value]]
    """The pictures of its text."""
    attributions: list[dict[str, Value]]
    """With `outlet` (slug) and `outlet_title`, None where the name is not resolved; in the order of the roles, then as found."""
    revisions: list[dict[str, Value]]
    """Earlier texts, oldest first."""
    urls: list[dict[str, Value]]
    """The rows of the ledger that lead to it."""

    def as_dict(self) -> dict[str, Value]:
        """All in one dictionary, for JSON."""
        lists = ("authors", "keywords", "related_links", "media", "attributions", "revisions", "urls")
        return self.article | {name: getattr(self, name) for name in lists}


def article(connection: Connection, article_id: int) -> ArticleDetail | None:
    """The article of that id, or the one that it has become a revision of; None where there is none."""
    article_id = living_id(connection, article_id)
    outlet = (outlets.c.name.label("outlet"), outlets.c.title.label("outlet_title"))
    found = rows_of(
        connection, select(articles, *outlet, outlets.c.country).join_from(articles, outlets).where(articles.c.id == article_id)
    )
    if not found:
        return None
    named = select(attributions, *outlet).outerjoin_from(attributions, outlets).where(attributions.c.article_id == article_id)
    pictures = select(media.c.position, media.c.kind, media.c.url, media.c.caption, media.c.width).where(media.c.article_id == article_id)
    links = select(related_links.c.label, related_links.c.title, related_links.c.url).where(related_links.c.article_id == article_id)
    return ArticleDetail(
        found[0],
        authors=list(connection.scalars(select(authors.c.name).where(authors.c.article_id == article_id).order_by(authors.c.number))),
        keywords=list(
            connection.scalars(select(keywords.c.keyword).where(keywords.c.article_id == article_id).order_by(keywords.c.number))
        ),
        related_links=rows_of(connection, links.order_by(related_links.c.number)),
        media=rows_of(connection, pictures.order_by(media.c.position)),
        attributions=sorted(rows_of(connection, named.order_by(attributions.c.id)), key=lambda row: _ROLES.index(str(row["role"]))),
        revisions=rows_of(connection, select(revisions).where(revisions.c.article_id == article_id).order_by(revisions.c.number)),
        urls=rows_of(connection, select(urls).where(urls.c.article_id == article_id).order_by(urls.c.id)),
    )


def living_id(connection: Connection, article_id: int) -> int:
    """The id of the article that answers for one which has become its revision; else the id itself."""
    heir = connection.scalar(select(article_heirs.c.heir_id).where(article_heirs.c.article_id == article_id))
    return article_id if heir is None else heir


def most_sourced(connection: Connection) -> int | None:
    """Id of the article with the most sources in the most roles, the first of several; None where no article has any."""
    count = func.count(distinct(attributions.c.role + attributions.c.name))
    chosen = select(attributions.c.article_id).group_by(attributions.c.article_id).order_by(count.desc(), attributions.c.article_id)
    return connection.scalar(chosen.limit(1))


_ROLES = ("published", "credited", "dateline", "cited")
