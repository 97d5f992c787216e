"""Many outlet files together: finding them, reading them, and what they may not both claim."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from storage.query.watched import watched_outlets
from warraq.cli.app import app
from warraq.errors import UsageError
from warraq.outlet_files import all_entries, all_outlets, check_all, check_one, default_folders, index, load, names, require
from warraq.outlet_files.choice import chosen_outlets
from warraq.outlet_files.folders import PACKAGED
from warraq.text.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]

CITED = (
    '[[outlet]]\nname = "tall"\ntitle = "التل"\ncountry = "JO"\ntimezone = "Asia/Amman"\n'
    'domains = ["tall.example"]\naliases = ["Tall"]\nkind = "agency"\n'
)


def other(write: Write, place: str, name: str, host: str, **changes: object) -> Path:
    return write(place, name=name, domains=[host], feeds=[f"https://{host}/rss"], **changes)


def lines(folder: Path) -> list[str]:
    return [str(problem).removeprefix(f"{folder}/") for problem in check_all([folder])]


def test_names_come_from_the_paths_alone(write: Write, folder: Path) -> None:
    write("jo/zahra.toml").write_text("not TOML", encoding="utf-8")
    write("eg/sahl.toml").write_text("nor this", encoding="utf-8")
    assert names([folder]) == ["sahl", "zahra"]
    assert index([folder])["zahra"] == folder / "jo" / "zahra.toml"


def test_of_two_files_of_one_name_the_first_counts_and_the_other_is_told(write: Write, folder: Path) -> None:
    first, second = write("eg/sahl.toml"), write("jo/sahl.toml", country="JO")
    assert index([folder]) == {"sahl": first}
    (problem,) = load([folder]).problems
    assert (problem.file, problem.key) == (second, "name")
    assert str(first) in problem.text
    assert lines(folder)[0].startswith("jo/sahl.toml: name: 'sahl' is taken by")


def test_a_missing_folder_is_told_with_the_variable(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere: no such folder.*WARRAQ_OUTLETS"):
        index([tmp_path / "nowhere"])


def test_the_user_s_folders_stand_beside_the_packaged_one(write: Write, as_user_folder: Path) -> None:
    write()
    assert default_folders() == (PACKAGED, as_user_folder)
    assert {"sahl", "elbalad"} <= set(names())


def test_an_unknown_name_is_told_with_its_neighbours(write: Write, folder: Path) -> None:
    write()
    require(["sahl"], [folder])
    with pytest.raises(UsageError, match=r"^sahel: no such outlet; did you mean sahl\?$"):
        require(["sahl", "sahel"], [folder])
    with pytest.raises(UsageError, match=r"^x: no such outlet; warraq list shows all$"):
        require(["x"], [folder])


def test_a_bad_file_costs_its_own_outlet_alone_and_is_told_once(write: Write, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    write("eg/sahl.toml", delay=-1)
    write("eg/nahr.toml").write_bytes(b'name = "nahr"\ntitle = "\xd8')
    other(write, "jo/zahra.toml", "zahra", "zahra.example", country="JO")
    (folder / "cited.toml").write_text(CITED + '[[outlet]]\nname = "no slug"\n', encoding="utf-8")
    for _ in range(2):
        assert [outlet.name for outlet in all_entries([folder])] == ["zahra", "tall"]
        assert [outlet.name for outlet in all_outlets([folder])] == ["zahra"]
    told = [record.getMessage() for record in caplog.records]
    assert sum("delay: -1 is not above zero" in text for text in told) == 1
    assert sum("nahr.toml: not UTF-8" in text for text in told) == 1
    assert any("outlet[1].name: 'no slug' is no slug" in text for text in told)


@pytest.mark.parametrize("place", ["sahl.toml", "eg/papers/sahl.toml", "eg/sahl.TOML"])
def test_a_file_in_the_wrong_place_is_told(write: Write, folder: Path, place: str) -> None:
    path = write(place)
    loaded = load([folder])
    assert loaded.crawled == ()
    assert [str(problem) for problem in loaded.problems] == [
        f"{path}: is not read there; move it into a folder of its country, as eg/{path.name}"
    ]


def test_hosts_are_compared_in_one_form(write: Write, folder: Path) -> None:
    write(
        domains=["بوابة-الميدان.مصر"], feeds=[f"https://{host_of('https://بوابة-الميدان.مصر/')}/rss", "https://www.بوابة-الميدان.مصر/feed"]
    )
    (outlet,) = load([folder]).crawled
    assert outlet.domains == (host_of("https://بوابة-الميدان.مصر/"),)


def test_cited_outlets_come_after_those_with_spiders(write: Write, folder: Path) -> None:
    write()
    (folder / "cited.toml").write_text(CITED, encoding="utf-8")
    spider, cited = all_entries([folder])
    assert (spider.name, spider.crawled) == ("sahl", True)
    assert (cited.name, cited.crawled, cited.aliases, cited.kind) == ("tall", False, ("Tall",), "agency")
    assert [outlet.name for outlet in all_outlets([folder])] == ["sahl"]


def test_a_file_of_one_s_own_takes_the_place_of_a_cited_entry(write: Write, folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (folder / "cited.toml").write_text(CITED, encoding="utf-8")
    other(write, "jo/tall.toml", "tall", "tall.example", country="JO").replace(_made(own / "jo") / "tall.toml")
    assert [(outlet.name, outlet.crawled) for outlet in all_entries([folder, own])] == [("tall", True)]
    assert check_all([folder, own]) == []


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def test_in_one_folder_an_outlet_is_either_crawled_or_cited(write: Write, folder: Path) -> None:
    other(write, "jo/tall.toml", "tall", "tall.example", country="JO")
    (folder / "cited.toml").write_text(CITED, encoding="utf-8")
    assert lines(folder) == ["cited.toml: tall: has a file of its own; take this entry out"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (CITED + "feeds = []\n", "outlet[0].feeds: unknown key"),
        (CITED.replace("tall.example", "Tall"), "outlet[0].domains[0]: 'Tall' is no domain"),
        (CITED.replace('"JO"', '"XX"'), "outlet[0].country: 'XX' is no ISO 3166 code"),
        (CITED + CITED, "tall: stands there twice"),
        (CITED + CITED.replace('"tall"', '"tall2"'), "tall2.domains[0]: tall.example is claimed by tall too"),
        (CITED.replace("Asia/Amman", "Amman"), "outlet[0].timezone: 'Amman' is no IANA zone; write one like Africa/Cairo"),
        (CITED.replace("[[outlet]]", "[[outlets]]"), "outlets: unknown key; write each outlet as [[outlet]]"),
        ("outlet = 3\n", "outlet: not a list of tables"),
        ("[[outlet]", "not valid TOML"),
    ],
)
def test_mistakes_among_the_cited(folder: Path, text: str, problem: str) -> None:
    (folder / "cited.toml").write_text(text, encoding="utf-8")
    assert lines(folder)[-1].startswith(f"cited.toml: {problem}")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"domains": ["zahra.example", "sahl.example"]}, "domains[1]: sahl.example is claimed by sahl too"),
        ({"feeds": ["https://feeds.feedburner.com/x"]}, "feeds[0]: https://feeds.feedburner.com/x is claimed by sahl too"),
    ],
)
def test_two_outlets_may_not_claim_one_place(write: Write, folder: Path, changes: dict[str, object], problem: str) -> None:
    write(feeds=["https://feeds.feedburner.com/x"])
    write(
        "jo/zahra.toml",
        **{"name": "zahra", "country": "JO", "domains": ["zahra.example"], "feeds": ["https://zahra.example/rss"], **changes},
    )
    mine, theirs = lines(folder)
    assert mine.startswith("eg/sahl.toml: ")
    assert "is claimed by zahra too" in mine
    assert theirs == f"jo/zahra.toml: {problem}; leave it to one of them"


@pytest.mark.parametrize("place", ["sahl.toml", "eg/cairo/sahl.toml"])
def test_a_file_in_the_wrong_place_is_not_overlooked(write: Write, folder: Path, place: str) -> None:
    write(place)
    assert lines(folder) == [f"{place}: is not read there; move it into a folder of its country, as eg/sahl.toml"]


def test_one_outlet_is_checked_alone_and_against_the_others(write: Write, folder: Path) -> None:
    write()
    write("eg/bad.toml", name="bad", domains=["sahl.example"], feeds=["https://sahl.example/2"], delay=-1)
    assert {problem.key for problem in check_one("bad", [folder])} == {"delay", "domains[0]"}
    assert {problem.key for problem in check_one("sahl", [folder])} == {"domains[0]"}
    with pytest.raises(UsageError, match="no such outlet"):
        check_one("nobody", [folder])


def switch(folder: Path, place: str = "own/eg/sahl.toml", text: str = 'name = "sahl"\nenabled = false\n') -> Path:
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path.parents[1]


def test_an_outlet_is_switched_off_by_its_file_or_by_a_short_file_of_one_s_own(write: Write, folder: Path) -> None:
    write("all/eg/sahl.toml")
    other(write, "all/eg/zahra.toml", "zahra", "zahra.example", enabled=False)
    places = [folder / "all", switch(folder)]
    loaded = load(places)
    assert {outlet.name: outlet.enabled for outlet in loaded.crawled} == {"sahl": False, "zahra": False}
    assert (loaded.problems, check_all(places)) == ((), [])
    assert load(places[:1]).crawled[0].enabled


def test_a_short_file_switches_on_too(write: Write, folder: Path) -> None:
    write("all/eg/sahl.toml", enabled=False)
    assert load([folder / "all", switch(folder, text='name = "sahl"\nenabled = true\n')]).crawled[0].enabled


@pytest.mark.parametrize("text", ['name = "sahl"\n', 'name = "sahel"\nenabled = false\n', 'name = "sahl"\nenabled = "no"\n', "enabled"])
def test_another_second_file_is_a_mistake_as_ever(write: Write, folder: Path, text: str) -> None:
    write("all/eg/sahl.toml")
    places = [folder / "all", switch(folder, text=text)]
    loaded = load(places)
    assert [outlet.enabled for outlet in loaded.crawled] == [True]
    assert "holds only name and enabled" in loaded.problems[0].text
    assert check_all(places)


def test_who_is_switched_off_is_crawled_by_name_alone_and_told(write: Write, as_user_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(enabled=False)
    switch(as_user_folder.parent, "outlets/eg/elbalad.toml", 'name = "elbalad"\nenabled = false\n')
    watched = {outlet.name for outlet in watched_outlets([])}
    assert not watched & {"sahl", "elbalad"}
    assert len(watched) == len(names()) - 2
    assert watched_outlets(["sahl"]) == []
    assert set(chosen_outlets([], country="EG")).isdisjoint({"sahl", "elbalad"})
    assert chosen_outlets(["sahl", "elbalad"]) == ["sahl", "elbalad"]
    listed = CliRunner().invoke(app, ["list", "--country", "EG", "--json"])
    assert {row["name"] for row in json.loads(listed.stdout) if not row["enabled"]} == {"sahl", "elbalad"}
    assert "2 switched off (enabled = false): elbalad, sahl" in " ".join(listed.stderr.split())
    monkeypatch.chdir(as_user_folder)
    found = {row["what"]: row["detail"] for row in json.loads(CliRunner().invoke(app, ["doctor", "--json"]).stdout)}
    assert found["switched off"] == "elbalad, sahl (enabled = false)"


def test_a_country_that_is_switched_off_whole_is_told(write: Write, as_user_folder: Path) -> None:
    other(write, "aq/thalj.toml", "thalj", "thalj.example", country="AQ", timezone="Asia/Amman", enabled=False)
    with pytest.raises(UsageError, match="switched off"):
        chosen_outlets([], country="AQ")
