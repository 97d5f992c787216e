"""However a command is told to end, it closes its run, says what is stored and how to go on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from pipelines.importing.importer import Importer
from storage.ledger import runs
from storage.ledger.processes import is_gone, this_process
from storage.store import Store
from tests import commands
from warraq import clock
from warraq.ends import END_SIGNALS, Interrupted, undisturbed, watch

if TYPE_CHECKING:
    from collections.abc import Iterator


ROOT = Path(__file__).resolve().parents[2]
COMMAND = "import sys; sys.argv[0] = 'warraq'; from warraq.cli import main; main()"
WORDS = "أعلنت البلدية صباح اليوم افتتاح الجسر الجديد فوق الوادي بعد أعمال استمرت سنوات، وقال رئيسها إن العمل تم وفق الخطة."


def row(number: int) -> dict[str, str]:
    return {"url": f"https://rawi.test/{number}", "title": f"خبر {number}", "body": f"{WORDS} رقم {number}"}


def started(place: Path, *arguments: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WARRAQ_")}
    ours = {"WARRAQ_DATABASE_URL": f"sqlite:///{place}/store.db", "XDG_CONFIG_HOME": str(place)}
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, "-c", COMMAND, *arguments], env=kept | ours, cwd=ROOT, **pipes)


def told(place: Path, query: str) -> list[tuple[Any, ...]]:
    with Store.open(f"sqlite:///{place}/store.db") as store, store.read() as connection:
        return [tuple(found) for found in connection.execute(text(query))]


def wait_for_rows(place: Path, count: int) -> None:
    end = clock.monotonic() + 60
    while not (place / "store.db").exists() or _stored(place) < count:
        assert clock.monotonic() < end
        clock.sleep(0.1)


def _stored(place: Path) -> int:
    try:
        return int(told(place, "SELECT count(*) FROM articles")[0][0])
    except Exception:
        return 0


@pytest.fixture
def importing(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """An import that has stored a batch and waits for more rows."""
    with started(tmp_path, "import", "-") as process:
        assert process.stdin
        process.stdin.writelines(json.dumps(row(number)) + "\n" for number in range(100))
        process.stdin.flush()
        wait_for_rows(tmp_path, 100)
        yield process
        process.kill()


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_import_that_is_told_to_end_closes_its_run(importing: subprocess.Popen[str], tmp_path: Path, number: signal.Signals) -> None:
    importing.send_signal(number)
    assert importing.wait(30) == 3
    assert importing.stderr
    said = importing.stderr.read()
    assert f"ended by {number.name}; 100 rows were taken and stay; import the same again" in said
    assert "Traceback" not in said
    assert told(tmp_path, "SELECT state, outcome, reason, found, new FROM runs") == [
        ("finished", "cut-short", f"ended by {number.name}", 100, 100)
    ]


@pytest.mark.long
def test_a_killed_import_is_closed_by_the_next(importing: subprocess.Popen[str], tmp_path: Path) -> None:
    importing.kill()
    importing.wait(30)
    with Store.open(f"sqlite:///{tmp_path}/store.db") as store, Importer(store) as importer:
        importer.take([row(1)])
    assert told(tmp_path, "SELECT state, outcome, found FROM runs ORDER BY id") == [("killed", "cut-short", 100), ("finished", "ok", 1)]


def test_an_import_that_lives_is_left_alone_and_shows_how_far_it_is(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.importing.importer.IMPORT_BEAT_SECONDS", 0.05)
    with Importer(store, files=["mine.jsonl"]) as importer:
        importer.take([row(number) for number in range(3)])
        end = clock.monotonic() + 20
        while True:
            with store.write() as connection:
                assert runs.close_lost(connection, clock.now()) == []
                (found,) = runs.runs(connection)
            if found.found == 3 or clock.monotonic() > end:
                break
            clock.sleep(0.05)
    assert (found.state, found.found, found.stats and found.stats["files"]) == ("running", 3, ["mine.jsonl"])


def test_an_import_without_a_sign_of_life_is_closed_whose_ever_it_was(store: Store) -> None:
    with store.write() as connection:
        far = {"machine": "elsewhere", "process": 1, "namespace": None}
        run_id = runs.start_run(connection, None, "import", 0, clock.now() - runs.LIFE * 1.1, stats=far)
        young = runs.start_run(connection, None, "import", 0, clock.now() - runs.LIFE * 0.9, stats=far)
        assert runs.close_lost(connection, clock.now()) == [run_id]
        assert [found.id for found in runs.runs(connection, state="running")] == [young]


def test_a_process_is_gone_only_where_that_is_seen() -> None:
    here = this_process()
    assert not is_gone(here)
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait(30)
    assert is_gone(here | {"process": ended.pid})
    for unclear in (None, {}, here | {"machine": "elsewhere", "process": ended.pid}, here | {"namespace": 0, "process": ended.pid}):
        assert not is_gone(unclear)
    assert not is_gone(here | {"process": None})


@pytest.mark.long
def test_what_is_ignored_stays_ignored(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with started(tmp_path, "import", "-") as process:
            assert process.stdin
            process.stdin.writelines(json.dumps(row(number)) + "\n" for number in range(100))
            process.stdin.flush()
            wait_for_rows(tmp_path, 100)
            process.send_signal(signal.SIGHUP)
            process.stdin.close()
            assert process.wait(60) == 0
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_crawl_starts_without_a_word_in_the_log(tmp_path: Path) -> None:
    folder = tmp_path / "outlets" / "int"
    folder.mkdir(parents=True)
    file = 'name = "sahl"\ntitle = "السهل"\ndomains = ["sahl.test"]\ntimezone = "UTC"\nevidence = "invented"\n'
    file += 'feeds = ["http://sahl.test:9/rss"]\n'
    (folder / "sahl.toml").write_text(file, encoding="utf-8")
    variables = {name: value for name, value in os.environ.items() if not name.startswith("WARRAQ_")}
    variables |= {"WARRAQ_DATABASE_URL": f"sqlite:///{tmp_path}/store.db", "WARRAQ_OUTLETS": str(tmp_path / "outlets")}
    variables |= {"WARRAQ_HOSTS": "*.test=127.0.0.1", "WARRAQ_DELAY": "0", "XDG_CONFIG_HOME": str(tmp_path)}
    done = commands.run(("warraq", "crawl", "sahl"), variables)
    assert "ERROR" not in done.stderr
    assert "Traceback" not in done.stderr


def test_an_end_that_is_told_in_a_transaction_comes_behind_it() -> None:
    before = {number: signal.getsignal(number) for number in END_SIGNALS}
    done = []

    def transaction() -> None:
        with undisturbed():
            os.kill(os.getpid(), signal.SIGHUP)
            done.append("the whole batch")

    watch()
    try:
        with pytest.raises(Interrupted, match="SIGHUP"):
            transaction()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert done == ["the whole batch"]
