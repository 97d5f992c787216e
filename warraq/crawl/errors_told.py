"""What an exception in a spider, a stage or a reader says: its type, where it was raised, and its text."""

from __future__ import annotations

import traceback
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import TracebackType

LONGEST: Final = 500
"""Characters; messages of some libraries hold whole documents."""
_OTHERS: Final = ("site-packages", "/lib/python")


def told(error: BaseException, trace: TracebackType | None = None) -> str:
    """For the ledger and the quarantine; `trace` where the error has lost its own. The place is the innermost that is no library's."""
    frames = traceback.extract_tb(trace or error.__traceback__)
    own = [frame for frame in frames if not any(part in frame.filename for part in _OTHERS)] or list(frames)
    place = f" at {'/'.join(PurePath(own[-1].filename).parts[-3:])}:{own[-1].lineno}" if own else ""
    return f"{type(error).__name__}{place}: {error}"[:LONGEST]
