"""The command `warraq schedule`, for who runs `python scheduler.py`; the timer itself stands in warraq/timer."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    from warraq.cli import main

    sys.argv.insert(1, "schedule")
    main()
