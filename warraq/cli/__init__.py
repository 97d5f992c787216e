"""The command `warraq`: one file a command group, and whatever goes wrong is one short line with the mend."""

from __future__ import annotations

import os
import sys
from pathlib import Path

TOP_NAMES = ("warraq", "spiders", "pipelines", "storage", "scheduler")
"""Top-level names of the program, which must come from one place."""


def main() -> None:
    """Entry point of the console script; ends the process with the exit codes of `warraq.errors`."""
    from warraq.collector import look_seldom
    from warraq.ends import Interrupted, watch
    from warraq.errors import WarraqError

    watch()
    look_seldom()
    os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "warraq.settings")
    try:
        refuse_mixed_roots()
        from warraq.cli.app import app

        app()
    except WarraqError as error:
        sys.exit(complain(error))
    except Interrupted as end:
        sys.exit(complain(end))
    except BrokenPipeError:
        # The reader of a pipe has seen enough; what Python would flush at exit has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def complain(error: BaseException) -> int:
    """Prints the error to stderr as one line; returns its exit code."""
    told = "; ".join(filter(None, (str(error), getattr(error, "words", ""))))
    from warraq.text.visible import visible

    print(visible(f"warraq: {told}", lines=True), file=sys.stderr)  # rich would wrap and colour what programs read
    return int(getattr(error, "exit_code", 1))


def refuse_mixed_roots() -> None:
    """Raises UsageError where the parts come from different places, as when an installed copy shadows a checkout."""
    from importlib.util import find_spec

    from warraq.errors import UsageError

    roots = {part: _root(spec.origin) for part in TOP_NAMES if (spec := find_spec(part)) and spec.origin}
    if len(set(roots.values())) > 1:
        listed = ", ".join(f"{part} from {root}" for part, root in sorted(roots.items()))
        raise UsageError(f"parts of two copies of Warraq are mixed: {listed}; run it from one of them, or uninstall the other")


def _root(origin: str) -> Path:
    path = Path(origin).resolve()
    return path.parent.parent if path.name == "__init__.py" else path.parent
