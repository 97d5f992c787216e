"""What the columns mean that had no comment yet, for those who look at the schema with another program."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"

SAID = {
    "stories": {
        "id": "as `warraq story` takes it",
        "first_published_at": "earliest published_at of its articles; null where none states one",
        "last_seen_at": "when the newest of its articles was fetched",
        "article_count": "articles that carry it",
        "outlet_count": "outlets that carry it",
    },
    "articles": {
        "id": "as `warraq article` takes it",
        "title": "headline without the site's name; null where the page has none",
        "summary": "standfirst or description as the page states it",
        "section": "section as the page names it",
        "fetched_at": "when its text was read",
        "story_id": "the story it belongs to; null until it has been joined",
        "image_url": "lead image",
        "image_caption": "caption of the lead image, as written",
    },
    "authors": {
        "article_id": "whose author",
        "name": "a person, as written",
    },
    "keywords": {
        "article_id": "whose keyword",
        "keyword": "as the page lists it",
    },
    "related_links": {
        "article_id": "beside which article it stands",
        "title": "headline, as written",
    },
    "attributions": {
        "id": "number of the row",
        "article_id": "whose source",
        "name_start": "first code point of the name in the field; null for structured data",
        "name_end": "one past the last code point of the name",
        "quote": "the words that prove it",
        "quote_start": "first code point of the quote in the field; null for structured data",
        "quote_end": "one past the last code point of the quote",
    },
    "revisions": {
        "article_id": "whose earlier text",
        "title": "headline at that time",
        "body": "paragraphs at that time, one a line",
    },
    "article_links": {
        "other_id": "the earlier article",
        "score": "share of the smaller text's own shingles that stand in the other, 0 to 1",
        "algo_version": "version of the comparison",
    },
    "search_texts": {
        "article_id": "whose words",
    },
    "outlets": {
        "id": "number of the row",
    },
    "feeds": {
        "id": "number of the row",
        "outlet_id": "whose feed",
    },
    "runs": {
        "id": "as `warraq runs` shows it",
        "started_at": "when it began",
        "finished_at": "when it ended or was closed; null while running",
        "new": "stored for the first time",
        "updated": "stored before, now with another text",
        "duplicate": "the same article under another address",
        "rejected": "will not be stored",
        "failed": "could not be read this time",
        "skipped": "left alone: unchanged, gone, or left for the next run",
    },
    "urls": {
        "id": "number of the row",
        "first_seen_at": "when it was first named",
        "http_status": "status of the last answer; null without one",
    },
    "pages": {
        "id": "number of the row",
        "fetched_at": "when it was answered",
        "status": "HTTP status",
        "body_sha256": "hash of the bytes, hexadecimal",
        "archive_offset": "first byte in that file; null until pages are kept",
        "archive_length": "bytes in that file; null until pages are kept",
    },
    "quarantine": {
        "id": "as `warraq quarantine` takes it",
        "run_id": "in which run; null outside one",
        "page_id": "page that was being read; null where none was kept",
        "url": "address that was being read",
        "created_at": "when it happened",
    },
    "dedup_prints": {
        "article_id": "whose text",
        "algo_version": "version of the fingerprint",
    },
    "dedup_postings": {
        "hash": "of one of its shingles, chosen by winnowing",
        "article_id": "whose text",
    },
    "dedup_days": {
        "day": "as in dedup_prints",
        "shard": "0 to 63: the highest six bits of the shingles in it",
    },
    "layouts": {
        "outlet_id": "whose pages it reads",
    },
    "layout_samples": {
        "id": "number of the row",
        "outlet_id": "whose page",
        "url": "address of the page",
        "seen_at": "when the page was read",
    },
    "furniture": {
        "id": "number of the row",
        "outlet_id": "on whose pages it recurs",
        "found_at": "when it was seen to recur",
    },
    "schedules": {
        "outlet_id": "whose turn",
    },
    "holds": {
        "until": "when it may be asked again",
    },
    "events": {
        "id": "number of the row",
        "at": "when it happened",
        "feed_id": "null where it concerns no one feed",
    },
    "conditions": {
        "id": "number of the row",
        "since": "when it began",
    },
}


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return  # SQLite keeps no comments
    for table, columns in SAID.items():
        for column, said in columns.items():
            op.alter_column(table, column, comment=said)
