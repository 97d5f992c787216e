"""Which drives a SQLite store must not lie on."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from storage import drives
from storage.drives import file_system_of, is_shared, unsafe_drive
from warraq import config
from warraq.cli.app import app

MOUNTS = r"""
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/export /srv/news nfs4 rw,vers=4.2 0 0
/dev/sdb1 /srv/news/local xfs rw 0 0
//office/share /mnt/two\040words cifs rw 0 0
tmpfs /over tmpfs rw 0 0
someone@host: /over fuse.sshfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/warraq/store.db", "ext4"),
        ("/srv/news/store.db", "nfs4"),
        ("/srv/news", "nfs4"),
        ("/srv/newspaper/store.db", "ext4"),
        ("/srv/news/local/deep/store.db", "xfs"),
        ("/mnt/two words/store.db", "cifs"),
        ("/over/store.db", "fuse.sshfs"),
    ],
    ids=["root", "network", "the mount itself", "same beginning", "local inside network", "blank in the name", "the later hides"],
)
def test_the_drive_under_a_path(path: str, kind: str) -> None:
    assert file_system_of(Path(path), MOUNTS) == kind


def test_a_path_without_a_drive() -> None:
    assert file_system_of(Path("/srv/store.db"), "") is None


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "fuse.glusterfs", "9p", "vboxsf"])
def test_drives_of_several_machines(kind: str) -> None:
    assert is_shared(kind)


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "fuseblk", "apfs", "fuse.mergerfs"])
def test_drives_of_this_machine(kind: str) -> None:
    assert not is_shared(kind)


@pytest.fixture
def network_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is said to lie on another machine."""
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/export {tmp_path.resolve()}/far nfs4 rw 0 0\n")
    monkeypatch.setattr(drives, "MOUNTS", mounts)
    return tmp_path / "far"


def test_the_drive_is_judged_before_the_store_is_there(network_drive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert unsafe_drive(network_drive / "new" / "store.db") == "nfs4"
    assert unsafe_drive(tmp_path / "store.db") is None
    monkeypatch.setattr(drives, "MOUNTS", tmp_path / "nothing")
    assert unsafe_drive(network_drive / "store.db") is None


def test_the_doctor_warns_of_a_network_drive(network_drive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_DATABASE_URL", f"sqlite:///{network_drive}/store.db")
    config.load.cache_clear()
    try:
        told = CliRunner().invoke(app, ["doctor", "--json"])
    finally:
        config.load.cache_clear()
    assert told.exit_code == 1
    assert "nfs4" in told.stdout
    assert "PostgreSQL" in told.stdout
