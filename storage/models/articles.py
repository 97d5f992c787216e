"""What was stored, and how it hangs together: articles, what belongs to them, and their stories."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - SQLAlchemy reads the annotations

from sqlalchemy import ForeignKey, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Key


class StoryRow(Base):
    """A set of articles that carry one text."""

    __tablename__ = "stories"
    __table_args__ = (
        Index(
            "ix_stories_merged_into",
            "merged_into",
            sqlite_where=text("merged_into IS NOT NULL"),
            postgresql_where=text("merged_into IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="as `warraq story` takes it")
    first_article_id: Mapped[int | None] = mapped_column(comment="earliest trustworthy publication")
    origin_outlet_id: Mapped[int | None] = mapped_column(
        ForeignKey("outlets.id"), comment="whom its copies credit, else the outlet of the first article"
    )
    origin_name: Mapped[str | None] = mapped_column(comment="the origin's name as written; set also for an outlet that is not registered")
    origin_rule: Mapped[str | None] = mapped_column(
        comment="credited, dateline, first-published, first-fetched, own, or unsure: another states an earlier time, which polls contradict"
    )
    first_published_at: Mapped[datetime | None] = mapped_column(
        comment="earliest published_at of its articles that polls do not contradict; null where none states one"
    )
    last_seen_at: Mapped[datetime | None] = mapped_column(comment="when the newest of its articles was fetched")
    article_count: Mapped[int] = mapped_column(server_default="1", comment="articles that carry it")
    outlet_count: Mapped[int] = mapped_column(server_default="1", comment="outlets that carry it")
    merged_into: Mapped[int | None] = mapped_column(
        ForeignKey("stories.id"), comment="the story that lives on, never one merged itself; null while this one lives"
    )


class ArticleRow(Base):
    """One article, its text as its outlet wrote it."""

    __tablename__ = "articles"
    __table_args__ = (
        Index("ix_articles_outlet_sort", "outlet_id", "sort_at"),
        Index("ix_articles_outlet_fetched", "outlet_id", "fetched_at"),
        Index("ix_articles_sort", "sort_at"),
        Index("ix_articles_text_hash", "text_hash"),
        Index("ix_articles_story", "story_id"),
        Index("ix_articles_page", "page_id"),
        Index(
            "ix_articles_unjoined",
            "story_state",
            sqlite_where=text("story_state = 'pending'"),
            postgresql_where=text("story_state = 'pending'"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="as `warraq article` takes it")
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), comment="whose page this is")
    page_id: Mapped[int | None] = mapped_column(ForeignKey("pages.id"), comment="the page of its current text; null for imports")
    position: Mapped[int] = mapped_column(
        Integer, server_default="0", comment="0 the page's own article, then the embedded ones in page order"
    )
    from_embedded: Mapped[bool] = mapped_column(server_default=text("false"), comment="read from inside another article's page")
    url: Mapped[str] = mapped_column(
        unique=True, comment="canonical address; an embedded article without one has its page's with a stable fragment"
    )
    title: Mapped[str | None] = mapped_column(comment="headline without the site's name; null where the page has none")
    body: Mapped[str] = mapped_column(comment="paragraphs, one a line")
    byline: Mapped[str | None] = mapped_column(comment="author line as written")
    credit_line: Mapped[str | None] = mapped_column(comment="line that names the origin of the text, as written")
    summary: Mapped[str | None] = mapped_column(comment="standfirst or description as the page states it")
    section: Mapped[str | None] = mapped_column(comment="section as the page names it")
    language: Mapped[str | None] = mapped_column(comment="BCP 47 primary tag; null where undecided")
    published_at: Mapped[datetime | None] = mapped_column(comment="set only where the page states at least the hour")
    published_day: Mapped[date | None] = mapped_column(comment="the outlet's own calendar day")
    published_precision: Mapped[str | None] = mapped_column(comment="second or minute with published_at, day with published_day")
    published_offset: Mapped[int | None] = mapped_column(Integer, comment="minutes east of UTC of the stated clock")
    published_raw: Mapped[str | None] = mapped_column(comment="the words that the date was read from")
    published_from: Mapped[str | None] = mapped_column(comment="json-ld, meta, feed, sitemap, visible, url or import")
    modified_at: Mapped[datetime | None] = mapped_column(comment="the page's own statement of its last change")
    fetched_at: Mapped[datetime] = mapped_column(comment="when its text was read")
    sort_at: Mapped[datetime] = mapped_column(comment="published_at, else noon of published_day in the outlet's zone, else fetched_at")
    vanished_at: Mapped[datetime | None] = mapped_column(comment="first time its address answered 404 or 410 after it had been stored")
    extractor: Mapped[str] = mapped_column(comment="which reader answered: layout:<id>, learned:<id>, generic, state, text or import")
    extract_version: Mapped[int] = mapped_column(Integer, comment="version of the extraction rules")
    text_hash: Mapped[str] = mapped_column(comment="hash of folded title and body")
    story_id: Mapped[int | None] = mapped_column(ForeignKey("stories.id"), comment="the story it belongs to; null until it has been joined")
    story_state: Mapped[str] = mapped_column(server_default="pending", comment="pending until its story is decided, then joined")
    image_url: Mapped[str | None] = mapped_column(comment="lead image")
    image_caption: Mapped[str | None] = mapped_column(comment="caption of the lead image, as written")
    body_markdown: Mapped[str | None] = mapped_column(comment="the same as Markdown; null where it says no more than the body")
    part_of: Mapped[str | None] = mapped_column(
        comment="which page of an article on several pages it is, with the next one's address; null for one page"
    )
    stored_at: Mapped[datetime | None] = mapped_column(comment="when it first came into the store; null where that was not kept yet")


class AuthorRow(Base):
    """One person who wrote an article."""

    __tablename__ = "authors"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, comment="whose author")
    number: Mapped[int] = mapped_column(Integer, primary_key=True, comment="order on the page, from 0")
    name: Mapped[str] = mapped_column(index=True, comment="a person, as written")


class KeywordRow(Base):
    """One keyword as the page lists it."""

    __tablename__ = "keywords"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, comment="whose keyword")
    number: Mapped[int] = mapped_column(Integer, primary_key=True, comment="order on the page, from 0")
    keyword: Mapped[str] = mapped_column(index=True, comment="as the page lists it")


class RelatedLinkRow(Base):
    """One headline of a list beside an article."""

    __tablename__ = "related_links"

    article_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, comment="beside which article it stands"
    )
    number: Mapped[int] = mapped_column(Integer, primary_key=True, comment="order on the page, from 0")
    label: Mapped[str] = mapped_column(comment="heading of the list («مقالات مشابهة»)")
    title: Mapped[str] = mapped_column(comment="headline, as written")
    url: Mapped[str | None] = mapped_column(comment="null where the page prints the headline without an address")


class MediumRow(Base):
    """One picture of a text."""

    __tablename__ = "media"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, comment="whose picture")
    position: Mapped[int] = mapped_column(Integer, primary_key=True, comment="order in the text, from 0")
    kind: Mapped[str] = mapped_column(comment="image")
    url: Mapped[str] = mapped_column(comment="the largest file that the page names")
    caption: Mapped[str | None] = mapped_column(comment="as printed; null where it has none")
    width: Mapped[int | None] = mapped_column(Integer, comment="pixels, as the page states them")


class AttributionRow(Base):
    """One source of an article, with the words that prove it: `field[quote_start:quote_end] == quote`, in code points."""

    __tablename__ = "attributions"
    __table_args__ = (Index("ix_attributions_outlet_role", "outlet_id", "role"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="number of the row")
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), index=True, comment="whose source")
    role: Mapped[str] = mapped_column(comment="published, credited, dateline or cited")
    outlet_id: Mapped[int | None] = mapped_column(
        ForeignKey("outlets.id"), comment="null where the name is unknown or nothing decides between several"
    )
    name: Mapped[str] = mapped_column(index=True, comment="as written")
    field: Mapped[str] = mapped_column(comment="title, body, summary, byline, credit_line or structured")
    name_start: Mapped[int | None] = mapped_column(Integer, comment="first code point of the name in the field; null for structured data")
    name_end: Mapped[int | None] = mapped_column(Integer, comment="one past the last code point of the name")
    quote: Mapped[str] = mapped_column(comment="the words that prove it")
    quote_start: Mapped[int | None] = mapped_column(Integer, comment="first code point of the quote in the field; null for structured data")
    quote_end: Mapped[int | None] = mapped_column(Integer, comment="one past the last code point of the quote")
    rule: Mapped[str] = mapped_column(comment="name of the rule that fired")


class NameRulesRow(Base):
    """Of which outlets' names the sources without an outlet have been tried; one row, none before the first time."""

    __tablename__ = "name_rules"

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False, comment="1")
    names: Mapped[str] = mapped_column(comment="hash of what all outlet files say that sources are resolved by")
    reached: Mapped[int] = mapped_column(Key, comment="number in attributions up to which these have been tried")


