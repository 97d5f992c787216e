"""What a person sees when something is wrong: one short line with the mend, the right exit code, no traceback."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import commands

if TYPE_CHECKING:
    import subprocess

ROOT = Path(__file__).resolve().parents[2]

OUTLET = """
name = "quietpaper"
title = "الصحيفة الهادئة"
domains = ["quietpaper.test"]
timezone = "UTC"
feeds = ["http://quietpaper.test:{port}/rss"]
evidence = "invented"
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with one outlet whose host refuses connections."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    (tmp_path / "outlets" / "int").mkdir(parents=True)
    (tmp_path / "outlets" / "int" / "quietpaper.toml").write_text(OUTLET.format(port=port), encoding="utf-8")
    return tmp_path


def warraq(place: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WARRAQ_")}
    ours = {
        "WARRAQ_DATABASE_URL": f"sqlite:///{place / 'store.db'}",
        "WARRAQ_OUTLETS": str(place / "outlets"),
        "WARRAQ_HOSTS": "*.test=127.0.0.1",
    }
    environment = {**kept, **ours, "WARRAQ_DELAY": "0", "XDG_CONFIG_HOME": str(place), **variables}
    done = commands.run(("warraq", *arguments), environment, cwd=place, timeout=60)
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param(["crawl", "quietpapre"], 2, "quietpapre: no such outlet; did you mean quietpaper?", id="unknown outlet"),
        pytest.param(["crawl", "../../etc/passwd"], 2, "../../etc/passwd: no such outlet", id="path for a name"),
        pytest.param(["crawl", "x; touch stolen"], 2, "x; touch stolen: no such outlet", id="command for a name"),
        pytest.param(["crawl"], 2, "name the outlets, or say --all or --country", id="no outlet"),
        pytest.param(["crawl", "quietpaper", "--all"], 2, "name the outlets, or say --all or --country", id="two ways of choosing"),
        pytest.param(["crawl", "--country", "XX"], 2, "--country XX: no outlet of this country", id="unknown country"),
        pytest.param(["crawl", "quietpaper", "--since", "soon"], 2, "since=soon: write a span such as 6h", id="bad span"),
        pytest.param(["crawl", "quietpaper", "--max-items", "0"], 2, "max-items", id="no items"),
        pytest.param(["crawl", "--fast"], 2, "--fast", id="unknown option"),
        pytest.param(["fly"], 2, "fly", id="unknown command"),
        pytest.param(["article", "1"], 1, "warraq", id="empty place"),
        pytest.param(["extract", "nowhere.html"], 1, "cannot read nowhere.html", id="missing page"),
        pytest.param(["extract", "-", "--outlet", "nobody"], 0, "", id="nothing on standard input"),
        pytest.param(["import", "nowhere.jsonl"], 1, "cannot read nowhere.jsonl", id="missing import"),
        pytest.param(["date", "اليوم", "--timezone", "Mars/Base"], 2, "Mars/Base", id="unknown zone"),
        pytest.param(["date", "اليوم", "--now", "soon"], 2, "soon", id="bad instant"),
        pytest.param(["outlets", "check", "quietpapre"], 2, "quietpapre", id="check of an unknown outlet"),
        pytest.param(["quarantine", "retry", "9"], 2, "9", id="unknown quarantine row"),
        pytest.param(["quarantine", "list", "--state", "lost"], 2, "'open', 'retried'", id="unknown state"),
        pytest.param(["list", "--country", "XX"], 2, "--country XX: no outlet of this country", id="list of an unknown country"),
    ],
)
def test_wrong_use_is_told_in_a_line(place: Path, arguments: list[str], code: int, told: str) -> None:
    done = warraq(place, *arguments)
    assert (done.returncode, told in done.stderr) == (code, True), done.stderr


def test_a_host_that_does_not_answer_is_no_failure_of_the_program(place: Path) -> None:
    done = warraq(place, "crawl", "quietpaper", "--json")
    (line,) = json.loads(done.stdout)
    assert (done.returncode, line["outcome"], line["found"]) == (3, "empty", 0)
    assert "refused" in line["reason"]


def test_an_outlet_is_crawled_by_its_title_since_a_day_in_words(place: Path) -> None:
    done = warraq(place, "crawl", "الصحيفة الهادئة", "--since", "أمس", "--json")
    (line,) = json.loads(done.stdout)
    assert (done.returncode, line["outlet"], line["outcome"]) == (3, "quietpaper", "empty")


def test_a_country_is_found_in_small_letters_too() -> None:
    done = warraq(ROOT, "list", "--country", "eg", "--json", WARRAQ_OUTLETS="")
    assert {row["country"] for row in json.loads(done.stdout)} == {"EG"}


