"""What a person can set, and what is said when it is set wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from warraq import config
from warraq.errors import ConfigError


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (*config.Config.model_fields, "config"):
        monkeypatch.delenv(f"WARRAQ_{name.upper()}", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    config.load.cache_clear()


def load_with(text: str) -> config.Config:
    Path("warraq.toml").write_text(text, encoding="utf-8")
    return config.load()


def test_without_anything_the_store_is_the_same_from_every_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = config.load().database_url
    monkeypatch.chdir("/")
    config.load.cache_clear()
    assert config.load().database_url == here
    assert here.startswith("sqlite:////")


def test_the_file_is_read_and_a_variable_outweighs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_DELAY", "4")
    found = load_with('delay = 9\ncontact = "mail@example.org"\n')
    assert (found.delay, found.contact) == (4.0, "mail@example.org")


def test_variables_hold_lists_and_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_HOSTS", "*.test=127.0.0.1, one.example=127.0.0.2")
    monkeypatch.setenv("WARRAQ_OUTLETS", "/a:/b")
    monkeypatch.setenv("WARRAQ_RECHECK_HOURS", "2,5")
    found = config.load()
    assert found.hosts == {"*.test": "127.0.0.1", "one.example": "127.0.0.2"}
    assert found.outlets == (Path("/a"), Path("/b"))
    assert found.recheck_hours == (2.0, 5.0)


def test_the_named_file_is_the_one_that_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("delay = 7", encoding="utf-8")
    monkeypatch.setenv("WARRAQ_CONFIG", str(tmp_path / "other.toml"))
    assert load_with("delay = 3").delay == 7.0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("dleay = 3", "warraq.toml: dleay: no such setting; did you mean delay?", id="unknown key"),
        pytest.param("delay = -1", "warraq.toml: delay: Input should be greater than or equal to 0", id="out of range"),
        pytest.param("delay = ", "mend the file", id="not TOML"),
        pytest.param("delay = 1\ndelay = 2", "mend the file", id="key twice"),
        pytest.param("delay = " + "[" * 100_000, "brackets nest too deep", id="bomb"),
        pytest.param('log_level = "LOUD"', "warraq.toml: log_level: one of DEBUG, INFO, WARNING, ERROR", id="unknown level"),
    ],
)
def test_a_bad_file_is_named_with_its_key(text: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_with(text)
    assert told in str(caught.value)


def test_a_file_in_another_encoding_is_named() -> None:
    Path("warraq.toml").write_bytes("contact = 'ورّاق'".encode("cp1256"))
    with pytest.raises(ConfigError, match=r"warraq\.toml: not UTF-8 at byte 11; save the file as UTF-8"):
        config.load()


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        pytest.param("WARRAQ_DATABSE_URL", "x", "WARRAQ_DATABSE_URL: no such setting; did you mean WARRAQ_DATABASE_URL?", id="unknown"),
        pytest.param("WARRAQ_DELAY", "soon", "WARRAQ_DELAY: ", id="no number"),
        pytest.param("WARRAQ_HOSTS", "a.example", "WARRAQ_HOSTS: write NAME=ADDRESS", id="no pair"),
        pytest.param("WARRAQ_CONFIG", "/nowhere.toml", "WARRAQ_CONFIG=/nowhere.toml: no such file", id="missing file"),
    ],
)
def test_a_bad_variable_is_named(variable: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigError) as caught:
        config.load()
    assert told in str(caught.value)