class RevisionRow(Base):
    """An earlier text of an article, kept when a later one replaced it."""

    __tablename__ = "revisions"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, comment="whose earlier text")
    number: Mapped[int] = mapped_column(Integer, primary_key=True, comment="1 is the first text stored")
    seen_at: Mapped[datetime] = mapped_column(comment="when this text was fetched")
    title: Mapped[str | None] = mapped_column(comment="headline at that time")
    body: Mapped[str] = mapped_column(comment="paragraphs at that time, one a line")
    changed: Mapped[str] = mapped_column(
        comment="what the next text changed: headline, body, attribution, joined by commas; address: the next text came under another "
        "address, or this is the text of an article that became this one"
    )


class ArticleLinkRow(Base):
    """How the texts of two articles hang together."""

    __tablename__ = "article_links"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, comment="the later article")
    other_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True, comment="the earlier article"
    )
    relation: Mapped[str] = mapped_column(comment="copy, excerpt, contains, update or shares-text")
    judged: Mapped[str] = mapped_column(comment="what the texts alone say; a link that would glue two stories counts as less")
    score: Mapped[float] = mapped_column(comment="share of the smaller text's own shingles that stand in the other, 0 to 1")
    algo_version: Mapped[int] = mapped_column(Integer, comment="version of the comparison")


