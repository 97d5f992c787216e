"""The parts of a page as its labels part it: the texts of articles, and lists of headlines."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Listing:
    """A label and the headlines under it."""

    label: str
    at: int
    """Place of the label."""
    items: tuple[int, ...] = ()
    """Places of the headlines in the list of blocks."""
    inline: str = ""
    """A headline in the label's own line («اقرأ أيضا: …»)."""
    of_site: bool = False
    """True for a list of the whole site: most read, latest."""


@dataclass(slots=True)
class Text:
    """One article's share of the page."""

    title: str | None = None
    """Heading of an embedded article; None for the page's own, whose headline is found by other means."""
    heading: int = 0
    """Place of the line that holds the heading."""
    source_lines: tuple[int, ...] = ()
    """Short lines between an embedded heading and its text: a source, a city, a date."""
    blocks: list[int] = field(default_factory=list)
    """Places of what may be its text: nothing that belongs to a label."""
    credit: str | None = None
    keywords: tuple[str, ...] = ()


@dataclass(slots=True)
class Parts:
    """A page taken apart."""

    texts: list[Text]
    """The page's own article first, then the embedded ones in page order."""
    listings: list[Listing]