def test_a_bad_outlet_file_is_named_with_its_key(place: Path) -> None:
    file = place / "outlets" / "int" / "quietpaper.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("feeds", "fedes"), encoding="utf-8")
    for arguments, code in ((["outlets", "check"], 2), (["crawl", "quietpaper"], 2), (["list"], 0), (["doctor"], 1)):
        done = warraq(place, *arguments)
        shown = " ".join((done.stdout + done.stderr).split())
        assert done.returncode == code
        assert "quietpaper.toml" in shown
        assert "fedes" in shown


def test_the_doctor_names_outlets_of_the_settings_that_do_not_exist(place: Path) -> None:
    done = warraq(place, "doctor", "--json", WARRAQ_WATCHED="quietpapre,EG", WARRAQ_SCHEDULES="elbalda=0 * * * *")
    assert done.returncode == 1
    wrong = [row["detail"] for row in json.loads(done.stdout) if row["state"] == "wrong"]
    assert [text.partition(" or ")[0].rstrip("?") for text in wrong] == [
        "watched: quietpapre: no such outlet; did you mean quietpaper",
        "schedules: elbalda: no such outlet; did you mean elbalad",
    ]


def test_a_store_that_cannot_be_opened_is_named(place: Path) -> None:
    (place / "store.db").write_text("this is a letter, not a database. " * 100, encoding="utf-8")
    done = warraq(place, "runs")
    assert done.returncode == 1
    assert "store.db" in done.stderr


def test_a_store_of_another_schema_is_refused_with_the_command_that_upgrades_it(place: Path) -> None:
    assert warraq(place, "db", "upgrade").returncode == 0
    with sqlite3.connect(place / "store.db") as store:
        store.execute("UPDATE alembic_version SET version_num = '0000'")
    store.close()
    done = warraq(place, "crawl", "quietpaper")
    assert done.returncode == 1
    assert "warraq db upgrade" in done.stderr + done.stdout


def test_an_empty_store_answers_without_fuss(place: Path) -> None:
    assert warraq(place, "db", "upgrade").returncode == 0
    assert json.loads(warraq(place, "runs", "--json").stdout) == []
    assert json.loads(warraq(place, "quarantine", "list", "--json").stdout) == []
    bare = warraq(place, "quarantine", "list")
    assert (bare.stdout, bare.stderr) == ("", "no open rows\n")
    assert warraq(place, "search", "ماء").returncode == 3


def told_by_doctor(place: Path, **variables: str) -> dict[str, tuple[str, str]]:
    done = warraq(place, "doctor", "--json", **variables)
    assert done.returncode == 0
    return {row["what"]: (row["state"], row["detail"]) for row in json.loads(done.stdout)}


def test_doctor_shows_what_is_in_force(place: Path) -> None:
    found = told_by_doctor(place, WARRAQ_TIMEOUT="7", WARRAQ_HOSTS="", https_proxy="", http_proxy="", HTTPS_PROXY="", HTTP_PROXY="")
    assert found["user agent"][0] == "note"
    assert found["consoles"] == ("ok", "off")
    assert found["robots.txt"] == ("ok", "obeyed, with its crawl-delay")
    assert found["private addresses"] == ("ok", "refused")
    assert found["bounds of a page"][1] == "10,485,760 bytes, unpacked too; 7 s; 5 redirects"
    assert found["bounds of reading"][1] == "20 s; 1,024 MB; in a process of its own"
    assert found["bounds of a crawl"][1] == "1800 s; 1,500 MB; 6 links deep"
    assert {"outlets", "store", "pace"} <= set(found)


def test_doctor_shows_what_is_let_through(place: Path) -> None:
    (place / "outlets" / "int" / "quietpaper.toml").write_text(OUTLET.format(port=80) + "verify_tls = false\n", encoding="utf-8")
    found = told_by_doctor(place, https_proxy="http://proxy.example:3128")
    assert found["certificates"][0] == "note"
    assert "quietpaper" in found["certificates"][1]
    assert found["private addresses"] == ("note", "refused, but for *.test=127.0.0.1")
    assert found["proxies"][0] == "note"
    assert found["proxies"][1].startswith("not used, though the environment names one for ")


def test_a_typo_in_a_setting_is_told(place: Path) -> None:
    done = warraq(place, "runs", WARRAQ_DATABASE_ULR="sqlite://")
    assert (done.returncode, "did you mean WARRAQ_DATABASE_URL?" in done.stderr) == (2, True)


@pytest.mark.parametrize("arguments", [["article"], ["story"], ["quarantine", "show"], ["quarantine", "retry"]], ids=" ".join)
def test_a_number_beyond_64_bits_is_wrong_usage(place: Path, arguments: list[str]) -> None:
    assert warraq(place, *arguments, "9" * 23).returncode == 2
