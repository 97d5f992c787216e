"""The wheel: built, installed into an empty environment, used from another folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

PARTS = ("scheduler.py", "spiders/", "pipelines/", "storage/", "warraq/")
MUST_HAVE = (
    "scheduler.py",
    "spiders/outlets/eg/elbalad.toml",
    "spiders/outlets/cited.toml",
    "spiders/custom/__init__.py",
    "storage/migrations/env.py",
    "warraq/newsroom/outlets.toml",
    "warraq/py.typed",
)


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    source = place / "source"
    for name in tracked():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((ROOT / name).read_bytes())
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(place), str(source)]
    subprocess.run(build, check=True, capture_output=True)
    return next(place.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `warraq` script of an environment that has the wheel, and sees this one's packages without its checkout."""
    place = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    (packages,) = place.glob("lib/python*/site-packages")
    # Paths named by a .pth file are searched, but their own .pth files, such as an editable install's, are not read.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "pip", "--python", str(place), "install", "--quiet", "--no-deps", str(wheel)], check=True)
    return place / "bin" / "warraq"


@pytest.mark.parametrize("name", MUST_HAVE)
def test_the_wheel_holds(wheel: Path, name: str) -> None:
    assert name in zipfile.ZipFile(wheel).namelist()


def test_the_wheel_holds_all_of_the_program_and_nothing_else(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == {name for name in tracked() if name.startswith(PARTS)}


@pytest.mark.long
def test_an_installed_copy_works_from_another_folder(wheel: Path, installed: Path, tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WARRAQ_", "PYTHON", "SCRAPY"))}
    environment = {**kept, "WARRAQ_DATABASE_URL": f"sqlite:///{tmp_path / 'store.db'}", "XDG_CONFIG_HOME": str(tmp_path)}

    def warraq(*arguments: str) -> str:
        done = subprocess.run(
            [str(installed), *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert warraq("--version") == f"warraq {wheel.name.split('-')[1]}\n"
    assert "elbalad" in {row["name"] for row in json.loads(warraq("list", "--json"))}
    warraq("db", "upgrade")
    assert "articles" in warraq("db", "info", "--json")
    warraq("demo", "--folder", str(tmp_path / "demo"))
    environment["WARRAQ_DATABASE_URL"] = f"sqlite:///{tmp_path / 'demo' / 'warraq.db'}"
    assert json.loads(warraq("search", "المياه", "--format", "json"))
