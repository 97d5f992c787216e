"""Whether the drive under a SQLite file is one on which its write-ahead log is safe."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

MOUNTS: Final = Path("/proc/self/mounts")
"""What is mounted where, on Linux; other systems have no such file."""

# The log needs memory shared by all who use the file, which none of these gives: https://sqlite.org/wal.html
_NETWORK: Final = frozenset(
    {"afs", "beegfs", "ceph", "cifs", "davfs", "davfs2", "gfs", "gfs2", "glusterfs", "lustre", "ncp", "ncpfs", "nfs", "nfs4", "ocfs2"}
    | {"orangefs", "pvfs2", "rclone", "s3fs", "smb3", "smbfs", "sshfs"}
)
_LENT: Final = frozenset({"9p", "drvfs", "prl_fs", "vboxsf", "virtiofs", "vmhgfs", "vmhgfs-fuse"})
"""Folders that a virtual machine or container is lent by its host."""


def file_system_of(path: Path, mounts: str) -> str | None:
    """Type of the file system that an absolute path lies on, as `mounts` (the text of fstab(5)'s form) tells; None where it does not.

    Of two things mounted at one place the later hides the earlier.
    """
    folders = {path, *path.parents}
    found = [(folder, kind) for folder, kind in _mounted(mounts) if folder in folders]
    deepest = max((len(folder.parts) for folder, _ in found), default=0)
    return next((kind for folder, kind in reversed(found) if len(folder.parts) == deepest), None)


def _mounted(mounts: str) -> list[tuple[Path, str]]:
    fields = [line.split() for line in mounts.splitlines()]
    return [(Path(_unescaped(line[1])), line[2]) for line in fields if len(line) > 2]


def _unescaped(folder: str) -> str:
    """Blanks and backslashes stand there as octal numbers of their bytes, letters as they are."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), folder)


def is_shared(file_system: str) -> bool:
    """Whether files of this type may be open on another machine, so that the write-ahead log is not safe there."""
    return file_system.removeprefix("fuse.") in _NETWORK | _LENT


def unsafe_drive(path: Path) -> str | None:
    """Type of the file system under a path, which need not exist yet, where the write-ahead log is not safe on it; else None."""
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    kind = file_system_of(path.expanduser().resolve(), mounts)
    return kind if kind and is_shared(kind) else None
