"""An article's fields are declared once: each is stored, cleaned, imported, exported and shown, or it is said here why it is not."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from pipelines.deduplicate import text_hash
from pipelines.importing.importer import Importer
from pipelines.importing.rows import article_of
from storage import tables
from storage.query.cells import text_of
from storage.query.export import FIELDS, PARTS, records
from storage.query.export_files import write_csv, write_jsonl
from storage.store import Store
from storage.write.batch import write_articles
from warraq.fields import EXPORTED, IMPORTED, LINE, SHOWN, STORED, Use, kinds
from warraq.items import Article, Attribution, Medium, PageRecord, RelatedLink

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Table

NOT_FROM_THE_ARTICLE = {
    "id": "a number of the store",
    "outlet_id": "the number of the slug",
    "page_id": "a number of the store",
    "sort_at": "follows from the dates",
    "stored_at": "the writer's own time",
    "vanished_at": "set when the address answers 404 or 410",
    "story_id": "a number of the store",
    "story_state": "set when the story is decided",
}
"""Columns of `articles` that no field of `Article` fills."""

NOT_USED: dict[Use, dict[str, str]] = {
    STORED: {
        "site_names": "lead to sources alone",
        "disbelieved": "is counted in the run",
        "outlet": "as outlet_id",
        "country": "counts for the clock alone",
        "authors": "in a table of its own",
        "keywords": "in a table of its own",
        "related_links": "in a table of its own",
        "media": "in a table of its own",
        "attributions": "in a table of its own",
        "guid": "in the ledger",
        "found_as": "in the ledger",
        "sisters": "computed",
        "stands_for": "said in the ledger",
        "page": "in a table of its own",
        "stamps": "what was concluded from them is stored",
    },
    EXPORTED: {
        "site_names": "lead to sources alone",
        "disbelieved": "is counted in the run",
        "country": "not stored",
        "found_as": "is in the ledger only",
        "sisters": "is found from the address",
        "stands_for": "said in the ledger",
        "page": "by its number",
        "stamps": "not stored",
    },
    IMPORTED: {
        "disbelieved": "is counted in the run",
        "country": "the outlet's decides",
        "found_as": "no address awaits an import",
        "sisters": "is found from the address",
        "stands_for": "said in the ledger",
        "page": "an import has none",
        "stamps": "made of the dates given",
        "attributions": "found anew in the text",
        "text_hash": "made anew of the text",
    },
    SHOWN: {
        "site_names": "lead to sources alone",
        "disbelieved": "is counted in the run",
        "title": "stands above",
        "body": "stands below",
        "body_markdown": "stands below in the body's place",
        "country": "not stored",
        "position": "says nothing to a reader",
        "from_embedded": "says nothing to a reader",
        "related_links": "in a table of their own",
        "media": "in a table of their own",
        "guid": "says nothing to a reader",
        "found_as": "not stored",
        "sisters": "found from the address",
        "stands_for": "said in the ledger",
        "page": "says nothing to a reader",
        "stamps": "not stored",
        "extractor": "says nothing to a reader",
        "extract_version": "says nothing to a reader",
        "published_at": "as `published`",
        "published_day": "as `published`",
        "published_precision": "shows in `published`",
        "published_offset": "shows in the words",
        "attributions": "in a table of their own",
        "text_hash": "says nothing to a reader",
    },
    LINE: {
        "disbelieved": "is counted in the run",
        "stands_for": "made of one line",
        "url": "made canonical",
        "body": "of many lines",
        "body_markdown": "of many lines",
        "part_of": "holds an address",
        "summary": "of many lines",
        "outlet": "a slug",
        "country": "a code",
        "language": "a code",
        "image_url": "an address",
        "guid": "an identifier",
        "found_as": "an address",
        "extractor": "a name of ours",
        "published_precision": "a word of ours",
        "published_raw": "as written",
        "published_from": "a word of ours",
        "text_hash": "a number",
    },
}
"""By use: the fields that have it not, and why."""

MADE_ANEW = {"article_id", "page_id", "run_id", "story_id", "attributions", "revisions"}
"""What an import does not take from an export: numbers, sources, which are found in the text again, and the past of the other store."""

NOT_EXPORTED = {"stored_at"}
"""Another store has a time of its own."""

EXPORTED_AS = {"id": "article_id", "outlet_id": "outlet"}
CHILDREN: dict[str, tuple[Table, str]] = {
    "sources": (tables.attributions, "id"),
    "links": (tables.related_links, "number"),
    "media": (tables.media, ""),
    "revisions": (tables.revisions, ""),
}


def names(of: Use) -> set[str]:
    return set(kinds(Article, of))


def test_every_column_is_filled_and_exported() -> None:
    columns = set(tables.articles.c.keys())
    assert names(STORED) | set(NOT_FROM_THE_ARTICLE) == columns, "a column that nothing fills, or a field stored in none"
    assert not names(STORED) & set(NOT_FROM_THE_ARTICLE), "an excuse for a column that is filled"
    assert {EXPORTED_AS.get(name, name) for name in columns - NOT_EXPORTED} <= set(FIELDS)


@pytest.mark.parametrize("use", NOT_USED, ids=lambda use: str(use.name))
def test_every_field_has_the_use_or_an_excuse(use: Use) -> None:
    mine = {each.name for each in fields(Article) if use is not LINE or str(each.type) in ("str", "str | None")}
    assert names(use) | set(NOT_USED[use]) == mine, "a field that is nowhere, or an excuse for none"
    assert not names(use) & set(NOT_USED[use]), "an excuse that is no longer needed"


@pytest.mark.parametrize("kind", CHILDREN)
def test_what_belongs_to_an_article_is_exported_whole(kind: str) -> None:
    table, number = CHILDREN[kind]
    columns = {EXPORTED_AS.get(name, name) for name in (column.name for column in table.c) if name not in ("article_id", number)}
    assert columns == set(PARTS[kind])


# What goes through


def full(path: str = "1", **more: Any) -> Article:
    """An article that has a value of its own in every field, of an outlet without a file."""
    values: dict[str, Any] = {
        "integer": 3,
        "boolean": False,
        "instant": datetime(2026, 3, 9, 12, tzinfo=UTC),
        "texts": ("منى", "سامي"),
        "links": (RelatedLink("مقالات مشابهة", "خبر آخر", "https://rawi.example/9"), RelatedLink("مقالات مشابهة", "بلا عنوان")),
        "media": (Medium(0, "image", "https://rawi.example/1.jpg", "باعة السوق", 1200), Medium(1, "image", "https://rawi.example/2.jpg")),
        "sources": (Attribution("cited", "وكالة الراوي", None, "body", 0, 5, "بدأت", 0, 4, "slot"),),
    }
    own = {name: values.get(kind, f"قيمة {name}") for name, kind in kinds(Article, EXPORTED).items() if kind != "day"}
    given = {
        "url": f"https://rawi.example/{path}",
        "body": f"بدأت أعمال الترميم.\nالفقرة الثانية {path}.",
        "outlet": None,
        "language": "ar",
        "published_at": datetime(2026, 3, 9, 8, 15, tzinfo=UTC),
        "published_precision": "minute",
        "published_offset": 120,
        "published_raw": "قبل ساعتين",
        "published_from": "visible",
        "modified_at": datetime(2026, 3, 9, 9, tzinfo=UTC),
        "extractor": "layout:rawi-1",
    }
    article = Article(**own | given | more)
    article.text_hash = text_hash(article.title, article.body)
    return article


def bare() -> Article:
    """One with a day and little else, embedded in the page of another."""
    found = {"published_day": date(2026, 3, 8), "published_precision": "day", "published_raw": "8 مارس", "published_from": "json-ld"}
    article = Article("https://rawi.example/1#warraq-1", "نص مضمن.", position=1, from_embedded=True, language="ar", **found)  # type: ignore[arg-type]
    article.fetched_at, article.extractor, article.text_hash = datetime(2026, 3, 9, tzinfo=UTC), "generic", text_hash(None, article.body)
    return article


def exported(store: Store) -> list[dict[str, Any]]:
    with store.read() as connection:
        return list(records(connection))


def test_every_value_of_an_article_is_exported(desk: Any) -> None:
    desk.start()
    first = full(body="نص قديم.")
    desk.write(first)
    article = full()
    article.page = PageRecord(article.url, article.url, desk.now, 200, {}, "utf-8", "0" * 64)
    desk.write(article)
    (row,) = exported(desk.store)
    missing = {name for name, value in row.items() if value in (None, [], "")}
    assert missing == {"published_day", "vanished_at", "country"}
    same = names(EXPORTED) - {"outlet", "attributions", "related_links", "media", "authors", "keywords"}
    assert {name: row[name] for name in same} == {name: getattr(article, name) for name in same}
    assert [tuple(link.values()) for link in row["related_links"]] == [(link.label, link.title, link.url) for link in article.related_links]
    assert [tuple(each.values()) for each in row["media"]] == [
        (each.position, each.kind, each.url, each.caption, each.width) for each in article.media
    ]
    assert (row["authors"], row["run_id"], row["outlet"]) == (["منى", "سامي"], desk.run_id, "rawi.example")
    (revision,) = row["revisions"]
    assert (revision["number"], revision["body"], revision["changed"]) == (1, "نص قديم.", "body")


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_what_was_exported_comes_back_through_an_import(form: str, desk: Any, tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/other.db") as other:
        with other.write() as connection:
            write_articles(connection, None, [full(), full("2"), bare()], datetime(2026, 3, 9, 12, tzinfo=UTC))
        before = exported(other)
    stream = io.StringIO(newline="")
    rows: list[dict[str, Any]]
    if form == "jsonl":
        write_jsonl(iter(before), stream)
        rows = [json.loads(line) for line in stream.getvalue().splitlines()]
    else:
        write_csv(iter(before), stream)
        lines = csv.DictReader(io.StringIO(stream.getvalue(), newline=""))
        rows = [{name: text_of(cell) for name, cell in line.items()} for line in lines]
    with Importer(desk.store) as importer:
        assert [answer["outcome"] for answer in importer.take(rows)] == ["new"] * 3
    after = exported(desk.store)
    kept = [name for name in FIELDS if name not in MADE_ANEW | {"story_state"}]
    assert [[row[name] for name in kept] for row in after] == [[row[name] for name in kept] for row in before]


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ({"published_from": "press"}, "published_from press"),
        ({"published_from": "meta", "published_precision": "hour"}, "published_precision hour"),
        ({"published_from": "meta", "published_precision": "minute", "published_day": "2026-03-01"}, "published_at: missing"),
        ({"published_from": "meta", "published_precision": "day", "published_day": "1 مارس"}, "published_day 1 مارس"),
        ({"published_from": "meta", "published_precision": "minute", "published_at": "2026-03-01T10:00:00"}, "published_at 2026"),
        ({"fetched_at": "0001-01-01T00:00:00+10:00"}, "fetched_at 0001"),
        ({"position": 2**31}, "position 2147483648"),
        ({"from_embedded": "maybe"}, "from_embedded maybe"),
        ({"authors": 7}, "authors 7"),
        ({"keywords": "[" * 100_000}, "keywords \\["),
        ({"related_links": [{"label": "بلا عنوان"}]}, "related_links"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_value_that_cannot_be_read_names_its_key(row: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=f"^{named}"):
        article_of({"url": "https://rawi.example/1", "body": "نص"} | row, datetime(2026, 3, 9, tzinfo=UTC))


def test_a_row_of_another_program_says_little_and_is_read() -> None:
    row = {"url": "https://rawi.example/1", "body": "نص", "authors": "منى سالم", "byline": [], "published_at": "9 مارس 2026"}
    article = article_of(row, datetime(2026, 3, 9, tzinfo=UTC))
    assert (article.authors, article.byline, article.extractor, article.extract_version) == (("منى سالم",), None, "import", 0)
    assert [stamp.raw for stamp in article.stamps] == ["9 مارس 2026"]
