"""`warraq outlets add` visits a site as a crawl would, writes its file once, and never overwrites one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from tests.crawl import hostile
from tests.outlets.conftest import SOUND, toml
from tests.outlets.served import Served
from tests.outlets.standin_sites import SITES
from warraq import config
from warraq.cli.outlets import app
from warraq.errors import OutletFileError, UsageError, WarraqError
from warraq.outlet_files import check_all, read_outlet
from warraq.outlet_files.own_folder import put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SURVEY_ALL = """
import json, sys
from warraq.crawl.visits.visits import Errand, carry_out
from warraq.discovery.survey import survey
found = carry_out([Errand(survey(url, lambda domain: None, ())) for url in sys.argv[1:]])
json.dump([[one.outlet.feeds, one.outlet.sitemaps, len(one.fetched)] for one in found], sys.stdout)
"""


@pytest.fixture(autouse=True)
def no_folder_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("WARRAQ_OUTLETS", raising=False)
    config.load.cache_clear()
    yield
    config.load.cache_clear()


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with Served(*SITES) as running:
        yield running


def test_all_thirty_sites_over_the_network_in_one_process(served: Served) -> None:
    done = served.python(SURVEY_ALL, {}, *(f"{site.root}/" for site in served.sites))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [set(feeds) for feeds, _, _ in found] == [site.feeds for site in served.sites]
    assert [sitemaps for _, sitemaps, _ in found] == [[site.root + path for path in site.sitemaps] for site in served.sites]
    assert all(fetched for _, _, fetched in found)


def test_the_file_is_written_once(served: Served, tmp_path: Path) -> None:
    site = served.sites[1]
    done = served.warraq({"WARRAQ_OUTLETS": str(tmp_path)}, "outlets", "add", f"{site.root}/", "--name", "marsad")
    assert done.returncode == 0, done.stderr
    written = read_outlet(tmp_path / "ly" / "marsad.toml")
    assert (written.country, written.timezone, set(written.feeds)) == ("LY", "Africa/Tripoli", site.feeds)
    assert "A first trial" in done.stdout
    assert "comments, not articles" in done.stdout
    assert check_all([tmp_path]) == []


def test_a_page_that_breaks_its_reader_costs_its_trial_alone(tmp_path: Path) -> None:
    site = SITES[10]
    variables = {"WARRAQ_OUTLETS": str(tmp_path), "WARRAQ_READ_SECONDS": "1", "WARRAQ_READ_MEMORY_MB": "256"}
    variables["PYTHONPATH"] = str(hostile.place_misreader(tmp_path / "reader"))
    with Served(site) as served:
        articles = served.sites[0].articles()
        for url, what in zip(articles, ("hang", "swell", "die", "leave"), strict=False):
            served.put(url, hostile.that_makes_it(what, 1))
        done = served.warraq(variables, "outlets", "add", f"{served.sites[0].root}/", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {trial["url"]: trial["problem"].partition(":")[0] for trial in found["trials"]} == dict(
        zip(articles, ("overrun", "overrun", "reader-died", "reader-died", ""), strict=False)
    )
    assert check_all([tmp_path]) == []


def test_an_existing_file_stays(tmp_path: Path) -> None:
    path = put(tmp_path, "eg/sahl.toml", toml(SOUND))
    with pytest.raises(UsageError, match="exists already"):
        put(tmp_path, "eg/sahl.toml", "other")
    assert path.read_text(encoding="utf-8") == toml(SOUND)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "eg").write_text("a file", encoding="utf-8")
    with pytest.raises(WarraqError, match=r"sahl\.toml: cannot be written"):
        put(tmp_path, "eg/sahl.toml", toml(SOUND))


@pytest.mark.parametrize(
    ("place", "text", "why"),
    [
        ("eg/sahl.toml", 'name = "sahl', "not valid TOML"),
        ("eg/sahl.toml", toml({**SOUND, "domains": ["192.0.2.5"]}), "domains[0]: '192.0.2.5' is no domain"),
        ("jo/sahl.toml", toml(SOUND), "country: EG belongs into the folder 'eg'"),
        ("eg/other.toml", toml(SOUND), "name: 'sahl' differs from the file's name"),
    ],
    ids=["half", "address in figures", "folder", "name"],
)
def test_what_the_check_would_refuse_is_not_written(tmp_path: Path, place: str, text: str, why: str) -> None:
    with pytest.raises(OutletFileError) as caught:
        put(tmp_path, place, text)
    assert why in str(caught.value)
    assert not (tmp_path / place).exists()


def test_print_writes_to_stdout_alone(served: Served, tmp_path: Path) -> None:
    site = served.sites[10]
    served.asked.clear()
    done = served.warraq({}, "outlets", "add", f"{site.root}/", "--print")
    assert done.returncode == 0, done.stderr
    assert served.asked[0] == (f"{site.host}:{site.port}", "/robots.txt"), "its rules come first"
    path = tmp_path / "int" / "rasid.toml"
    path.parent.mkdir()
    path.write_text(done.stdout, encoding="utf-8")
    assert set(read_outlet(path).feeds) == site.feeds
    assert 'timezone = "UTC" # nothing on the site says it' in done.stdout


def test_a_private_address_is_refused(served: Served) -> None:
    done = served.warraq({"WARRAQ_HOSTS": ""}, "outlets", "add", f"http://127.0.0.1:{served.sites[0].port}/", "--print")
    assert (done.returncode, done.stdout) == (3, "")
    assert "private-address" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ftp://sahl.example/", "--print"), "no web address"),
        (("https://www.youm7.com/", "--print"), "is youm7 already"),
        (("https://sahl.example/",), "no folder of your own outlet files"),
        (("https://sahl.example/", "--print", "--name", "No Slug"), "small Latin letters"),
        (("https://sahl.example/", "--print", "--name", "youm7"), "the name is taken by"),
    ],
    ids=["no web address", "known outlet", "no folder", "bad name", "taken name"],
)
def test_what_cannot_be_added_is_said_before_anything_is_asked(arguments: tuple[str, ...], words: str) -> None:
    done = CliRunner().invoke(app, ["add", *arguments])
    assert isinstance(done.exception, UsageError)
    assert words in str(done.exception)
    assert not done.output