class HeirRow(Base):
    """An article that became a revision of another, because the two stood under one address."""

    __tablename__ = "article_heirs"

    article_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False, comment="the number that it had")
    heir_id: Mapped[int] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), index=True, comment="the article that answers for it"
    )
    joined_at: Mapped[datetime] = mapped_column(comment="when the two became one")


class AddressFormRow(Base):
    """By which rules the addresses of the store are written; one row."""

    __tablename__ = "address_forms"

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False, comment="1")
    form: Mapped[int] = mapped_column(Integer, comment="number of the rules that all of them follow")
    reached_article: Mapped[int] = mapped_column(
        server_default="0", comment="article up to which newer rules were applied; 0 while no renewal is under way"
    )
    reached_url: Mapped[int] = mapped_column(server_default="0", comment="row of urls up to which they were")


class TombstoneRow(Base):
    """An article that was removed for good: its address is not fetched, imported or read again."""

    __tablename__ = "tombstones"

    article_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False, comment="the number that it had")
    url: Mapped[str] = mapped_column(unique=True, comment="its canonical address")
    outlet_id: Mapped[int] = mapped_column(ForeignKey("outlets.id"), comment="whose it was")
    reason: Mapped[str] = mapped_column(comment="why, for people")
    removed_at: Mapped[datetime] = mapped_column(comment="when it was removed")


class SearchTextRow(Base):
    """Which articles the full-text index holds; on PostgreSQL with their words, which SQLite has in `article_search`."""

    __tablename__ = "search_texts"
    __table_args__ = (Index("ix_search_texts_sort", "sort_at", "article_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Key, primary_key=True, comment="number in the index, another one for another text; never given twice")
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), unique=True, comment="whose words")
    sort_at: Mapped[datetime] = mapped_column(comment="as in articles; here because rows of articles are long to read")


class SearchIndexRow(Base):
    """By which rules the words in the full-text index were made; one row."""

    __tablename__ = "search_index"

    id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False, comment="1")
    version: Mapped[int] = mapped_column(Integer, comment="of the rules that made all of them, but for what newer rules made")
    renewing: Mapped[int | None] = mapped_column(
        Integer, comment="version of the rules by which a reindexing makes them anew; null: none has begun"
    )
    reached: Mapped[int | None] = mapped_column(Key, comment="article down to which it has come, the newest first")
    since: Mapped[int | None] = mapped_column(Key, comment="number in search_texts above which words are those of this reindexing")
    emptied: Mapped[int] = mapped_column(
        Key, server_default="0", comment="number in search_texts up to which FTS5 on SQLite holds no words"
    )
