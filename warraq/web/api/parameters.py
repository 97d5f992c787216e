"""What people may ask for, named as the options of the commands."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from storage.query.choice import Choice

MOST: Final = 100
"""Items of one answer."""
LONGEST_QUERY: Final = 10_000
"""Letters of a query."""


class Shown(BaseModel):
    """How a page is shown; the API takes it and needs it not."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: Literal["ar", "en"] = Field("ar", description="Language of the page.")


class TextParameters(Shown):
    """What `/articles/ID` and `/stories/ID` take."""

    diff: bool = Field(False, description="Word by word, how earlier texts or copies differ.")


class Narrowed(Shown):
    """What narrows articles and stories."""

    q: str = Field("", max_length=LONGEST_QUERY, description="Words, as `warraq search` takes them.")
    outlet: str | None = Field(None, description="Slug, name or alias of an outlet.")
    country: str | None = Field(None, description="Two letters, such as EG.")
    since: str | None = Field(None, description="6h, 7d, a date or a time (UTC), today, «أمس».")
    until: str | None = Field(None, description="As `since`; a day is taken whole.")
    outlets: int | None = Field(None, ge=1, le=10**6, description="Carried by so many outlets at least.")
    uncredited: str | None = Field(None, description="Uses text or name of this outlet without credit.")
    limit: int = Field(20, ge=1, le=MOST)
    cursor: str | None = Field(None, max_length=200, description="`next` of the answer before.")

    def choice(self, **more: str | None) -> Choice:
        """The same for the store's functions; empty values narrow nothing."""
        names = ("outlet", "country", "since", "until", "uncredited")
        return Choice(outlets=self.outlets, **{name: getattr(self, name) or None for name in names}, **more)


class SearchParameters(Narrowed):
    """What `/search` takes."""

    section: str | None = None
    keyword: str | None = None
    author: str | None = Field(None, description="A part of the name is enough.")
    credited: str | None = Field(None, description="Slug, name or alias of a source that is credited.")
    cited: str | None = Field(None, description="The same for one that is cited.")
    one_per_story: bool = Field(False, description="Of copies of one text only the first.")
    order: Literal["score", "newest"] = "score"

    def whole_choice(self) -> Choice:
        """All that narrows a search."""
        return self.choice(**{name: getattr(self, name) or None for name in ("section", "keyword", "author", "credited", "cited")})


class StoriesParameters(Narrowed):
    """What `/stories` takes."""

    copies: int = Field(0, ge=0, le=10**6, description="Articles beside the first, at least.")
    order: Literal["largest", "newest"] = "largest"


class TimeParameters(Shown):
    """A span of time."""

    since: str | None = Field(None, description="6h, 7d, a date or a time (UTC), today, «أمس».")
    until: str | None = None
    country: str | None = None

    def choice(self) -> Choice:
        """The same for the store's functions."""
        return Choice(country=self.country or None, since=self.since or None, until=self.until or None)


class SourcesParameters(TimeParameters):
    """What `/sources` takes."""

    outlet: str | None = None
    limit: int = Field(50, ge=1, le=MOST)

    def choice(self) -> Choice:
        """The same for the store's functions."""
        return Choice(outlet=self.outlet or None, country=self.country or None, since=self.since or None, until=self.until or None)


class CoverageParameters(SourcesParameters):
    """What `/coverage` takes."""

    gaps: bool = Field(False, description="Only days on which something is missing.")
    cursor: str | None = Field(None, max_length=200, description="`next` of the answer before.")


class RunsParameters(Shown):
    """What `/runs`, `/events` and `/quarantine` take."""

    outlet: str | None = None
    since: str | None = None
    limit: int = Field(50, ge=1, le=MOST)
