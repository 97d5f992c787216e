"""Outlet files as Scrapy's spiders."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scrapy import Request
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from spiders.loader import OutletSpiderLoader
from spiders.outlet import OutletSpider
from warraq.errors import OutletFileError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[..., Path]

ROOT = Path(__file__).resolve().parents[2]


def loader(*modules: str) -> OutletSpiderLoader:
    made = get_spider_loader(Settings({"SPIDER_LOADER_CLASS": "spiders.loader.OutletSpiderLoader", "SPIDER_MODULES": list(modules)}))
    assert isinstance(made, OutletSpiderLoader)
    return made


def with_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, code: str) -> str:
    """A package of spiders with code, as `spiders.custom` is one."""
    package = tmp_path / module
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "sahl.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return module


def test_every_outlet_file_is_a_spider(write: Write, as_user_folder: Path) -> None:
    write()
    listed = loader().list()
    assert listed == sorted(listed)
    assert {"sahl", "elbalad", "safa"} <= set(listed)
    assert "wsj" not in listed


def test_a_spider_knows_its_outlet(write: Write, as_user_folder: Path) -> None:
    write()
    spider = loader().load("sahl")
    assert issubclass(spider, OutletSpider)
    assert (spider.name, spider.__name__, spider.outlet.title) == ("sahl", "sahl", "السهل")


def test_loading_one_spider_opens_no_other_file(write: Write, as_user_folder: Path) -> None:
    write()
    write("eg/broken.toml").write_text("not TOML", encoding="utf-8")
    assert loader().load("sahl").name == "sahl"


def test_an_unknown_name_is_the_key_error_that_scrapy_expects(as_user_folder: Path) -> None:
    with pytest.raises(KeyError) as caught:
        loader().load("elbalda")
    assert str(caught.value).startswith("elbalda: no such outlet; did you mean elbalad")
    assert isinstance(caught.value, UsageError)


def test_a_bad_file_is_an_error_where_it_is_asked_for_and_told_where_all_are_listed(
    write: Write, as_user_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write(delay=-1)
    with pytest.raises(OutletFileError, match="delay: -1 is not above zero") as caught:
        loader().load("sahl")
    assert str(path) in str(caught.value)
    assert "elbalad" in loader().list()
    assert f"{path}: delay: -1 is not above zero" in caplog.text


def test_of_two_files_of_one_name_the_packaged_one_counts(write: Write, as_user_folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    write("eg/elbalad.toml", name="elbalad")
    assert loader().load("elbalad").outlet.title != "السهل"
    loader().list()
    assert "'elbalad' is taken by" in caplog.text


def test_an_address_finds_its_spiders(write: Write, as_user_folder: Path) -> None:
    write()
    assert loader().find_by_request(Request("https://www.sahl.example/1")) == ["sahl"]
    assert loader().find_by_request(Request("https://nobody.example/1")) == []


def test_code_of_the_same_name_is_the_base(write: Write, as_user_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    code = 'from spiders.outlet import OutletSpider\nclass Sahl(OutletSpider):\n    name = "sahl"\n    extra = 1\n'
    spider = loader(with_code(tmp_path, monkeypatch, "custom_good", code)).load("sahl")
    assert (spider.__base__.__name__ if spider.__base__ else "", spider.extra, spider.outlet.name) == ("Sahl", 1, "sahl")  # type: ignore[attr-defined]


def test_code_must_be_an_outlet_spider(write: Write, as_user_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    code = 'import scrapy\nclass Sahl(scrapy.Spider):\n    name = "sahl"\n'
    with pytest.raises(OutletFileError, match=r"Sahl: not a subclass of spiders\.outlet\.OutletSpider"):
        loader(with_code(tmp_path, monkeypatch, "custom_plain", code)).load("sahl")


def test_code_without_a_file_is_no_spider(as_user_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = 'from spiders.outlet import OutletSpider\nclass Sahl(OutletSpider):\n    name = "sahl"\n'
    made = loader(with_code(tmp_path, monkeypatch, "custom_lonely", code))
    assert "sahl" not in made.list()
    with pytest.raises(KeyError, match=r"custom_lonely.sahl: name: no outlet file sahl.toml"):
        made.load("sahl")


@pytest.mark.parametrize("command", [["list"], ["crawl", "sahl"], ["crawl", "nobody"]], ids=" ".join)
def test_scrapy_s_commands_tell_mistakes_without_a_traceback(write: Write, as_user_folder: Path, command: list[str]) -> None:
    path = write(delay=-1)
    done = subprocess.run([sys.executable, "-m", "scrapy", *command], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == (0 if command == ["list"] else 2)
    assert "Traceback" not in done.stderr
    assert ("nobody: no such outlet" if "nobody" in command else f"{path}: delay: -1 is not above zero") in done.stderr
