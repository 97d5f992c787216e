"""What was stored: stories, articles with all that belongs to them, and the ledger of addresses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Types as they were at this revision: the models may change, what this file makes may not.
KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True).with_variant(sa.String(27), "sqlite")


def upgrade() -> None:
    op.create_table(
        "stories",
        sa.Column("id", KEY, nullable=False),
        sa.Column("first_article_id", sa.BigInteger(), nullable=True, comment="earliest trustworthy publication"),
        sa.Column("origin_outlet_id", KEY, nullable=True, comment="whom its copies credit, else the outlet of the first article"),
        sa.Column(
            "origin_name", sa.Text(), nullable=True, comment="the origin's name as written; set also for an outlet that is not registered"
        ),
        sa.Column("origin_rule", sa.Text(), nullable=True, comment="how the origin was decided"),
        sa.Column("first_published_at", INSTANT, nullable=True),
        sa.Column("last_seen_at", INSTANT, nullable=True),
        sa.Column("article_count", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("outlet_count", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("merged_into", KEY, nullable=True, comment="the story that lives on, never one merged itself; null while this one lives"),
        sa.ForeignKeyConstraint(["merged_into"], ["stories.id"], name="fk_stories_merged_into"),
        sa.ForeignKeyConstraint(["origin_outlet_id"], ["outlets.id"], name="fk_stories_origin_outlet_id"),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
    )
    op.create_table(
        "articles",
        sa.Column("id", KEY, nullable=False),
        sa.Column("outlet_id", KEY, nullable=False, comment="whose page this is"),
        sa.Column("page_id", KEY, nullable=True, comment="the page of its current text; null for imports"),
        sa.Column(
            "position",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="0 the page's own article, then the embedded ones in page order",
        ),
        sa.Column(
            "from_embedded",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
            comment="read from inside another article's page",
        ),
        sa.Column(
            "url",
            sa.Text(),
            nullable=False,
            comment="canonical address; an embedded article without one has its page's with a stable fragment",
        ),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False, comment="paragraphs, one a line"),
        sa.Column("byline", sa.Text(), nullable=True, comment="author line as written"),
        sa.Column("credit_line", sa.Text(), nullable=True, comment="line that names the origin of the text, as written"),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True, comment="BCP 47 primary tag; null where undecided"),
        sa.Column("published_at", INSTANT, nullable=True, comment="set only where the page states at least the hour"),
        sa.Column("published_day", sa.Date(), nullable=True, comment="the outlet's own calendar day"),
        sa.Column("published_precision", sa.Text(), nullable=True, comment="second, minute, hour, day or month"),
        sa.Column("published_offset", sa.Integer(), nullable=True, comment="minutes east of UTC of the stated clock"),
        sa.Column("published_raw", sa.Text(), nullable=True, comment="the words that the date was read from"),
        sa.Column("published_from", sa.Text(), nullable=True, comment="json-ld, meta, feed, sitemap, visible, url or import"),
        sa.Column("modified_at", INSTANT, nullable=True, comment="the page's own statement of its last change"),
        sa.Column("fetched_at", INSTANT, nullable=False),
        sa.Column(
            "sort_at", INSTANT, nullable=False, comment="published_at, else noon of published_day in the outlet's zone, else fetched_at"
        ),
        sa.Column("vanished_at", INSTANT, nullable=True, comment="first time its address answered 404 or 410 after it had been stored"),
        sa.Column(
            "extractor", sa.Text(), nullable=False, comment="which reader answered: layout:<id>, learned:<id>, generic, text or import"
        ),
        sa.Column("extract_version", sa.Integer(), nullable=False, comment="version of the extraction rules"),
        sa.Column("text_hash", sa.Text(), nullable=False, comment="hash of folded title and body"),
        sa.Column("story_id", KEY, nullable=True),
        sa.Column(
            "story_state", sa.Text(), server_default="pending", nullable=False, comment="pending until its story is decided, then joined"
        ),
        sa.Column("image_url", sa.Text(), nullable=True),
        sa.Column("image_caption", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_articles_outlet_id"),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_articles_page_id"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_articles_story_id"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("url", name="uq_articles_url"),
    )
    op.create_index("ix_articles_outlet_sort", "articles", ["outlet_id", "sort_at"])
    op.create_index("ix_articles_sort", "articles", ["sort_at"])
    op.create_index("ix_articles_story", "articles", ["story_id"])
    op.create_index("ix_articles_text_hash", "articles", ["text_hash"])
    op.create_index(
        "ix_articles_unjoined",
        "articles",
        ["story_state"],
        sqlite_where=sa.text("story_state = 'pending'"),
        postgresql_where=sa.text("story_state = 'pending'"),
    )
    op.create_table(
        "authors",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="order on the page, from 0"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_authors_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "number", name="pk_authors"),
    )
    op.create_index("ix_authors_name", "authors", ["name"])
    op.create_table(
        "keywords",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="order on the page, from 0"),
        sa.Column("keyword", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_keywords_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "number", name="pk_keywords"),
    )
    op.create_index("ix_keywords_keyword", "keywords", ["keyword"])
    op.create_table(
        "related_links",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="order on the page, from 0"),
        sa.Column("label", sa.Text(), nullable=False, comment="heading of the list («مقالات مشابهة»)"),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True, comment="null where the page prints the headline without an address"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_related_links_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "number", name="pk_related_links"),
    )
    op.create_table(
        "attributions",
        sa.Column("id", KEY, nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("role", sa.Text(), nullable=False, comment="published, credited, dateline or cited"),
        sa.Column("outlet_id", KEY, nullable=True, comment="null where the name is unknown or nothing decides between several"),
        sa.Column("name", sa.Text(), nullable=False, comment="as written"),
        sa.Column("field", sa.Text(), nullable=False, comment="title, body, summary, byline, credit_line or structured"),
        sa.Column("name_start", sa.Integer(), nullable=True),
        sa.Column("name_end", sa.Integer(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("quote_start", sa.Integer(), nullable=True),
        sa.Column("quote_end", sa.Integer(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False, comment="name of the rule that fired"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_attributions_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_attributions_outlet_id"),
        sa.PrimaryKeyConstraint("id", name="pk_attributions"),
    )
    op.create_index("ix_attributions_article_id", "attributions", ["article_id"])
    op.create_index("ix_attributions_name", "attributions", ["name"])
    op.create_index("ix_attributions_outlet_role", "attributions", ["outlet_id", "role"])
    op.create_table(
        "revisions",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="1 is the first text stored"),
        sa.Column("seen_at", INSTANT, nullable=False, comment="when this text was fetched"),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "changed", sa.Text(), nullable=False, comment="what the next text changed: headline, body, attribution, joined by commas"
        ),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_revisions_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "number", name="pk_revisions"),
    )
    op.create_table(
        "article_links",
        sa.Column("article_id", KEY, nullable=False, comment="the later article"),
        sa.Column("other_id", KEY, nullable=False),
        sa.Column("relation", sa.Text(), nullable=False, comment="copy, excerpt, contains, update or shares-text"),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("algo_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_article_links_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other_id"], ["articles.id"], name="fk_article_links_other_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", "other_id", name="pk_article_links"),
    )
    op.create_index("ix_article_links_other_id", "article_links", ["other_id"])
    op.create_table(
        "search_texts",
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False, comment="folded words of the title"),
        sa.Column("body", sa.Text(), nullable=False, comment="folded words of the body"),
        sa.Column("stems", sa.Text(), nullable=False, comment="stems of the words of both"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_search_texts_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", name="pk_search_texts"),
    )
    op.create_table(
        "urls",
        sa.Column("id", KEY, nullable=False),
        sa.Column("url", sa.Text(), nullable=False, comment="canonical address"),
        sa.Column("url_seen", sa.Text(), nullable=False, comment="address as first written"),
        sa.Column("outlet_id", KEY, nullable=True, comment="null for a rejected import of no known outlet"),
        sa.Column("feed_id", KEY, nullable=True, comment="where it was first named; null when given by hand or imported"),
        sa.Column("run_id", KEY, nullable=True, comment="run that last took it up"),
        sa.Column("guid", sa.Text(), nullable=True, comment="the feed's identifier of the entry"),
        sa.Column("lastmod", sa.Text(), nullable=True, comment="words of the entry's last change; a difference asks for a new look"),
        sa.Column(
            "entry",
            sa.JSON(none_as_null=True),
            nullable=True,
            comment="what the document said of it (title, published, …), for the tries and looks after the first",
        ),
        sa.Column("first_seen_at", INSTANT, nullable=False),
        sa.Column(
            "state",
            sa.Text(),
            nullable=False,
            comment="pending or done; done is not taken up again before next_check_at or a changed lastmod",
        ),
        sa.Column(
            "outcome", sa.Text(), nullable=True, comment="new, updated, duplicate, rejected, failed or skipped; null until it has one"
        ),
        sa.Column("reason", sa.Text(), nullable=True, comment="word of the closed list of reasons; null for new"),
        sa.Column("detail", sa.Text(), nullable=True, comment="what the reason rests on, for people"),
        sa.Column("attempts", sa.BigInteger(), server_default="0", nullable=False, comment="tries since it last succeeded"),
        sa.Column("next_try_at", INSTANT, nullable=True, comment="when a pending or failed address is tried again; null: not by itself"),
        sa.Column("checked_at", INSTANT, nullable=True, comment="last answer from its host"),
        sa.Column("next_check_at", INSTANT, nullable=True, comment="when a stored article is looked at again; null: no more"),
        sa.Column("http_status", sa.Integer(), nullable=True),
        sa.Column("article_id", KEY, nullable=True, comment="the article it leads to; null where none"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_urls_article_id"),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_urls_feed_id"),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name="fk_urls_outlet_id"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_urls_run_id"),
        sa.PrimaryKeyConstraint("id", name="pk_urls"),
        sa.UniqueConstraint("url", name="uq_urls_url"),
    )
    op.create_index("ix_urls_article_id", "urls", ["article_id"])
    op.create_index(
        "ix_urls_check",
        "urls",
        ["outlet_id", "next_check_at"],
        sqlite_where=sa.text("next_check_at IS NOT NULL"),
        postgresql_where=sa.text("next_check_at IS NOT NULL"),
    )
    op.create_index("ix_urls_guid", "urls", ["outlet_id", "guid"])
    op.create_index(
        "ix_urls_retry",
        "urls",
        ["outlet_id", "next_try_at"],
        sqlite_where=sa.text("next_try_at IS NOT NULL"),
        postgresql_where=sa.text("next_try_at IS NOT NULL"),
    )
    op.create_index("ix_urls_run_outcome", "urls", ["run_id", "outcome"])
