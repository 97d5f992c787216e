"""What was learned of outlets from their pages: layouts with the dates between which they held, samples of pages, recurring lines."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - SQLAlchemy reads the annotations
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Key


class LayoutRow(Base):
    """One learned layout of an outlet; retired ones stay, as the record of how its pages changed."""

    __tablename__ = "layouts"
    __table_args__ = (Index("ix_layouts_outlet_id_state", "outlet_id", "state"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="articles name it in `extractor` as learned:<id>")
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), comment="whose pages it reads")
    state: Mapped[str] = mapped_column(comment="trial, trusted or retired")
    body: Mapped[str] = mapped_column(comment="CSS selector of the container of the text")
    selectors: Mapped[dict[str, Any]] = mapped_column(
        JSON,
        comment="title, byline, published, credit and keywords where they are known; drop; apart: what stands after the article; opens and "
        "ends: where its part of the page begins and what comes next, as the page writes their class or id",
    )
    shapes: Mapped[list[str]] = mapped_column(JSON, comment="tags and classes of all elements seen inside the body")
    agreed: Mapped[int] = mapped_column(Integer, server_default="0", comment="checks in a row that the generic reader confirmed")
    differed: Mapped[int] = mapped_column(Integer, server_default="0", comment="checks in a row that it did not")
    absent: Mapped[int] = mapped_column(
        Integer, server_default="0", comment="pages in a row on which nothing was found and no other layout answered"
    )
    pages: Mapped[int] = mapped_column(server_default="0", comment="pages that it has read alone")
    held_from: Mapped[datetime] = mapped_column(comment="when the first page that it was learned from was read")
    held_until: Mapped[datetime | None] = mapped_column(comment="when it last read a page rightly; null while it is not retired")
    last_good_at: Mapped[datetime] = mapped_column(comment="when it last read a page or was confirmed on one")
    reason: Mapped[str | None] = mapped_column(comment="why it was retired, for people; null while it is not")


class LayoutSampleRow(Base):
    """Where the parts of one page's article stood; the newest of each outlet are kept to learn from."""

    __tablename__ = "layout_samples"
    __table_args__ = (UniqueConstraint("outlet_id", "url"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="number of the row")
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), comment="whose page")
    url: Mapped[str] = mapped_column(comment="address of the page")
    seen_at: Mapped[datetime] = mapped_column(comment="when the page was read")
    sample: Mapped[dict[str, Any]] = mapped_column(JSON, comment="selectors and shapes by part, and the folded paragraphs")


class FurnitureRow(Base):
    """A line that recurs across an outlet's pages and belongs to no article."""

    __tablename__ = "furniture"
    __table_args__ = (UniqueConstraint("outlet_id", "line"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="number of the row")
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), comment="on whose pages it recurs")
    line: Mapped[str] = mapped_column(comment="folded")
    found_at: Mapped[datetime] = mapped_column(comment="when it was seen to recur")
    pages: Mapped[int] = mapped_column(Integer, server_default="0", comment="pages read since it was last judged")
    seen: Mapped[int] = mapped_column(Integer, server_default="0", comment="those of them that had it; it is forgotten where they are few")
