"""Many outlet files together: finding them, reading them, and what they may not both claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from warraq.errors import OutletFileError, UsageError
from warraq.outlet_files import all_entries, all_outlets, check_all, check_one, default_folders, index, names, require
from warraq.outlet_files.folders import PACKAGED

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


def test_two_files_of_one_name_are_an_error_that_names_both(write: Write, folder: Path, tmp_path: Path) -> None:
    first, second = write("eg/sahl.toml"), write("jo/sahl.toml", country="JO")
    with pytest.raises(OutletFileError) as caught:
        index([folder])
    assert str(first) in str(caught.value)
    assert str(second) in str(caught.value)
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


def test_reading_all_tells_every_mistake_of_every_file(write: Write, folder: Path) -> None:
    write("eg/sahl.toml", delay=-1)
    other(write, "jo/zahra.toml", "zahra", "zahra.example", country="JO", kind="x", common_word=3)
    with pytest.raises(OutletFileError) as caught:
        all_outlets([folder])
    assert len(str(caught.value).splitlines()) == 3


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
