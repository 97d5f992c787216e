"""What a page or feed says cannot speak to the terminal, whichever column it stands in and whichever command shows it."""

from __future__ import annotations

import io
import json
import logging
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, inspect, text
from typer.testing import CliRunner, Result

from storage.ledger import outlets, runs
from storage.ledger.verdicts import settle
from storage.store import Store
from storage.timing import events
from warraq import clock, config
from warraq.cli import show
from warraq.cli.app import app
from warraq.crawl.log import VisibleLog
from warraq.items import Outcome, Reason, Verdict
from warraq.outlet import Outlet

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE = "\\[/b]\\[red][link=http://evil.test]\x1b[31m\x1b]0;x\x07\x9b1m\x9d0;y\x9c\u202e\u2069\ufffe\r\n&amp;خبر"
WORDS = "قافلة المساعدات بلغت ميناء الجزيرة صباحا وعلى متنها أدوية وخيام وأغطية جمعها أهالي ثلاث بلدات ساحلية خلال أسبوعين من الحملة"
FREE = {
    "articles": (
        "title",
        "body",
        "byline",
        "credit_line",
        "summary",
        "section",
        "image_caption",
        "published_raw",
        "extractor",
        "image_url",
    ),
    "authors": ("name",),
    "keywords": ("keyword",),
    "related_links": ("label", "title", "url"),
    "attributions": ("name", "quote", "rule"),
    "revisions": ("title", "body"),
    "stories": ("origin_name", "origin_rule"),
    "runs": ("reason", "failure"),
    "urls": ("detail", "guid"),
    "quarantine": ("error", "payload", "stage"),
    "outlets": ("title",),
    "feeds": ("reason", "url"),
    "conditions": ("reason",),
    "events": ("detail",),
}
"""Columns that hold words of others, or that a page's words may reach."""
COMMANDS = [
    ["search", "الجزيرة"],
    ["search", "الجزيرة", "--format", "json"],
    ["search", "الجزيرة", "--format", "csv"],
    ["article", "1"],
    ["article", "1", "--json"],
    ["story", "1"],
    ["story", "1", "--diff"],
    ["runs"],
    ["runs", "--json"],
    ["quarantine", "list"],
    ["quarantine", "show", "1"],
    ["quarantine", "show", "1", "--json"],
    ["stats", "outlets"],
    ["stats", "credits"],
    ["stats", "overview"],
    ["outlets", "health"],
    ["outlets", "layouts"],
    ["export", "-"],
    ["db", "info"],
    ["doctor"],
]


@pytest.fixture(scope="module", autouse=True)
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A store in which every column of words holds the hostile ones."""
    folder = tmp_path_factory.mktemp("terminal")
    url = f"sqlite:///{folder}/store.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WARRAQ_DATABASE_URL", url)
        config.load.cache_clear()
        rows = [
            {
                "url": f"https://rawi.test/{number}",
                "title": f"قافلة {number}",
                "body": f"{WORDS}\nالمصدر: وكالة رويترز",
                "authors": ["منى"],
                "keywords": ["بحر"],
            }
            for number in range(2)
        ]
        (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        assert run("import", str(folder / "rows.jsonl")).exit_code == 0
        with Store.open(url) as store, store.write() as connection:
            ids = outlets.sync_outlets(connection, [Outlet("sahl", "السهل", ("sahl.test",), feeds=("https://sahl.test/rss",))])
            run_id = runs.start_run(connection, ids["sahl"], "cli", 1, clock.now())
            held = Verdict("https://sahl.test/1", Outcome.FAILED, Reason.PARSE_ERROR, "x", quarantine="x", stage="normalise")
            settle(connection, run_id, [held], clock.now())
            runs.finish_run(connection, run_id, clock.now(), outcome="failed", stats={})
            events.record(connection, "moved", clock.now(), outlet_id=ids["sahl"], detail="x")
            events.open_condition(connection, ids["sahl"], "silent", "x", clock.now())
        spoil(url)
        yield
    config.load.cache_clear()


def spoil(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("PRAGMA foreign_keys = OFF"))
        for table, columns in FREE.items():
            here = {column["name"] for column in inspect(engine).get_columns(table)}
            for column in set(columns) & here:
                unique = "|| rowid" if column == "url" else ""
                connection.execute(text(f"UPDATE {table} SET {column} = :words || coalesce({column}, '') {unique}"), {"words": HOSTILE})  # noqa: S608
    engine.dispose()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_no_command_lets_stored_text_speak_to_the_terminal(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert not set(done.output) & set("\x1b\x9b\x9d\x07\u202e\ufffe\r"), done.output
    assert done.output.count("\u2069") == done.output.count("\u2068")
    if "link=http" in done.output and "--json" not in arguments:
        assert "[/b]" in done.output, "it was taken for markup"


def test_log_lines_are_visible() -> None:
    record = logging.LogRecord("x", logging.WARNING, "x.py", 1, "read %s", ("\x1b[31mأحمر\x9d0;y\x9c\u202e",), None)
    assert VisibleLog(logging.Formatter("%(levelname)s %(message)s")).format(record) == "WARNING read أحمر"


COLUMNS = ("id", "outlet", "started_at", "state", "outcome", "found", "reason")
REASON = "the feed answered 503 eleven times in a row and is asked again in an hour; its owner may have moved it"
RUN = (7, "alnakheel", "2026-03-09 12:00", "finished", "cut-short", 12, REASON)


def drawn(monkeypatch: pytest.MonkeyPatch, width: int, columns: tuple[str, ...], *rows: tuple[object, ...], **how: Any) -> list[str]:
    """The lines of a table on a terminal of that width."""
    speaker = show.Speaker(width=width, file=io.StringIO(), force_terminal=True, color_system=None)
    monkeypatch.setattr(show, "out", speaker)
    show.print_table(columns, rows, **how)
    return [line.rstrip() for line in speaker.file.getvalue().splitlines()]  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [40, 80, 100, 120])
def test_no_column_is_torn_into_letters_on_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    lines = drawn(monkeypatch, width, COLUMNS, RUN, RUN, whole=COLUMNS[:-1])
    assert max(map(len, lines)) <= width
    assert len(lines) <= 24
    words = {word for line in lines for word in line.split()}
    assert {"alnakheel", "cut-short", "finished", "eleven", "503"} <= words


def test_what_has_no_room_stands_below_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = drawn(monkeypatch, 40, COLUMNS, (7, "alnakheel", "2026-03-09 12:00", "finished", None, 0, "short"), whole=COLUMNS[:-1])
    assert lines == [
        "id  outlet     started_at",
        "7   alnakheel  2026-03-09 12:00",
        "    state: finished",
        "    found: 0",
        "    reason: short",
    ]


def test_a_wide_terminal_has_everything_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(drawn(monkeypatch, 250, COLUMNS, RUN)) == 2


def test_only_a_terminal_gets_marks_of_direction(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\u2068خبر\u2069" in drawn(monkeypatch, 80, ("id", "title"), (7, "خبر"))[1]
    monkeypatch.setattr(show, "out", show.Speaker(width=80, file=io.StringIO()))
    show.print_table(("id", "title"), [(7, "خبر")])
    assert "\u2068" not in show.out.file.getvalue()  # type: ignore[attr-defined]
