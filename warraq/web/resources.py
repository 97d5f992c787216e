"""Every address that can be read: what it asks, with which parameters, and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from warraq.web.api import about, articles, coverage, outlets, runs, search, stories
from warraq.web.api.parameters import (
    CoverageParameters,
    RunsParameters,
    SearchParameters,
    Shown,
    SourcesParameters,
    StoriesParameters,
    TextParameters,
    TimeParameters,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Resource:
    """One page and its twins in the API and as JSON."""

    name: str
    """Of its template, and of its fields for strangers."""
    path: str
    """Of the page; the API has the same below `/api/v1`. `{number}` or `{name}` says which one."""
    answer: Callable[..., Answer]
    """Takes a connection, the one asked for where the path names one, and the parameters."""
    parameters: type[Shown]
    says: str
    """What it answers, for the reference."""
    articles: Callable[[Answer], Iterable[int]] | None = None
    """Ids of the articles that its feeds list; None: it has no feed."""


RESOURCES: Final = (
    Resource(
        "search", "/search", search.answer, SearchParameters, "Articles that hold the words.", lambda answer: _ids(answer, "article_id")
    ),
    Resource("article", "/articles/{number}", articles.answer, TextParameters, "One article with its sources."),
    Resource(
        "stories", "/stories", stories.answer, StoriesParameters, "The stories of a time.", lambda answer: _ids(answer, "first_article_id")
    ),
    Resource(
        "story",
        "/stories/{number}",
        stories.one,
        TextParameters,
        "One story: its origin, and who carried it.",
        lambda answer: _chain(answer),
    ),
    Resource("outlets", "/outlets", outlets.answer, TimeParameters, "Outlets of which articles are stored."),
    Resource("outlet", "/outlets/{name}", outlets.one, TimeParameters, "One outlet in figures."),
    Resource("sources", "/sources", outlets.sources, SourcesParameters, "Who names whom, and who takes from whom."),
    Resource("runs", "/runs", runs.answer, RunsParameters, "What ran, and what came of it."),
    Resource("coverage", "/coverage", coverage.answer, CoverageParameters, "Outlet by day: what is there, and what is missing."),
    Resource("events", "/events", runs.events, RunsParameters, "What happened once."),
    Resource("quarantine", "/quarantine", runs.held, RunsParameters, "What could not be read."),
    Resource("about", "/about", about.answer, Shown, "What is recorded here."),
)


def _ids(answer: Answer, key: str) -> list[int]:
    return [item[key] for item in answer["items"]]


def _chain(answer: Answer) -> list[int]:
    return [item["article_id"] for item in answer["articles"]]
